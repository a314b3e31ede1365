"""Any case: every field of every domain class is filled by its type, so a new field is tested."""

from __future__ import annotations

import dataclasses
import types
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from cspdesk.domain.case import Case, Step
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import Decomposition, Issue, KeptBack, WorkItem
from cspdesk.domain.hearing import Answer, Hearing, Meeting
from cspdesk.domain.posting import Posting, PostingVersion
from cspdesk.services.ports import CaseSummary
from db.text import clean

MOST_PARTS = 2

any_text = st.text(alphabet=st.characters(), max_size=6)
"""Any text at all, lone surrogates and control characters among it."""

clean_text = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t漢仮ガが"),
    max_size=6,
).map(clean)

_whole_numbers = st.integers(min_value=-(2**63), max_value=2**63 - 1)
_moments = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=9))]),
)


def of_type(kind: Any) -> st.SearchStrategy[Any]:
    """Return values of a type as the domain annotates it."""
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: clean_text,
        int: _whole_numbers,
        bool: st.booleans(),
        float: st.floats(allow_nan=False),
        date: st.dates(),
        datetime: _moments,
        types.NoneType: st.none(),
    }
    if kind in plain:
        return plain[kind]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return st.one_of(*(of_type(argument) for argument in arguments))
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(of_type(arguments[0]), max_size=MOST_PARTS).map(tuple)
    if origin is tuple:
        return st.tuples(*(of_type(argument) for argument in arguments))
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    return filled(kind)


def filled(kind: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return instances of a dataclass with every field drawn, but for those given."""
    hints = get_type_hints(kind)
    fields = {field.name: hints[field.name] for field in dataclasses.fields(kind)}
    drawn = {name: given[name] if name in given else of_type(hint) for name, hint in fields.items()}
    return st.builds(kind, **drawn)


def _parts(kind: type[Any], key: str = "id", **given: Any) -> st.SearchStrategy[Any]:
    entries = st.lists(
        filled(kind, **given), max_size=MOST_PARTS, unique_by=lambda part: getattr(part, key)
    )
    return entries.map(tuple)


def cases() -> st.SearchStrategy[Case]:
    """Return any case of the client `c1`; ids of parts of one kind differ."""
    hearing = filled(Hearing, answers=_parts(Answer, "question_id"), meetings=_parts(Meeting))
    decomposition = filled(
        Decomposition,
        issues=_parts(Issue),
        work_items=_parts(WorkItem),
        kept_back=_parts(KeptBack),
    )
    return filled(
        Case,
        client_id=st.just("c1"),
        hearing=hearing,
        decomposition=decomposition,
        postings=_parts(Posting, versions=_parts(PostingVersion, "number")),
        version=st.just(0),
    )


def clients() -> st.SearchStrategy[Client]:
    """Return any client that is in use."""
    return filled(Client, merged_into=st.just(""), version=st.just(0))


def summaries() -> st.SearchStrategy[CaseSummary]:
    """Return any derived columns."""
    return filled(
        CaseSummary,
        step=st.sampled_from([step.value for step in Step]),
        errors=st.integers(-1, 2),
        warnings=st.integers(-1, 2),
    )
