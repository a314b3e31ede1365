"""Sentence patterns of postings, read from `resources/texts/postings`.

A template is put together from three layers: the patterns of the format, the parts of the
kind of work, and the parts of single pieces of work that differ from their kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cspdesk.domain.catalogue import PostingTemplate
from cspdesk.domain.posting import PostingField
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import load_catalogue, open_entry

_FOLDER = "texts/postings"
_BASE = f"{_FOLDER}/base.toml"
_MARK = re.compile(r"\{\{([^{}]+)\}\}")
_RIGHTS, _LICENCE = "権利", "権利_使う許し"
_GENERAL = "general"


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """Return `pattern` with every `{{name}}` replaced; what is put in is not read again.

    Raises:
        KeyError: the pattern names a value that is not among `values`.

    >>> fill("{{a}}は{{b}}", {"a": "{{b}}", "b": "よい"})
    '{{b}}はよい'
    """
    return _MARK.sub(lambda match: values[match[1]], pattern)


def names_in(pattern: str) -> frozenset[str]:
    """Return the names of the values that `pattern` asks for."""
    return frozenset(_MARK.findall(pattern))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Base:
    patterns: Mapping[RequestFormat, Mapping[str, str]]
    monthly: Mapping[str, str]
    parts: Mapping[str, str]
    sentences: Mapping[str, str]
    payment_methods: Mapping[str, str]
    contacts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    parts: Mapping[str, str]
    for_items: Mapping[str, Mapping[str, str]]


def _field_patterns(table: Mapping[str, str]) -> dict[str, str]:
    known = {field.value for field in PostingField}
    for key in table:
        if key not in known:
            raise DataFileError(_BASE, key, "is no field of a posting")
    return {key: text.strip("\n") for key, text in table.items()}


@cache
def _base() -> _Base:
    file = open_entry(_BASE)
    common = _field_patterns(dict(file.pairs("common")))
    base = _Base(
        patterns={f: common | _field_patterns(dict(file.pairs(f.value))) for f in RequestFormat},
        monthly=_field_patterns(dict(file.pairs("monthly"))),
        parts=dict(file.pairs("parts")),
        sentences=dict(file.pairs("sentence")),
        payment_methods=dict(file.pairs("payment_method")),
        contacts=dict(file.pairs("contact")),
    )
    file.done()
    return base


@cache
def _parts_of(work_type: str) -> _Parts:
    if work_type not in {w.id for w in load_catalogue().work_types}:
        return _Parts(parts={}, for_items={})
    file = open_entry(f"{_FOLDER}/{work_type}.toml")
    if file.text("work_type") != work_type:
        raise DataFileError(file.file, "work_type", f"needs {work_type}")
    for_items: dict[str, Mapping[str, str]] = {}
    for entry in file.entries("for_items"):
        for item_id in entry.texts("ids"):
            for_items[item_id] = dict(entry.pairs("parts"))
        entry.done()
    parts = _Parts(parts=dict(file.pairs("parts")), for_items=for_items)
    file.done()
    _refuse_unknown_parts(file.file, parts)
    return parts


def _refuse_unknown_parts(file: str, parts: _Parts) -> None:
    for table in (parts.parts, *parts.for_items.values()):
        for name in table:
            if name not in _base().parts:
                raise DataFileError(file, name, "is no part that a pattern uses")


@cache
def posting_template(
    work_type: str,
    catalogue_id: str,
    format_: RequestFormat,
    *,
    monthly: bool = False,
    licence: bool = False,
) -> PostingTemplate:
    """Return the patterns for a kind of work in a format, parts already put in.

    Args:
        work_type: id of a work type; any other text gives the general patterns.
        catalogue_id: piece of work whose own parts come before those of its kind.
        format_: the format that was chosen.
        monthly: the work runs over months and is paid for each of them.
        licence: the owner needs a right to use, not the copyright itself.

    Raises:
        DataFileError: a data file is invalid.
    """
    base, own = _base(), _parts_of(work_type)
    special = own.for_items.get(catalogue_id, {})
    parts = {**base.parts, **own.parts, **special}
    if licence:
        parts[_RIGHTS] = parts[_LICENCE]
    patterns = dict(base.patterns[format_])
    if monthly and format_ is RequestFormat.PROJECT:
        patterns.update(base.monthly)
    kind = next((w for w in load_catalogue().work_types if w.id == work_type), None)
    key = catalogue_id if special else (kind.id if kind else _GENERAL)
    marks = parts | {name: "{{" + name + "}}" for name in _value_names(patterns, parts)}
    return PostingTemplate(
        id=f"{key}.{format_.value}",
        work_type=kind.id if kind else "",
        format=format_,
        name=f"{kind.name if kind else '仕事全般'}（{format_.label}）",
        texts=tuple(
            (field.value, fill(patterns[field.value], marks))
            for field in PostingField
            if field.value in patterns
        ),
    )


def _value_names(patterns: Mapping[str, str], parts: Mapping[str, str]) -> set[str]:
    return {name for text in patterns.values() for name in names_in(text)} - set(parts)


def sentence(name: str) -> str:
    """Return a sentence that is added where the case asks for it."""
    return _base().sentences[name]


def payment_method(order_type: OrderType, format_: RequestFormat) -> str:
    """Return how the worker is paid."""
    direct = order_type is OrderType.DIRECT
    return _base().payment_methods["direct" if direct else f"{format_.value}_service"]


def contact_pattern(order_type: OrderType) -> str:
    """Return the pattern that says where questions go."""
    return _base().contacts["direct" if order_type is OrderType.DIRECT else "service"]
