from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import ProposalState, Verdict, WorkItem
from cspdesk.domain.hearing import Answer, AnswerState, Hearing, Obstacle
from cspdesk.domain.request_format import FormatAnswer
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.first_order import FirstOrder, first_order
from cspdesk.services.tree_filling import work_item_from
from tests.builders import a_case, accepted

_CATALOGUE = load_catalogue()
_TRIED = Answer(question_id="experience", state=AnswerState.ANSWERED, choices=("ordered",))


def _first(*items: WorkItem, **changes: Any) -> FirstOrder:
    found = first_order(replace(a_case(*items), **changes), _CATALOGUE)
    assert found is not None
    return found


def _from_template(item_id: str, **changes: Any) -> WorkItem:
    entry = _CATALOGUE.item(item_id)
    assert entry is not None
    item = work_item_from(entry, id=item_id)
    return replace(item, state=ProposalState.ACCEPTED, **changes)


def test_a_small_piece_comes_before_a_large_one() -> None:
    first = _first(
        accepted("a", unit_price_yen=400_000, days=10),
        accepted("b", unit_price_yen=20_000, days=10),
        budget_yen=500_000,
    )

    assert first.item.id == "b"
    assert first.reasons[0] == "20,000円で、予算の上限の4%ほどです。"
    assert first.others == (("仕事a", "400,000円で、予算の上限の80%を使います。"),)


def test_work_that_waits_for_other_work_is_no_beginning() -> None:
    first = _first(accepted("a", "b", unit_price_yen=1_000), accepted("b", unit_price_yen=90_000))

    assert first.item.id == "b"


def test_what_waits_for_work_of_the_house_is_no_beginning_either() -> None:
    house = accepted("h", verdict=Verdict.IN_HOUSE)

    first = _first(house, accepted("a", "h", unit_price_yen=1_000), accepted("b"))

    assert first.item.id == "b"


def test_personal_data_speaks_against_beginning_with_it() -> None:
    first = _first(
        accepted("a", unit_price_yen=20_000, personal_data="yes"),
        accepted("b", unit_price_yen=20_000, personal_data="none"),
    )

    assert first.item.id == "b"
    assert any("個人情報" in why for _, why in first.others)


def test_a_logo_that_can_be_compared_at_sight_comes_before_an_app() -> None:
    first = _first(_from_template("dev-app"), _from_template("des-logo"), budget_yen=2_000_000)

    assert first.item.id == "des-logo"
    assert any("見比べ" in reason for reason in first.reasons)


def test_an_owner_who_never_ordered_is_told_to_begin_small() -> None:
    new = _first(accepted("a"))
    tried = _first(accepted("a"), hearing=Hearing(answers=(_TRIED,)))
    doubtful = _first(
        accepted("a"), hearing=Hearing(answers=(_TRIED,), obstacles=(Obstacle.IT_LITERACY,))
    )

    assert (new.cautious, tried.cautious, doubtful.cautious) == (True, False, True)
    assert "はじめは小さく頼み" in new.say
    assert "はじめは小さく頼み" not in tried.say


def test_doubts_that_were_only_spoken_of_count_as_well() -> None:
    said = Hearing(answers=(_TRIED,), owner_words="素人に頼んで逃げられたらどうするの。")
    chosen = Hearing(answers=(_TRIED,), obstacles=(Obstacle.EXISTING_SUPPLIERS_AND_QUALITY,))
    items = (_from_template("des-logo"), _from_template("dev-app"))

    assert _first(*items, hearing=said) == _first(*items, hearing=chosen)
    assert _first(*items, hearing=said) != _first(*items, hearing=Hearing(answers=(_TRIED,)))


def test_risk_and_size_weigh_double_for_an_owner_who_never_ordered() -> None:
    # What can be compared at sight speaks for the first, the quick result for the second.
    slow = _from_template("des-logo", unit_price_yen=40_000, days=20, inputs=())
    quick = accepted("b", unit_price_yen=40_000, days=5, personal_data="none")

    tried = _first(slow, quick, hearing=Hearing(answers=(_TRIED,)))
    new = _first(slow, quick)

    assert (tried.item.id, new.item.id) == ("des-logo", "b")


def test_what_speaks_against_both_is_no_reason_to_come_later() -> None:
    first = _first(
        accepted("a", unit_price_yen=20_000, days=40),
        accepted("b", unit_price_yen=25_000, days=40),
    )

    assert first.others == (("仕事b", "25,000円で、最初の1件より大きい仕事です。"),)


def test_proposals_are_suggested_while_nothing_is_accepted() -> None:
    assert _first(accepted("a", state=ProposalState.PROPOSED)).item.id == "a"


def test_nothing_to_order_has_no_beginning() -> None:
    house = accepted("a", verdict=Verdict.IN_HOUSE)

    assert first_order(a_case(house), _CATALOGUE) is None
    assert first_order(a_case(), _CATALOGUE) is None


@given(
    st.lists(
        st.tuples(st.none() | st.integers(0, 10**7), st.none() | st.integers(1, 200)),
        min_size=1,
        max_size=6,
    ),
    st.none() | st.integers(0, 10**6),
)
def test_what_is_said_names_the_piece_and_at_least_one_reason(
    rows: list[tuple[int | None, int | None]], budget: int | None
) -> None:
    items = [accepted(str(n), unit_price_yen=p, days=d) for n, (p, d) in enumerate(rows)]
    case: Case = replace(a_case(*items), budget_yen=budget)

    first = first_order(case, _CATALOGUE)

    assert first is not None
    assert f"「{first.item.name}」" in first.say
    assert first.reasons
    assert all(reason.endswith("。") for reason in first.reasons)


def test_work_is_called_comparable_only_where_entries_are_compared() -> None:
    said = "出来を見比べて選べるので、良し悪しが分かります。"

    assert said in _first(_from_template("des-logo")).reasons
    # Its drafts could be compared, but the project is what is advised for it.
    assert said not in _first(_from_template("des-menu")).reasons


def test_a_secret_answered_in_step_three_takes_the_comparing_away() -> None:
    secret = FormatAnswer(question_id="secrecy", value="secret")
    said = "出来を見比べて選べるので、良し悪しが分かります。"

    assert said not in _first(_from_template("des-logo", format_answers=(secret,))).reasons


def test_names_in_the_papers_speak_against_beginning_with_them_unless_ruled_out() -> None:
    typing = _from_template("ofc-data-entry", unit_price_yen=1)
    logo = _from_template("des-logo", unit_price_yen=1)
    none = Answer(question_id="personal_data", state=AnswerState.ANSWERED, choices=("none",))
    told = Hearing(owner_words="会員さんの申込書を打ち込みたい")

    with_names = _first(logo, typing, hearing=told)
    without = _first(logo, typing, hearing=told.with_answer(none))

    assert with_names.others == ((typing.name, "個人情報の扱いを先に決める必要があります。"),)
    assert without.others[0][1] != with_names.others[0][1]
