"""The client: the small firm that orders (依頼企業)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

_NUMBER_LENGTH = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One firm, reused over its cases.

    Attributes:
        furigana: reading, used for sorting; empty when not asked yet.
        corporate_number: 法人番号, 13 digits or empty (sole proprietors have none).
        prefecture: full name such as 石川県.
        employees: head count; None when unknown.
        capital_yen: paid-in capital in yen; None when unknown.
        contact_name, contact: the person in charge and how to reach them.
        consent_on: day on which the client agreed that the case is kept; None = not yet.
        merged_into: id of the client that replaced this one; empty while in use.
        version: grows by one with each save; 0 = never saved.
    """

    id: str
    name: str
    created_at: datetime
    updated_at: datetime
    furigana: str = ""
    corporate_number: str = ""
    industry: str = ""
    prefecture: str = ""
    address: str = ""
    employees: int | None = None
    capital_yen: int | None = None
    contact_name: str = ""
    contact: str = ""
    consent_on: date | None = None
    note: str = ""
    is_sample: bool = False
    merged_into: str = ""
    version: int = 0


def corporate_number_check_digit(body: str) -> int:
    """Return the check digit that precedes the twelve digits `body` of a 法人番号.

    Weights 1 and 2 alternate from the right; the digit is 9 minus the sum modulo 9.

    Raises:
        ValueError: `body` is not twelve ASCII digits.

    Source: 法人番号の指定等に関する省令 第2条(2026-11-21確認).

    >>> corporate_number_check_digit("700110005901")
    8
    """
    if len(body) != _NUMBER_LENGTH - 1 or not (body.isascii() and body.isdigit()):
        raise ValueError("needs twelve digits")
    total = sum(
        int(digit) * (1 if index % 2 == 0 else 2) for index, digit in enumerate(reversed(body))
    )
    return 9 - total % 9


def is_corporate_number(number: str) -> bool:
    """Tell whether `number` is thirteen digits with the right check digit.

    >>> is_corporate_number("8700110005901")
    True
    >>> is_corporate_number("7700110005901")
    False
    """
    if len(number) != _NUMBER_LENGTH or not (number.isascii() and number.isdigit()):
        return False
    return int(number[0]) == corporate_number_check_digit(number[1:])
