from __future__ import annotations

from datetime import date

from cspdesk.documents.plain_text import to_text
from cspdesk.documents.preparation import build_preparation
from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import Verdict
from cspdesk.services.planning import PlanningService
from cspdesk.services.preparing import orders_of
from tests.builders import a_case, a_client, accepted

_START = date(2026, 12, 7)
# Without what an order takes beside the work.
_PLAIN = PlanningService(lambda _item: None)


def _text(case: Case) -> str:
    orders = orders_of(case, _START, _PLAIN)
    client = a_client(contact_name="見本 花子")
    return to_text(
        build_preparation(case, client, orders=orders, today=date(2026, 11, 24), basis="見本")
    )


def test_each_order_says_until_when_what_has_to_lie_ready() -> None:
    text = _text(
        a_case(
            accepted("a", name="商品の写真", inputs=("商品の現物", "撮り方の見本"), days=7),
            accepted("b", "a", name="説明文", inputs=("商品の一覧",)),
        )
    )

    # The last working day before the work begins.
    assert "2026年12月4日（金）まで　1 商品の写真" in text
    assert "2026年12月11日（金）まで　2 説明文" in text
    assert text.index("商品の現物") < text.index("商品の一覧")


def test_orders_come_by_day_and_keep_their_numbers() -> None:
    text = _text(
        a_case(
            accepted("late", "soon", name="あとの仕事"),
            accepted("soon", name="先の仕事"),
        )
    )

    assert text.index("2 先の仕事") < text.index("1 あとの仕事")


def test_what_several_orders_need_is_named_once_with_its_first_day() -> None:
    text = _text(
        a_case(
            accepted("a", name="チラシ", inputs=("ロゴ",), days=7),
            accepted("b", "a", name="看板", inputs=("ロゴ",)),
        )
    )

    head = text[: text.index("まで　1 チラシ")]
    assert "一度用意すれば足ります" in head
    assert "1 チラシ、2 看板" in head


def test_work_of_the_house_that_comes_first_is_on_the_list() -> None:
    text = _text(
        a_case(
            accepted("h", name="味の記入", verdict=Verdict.IN_HOUSE, who="杜氏"),
            accepted("a", "h", name="説明文"),
        )
    )

    assert "先に終える仕事：味の記入" in text
    assert "杜氏" in text


def test_what_looks_secret_is_handed_over_after_the_contract() -> None:
    text = _text(a_case(accepted("a", inputs=("顧客名簿", "写真"), personal_data="yes")))

    assert "契約のあとに渡します" in text
    assert "秘密保持の約束" in text


def test_what_opens_a_door_is_handed_over_after_the_contract() -> None:
    text = _text(a_case(accepted("a", inputs=("作業用の権限", "サーバーの情報"))))

    assert text.count("契約のあとに渡します") == 2
    assert "募集で見せます" not in text


def test_only_what_is_ordered_needs_preparing() -> None:
    text = _text(a_case(accepted("a", name="社内の仕事", verdict=Verdict.IN_HOUSE)))

    assert "社内の仕事" not in text
    assert "発注する仕事がまだ決まっていません" in text


def test_work_that_needs_nothing_says_so() -> None:
    assert "特にありません" in _text(a_case(accepted("a")))


def test_a_day_that_has_passed_is_not_asked_for() -> None:
    case = a_case(accepted("a"))
    orders = orders_of(case, _START, _PLAIN)

    text = to_text(build_preparation(case, a_client(), orders=orders, today=_START, basis="見本"))

    assert "募集の前（早めに）　1 仕事a" in text


def test_the_plan_is_printed_with_recruiting_acceptance_and_what_it_rests_on() -> None:
    case = a_case(accepted("a", name="ロゴ", days=14), accepted("b", "a", name="名刺", days=7))
    orders = orders_of(case, _START)

    text = to_text(build_preparation(case, a_client(), orders=orders, today=_START, basis="見本"))

    assert "予定：募集 12/7〜12/11 → 選定・契約・仮払い 12/14〜12/16 → 作業 12/17〜" in text
    assert "ロゴ ※" in text
    assert "日数は見本です" in text


def test_the_number_of_pieces_side_by_side_is_taken_from_the_case() -> None:
    items = (accepted("a", days=14), accepted("b", days=14))
    alone = orders_of(a_case(*items, at_once=1), _START)
    free = orders_of(a_case(*items), _START)

    assert free[0].ready_by == free[1].ready_by
    assert alone[1].ready_by > alone[0].ready_by
