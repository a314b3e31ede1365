"""依頼形式のくらべ: the three formats beside each other for each piece of work, for the owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.documents.case_sheet import case_sheet, firm_and_day
from cspdesk.documents.model import (
    Block,
    Cell,
    Document,
    FieldList,
    FieldRow,
    Heading,
    Listing,
    Mark,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import FormatFacts
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.format_sizing import OrderTypeAdvice, SizeLine, SplitStep
from cspdesk.domain.request_format import FormatScore, RequestFormat

COMPARISON = "依頼形式のくらべ"
_EACH = "仕事ごとのくらべ"
_NOTHING = "―"
_HOURLY = "1時間あたり"
# The greater part of the table stays beneath the name of the work.
_BENEATH = 12
_REASONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One piece of work with all that is compared.

    Attributes:
        recommended: what the answers speak for.
        reasons: why, weightiest first.
        sizes: what each format would come to.
        questions: still open, in the order of their effect.
        split: steps in several formats, if the work asks for them.
    """

    item: WorkItem
    recommended: RequestFormat
    scores: tuple[FormatScore, ...]
    reasons: tuple[str, ...]
    sizes: tuple[tuple[RequestFormat, tuple[SizeLine, ...]], ...]
    questions: tuple[str, ...]
    split: tuple[SplitStep, ...]


def build_format_comparison(  # noqa: PLR0913
    case: Case,
    client: Client,
    *,
    works: Sequence[Compared],
    facts: Sequence[FormatFacts],
    topics: Mapping[str, str],
    order_type: OrderTypeAdvice,
    today: date,
) -> Document:
    """Return the sheets: all at a glance, each piece of work, then who orders.

    What is the same for every piece of work stands once, so that ten take few pages.

    Args:
        case: the case as it stands.
        client: the firm that decides.
        works: what is ordered, in the consultant's order.
        facts: what the formats mean.
        topics: what an exclusion is about in a word or two, by its id.
        order_type: who should order.
        today: day printed on it.
    """
    blocks: list[Block] = [
        SheetTitle(running=COMPARISON, title=COMPARISON, bookmark=COMPARISON),
        firm_and_day(client, today),
    ]
    if works:
        blocks += [*_glance(works), *_formats(works, facts), *_each(works, facts, topics)]
    else:
        blocks.append(Note(text="発注する仕事がまだ決まっていません。", mark=Mark.INFO))
    blocks += _who_orders(case, order_type)
    return case_sheet(COMPARISON, case, client, blocks, dated=today)


def _chosen(work: Compared) -> RequestFormat:
    decision = work.item.format_decision
    return decision.chosen if decision else work.recommended


def _glance(works: Sequence[Compared]) -> tuple[Block, ...]:
    rows = [
        (
            Cell(text=f"{number} {work.item.name}"),
            Cell(text=f"{work.item.quantity}{work.item.unit}"),
            Cell(text=_chosen(work).label, strong=True),
            Cell(text="選びました" if work.item.format_decision else "おすすめ"),
        )
        for number, work in enumerate(works, start=1)
    ]
    header = ("仕事", "数", "形式", "決まり具合")
    return (
        Heading(text="仕事ごとの形式"),
        Table(header=header, widths=(5, 1.5, 2.5, 1.5), rows=tuple(rows)),
    )


def _formats(works: Sequence[Compared], facts: Sequence[FormatFacts]) -> tuple[Block, ...]:
    """Return what the formats mean for any work, and what is made sure of before each."""
    rows = [
        ("進み方", [f.steps for f in facts]),
        ("お金の動き", [f.prepayment for f in facts]),
        ("受け取る人", [f.worker_gets for f in facts]),
        ("選び方", [f.selection for f in facts]),
        ("直し", [f.revisions for f in facts]),
        ("採らなかった案", [f.unselected for f in facts]),
        ("手に入るもの", [f.result for f in facts]),
    ]
    used = {_chosen(work) for work in works}
    before = tuple(
        FieldRow(label=f.label, text=_bullets(f.before_publish)) for f in facts if f.format in used
    )
    return (
        Heading(text="3つの形式のちがい"),
        _beside(facts, rows),
        Heading(text="募集の前に確かめること"),
        FieldList(rows=before),
    )


def _each(
    works: Sequence[Compared], facts: Sequence[FormatFacts], topics: Mapping[str, str]
) -> tuple[Block, ...]:
    blocks: list[Block] = [SheetTitle(running=COMPARISON, title=_EACH, bookmark=_EACH)]
    for number, work in enumerate(works, start=1):
        blocks += _work(number, work, facts, topics)
    refused = _refusals(works, topics)
    if refused:
        blocks += [Heading(text="使えない訳と、使えるようにする方法"), FieldList(rows=refused)]
    blocks.append(Paragraph(text=_bases(works), small=True))
    return tuple(blocks)


def _work(
    number: int, work: Compared, facts: Sequence[FormatFacts], topics: Mapping[str, str]
) -> list[Block]:
    chosen = _chosen(work)
    scores = {score.format: score for score in work.scores}
    sizes = dict(work.sizes)
    rows = tuple(
        (
            Cell(text=f.label, strong=f.format is chosen),
            Cell(text=_standing(work, scores[f.format], topics)),
            Cell(text=_sizes(scores[f.format], sizes[f.format])),
        )
        for f in facts
    )
    amount = f"{work.item.quantity}{work.item.unit}"
    blocks: list[Block] = [
        Heading(text=f"{number} {work.item.name}（{amount}）：{chosen.label}", lines=_BENEATH),
        Table(header=("形式", "向き・不向き", "費用と期間"), widths=(2.1, 5.3, 4.1), rows=rows),
    ]
    if work.split:
        blocks += [Paragraph(text="募集を分ける進め方"), FieldList(rows=_steps(work.split))]
    if work.questions:
        asked = "／".join(work.questions[:_REASONS])
        blocks.append(Paragraph(text=f"まだ伺っていないこと　{asked}", small=True))
    return blocks


def _beside(facts: Sequence[FormatFacts], rows: Sequence[tuple[str, list[str]]]) -> Table:
    return Table(
        header=("", *(f.label for f in facts)),
        widths=(1.5, 3, 3, 3),
        rows=tuple(
            (Cell(text=name, strong=True), *(Cell(text=text) for text in texts))
            for name, texts in rows
        ),
    )


def _why(work: Compared, chosen: RequestFormat) -> tuple[str, ...]:
    decision = work.item.format_decision
    if decision is not None and decision.override_reason:
        return (decision.override_reason,)
    if chosen is work.recommended:
        return work.reasons[:_REASONS]
    score = next(s for s in work.scores if s.format is chosen)
    good = sorted((r for r in score.reasons if r.points > 0), key=lambda r: -r.points)
    return tuple(r.text for r in good[:_REASONS]) or ("相談のうえで選びました",)


def _standing(work: Compared, score: FormatScore, topics: Mapping[str, str]) -> str:
    """Tell why a format is taken, what speaks against another, or why it cannot be used."""
    points = f"{score.points}点".replace("-", "−")
    if score.format is _chosen(work):
        return f"◎ この形式にします（{points}）\n{_bullets(_why(work, score.format))}"
    if score.excluded:
        about = dict.fromkeys(topics.get(e.id, e.reason) for e in score.exclusions)
        return f"× 使えません（{'・'.join(about)}）"
    risks = [reason.text for reason in score.reasons if reason.points < 0]
    return f"○ 使えます（{points}）\n{_bullets(risks[:_REASONS])}".rstrip()


def _sizes(score: FormatScore, lines: Sequence[SizeLine]) -> str:
    if score.excluded:
        return _NOTHING
    return "\n".join(f"{line.label}：{line.text}" for line in lines)


def _bases(works: Sequence[Compared]) -> str:
    """Tell once what the figures rest on, and of which works where it is not all of them."""
    bases: dict[str, list[int]] = {}
    for number, work in enumerate(works, start=1):
        excluded = {score.format for score in work.scores if score.excluded}
        for format_, lines in work.sizes:
            for line in lines:
                if not line.basis or line.label == _HOURLY or format_ in excluded:
                    continue
                numbers = bases.setdefault(f"{line.label}：{line.basis}", [])
                if number not in numbers:
                    numbers.append(number)
    told = [
        basis if len(numbers) == len(works) else f"（{'・'.join(map(str, numbers))}）{basis}"
        for basis, numbers in bases.items()
    ]
    divided = f"{_HOURLY}：費用を、見込みの時間で割りました"
    some = any(len(numbers) < len(works) for numbers in bases.values())
    key = "。（ ）は仕事の番号です。" if some else ""
    return "費用と期間の根拠　" + "／".join((*told, divided)) + key


def _refusals(works: Sequence[Compared], topics: Mapping[str, str]) -> tuple[FieldRow, ...]:
    """Return each ground on which a format cannot be used, once for all works."""
    told: dict[tuple[str, str], list[str]] = {}
    for work in works:
        for score in work.scores:
            for exclusion in score.exclusions:
                key = (f"{score.format.label}：{topics.get(exclusion.id, '')}", exclusion.reason)
                remedies = told.setdefault(key, [])
                if exclusion.remedy and exclusion.remedy not in remedies:
                    remedies.append(exclusion.remedy)
    return tuple(
        FieldRow(label=label, text="\n".join((reason, *(f"→ {remedy}" for remedy in remedies))))
        for (label, reason), remedies in told.items()
    )


def _bullets(texts: Sequence[str]) -> str:
    return "\n".join(f"・{text}" for text in texts)


def _steps(steps: Sequence[SplitStep]) -> tuple[FieldRow, ...]:
    return tuple(
        FieldRow(label=step.format.label, text=f"{step.what}\n{step.why}", badge=str(number))
        for number, step in enumerate(steps, start=1)
    )


def _who_orders(case: Case, advice: OrderTypeAdvice) -> tuple[Block, ...]:
    title = "だれが頼むか"
    reasons = tuple(
        f"{reason.text}（{reason.order_type.label} {reason.points:+d}点）".replace("-", "−")
        for reason in advice.reasons
    )
    blocks: list[Block] = [
        SheetTitle(running=COMPARISON, title=title, bookmark=title),
        FieldList(
            rows=(
                FieldRow(label="いまの設定", text=case.order_type.label),
                FieldRow(label="おすすめ", text=advice.order_type.label),
                FieldRow(label="意味", text=advice.meaning),
            )
        ),
    ]
    if reasons:
        blocks += [Heading(text="そう考える理由"), Listing(items=reasons)]
    blocks += [Heading(text="先に確かめること"), Listing(items=advice.conditions)]
    if advice.open_questions:
        blocks += [Heading(text="まだ伺っていないこと"), Listing(items=advice.open_questions)]
    blocks.append(
        Paragraph(
            text="点数はこの相談のための目安で、統計ではありません。最後は会社がお決めになります。",
            small=True,
        )
    )
    return tuple(blocks)
