"""The one thing to do next in a case, and a line on each step, for its entry screen."""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.domain.case import Case, Step, StepState
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.domain.hearing import AnswerState
from cspdesk.services.measures import open_in
from cspdesk.services.progress import current_step, step_progress
from cspdesk.services.repairing import blanks
from cspdesk.services.settling import is_settled


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAction:
    """What to do next.

    Attributes:
        step: where it is done.
        work_item_id: the work it is about; empty = none in particular.
        sentence: said to the consultant.
        urgent: something is wrong and has to be put right.
        finished: all steps are complete.
    """

    step: Step
    sentence: str
    work_item_id: str = ""
    urgent: bool = False
    finished: bool = False


def next_action(case: Case, catalogue: Catalogue) -> NextAction:
    """Return the one thing to do next; `catalogue` tells which measures problems suggest."""
    if all(p.state is StepState.DONE for p in step_progress(case)):
        if unmeasured := open_in(case, catalogue):
            return _measure(unmeasured)
        return NextAction(
            step=Step.POSTING, sentence="依頼文がそろいました。PDFに出力できます。", finished=True
        )
    match current_step(case):
        case Step.HEARING:
            return _hearing(case)
        case Step.DECOMPOSITION:
            return _decomposition(case)
        case Step.REQUEST_FORMAT:
            return _request_format(case)
        case Step.POSTING:
            return _posting(case)


def step_detail(case: Case, step: Step) -> str:
    """Return a line on what a step holds."""
    match step:
        case Step.HEARING:
            return _hearing_detail(case)
        case Step.DECOMPOSITION:
            return _decomposition_detail(case)
        case Step.REQUEST_FORMAT:
            open_ = [i.name for i in case.decomposition.ordered_items() if not i.format_decision]
            return f"残り：{'、'.join(open_)}" if open_ else "仕事ごとに依頼の形式を決めます"
        case Step.POSTING:
            return _posting_detail(case)


def _measure(problems: tuple[str, ...]) -> NextAction:
    sentence = f"発注の前に、「{'」「'.join(problems)}」の成果の物差しを決めます。"
    return NextAction(step=Step.HEARING, sentence=sentence)


def _hearing(case: Case) -> NextAction:
    if not case.hearing.owner_words.strip():
        sentence = "相談者の言葉を書き留めます。"
    else:
        given = sum(answer.state is AnswerState.ANSWERED for answer in case.hearing.answers)
        sentence = f"聞き取りを続けます（回答 {given}問）。"
    return NextAction(step=Step.HEARING, sentence=sentence)


def _decomposition(case: Case) -> NextAction:
    items = case.decomposition.work_items
    proposed = sum(1 for item in items if item.state is ProposalState.PROPOSED)
    sentence = (
        f"仕事の候補 {proposed}件について、採用するか外すかを決めます。"
        if proposed
        else "困りごとから、仕事の候補を出します。"
    )
    return NextAction(step=Step.DECOMPOSITION, sentence=sentence)


def _request_format(case: Case) -> NextAction:
    ordered = case.decomposition.ordered_items()
    if not ordered:
        return NextAction(
            step=Step.DECOMPOSITION, sentence="発注する仕事がまだありません。判定を決めます。"
        )
    item = next(i for i in ordered if i.format_decision is None)
    return NextAction(
        step=Step.REQUEST_FORMAT,
        work_item_id=item.id,
        sentence=f"「{item.name}」の依頼形式を決めます。",
    )


def _posting(case: Case) -> NextAction:
    unchecked: list[WorkItem] = []
    unfilled: list[WorkItem] = []
    unsettled: list[WorkItem] = []
    for item in case.decomposition.ordered_items():
        posting = case.posting_for(item.id)
        check = posting.check if posting is not None else None
        if posting is None or check is None:
            unchecked.append(item)
        elif check.errors:
            sentence = f"「{item.name}」の依頼文で、不適合 {check.errors}件を直します。"
            return NextAction(
                step=Step.POSTING, work_item_id=item.id, sentence=sentence, urgent=True
            )
        elif blanks(posting):
            unfilled.append(item)
        elif not is_settled(posting):
            unsettled.append(item)
    for waiting, words in (
        (unchecked, "依頼文を作ります。"),
        (unfilled, "依頼文で、記入していない所を書き入れます。"),
        (unsettled, "依頼文を読み返し、点検を確定します。"),
    ):
        if waiting:
            item, sentence = waiting[0], f"「{waiting[0].name}」の{words}"
            return NextAction(step=Step.POSTING, work_item_id=item.id, sentence=sentence)
    raise ValueError("every posting is settled")


def _hearing_detail(case: Case) -> str:
    states = [answer.state for answer in case.hearing.answers]
    if not states:
        words = case.hearing.owner_words.strip()
        return "相談者の言葉を書き留めました" if words else "相談者の言葉から始めます"
    unknown, skipped = states.count(AnswerState.UNKNOWN), states.count(AnswerState.SKIPPED)
    kept = f"、{unknown}問は「不明」として保留" if unknown else ""
    later = f"、{skipped}問はあとで" if skipped else ""
    return f"{states.count(AnswerState.ANSWERED)}問に回答{kept}{later}"


def _decomposition_detail(case: Case) -> str:
    accepted = [i for i in case.decomposition.work_items if i.state is ProposalState.ACCEPTED]
    if not accepted:
        return "相談者の言葉から、課題と仕事に分けます"
    counts = [(v.label, sum(1 for i in accepted if i.verdict is v)) for v in Verdict]
    parts = "・".join(f"{word} {count}" for word, count in counts if count)
    return f"仕事 {len(accepted)}件（{parts}）"


def _posting_detail(case: Case) -> str:
    faults = [
        f"不適合 {posting.check.errors}：{item.name}"
        for item in case.decomposition.ordered_items()
        if (posting := case.posting_for(item.id)) is not None
        and posting.check is not None
        and posting.check.errors
    ]
    return "、".join(faults) or "形式を決めた仕事から始められます"
