"""Data of patients, customers and staff in the material decide who may be given the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import Decomposition, ProposalState, WorkItem
from cspdesk.domain.hearing import Answer, AnswerState, Hearing
from cspdesk.domain.request_format import FormatScore, RequestFormat
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.entrusting import caution, entrusted, load_handover, with_care
from cspdesk.services.format_advice import Advice, FormatAdviceService
from cspdesk.services.proposal import Proposal, WorkItemMatch
from cspdesk.services.recommending import recommended
from cspdesk.services.tree_filling import work_item_from

CATALOGUE = load_catalogue()
ADVICE = FormatAdviceService()
NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TOLD = (
    "注文の控えは紙です。夜に私が一枚ずつ打ち込んでいます。"
    "飼い主さんの名前も電話番号も書いてあります。"
)


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


def an_item(item_id: str = "ofc-data-entry") -> WorkItem:
    entry = CATALOGUE.item(item_id)
    assert entry is not None
    return replace(work_item_from(entry, id=item_id), state=ProposalState.ACCEPTED)


def a_case(words: str = "", answer: str = "", items: tuple[WorkItem, ...] = ()) -> Case:
    answers = (
        (Answer(question_id="personal_data", state=AnswerState.ANSWERED, choices=(answer,)),)
        if answer
        else ()
    )
    return Case(
        id="c1",
        client_id="k1",
        title="見本",
        created_at=NOON,
        updated_at=NOON,
        hearing=Hearing(owner_words=words, answers=answers),
        decomposition=Decomposition(work_items=items or (an_item(),)),
    )


def asking_for(*item_ids: str) -> Proposal:
    return Proposal(
        work_items=tuple(
            WorkItemMatch(
                item_id=item_id,
                name=item_id,
                verdict=an_item(item_id).verdict,
                score=0.8,
                why=("理由",),
                quotes=(),
                sub_issue_id="",
            )
            for item_id in item_ids
        )
    )


def proposed(case: Case, *item_ids: str) -> Case:
    empty = replace(case, decomposition=Decomposition())
    return DecomposingService().into_case(empty, asking_for(*item_ids), ids())


def value(case: Case) -> str:
    told = entrusted(case, case.decomposition.work_items[0], CATALOGUE)
    return told.value if told is not None else ""


def excluded(advice: Advice) -> dict[RequestFormat, FormatScore]:
    return {score.format: score for score in advice.scores if score.excluded}


@pytest.mark.parametrize(
    "words",
    [
        TOLD,
        "紙のカルテを入力してほしい",
        "会員さんの名簿を表計算に打ち直したい",
        "社員の履歴書を電子化したい",
        "申込用紙の住所や生年月日を入力しています",
        "問診票を読み取ってデータにしたい",
        "配達先の氏名と住所が載った伝票の転記が終わらない",
        "給与明細を入力する人がほしい",
    ],
)
def test_names_in_the_papers_keep_the_work_from_a_crowd(words: str) -> None:
    case = a_case(words)
    item = case.decomposition.work_items[0]

    advice = ADVICE.advise_on(item, case)

    assert advice.format is RequestFormat.PROJECT
    out = excluded(advice)
    assert set(out) == {RequestFormat.COMPETITION, RequestFormat.TASK}
    assert "X-T-PERSONAL" in {found.id for found in out[RequestFormat.TASK].exclusions}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("カタログの品番と値段を打ち込んでほしい", ""),
        ("検査の記録を入力したい。個人情報は入っていません", "none"),
        ("申込書を入力したい。名前は黒塗りして消してあります", "anonymizable"),
        ("会社の名前と製品の型番が並んだ表を入力したい", ""),
    ],
)
def test_papers_without_names_stay_open_to_many(words: str, expected: str) -> None:
    case = a_case(words)

    assert value(case) == expected
    advice = ADVICE.advise_on(case.decomposition.work_items[0], case)
    assert RequestFormat.TASK not in excluded(advice)


def test_names_told_of_other_material_do_not_touch_this_work() -> None:
    far = "商品の型番を打ち込んでほしい。数は千点です。急ぎません。来年でもかまいません。"

    assert value(a_case(far + "別の話ですが、社員の履歴書は金庫にあります。")) == ""
    assert value(a_case("社員の履歴書は金庫にあります。", items=(an_item("des-logo"),))) == ""


def test_where_the_words_do_not_name_the_work_all_of_them_count() -> None:
    assert value(a_case("患者さんの住所も書いてある紙がたくさんある")) == "yes"


def test_the_answer_of_the_interview_stands_above_the_words() -> None:
    assert value(a_case(answer="yes")) == "yes"
    assert value(a_case(TOLD, answer="none")) == "none"
    assert value(a_case(TOLD, answer="mask")) == "anonymizable"


def test_the_answer_rules_the_crowd_out_and_is_quoted_as_the_ground() -> None:
    case = a_case(answer="yes")

    advice = ADVICE.advise_on(case.decomposition.work_items[0], case)

    assert set(excluded(advice)) == {RequestFormat.COMPETITION, RequestFormat.TASK}
    answers = {answer.question_id: answer for answer in advice.answers}
    assert answers["personal_data"].quote == "個人情報：入る"
    assert answers["secrecy"].value == "secret"


def test_the_answer_for_this_very_work_stands_above_the_interview() -> None:
    case = a_case(answer="yes")
    item = case.decomposition.work_items[0]
    asked = replace(
        item,
        format_answers=tuple(
            replace(answer, value="none", origin="asked", quote="")
            for answer in ADVICE.advise_on(item, case).answers
            if answer.question_id in ("personal_data", "secrecy")
        ),
    )

    assert ADVICE.advise_on(asked, case).format is RequestFormat.TASK


def test_the_answer_falls_on_the_work_done_from_records_not_on_a_card_beside_it() -> None:
    card = an_item("des-card")
    both = a_case(answer="yes", items=(card, an_item()))
    alone = a_case(answer="yes", items=(card,))

    assert entrusted(both, card, CATALOGUE) is None
    assert entrusted(alone, card, CATALOGUE) is not None


def test_words_about_people_do_not_touch_work_that_is_not_done_from_records() -> None:
    card = an_item("des-card")

    said = a_case("名刺を作りたい。名刺には社員の名前と住所を載せます。", items=(card,))

    assert entrusted(said, card, CATALOGUE) is None


def test_work_written_by_hand_tells_by_itself_whether_names_may_be_in_it() -> None:
    by_hand = WorkItem(id="w", name="控えの整理", personal_data="possible")

    assert value(a_case(TOLD, items=(by_hand,))) == "yes"
    assert value(a_case(TOLD, items=(replace(by_hand, personal_data="none"),))) == ""


def test_a_proposal_puts_the_hiding_of_names_before_the_typing() -> None:
    tree = proposed(a_case(TOLD), "ofc-data-entry").decomposition

    assert [i.catalogue_id for i in tree.work_items] == ["ofc-scan-mask", "ofc-data-entry"]
    mask, typing = tree.work_items
    assert typing.after == (mask.id,)
    assert "「飼い主さんの名前も電話番号も書いてあります」" in mask.why[0]
    assert mask.asked == typing.asked


def test_a_proposal_asks_for_the_masked_copy_and_keeps_the_crowd_back() -> None:
    tree = proposed(a_case(TOLD), "ofc-data-entry").decomposition

    typing = tree.work_items[1]
    assert typing.personal_data == "yes"
    assert load_handover().input in typing.inputs
    assert [kept.catalogue_id for kept in tree.kept_back] == ["N-PERSONAL"]
    assert "飼い主さんの名前も電話番号も書いてあります" in tree.kept_back[0].why


def test_the_hiding_is_recommended_together_with_the_work_that_waits_for_it() -> None:
    case = proposed(a_case(TOLD), "ofc-data-entry")

    assert len(recommended(case, CATALOGUE)) == 2


def test_a_second_proposal_adds_nothing_and_a_rejected_hiding_stays_rejected() -> None:
    once = proposed(a_case(TOLD), "ofc-data-entry")
    tree = once.decomposition
    refused = replace(tree.work_items[0], state=ProposalState.REJECTED)
    case = replace(once, decomposition=tree.with_work_item(refused))

    again = DecomposingService().into_case(case, Proposal(), ids())

    assert again == case


def test_new_work_does_not_wait_for_a_hiding_that_was_rejected() -> None:
    hiding = replace(an_item("ofc-scan-mask"), state=ProposalState.REJECTED)
    case = a_case(TOLD, items=(hiding,))

    after = DecomposingService().into_case(case, asking_for("ofc-data-entry"), ids())

    typing = next(i for i in after.decomposition.work_items if i.catalogue_id == "ofc-data-entry")
    assert typing.after == ()


def test_where_the_hiding_itself_waits_for_the_work_no_circle_is_made() -> None:
    typing = an_item()
    hiding = replace(an_item("ofc-scan-mask"), after=(typing.id,))
    case = a_case(TOLD, items=(typing, hiding))

    tree = with_care(case, (typing.id,), CATALOGUE, ids()).decomposition

    assert [(item.id, item.after) for item in tree.work_items] == [
        (typing.id, ()),
        (hiding.id, (typing.id,)),
    ]


def test_a_masked_copy_that_the_firm_makes_needs_no_hiding_and_no_warning() -> None:
    tree = proposed(a_case(answer="mask"), "ofc-data-entry").decomposition

    assert [item.catalogue_id for item in tree.work_items] == ["ofc-data-entry"]
    assert load_handover().input in tree.work_items[0].inputs
    assert not tree.kept_back


def test_an_answer_given_later_reaches_the_tree_with_the_next_proposal() -> None:
    before = proposed(a_case("商品の型番を打ち込む"), "ofc-data-entry")
    assert len(before.decomposition.work_items) == 1
    answered = replace(before, hearing=a_case(answer="yes").hearing)

    after = DecomposingService().into_case(answered, Proposal(), ids()).decomposition

    assert {i.catalogue_id for i in after.work_items} == {"ofc-data-entry", "ofc-scan-mask"}
    # What stands in the tree already is the consultant's.
    assert after.work_items[0] == before.decomposition.work_items[0]
    assert after.kept_back


def test_without_names_a_proposal_stays_as_it_is() -> None:
    tree = proposed(a_case("商品の型番を打ち込む"), "ofc-data-entry").decomposition

    assert [i.catalogue_id for i in tree.work_items] == ["ofc-data-entry"]
    assert not tree.kept_back


def test_the_caution_says_how_to_hand_over_and_why() -> None:
    case = a_case(TOLD)
    item = case.decomposition.work_items[0]

    said = caution(case, item, CATALOGUE)

    assert "マスキング" in said
    assert "社内で" in said
    assert "飼い主さんの名前も電話番号も書いてあります" in said
    assert "写しだけ" in caution(a_case(answer="mask"), item, CATALOGUE)
    assert caution(a_case("型番を打ち込む"), item, CATALOGUE) == ""


def test_every_work_named_in_the_file_is_in_the_catalogue() -> None:
    handover = load_handover()

    named = {*handover.records, *handover.masked_before, handover.mask}
    assert not {item_id for item_id in named if CATALOGUE.item(item_id) is None}
