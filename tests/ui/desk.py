"""A window over stores in memory, as tests of screens use it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cspdesk.bootstrap import Core
from cspdesk.services.clients import ClientService
from cspdesk.services.own_work import OwnWork
from cspdesk.services.settings import SettingsService
from tests.doubles import MemoryDesk, MemorySettingsStore
from ui.contents import attach
from ui.main_window import MainWindow


class MemoryServices(Core):
    """All services: the real ones of the core over stores in memory."""

    def __init__(self, desk: MemoryDesk) -> None:
        super().__init__()
        self.desk = desk
        self.folder = Path("見本の置き場所")
        self.settings_store = MemorySettingsStore()
        self.cases = desk.cases
        self.clients = ClientService(desk.clients, desk.clock)
        self.settings = SettingsService(self.settings_store)
        self.own_work = OwnWork(
            self.folder, desk.clock, self.new_id, self.catalogue, self.read_own_again
        )

    def warm(self) -> None:
        """Leave out what only makes the first visit of a step faster."""


@dataclass
class WindowDesk:
    """A window, its services and its memory."""

    desk: MemoryDesk = field(default_factory=MemoryDesk)
    memory: MemorySettingsStore = field(default_factory=MemorySettingsStore)

    def __post_init__(self) -> None:
        self.services = MemoryServices(self.desk)
        self.services.clock = self.desk.clock  # type: ignore[assignment]

    def window(self) -> MainWindow:
        """Return a window that shows the home page."""
        made = MainWindow(self.memory)
        attach(made, self.services)
        return made
