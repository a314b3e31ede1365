"""Stored values are read back strictly: understood whole, or refused."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.finding import CheckRecord
from cspdesk.domain.posting import Correction, Exemption
from cspdesk.domain.request_format import FormatDecision
from db.encoding import (
    UnreadableValue,
    check_to_json,
    corrections_to_json,
    decision_to_json,
    exemptions_to_json,
    json_to_check,
    json_to_corrections,
    json_to_decision,
    json_to_exemptions,
    json_to_texts,
    moment_to_text,
)
from tests.db.strategies import filled


@given(filled(FormatDecision))
def test_a_format_decision_comes_back_whole(decision: FormatDecision) -> None:
    assert json_to_decision(decision_to_json(decision)) == decision


@given(filled(CheckRecord))
def test_the_record_of_a_check_comes_back_whole(check: CheckRecord) -> None:
    assert json_to_check(check_to_json(check)) == check


@pytest.mark.parametrize("stored", ["", "{", "{}", '"a"', "[1]", '["a", null]', "[[]]"])
def test_a_list_of_texts_is_nothing_else(stored: str) -> None:
    with pytest.raises(UnreadableValue):
        json_to_texts(stored)


@given(filled(CheckRecord))
def test_a_later_version_or_another_key_is_not_half_understood(check: CheckRecord) -> None:
    stored = json.loads(check_to_json(check) or "")

    changed_values: list[object] = [
        stored | {"v": 3},
        stored | {"v": 1},
        stored | {"more": 1},
        {"v": 1},
        [],
        stored | {"errors": "1"},
    ]

    for changed in changed_values:
        with pytest.raises(UnreadableValue):
            json_to_check(json.dumps(changed))


def test_a_check_of_the_first_version_is_read_without_what_it_did_not_keep() -> None:
    stored = (
        '{"v":1,"as_of":"2026-11-24","pack_version":"1","pack_digest":"abc",'
        '"checked_at":"2026-11-24T05:32:00.000000+00:00","errors":0,"warnings":1,"infos":2,'
        '"states":[["deadline","present"]]}'
    )

    check = json_to_check(stored)

    assert check is not None
    assert (check.errors, check.warnings, check.infos) == (0, 1, 2)
    assert (check.exempted, check.checked_by, check.platform_id) == (0, "", "")
    assert json_to_check(check_to_json(check)) == check


@given(st.lists(filled(Exemption)).map(tuple), st.lists(filled(Correction)).map(tuple))
def test_what_was_let_stand_and_repaired_comes_back_whole(
    exemptions: tuple[Exemption, ...], corrections: tuple[Correction, ...]
) -> None:
    assert json_to_exemptions(exemptions_to_json(exemptions)) == exemptions
    assert json_to_corrections(corrections_to_json(corrections)) == corrections


@pytest.mark.parametrize("stored", ["{}", '["a"]', '[["r","q","why","who"]]', '[["r",1,"","",""]]'])
def test_an_exemption_is_nothing_else(stored: str) -> None:
    with pytest.raises(UnreadableValue):
        json_to_exemptions(stored)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment_to_text(datetime(2026, 11, 21))  # noqa: DTZ001
