from __future__ import annotations

import pytest

from cspdesk.domain.platform import ContactPolicy
from cspdesk.errors import UnknownPlatform
from cspdesk.rules.platforms import read_common_headings
from cspdesk.services.platforms import PlatformsService

PLATFORMS = PlatformsService()


def test_all_platforms_of_the_survey_are_on_file() -> None:
    assert {profile.id for profile in PLATFORMS.all()} == {
        "crowdworks",
        "lancers",
        "coconala",
        "shufti",
        "craudia",
        "bizseek",
        "mamaworks",
        "skillshift",
        "workshift",
        "studiounbuilt",
        "visasq_lite",
        "clouddesign",
        "jobhub",
    }


def test_platforms_with_the_most_known_terms_come_first() -> None:
    counts = [len(profile.terms) for profile in PLATFORMS.all()]

    assert counts == sorted(counts, reverse=True)


def test_platform_is_found_by_its_id() -> None:
    assert PLATFORMS.get("coconala").outside_contact.policy is ContactPolicy.NEVER


@pytest.mark.parametrize("wrong", ["", "crowdwork", "../rules/pack", "クラウドワークス"])
def test_unknown_platform_is_refused_naming_the_known_ones(wrong: str) -> None:
    with pytest.raises(UnknownPlatform) as caught:
        PLATFORMS.get(wrong)

    assert caught.value.platform_id == wrong
    assert "crowdworks" in caught.value.known


def test_common_headings_name_platforms_that_exist() -> None:
    known = {profile.id for profile in PLATFORMS.all()}

    headings = read_common_headings()

    assert {"external", "privacy", "employment_like"} <= {heading.key for heading in headings}
    assert all(set(heading.seen_in) <= known for heading in headings)
