"""Work-item templates and problem trees, read from `resources/catalogue`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from cspdesk import data_files
from cspdesk.domain.catalogue import (
    Catalogue,
    CatalogueItem,
    FormatHint,
    Goal,
    ItemLink,
    NotToOrder,
    PriceRange,
    Problem,
    ProblemQuestion,
    SubIssue,
    WorkType,
)
from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Confidence, Ground, Source
from cspdesk.errors import DataFileError

_FOLDER = "catalogue"
_GROUNDS = f"{_FOLDER}/grounds.toml"
_ESTIMATED = "推定"


class Entry:
    """One table of a data file; every access names file and key when it fails."""

    def __init__(self, file: str, label: str, values: dict[str, Any]) -> None:
        self.file = file
        self.label = label
        self._values = values
        self._read: set[str] = set()

    def _take(self, key: str, kind: type | tuple[type, ...], expected: str) -> Any:
        self._read.add(key)
        value = self._values.get(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise DataFileError(self.file, f"{self.label}.{key}", f"needs {expected}")
        return value

    def has(self, key: str) -> bool:
        """Tell whether the key is there."""
        return key in self._values

    def text(self, key: str, *, empty: bool = True) -> str:
        """Return a string."""
        value: str = self._take(key, str, "a text")
        if not empty and not value.strip():
            raise DataFileError(self.file, f"{self.label}.{key}", "must not be empty")
        return value

    def text_or(self, key: str, default: str) -> str:
        """Return a string, or `default` where the key is left out."""
        return self.text(key) if key in self._values else default

    def flag(self, key: str) -> bool:
        """Return a truth value, false where the key is left out."""
        return bool(self._take(key, bool, "true or false")) if key in self._values else False

    def integer(self, key: str) -> int:
        """Return a whole number."""
        return int(self._take(key, int, "a whole number"))

    def integer_or(self, key: str, default: int) -> int:
        """Return a whole number, or `default` where the key is left out."""
        return self.integer(key) if key in self._values else default

    def number(self, key: str) -> float:
        """Return a number."""
        return float(self._take(key, (int, float), "a number"))

    def day(self, key: str) -> date:
        """Return a date."""
        value: date = self._take(key, date, "a date such as 2026-01-01")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings, empty where the key is left out."""
        if key not in self._values:
            return ()
        values = self._take(key, list, "a list of texts")
        if not all(isinstance(value, str) for value in values):
            raise DataFileError(self.file, f"{self.label}.{key}", "needs texts only")
        return tuple(values)

    def three(self, key: str) -> tuple[int, int, int]:
        """Return three whole numbers that do not fall."""
        values = self._take(key, list, "three whole numbers")
        if (
            len(values) != 3  # noqa: PLR2004
            or not all(isinstance(value, int) for value in values)
            or sorted(values) != values
        ):
            raise DataFileError(self.file, f"{self.label}.{key}", "needs three rising numbers")
        return values[0], values[1], values[2]

    def entry(self, key: str) -> Entry:
        """Return a nested table."""
        return Entry(self.file, f"{self.label}.{key}", self._take(key, dict, "a table"))

    def entries(self, key: str) -> tuple[Entry, ...]:
        """Return a list of tables, empty where the key is left out."""
        if key not in self._values:
            return ()
        values = self._take(key, list, "a list of tables")
        if not all(isinstance(value, dict) for value in values):
            raise DataFileError(self.file, f"{self.label}.{key}", "needs a list of tables")
        return tuple(
            Entry(self.file, f"{self.label}.{key}[{number}]", value)
            for number, value in enumerate(values)
        )

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return a table of strings as pairs."""
        values = self._take(key, dict, "a table of texts")
        return tuple((str(name), str(value)) for name, value in values.items())

    def raw(self, key: str) -> dict[str, Any]:
        """Return a nested table as it stands."""
        value: dict[str, Any] = self._take(key, dict, "a table")
        return value

    def done(self) -> None:
        """Raise if the table holds keys that nobody asked for."""
        unknown = sorted(set(self._values) - self._read)
        if unknown:
            raise DataFileError(self.file, self.label, f"unknown keys: {', '.join(unknown)}")


def open_entry(name: str) -> Entry:
    """Return a whole data file as one entry."""
    return Entry(name, "", data_files.read_toml(name))


def read_format(entry: Entry, key: str) -> RequestFormat:
    """Return the format that a key names.

    Raises:
        DataFileError: it names none.
    """
    value = entry.text(key)
    try:
        return RequestFormat(value)
    except ValueError as error:
        raise DataFileError(
            entry.file, f"{entry.label}.{key}", "needs project, competition or task"
        ) from error


def _hints(entry: Entry, key: str) -> tuple[FormatHint, ...]:
    return tuple(
        FormatHint(format=read_format(hint, "format"), why=hint.text("why"))
        for hint in entry.entries(key)
    )


@cache
def price_sources() -> dict[str, Source]:
    """Return the publications behind the price ranges by their id.

    Raises:
        DataFileError: the file is invalid.
    """
    return {
        entry.text("id", empty=False): Source(
            law=entry.text("title", empty=False),
            publisher=entry.text("publisher", empty=False),
            dated=entry.text("year", empty=False),
            checked_on=entry.day("checked_on"),
        )
        for entry in open_entry(f"{_FOLDER}/price_sources.toml").entries("source")
    }


@cache
def load_grounds() -> dict[str, Ground]:
    """Return the legal grounds of the catalogue by their id.

    Raises:
        DataFileError: the file is invalid.
    """
    return {ground.id: ground for ground, _ in _grounds_with_defaults()}


@cache
def _grounds_with_defaults() -> tuple[tuple[Ground, str], ...]:
    """Return each ground with what rests on it where no ground is named."""
    found = []
    for entry in open_entry(_GROUNDS).entries("ground"):
        ground = Ground(
            id=entry.text("id", empty=False),
            source=Source(
                law=entry.text("law", empty=False),
                article=entry.text("article"),
                publisher=entry.text("publisher", empty=False),
                checked_on=entry.day("checked_on"),
            ),
            confidence=_confidence(entry),
        )
        found.append((ground, entry.text_or("default_for", "")))
        entry.done()
    return tuple(found)


def _confidence(entry: Entry) -> Confidence:
    value = entry.text("confidence")
    if value not in (Confidence.CONFIRMED, Confidence.TO_CHECK):
        raise DataFileError(entry.file, f"{entry.label}.confidence", "needs 確認済 or 要確認")
    return Confidence(value)


def default_grounds(what: str) -> tuple[Ground, ...]:
    """Return what a note or a verdict of this name rests on where no ground is named."""
    return tuple(g for g, default_for in _grounds_with_defaults() if default_for == what)


def _named_grounds(entry: Entry) -> tuple[Ground, ...]:
    known = load_grounds()
    for name in entry.texts("grounds"):
        if name not in known:
            raise DataFileError(entry.file, f"{entry.label}.grounds", f"{name} is no ground")
    return tuple(known[name] for name in entry.texts("grounds"))


def read_not_to_order(entry: Entry) -> NotToOrder:
    """Return one entry of what must not be ordered, with its own grounds or its verdict's.

    Raises:
        DataFileError: a key is missing, or a ground is unknown.
    """
    verdict = entry.text("verdict", empty=False)
    return NotToOrder(
        id=entry.text("id", empty=False),
        name=entry.text("name", empty=False),
        verdict=verdict,
        who=entry.text("who", empty=False),
        reason=entry.text("reason", empty=False),
        instead=entry.text("instead", empty=False),
        grounds=_named_grounds(entry) or default_grounds(verdict),
    )


def _price_basis(price: Entry) -> tuple[Source, ...]:
    basis = price.text("basis", empty=False)
    if basis == _ESTIMATED:
        return ()
    try:
        return tuple(price_sources()[name] for name in basis.split(","))
    except KeyError as error:
        raise DataFileError(
            price.file, f"{price.label}.basis", f"{error.args[0]} is no price source"
        ) from error


def _price_range(price: Entry, read_basis: Callable[[Entry], tuple[Source, ...]]) -> PriceRange:
    return PriceRange(
        low_yen=price.integer("low"),
        typical_yen=price.integer("typical"),
        high_yen=price.integer("high"),
        per=price.text("per"),
        sources=read_basis(price),
        confidence=price.text("confidence", empty=False),
    )


def read_item(
    entry: Entry,
    work_type: WorkType,
    read_basis: Callable[[Entry], tuple[Source, ...]] = _price_basis,
) -> CatalogueItem:
    """Return one work-item template; `read_basis` tells what its price rests on.

    Raises:
        DataFileError: a key is missing or unknown, or holds something else.
    """
    item = CatalogueItem(
        id=entry.text("id", empty=False),
        name=entry.text("name", empty=False),
        category=work_type.category,
        work_type=work_type.id,
        deliverable=entry.text("deliverable", empty=False),
        unit=entry.text("unit", empty=False),
        quantity=entry.three("quantity"),
        inputs=entry.texts("inputs"),
        skills=entry.texts("skills"),
        formats=_hints(entry, "formats"),
        unsuitable=_hints(entry, "unsuitable"),
        price=_price_range(entry.entry("price"), read_basis),
        hours=entry.number("hours"),
        days=entry.three("days"),
        acceptance=entry.texts("acceptance"),
        rights_note=entry.text("rights_note"),
        withholding=entry.text("withholding"),
        withholding_why=entry.text("withholding_why"),
        personal_data=entry.text("personal_data"),
        secret=entry.text("secret"),
        legal_notes=entry.text("legal_notes"),
        grounds=_named_grounds(entry),
        rights_grounds=default_grounds("rights"),
        withholding_grounds=default_grounds("withholding"),
        prerequisites=entry.texts("prerequisites"),
        keywords=entry.texts("keywords"),
        paraphrases=entry.texts("paraphrases"),
        format_profile=entry.pairs("format_profile"),
        checked_on=entry.day("checked_on"),
    )
    entry.done()
    return item


def _sub_issue(entry: Entry) -> SubIssue:
    links = tuple(
        ItemLink(
            item_id=link.text("item"),
            priority=link.text("priority"),
            when=link.text_or("when", ""),
        )
        for link in entry.entries("items")
    )
    sub_issue = SubIssue(
        id=entry.text("id", empty=False),
        name=entry.text("name", empty=False),
        signs=entry.texts("signs"),
        reason=entry.text("reason"),
        depends_on=entry.texts("depends_on"),
        keep_inside=entry.texts("keep_inside"),
        items=links,
    )
    entry.done()
    return sub_issue


def _problem(name: str) -> tuple[int, Problem]:
    entry = open_entry(name)
    return entry.integer("position"), read_problem(entry)


def read_problem(entry: Entry) -> Problem:
    """Return one problem tree.

    Raises:
        DataFileError: a key is missing or unknown, or holds something else.
    """
    problem = Problem(
        id=entry.text("id", empty=False),
        name=entry.text("name", empty=False),
        paraphrases=entry.texts("paraphrases"),
        keywords=entry.texts("keywords"),
        questions=tuple(
            ProblemQuestion(
                id=q.text("id"),
                ask=q.text("ask"),
                why=q.text("why"),
                points_to=q.texts("points_to"),
            )
            for q in entry.entries("question")
        ),
        goals=tuple(
            Goal(goal=g.text("goal"), measure=g.text("measure")) for g in entry.entries("goal")
        ),
        sub_issues=tuple(_sub_issue(s) for s in entry.entries("sub_issue")),
        not_to_order=tuple(read_not_to_order(n) for n in entry.entries("not_to_order")),
        order_of_work=entry.texts("order_of_work"),
        pitfalls=entry.texts("pitfalls"),
        checked_on=entry.day("checked_on"),
    )
    entry.done()
    return problem


@cache
def load_catalogue() -> Catalogue:
    """Return all templates and problem trees, in the order of the data files.

    Raises:
        DataFileError: a file is invalid; named by file and key.
    """
    work_types = tuple(
        WorkType(
            id=e.text("id"),
            name=e.text("name"),
            category=e.text("category"),
            category_name=e.text("category_name"),
        )
        for e in open_entry(f"{_FOLDER}/work_types.toml").entries("work_type")
    )
    items: list[CatalogueItem] = []
    for work_type in work_types:
        entry = open_entry(f"{_FOLDER}/work_items/{work_type.id}.toml")
        items.extend(read_item(e, work_type) for e in entry.entries("item"))
    problems = sorted(
        (_problem(name) for name in data_files.names(f"{_FOLDER}/problems")),
        key=lambda pair: pair[0],
    )
    return Catalogue(
        work_types=work_types,
        items=tuple(items),
        problems=tuple(problem for _, problem in problems),
    )
