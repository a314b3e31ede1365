"""Work and problems that a consultant adds: the program's own shape, ids that begin with X-.

What is wrong leaves out the whole file it stands in, named; it never keeps the program from
starting, and never changes what ships with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cspdesk.domain.catalogue import Catalogue, CatalogueItem, Problem
from cspdesk.domain.finding import is_own_id
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence, Source
from cspdesk.errors import DataFileError
from cspdesk.own_files import own_files, read_own_toml
from cspdesk.services.catalogue import (
    Entry,
    load_catalogue,
    load_format_model,
    read_item,
    read_problem,
)
from cspdesk.services.own_catalogue_faults import own_fault_words

OWN_FOLDER = "catalogue"
_MAX_BYTES = 512 * 1024
_MAX_FILES = 100
_MOST_YEN = 100_000_000
_MOST_HOURS = 10_000
_MOST_DAYS = 3_650
_MOST_UNITS = 100_000
_INSIDE_OR_NOBODY = frozenset({"inside", "avoid", "never", "kancho"})
_QUALIFIED = frozenset(
    {"shikaku", "bengoshi", "zeirishi", "sharoshi", "gyosei", "shiho", "benrishi"}
)
_VERDICTS = _INSIDE_OR_NOBODY | _QUALIFIED
_PERSONAL = frozenset({"none", "possible", "yes"})
_WITHHOLDING = frozenset({"yes", "no", "要確認"})
_PRIORITIES = frozenset({"core", "nice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """What one file adds."""

    name: str
    items: tuple[CatalogueItem, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCatalogue:
    """What a data folder adds; `faults` are (file, what is wrong) of files that are left out."""

    files: tuple[OwnFile, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()

    def added_to(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue with the own entries behind the shipped ones."""
        if not self.files:
            return catalogue
        return replace(
            catalogue,
            items=(*catalogue.items, *(item for file in self.files for item in file.items)),
            problems=(*catalogue.problems, *(p for file in self.files for p in file.problems)),
        )


def load_own(folder: Path) -> OwnCatalogue:
    """Return what a data folder adds; creates nothing and lets no fault of a file through."""
    faults: list[tuple[str, str]] = []
    files: list[OwnFile] = []
    try:
        paths = own_files(folder / OWN_FOLDER, _MAX_FILES)
    except DataFileError as error:
        return OwnCatalogue(faults=((OWN_FOLDER, own_fault_words(error)),))
    for path in paths:
        try:
            files.append(read_own_file(path))
        except DataFileError as error:
            faults.append((path.name, own_fault_words(error)))
    # A file that falls out may take away what another rests on.
    while (fault := _first_fault(files)) is not None:
        faults.append((fault.file, own_fault_words(fault)))
        files = [file for file in files if file.name != fault.file]
    return OwnCatalogue(files=tuple(files), faults=tuple(sorted(faults)))


def read_own_file(path: Path) -> OwnFile:
    """Return the entries of one file, each sound by itself.

    Raises:
        DataFileError: it cannot be read, or an entry is not as it has to be.
    """
    types = {work_type.id: work_type for work_type in load_catalogue().work_types}
    whole = Entry(path.name, "", read_own_toml(path, _MAX_BYTES)[1])
    items, problems = [], []
    for entry in whole.entries("item"):
        work_type = types.get(entry.text("work_type", empty=False))
        if work_type is None:
            raise DataFileError(path.name, f"{entry.label}.work_type", "is no work type")
        item = read_item(entry, work_type, _own_basis)
        _judge_item(path.name, entry.label, item)
        items.append(item)
    for entry in whole.entries("problem"):
        problem = read_problem(entry)
        _judge_problem(path.name, entry.label, problem)
        problems.append(problem)
    whole.done()
    if not items and not problems:
        raise DataFileError(path.name, "", "holds no entry")
    return OwnFile(name=path.name, items=tuple(items), problems=tuple(problems))


def _own_basis(price: Entry) -> tuple[Source, ...]:
    """Return what an own price rests on: the consultant's words and the day of them."""
    day = price.day("checked_on")
    basis = Source(law=price.text("basis", empty=False), dated=f"{day}", checked_on=day)
    if price.text("confidence") != Confidence.OWN:
        raise DataFileError(price.file, f"{price.label}.confidence", "an own price is own")
    price.text("per", empty=False)
    return (basis,)


def _judge_item(file: str, label: str, item: CatalogueItem) -> None:
    price, profile = item.price, dict(item.format_profile)
    options = {q.id: {o.id for o in q.options} for q in load_format_model().questions}
    suited, unsuited = {h.format for h in item.formats}, {h.format for h in item.unsuitable}
    wrong = (
        ("id", not is_own_id(item.id), "must be X- and capital letters, digits or hyphens"),
        ("price", not 0 < price.low_yen <= price.typical_yen <= price.high_yen, "must rise"),
        ("price", price.high_yen > _MOST_YEN, "is too large"),
        ("hours", not item.hours > 0, "must be above zero"),
        ("hours", item.hours > _MOST_HOURS, "is too large"),
        ("days", item.days[0] < 1, "must be above zero"),
        ("days", item.days[-1] > _MOST_DAYS, "is too large"),
        ("quantity", item.quantity[0] < 1, "must be above zero"),
        ("quantity", item.quantity[-1] > _MOST_UNITS, "is too large"),
        ("acceptance", not item.acceptance, "needs at least one"),
        ("inputs", not item.inputs, "needs at least one"),
        ("rights_note", not item.rights_note.strip(), "must not be empty"),
        ("withholding", item.withholding not in _WITHHOLDING, "needs yes, no or 要確認"),
        ("personal_data", item.personal_data not in _PERSONAL, "needs none, possible or yes"),
        ("secret", item.secret not in _PERSONAL, "needs none, possible or yes"),
        ("formats", not suited or bool(suited & unsuited), "needs suited formats"),
        (
            "formats",
            item.personal_data == "yes" and RequestFormat.TASK in suited,
            "never gives personal data to a crowd",
        ),
        ("keywords", not (item.keywords or item.paraphrases), "needs at least one"),
        (
            "format_profile",
            any(value not in options.get(name, ()) for name, value in profile.items()),
            "is no answer to a question of the format",
        ),
    )
    _raise_first(file, label, wrong)


def _judge_problem(file: str, label: str, problem: Problem) -> None:
    own = {sub.id for sub in problem.sub_issues}
    parts = (*own, *(kept.id for kept in problem.not_to_order))
    links = [link for sub in problem.sub_issues for link in sub.items]
    named = {name for sub in problem.sub_issues for name in sub.depends_on}
    named |= {name for question in problem.questions for name in question.points_to}
    wrong = (
        (
            "id",
            not is_own_id(problem.id),
            "must be X- and capital letters, digits or hyphens",
        ),
        ("keywords", not (problem.keywords or problem.paraphrases), "needs at least one"),
        ("sub_issue", not problem.sub_issues, "needs at least one"),
        (
            "id",
            len(set(parts)) < len(parts) or any(not p.startswith(f"{problem.id}.") for p in parts),
            "parts begin with the id of the problem",
        ),
        ("sub_issue", not named <= own, "names no sub-issue of this problem"),
        (
            "not_to_order",
            any(kept.verdict not in _VERDICTS for kept in problem.not_to_order),
            "is no verdict",
        ),
        ("items", any(link.priority not in _PRIORITIES for link in links), "needs core or nice"),
    )
    _raise_first(file, label, wrong)


def _raise_first(file: str, label: str, wrong: tuple[tuple[str, bool, str], ...]) -> None:
    for key, is_wrong, expected in wrong:
        if is_wrong:
            raise DataFileError(file, f"{label}.{key}", expected)


def _first_fault(files: list[OwnFile]) -> DataFileError | None:
    """Return what is wrong between files: an id taken twice, a name that nothing has, a circle."""
    for judge in (_taken_twice, _unknown_name, _circle):
        found = next(judge(files), None)
        if found is not None:
            return DataFileError(*found)
    return None


_Faults = Iterator[tuple[str, str, str]]


def _taken_twice(files: list[OwnFile]) -> _Faults:
    seen: set[str] = set()
    for file in files:
        for name in (*(item.id for item in file.items), *(p.id for p in file.problems)):
            if name in seen:
                yield file.name, "id", f"{name} is taken"
            seen.add(name)


def _unknown_name(files: list[OwnFile]) -> _Faults:
    shipped = load_catalogue()
    known = {item.id for item in shipped.items} | {i.id for f in files for i in f.items}
    for file in files:
        named = [name for item in file.items for name in item.prerequisites]
        named += [link.item_id for p in file.problems for s in p.sub_issues for link in s.items]
        for name in named:
            if name not in known:
                yield file.name, "items", f"{name} is no work item"


def _circle(files: list[OwnFile]) -> _Faults:
    own = {item.id: file.name for file in files for item in file.items}
    before = {i.id: {n for n in i.prerequisites if n in own} for f in files for i in f.items}
    while free := [name for name, needed in before.items() if not needed & before.keys()]:
        for name in free:
            del before[name]
    for name in sorted(before):
        yield own[name], "prerequisites", "run in a circle"
