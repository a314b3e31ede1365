"""What services need from outside, as protocols; adapters implement them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from cspdesk.documents.model import Document
from cspdesk.domain.case import Case, CaseStatus
from cspdesk.domain.client import Client

if TYPE_CHECKING:
    # The rules are read late, so what only names them does not load them.
    from cspdesk.domain.finding import CheckResult
    from cspdesk.rules.model import Pack
    from cspdesk.services.checking import CheckRequest


class Clock(Protocol):
    """Tells the time; nobody else does."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """Return the present day in Japan."""
        ...


class CaseOrder(StrEnum):
    """Orders of the case list."""

    UPDATED = "updated"
    FURIGANA = "furigana"
    DUE = "due"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuery:
    """What the case list shows.

    Attributes:
        words: search words as typed; empty = all.
        step: id of a `Step` the case is at; empty = any.
        check: `error`, `warning`, `ok` or empty = any.
        descending: newest, latest or largest first.
        after: where the previous page ended (`CasePage.next_after`); None = from the start.
    """

    words: str = ""
    status: CaseStatus = CaseStatus.ACTIVE
    step: str = ""
    check: str = ""
    client_id: str = ""
    order: CaseOrder = CaseOrder.UPDATED
    descending: bool = True
    limit: int = 100
    after: tuple[str | int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of the case list.

    Attributes:
        step: id of the step that is being worked on.
        done_steps: how many steps are complete.
        errors, warnings: of the last checks of all postings; -1 = never checked.
        amount_yen: planned total of what is ordered, yen incl. tax; None = unknown.
        next_due: nearest planned day, None if there is none.
    """

    id: str
    client_id: str
    client_name: str
    furigana: str
    title: str
    industry: str
    prefecture: str
    step: str
    done_steps: int
    errors: int
    warnings: int
    amount_yen: int | None
    next_due: date | None
    next_due_label: str
    updated_at: datetime
    status: CaseStatus
    is_sample: bool
    binned_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One page of the case list; `total` counts all that match, capped at `TOTAL_CAP`."""

    rows: tuple[CaseRow, ...]
    total: int
    next_after: tuple[str | int, ...] | None


TOTAL_CAP = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """Derived columns of a case for the list; computed by the core, stored beside the case."""

    step: str
    done_steps: int
    errors: int
    warnings: int
    amount_yen: int | None
    next_due: date | None
    next_due_label: str


class CaseStore(Protocol):
    """Keeps cases whole."""

    def add(self, case: Case, summary: CaseSummary) -> Case:
        """Store a new case; the returned one has version 1."""
        ...

    def load(self, case_id: str) -> Case:
        """Return a case. Raises `UnknownCase`."""
        ...

    def save(self, case: Case, summary: CaseSummary) -> Case:
        """Replace the stored case in one transaction; return it with the next version.

        Raises `StaleCase` if it was changed since it was loaded, `UnknownCase` if it is gone.
        """
        ...

    def find(self, query: CaseQuery) -> CasePage:
        """Return one page of rows, filtered and sorted in the store."""
        ...

    def due(self, until: date, limit: int) -> tuple[CaseRow, ...]:
        """Return active cases with a planned day up to `until`, nearest first."""
        ...

    def erase(self, case_ids: Sequence[str]) -> int:
        """Remove cases for good; return how many were there."""
        ...


class ClientStore(Protocol):
    """Keeps clients."""

    def add(self, client: Client) -> Client:
        """Store a new client; the returned one has version 1."""
        ...

    def load(self, client_id: str) -> Client:
        """Return a client; follows merges. Raises `KeyError`."""
        ...

    def save(self, client: Client) -> Client:
        """Replace the stored client. Raises `StaleClient`."""
        ...

    def find(self, words: str, limit: int) -> tuple[tuple[Client, int], ...]:
        """Return clients in furigana order with the number of their cases; empty words = all."""
        ...

    def merge(self, kept: Client, absorbed_id: str) -> Client:
        """Save `kept`, hand it all cases of the other, and retire the other, in one step."""
        ...


class SettingsStore(Protocol):
    """Small named values."""

    def get(self, name: str) -> str | None:
        """Return the stored value, None if there is none."""
        ...

    def put(self, name: str, value: str) -> None:
        """Store a value."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupContents:
    """What a backup, or a database, holds.

    Attributes:
        made_at: when the backup was made, None for a database.
        cases: number of cases, those in the bin too.
        clients: number of clients.
        own_files: number of files with own work and own rules, None for a database.
    """

    made_at: datetime | None
    cases: int
    clients: int
    own_files: int | None


class TextJudge(Protocol):
    """Judges texts."""

    def check(self, request: CheckRequest) -> CheckResult:
        """Judge one text."""
        ...


class RuleSource(Protocol):
    """Has the rules; they are read when they are first asked for."""

    def pack(self) -> Pack:
        """Return the rules."""
        ...


class RuleJudge(TextJudge, RuleSource, Protocol):
    """Judges texts, and tells by which rules."""


class Cancelled(Exception):
    """The person stopped a long piece of work; nothing was left behind."""


class DocumentWriter(Protocol):
    """Turns a document into the bytes of a file."""

    def render(
        self, document: Document, progress: Callable[[int, int], None] | None = None
    ) -> bytes:
        """Return the file's bytes; equal documents give equal bytes.

        `progress(done, total)` may raise `Cancelled`.
        """
        ...

    def missing_glyphs(self, document: Document) -> tuple[str, ...]:
        """Return characters that the embedded fonts lack, each once, in reading order."""
        ...
