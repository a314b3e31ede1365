"""法人番号: thirteen digits, the first of which checks the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.jp import cn

from cspdesk.domain.client import corporate_number_check_digit, is_corporate_number


@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_check_digit_agrees_with_an_independent_library(body: str) -> None:
    number = f"{corporate_number_check_digit(body)}{body}"

    assert is_corporate_number(number)
    assert str(corporate_number_check_digit(body)) == cn.calc_check_digit(body)


@given(
    st.text(alphabet="0123456789", min_size=12, max_size=12),
    st.integers(0, 11),
    st.integers(1, 9),
)
def test_a_mistyped_digit_is_noticed_unless_nine_away(body: str, place: int, step: int) -> None:
    number = f"{corporate_number_check_digit(body)}{body}"
    digit = (int(body[place]) + step) % 10
    wrong = f"{number[0]}{body[:place]}{digit}{body[place + 1 :]}"

    # Weights work modulo nine, so 0 and 9 look alike.
    if {int(body[place]), digit} != {0, 9}:
        assert not is_corporate_number(wrong)


@pytest.mark.parametrize(
    "number", ["", "123", "870011000590", "８７００１１０００５９０１", "87001100059O1"]
)
def test_what_is_not_thirteen_digits_is_no_number(number: str) -> None:
    assert not is_corporate_number(number)


def test_check_digit_needs_twelve_digits() -> None:
    with pytest.raises(ValueError, match="twelve"):
        corporate_number_check_digit("123")
