"""適合確認書: what was checked in a posting, how it stands and what the check rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cspdesk.documents.model import (
    Block,
    Cell,
    FieldGrid,
    Heading,
    Mark,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.documents.wording import long_day
from cspdesk.domain.decomposition import WorkItem

RUNNING = "適合確認書"
SOURCES = "確認項目の出どころ"
DISCLAIMER = (
    "この確認書は、依頼文の記載をルール版の項目と照らし合わせた記録です。"
    "法律上の判断を示すものではありません。判断に迷うときは、弁護士や相談窓口にお尋ねください。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One thing that was checked.

    Attributes:
        state: the word shown to people, e.g. 適合.
        quote: the words of the posting it rests on; empty when there are none.
        source: law or guideline with its article.
    """

    rule: str
    title: str
    mark: Mark
    state: str
    quote: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingEvidence:
    """Outcome of checking one posting.

    Attributes:
        rows: what is printed line by line.
        clear: further rules that found nothing to remark.
        stopped: how many rules could not be evaluated.
    """

    rows: tuple[EvidenceRow, ...]
    clear: tuple[EvidenceRow, ...] = ()
    errors: int
    warnings: int
    infos: int
    as_of: date
    stopped: int = 0

    @property
    def mark(self) -> Mark:
        """Return the heaviest state."""
        if self.errors:
            return Mark.ERR
        return Mark.WARN if self.warnings or self.stopped else Mark.OK

    @property
    def state(self) -> str:
        """Return the outcome in words."""
        if self.errors:
            return "不適合"
        return "注意あり" if self.warnings or self.stopped else "適合"

    @property
    def counts(self) -> str:
        """Return the numbers of remarks in words."""
        return f"不適合 {self.errors}・注意 {self.warnings}・案内 {self.infos}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePackInfo:
    """Which rule pack judged; `checked_on` is the day its authors last looked at the sources."""

    version: str
    digest: str
    checked_on: date


def sheet_name(item: WorkItem, number: int) -> str:
    """Return the name under which the sheet stands in bookmarks and contents."""
    return f"適合確認書 {number} {item.name}"


def evidence_sheet(
    item: WorkItem, evidence: PostingEvidence, pack: RulePackInfo, *, number: int
) -> tuple[Block, ...]:
    """Return the sheet that proves what was checked in one posting."""
    return (
        SheetTitle(
            running=RUNNING,
            title=RUNNING,
            kicker=f"依頼文 {number}「{item.name}」",
            bookmark=sheet_name(item, number),
        ),
        FieldGrid(
            pairs=(
                ("結果", Cell(text=evidence.state, mark=evidence.mark, strong=True)),
                ("内訳", Cell(text=evidence.counts)),
                ("法令の基準日", Cell(text=long_day(evidence.as_of))),
                ("ルールの確認日", Cell(text=long_day(pack.checked_on))),
                ("ルール版", Cell(text=pack.version)),
                ("ルールの指紋", Cell(text=pack.digest)),
            )
        ),
        Heading(text="点検の結果"),
        Table(
            header=("番号", "確かめたこと", "結果", "根拠にした記載", "出どころ"),
            widths=(1.2, 3.2, 1.55, 3.5, 3.4),
            rows=_lines(evidence.rows),
        ),
        *_clear(evidence.clear),
        *_stopped(evidence.stopped),
        Note(text=DISCLAIMER),
    )


def sources_sheet(results: Iterable[PostingEvidence]) -> tuple[Block, ...]:
    """Return, once for all postings, what the rules without a remark rest on."""
    rules = {row.rule: row for result in results for row in result.clear}
    by_source: dict[str, list[str]] = {}
    for row in rules.values():
        by_source.setdefault(row.source, []).append(f"{row.rule} {row.title}")
    if not by_source:
        return ()
    return (
        SheetTitle(running=SOURCES, title=SOURCES, bookmark=SOURCES),
        Paragraph(text="適合確認書で「指摘がなかった確認」とした項目の出どころです。"),
        Table(
            header=("出どころ", "確かめたこと"),
            widths=(1, 1),
            rows=tuple(
                (Cell(text=source), Cell(text="\n".join(titles)))
                for source, titles in by_source.items()
            ),
        ),
    )


def _lines(rows: tuple[EvidenceRow, ...]) -> tuple[tuple[Cell, ...], ...]:
    """Return one line per row; a source is written out once and then referred to."""
    named: dict[str, str] = {}
    lines = []
    for row in rows:
        first = named.setdefault(row.source, row.rule)
        source = row.source if first == row.rule else f"{first}と同じ"
        lines.append(
            (
                Cell(text=row.rule),
                Cell(text=row.title),
                Cell(text=row.state, mark=row.mark, strong=True),
                Cell(text=row.quote or "記載なし"),
                Cell(text=source),
            )
        )
    return tuple(lines)


def _clear(rows: tuple[EvidenceRow, ...]) -> tuple[Block, ...]:
    if not rows:
        return ()
    return (
        Heading(text=f"指摘がなかった確認（{len(rows)}件）"),
        Paragraph(
            text=f"{'・'.join(row.rule for row in rows)}\n"
            f"番号ごとの確かめたことは「{SOURCES}」の頁にあります。",
            small=True,
        ),
    )


def _stopped(count: int) -> tuple[Block, ...]:
    if not count:
        return ()
    return (Note(text=f"{count}件のルールを確かめられませんでした。", mark=Mark.WARN),)
