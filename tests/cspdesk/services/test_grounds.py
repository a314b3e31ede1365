"""What must not be ordered carries the ground it names, or that of its verdict."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cspdesk.domain.source import Confidence, Ground, Source, grounds_line
from cspdesk.errors import DataFileError
from cspdesk.services import catalogue
from cspdesk.services.catalogue import Entry, read_not_to_order


def an_entry(**changes: Any) -> Entry:
    values = {
        "id": "X",
        "name": "申告書の作成",
        "verdict": "zeirishi",
        "who": "税理士",
        "reason": "税理士の独占業務です",
        "instead": "領収書を整理します",
    }
    return Entry("mihon.toml", "entry[0]", values | changes)


def test_a_profession_brings_its_own_ground() -> None:
    assert [ground.id for ground in read_not_to_order(an_entry()).grounds] == ["zeirishi"]


def test_named_grounds_take_the_place_of_the_one_of_the_verdict() -> None:
    entry = read_not_to_order(an_entry(grounds=["kojin", "bengoshi"]))

    assert [ground.id for ground in entry.grounds] == ["kojin", "bengoshi"]


def test_a_verdict_without_profession_has_no_ground_by_itself() -> None:
    assert read_not_to_order(an_entry(verdict="inside")).grounds == ()


def test_an_unknown_ground_is_refused_by_file_and_key() -> None:
    with pytest.raises(DataFileError, match=r"mihon\.toml.*entry\[0\]\.grounds.*nowhere"):
        read_not_to_order(an_entry(grounds=["nowhere"]))


def test_a_ground_is_either_confirmed_or_to_be_checked() -> None:
    with pytest.raises(DataFileError, match="確認済 or 要確認"):
        catalogue._confidence(Entry("mihon.toml", "ground[0]", {"confidence": "参考"}))


def test_a_line_says_law_publisher_certainty_and_day() -> None:
    ground = Ground(
        id="mihon",
        source=Source(
            law="見本法", article="第1条", publisher="見本省", checked_on=date(2026, 11, 21)
        ),
        confidence=Confidence.TO_CHECK,
    )

    said = grounds_line((ground, ground))

    one = "見本法 第1条（見本省・要確認・2026-11-21）"
    assert said == f"根拠：{one}、{one}"
    assert grounds_line(()) == ""
