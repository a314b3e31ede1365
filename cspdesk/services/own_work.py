"""自前の仕事: own work, prices and problems, written in the window, exchanged as one file.

Everything typed is kept at once. An entry is used from the moment nothing in it is wrong any
more; while it is being changed, it is used as it last was. Files written by hand are shown
and never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from cspdesk.domain.catalogue import Catalogue, CatalogueItem
from cspdesk.domain.source import Confidence
from cspdesk.errors import DataFileError, ExportTooLarge
from cspdesk.own_files import read_own_toml
from cspdesk.services.atomic_file import write_atomically
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.own_catalogue import (
    MAX_BYTES,
    WINDOW_FILE,
    OwnCatalogue,
    load_own,
    own_file_from,
)
from cspdesk.services.own_catalogue_faults import exchange_fault_words, own_fault_words
from cspdesk.services.own_checks import faults_of
from cspdesk.services.own_exchange import (
    Key,
    Offered,
    Taking,
    compared,
    entries_of,
    file_of,
    merged,
    rests_on,
)
from cspdesk.services.own_fields import OwnKind, Texts
from cspdesk.services.own_file import OwnFile, OwnPrice, to_toml
from cspdesk.services.own_judging import first_fault
from cspdesk.services.own_store import OwnState, OwnStore, Unfinished
from cspdesk.services.own_texts import OwnEntry, texts_of, values_of, without_ids
from cspdesk.services.ports import Clock

_MOST_UNDO = 200
_EXCHANGE_REMARK = "cspdesk の自前の仕事・相場・困りごと。「自前の仕事」の「取り込む」で読めます。"
_NO_NAME = "名前のない"


class Use(StrEnum):
    """Whether an entry is used."""

    USED = "used"
    CHANGING = "changing"
    UNFINISHED = "unfinished"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {
            "used": "使えます",
            "changing": "直しかけ",
            "unfinished": "書きかけ",
            "left_out": "使えません",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """One line of the list.

    Attributes:
        file: name of the file written by hand that it stands in; empty = written in the window.
        fault: why a sound entry is left out all the same.
    """

    key: Key
    name: str
    remark: str
    use: Use
    file: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a colleague's file holds; `fault` says why nothing of it can be taken."""

    name: str
    file: OwnFile | None = None
    entries: tuple[Offered, ...] = ()
    fault: str = ""


class OwnWork:
    """Own entries of one data folder; every change is stored before the call returns.

    Args:
        folder: the data folder.
        clock: for the day.
        new_id: random letters and digits.
        catalogue: the whole catalogue, own entries with it.
        changed: called after what is used has changed.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        new_id: Callable[[], str],
        catalogue: Callable[[], Catalogue],
        changed: Callable[[], None],
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._random = new_id
        self._catalogue = catalogue
        self._changed = changed
        self._store = OwnStore(folder)
        self._state = OwnState()
        self._loaded = OwnCatalogue()
        self._entries: dict[Key, OwnEntry] = {}
        self._undo: list[tuple[str, OwnState, str]] = []
        self._redo: list[tuple[str, OwnState]] = []

    # ---- looking ----

    def reload(self) -> None:
        """Read everything again, as it stands on the disk now."""
        before, self._state = self._state, self._store.read()
        if before != self._state:
            # Somebody else wrote: going back would take that away.
            self._undo.clear()
            self._redo.clear()
        self._load()

    def rows(self) -> tuple[OwnRow, ...]:
        """Return all own entries: work, prices, problems, each in the order of writing."""
        found = [*self._window_rows(), *self._hand_rows()]
        order = list(OwnKind)
        return tuple(sorted(found, key=lambda row: order.index(row.key[0])))

    def notes(self) -> tuple[str, ...]:
        """Return what the consultant should know of files that cannot be read or used."""
        damaged = [
            f"「{name}」を読めません。{fault}消さずに、次に書いたとき「{name}.damaged」と"
            "いう名前で残します。"
            for name, fault in self._store.damage
        ]
        names = {name for name, _fault in self._store.damage}
        others = [
            f"「{name}」は使っていません。{fault}"
            for name, fault in self._loaded.faults
            if name not in names
        ]
        return (*damaged, *others)

    def texts(self, key: Key) -> dict[str, str]:
        """Return what the fields of an entry show; empty texts for one that is not there."""
        typed = self._unfinished(key)
        if typed is not None:
            return dict(typed.texts)
        entry = self._entries.get(key)
        return {} if entry is None else dict(_texts_of(entry))

    def faults(self, key: Key, texts: Texts) -> dict[str, str]:
        """Return what keeps these texts from being used, by field."""
        known = {item.id for item in self._catalogue().items}
        found = faults_of(key[0], texts, self._clock.today(), known, key[1])
        if key[0] is OwnKind.PRICE and (chosen := texts.get("item", "").strip()):
            taken = {k for k in self._entries if k != key and k[0] is OwnKind.PRICE}
            if (OwnKind.PRICE, chosen) in taken:
                found.setdefault(
                    "item", "この仕事の相場は、もう書いてあります。そちらを直してください。"
                )
        return found

    def name_of(self, item_id: str) -> str:
        """Return the name of a piece of work by its id."""
        item = self._catalogue().item(item_id)
        return item.name if item is not None else "なくなった仕事"

    # ---- writing ----

    def add(self, kind: OwnKind, texts: Texts | None = None) -> Key:
        """Begin an entry, from texts or blank; return its key."""
        key = (kind, self._new_id())
        blank = {"quantity": "1"} if kind is OwnKind.ITEM else {}
        begun = without_ids(texts or blank)
        self._apply(f"{kind.label}を足す", lambda state: self._with(state, key, begun))
        return key

    def start_from(self, item: CatalogueItem) -> Key:
        """Begin a piece of work with what a template of the catalogue says."""
        # What the program knows a price from is not what the consultant knows one from.
        texts = texts_of(item) | {"basis": "", "priced_on": ""}
        if item.price.confidence == Confidence.OWN:
            texts |= {key: texts_of(item)[key] for key in ("basis", "priced_on")}
        return self.add(OwnKind.ITEM, texts)

    def copy(self, key: Key) -> Key:
        """Begin an entry with what another one says."""
        texts = self.texts(key)
        if key[0] is OwnKind.PRICE:
            texts["item"] = ""
        else:
            texts["name"] = f"{texts.get('name', '')}（写し）"
        return self.add(key[0], texts)

    def put(self, key: Key, texts: Texts, merge_key: str = "") -> tuple[Key, dict[str, str]]:
        """Keep what is typed; use it if nothing is wrong. Return the key and the faults.

        The key of a price changes with the work it is for. Changes in a row to one entry with
        the same `merge_key` are one step of undo.
        """
        faults = self.faults(key, texts)
        if dict(texts) == self.texts(key):
            return key, faults
        fresh, first = key, "item" if key[0] is OwnKind.PRICE else "name"
        if not faults and key[0] is OwnKind.PRICE:
            fresh = (OwnKind.PRICE, texts["item"].strip())

        def change(state: OwnState) -> OwnState:
            if faults:
                return self._with(state, key, texts)
            try:
                entry = self._entry(fresh, texts)
            except DataFileError as error:
                # The reader of files is the last to judge; what it refuses stays unfinished.
                faults[first] = own_fault_words(error)
                return self._with(state, key, texts)
            entries = {fresh if k == key else k: e for k, e in entries_of(state.file).items()}
            entries[fresh] = entry
            file = file_of(WINDOW_FILE, entries)
            if _too_large(file):
                faults[first] = "多すぎて 1つのファイルに入りません。要らないものを消してください。"
                return self._with(state, key, texts)
            if said := self._newly_left_out(file):
                faults["prerequisites" if key[0] is OwnKind.ITEM else first] = said
                return self._with(state, key, texts)
            return OwnState(file=file, unfinished=_but(state.unfinished, key))

        self._apply(f"「{self._name(key)}」を直す", change, f"{key}{merge_key}")
        return (key if faults else fresh), faults

    def remove(self, key: Key) -> str:
        """Delete an entry; return why it stays, or an empty text."""
        if users := self._users(key):
            return (
                f"「{users[0]}」がこの仕事を使っています。"
                "そちらから外してから、もう一度消してください。"
            )

        def change(state: OwnState) -> OwnState:
            entries = {k: e for k, e in entries_of(state.file).items() if k != key}
            file = file_of(WINDOW_FILE, entries)
            return OwnState(file=file, unfinished=_but(state.unfinished, key))

        self._apply(f"「{self._name(key)}」を消す", change)
        return ""

    def undo(self) -> str:
        """Take the last change back; return what it was, empty if there is none."""
        self.reload()
        if not self._undo:
            return ""
        label, before, _merge = self._undo.pop()
        self._redo.append((label, self._state))
        self._keep(before)
        return label

    def redo(self) -> str:
        """Make the change again that was taken back last."""
        self.reload()
        if not self._redo:
            return ""
        label, after = self._redo.pop()
        self._undo.append((label, self._state, ""))
        self._keep(after)
        return label

    # ---- one file for colleagues ----

    def count_to_export(self) -> tuple[int, int]:
        """Return how many entries go into the file, and how many unfinished ones do not."""
        used = sum(1 for _ in self._used().values())
        new = sum(1 for row in self.rows() if row.use is Use.UNFINISHED)
        return used, new

    def suggested_name(self) -> str:
        """Return a name for the file."""
        return f"自前の仕事_{self._clock.today().isoformat()}.toml"

    def export(self, path: Path) -> None:
        """Write all entries that are used into one file, those written by hand with them.

        Raises:
            ExportFailed: the place cannot be written.
            DiskFull: there is no room.
            ExportTooLarge: nobody could take the file in.
        """
        content = to_toml(file_of(WINDOW_FILE, self._used()), _EXCHANGE_REMARK).encode()
        if len(content) > MAX_BYTES:
            raise ExportTooLarge(path)
        write_atomically(path, content)

    def look_into(self, path: Path) -> Offer:
        """Return what a colleague's file holds beside one's own; nothing is written."""
        self.reload()
        try:
            theirs = own_file_from(path.name, read_own_toml(path, MAX_BYTES)[1])
            brought = entries_of(theirs)
            rest = file_of(WINDOW_FILE, {k: e for k, e in self._used().items() if k not in brought})
            if (fault := first_fault((rest, theirs))) is not None:
                raise fault
        except DataFileError as error:
            return Offer(name=path.name, fault=exchange_fault_words(error))
        names = {item.id: item.name for item in theirs.items}
        offered = compared(
            theirs,
            self._entries,
            lambda key: key in entries_of(self._state.file),
            lambda item_id: names.get(item_id) or self.name_of(item_id),
        )
        return Offer(name=path.name, file=theirs, entries=offered)

    def take_in(self, offer: Offer, takings: Mapping[Key, Taking]) -> str:
        """Take entries over as one step; return why nothing was taken, or an empty text."""
        if offer.file is None:
            return offer.fault
        chosen = {entry.key: takings.get(entry.key, entry.takings[0]) for entry in offer.entries}
        theirs, refusal = offer.file, ""

        def change(state: OwnState) -> OwnState:
            nonlocal refusal
            file = merged(state.file, theirs, chosen, self._new_id)
            if refusal := self._newly_left_out(file):
                return state
            if _too_large(file):
                refusal = "取り込むと多すぎます。要らないものを消してから取り込んでください。"
                return state
            taken = {key for key, taking in chosen.items() if taking is Taking.TAKE}
            kept = tuple(u for u in state.unfinished if (u.kind, u.id) not in taken)
            return OwnState(file=file, unfinished=kept)

        self._apply(f"「{offer.name}」を取り込む", change)
        return refusal

    # ---- inside ----

    def _apply(self, label: str, change: Callable[[OwnState], OwnState], merge: str = "") -> None:
        self.reload()
        before = self._state
        after = change(before)
        if after == before:
            return
        self._keep(after)
        if not (merge and self._undo and self._undo[-1][2] == merge and not self._redo):
            self._undo.append((label, before, merge))
        del self._undo[:-_MOST_UNDO]
        self._redo.clear()

    def _keep(self, state: OwnState) -> None:
        used = self._state.file
        self._store.write(state, self._state)
        self._state = state
        self._load()
        if state.file != used:
            self._changed()

    def _load(self) -> None:
        self._loaded = load_own(self._folder)
        hand = {k: e for file in self._hand_files() for k, e in entries_of(file).items()}
        self._entries = hand | entries_of(self._state.file)

    def _new_id(self) -> str:
        return f"X-{self._random().upper()}"

    def _unfinished(self, key: Key) -> Unfinished | None:
        return next((u for u in self._state.unfinished if (u.kind, u.id) == key), None)

    def _with(self, state: OwnState, key: Key, texts: Texts) -> OwnState:
        typed = Unfinished(kind=key[0], id=key[1], texts=dict(texts))
        there = any((u.kind, u.id) == key for u in state.unfinished)
        kept = tuple(typed if (u.kind, u.id) == key else u for u in state.unfinished)
        return replace(state, unfinished=kept if there else (*kept, typed))

    def _entry(self, key: Key, texts: Texts) -> OwnEntry:
        values = values_of(key[0], texts, key[1], self._clock.today())
        return entries_of(own_file_from(WINDOW_FILE, {key[0].value: [values]}))[key]

    def _hand_files(self) -> tuple[OwnFile, ...]:
        head = f"{WINDOW_FILE}："
        return tuple(file for file in self._loaded.files if not file.name.startswith(head))

    def _left_out(self, file: OwnFile) -> dict[str, str]:
        """Return what does not go together with the rest, by the name it has here."""
        files = [*_singly(file), *self._hand_files()]
        found: dict[str, str] = {}
        while (fault := first_fault(files)) is not None:
            found[fault.file] = own_fault_words(fault)
            files = [other for other in files if other.name != fault.file]
        return found

    def _newly_left_out(self, file: OwnFile) -> str:
        """Return why something would no longer be used with this file, or an empty text."""
        left_out = self._left_out(file)
        before = self._left_out(self._state.file) if left_out else {}
        return next((said for name, said in left_out.items() if name not in before), "")

    def _used(self) -> dict[Key, OwnEntry]:
        return {k: e for file in self._loaded.files for k, e in entries_of(file).items()}

    def _users(self, key: Key) -> list[str]:
        """Return the names of what rests on a piece of work."""
        if key[0] is not OwnKind.ITEM:
            return []
        return [
            entry.name if not isinstance(entry, OwnPrice) else f"{self.name_of(key[1])}の相場"
            for entry in self._entries.values()
            if key[1] in rests_on(entry)
        ]

    def _name(self, key: Key) -> str:
        if key[0] is OwnKind.PRICE:
            chosen = self.texts(key).get("item", "").strip()
            return self.name_of(chosen) if chosen else f"{_NO_NAME}相場"
        return self.texts(key).get("name", "").strip() or f"{_NO_NAME}{key[0].label}"

    def _window_rows(self) -> list[OwnRow]:
        entries = entries_of(self._state.file)
        used, left_out = self._used(), self._left_out(self._state.file)
        keys = [*entries, *((u.kind, u.id) for u in self._state.unfinished)]
        rows = []
        for key in dict.fromkeys(keys):
            texts = self.texts(key)
            use = Use.USED if key in used else Use.LEFT_OUT
            count = 0
            if self._unfinished(key) is not None:
                use = Use.CHANGING if key in entries else Use.UNFINISHED
                count = len(self.faults(key, texts))
            remark = f"あと {count}か所" if count else _remark(key[0], texts)
            fault = left_out.get(str(key), "") if use is Use.LEFT_OUT else ""
            rows.append(OwnRow(key=key, name=self._name(key), remark=remark, use=use, fault=fault))
        return rows

    def _hand_rows(self) -> list[OwnRow]:
        return [
            OwnRow(
                key=key,
                name=self._name(key),
                remark=_remark(key[0], _texts_of(entry)),
                use=Use.USED,
                file=file.name,
            )
            for file in self._hand_files()
            for key, entry in entries_of(file).items()
        ]


# A list shows every entry again at each change of one.
@lru_cache(maxsize=4096)
def _texts_of(entry: OwnEntry) -> Texts:
    return MappingProxyType(texts_of(entry))


def _singly(file: OwnFile) -> tuple[OwnFile, ...]:
    return tuple(file_of(str(key), {key: entry}) for key, entry in entries_of(file).items())


def _too_large(file: OwnFile) -> bool:
    """Tell whether the file could not be read again once it is written."""
    return len(to_toml(file, "").encode()) > MAX_BYTES - 4096


def _but(unfinished: tuple[Unfinished, ...], key: Key) -> tuple[Unfinished, ...]:
    return tuple(u for u in unfinished if (u.kind, u.id) != key)


@cache
def _kinds() -> dict[str, str]:
    return {w.id: w.name for w in load_catalogue().work_types}


def _remark(kind: OwnKind, texts: Texts) -> str:
    if kind is OwnKind.PROBLEM:
        count = sum(1 for key in texts if key.startswith("sub_issue.") and key.endswith(".name"))
        return f"細かな課題 {count}"
    money = f"{texts.get('low', '')}〜{texts.get('high', '')}（税別）"
    word = _kinds().get(texts.get("work_type", ""), "")
    return " ・ ".join(part for part in (word, money) if part)
