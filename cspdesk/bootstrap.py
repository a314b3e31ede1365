"""The only place that wires adapters to services; start-up and its failures."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cspdesk import paths
from cspdesk.domain.japan import day_in_japan
from cspdesk.errors import NoDisplay

if TYPE_CHECKING:
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
    from cspdesk.services.own_catalogue import OwnCatalogue
    from cspdesk.services.own_work import OwnWork
    from cspdesk.services.planning import PlanningService
    from cspdesk.services.platforms import PlatformsService
    from cspdesk.services.ports import BackupContents, DocumentWriter
    from cspdesk.services.rule_book import RuleBook
    from cspdesk.services.settings import SettingsService
    from cspdesk.services.writing import WritingService
    from db.restore import Restored
    from db.store import Store

_ID_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
_ID_LENGTH = 12


class SystemClock:
    """The machine's clock; days are those of Japan."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the present day in Japan."""
        return day_in_japan(datetime.now(UTC))


def new_id() -> str:
    """Return a random id of twelve letters and digits that are hard to confuse."""
    import secrets

    return "".join(secrets.choice(_ID_ALPHABET) for _ in range(_ID_LENGTH))


class Core:
    """Services that need no database; each is built on first use."""

    def __init__(self, data_folder: Path | None = None) -> None:
        """Take the data folder whose own rules judge too; it may be missing, None = no folder."""
        self.clock = SystemClock()
        self._data_folder = data_folder

    def new_id(self) -> str:
        """Return a random id."""
        return new_id()

    def catalogue(self) -> Catalogue:
        """Return the work-item templates and problem trees, with those of the data folder.

        The same value until own work changes; whoever derives something from it looks at that.
        """
        return self._catalogue

    def read_own_again(self) -> None:
        """Forget what the data folder adds, so that it is read when it is next asked for."""
        for name in ("_catalogue", "own_catalogue"):
            self.__dict__.pop(name, None)

    @cached_property
    def _catalogue(self) -> Catalogue:
        from cspdesk.services.catalogue import load_catalogue

        return self.own_catalogue.added_to(load_catalogue())

    @cached_property
    def own_catalogue(self) -> OwnCatalogue:
        """Tell what the data folder adds to the catalogue, and what of it is left out."""
        from cspdesk.services.own_catalogue import OwnCatalogue, load_own

        folder = self._data_folder
        return OwnCatalogue() if folder is None else load_own(folder)

    def warm(self) -> None:
        """Load and compile what the steps of a case need at their first visit.

        The sample takes every one of them, so building it leaves nothing out.
        """
        from cspdesk.services.sample import build_sample

        build_sample(self.decomposing, self.advice, self.drafting, self.checking)

    @cached_property
    def decomposing(self) -> DecomposingService:
        """Propose work items for words."""
        from cspdesk.services.decomposing import DecomposingService

        return DecomposingService(self.catalogue)

    @cached_property
    def advice(self) -> FormatAdviceService:
        """Recommend a format."""
        from cspdesk.services.format_advice import FormatAdviceService

        return FormatAdviceService(load_items=self.catalogue)

    @cached_property
    def checking(self) -> CheckingService:
        """Check postings."""
        from cspdesk.services.checking import CheckingService

        folder = self._data_folder
        if folder is None:
            return CheckingService()
        from cspdesk.services.rule_testing import load_with_own

        return CheckingService(lambda: load_with_own(folder))

    @cached_property
    def judging(self) -> JudgingService:
        """Check postings within their case."""
        from cspdesk.services.judging import JudgingService

        return JudgingService(self.checking)

    @cached_property
    def rule_book(self) -> RuleBook:
        """Look up the rules themselves."""
        from cspdesk.services.rule_book import RuleBook

        return RuleBook(self.checking)

    @cached_property
    def platforms(self) -> PlatformsService:
        """Tell what is known of the platforms."""
        from cspdesk.services.platforms import PlatformsService

        return PlatformsService()

    @cached_property
    def interview(self) -> InterviewService:
        """Lead through the interview."""
        from cspdesk.services.interview import InterviewService

        return InterviewService(self.catalogue)

    @cached_property
    def drafting(self) -> DraftingService:
        """Draft postings."""
        from cspdesk.services.drafting import DraftingService

        return DraftingService()

    @cached_property
    def writing(self) -> WritingService:
        """Write postings and judge them while they are written."""
        from cspdesk.services.writing import WritingService

        return WritingService(self.drafting, self.judging, self.checking, self.clock)

    @cached_property
    def planning(self) -> PlanningService:
        """Add up and lay out work."""
        from cspdesk.services.order_stages import order_days_of
        from cspdesk.services.planning import PlanningService

        return PlanningService(lambda item: order_days_of(item, self.catalogue))

    @cached_property
    def exporting(self) -> ExportService:
        """Build and write documents."""
        from cspdesk.services.exporting import ExportService

        return ExportService(
            _pdf_writer, self.checking, self.clock, self.catalogue, lambda: self.decomposing
        )


def core_beside(data_dir: str | None) -> Core:
    """Return services without a database that know the own rules of the data folder."""
    return Core(paths.data_dir(data_dir))


class Workspace(Core):
    """All services over one opened data folder."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder
        self._store = store

    def new_id(self) -> str:
        """Return a fresh id for a part of a case."""
        return new_id()

    @cached_property
    def cases(self) -> CaseService:
        """Create, open and save cases."""
        from cspdesk.services.cases import CaseService

        return CaseService(self._store.cases, self._store.clients, self.clock, new_id)

    @cached_property
    def clients(self) -> ClientService:
        """List and edit clients."""
        from cspdesk.services.clients import ClientService

        return ClientService(self._store.clients, self.clock)

    @cached_property
    def own_work(self) -> OwnWork:
        """Write own work, prices and problems."""
        from cspdesk.services.own_work import OwnWork

        return OwnWork(self.folder, self.clock, new_id, self.catalogue, self.read_own_again)

    @cached_property
    def settings(self) -> SettingsService:
        """Read and write settings."""
        from cspdesk.services.settings import SettingsService

        return SettingsService(self._store.settings)


def _pdf_writer() -> DocumentWriter:
    from cspdesk.pdf.writer import PdfWriter

    return PdfWriter()


@contextmanager
def open_workspace(data_dir: str | None) -> Iterator[Workspace]:
    """Open the data folder for writing; a missing one is created.

    Raises:
        StorageProblem: it cannot be used, or another cspdesk holds it.
    """
    yield from _opened(paths.data_dir(data_dir), writable=True)


@contextmanager
def open_reading(data_dir: str | None) -> Iterator[Workspace]:
    """Open the data folder for reading, also beside an open window; creates nothing.

    Raises:
        StorageProblem: it cannot be used.
    """
    yield from _opened(paths.data_dir(data_dir), writable=False)


def _opened(folder: Path, *, writable: bool) -> Iterator[Workspace]:
    from db.store import open_store

    store = open_store(folder, writable=writable, clock=SystemClock())
    try:
        yield Workspace(store, folder)
    finally:
        store.close()


def write_backup(data_dir: str | None, target: Path) -> BackupContents:
    """Back the data folder up into one file, also beside an open window.

    Raises:
        UserProblem: there is nothing to back up, or one of both places cannot be used.
    """
    from db.backup_out import write_backup

    return write_backup(paths.data_dir(data_dir), target, SystemClock())


def examine_backup(path: Path) -> BackupContents:
    """Read a backup, or a database, in full and return what it holds.

    Raises:
        UserProblem: it is not sound, or a later version wrote it.
    """
    from db.backup_out import examine

    return examine(path)


def restore_backup(source: Path, data_dir: str | None, *, replace: bool) -> Restored:
    """Make what a backup holds the data of the folder.

    Raises:
        UserProblem: the backup or the folder cannot be used; the state before is there.
    """
    from db.restore import restore

    return restore(source, paths.data_dir(data_dir), SystemClock(), replace=replace)


@contextmanager
def demo_workspace(data_dir: str | None) -> Iterator[Workspace]:
    """Open the named data folder, or a temporary one that is removed afterwards.

    A folder is named by `--data-dir` or by the environment variable.
    """
    if paths.is_named(data_dir):
        with open_workspace(data_dir) as workspace:
            yield workspace
        return
    import tempfile

    with (
        tempfile.TemporaryDirectory(prefix="cspdesk-") as folder,
        open_workspace(folder) as workspace,
    ):
        yield workspace


def write_demo(workspace: Workspace, folder: Path) -> tuple[tuple[Path, str], ...]:
    """Store the bundled sample and write its three files; return them with a remark each.

    Raises:
        ExportFailed: the folder cannot be written.
    """
    import json

    from cspdesk.services.atomic_file import make_folder, write_atomically
    from cspdesk.services.sample import build_sample

    client, case = build_sample(
        workspace.decomposing, workspace.advice, workspace.drafting, workspace.checking
    )
    opened = workspace.cases.install_sample(client, case)
    make_folder(folder)
    exporting = workspace.exporting
    document = exporting.order_draft(opened.case, opened.client)
    pdf, text, shape = (
        folder / name for name in ("order-draft.pdf", "order-draft.txt", "case.json")
    )
    exporting.write_pdf(document, pdf)
    write_atomically(text, exporting.plain_text(document).encode("utf-8"))
    content = json.dumps(
        exporting.case_json(opened.case, opened.client), ensure_ascii=False, indent=2
    )
    write_atomically(shape, f"{content}\n".encode())
    ordered = len(opened.case.decomposition.ordered_items())
    return (
        (pdf, f"発注原稿、仕事 {ordered}件"),
        (text, "同じ内容の文章"),
        (shape, "案件の内容"),
    )


def check_installation() -> str:
    """Open a database, load all data and render pages in a temporary folder; return what was seen.

    Raises:
        CspdeskError: something this program needs is not there.
    """
    import tempfile

    with tempfile.TemporaryDirectory(prefix="cspdesk-") as folder:
        name = str(Path(folder) / "data")
        with open_workspace(name) as workspace:
            parts = (
                f"仕事の見本 {len(workspace.catalogue().items)}件",
                f"困りごと {len(workspace.catalogue().problems)}件",
                f"ルール版 {workspace.checking.rules_info().version}",
            )
            files = write_demo(workspace, Path(folder) / "out")
            size = files[0][0].stat().st_size
    return f"確かめました：{'、'.join(parts)}、PDF {size // 1024}KB"


def open_window(data_dir: str | None) -> int:
    """Open the window, then the data folder; return the exit code when it is closed.

    Raises:
        NoDisplay: there is no screen to open a window on.
    """
    if not paths.has_display():
        raise NoDisplay
    # Loading makes no garbage, and looking for it takes a sixth of the time to the first paint;
    # the window looks again once its first page stands.
    gc.disable()
    try:
        from cspdesk.services.window_memory import WindowMemory
        from ui.app import run_window

        folder = paths.data_dir(data_dir)
        return run_window(lambda: _window_workspace(folder), WindowMemory(folder))
    finally:
        gc.enable()


@contextmanager
def _window_workspace(folder: Path) -> Iterator[Workspace]:
    from cspdesk.log import start_logging
    from db.daily_backup import DailyBackups

    with open_workspace(str(folder)) as workspace:
        start_logging(folder)
        backups = DailyBackups(folder, SystemClock())
        backups.start()
        try:
            yield workspace
        finally:
            backups.stop()
