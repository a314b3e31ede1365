"""Preview and copied text say the same words as the document, and nothing more."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from cspdesk.documents.html import to_html
from cspdesk.documents.model import (
    Cell,
    Document,
    FieldList,
    FieldRow,
    Heading,
    Listing,
    Mark,
    Note,
    Paragraph,
    Table,
)
from cspdesk.documents.plain_text import to_text
from tests.cspdesk.documents.sample_case import CASE, CLIENT, PACK, TODAY, order_draft
from tests.cspdesk.documents.words import bare, words

MARKUP = "<b>太字</b> & <img src='x.png'> &lt; {{7*7}}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.add(tag)


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def of(*blocks: Heading | Paragraph | Note | FieldList | Table | Listing) -> Document:
    return Document(
        title="見本",
        client_name="見本商店",
        footer_left="",
        footer_middle="",
        dated=TODAY,
        blocks=blocks,
    )


def test_the_preview_says_word_by_word_what_the_document_says() -> None:
    draft = order_draft()

    assert bare("\n".join(read(to_html(draft)).texts)) == words(draft)


def test_the_copied_text_says_word_by_word_what_the_document_says() -> None:
    draft = order_draft()
    foot = f"{draft.footer_left}\n{draft.footer_middle}"

    assert bare(to_text(draft)) == words(draft) + bare(foot)


def test_the_preview_shows_markup_as_typed() -> None:
    typed = of(Paragraph(text=MARKUP), FieldList(rows=(FieldRow(label=MARKUP, text=MARKUP),)))

    reader = read(to_html(typed))

    assert reader.texts.count(MARKUP) == 3
    assert reader.tags <= {"div", "p", "table", "tr", "td", "b"}
    assert "img" not in reader.tags


@pytest.mark.parametrize(("mark", "sign"), [(Mark.OK, "✓"), (Mark.WARN, "△"), (Mark.ERR, "×")])
def test_a_state_is_shown_by_sign_and_word(mark: Mark, sign: str) -> None:
    html = to_html([Note(text="適合", mark=mark)])

    assert f"{sign} 適合" in html


def test_colours_are_taken_from_the_caller() -> None:
    assert "#123456" in to_html([Heading(text="見出し")], {"heading": "#123456"})


def test_full_width_blanks_and_line_feeds_reach_the_preview() -> None:
    html = to_html([Paragraph(text="\u3000一字下げ\n  次の行")])

    assert "\u3000一字下げ<br>  次の行" in html
    assert "pre-wrap" in html


def test_a_table_is_copied_row_by_row() -> None:
    table = Table(
        header=("番号", "仕事"),
        widths=(1, 2),
        rows=((Cell(text="1"), Cell(text="写真\n24点")),),
    )

    assert to_text(of(table)).startswith("番号 | 仕事\n1 | 写真 / 24点\n")


def test_a_list_is_copied_with_points() -> None:
    assert to_text(of(Listing(items=("写真", "説明文")))).startswith("・写真\n・説明文\n")


def test_the_day_and_pack_stand_at_the_end_of_the_copied_text() -> None:
    last = to_text(order_draft(CASE, CLIENT)).splitlines()[-1]

    assert PACK.version in last
    assert "見本データ（架空の会社です）" in last
