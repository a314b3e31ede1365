from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.text_places import Places, units


def test_rare_character_takes_two_of_qts_positions() -> None:
    assert (units("𠮷野家"), Places("𠮷野家").of(1)) == (4, 2)


@given(st.text(st.sampled_from("あ\n𠮷😀a"), max_size=30))
def test_every_place_is_found_again_from_its_position(text: str) -> None:
    places = Places(text)

    for place in range(len(text) + 1):
        assert places.of(place) == units(text[:place])
        assert places.back(places.of(place)) == place
