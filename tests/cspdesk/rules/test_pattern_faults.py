from __future__ import annotations

import pytest

from cspdesk.rules.pattern_faults import repeat_fault, unread_sign, ways_fault


@pytest.mark.parametrize(
    "pattern",
    [
        "あ*",
        "あ{2,}",
        r"\\\\+",
        r"\[(?:あ+)+]",
        "あ{0,201}",
        "あ{,9999}",
        "(?:あ{,9}){,9}",
        "(?:あい?){2}",
        "(?:あ|あい){50}",
        "(?>あ|ああ){50}",
    ],
)
def test_repeat_that_could_run_away_is_named(pattern: str) -> None:
    assert repeat_fault(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["あ{0,200}", "(?:あい){3}", "(?:あ|い)?う", "[*+]", r"\*\{2,\}", "(?<!あ)い{2}", "[^]*]あ?"],
)
def test_repeat_within_bounds_is_no_fault(pattern: str) -> None:
    assert repeat_fault(pattern) == ""


@pytest.mark.parametrize(
    "part", ["あ{0,200}い{0,200}う{0,200}", "あ?" * 20, "(?:あ{0,99}い{0,99}){1}う{0,99}"]
)
def test_part_that_fits_in_too_many_ways_is_named(part: str) -> None:
    assert ways_fault(part)


def test_ways_of_alternatives_are_not_multiplied() -> None:
    assert ways_fault("|".join(["あ{0,100}い{0,100}"] * 9)) == ""


@pytest.mark.parametrize(
    "part", ["{氏名}", "あ{", "(?#あ)い", "あ[]い]", "あ[^]い]", "あ{,}", r"\@money"]
)
def test_sign_that_the_readers_of_patterns_do_not_know_is_named(part: str) -> None:
    assert unread_sign(part)


@pytest.mark.parametrize("part", [r"\{氏名\}", "[{}]", "あ{2}い{,3}う{1,2}", r"\N{BULLET}"])
def test_usual_signs_are_known(part: str) -> None:
    assert unread_sign(part) == ""
