"""What the screens are given: every use case, by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the window is painted before any of these is loaded
    from cspdesk.domain.catalogue import Catalogue
    from cspdesk.services.cases import CaseService
    from cspdesk.services.checking import CheckingService
    from cspdesk.services.clients import ClientService
    from cspdesk.services.decomposing import DecomposingService
    from cspdesk.services.drafting import DraftingService
    from cspdesk.services.exporting import ExportService
    from cspdesk.services.format_advice import FormatAdviceService
    from cspdesk.services.interview import InterviewService
    from cspdesk.services.judging import JudgingService
    from cspdesk.services.own_work import OwnWork
    from cspdesk.services.planning import PlanningService
    from cspdesk.services.platforms import PlatformsService
    from cspdesk.services.ports import Clock
    from cspdesk.services.rule_book import RuleBook
    from cspdesk.services.settings import SettingsService
    from cspdesk.services.writing import WritingService


class Services(Protocol):
    """Services over one opened data folder; each is built when it is first asked for.

    Pages take the single services they need, not this.
    """

    @property
    def folder(self) -> Path:
        """The opened data folder."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def cases(self) -> CaseService:
        """Whole cases."""
        ...

    @property
    def clients(self) -> ClientService:
        """Clients."""
        ...

    @property
    def interview(self) -> InterviewService:
        """Step ①."""
        ...

    @property
    def decomposing(self) -> DecomposingService:
        """Step ②."""
        ...

    @property
    def planning(self) -> PlanningService:
        """Totals and weeks of step ②."""
        ...

    @property
    def advice(self) -> FormatAdviceService:
        """Step ③."""
        ...

    @property
    def drafting(self) -> DraftingService:
        """Postings of step ④."""
        ...

    @property
    def writing(self) -> WritingService:
        """What step ④ does with a posting."""
        ...

    @property
    def checking(self) -> CheckingService:
        """Checks of step ④."""
        ...

    @property
    def judging(self) -> JudgingService:
        """Checks of a posting within its case."""
        ...

    @property
    def rule_book(self) -> RuleBook:
        """The rules themselves, to read."""
        ...

    @property
    def platforms(self) -> PlatformsService:
        """Platforms to choose from."""
        ...

    @property
    def exporting(self) -> ExportService:
        """Files."""
        ...

    @property
    def own_work(self) -> OwnWork:
        """Own work, prices and problems."""
        ...

    @property
    def settings(self) -> SettingsService:
        """What the consultant chose."""
        ...

    def catalogue(self) -> Catalogue:
        """Return the work-item templates and problem trees."""
        ...

    def new_id(self) -> str:
        """Return a fresh id for a part of a case."""
        ...

    def warm(self) -> None:
        """Load and compile what the steps need at their first visit; called on a thread."""
        ...
