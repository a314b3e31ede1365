"""依頼形式のくらべ: per piece of work the three formats beside each other, for the owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.documents.model import (
    Block,
    Cell,
    Document,
    FieldGrid,
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
from cspdesk.documents.wording import UNDECIDED, long_day
from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import FormatFacts
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.format_sizing import OrderTypeAdvice, SizeLine, SplitStep
from cspdesk.domain.request_format import FormatScore, RequestFormat

COMPARISON = "依頼形式のくらべ"
_SAMPLE = "見本データ（架空の会社です）"
_REASONS = 4


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
    order_type: OrderTypeAdvice,
    today: date,
) -> Document:
    """Return the sheets: one for each piece of work, then who orders.

    Args:
        case: the case as it stands.
        client: the firm that decides.
        works: what is ordered, in the consultant's order.
        facts: what the formats mean.
        order_type: who should order.
        today: day printed on it.
    """
    blocks: list[Block] = []
    for number, work in enumerate(works, start=1):
        blocks += _sheet(number, work, facts, client, today)
    if not works:
        blocks += [
            SheetTitle(running=COMPARISON, title=COMPARISON, bookmark=COMPARISON),
            Note(text="発注する仕事がまだ決まっていません。", mark=Mark.INFO),
        ]
    blocks += _who_orders(case, order_type)
    return Document(
        title=f"{COMPARISON} {case.theme or client.name}",
        client_name=client.name,
        footer_left="cspdesk",
        footer_middle=_SAMPLE if case.is_sample or client.is_sample else "",
        dated=today,
        blocks=tuple(blocks),
    )


def _sheet(
    number: int, work: Compared, facts: Sequence[FormatFacts], client: Client, today: date
) -> list[Block]:
    title = f"{number} {work.item.name}"
    decision = work.item.format_decision
    chosen = decision.chosen if decision else work.recommended
    blocks: list[Block] = [
        SheetTitle(running=COMPARISON, kicker=COMPARISON, title=title, bookmark=title),
        FieldGrid(
            pairs=(
                ("会社", Cell(text=client.name or UNDECIDED)),
                ("作成日", Cell(text=long_day(today))),
                ("数", Cell(text=f"{work.item.quantity}{work.item.unit}")),
                ("選んだ形式" if decision else "おすすめの形式", Cell(text=chosen.label)),
            )
        ),
        Heading(text=f"{chosen.label}にする理由"),
        Listing(items=_why(work, chosen)),
        _table(work, facts, chosen),
        Paragraph(text=_bases(work), small=True),
    ]
    excluded = _not_usable(work)
    if excluded:
        blocks += [Heading(text="使えない形式も、こうすれば使えます"), FieldList(rows=excluded)]
    ready = next(f.before_publish for f in facts if f.format is chosen)
    blocks += [Heading(text="募集の前に確かめること"), Listing(items=ready)]
    if work.split:
        blocks += [Heading(text="募集を分ける進め方"), FieldList(rows=_steps(work.split))]
    if work.questions:
        blocks += [
            Heading(text="まだ伺っていないこと（結果に響く順）"),
            Listing(items=work.questions[:_REASONS]),
        ]
    return blocks


def _why(work: Compared, chosen: RequestFormat) -> tuple[str, ...]:
    decision = work.item.format_decision
    if decision is not None and decision.override_reason:
        return (decision.override_reason,)
    if chosen is work.recommended:
        return work.reasons[:_REASONS]
    score = next(s for s in work.scores if s.format is chosen)
    good = sorted((r for r in score.reasons if r.points > 0), key=lambda r: -r.points)
    return tuple(r.text for r in good[:_REASONS]) or ("相談のうえで選びました",)


def _table(work: Compared, facts: Sequence[FormatFacts], chosen: RequestFormat) -> Table:
    scores = {score.format: score for score in work.scores}
    sizes = dict(work.sizes)
    rows = [
        ("向き・不向き", [_standing(scores[f.format], chosen) for f in facts]),
        ("点数", [f"{scores[f.format].points}点".replace("-", "−") for f in facts]),
        ("進み方", [f.steps for f in facts]),
        ("費用と期間", [_sizes(scores[f.format], sizes[f.format]) for f in facts]),
        ("お金の動き", [f.prepayment for f in facts]),
        ("受け取る人", [f.worker_gets for f in facts]),
        ("選び方", [f.selection for f in facts]),
        ("直し", [f.revisions for f in facts]),
        ("採らなかった案", [f.unselected for f in facts]),
        ("手に入るもの", [f.result for f in facts]),
        ("気をつけること", [_risks(scores[f.format]) for f in facts]),
        ("会社の手間", [f"募集の前に {len(f.before_publish)}つ確かめます" for f in facts]),
    ]
    return Table(
        header=("", *(f.label for f in facts)),
        widths=(1.5, 3, 3, 3),
        rows=tuple(
            (Cell(text=name, strong=True), *(Cell(text=text) for text in texts))
            for name, texts in rows
        ),
    )


def _standing(score: FormatScore, chosen: RequestFormat) -> str:
    if score.format is chosen:
        return "◎ この形式にします"
    return "× 使えません" if score.excluded else "○ 使えます"


def _sizes(score: FormatScore, lines: Sequence[SizeLine]) -> str:
    if score.excluded:
        return "―"
    return "\n".join(f"{line.label}：{line.text}" for line in lines)


def _bases(work: Compared) -> str:
    """Tell once what the figures of all formats rest on."""
    excluded = {score.format for score in work.scores if score.excluded}
    bases = [
        f"{line.label}：{line.basis}"
        for format_, lines in work.sizes
        for line in lines
        if line.basis and format_ not in excluded
    ]
    return "費用と期間の根拠　" + "／".join(dict.fromkeys(bases))


def _risks(score: FormatScore) -> str:
    texts = [exclusion.reason for exclusion in score.exclusions]
    texts += [reason.text for reason in score.reasons if reason.points < 0]
    return "\n".join(f"・{text}" for text in texts[:_REASONS]) or "とくにありません"


def _not_usable(work: Compared) -> tuple[FieldRow, ...]:
    return tuple(
        FieldRow(
            label=score.format.label,
            text="\n".join(f"・{e.remedy}" for e in score.exclusions if e.remedy),
        )
        for score in work.scores
        if score.excluded
    )


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
