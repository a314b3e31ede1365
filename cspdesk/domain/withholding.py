"""Income tax withheld from a fee of an individual."""

from __future__ import annotations

from dataclasses import dataclass

_BASIS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WithholdingRates:
    """Rates of one day, in hundredths of a percent.

    Attributes:
        threshold_yen: amount per payment above which the higher rate holds for the rest.
    """

    basis_points: int
    above_basis_points: int
    threshold_yen: int


def withheld_yen(payment_yen: int, rates: WithholdingRates) -> int:
    """Return the tax on one payment, fractions of a yen cut off.

    Source: 所得税法 第204条・第205条、タックスアンサーNo.2795 (2026-11-21確認).

    >>> withheld_yen(1_200_000, WithholdingRates(
    ...     basis_points=1021, above_basis_points=2042, threshold_yen=1_000_000))
    142940
    """
    below = min(payment_yen, rates.threshold_yen)
    above = payment_yen - below
    return (below * rates.basis_points + above * rates.above_basis_points) // _BASIS
