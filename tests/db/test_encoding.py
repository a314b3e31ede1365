"""Stored values are read back strictly: understood whole, or refused."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given

from cspdesk.domain.finding import CheckRecord
from cspdesk.domain.request_format import FormatDecision
from db.encoding import (
    UnreadableValue,
    check_to_json,
    decision_to_json,
    json_to_check,
    json_to_decision,
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
        stored | {"v": 2},
        stored | {"more": 1},
        {"v": 1},
        [],
        stored | {"errors": "1"},
    ]

    for changed in changed_values:
        with pytest.raises(UnreadableValue):
            json_to_check(json.dumps(changed))


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment_to_text(datetime(2026, 11, 21))  # noqa: DTZ001
