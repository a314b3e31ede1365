"""What stands in the window: each place and step with the services it needs.

A page's code is loaded when the page is first made, or in the quiet after the start, one
module at a time: together they would keep the first page waiting.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from cspdesk.domain.case import Step
from cspdesk.services.settings import Settings
from ui import background
from ui import theme as look
from ui.main_window import Contents, MainWindow

if TYPE_CHECKING:
    from cspdesk.services.cases import OpenCase
    from cspdesk.services.checking import RulesInfo
    from cspdesk.services.editing import CaseSession
    from ui.pages.home import HomePage
    from ui.pages.page import Page, StepPage
    from ui.services import Services

_LOADED_LATER = (
    "ui.pages.case_list",
    "ui.pages.overview",
    "ui.pages.hearing",
    "ui.pages.decomposition",
    "ui.pages.request_format",
    "ui.pages.posting",
    "ui.pages.new_case",
    "ui.pages.clients",
    "ui.pages.text_check",
    "ui.pages.rules",
    "ui.pages.own_work",
    "ui.pages.settings",
    "ui.pages.export_dialog",
)
# Between two modules, so that whoever is already typing does not notice.
_PAUSE_MS = 30


class Rooms:
    """Makes the pages of one window and joins what they do beyond themselves."""

    def __init__(self, window: MainWindow, services: Services) -> None:
        self._window = window
        self._services = services
        # Beyond the life of a page: reasons that were begun, by case, work, rule and words.
        self._reasons_left: dict[tuple[str, str, str, str], str] = {}

    def contents(self) -> Contents:
        """Return everything the window shows."""
        services = self._services
        return Contents(
            places={
                "home": self._home,
                "cases": self._cases,
                "clients": self._clients,
                "check": self._check_text,
                "rules": self._rules,
                "own": self._own_work,
                "settings": self._settings,
            },
            steps={
                Step.HEARING: self._hearing,
                Step.DECOMPOSITION: self._decomposition,
                Step.REQUEST_FORMAT: self._request_format,
                Step.POSTING: self._posting,
            },
            overview=self._overview,
            cases=services.cases,
            clock=services.clock,
            new_case=self._new_case,
            export=self._export,
        )

    def _home(self) -> HomePage:
        from ui.pages.home import HomePage

        page = HomePage(self._services.cases, self._services.clock)
        page.sample_wanted.connect(self._open_sample)
        background.run(
            self._rules_info,
            done=partial(self._show_rules, page),
            failed=self._window.show_problem,
        )
        return page

    def _cases(self) -> Page:
        from ui.pages.case_list import CaseListPage

        return CaseListPage(self._services.cases, self._services.clock)

    def _clients(self) -> Page:
        from ui.pages.clients import ClientsPage

        return ClientsPage(self._services.clients, self._services.clock.today)

    def _check_text(self) -> Page:
        from ui.pages.text_check import TextCheckPage

        services = self._services
        return TextCheckPage(
            services.checking, services.rule_book, services.platforms, services.clock.today
        )

    def _rules(self) -> Page:
        from ui.pages.rules import RulesPage

        services = self._services
        # Asked for on a thread of its own, because the service loads its code then.
        return RulesPage(
            services.rule_book, lambda: self._rules_info().version, services.clock.today
        )

    def _own_work(self) -> Page:
        from ui.pages.own_work import OwnWorkPage

        return OwnWorkPage(self._services.own_work, self._services.catalogue)

    def _overview(self) -> StepPage:
        from ui.pages.overview import OverviewPage

        services = self._services
        return OverviewPage(services.planning, services.clock.today, services.catalogue)

    def _hearing(self) -> StepPage:
        from ui.pages.hearing import HearingPage

        services = self._services
        page = HearingPage(
            services.interview, services.decomposing, services.clock.today, services.new_id
        )
        page.sheet_wanted.connect(lambda: self._export(page.session, hearing=True))
        return page

    def _decomposition(self) -> StepPage:
        from ui.pages.decomposition import DecompositionPage

        services = self._services
        return DecompositionPage(
            services.decomposing,
            services.planning,
            services.interview,
            services.catalogue,
            services.clock.today,
            services.new_id,
        )

    def _request_format(self) -> StepPage:
        from ui.pages.request_format import RequestFormatPage

        return RequestFormatPage(self._services.advice, self._services.clock.now)

    def _posting(self) -> StepPage:
        from ui.pages.posting import PostingPage

        services = self._services
        page = PostingPage(
            services.writing,
            services.platforms,
            services.rule_book,
            services.clock,
            services.new_id,
        )
        page.reasons_left = self._reasons_left
        return page

    def _rules_info(self) -> RulesInfo:
        # On the thread already, because asking for the service loads its code.
        return self._services.checking.rules_info()

    def _show_rules(self, page: HomePage, info: RulesInfo) -> None:
        page.show_rules(info.version, info.checked_on)
        self._window.frame.status.show_rules(info.version, info.checked_on)

    def _settings(self) -> Page:
        from ui.pages.settings import SettingsPage

        page = SettingsPage(self._services.settings, self._services.folder)
        page.changed.connect(self._window.remember)
        self._window.scale_changed.connect(page.show_scale)
        return page

    def _new_case(self, client_name: str) -> OpenCase | None:
        from ui.pages.new_case import NewCaseDialog

        consultant = self._services.settings.load().consultant
        dialog = NewCaseDialog(
            self._services.cases, self._services.clients, consultant, client_name, self._window
        )
        dialog.exec()
        return dialog.opened

    def _open_sample(self) -> None:
        from cspdesk.services.sample import build_sample

        services = self._services
        parts = (services.decomposing, services.advice, services.drafting, services.checking)
        cases = services.cases
        background.run(
            lambda: cases.install_sample(*build_sample(*parts)),
            done=lambda opened: self._window.open_case(opened.case.id),
            failed=self._window.show_problem,
        )

    def _export(self, session: CaseSession, *, hearing: bool = False) -> None:
        from ui.pages.export_content import Content
        from ui.pages.export_dialog import ExportDialog

        exporting = self._services.exporting
        name = exporting.suggested_name(session.case, session.client, self._services.clock.today())
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog = ExportDialog(
            self._window,
            exporting,
            session.case,
            session.client,
            folder=Path(QStandardPaths.writableLocation(documents)),
            name=name,
        )
        dialog.problem_met.connect(self._window.show_problem)
        if hearing:
            heard = session.case.hearing
            begun = bool(heard.answers or heard.owner_words.strip())
            dialog.choose(Content.HEARING if begun else Content.HEARING_BLANK)
        dialog.exec()


def attach(window: MainWindow, services: Services) -> None:
    """Apply the settings and fill the window."""
    rooms = Rooms(window, services)
    settings = services.settings.load()
    look.manager().set_appearance(settings.appearance)
    look.manager().set_scale(settings.text_scale / 100)
    window.remember(settings)

    def keep_scale(percent: int) -> None:
        changed: Settings = replace(services.settings.load(), text_scale=percent)
        services.settings.save(changed)
        window.remember(changed)

    window.scale_changed.connect(keep_scale)
    window.attach(rooms.contents())
    modules = (partial(import_module, name) for name in _LOADED_LATER)
    # Last of all rules, catalogue and templates: while the person still looks at the home page.
    background.in_turns((*modules, lambda: background.run(services.warm)), _PAUSE_MS)
