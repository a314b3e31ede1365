from __future__ import annotations

from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.catalogue_search import find_items


def test_no_words_give_everything() -> None:
    catalogue = load_catalogue()

    assert find_items(catalogue, "  ") == catalogue.items


def test_width_and_kana_make_no_difference() -> None:
    catalogue = load_catalogue()

    found = find_items(catalogue, "ロゴ")

    assert found
    assert find_items(catalogue, "ﾛｺﾞ") == find_items(catalogue, "ろご") == found


def test_names_come_before_other_mentions() -> None:
    catalogue = load_catalogue()

    found = find_items(catalogue, "写真")

    in_name = ["写真" in item.name for item in found]
    assert in_name == sorted(in_name, reverse=True)


def test_every_word_has_to_be_there() -> None:
    catalogue = load_catalogue()

    both = find_items(catalogue, "商品 写真")

    assert set(both) <= set(find_items(catalogue, "写真"))
    assert find_items(catalogue, "写真 そんな言葉はない") == ()
