"""Which of the wishes an owner would give up first, and which never."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import WorkItem
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.wishes import load_wish_words, most_wanted_first, stress
from tests.builders import a_case, accepted

_NONE = Catalogue(work_types=(), items=(), problems=())


def _order(*items: WorkItem, words: str = "") -> list[str]:
    case = a_case(*items, words=words)
    return [item.id for item in most_wanted_first(case, items, _NONE)]


def test_what_the_words_ask_for_most_strongly_comes_first() -> None:
    assert _order(accepted("a", asked=40), accepted("b", asked=98)) == ["b", "a"]


def test_an_insisted_wish_goes_before_a_stronger_reading() -> None:
    words = "とにかく看板を新しく。ホームページも作り直したい。"
    sign = accepted("sign", asked=60, why=("お話から", "とにかく看板を新しく"))
    site = accepted("site", asked=98, why=("ホームページも作り直したい",))

    assert _order(site, sign, words=words) == ["sign", "site"]


def test_a_passing_wish_goes_last() -> None:
    words = "名刺もあったらいいかも。チラシがほしい。"
    card = accepted("card", asked=95, why=("名刺もあったらいいかも",))
    flyer = accepted("flyer", asked=50, why=("チラシがほしい",))

    assert _order(card, flyer, words=words) == ["flyer", "card"]


def test_hardly_asked_work_does_not_win_by_one_stressed_word() -> None:
    words = "とにかく売上がほしい。ホームページを作り直したい。"
    copy = accepted("copy", asked=30, why=("とにかく売上がほしい",))
    site = accepted("site", asked=95, why=("ホームページを作り直したい",))

    assert _order(copy, site, words=words) == ["site", "copy"]


def test_a_hoped_day_does_not_make_the_work_a_passing_wish() -> None:
    words = "できれば春までにホームページを直したい。言葉も考えて。"
    site = accepted("site", asked=90, why=("できれば春までにホームページを直したい",))
    copy = accepted("copy", asked=60, why=("言葉も考えて",))

    assert _order(copy, site, words=words) == ["site", "copy"]


def test_what_the_consultant_added_was_agreed_upon() -> None:
    assert _order(accepted("read", asked=97), accepted("added")) == ["added", "read"]


def test_work_of_equal_weight_keeps_the_order_of_the_tree() -> None:
    assert _order(accepted("a"), accepted("b"), accepted("c")) == ["a", "b", "c"]


@pytest.mark.parametrize("said", ["味がまずいと言われる", "地域一番店です"])
def test_words_that_only_look_like_stress_do_not_count(said: str) -> None:
    item = accepted("a", why=(said,))

    assert stress(a_case(item, words=said), item) == 0


def test_a_reason_that_is_no_quote_does_not_stress_anything() -> None:
    item = accepted("a", why=("とにかく先に進める仕事です",))

    assert stress(a_case(item, words="ロゴがほしい"), item) == 0


def test_everything_the_firm_may_do_itself_is_in_the_catalogue() -> None:
    named = [item_id for own in load_wish_words().own_hands for item_id in own.items]
    known = {item.id for item in load_catalogue().items}

    assert len(named) == len(set(named))
    assert set(named) <= known


def test_words_are_told_in_any_spelling() -> None:
    item = accepted("a", why=("トニカク看板",))

    assert stress(a_case(replace(item), words="トニカク看板がほしい"), item) == 1
