"""What is written of own work reads as the same again, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace

import tomli
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.services.own_catalogue import UNSHOWN, own_file_from
from cspdesk.services.own_file import OwnFile, to_toml
from tests.cspdesk.services.test_own_catalogue import ITEM, PRICE, PROBLEM

SHOWN = st.text(st.characters(codec="utf-8"), min_size=1).filter(
    lambda text: bool(text.strip()) and not UNSHOWN.search(text)
)
WHOLE = own_file_from("a", tomli.loads(ITEM + PROBLEM + PRICE))


def again(file: OwnFile) -> OwnFile:
    return own_file_from("a", tomli.loads(to_toml(file, "見本")))


def test_every_kind_of_entry_reads_as_it_was_written() -> None:
    assert again(WHOLE) == WHOLE
    assert (len(WHOLE.items), len(WHOLE.problems), len(WHOLE.prices)) == (1, 1, 1)


@given(name=SHOWN, line=SHOWN)
def test_no_sign_of_a_text_is_lost_or_read_as_something_else(name: str, line: str) -> None:
    item = replace(WHOLE.items[0], name=name, acceptance=(line, name), withholding_why=line)

    assert again(replace(WHOLE, items=(item,))).items == (item,)
