"""Time of a six-page PDF, against ReportLab's own Japanese paragraphs on the same text.

Prints one line per figure: name, milliseconds, ratio.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from unittest import mock

from reportlab.platypus import Paragraph as StockParagraph

from cspdesk.documents.model import (
    Cell,
    Document,
    FieldList,
    FieldRow,
    Heading,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.pdf.breaking import JapaneseParagraph
from cspdesk.pdf.writer import PdfWriter

PAGES = 6
ROUNDS = 7
MILLION = 1_000_000
TEXT = (
    "新潟の造り酒屋の通販ページに載せる、商品説明文と見出しを書くお仕事です。杜氏が記入した"
    "「味わいシート」をもとに、1点200〜260字でまとめます。修正は2回まで(3回目からは協議)。"
)


def six_pages() -> Document:
    """Return a document of six sheets: 24 paragraphs, 6 lists of items, 6 tables of 9 rows."""
    blocks: list[SheetTitle | Heading | Paragraph | FieldList | Table] = []
    for page in range(PAGES):
        title = f"見本の依頼文 {page + 1}"
        blocks.append(SheetTitle(running="依頼文", title=title, bookmark=title))
        blocks += [Paragraph(text=TEXT) for _ in range(4)]
        blocks.append(Heading(text="募集の6項目"))
        rows = tuple(FieldRow(label="仕事の内容", text=TEXT, badge=b) for b in "①②③④⑤⑥")
        blocks.append(FieldList(rows=rows))
        cells = (
            Cell(text="商品説明文24点"),
            Cell(text=TEXT[:24]),
            Cell(text="79,200円", figure=True),
        )
        blocks.append(Table(header=("仕事", "内容", "契約額"), widths=(2, 4, 2), rows=(cells,) * 9))
    return _document(*blocks)


def _document(*blocks: SheetTitle | Heading | Paragraph | FieldList | Table) -> Document:
    return Document(
        title="計測",
        client_name="見本商店",
        footer_left="",
        footer_middle="",
        dated=date(2026, 11, 21),
        blocks=blocks,
    )


def best_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the fastest of several runs, in milliseconds."""
    fastest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest * 1000


@contextmanager
def stock_breaker() -> Iterator[None]:
    """Let ReportLab break the lines of the same paragraphs."""

    def unbroken(text: str, *_: object) -> list[tuple[str, float]]:
        return [(text, 0.0)]

    with (
        mock.patch.object(JapaneseParagraph, "breakLinesCJK", StockParagraph.breakLinesCJK),
        mock.patch("cspdesk.pdf.blocks.break_lines", unbroken),
    ):
        yield


def main() -> int:
    """Measure and print."""
    document = six_pages()
    writer = PdfWriter()
    first = best_ms(lambda: writer.render(document), rounds=1)
    ours = best_ms(lambda: writer.render(document))
    with stock_breaker():
        stock = best_ms(lambda: writer.render(document))
    million = _document(Paragraph(text=TEXT * (MILLION // len(TEXT))))
    huge = best_ms(lambda: writer.render(million), rounds=1)
    sys.stdout.write(
        f"pdf_6_pages_first_ms {first:.0f}\n"
        f"pdf_6_pages_ms {ours:.1f} ratio_to_stock_breaker {ours / stock:.2f}\n"
        f"pdf_1000000_characters_ms {huge:.0f}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
