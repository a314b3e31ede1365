"""Create, open, save, duplicate, archive and delete cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from cspdesk.domain.case import Case, CaseStatus
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import Decomposition
from cspdesk.domain.hearing import Hearing
from cspdesk.errors import UnknownCase
from cspdesk.services.ports import (
    CasePage,
    CaseQuery,
    CaseRow,
    CaseStore,
    ClientStore,
    Clock,
)
from cspdesk.services.progress import summarise

_TITLE_LENGTH = 30
_DUE_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case together with its client."""

    case: Case
    client: Client


class CaseService:
    """What can be done with whole cases."""

    def __init__(
        self,
        cases: CaseStore,
        clients: ClientStore,
        clock: Clock,
        new_id: Callable[[], str],
    ) -> None:
        self._cases = cases
        self._clients = clients
        self._clock = clock
        self._new_id = new_id

    def create(
        self, *, client_name: str = "", words: str = "", client_id: str = "", consultant: str = ""
    ) -> OpenCase:
        """Store a new case for a known client (`client_id`) or for a new one of this name."""
        now = self._clock.now()
        client = (
            self._clients.load(client_id)
            if client_id
            else self._clients.add(
                Client(
                    id=self._new_id(),
                    name=client_name.strip(),
                    created_at=now,
                    updated_at=now,
                )
            )
        )
        case = Case(
            id=self._new_id(),
            client_id=client.id,
            title=_title_from(words),
            created_at=now,
            updated_at=now,
            consultant=consultant,
            hearing=Hearing(owner_words=words),
        )
        return OpenCase(case=self._cases.add(case, summarise(case)), client=client)

    def open(self, case_id: str) -> OpenCase:
        """Return a case and its client.

        Raises:
            UnknownCase: there is no such case.
        """
        case = self._cases.load(case_id)
        return OpenCase(case=case, client=self._clients.load(case.client_id))

    def save(self, case: Case) -> Case:
        """Store the case whole and return it with its next version.

        Raises:
            StaleCase: it was changed elsewhere since it was opened.
        """
        stamped = replace(case, updated_at=self._clock.now())
        return self._cases.save(stamped, summarise(stamped))

    def save_client(self, client: Client) -> Client:
        """Store the client and return it with its next version.

        Raises:
            StaleClient: it was changed elsewhere since it was opened.
        """
        return self._clients.save(replace(client, updated_at=self._clock.now()))

    def find(self, query: CaseQuery) -> CasePage:
        """Return one page of the case list."""
        return self._cases.find(query)

    def due_soon(self, limit: int = 20) -> tuple[CaseRow, ...]:
        """Return active cases with something due within two weeks, or overdue; nearest first."""
        return self._cases.due(self._clock.today() + timedelta(days=_DUE_DAYS), limit)

    def duplicate(self, case_id: str) -> OpenCase:
        """Store a copy: same content with new ids, no meetings, unchecked postings."""
        opened = self.open(case_id)
        now = self._clock.now()
        copy = replace(
            self._renumbered(opened.case),
            id=self._new_id(),
            title=f"{opened.case.title}（複製）",
            created_at=now,
            updated_at=now,
            status=CaseStatus.ACTIVE,
            planned_order_on=None,
            is_sample=False,
            binned_at=None,
            version=0,
            hearing=replace(opened.case.hearing, meetings=()),
        )
        return OpenCase(case=self._cases.add(copy, summarise(copy)), client=opened.client)

    def archive(self, case_id: str) -> None:
        """Take a case out of the list of active ones."""
        self._set_status(case_id, CaseStatus.ARCHIVED)

    def activate(self, case_id: str) -> None:
        """Bring a case back from the archive or the bin."""
        self._set_status(case_id, CaseStatus.ACTIVE)

    def to_bin(self, case_id: str) -> None:
        """Put a case into the bin, from which it can be brought back."""
        self._set_status(case_id, CaseStatus.BINNED)

    def empty_bin(self) -> int:
        """Remove everything in the bin for good; return how many cases that were."""
        erased = 0
        query = CaseQuery(status=CaseStatus.BINNED, limit=500)
        while rows := self._cases.find(query).rows:
            erased += self._cases.erase([row.id for row in rows])
        return erased

    def install_sample(self, client: Client, case: Case) -> OpenCase:
        """Return the stored sample, storing it first where it is absent.

        A sample that someone has worked on is kept as it is; one in the bin comes back.
        """
        try:
            opened = self.open(case.id)
        except UnknownCase:
            try:
                stored_client = self._clients.load(client.id)
            except KeyError:
                stored_client = self._clients.add(client)
            fresh = replace(case, created_at=self._clock.now(), updated_at=self._clock.now())
            return OpenCase(case=self._cases.add(fresh, summarise(fresh)), client=stored_client)
        if opened.case.status is CaseStatus.BINNED:
            self.activate(case.id)
            opened = self.open(case.id)
        return opened

    def _set_status(self, case_id: str, status: CaseStatus) -> None:
        case = self._cases.load(case_id)
        binned_at = self._clock.now() if status is CaseStatus.BINNED else None
        changed = replace(case, status=status, binned_at=binned_at)
        self._cases.save(changed, summarise(changed))

    def _renumbered(self, case: Case) -> Case:
        """Return the case with new ids for all its parts, links kept."""
        tree = case.decomposition
        old_ids = [issue.id for issue in tree.issues] + [item.id for item in tree.work_items]
        ids = {old_id: self._new_id() for old_id in old_ids}
        issues = tuple(
            replace(issue, id=ids[issue.id], parent_id=ids.get(issue.parent_id, ""))
            for issue in tree.issues
        )
        items = tuple(
            replace(
                item,
                id=ids[item.id],
                issue_id=ids.get(item.issue_id, ""),
                after=tuple(ids[a] for a in item.after if a in ids),
                starts_on=None,
                due_on=None,
            )
            for item in tree.work_items
        )
        kept = tuple(replace(entry, id=self._new_id()) for entry in tree.kept_back)
        postings = tuple(
            replace(
                posting,
                id=self._new_id(),
                work_item_id=ids[posting.work_item_id],
                versions=(),
                check=None,
            )
            for posting in case.postings
            if posting.work_item_id in ids
        )
        return replace(
            case,
            decomposition=Decomposition(issues=issues, work_items=items, kept_back=kept),
            postings=postings,
        )


def _title_from(words: str) -> str:
    first = next((line.strip() for line in words.splitlines() if line.strip()), "")
    for mark in "。！？!?":
        first = first.split(mark)[0]
    return first if len(first) <= _TITLE_LENGTH else f"{first[: _TITLE_LENGTH - 1]}…"
