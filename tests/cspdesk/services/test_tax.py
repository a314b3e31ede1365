"""Consumption tax follows the day."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.services.tax import consumption_tax_percent, with_tax


def test_the_rate_holds_from_its_first_day() -> None:
    assert consumption_tax_percent(date(2019, 10, 1)) == 10


def test_a_day_before_the_first_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="2019-09-30"):
        consumption_tax_percent(date(2019, 9, 30))


@pytest.mark.parametrize(("yen", "included"), [(0, 0), (1, 1), (9, 9), (10, 11), (15_000, 16_500)])
def test_fractions_of_a_yen_are_cut_off(yen: int, included: int) -> None:
    assert with_tax(yen, date(2026, 11, 22)) == included
