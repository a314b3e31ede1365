"""How the laws stand that depend on who orders from whom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cspdesk.domain.source import Source


class Law(StrEnum):
    """Laws that depend on who orders from whom."""

    FREELANCE = "freelance"
    TORITEKI = "toriteki"

    @property
    def label(self) -> str:
        """Return the short name shown to people."""
        return {"freelance": "フリーランス法", "toriteki": "取適法"}[self.value]


class Standing(StrEnum):
    """Whether a law holds."""

    APPLIES = "applies"
    TO_CHECK = "to_check"
    NOT_EXPECTED = "not_expected"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {"applies": "適用", "to_check": "要確認", "not_expected": "対象外の見込み"}[
            self.value
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawVerdict:
    """One law between two sides.

    Attributes:
        articles: articles to keep.
        reasons: why, in sentences for people.
    """

    law: Law
    standing: Standing
    reasons: tuple[str, ...]
    articles: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def covered(self) -> bool:
        """Tell whether to act as if the law held."""
        return self.standing is not Standing.NOT_EXPECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLaws:
    """All laws that depend on the two sides."""

    freelance: LawVerdict
    toriteki: LawVerdict

    @property
    def neither(self) -> bool:
        """Tell whether none of them is expected to hold."""
        return not (self.freelance.covered or self.toriteki.covered)
