"""How far the steps of a case are, and the derived columns of the case list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.domain.case import Case, Step, StepState
from cspdesk.domain.decomposition import ProposalState
from cspdesk.domain.hearing import AnswerState
from cspdesk.services.ports import CaseSummary
from cspdesk.services.settling import is_settled

# A hearing with this many touched questions counts as held, even before work is chosen.
_ENOUGH_ANSWERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProgress:
    """State of one step; `detail` is a short remark such as 2/5件 or 確定 2/5件."""

    step: Step
    state: StepState
    detail: str


def step_progress(case: Case) -> tuple[StepProgress, ...]:
    """Return the state of each step, in order."""
    return (_hearing(case), _decomposition(case), _request_format(case), _posting(case))


def current_step(case: Case) -> Step:
    """Return the first step that is not complete, or the last one."""
    for progress in step_progress(case):
        if progress.state is not StepState.DONE:
            return progress.step
    return Step.POSTING


def summarise(case: Case) -> CaseSummary:
    """Return the columns by which the case list shows, filters and sorts a case."""
    steps = step_progress(case)
    checks = [
        posting.check
        for item in case.decomposition.ordered_items()
        if (posting := case.posting_for(item.id)) is not None and posting.check is not None
    ]
    totals = [item.total_yen for item in case.decomposition.ordered_items()]
    known = [yen for yen in totals if yen is not None]
    due_on, label = next_due(case)
    return CaseSummary(
        step=current_step(case).value,
        done_steps=sum(1 for progress in steps if progress.state is StepState.DONE),
        errors=sum(check.errors for check in checks) if checks else -1,
        warnings=sum(check.warnings for check in checks) if checks else -1,
        amount_yen=sum(known) if known else None,
        next_due=due_on,
        next_due_label=label,
    )


def next_due(case: Case) -> tuple[date | None, str]:
    """Return the earliest day still ahead in the case's own order, and what is due.

    The latest meeting's next date comes first; an older meeting's date has been met by the
    meeting that followed it. A day in the past is still returned: it is overdue.
    """
    days: list[tuple[date, str]] = []
    meetings = sorted(case.hearing.meetings, key=lambda meeting: meeting.held_on)
    if meetings and meetings[-1].next_on is not None:
        days.append((meetings[-1].next_on, "次の相談"))
    if case.planned_order_on is not None:
        days.append((case.planned_order_on, "発注予定日"))
    days.extend(
        (item.due_on, f"納期：{item.name}")
        for item in case.decomposition.ordered_items()
        if item.due_on is not None
    )
    if case.deadline is not None:
        days.append((case.deadline, "希望の期限"))
    return min(days, key=lambda pair: pair[0]) if days else (None, "")


def _hearing(case: Case) -> StepProgress:
    # What was skipped was not asked: it makes neither a count nor an end.
    answers = case.hearing.answers
    touched = sum(answer.state is not AnswerState.SKIPPED for answer in answers)
    given = sum(answer.state is AnswerState.ANSWERED for answer in answers)
    words = bool(case.hearing.owner_words.strip())
    accepted = any(w.state is ProposalState.ACCEPTED for w in case.decomposition.work_items)
    if words and (touched >= _ENOUGH_ANSWERS or accepted):
        state = StepState.DONE
    elif words or touched:
        state = StepState.DOING
    else:
        state = StepState.TODO
    return StepProgress(step=Step.HEARING, state=state, detail=f"{given}問" if given else "")


def _decomposition(case: Case) -> StepProgress:
    items = case.decomposition.work_items
    accepted = sum(1 for item in items if item.state is ProposalState.ACCEPTED)
    if accepted:
        state = StepState.DONE
    elif items or case.decomposition.kept_back:
        state = StepState.DOING
    else:
        state = StepState.TODO
    return StepProgress(
        step=Step.DECOMPOSITION, state=state, detail=f"{accepted}件" if accepted else ""
    )


def _request_format(case: Case) -> StepProgress:
    ordered = case.decomposition.ordered_items()
    decided = sum(1 for item in ordered if item.format_decision is not None)
    state = _share_state(decided, len(ordered))
    return StepProgress(
        step=Step.REQUEST_FORMAT,
        state=state,
        detail=f"{decided}/{len(ordered)}件" if ordered else "",
    )


def _posting(case: Case) -> StepProgress:
    ordered = case.decomposition.ordered_items()
    postings = [p for item in ordered if (p := case.posting_for(item.id)) is not None]
    finished = sum(1 for posting in postings if is_settled(posting))
    faulty = any(p.check is not None and p.check.errors for p in postings)
    state = StepState.ATTENTION if faulty else _share_state(finished, len(ordered))
    if state is StepState.TODO and postings:
        state = StepState.DOING
    # Written is not finished: what counts is what the consultant settled, and the words say so.
    detail = f"確定 {finished}/{len(ordered)}件" if ordered else ""
    return StepProgress(step=Step.POSTING, state=state, detail=detail)


def _share_state(done: int, total: int) -> StepState:
    if total and done == total:
        return StepState.DONE
    return StepState.DOING if done else StepState.TODO
