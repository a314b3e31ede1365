"""States of the steps and the list's columns follow from the case alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.domain.case import Case, Step, StepState
from cspdesk.domain.finding import CheckRecord
from cspdesk.domain.hearing import Answer, AnswerState, Channel, Hearing, Meeting
from cspdesk.domain.posting import Posting
from cspdesk.domain.request_format import FormatDecision, RequestFormat
from cspdesk.services.progress import current_step, next_due, step_progress, summarise
from cspdesk.services.settling import settled
from tests.builders import a_case, accepted
from tests.doubles import MOMENT, TODAY

_DECISION = FormatDecision(
    chosen=RequestFormat.PROJECT,
    recommended=RequestFormat.PROJECT,
    scores=(),
    answers=(),
    decided_at=MOMENT,
)


def _states(case: Case) -> list[StepState]:
    return [progress.state for progress in step_progress(case)]


def _checked(item_id: str, errors: int) -> Posting:
    record = CheckRecord(
        as_of=TODAY,
        pack_version="1",
        pack_digest="d",
        checked_at=MOMENT,
        errors=errors,
        warnings=2,
        infos=0,
    )
    return Posting(
        id=f"p{item_id}", work_item_id=item_id, format=RequestFormat.PROJECT, check=record
    )


def test_an_empty_case_has_everything_before_it() -> None:
    case = a_case()

    assert _states(case) == [StepState.TODO] * 4
    assert current_step(case) is Step.HEARING
    assert summarise(case).errors == -1


def test_words_and_five_touched_questions_complete_the_hearing() -> None:
    answers = tuple(Answer(question_id=f"q{n}", state=AnswerState.UNKNOWN) for n in range(5))
    case = a_case(words="ことば")

    assert _states(case)[0] is StepState.DOING
    held = replace(case, hearing=Hearing(owner_words="ことば", answers=answers))
    assert _states(held)[0] is StepState.DONE
    assert current_step(held) is Step.DECOMPOSITION


def test_formats_are_counted_over_what_is_ordered() -> None:
    case = a_case(accepted("a", format_decision=_DECISION), accepted("b"), words="ことば")

    progress = step_progress(case)[2]

    assert (progress.state, progress.detail) == (StepState.DOING, "1/2件")


def test_a_posting_with_an_error_asks_for_attention() -> None:
    case = a_case(accepted("a", format_decision=_DECISION), words="ことば")

    assert _states(replace(case, postings=(_checked("a", 1),)))[3] is StepState.ATTENTION
    assert summarise(replace(case, postings=(_checked("a", 0),))).warnings == 2


def test_a_posting_counts_when_it_is_settled_not_when_it_has_no_error() -> None:
    case = a_case(
        accepted("a", format_decision=_DECISION),
        accepted("b", format_decision=_DECISION),
        words="ことば",
    )
    clean, other = _checked("a", 0), _checked("b", 0)

    written = step_progress(replace(case, postings=(clean, other)))[3]
    begun = step_progress(replace(case, postings=(settled(clean, MOMENT), other)))[3]
    both = (settled(clean, MOMENT), settled(other, MOMENT))
    done = step_progress(replace(case, postings=both))[3]

    assert (written.state, written.detail) == (StepState.DOING, "確定 0/2件")
    assert (begun.state, begun.detail) == (StepState.DOING, "確定 1/2件")
    assert (done.state, done.detail) == (StepState.DONE, "確定 2/2件")


def test_next_due_is_the_earliest_day_and_only_the_last_meeting_counts() -> None:
    early = Meeting(
        id="1", held_on=date(2026, 11, 1), minutes=60, channel=Channel.DESK, next_on=TODAY
    )
    late = replace(early, id="2", held_on=TODAY, next_on=date(2026, 12, 20))
    case = a_case(accepted("a", due_on=date(2026, 12, 24)))
    case = replace(case, hearing=Hearing(meetings=(late, early)))

    assert next_due(case) == (date(2026, 12, 20), "次の相談")
    assert next_due(replace(case, planned_order_on=date(2026, 12, 1)))[1] == "発注予定日"
    assert next_due(a_case()) == (None, "")


def test_questions_that_were_skipped_are_not_counted_as_held() -> None:
    skipped = tuple(Answer(question_id=f"q{n}", state=AnswerState.SKIPPED) for n in range(9))
    case = replace(a_case(), hearing=Hearing(owner_words="ことば", answers=skipped))

    hearing = step_progress(case)[0]

    assert (hearing.state, hearing.detail) == (StepState.DOING, "")
