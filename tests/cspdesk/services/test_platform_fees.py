"""Fees as data: every platform is named, every rate has its page, nothing is read as nothing."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk import data_files
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.errors import DataFileError
from cspdesk.rules.platforms import platform_ids
from cspdesk.services import platform_fees
from cspdesk.services.platform_fees import client_fee, fee_terms

_DAY = date(2026, 11, 24)


def _terms(platform_id: str) -> platform_fees.FeeTerms | None:
    return fee_terms(platform_id, RequestFormat.PROJECT, _DAY)


def test_a_known_rate_names_its_page_and_the_day_it_was_looked_at() -> None:
    known = [terms for p in platform_ids() if (terms := _terms(p)) is not None and terms.known]

    assert len(known) == 8
    for terms in known:
        assert terms.source is not None
        assert terms.source.publisher
        assert terms.source.checked_on == date(2026, 11, 21)
        assert terms.confidence is not Confidence.UNVERIFIED


@pytest.mark.parametrize("platform_id", ["skillshift", "jobhub", "studiounbuilt", "nowhere"])
def test_a_rate_that_nobody_knows_is_no_rate(platform_id: str) -> None:
    terms = _terms(platform_id)

    assert terms is None or terms.fee_yen(100_000) is None


def test_a_platform_that_asks_nothing_of_clients_differs_from_one_nobody_knows() -> None:
    free = client_fee("crowdworks", _DAY)

    assert free is not None
    assert free.value == 0
    assert client_fee("shufti", _DAY) is None


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"platform": "nowhere"}, "platform"),
        ({"base": "as_said"}, "base"),
        ({"band": [{"upto": 100, "basis_points": 5}]}, "band"),
        ({"band": [{"upto": 9, "basis_points": 5}, {"upto": 9, "basis_points": 4}, {}]}, "band"),
        ({"source": None}, "source"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_fault_in_the_file_names_its_place(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, object], key: str
) -> None:
    entry = {
        "platform": "lancers",
        "from": _DAY,
        "base": "tax_in",
        "tax": "included",
        "confidence": "参考",
        "band": [{"basis_points": 1650}],
        "source": {"law": "料金の頁"},
        **wrong,
    }
    kept = {name: value for name, value in entry.items() if value is not None}
    monkeypatch.setattr(data_files, "read_toml", lambda _: {"fee": [kept]})
    platform_fees._all_terms.cache_clear()
    try:
        with pytest.raises(DataFileError, match=key):
            _terms("lancers")
    finally:
        platform_fees._all_terms.cache_clear()
