"""発注原稿一式: everything the owner needs to decide, built from one case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.documents import breakdown_sheet, evidence_sheet, hearing_sheet, posting_sheet
from cspdesk.documents.case_sheet import sample_note
from cspdesk.documents.evidence import PostingEvidence, RulePackInfo
from cspdesk.documents.model import (
    Block,
    Cell,
    Contents,
    CoverTitle,
    Document,
    FieldGrid,
    Heading,
    Mark,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.documents.wording import UNDECIDED, incl_tax, long_day, period, yen
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.domain.hearing import NoticedObstacle

KIND = "発注原稿一式"
THEMELESS = "発注のご提案"
COVER = "表紙と一覧"
_NOBODY = "—"
UNWRITTEN = "依頼文がまだないため、点検した結果はありません。"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    case: Case
    client: Client
    items: tuple[WorkItem, ...]
    evidence: Mapping[str, PostingEvidence]
    pack: RulePackInfo
    today: date
    told_budget_yen: int | None = None

    def evidence_of(self, item: WorkItem) -> PostingEvidence | None:
        posting = self.case.posting_for(item.id)
        return None if posting is None else self.evidence.get(posting.id)

    def checked(self) -> tuple[tuple[int, WorkItem, PostingEvidence], ...]:
        numbered = ((n, i, self.evidence_of(i)) for n, i in enumerate(self.items, start=1))
        return tuple((n, item, found) for n, item, found in numbered if found is not None)


def build_order_draft(  # noqa: PLR0913 - what the plan rests on, each by name
    case: Case,
    client: Client,
    *,
    evidence: Mapping[str, PostingEvidence],
    pack: RulePackInfo,
    today: date,
    obstacles: Sequence[NoticedObstacle] = (),
    open_measures: Sequence[str] = (),
    plan: Sequence[Block] = (),
    told_budget_yen: int | None = None,
) -> Document:
    """Return the order draft of a case.

    Args:
        case: the case as it stands.
        client: the firm it is for.
        evidence: id of a posting → outcome of its check; postings left out count as unchecked.
        pack: the rule pack that judged.
        today: day printed on the cover.
        obstacles: what keeps the owner from ordering, with what is done about it.
        open_measures: problems whose success measure is not fixed yet.
        plan: when each order goes out, is worked on and accepted.
        told_budget_yen: the budget as it was only told, where none was entered.
    """
    items = case.decomposition.ordered_items()
    draft = _Draft(
        case=case,
        client=client,
        items=items,
        evidence=evidence,
        pack=pack,
        today=today,
        told_budget_yen=told_budget_yen if case.budget_yen is None else None,
    )
    numbers = {item.id: number for number, item in enumerate(items, start=1)}
    blocks: list[Block] = [*_cover(draft)]
    blocks += breakdown_sheet.breakdown_sheet(case.decomposition, numbers)
    if open_measures:
        names = "」「".join(open_measures)
        text = f"「{names}」の成果の物差しがまだ決まっていません。発注の前に一つ決めてください。"
        blocks.append(Note(text=text, mark=Mark.WARN))
    blocks += plan
    blocks += hearing_sheet.obstacle_blocks(obstacles)
    if items:
        blocks += breakdown_sheet.formats_sheet(items)
    for number, item in enumerate(items, start=1):
        blocks += posting_sheet.posting_sheet(
            item, case.posting_for(item.id), number=number, count=len(items)
        )
    if items:
        blocks += breakdown_sheet.preparation_sheet(items)
    blocks += _evidence(draft)
    return _document(draft, KIND, blocks)


def build_evidence(
    case: Case,
    client: Client,
    *,
    evidence: Mapping[str, PostingEvidence],
    pack: RulePackInfo,
    today: date,
) -> Document:
    """Return the evidence sheets alone, with what they rest on; the arguments are the same."""
    items = case.decomposition.ordered_items()
    draft = _Draft(case=case, client=client, items=items, evidence=evidence, pack=pack, today=today)
    blocks = _evidence(draft)
    if not blocks:
        name = evidence_sheet.RUNNING
        blocks = (SheetTitle(running=name, title=name, bookmark=name), Note(text=UNWRITTEN))
    return _document(draft, evidence_sheet.RUNNING, blocks)


def _document(draft: _Draft, kind: str, blocks: Sequence[Block]) -> Document:
    case, client, pack = draft.case, draft.client, draft.pack
    return Document(
        title=f"{kind} {case.theme or client.name}",
        client_name=client.name,
        footer_left=f"cspdesk ルール版 {pack.version}・確認日 {pack.checked_on}",
        footer_middle=sample_note(case, client),
        dated=draft.today,
        blocks=tuple(blocks),
    )


def _evidence(draft: _Draft) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for number, item, result in draft.checked():
        blocks += evidence_sheet.evidence_sheet(item, result, draft.pack, number=number)
    blocks += evidence_sheet.sources_sheet(result for _, _, result in draft.checked())
    return tuple(blocks)


def _cover(draft: _Draft) -> tuple[Block, ...]:
    return (
        CoverTitle(
            kind=KIND,
            title=draft.case.theme or THEMELESS,
            addressee=_addressee(draft.client),
            bookmark=COVER,
        ),
        _facts(draft),
        Heading(text="この書類で決めること"),
        Paragraph(text=_purpose(len(draft.items))),
        *_ordered(draft.items),
        *_not_ordered(draft),
        Heading(text="目次"),
        Contents(entries=_entries(draft)),
    )


def _addressee(client: Client) -> str:
    """Return the name with 御中, or 様 where the firm is the person in charge."""
    name = client.name.strip()
    if not name:
        return f"会社名 {UNDECIDED}"
    person = "".join(client.contact_name.split())
    honorific = "様" if person and "".join(name.split()) == person else "御中"
    return f"{name} {honorific}"


def _facts(draft: _Draft) -> FieldGrid:
    case = draft.case
    return FieldGrid(
        pairs=(
            ("作成日", Cell(text=long_day(draft.today))),
            ("作成者", Cell(text=case.consultant or UNDECIDED)),
            ("法令の基準日", Cell(text=long_day(case.judged_on(draft.today)))),
            ("案の状態", _state(draft)),
            _budget(draft),
            ("残り", _rest(draft.told_budget_yen or case.budget_yen, draft.items)),
            ("発注のタイプ", Cell(text=case.order_type.label)),
            ("希望の完了日", Cell(text=long_day(case.deadline))),
        )
    )


def _budget(draft: _Draft) -> tuple[str, Cell]:
    if draft.told_budget_yen is None:
        return "予算の上限", Cell(text=incl_tax(draft.case.budget_yen))
    return "お話の予算", Cell(text=f"{yen(draft.told_budget_yen)}（未確定）")


def _state(draft: _Draft) -> Cell:
    if not draft.items:
        return Cell(text="頼む仕事が未定", mark=Mark.WARN, strong=True)
    results = [draft.evidence_of(item) for item in draft.items]
    checked = [result for result in results if result is not None]
    errors = sum(result.errors for result in checked)
    warnings = sum(result.warnings for result in checked)
    unchecked = len(results) - len(checked)
    kept = sum(len(result.exempted) for result in checked)
    grave = sum(result.exempted_errors for result in checked)
    exempted = f"・例外 {kept}件" if kept else ""
    exempted += f"（うち不適合 {grave}件）" if grave else ""
    if errors:
        return Cell(text=f"下書き 不適合 {errors}件{exempted}", mark=Mark.ERR, strong=True)
    if unchecked:
        return Cell(text=f"下書き 未点検 {unchecked}件", mark=Mark.WARN, strong=True)
    if any(result.mark is Mark.WARN for result in checked):
        return Cell(text=f"点検済み 注意 {warnings}件{exempted}", mark=Mark.WARN, strong=True)
    return Cell(text=f"適合 {len(checked)}件{exempted}", mark=Mark.OK, strong=True)


def _rest(budget_yen: int | None, items: tuple[WorkItem, ...]) -> Cell:
    amounts = [item.total_yen for item in items]
    known = [amount for amount in amounts if amount is not None]
    if budget_yen is None or len(known) < len(amounts):
        return Cell(text=UNDECIDED)
    rest = budget_yen - sum(known)
    if rest < 0:
        return Cell(text=f"{incl_tax(rest)} 上限を超えています", mark=Mark.ERR, strong=True)
    return Cell(text=incl_tax(rest))


def _purpose(count: int) -> str:
    if not count:
        return "外部に頼む仕事は、まだ決まっていません。"
    return (
        f"{count}件の仕事を外部に頼むための原稿です。内容と金額をお確かめのうえ、"
        f"「{breakdown_sheet.PREPARATION}」の頁の確認欄に日付とお名前をお書きください。"
        "募集は、確認をいただいてから始めます。"
    )


def _ordered(items: tuple[WorkItem, ...]) -> tuple[Block, ...]:
    if not items:
        return ()
    known = [item.total_yen for item in items if item.total_yen is not None]
    missing = len(items) - len(known)
    return (
        Heading(text="頼む仕事"),
        Table(
            header=("番号", "仕事", "依頼形式", "期間", "契約額（税込）"),
            widths=(0.8, 3.8, 2, 3.4, 2.1),
            rows=tuple(_overview(number, item) for number, item in enumerate(items, start=1)),
            total=(
                Cell(text=f"合計（未定の{missing}件を除く）" if missing else "合計", strong=True),
                Cell(text=yen(sum(known) if known else None), figure=True, strong=True),
            ),
        ),
    )


def _overview(number: int, item: WorkItem) -> tuple[Cell, ...]:
    decision = item.format_decision
    return (
        Cell(text=str(number), figure=True),
        Cell(text=item.name),
        Cell(text=UNDECIDED if decision is None else decision.chosen.label),
        Cell(text=period(item)),
        Cell(text=yen(item.total_yen), figure=True),
    )


def _not_ordered(draft: _Draft) -> tuple[Block, ...]:
    tree = draft.case.decomposition
    rows = [
        (item.name, item.verdict.label, _who(item), item.verdict_reason)
        for item in tree.work_items
        if item.state is ProposalState.ACCEPTED and item.verdict is not Verdict.ORDER
    ]
    rows += [
        (
            kept.name,
            kept.verdict.label,
            _NOBODY if kept.who == kept.verdict.label else kept.who,
            f"{kept.reason}\n代わりに：{kept.instead}" if kept.instead else kept.reason,
        )
        for kept in tree.kept_back
    ]
    if not rows:
        return (
            Heading(text="頼まない仕事"),
            Note(text="この案件では、外部に頼まないと決めた仕事はありません。"),
        )
    cells = tuple(tuple(Cell(text=text or UNDECIDED) for text in row) for row in rows)
    return (
        Heading(text="頼まない仕事"),
        Table(header=("仕事", "判定", "だれが", "理由"), widths=(3, 2.3, 2.4, 4.9), rows=cells),
    )


def _who(item: WorkItem) -> str:
    return item.who or ("いまは行いません" if item.verdict is Verdict.POSTPONE else "")


def _entries(draft: _Draft) -> tuple[str, ...]:
    entries = [COVER, breakdown_sheet.BREAKDOWN]
    if draft.items:
        entries.append(breakdown_sheet.FORMATS)
        numbered = tuple(enumerate(draft.items, start=1))
        entries += [posting_sheet.sheet_name(item, number) for number, item in numbered]
        entries.append(breakdown_sheet.PREPARATION)
        entries += [evidence_sheet.sheet_name(item, number) for number, item, _ in draft.checked()]
        if any(result.clear for _, _, result in draft.checked()):
            entries.append(evidence_sheet.SOURCES)
    return tuple(entries)
