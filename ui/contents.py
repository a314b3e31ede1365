"""What stands in the window: each place and step with the services it needs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from cspdesk.domain.case import Step
from cspdesk.services.cases import OpenCase
from cspdesk.services.checking import RulesInfo
from cspdesk.services.editing import CaseSession
from cspdesk.services.sample import build_sample
from cspdesk.services.settings import Settings
from ui import background
from ui import theme as look
from ui.main_window import Contents, MainWindow
from ui.pages.case_list import CaseListPage
from ui.pages.clients import ClientsPage
from ui.pages.decomposition import DecompositionPage
from ui.pages.export_dialog import ExportDialog
from ui.pages.hearing import HearingPage
from ui.pages.home import HomePage
from ui.pages.new_case import NewCaseDialog
from ui.pages.overview import OverviewPage
from ui.pages.posting import PostingPage
from ui.pages.request_format import RequestFormatPage
from ui.pages.settings import SettingsPage
from ui.services import Services


class Rooms:
    """Makes the pages of one window and joins what they do beyond themselves."""

    def __init__(self, window: MainWindow, services: Services) -> None:
        self._window = window
        self._services = services

    def contents(self) -> Contents:
        """Return everything the window shows."""
        services = self._services
        now = services.clock.now
        return Contents(
            places={
                "home": self._home,
                "cases": lambda: CaseListPage(services.cases, services.clock),
                "clients": lambda: ClientsPage(services.clients, services.clock.today),
                "settings": self._settings,
            },
            steps={
                Step.HEARING: lambda: HearingPage(
                    services.interview, services.clock.today, services.new_id
                ),
                Step.DECOMPOSITION: lambda: DecompositionPage(
                    services.decomposing,
                    services.planning,
                    services.interview,
                    services.catalogue,
                    services.clock.today,
                    services.new_id,
                ),
                Step.REQUEST_FORMAT: lambda: RequestFormatPage(services.advice, now),
                Step.POSTING: lambda: PostingPage(
                    services.drafting, services.checking, services.clock, services.new_id
                ),
            },
            overview=lambda: OverviewPage(services.planning, services.clock.today),
            cases=services.cases,
            clock=services.clock,
            new_case=self._new_case,
            export=self._export,
        )

    def _home(self) -> HomePage:
        page = HomePage(self._services.cases, self._services.clock)
        page.sample_wanted.connect(self._open_sample)
        checking = self._services.checking
        background.run(
            checking.rules_info,
            done=partial(self._show_rules, page),
            failed=self._window.show_problem,
        )
        return page

    def _show_rules(self, page: HomePage, info: RulesInfo) -> None:
        page.show_rules(info.version, info.checked_on)
        self._window.frame.status.show_rules(info.version, info.checked_on)

    def _settings(self) -> SettingsPage:
        page = SettingsPage(self._services.settings, self._services.folder)
        page.changed.connect(self._window.remember)
        self._window.scale_changed.connect(page.show_scale)
        return page

    def _new_case(self, client_name: str) -> OpenCase | None:
        consultant = self._services.settings.load().consultant
        dialog = NewCaseDialog(
            self._services.cases, self._services.clients, consultant, client_name, self._window
        )
        dialog.exec()
        return dialog.opened

    def _open_sample(self) -> None:
        services = self._services
        parts = (services.decomposing, services.advice, services.drafting, services.checking)
        cases = services.cases
        background.run(
            lambda: cases.install_sample(*build_sample(*parts)),
            done=lambda opened: self._window.open_case(opened.case.id),
            failed=self._window.show_problem,
        )

    def _export(self, session: CaseSession) -> None:
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
