"""Where own entries are kept: one file of what is used, one of what is still being written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cspdesk.errors import DataFileError, ExportFailed, FolderUnusable
from cspdesk.services.atomic_file import make_folder, write_atomically
from cspdesk.services.own_catalogue import OWN_FOLDER, WINDOW_FILE, read_own_file, written
from cspdesk.services.own_catalogue_faults import own_fault_words
from cspdesk.services.own_fields import OwnKind
from cspdesk.services.own_file import OwnFile, to_toml

# Not TOML by its name, so that nobody takes it for entries.
UNFINISHED_FILE = "unfinished.json"
_REMARK = "cspdesk の「自前の仕事」で書いた内容です。直すときは画面で直してください。"
_DAMAGED = ".damaged"
_MOST_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """What is typed of an entry while something in it keeps it from being used."""

    kind: OwnKind
    id: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnState:
    """Everything that was written in the window."""

    file: OwnFile = field(default_factory=lambda: OwnFile(name=WINDOW_FILE))
    unfinished: tuple[Unfinished, ...] = ()


class OwnStore:
    """Reads and writes both files; what cannot be read is kept beside, never written over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / OWN_FOLDER
        self.damage: tuple[tuple[str, str], ...] = ()

    def read(self) -> OwnState:
        """Return what is kept; `damage` names the files that cannot be read, with the reason."""
        state = OwnState()
        damage: list[tuple[str, str]] = []
        window, unfinished = (self._folder / name for name in (WINDOW_FILE, UNFINISHED_FILE))
        try:
            if window.exists():
                state = replace(state, file=read_own_file(window))
        except DataFileError as error:
            damage.append((WINDOW_FILE, own_fault_words(error)))
        try:
            if unfinished.exists():
                state = replace(state, unfinished=_read_unfinished(unfinished))
        except DataFileError as error:
            damage.append((UNFINISHED_FILE, own_fault_words(error)))
        self.damage = tuple(damage)
        return state

    def write(self, state: OwnState, before: OwnState) -> None:
        """Replace what is kept.

        Raises:
            FolderUnusable: the folder cannot be written, or what is unfinished is too long.
            DiskFull: there is no room.
        """
        try:
            make_folder(self._folder)
            for name, _fault in self.damage:
                self._keep_aside(name)
            self.damage = ()
            # Between the two files nothing typed may be in neither: what goes over into the
            # other one stays here until it has arrived there.
            kept = _with_rest(state, before)
            self._put_unfinished(kept, before)
            if state.file != before.file:
                content = b"" if state.file.is_empty else to_toml(state.file, _REMARK).encode()
                self._put(WINDOW_FILE, content)
                if content:
                    written(state.file, content)
            self._put_unfinished(state, kept)
        except ExportFailed as problem:
            raise FolderUnusable(self._folder, problem.reason) from problem
        except OSError as problem:
            raise FolderUnusable(self._folder, problem.strerror or "") from problem

    def _put_unfinished(self, state: OwnState, before: OwnState) -> None:
        if state.unfinished == before.unfinished:
            return
        content = _unfinished_bytes(state) if state.unfinished else b""
        if len(content) > _MOST_BYTES:
            # It would be written and then never read again.
            raise FolderUnusable(self._folder, "書きかけの文章が長すぎます")
        self._put(UNFINISHED_FILE, content)

    def _put(self, name: str, content: bytes) -> None:
        if content:
            write_atomically(self._folder / name, content)
        else:
            (self._folder / name).unlink(missing_ok=True)

    def _keep_aside(self, name: str) -> None:
        path = self._folder / name
        aside = self._folder / f"{name}{_DAMAGED}"
        number = 1
        while aside.exists():
            number += 1
            aside = self._folder / f"{name}{_DAMAGED}{number}"
        if path.exists():
            path.rename(aside)


def _with_rest(state: OwnState, before: OwnState) -> OwnState:
    """Return the state with what was unfinished before and is not any more."""
    held = {(u.kind, u.id): u for u in state.unfinished}
    there = {(u.kind, u.id) for u in before.unfinished}
    rest = (held.get((u.kind, u.id), u) for u in before.unfinished)
    new = (u for u in state.unfinished if (u.kind, u.id) not in there)
    return replace(state, unfinished=(*rest, *new))


def _unfinished_bytes(state: OwnState) -> bytes:
    entries = [{"kind": u.kind.value, "id": u.id, "texts": u.texts} for u in state.unfinished]
    # ASCII only, since half a surrogate pair may have been typed too.
    return json.dumps(entries, indent=1).encode("ascii")


def _read_unfinished(path: Path) -> tuple[Unfinished, ...]:
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise DataFileError(path.name, "", f"is larger than {_MOST_BYTES // 1024} KB")
        entries: list[dict[str, Any]] = json.loads(content)
        return tuple(
            Unfinished(
                kind=OwnKind(entry["kind"]),
                id=str(entry["id"]),
                texts={str(key): str(text) for key, text in entry["texts"].items()},
            )
            for entry in entries
        )
    except OSError as error:
        raise DataFileError(path.name, "", "cannot be read") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DataFileError(path.name, "", "is not what was written") from error
