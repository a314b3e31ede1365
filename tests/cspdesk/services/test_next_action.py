from __future__ import annotations

from dataclasses import replace

from cspdesk.domain.case import Case, Step
from cspdesk.domain.catalogue import Goal
from cspdesk.domain.decomposition import Issue, ProposalState, Verdict, WorkItem
from cspdesk.domain.finding import CheckRecord
from cspdesk.domain.hearing import Answer, AnswerState, Hearing
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import FormatDecision, RequestFormat
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.next_action import NextAction, step_detail
from cspdesk.services.next_action import next_action as next_action_with
from cspdesk.services.settling import settled
from tests.builders import a_case, accepted
from tests.doubles import MOMENT, TODAY

DECISION = FormatDecision(
    chosen=RequestFormat.PROJECT, recommended=None, scores=(), answers=(), decided_at=MOMENT
)


def next_action(case: Case) -> NextAction:
    return next_action_with(case, load_catalogue())


def _checked(case: Case, item_id: str, errors: int) -> Case:
    check = CheckRecord(
        as_of=TODAY,
        pack_version="見本",
        pack_digest="0",
        checked_at=MOMENT,
        errors=errors,
        warnings=0,
        infos=0,
    )
    return case.with_posting(
        Posting(id=f"p-{item_id}", work_item_id=item_id, format=RequestFormat.PROJECT, check=check)
    )


def _decided(item_id: str) -> WorkItem:
    return accepted(item_id, format_decision=DECISION)


def test_a_new_case_begins_with_the_owners_words() -> None:
    action = next_action(a_case())

    assert (action.step, action.sentence) == (Step.HEARING, "相談者の言葉を書き留めます。")


def test_open_proposals_are_to_be_decided() -> None:
    hearing = Hearing(
        owner_words="困った",
        answers=tuple(
            Answer(question_id=f"q{n}", state=AnswerState.ANSWERED, text="x") for n in range(5)
        ),
    )
    item = WorkItem(id="a", name="仕事a", state=ProposalState.PROPOSED)

    action = next_action(a_case(item, hearing=hearing))

    assert action.step is Step.DECOMPOSITION
    assert "候補 1件" in action.sentence


def test_the_first_undecided_format_comes_next() -> None:
    action = next_action(a_case(_decided("a"), accepted("b"), words="困った"))

    assert (action.step, action.work_item_id) == (Step.REQUEST_FORMAT, "b")


def test_with_everything_kept_inside_the_verdicts_come_next() -> None:
    action = next_action(a_case(accepted("a", verdict=Verdict.IN_HOUSE), words="困った"))

    assert action.step is Step.DECOMPOSITION


def test_a_faulty_posting_is_urgent() -> None:
    case = _checked(a_case(_decided("a"), _decided("b"), words="困った"), "b", 2)

    action = next_action(case)

    assert (action.step, action.work_item_id, action.urgent) == (Step.POSTING, "b", True)


def test_a_blank_in_a_posting_is_the_next_thing_to_fill_in() -> None:
    case = _checked(a_case(_decided("a"), words="困った"), "a", 0)
    posting = case.postings[0].with_text(PostingField.CONTACT, "〔担当の氏名を記入〕")

    action = next_action(case.with_posting(posting))

    assert (action.step, action.work_item_id, action.finished) == (Step.POSTING, "a", False)
    assert action.sentence == "「仕事a」の依頼文で、記入していない所を書き入れます。"


def test_a_posting_without_fault_is_still_to_be_settled() -> None:
    case = _checked(a_case(_decided("a"), words="困った"), "a", 0)

    action = next_action(case)

    assert (action.work_item_id, action.finished) == ("a", False)
    assert action.sentence == "「仕事a」の依頼文を読み返し、点検を確定します。"


def test_a_complete_case_is_finished() -> None:
    case = _checked(a_case(_decided("a"), words="困った"), "a", 0)
    case = case.with_posting(settled(case.postings[0], MOMENT))

    assert next_action(case).finished


def test_before_ordering_a_missing_measure_is_the_next_thing_to_fix() -> None:
    item = replace(_decided("a"), issue_id="i")
    case = _checked(a_case(item, words="困った"), "a", 0)
    case = case.with_posting(settled(case.postings[0], MOMENT))
    tree = replace(case.decomposition, issues=(Issue(id="i", name="お客さまが減った"),))

    action = next_action(replace(case, decomposition=tree))
    assert (action.step, action.finished) == (Step.HEARING, False)
    assert action.sentence == "発注の前に、「お客さまが減った」の成果の物差しを決めます。"

    measured = replace(tree, issues=(replace(tree.issues[0], measure="月の来店 200人"),))
    assert next_action(replace(case, decomposition=measured)).finished


def test_what_an_own_problem_only_suggests_is_no_measure_yet() -> None:
    shipped = load_catalogue()
    own = replace(shipped.problems[0], id="X-AME", goals=(Goal(goal="来店", measure="月の人数"),))
    catalogue = replace(shipped, problems=(*shipped.problems, own))
    item = replace(_decided("a"), issue_id="i")
    case = _checked(a_case(item, words="困った"), "a", 0)
    case = case.with_posting(settled(case.postings[0], MOMENT))
    issue = Issue(id="i", name="雨の日", catalogue_id="X-AME", measure="来店（月の人数）")
    case = replace(case, decomposition=replace(case.decomposition, issues=(issue,)))

    action = next_action_with(case, catalogue)

    assert (action.step, action.finished) == (Step.HEARING, False)
    assert "「雨の日」" in action.sentence


def test_only_answers_are_counted_and_what_was_left_is_named() -> None:
    states = (AnswerState.ANSWERED, AnswerState.UNKNOWN, AnswerState.SKIPPED)
    answers = tuple(Answer(question_id=f"q{s}", state=s, text="x") for s in states)
    case = a_case(hearing=Hearing(owner_words="困った", answers=answers))

    assert next_action(case).sentence == "聞き取りを続けます（回答 1問）。"
    detail = step_detail(case, Step.HEARING)
    assert detail == "1問に回答、1問は「不明」として保留、1問はあとで"


def test_details_count_what_a_step_holds() -> None:
    case = a_case(_decided("a"), accepted("b", verdict=Verdict.IN_HOUSE), words="困った")

    assert step_detail(case, Step.HEARING) == "相談者の言葉を書き留めました"
    assert step_detail(case, Step.DECOMPOSITION) == "仕事 2件（発注する 1・社内 1）"
    assert step_detail(_checked(case, "a", 3), Step.POSTING) == "不適合 3：仕事a"
