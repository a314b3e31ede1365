"""Stores in memory, a clock that stands still, counted ids: the ports as tests use them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from cspdesk.domain.case import Case, CaseStatus
from cspdesk.domain.client import Client
from cspdesk.errors import StaleCase, StaleClient, UnknownCase
from cspdesk.services.cases import CaseService
from cspdesk.services.ports import CasePage, CaseQuery, CaseRow, CaseSummary

MOMENT = datetime(2026, 11, 24, 5, 32, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@dataclass
class StandingClock:
    """Tells the same day; each look at the time is a second later, so that orders are clear."""

    moment: datetime = MOMENT
    day: date = TODAY

    def now(self) -> datetime:
        """Return the moment and let a second pass."""
        self.moment += timedelta(seconds=1)
        return self.moment

    def today(self) -> date:
        """Return the day."""
        return self.day


def counted_ids(prefix: str = "id") -> Callable[[], str]:
    """Return a maker of id1, id2, id3 …"""
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers)}"


@dataclass
class MemoryCaseStore:
    """Cases in a dictionary."""

    clients: MemoryClientStore
    kept: dict[str, tuple[Case, CaseSummary]] = field(default_factory=dict)

    def add(self, case: Case, summary: CaseSummary) -> Case:
        """Keep a new case."""
        stored = replace(case, version=1)
        self.kept[case.id] = (stored, summary)
        return stored

    def load(self, case_id: str) -> Case:
        """Return a case."""
        if case_id not in self.kept:
            raise UnknownCase(case_id)
        return self.kept[case_id][0]

    def save(self, case: Case, summary: CaseSummary) -> Case:
        """Replace a case."""
        if self.load(case.id).version != case.version:
            raise StaleCase(case.id)
        stored = replace(case, version=case.version + 1)
        self.kept[case.id] = (stored, summary)
        return stored

    def find(self, query: CaseQuery) -> CasePage:
        """Return rows that contain the words, newest first."""
        rows = [
            self._row(case, summary)
            for case, summary in self.kept.values()
            if case.status is query.status
            and (not query.client_id or case.client_id == query.client_id)
            and (not query.step or summary.step == query.step)
            and (query.check != "error" or summary.errors > 0)
        ]
        rows = [r for r in rows if query.words in f"{r.client_name}{r.title}"]
        rows.sort(key=lambda r: r.updated_at, reverse=query.descending)
        return CasePage(rows=tuple(rows[: query.limit]), total=len(rows), next_after=None)

    def due(self, until: date, limit: int) -> tuple[CaseRow, ...]:
        """Return active cases with something due."""
        rows = [
            self._row(case, summary)
            for case, summary in self.kept.values()
            if case.status is CaseStatus.ACTIVE
            and summary.next_due is not None
            and summary.next_due <= until
        ]
        return tuple(sorted(rows, key=lambda r: r.next_due or date.max)[:limit])

    def erase(self, case_ids: Sequence[str]) -> int:
        """Forget cases."""
        return sum(1 for case_id in case_ids if self.kept.pop(case_id, None) is not None)

    def _row(self, case: Case, summary: CaseSummary) -> CaseRow:
        client = self.clients.load(case.client_id)
        return CaseRow(
            id=case.id,
            client_id=client.id,
            client_name=client.name,
            furigana=client.furigana,
            title=case.title,
            industry=client.industry,
            prefecture=client.prefecture,
            step=summary.step,
            done_steps=summary.done_steps,
            errors=summary.errors,
            warnings=summary.warnings,
            amount_yen=summary.amount_yen,
            next_due=summary.next_due,
            next_due_label=summary.next_due_label,
            updated_at=case.updated_at,
            status=case.status,
            is_sample=case.is_sample,
            binned_at=case.binned_at,
        )


@dataclass
class MemoryClientStore:
    """Clients in a dictionary."""

    kept: dict[str, Client] = field(default_factory=dict)
    cases: MemoryCaseStore | None = None

    def add(self, client: Client) -> Client:
        """Keep a new client."""
        self.kept[client.id] = replace(client, version=1)
        return self.kept[client.id]

    def load(self, client_id: str) -> Client:
        """Return a client, following merges."""
        client = self.kept[client_id]
        return self.load(client.merged_into) if client.merged_into else client

    def save(self, client: Client) -> Client:
        """Replace a client."""
        if self.kept[client.id].version != client.version:
            raise StaleClient(client.id)
        self.kept[client.id] = replace(client, version=client.version + 1)
        return self.kept[client.id]

    def find(self, words: str, limit: int) -> tuple[tuple[Client, int], ...]:
        """Return clients whose name contains the words."""
        found = [c for c in self.kept.values() if words in c.name and not c.merged_into]
        found.sort(key=lambda c: (not c.furigana, c.furigana, c.name))
        return tuple((client, self._count(client.id)) for client in found[:limit])

    def merge(self, kept: Client, absorbed_id: str) -> Client:
        """Hand over all cases and retire the other."""
        self.kept[absorbed_id] = replace(self.kept[absorbed_id], merged_into=kept.id)
        if self.cases is not None:
            for case_id, (case, summary) in self.cases.kept.items():
                if case.client_id == absorbed_id:
                    self.cases.kept[case_id] = (replace(case, client_id=kept.id), summary)
        return self.save(kept)

    def _count(self, client_id: str) -> int:
        if self.cases is None:
            return 0
        return sum(1 for case, _ in self.cases.kept.values() if case.client_id == client_id)


@dataclass
class MemorySettingsStore:
    """Settings in a dictionary."""

    kept: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        """Return a value."""
        return self.kept.get(name)

    def put(self, name: str, value: str) -> None:
        """Keep a value."""
        self.kept[name] = value


@dataclass
class MemoryDesk:
    """A case service over memory, with everything a test may look into."""

    clock: StandingClock = field(default_factory=StandingClock)
    clients: MemoryClientStore = field(default_factory=MemoryClientStore)

    def __post_init__(self) -> None:
        self.store = MemoryCaseStore(self.clients)
        self.clients.cases = self.store
        self.cases = CaseService(self.store, self.clients, self.clock, counted_ids())
