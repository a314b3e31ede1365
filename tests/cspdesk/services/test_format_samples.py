"""Hints name a part that this kind of work really has."""

from __future__ import annotations

import pytest

from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.format_advice import Advice, FormatAdviceService
from cspdesk.services.format_samples import load_samples, worded_for

SERVICE = FormatAdviceService()


def remedies(advice: Advice, format_: RequestFormat) -> list[str]:
    score = next(score for score in advice.scores if score.format is format_)
    return [exclusion.remedy for exclusion in score.exclusions]


def test_every_work_with_a_part_is_in_the_catalogue() -> None:
    assert set(load_samples()) <= {item.id for item in load_catalogue().items}


@pytest.mark.parametrize(
    ("item_id", "part"), [("des-catalog", "表紙1点"), ("dev-app", "最初の画面1枚")]
)
def test_a_hint_names_what_can_be_seen_at_one_glance(item_id: str, part: str) -> None:
    told = remedies(SERVICE.advise(item_id=item_id), RequestFormat.COMPETITION)

    assert any(part in remedy for remedy in told)


def test_work_that_shows_nothing_at_one_glance_gets_no_such_hint() -> None:
    told = remedies(SERVICE.advise(item_id="ofc-map-listing"), RequestFormat.COMPETITION)

    assert "" in told
    assert not any("表紙" in remedy or "{" in remedy for remedy in told)


def test_a_hint_for_work_that_is_not_known_stays_general() -> None:
    assert worded_for("{part}だけを募ります", "") == "1点だけを募ります"
    assert worded_for("全部を頼みます", "ofc-map-listing") == "全部を頼みます"


@pytest.mark.parametrize("item_id", [item.id for item in load_catalogue().items])
def test_no_placeholder_is_left_in_any_advice(item_id: str) -> None:
    advice = SERVICE.advise(item_id=item_id, facts={"comparable": "partly", "effort": "heavy"})

    told = [*advice.combine, *(r for f in RequestFormat for r in remedies(advice, f))]
    assert not any("{" in hint for hint in told)
