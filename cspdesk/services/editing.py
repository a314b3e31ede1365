"""One case being edited: present state, undo and redo, what is not stored yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.services.cases import CaseService, OpenCase

_UNDO_STEPS = 200


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    merge_key: str
    case: Case
    client: Client


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What is to be stored: taken on the GUI thread, saved on another."""

    case: Case
    client: Client
    client_changed: bool
    case_changed: bool


class CaseSession:
    """Holds an open case; knows nothing of screens and threads.

    `take_snapshot` hands out what has to be stored, `store` may run on any thread, and
    `acknowledge` is told the result. Edits made in between stay unsaved.
    """

    def __init__(self, opened: OpenCase, cases: CaseService) -> None:
        self._cases = cases
        self._case = opened.case
        self._client = opened.client
        self._stored_case = opened.case
        self.as_opened = opened.case
        """The case as it was when it was opened, to compare with."""
        self._stored_client = opened.client
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []

    @property
    def case(self) -> Case:
        """Return the present state."""
        return self._case

    @property
    def client(self) -> Client:
        """Return the present state of the client."""
        return self._client

    @property
    def dirty(self) -> bool:
        """Tell whether something is not stored yet."""
        return self._case is not self._stored_case or self._client is not self._stored_client

    @property
    def undo_label(self) -> str:
        """Return what the next undo takes back, empty if nothing."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """Return what the next redo brings back, empty if nothing."""
        return self._redo[-1].label if self._redo else ""

    def apply(self, label: str, change: Callable[[Case], Case], *, merge_key: str = "") -> bool:
        """Change the case; return whether anything is different now.

        Consecutive changes with the same non-empty `merge_key` (typing in one field) are one
        undo step.
        """
        return self._move(label, change(self._case), self._client, merge_key)

    def apply_client(
        self, label: str, change: Callable[[Client], Client], *, merge_key: str = ""
    ) -> bool:
        """Change the client; return whether anything is different now."""
        return self._move(label, self._case, change(self._client), merge_key)

    def apply_both(self, label: str, case: Case, client: Client, *, merge_key: str = "") -> bool:
        """Replace case and client in one undo step."""
        return self._move(label, case, client, merge_key)

    def undo(self) -> bool:
        """Go back one step; return whether there was one."""
        return self._swap(self._undo, self._redo)

    def redo(self) -> bool:
        """Go forward one step; return whether there was one."""
        return self._swap(self._redo, self._undo)

    def end_merge(self) -> None:
        """Make the next change a step of its own."""
        if self._undo:
            self._undo[-1] = replace(self._undo[-1], merge_key="")

    def take_snapshot(self) -> Snapshot:
        """Return what has to be stored now."""
        return Snapshot(
            case=self._case,
            client=self._client,
            case_changed=self._case is not self._stored_case,
            client_changed=self._client is not self._stored_client,
        )

    def store(self, snapshot: Snapshot) -> Snapshot:
        """Store a snapshot; may run on any thread, touches no state of the session.

        Raises:
            StaleCase, StaleClient: changed elsewhere since opened.
        """
        client = (
            self._cases.save_client(snapshot.client) if snapshot.client_changed else snapshot.client
        )
        case = self._cases.save(snapshot.case) if snapshot.case_changed else snapshot.case
        return replace(snapshot, case=case, client=client)

    def acknowledge(self, taken: Snapshot, stored: Snapshot) -> None:
        """Take over the version numbers of what was stored."""
        if self._case is taken.case:
            self._case = stored.case
        else:
            self._case = _with_version(self._case, stored.case)
        self._stored_case = stored.case
        if self._client is taken.client:
            self._client = stored.client
        else:
            self._client = replace(self._client, version=stored.client.version)
        self._stored_client = stored.client

    def save(self) -> None:
        """Store everything at once; for commands and tests."""
        taken = self.take_snapshot()
        self.acknowledge(taken, self.store(taken))

    def _move(self, label: str, case: Case, client: Client, merge_key: str) -> bool:
        if case == self._case and client == self._client:
            return False
        merged = bool(merge_key) and bool(self._undo) and self._undo[-1].merge_key == merge_key
        if not merged:
            self._undo.append(_Step(label, merge_key, self._case, self._client))
            del self._undo[:-_UNDO_STEPS]
        self._redo.clear()
        self._case, self._client = case, client
        return True

    def _swap(self, source: list[_Step], target: list[_Step]) -> bool:
        if not source:
            return False
        step = source.pop()
        target.append(_Step(step.label, "", self._case, self._client))
        self._case = _with_version(step.case, self._case)
        self._client = replace(step.client, version=self._client.version)
        return True


def _with_version(case: Case, stored: Case) -> Case:
    return replace(case, version=stored.version, updated_at=stored.updated_at)
