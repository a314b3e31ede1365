"""The platforms that postings can be judged for."""

from __future__ import annotations

from cspdesk.domain.platform import PlatformProfile
from cspdesk.errors import UnknownPlatform
from cspdesk.rules.platforms import platform_ids, read_profile


def known_platform(platform_id: str) -> str:
    """Return the id of a platform as it was given.

    Raises:
        UnknownPlatform: no platform has this id.
    """
    if platform_id not in platform_ids():
        raise UnknownPlatform(platform_id, platform_ids())
    return platform_id


class PlatformsService:
    """Profiles as shipped; each file is read when it is first needed."""

    def all(self) -> tuple[PlatformProfile, ...]:
        """Return all platforms, those with the most known terms first, then by name."""
        profiles = map(read_profile, platform_ids())
        return tuple(sorted(profiles, key=lambda profile: (-len(profile.terms), profile.name)))

    def get(self, platform_id: str) -> PlatformProfile:
        """Return one platform.

        Raises:
            UnknownPlatform: no platform has this id.
        """
        return read_profile(known_platform(platform_id))
