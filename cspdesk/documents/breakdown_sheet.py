"""課題の分解, 依頼形式 and what the client prepares: why the work is ordered this way."""

from __future__ import annotations

from collections.abc import Mapping

from cspdesk.documents.model import (
    Block,
    Cell,
    FieldGrid,
    FieldList,
    FieldRow,
    Heading,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.documents.wording import UNDECIDED
from cspdesk.domain.decomposition import Decomposition, Issue, ProposalState, WorkItem
from cspdesk.domain.request_format import FormatDecision, FormatScore, ScoredReason

BREAKDOWN = "課題の分解"
FORMATS = "依頼形式と理由"
PREPARATION = "ご用意いただくもの"
_SHOWN_REASONS = 5


def breakdown_sheet(decomposition: Decomposition, numbers: Mapping[str, int]) -> tuple[Block, ...]:
    """Return the tree problem → sub-issue → work.

    Args:
        decomposition: only accepted work is shown, whatever its verdict.
        numbers: id of a piece of work → its number among the ordered ones.
    """
    accepted = [w for w in decomposition.work_items if w.state is ProposalState.ACCEPTED]
    blocks: list[Block] = [SheetTitle(running=BREAKDOWN, title=BREAKDOWN, bookmark=BREAKDOWN)]
    shown: set[str] = set()
    for problem in (i for i in decomposition.issues if not i.parent_id):
        branches = [problem, *(i for i in decomposition.issues if i.parent_id == problem.id)]
        rows = [(i, w) for i in branches for w in accepted if w.issue_id == i.id]
        if rows:
            blocks += _problem(problem, rows, numbers)
            shown |= {w.id for _, w in rows}
    rest = [(None, w) for w in accepted if w.id not in shown]
    if rest:
        blocks += [Heading(text="そのほかの仕事"), _tree(rest, numbers)]
    if not accepted:
        blocks.append(Note(text="採った仕事がまだありません。"))
    return tuple(blocks)


def _problem(
    problem: Issue, rows: list[tuple[Issue, WorkItem]], numbers: Mapping[str, int]
) -> list[Block]:
    blocks: list[Block] = [Heading(text=f"困りごと：{problem.name}")]
    if problem.why:
        blocks.append(Paragraph(text="\n".join(_without_repeats(problem.why))))
    if problem.measure:
        blocks.append(Paragraph(text=f"成果の測り方：{problem.measure}", small=True))
    blocks.append(_tree(rows, numbers))
    return blocks


def _without_repeats(why: tuple[str, ...]) -> list[str]:
    """Leave out words that an earlier sentence already quotes."""
    kept: list[str] = []
    for text in why:
        if not any(text in earlier for earlier in kept):
            kept.append(text)
    return kept


def _tree(
    rows: list[tuple[Issue, WorkItem]] | list[tuple[None, WorkItem]], numbers: Mapping[str, int]
) -> Table:
    cells: list[tuple[Cell, ...]] = []
    last = ""
    for issue, item in rows:
        name = "" if issue is None else issue.name
        cells.append(
            (
                Cell(text=name if name != last else ""),
                Cell(text=str(numbers[item.id]) if item.id in numbers else "", figure=True),
                Cell(text=item.name),
                Cell(text=item.verdict.label),
                Cell(text=item.deliverable or (UNDECIDED if item.ordered else "")),
            )
        )
        last = name
    return Table(
        header=("細かな課題", "番号", "仕事", "判定", "納めるもの"),
        widths=(3, 0.9, 3.2, 1.5, 3.4),
        rows=tuple(cells),
    )


def formats_sheet(items: tuple[WorkItem, ...]) -> tuple[Block, ...]:
    """Return the chosen format of each ordered piece of work, with reasons and exclusions."""
    blocks: list[Block] = [SheetTitle(running=FORMATS, title=FORMATS, bookmark=FORMATS)]
    for number, item in enumerate(items, start=1):
        decision = item.format_decision
        blocks.append(Heading(text=f"{number} {item.name}"))
        rows = (FieldRow(label="選んだ形式", text=UNDECIDED),) if decision is None else ()
        blocks.append(FieldList(rows=rows if decision is None else _decision(decision)))
    return tuple(blocks)


def _decision(decision: FormatDecision) -> tuple[FieldRow, ...]:
    rows = [FieldRow(label="選んだ形式", text=decision.chosen.label)]
    if decision.recommended is not None and decision.overridden:
        rows.append(FieldRow(label="おすすめの形式", text=decision.recommended.label))
        rows.append(
            FieldRow(
                label="おすすめと違う形式にした理由",
                text=decision.override_reason or "理由はまだ書かれていません。",
            )
        )
    score = next((s for s in decision.scores if s.format is decision.chosen), None)
    if score is not None and score.reasons:
        rows.append(FieldRow(label="理由", text=_reasons(score)))
    rows += [
        FieldRow(
            label=f"{s.format.label}は使えません",
            text="\n".join(
                f"{e.reason}\nこうすれば使えます：{e.remedy}" if e.remedy else e.reason
                for e in s.exclusions
            ),
        )
        for s in decision.scores
        if s.excluded
    ]
    points = "・".join(f"{s.format.label} {_signed(s.points)}点" for s in decision.scores)
    if points:
        rows.append(FieldRow(label="点数", text=points))
    return tuple(rows)


def _reasons(score: FormatScore) -> str:
    weighty = sorted(score.reasons, key=lambda reason: -abs(reason.points))[:_SHOWN_REASONS]
    return "\n".join(_reason(r) for r in weighty)


def _reason(reason: ScoredReason) -> str:
    sign = "+" if reason.points > 0 else ""
    return f"{reason.text}（{sign}{_signed(reason.points)}点）" if reason.points else reason.text


def _signed(points: int) -> str:
    return f"−{-points}" if points < 0 else str(points)


def preparation_sheet(items: tuple[WorkItem, ...]) -> tuple[Block, ...]:
    """Return what the client prepares before each order, and the place for their consent."""
    rows = tuple(
        (
            Cell(text=str(number), figure=True),
            Cell(text=item.name),
            Cell(text="\n".join(item.inputs) or "特にありません"),
        )
        for number, item in enumerate(items, start=1)
    )
    return (
        SheetTitle(running=PREPARATION, title=PREPARATION, bookmark=PREPARATION),
        Paragraph(text="募集を始める前に、次のものをご用意ください。"),
        Table(header=("番号", "仕事", "ご用意いただくもの"), widths=(0.8, 3, 6), rows=rows),
        Heading(text="ご確認"),
        Paragraph(text="内容をお確かめのうえ、日付とお名前をお書きください。"),
        FieldGrid(pairs=(("確認した日", Cell(text="\n")), ("お名前", Cell(text="\n")))),
    )
