"""What the terms of the chosen platform add to a remark: their page, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cspdesk.domain.platform import PlatformProfile, PlatformTerm
from cspdesk.domain.source import Confidence
from cspdesk.rules.kinds import Remark
from cspdesk.rules.model import Rule
from cspdesk.rules.platforms import read_profile
from cspdesk.services.platforms import known_platform

_SUREST_FIRST = (Confidence.CONFIRMED, Confidence.REFERENCE, Confidence.TO_CHECK)


@dataclass(frozen=True, slots=True)
class PlatformTerms:
    """The terms of a platform on a day; none where no platform is chosen."""

    profile: PlatformProfile | None
    on: date

    def behind(self, rule: Rule, remark: Remark) -> Remark:
        """Return a remark with the platform's pages, and no surer than the platform's terms.

        How sure they are matters only where no law stands behind the rule.
        """
        if self.profile is None:
            return remark
        terms = self.profile.terms_found_by(rule.id, self.on)
        if terms:
            pages = dict.fromkeys(page for term in terms for page in term.pages)
            own = {source.law for source in rule.sources}
            more = tuple(page.source() for page in pages if page.title not in own)
            remark = replace(remark, sources=(*more, *remark.sources))
        if not rule.rests_on_platforms or rule.confidence is not Confidence.CONFIRMED:
            return remark
        return replace(remark, confidence=_surest(terms))


def terms_on(platform_id: str, on: date) -> PlatformTerms:
    """Return the terms of the chosen platform; an empty id stands for none.

    Raises:
        UnknownPlatform: no platform has this id.
    """
    return PlatformTerms(read_profile(known_platform(platform_id)) if platform_id else None, on)


def _surest(terms: tuple[PlatformTerm, ...]) -> Confidence:
    known = {term.confidence for term in terms}
    return next((c for c in _SUREST_FIRST if c in known), Confidence.UNVERIFIED)
