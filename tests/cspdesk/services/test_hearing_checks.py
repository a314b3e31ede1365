"""What a hearing still needs, as a specification."""

from __future__ import annotations

from cspdesk.domain.hearing import Answer, AnswerState, Hearing
from cspdesk.services.hearing_checks import confirmed, to_ask, to_look_at_again
from cspdesk.services.interview import InterviewService
from cspdesk.services.proposal import Proposal

SERVICE = InterviewService()


def answered(question_id: str, *choices: str, text: str = "") -> Answer:
    return Answer(question_id=question_id, state=AnswerState.ANSWERED, choices=choices, text=text)


BASE = Hearing(
    answers=(
        answered("area", "people"),
        answered("narrow.problem:people", "P-RECRUIT"),
        answered("narrow.sub_issue:P-RECRUIT", "P-RECRUIT.page"),
        answered("people_need", "apply"),
    )
)


def test_answers_in_their_order_need_no_second_look() -> None:
    assert to_look_at_again(SERVICE, BASE) == frozenset()


def test_what_rests_on_a_changed_answer_is_looked_at_again() -> None:
    changed = BASE.with_answer(answered("area", "people", "web"))

    assert to_look_at_again(SERVICE, changed) == {
        "narrow.problem:people",
        "narrow.sub_issue:P-RECRUIT",
        "people_need",
    }


def test_further_words_to_the_same_choice_change_no_ground() -> None:
    worded = BASE.with_answer(answered("area", "people", text="人が来ない"))

    assert to_look_at_again(SERVICE, worded) == frozenset()


def test_an_answer_confirmed_as_it_stands_is_done_with() -> None:
    changed = BASE.with_answer(answered("area", "people", "web"))
    again = confirmed(changed, "people_need")

    assert "people_need" not in to_look_at_again(SERVICE, again)
    assert again.answer("people_need") == BASE.answer("people_need")


def test_to_ask_collects_unknown_answers_then_what_is_essential_then_what_the_words_ask() -> None:
    hearing = Hearing(answers=(Answer(question_id="employees", state=AnswerState.UNKNOWN),))
    asked = to_ask(SERVICE, hearing, Proposal(ask=("箱の寸法は分かりますか",)))

    assert asked[0] == "働いている方は何人ですか？"
    assert "使える予算の上限は、税込みでいくらですか？" in asked
    assert asked[-1] == "箱の寸法は分かりますか"
    assert len(set(asked)) == len(asked)


def test_what_was_skipped_is_to_be_asked_too_after_what_is_essential() -> None:
    hearing = Hearing(answers=(Answer(question_id="employees", state=AnswerState.SKIPPED),))
    asked = to_ask(SERVICE, hearing)

    assert asked[-1] == "働いている方は何人ですか？"
    assert len(asked) > 1


def test_a_chosen_measure_is_looked_at_again_once_its_problem_may_be_another() -> None:
    measured = BASE.with_answer(answered("goal", "P-RECRUIT:0"))
    assert to_look_at_again(SERVICE, measured) == frozenset()

    changed = measured.with_answer(answered("area", "web"))

    assert "goal" in to_look_at_again(SERVICE, changed)


def test_a_measure_in_the_owners_own_figures_rests_on_no_other_answer() -> None:
    measured = BASE.with_answer(answered("goal", text="月に40件の注文"))

    assert "goal" not in to_look_at_again(SERVICE, measured.with_answer(answered("area", "web")))
