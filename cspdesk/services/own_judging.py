"""Whether own work, prices and problems are sound: each by itself, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from cspdesk.domain.catalogue import CatalogueItem, PriceRange, Problem
from cspdesk.domain.finding import is_own_id
from cspdesk.domain.request_format import RequestFormat
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.format_model import load_format_model
from cspdesk.services.own_file import OwnFile

MOST_YEN = 100_000_000
MOST_HOURS = 10_000
MOST_DAYS = 3_650
MOST_UNITS = 100_000
_INSIDE_OR_NOBODY = frozenset({"inside", "avoid", "never", "kancho"})
_QUALIFIED = frozenset(
    {"shikaku", "bengoshi", "zeirishi", "sharoshi", "gyosei", "shiho", "benrishi"}
)
_VERDICTS = _INSIDE_OR_NOBODY | _QUALIFIED
_PERSONAL = frozenset({"none", "possible", "yes"})
_WITHHOLDING = frozenset({"yes", "no", "要確認"})
_PRIORITIES = frozenset({"core", "nice"})


def judge_item(file: str, label: str, item: CatalogueItem) -> None:
    """Look at one piece of work.

    Raises:
        DataFileError: something is not as it has to be.
    """
    judge_price(file, label, item.price)
    profile = dict(item.format_profile)
    options = {q.id: {o.id for o in q.options} for q in load_format_model().questions}
    suited, unsuited = {h.format for h in item.formats}, {h.format for h in item.unsuitable}
    wrong = (
        ("id", not is_own_id(item.id), "must be X- and capital letters, digits or hyphens"),
        ("hours", not item.hours > 0, "must be above zero"),
        ("hours", item.hours > MOST_HOURS, "is too large"),
        ("days", item.days[0] < 1, "must be above zero"),
        ("days", item.days[-1] > MOST_DAYS, "is too large"),
        ("quantity", item.quantity[0] < 1, "must be above zero"),
        ("quantity", item.quantity[-1] > MOST_UNITS, "is too large"),
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


def judge_price(file: str, label: str, price: PriceRange) -> None:
    """Look at one range.

    Raises:
        DataFileError: something is not as it has to be.
    """
    wrong = (
        ("price", not 0 < price.low_yen <= price.typical_yen <= price.high_yen, "must rise"),
        ("price", price.high_yen > MOST_YEN, "is too large"),
    )
    _raise_first(file, label, wrong)


def judge_problem(file: str, label: str, problem: Problem) -> None:
    """Look at one problem.

    Raises:
        DataFileError: something is not as it has to be.
    """
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


def first_fault(files: Sequence[OwnFile]) -> DataFileError | None:
    """Return what is wrong between files: an id taken twice, a name that nothing has, a circle."""
    for judge in (_taken_twice, _unknown_name, _circle):
        found = next(judge(files), None)
        if found is not None:
            return DataFileError(*found)
    return None


_Faults = Iterator[tuple[str, str, str]]


def _taken_twice(files: Sequence[OwnFile]) -> _Faults:
    seen: set[str] = set()
    priced: set[str] = set()
    for file in files:
        for name in (*(item.id for item in file.items), *(p.id for p in file.problems)):
            if name in seen:
                yield file.name, "id", f"{name} is taken"
            seen.add(name)
        for price in file.prices:
            if price.item_id in priced:
                yield file.name, "price", f"{price.item_id} is taken"
            priced.add(price.item_id)


def _unknown_name(files: Sequence[OwnFile]) -> _Faults:
    known = _shipped_work() | {i.id for f in files for i in f.items}
    for file in files:
        named = [name for item in file.items for name in item.prerequisites]
        named += [link.item_id for p in file.problems for s in p.sub_issues for link in s.items]
        named += [price.item_id for price in file.prices]
        for name in named:
            if name not in known:
                yield file.name, "items", f"{name} is no work item"


@cache
def _shipped_work() -> frozenset[str]:
    return frozenset(item.id for item in load_catalogue().items)


def _circle(files: Sequence[OwnFile]) -> _Faults:
    own = {item.id: file.name for file in files for item in file.items}
    before = {i.id: {n for n in i.prerequisites if n in own} for f in files for i in f.items}
    while free := [name for name, needed in before.items() if not needed & before.keys()]:
        for name in free:
            del before[name]
    for name in sorted(before):
        yield own[name], "prerequisites", "run in a circle"
