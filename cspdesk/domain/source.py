"""Where a statement comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Confidence(StrEnum):
    """How sure a stated fact is; only `CONFIRMED` may carry an error."""

    CONFIRMED = "確認済"
    REFERENCE = "参考"
    TO_CHECK = "要確認"
    UNVERIFIED = "未確認"
    OWN = "自社で登録"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Law or publication behind a statement.

    Attributes:
        law: law or title of the publication.
        article: article, section or page; may be empty.
        publisher: who published it; may be empty.
        dated: day of the publication or of entry into force, as its publisher words it.
        checked_on: day on which cspdesk's authors last looked at it.
    """

    law: str
    article: str = ""
    publisher: str = ""
    dated: str = ""
    checked_on: date | None = None

    def label(self) -> str:
        """Return law and article as one line for people."""
        return f"{self.law} {self.article}".strip()
