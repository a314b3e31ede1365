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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """根拠: what a statement of law in the catalogue rests on, and how sure that is."""

    id: str
    source: Source
    confidence: Confidence

    def line(self) -> str:
        """Return e.g. 税理士法 第52条（国税庁・要確認・2026-11-21）."""
        day = self.source.checked_on.isoformat() if self.source.checked_on else ""
        said = "・".join(part for part in (self.source.publisher, self.confidence, day) if part)
        return f"{self.source.label()}（{said}）"


def grounds_line(grounds: tuple[Ground, ...]) -> str:
    """Return all grounds as one line for people, empty where there are none."""
    return f"根拠：{'、'.join(ground.line() for ground in grounds)}" if grounds else ""
