"""Work, prices and problems of a consultant: the program's own shape, ids that begin with X-.

What is wrong leaves out the whole file it stands in, named; it never keeps the program from
starting, and never changes what ships with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from cspdesk.domain.catalogue import Catalogue, CatalogueItem, PriceRange, WorkType
from cspdesk.domain.source import Confidence, Source
from cspdesk.errors import DataFileError
from cspdesk.own_files import own_files, read_own_bytes, values_of_toml
from cspdesk.services.catalogue import (
    Entry,
    load_catalogue,
    read_item,
    read_problem,
)
from cspdesk.services.own_catalogue_faults import own_fault_words
from cspdesk.services.own_file import OwnFile, OwnPrice
from cspdesk.services.own_judging import first_fault, judge_item, judge_price, judge_problem

OWN_FOLDER = "catalogue"
# The one file that the program writes; all others are written by hand.
WINDOW_FILE = "written-in-window.toml"
MAX_BYTES = 2 * 1024 * 1024
_MAX_FILES = 100
# More than the files of a folder; what was judged is not judged again until it changes.
_MOST_JUDGED = 256
# Signs that no screen shows, or that turn the direction of the text around them.
UNSHOWN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# Signs without a width of their own: harmless inside a text, nothing by themselves.
NO_WIDTH = re.compile(r"[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]")
LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Keys of files whose text stands on one line of a screen or a sheet.
_ONE_LINE = frozenset({"name", "unit", "per", "who", "why", "ask", "goal", "measure"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCatalogue:
    """What a data folder adds; `faults` are (file, what is wrong) of files that are left out."""

    files: tuple[OwnFile, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()

    def added_to(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue with own entries behind the shipped ones, at the own prices."""
        if not self.files:
            return catalogue
        own = [item for file in self.files for item in file.items]
        prices = {p.item_id: p.price for file in self.files for p in file.prices}
        return replace(
            catalogue,
            items=tuple(_priced(item, prices) for item in (*catalogue.items, *own)),
            problems=(*catalogue.problems, *(p for file in self.files for p in file.problems)),
        )


def _priced(item: CatalogueItem, prices: Mapping[str, PriceRange]) -> CatalogueItem:
    return replace(item, price=prices[item.id]) if item.id in prices else item


def load_own(folder: Path) -> OwnCatalogue:
    """Return what a data folder adds; creates nothing and lets no fault of a file through."""
    faults: list[tuple[str, str]] = []
    files: list[OwnFile] = []
    try:
        paths = own_files(folder / OWN_FOLDER, _MAX_FILES)
    except DataFileError as error:
        return OwnCatalogue(faults=((OWN_FOLDER, own_fault_words(error)),))
    # An id belongs to the first that has it; what is written in the window comes first.
    for path in sorted(paths, key=lambda path: (path.name != WINDOW_FILE, path.name)):
        try:
            file = read_own_file(path)
        except DataFileError as error:
            faults.append((path.name, own_fault_words(error)))
            continue
        files.extend(one_by_one(file) if path.name == WINDOW_FILE else (file,))
    # A file that falls out may take away what another rests on.
    while (fault := first_fault(files)) is not None:
        faults.append((fault.file, own_fault_words(fault)))
        files = [file for file in files if file.name != fault.file]
    return OwnCatalogue(files=tuple(files), faults=tuple(sorted(faults)))


def one_by_one(file: OwnFile) -> Iterator[OwnFile]:
    """Yield each entry as if it stood in a file of its own, so that it falls out alone."""
    for item in file.items:
        yield OwnFile(name=f"{file.name}：{item.name}", items=(item,))
    for price in file.prices:
        yield OwnFile(name=f"{file.name}：{price.item_id}", prices=(price,))
    for problem in file.problems:
        yield OwnFile(name=f"{file.name}：{problem.name}", problems=(problem,))


def read_own_file(path: Path) -> OwnFile:
    """Return the entries of one file, each sound by itself.

    Raises:
        DataFileError: it cannot be read, or an entry is not as it has to be.
    """
    content = read_own_bytes(path, MAX_BYTES)
    file = _judged.get(path.name, content)
    if file is None:
        file = own_file_from(path.name, values_of_toml(path.name, content))
        _judged.put(path.name, content, file)
    return file


def written(file: OwnFile, content: bytes) -> None:
    """Remember that `content` says what `file` holds, so that it is not read back for it."""
    _judged.put(file.name, content, file)


class _Judged:
    """Files that were found sound, by name and content; the ones unused for longest go."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, bytes], OwnFile] = {}
        self._lock = Lock()

    def get(self, name: str, content: bytes) -> OwnFile | None:
        key = (name, sha256(content).digest())
        with self._lock:
            file = self._files.pop(key, None)
            if file is not None:
                self._files[key] = file
        return file

    def put(self, name: str, content: bytes, file: OwnFile) -> None:
        with self._lock:
            self._files[name, sha256(content).digest()] = file
            if len(self._files) > _MOST_JUDGED:
                del self._files[next(iter(self._files))]


_judged = _Judged()


def own_file_from(name: str, values: dict[str, Any]) -> OwnFile:
    """Return the entries that a file holds as plain values, each sound by itself.

    Raises:
        DataFileError: an entry is not as it has to be.
    """
    _refuse_unshown(name, "", values)
    values = {key: _on_one_line(key, value) for key, value in values.items()}
    types = {work_type.id: work_type for work_type in load_catalogue().work_types}
    whole = Entry(name, "", values)
    file = OwnFile(
        name=name,
        items=tuple(_read_item(entry, types) for entry in whole.entries("item")),
        problems=tuple(map(read_problem, whole.entries("problem"))),
        prices=tuple(map(_read_price, whole.entries("price"))),
    )
    for entry, problem in zip(whole.entries("problem"), file.problems, strict=True):
        judge_problem(name, entry.label, problem)
    whole.done()
    if file.is_empty:
        raise DataFileError(name, "", "holds no entry")
    return file


def _read_item(entry: Entry, types: Mapping[str, WorkType]) -> CatalogueItem:
    work_type = types.get(entry.text("work_type", empty=False))
    if work_type is None:
        raise DataFileError(entry.file, f"{entry.label}.work_type", "is no work type")
    item = read_item(entry, work_type, _own_basis)
    judge_item(entry.file, entry.label, item)
    return item


def _read_price(entry: Entry) -> OwnPrice:
    found = OwnPrice(
        item_id=entry.text("item", empty=False),
        price=PriceRange(
            low_yen=entry.integer("low"),
            typical_yen=entry.integer("typical"),
            high_yen=entry.integer("high"),
            per=entry.text("per", empty=False),
            sources=_own_basis(entry),
            confidence=entry.text("confidence"),
        ),
    )
    judge_price(entry.file, entry.label, found.price)
    entry.done()
    return found


def _own_basis(price: Entry) -> tuple[Source, ...]:
    """Return what an own price rests on: the consultant's words and the day of them."""
    day = price.day("checked_on")
    basis = Source(law=price.text("basis", empty=False), dated=f"{day}", checked_on=day)
    if price.text("confidence") != Confidence.OWN:
        raise DataFileError(price.file, f"{price.label}.confidence", "an own price is own")
    price.text("per", empty=False)
    return (basis,)


def _refuse_unshown(name: str, key: str, value: object) -> None:
    """Refuse a text that would not look on the screen as it is written."""
    if isinstance(value, str) and UNSHOWN.search(value):
        raise DataFileError(name, key, "holds a sign that cannot be shown")
    if isinstance(value, str) and value.strip() and not NO_WIDTH.sub("", value).strip():
        raise DataFileError(name, key, "must not be empty")
    if isinstance(value, dict):
        for part, inside in value.items():
            _refuse_unshown(name, part, part)
            _refuse_unshown(name, f"{key}.{part}", inside)
    if isinstance(value, list):
        for number, inside in enumerate(value):
            _refuse_unshown(name, f"{key}[{number}]", inside)


def _on_one_line(key: str, value: Any) -> Any:
    """Return a value with the texts that stand on one line on one line."""
    if isinstance(value, str) and key in _ONE_LINE:
        return LINE_ENDS.sub(" ", value)
    if isinstance(value, dict):
        return {part: _on_one_line(part, inside) for part, inside in value.items()}
    if isinstance(value, list):
        return [_on_one_line(key, inside) for inside in value]
    return value
