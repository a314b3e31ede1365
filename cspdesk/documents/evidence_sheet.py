"""適合確認書: what was checked in a posting, how it stands and what the check rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cspdesk.documents.evidence import (
    CorrectionRow,
    EvidenceRow,
    ExemptionRow,
    FactRow,
    PostingEvidence,
    RulePackInfo,
)
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
from cspdesk.documents.wording import UNDECIDED, long_day, moment
from cspdesk.domain.decomposition import WorkItem

RUNNING = "適合確認書"
SOURCES = "確認項目の出どころ"
DISCLAIMER = (
    "この確認書は、依頼文の記載をルール版の項目と照らし合わせた記録です。"
    "法律上の判断を示すものではありません。判断に迷うときは、弁護士や相談窓口にお尋ねください。"
)

_NO_WORDS = "記載なし"
_FINGERPRINT, _GROUP = 16, 4


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
        _head(evidence, pack),
        *_judged_anew(evidence),
        *_facts(evidence.facts),
        Heading(text="点検の結果"),
        Table(
            header=("番号", "確かめたこと", "結果", "根拠にした記載", "出どころ"),
            widths=(1.1, 2.9, 1.5, 3.3, 4.1),
            rows=_lines(evidence.rows),
        ),
        *_clear(evidence.clear),
        *_stopped(evidence.stopped),
        *_exempted(evidence.exempted),
        *_corrections(evidence.corrections),
        *_differences(evidence),
        Note(text=DISCLAIMER),
    )


def sources_sheet(results: Iterable[PostingEvidence]) -> tuple[Block, ...]:
    """Return, once for all postings, what rules without a remark rest on, and what law changes."""
    results = tuple(results)
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
        *_law(results),
    )


def grouped(fingerprint: str) -> str:
    """Return the start of a digest so that it can be compared by eye.

    >>> grouped("7c1e90ab44d25f08aa")
    '7c1e 90ab 44d2 5f08'
    """
    start = fingerprint[:_FINGERPRINT]
    return " ".join(start[place : place + _GROUP] for place in range(0, len(start), _GROUP))


def _head(evidence: PostingEvidence, pack: RulePackInfo) -> FieldGrid:
    fits = sum(1 for row in evidence.rows if row.mark is Mark.OK) + len(evidence.clear)
    return FieldGrid(
        pairs=(
            ("結果", Cell(text=evidence.state, mark=evidence.mark, strong=True)),
            ("点検した日時", Cell(text=moment(evidence.checked_at))),
            ("内訳", Cell(text=f"適合 {fits}・{evidence.counts}")),
            ("点検した人", Cell(text=evidence.checked_by or UNDECIDED)),
            ("法令の基準日", Cell(text=long_day(evidence.as_of))),
            ("点検した文書", Cell(text=grouped(evidence.fingerprint) or UNDECIDED)),
            ("ルール版", Cell(text=f"{pack.version}（{pack.checked_on}確認）")),
            ("ルールの指紋", Cell(text=pack.digest)),
            ("発注のタイプ", Cell(text=evidence.order_type or UNDECIDED)),
            ("掲載先", Cell(text=evidence.platform or UNDECIDED)),
        )
    )


def _judged_anew(evidence: PostingEvidence) -> tuple[Block, ...]:
    if not evidence.judged_anew:
        return ()
    said = (
        "点検した日時のあとに、ルール版・法令の基準日・掲載先・記載のどれかが変わっています。"
        "この確認書の結果は、上のルール版と基準日で点検し直したものです。"
    )
    return (Note(text=said, mark=Mark.INFO),)


def _facts(facts: tuple[FactRow, ...]) -> tuple[Block, ...]:
    if not facts:
        return ()
    pairs = tuple((f.name, Cell(text=f.state, mark=f.mark, strong=True)) for f in facts)
    return (Heading(text="募集者の6つの情報"), FieldGrid(pairs=pairs, per_row=3))


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
                Cell(text=row.quote or _NO_WORDS),
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


def _exempted(rows: tuple[ExemptionRow, ...]) -> tuple[Block, ...]:
    if not rows:
        return ()
    return (
        Heading(text=f"例外として残したもの（{len(rows)}件）"),
        Table(
            header=("番号", "確かめたこと", "本来の結果", "該当する記載", "残した理由", "判断"),
            widths=(1.1, 2.3, 1.55, 2.4, 3.1, 2.4),
            rows=tuple(
                (
                    Cell(text=row.rule),
                    Cell(text=row.title),
                    Cell(text=row.severity, mark=row.mark, strong=True),
                    Cell(text=row.quote or _NO_WORDS),
                    Cell(text=row.reason),
                    Cell(text=f"{row.decided_by or UNDECIDED}\n{moment(row.decided_at)}"),
                )
                for row in rows
            ),
        ),
    )


def _corrections(rows: tuple[CorrectionRow, ...]) -> tuple[Block, ...]:
    if not rows:
        return ()
    return (
        Heading(text="直した記録"),
        Table(
            header=("日時", "項目", "直す前", "直した後"),
            widths=(2.75, 1.9, 3.6, 4.65),
            rows=tuple(
                (
                    Cell(text=moment(row.made_at)),
                    Cell(text=row.field),
                    Cell(text=row.before or "（書き足し）"),
                    Cell(text=row.after or "（削除）"),
                )
                for row in rows
            ),
        ),
    )


def _differences(evidence: PostingEvidence) -> tuple[Block, ...]:
    """Return what the law of the day of the paper says otherwise, if that is another day."""
    if evidence.today is None or evidence.today == evidence.as_of:
        return ()
    heading = Heading(text=f"作成日 {evidence.today} の法令で見た場合")
    if not evidence.differences:
        return (heading, Paragraph(text="点検の結果に、違いはありません。"))
    return (
        heading,
        Table(
            header=("番号", "確かめたこと", "違い", "重さ", "出どころ"),
            widths=(1.1, 3.3, 2.5, 1.5, 4.5),
            rows=tuple(
                (
                    Cell(text=row.rule),
                    Cell(text=row.title),
                    Cell(text=row.change),
                    Cell(text=row.severity, mark=row.mark, strong=True),
                    Cell(text=row.source),
                )
                for row in evidence.differences
            ),
        ),
    )


def _law(results: tuple[PostingEvidence, ...]) -> tuple[Block, ...]:
    """Return what changes between the two days, once for all postings."""
    rows = {row for result in results for row in result.law}
    if not rows:
        return ()
    titles: dict[tuple[date, str, str], list[str]] = {}
    for row in sorted(rows, key=lambda row: (row.day, row.change, row.title)):
        titles.setdefault((row.day, row.change, row.source), []).append(row.title)
    return (
        Heading(text="法令の基準日と作成日の間に変わるもの"),
        Table(
            header=("日付", "変わり方", "ルールと数字", "出どころ"),
            widths=(2, 1.6, 4.8, 4.6),
            rows=tuple(
                (
                    Cell(text=day.isoformat()),
                    Cell(text=change),
                    Cell(text="\n".join(names)),
                    Cell(text=source),
                )
                for (day, change, source), names in titles.items()
            ),
        ),
    )
