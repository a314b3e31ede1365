from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.source import Confidence
from cspdesk.errors import UnknownPlatform
from cspdesk.rules.kinds import Remark
from cspdesk.rules.loading import load_pack
from cspdesk.rules.model import Rule
from cspdesk.services.platform_terms import terms_on

PACK = load_pack()
DAY = date(2026, 11, 22)
REMARK = Remark(0, 2)


def rule(rule_id: str) -> Rule:
    found = PACK.rule(rule_id)
    assert found is not None
    return found


def test_without_a_platform_a_remark_stays_as_it_is() -> None:
    assert terms_on("", DAY).behind(rule("C02"), REMARK) is REMARK


def test_unknown_platform_is_refused() -> None:
    with pytest.raises(UnknownPlatform):
        terms_on("mihon", DAY)


@pytest.mark.parametrize(
    ("platform_id", "confidence"),
    [
        ("crowdworks", Confidence.CONFIRMED),
        ("shufti", Confidence.REFERENCE),
        ("bizseek", Confidence.UNVERIFIED),
    ],
)
def test_rule_without_a_law_is_as_sure_as_the_platforms_terms(
    platform_id: str, confidence: Confidence
) -> None:
    remark = terms_on(platform_id, DAY).behind(rule("C02"), REMARK)

    assert remark.confidence is confidence


def test_rule_of_law_stays_as_sure_as_it_is() -> None:
    remark = terms_on("shufti", DAY).behind(rule("C07"), REMARK)

    assert remark.confidence is None
    assert [source.publisher for source in remark.sources] == ["シュフティ"]


def test_what_is_not_sure_itself_does_not_become_surer() -> None:
    unsure = replace(rule("C02"), confidence=Confidence.TO_CHECK)

    remark = terms_on("crowdworks", DAY).behind(unsure, REMARK)

    assert remark.confidence is None


def test_page_that_the_rule_names_itself_is_not_told_twice() -> None:
    remark = terms_on("crowdworks", DAY).behind(rule("S01"), REMARK)

    assert remark.sources == ()


def test_sources_of_a_remark_are_kept_behind_the_page() -> None:
    own = rule("S01").sources[0]

    remark = terms_on("lancers", DAY).behind(rule("C10"), replace(REMARK, sources=(own,)))

    assert remark.sources[-1] == own
    assert remark.sources[0].publisher == "ランサーズ"
