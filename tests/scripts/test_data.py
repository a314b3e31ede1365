"""What holds for the form of every data file."""

from __future__ import annotations

from datetime import date

import pytest

from scripts.data import inspect

TODAY = date(2026, 11, 24)


def test_confirmed_days_are_collected_at_any_depth() -> None:
    content = b'checked_on = 2026-11-20\n[[a]]\nsource = { name = "x", checked_on = 2026-11-21 }\n'

    assert inspect(content, TODAY) == ([], [date(2026, 11, 20), date(2026, 11, 21)])


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xef\xbb\xbfa = 1\n", "plain UTF-8"),
        (b"a = 1\r\n", "plain UTF-8"),
        (b'a = "\x82\xa0"\n', "utf-8"),
        (b"a = \n", "value"),
        (b"checked_on = 2026-11-25\n", "still to come"),
        (b'checked_on = "2026-11-21"\n', "needs a date"),
        (b'[[rule]]\nid = "r1"\n[[rule]]\nid = "r1"\n', "'r1' stands 2 times"),
    ],
)
def test_a_fault_is_named(content: bytes, fault: str) -> None:
    faults, _ = inspect(content, TODAY)

    assert len(faults) == 1
    assert fault.lower() in faults[0].lower()
