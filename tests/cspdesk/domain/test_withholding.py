from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.withholding import WithholdingRates, withheld_yen

RATES = WithholdingRates(basis_points=1021, above_basis_points=2042, threshold_yen=1_000_000)


@pytest.mark.parametrize(
    ("payment", "tax"),
    [
        (0, 0),
        (9, 0),
        (10, 1),
        (12_345, 1_260),
        (50_000, 5_105),
        (999_999, 102_099),
        (1_000_000, 102_100),
        (1_000_001, 102_100),
        (1_000_005, 102_101),
        (1_200_000, 142_940),
        (3_333_333, 578_566),
    ],
)
def test_rate_doubles_above_a_million_and_fractions_are_cut_off(payment: int, tax: int) -> None:
    assert withheld_yen(payment, RATES) == tax


@given(st.integers(0, 10**9))
def test_tax_never_falls_as_the_payment_rises(payment: int) -> None:
    assert 0 <= withheld_yen(payment + 1, RATES) - withheld_yen(payment, RATES) <= 1
