"""What the narrowing questions may ask about: areas over the problem trees, built once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from cspdesk.domain.catalogue import Catalogue
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import Entry, open_entry

FILE = "interview/narrowing.toml"
AREA_QUESTION = "area"
MOST_CHOICES = 9


@dataclass(frozen=True, slots=True)
class Link:
    """One way that leads to a piece of work; `core` as opposed to nice to have."""

    problem_id: str
    sub_issue_id: str
    item_id: str
    core: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """How a question made from the catalogue reads; `{name}` stands for area or problem."""

    ask: str
    say: str
    why: str
    summary: str


@dataclass(frozen=True, slots=True)
class Points:
    """What one answer to an ordinary question speaks for."""

    question_id: str
    choice_id: str
    problems: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NarrowingData:
    """The data file: areas as (choice, problems), wordings by level, and what answers point to."""

    none: str
    areas: tuple[tuple[str, tuple[str, ...]], ...]
    wordings: dict[str, Wording]
    points: tuple[Points, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """The catalogue as ways to work items.

    Attributes:
        areas: choice of the area question → problems.
        further: choice of the area question → items that stand under no problem.
        ways: item → links that lead to it; empty where it stands under no problem.
        below: problem or sub-issue → items below it, each once, core ones first.
        problem_of: sub-issue → its problem.
    """

    catalogue: Catalogue
    areas: dict[str, tuple[str, ...]]
    further: dict[str, tuple[str, ...]]
    ways: dict[str, tuple[Link, ...]]
    below: dict[str, tuple[str, ...]]
    problem_of: dict[str, str]


def _points(entry: Entry) -> Points:
    question_id, sign, choice_id = entry.text("answer").partition("=")
    if not sign:
        raise DataFileError(entry.file, f"{entry.label}.answer", "needs question=choice")
    found = Points(
        question_id,
        choice_id,
        entry.texts("problems") if entry.has("problems") else (),
        entry.texts("items") if entry.has("items") else (),
    )
    entry.done()
    return found


def _wording(entry: Entry) -> Wording:
    found = Wording(*(entry.text(key, empty=False) for key in ("ask", "say", "why", "summary")))
    entry.done()
    return found


@cache
def load_narrowing() -> NarrowingData:
    """Return the data file.

    Raises:
        DataFileError: the file is invalid.
    """
    file = open_entry(FILE)
    areas = []
    for entry in file.entries("area"):
        areas.append((entry.text("choice"), entry.texts("problems")))
        entry.done()
    levels = file.entry("wording")
    wordings = {
        level: _wording(levels.entry(level))
        for level in ("problem", "sub_issue", "item", "further")
    }
    levels.done()
    data = NarrowingData(
        file.text("none", empty=False),
        tuple(areas),
        wordings,
        tuple(_points(entry) for entry in file.entries("points")),
    )
    file.done()
    return data


@lru_cache(maxsize=2)
def build_field(catalogue: Catalogue) -> Field:
    """Return the ways through this catalogue; own problems and items find their place."""
    links = [
        Link(problem.id, sub.id, link.item_id, link.priority == "core")
        for problem in catalogue.problems
        for sub in problem.sub_issues
        for link in sub.items
    ]
    ways: dict[str, list[Link]] = {item.id: [] for item in catalogue.items}
    below: dict[str, dict[str, bool]] = {}
    for link in links:
        ways.setdefault(link.item_id, []).append(link)
        for node in (link.problem_id, link.sub_issue_id):
            core = below.setdefault(node, {})
            core[link.item_id] = core.get(link.item_id, False) or link.core
    areas = _areas(catalogue, below)
    return Field(
        catalogue=catalogue,
        areas=areas,
        further=_further(catalogue, areas, ways, below),
        ways={item_id: tuple(found) for item_id, found in ways.items()},
        below={
            node: tuple(sorted(found, key=lambda i: not found[i])) for node, found in below.items()
        },
        problem_of={s.id: p.id for p in catalogue.problems for s in p.sub_issues},
    )


def _areas(catalogue: Catalogue, below: dict[str, dict[str, bool]]) -> dict[str, tuple[str, ...]]:
    """Return the areas; a problem that the data does not name joins the most related area."""
    known = {problem.id for problem in catalogue.problems}
    areas = {
        choice: [p for p in problems if p in known] for choice, problems in load_narrowing().areas
    }
    named = {p for problems in areas.values() for p in problems}
    for problem in catalogue.problems:
        if problem.id in named or not areas:
            continue
        own = set(below.get(problem.id, ()))
        # Related by shared work; of equals the one with most room is taken.
        nearest = max(
            areas,
            key=lambda a: (
                len(areas[a]) < MOST_CHOICES,
                sum(len(own & set(below.get(p, ()))) for p in areas[a]) / (len(areas[a]) + 1),
            ),
        )
        areas[nearest].append(problem.id)
    return {choice: tuple(problems) for choice, problems in areas.items()}


def _further(
    catalogue: Catalogue,
    areas: dict[str, tuple[str, ...]],
    ways: dict[str, list[Link]],
    below: dict[str, dict[str, bool]],
) -> dict[str, tuple[str, ...]]:
    """Return items without a problem, by the area whose problems need the same type of work."""
    types = {item.id: item.work_type for item in catalogue.items}
    counts = {
        area: Counter(types.get(i, "") for p in problems for i in below.get(p, ()))
        for area, problems in areas.items()
    }
    found: dict[str, list[str]] = {area: [] for area in areas}
    for item in catalogue.items:
        if ways[item.id] or not areas:
            continue
        nearest = max(
            areas, key=lambda a: (len(found[a]) < MOST_CHOICES, counts[a][item.work_type])
        )
        found[nearest].append(item.id)
    return {area: tuple(items) for area, items in found.items()}
