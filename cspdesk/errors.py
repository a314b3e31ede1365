"""The error tree: what a person can act on, and what is our own mistake."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

BadInputReason = Literal[
    "missing_file",
    "unreadable",
    "not_utf8",
    "too_large",
    "empty",
    "nul",
    "surrogate",
    "not_json",
    "wrong_field",
    "wrong_date",
]


class CspdeskError(Exception):
    """Root of every error raised on purpose."""


class UserProblem(CspdeskError):
    """Something the consultant can act on; carries facts, never a sentence for the screen."""


class DataFileError(CspdeskError):
    """A shipped data file is wrong: our mistake, named by file and key."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key}: {expected}")
        self.file = file
        self.key = key
        self.expected = expected


class BadInput(UserProblem):
    """A text or file from outside cannot be read.

    Attributes:
        reason: what is wrong with it.
        where: file name or line as the person named it.
        detail: what exactly was found, for the message.
    """

    def __init__(self, reason: BadInputReason, where: str = "", detail: str = "") -> None:
        super().__init__(f"{reason} {where} {detail}".strip())
        self.reason = reason
        self.where = where
        self.detail = detail


class UnknownCase(UserProblem):
    """No case has this id."""

    def __init__(self, case_id: str) -> None:
        super().__init__(case_id)
        self.case_id = case_id


class UnknownRule(UserProblem):
    """No rule has this id."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(rule_id)
        self.rule_id = rule_id


class UnknownPlatform(UserProblem):
    """No platform has this id.

    Attributes:
        known: the ids there are.
    """

    def __init__(self, platform_id: str, known: tuple[str, ...]) -> None:
        super().__init__(platform_id)
        self.platform_id = platform_id
        self.known = known


class StaleCase(UserProblem):
    """The case was changed elsewhere since it was opened."""

    def __init__(self, case_id: str) -> None:
        super().__init__(case_id)
        self.case_id = case_id


class StaleClient(UserProblem):
    """The client was changed elsewhere since it was opened."""

    def __init__(self, client_id: str) -> None:
        super().__init__(client_id)
        self.client_id = client_id


class DependencyCycle(UserProblem):
    """A prerequisite would make a piece of work wait for itself."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(" -> ".join(names))
        self.names = names


class NoDisplay(UserProblem):
    """There is no screen to open a window on."""


class StorageProblem(UserProblem):
    """The data folder cannot be used (exit code 3)."""


class NewerFile(StorageProblem):
    """The database was written by a later version; it was left untouched."""

    def __init__(self, path: Path, revision: str) -> None:
        super().__init__(f"{path.name} has unknown revision {revision}")
        self.path = path
        self.revision = revision


class NotOurFile(StorageProblem):
    """The file at the database's place is not a cspdesk database, or is cut short."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self.path = path


class FolderInUse(StorageProblem):
    """Another running cspdesk holds the data folder."""

    def __init__(self, folder: Path, pid: int, host: str, since: datetime | None) -> None:
        super().__init__(f"{folder} is held by {pid}@{host}")
        self.folder = folder
        self.pid = pid
        self.host = host
        self.since = since


class FolderUnusable(StorageProblem):
    """The data folder cannot be created, read or written."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


class DiskFull(StorageProblem):
    """There is no room left where the program has to write."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class StoreBusy(StorageProblem):
    """Another process kept the database locked for longer than the waiting time."""


class MigrationFailed(StorageProblem):
    """An upgrade of the database failed; the old state and a backup are kept."""

    def __init__(self, path: Path, backup: Path | None) -> None:
        super().__init__(path.name)
        self.path = path
        self.backup = backup


class ExportTooLarge(UserProblem):
    """A file of own work would be larger than what a colleague can take in."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class ExportFailed(UserProblem):
    """A document could not be written to the place the consultant chose."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class NothingToBackUp(StorageProblem):
    """The data folder holds no database that could be backed up."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


class UnsoundFile(UserProblem):
    """A file is no backup and no database of ours, or it is damaged; it was left untouched."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self.path = path


class NewerBackup(UserProblem):
    """A backup was written by a later version; nothing was restored from it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self.path = path


class FolderNotEmpty(UserProblem):
    """A backup was to be restored where something lies already; nothing was changed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder
