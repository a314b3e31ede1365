"""Reads the platforms' profiles; every fault names file and key."""

from __future__ import annotations

from datetime import date
from functools import cache

from cspdesk import data_files
from cspdesk.domain.platform import (
    CommonHeading,
    ContactPolicy,
    OfferKind,
    OutsideContact,
    PageKind,
    PlatformFormat,
    PlatformPage,
    PlatformProfile,
    PlatformTerm,
    TermKind,
)
from cspdesk.domain.source import Confidence
from cspdesk.rules.table import Table, choice

PLATFORMS = "platforms"
COMMON_FILE = "platforms/common/prohibited.toml"
_Pages = dict[str, PlatformPage]


@cache
def platform_ids() -> tuple[str, ...]:
    """Return the ids of all platforms; a profile is not read for it."""
    names = data_files.names(PLATFORMS)
    return tuple(n.removeprefix(f"{PLATFORMS}/").removesuffix(".toml") for n in names)


def platform_files() -> tuple[str, ...]:
    """Return the names of the data files about platforms."""
    return (*data_files.names(PLATFORMS), COMMON_FILE)


@cache
def read_profile(platform_id: str) -> PlatformProfile:
    """Return one platform's profile.

    Raises:
        DataFileError: the file is missing, or a key is missing, unknown or of the wrong kind.
    """
    name = f"{PLATFORMS}/{platform_id}.toml"
    table = Table(name, "", data_files.read_toml(name))
    checked_on = table.day("checked_on")
    pages = _pages(table.table("page"), checked_on)
    profile = PlatformProfile(
        id=table.text("id"),
        name=table.text("name"),
        url=table.text("url"),
        category=table.text("class"),
        checked_on=checked_on,
        outside_contact=_outside_contact(table.table("outside_contact"), pages),
        formats=tuple(_format(entry, pages) for entry in table.tables("format")),
        terms=tuple(
            _term(entry, kind, pages) for kind in TermKind for entry in table.tables(kind.value)
        ),
        pages=tuple(pages.values()),
    )
    table.done()
    _judge(table, profile)
    return profile


@cache
def read_common_headings() -> tuple[CommonHeading, ...]:
    """Return the headings that recur in the platforms' terms.

    Raises:
        DataFileError: the file is missing or has a wrong shape.
    """
    table = Table(COMMON_FILE, "", data_files.read_toml(COMMON_FILE))
    checked_on = table.day("checked_on")
    headings = tuple(_heading(entry, checked_on) for entry in table.tables("heading"))
    table.done()
    return headings


def _pages(table: Table, checked_on: date) -> _Pages:
    pages: _Pages = {}
    for page_id in table.names():
        entry = table.table(page_id)
        pages[page_id] = PlatformPage(
            id=page_id,
            publisher=entry.text("publisher"),
            title=entry.text("title"),
            url=entry.text("url"),
            kind=choice(entry, "kind", PageKind),
            dated=entry.text("dated", ""),
            checked_on=entry.day_or_none("checked_on") or checked_on,
        )
        entry.done()
    return pages


def _named(table: Table, pages: _Pages, confidence: Confidence) -> tuple[PlatformPage, ...]:
    ids = table.texts("pages")
    if unknown := set(ids) - pages.keys():
        table.fail("pages", f"no page named {min(unknown)}")
    named = tuple(pages[page_id] for page_id in ids)
    if confidence is Confidence.CONFIRMED and not any(
        page.kind is PageKind.OPERATOR for page in named
    ):
        table.fail("pages", "what is confirmed needs a page of the operator")
    if confidence is Confidence.REFERENCE and not named:
        table.fail("pages", "needs the page that says so")
    return named


def _outside_contact(table: Table, pages: _Pages) -> OutsideContact:
    confidence = choice(table, "confidence", Confidence)
    contact = OutsideContact(
        policy=choice(table, "policy", ContactPolicy),
        text=table.text("text"),
        confidence=confidence,
        pages=_named(table, pages, confidence),
    )
    table.done()
    return contact


def _format(table: Table, pages: _Pages) -> PlatformFormat:
    confidence = choice(table, "confidence", Confidence)
    found = PlatformFormat(
        kind=choice(table, "kind", OfferKind),
        label=table.text("label"),
        offered=table.flag("offered", True),
        confidence=confidence,
        pages=_named(table, pages, confidence),
        recruit_days_max=table.number("recruit_days_max", 0) or None,
        min_count=table.number("min_count", 0) or None,
    )
    table.done()
    return found


def _term(table: Table, kind: TermKind, pages: _Pages) -> PlatformTerm:
    confidence = choice(table, "confidence", Confidence)
    term = PlatformTerm(
        kind=kind,
        key=table.text("key", "" if kind is not TermKind.WATCH else None),
        text=table.text("text"),
        confidence=confidence,
        pages=_named(table, pages, confidence),
        start=table.day_or_none("from"),
        found_by=table.texts("found_by"),
    )
    if kind is TermKind.WATCH and not term.found_by:
        table.fail("found_by", "what is watched for needs a rule that recognises it")
    table.done()
    return term


def _heading(table: Table, checked_on: date) -> CommonHeading:
    heading = CommonHeading(
        key=table.text("key"),
        text=table.text("text"),
        seen_in=table.texts("seen_in"),
        found_by=table.texts("found_by"),
        checked_on=checked_on,
    )
    if unknown := set(heading.seen_in) - set(platform_ids()):
        table.fail("seen_in", f"no platform named {min(unknown)}")
    table.done()
    return heading


def _judge(table: Table, profile: PlatformProfile) -> None:
    if table.file != f"{PLATFORMS}/{profile.id}.toml":
        table.fail("id", "must be the name of the file")
    if not profile.formats:
        table.fail("format", "needs at least one")
    kinds = [offer.kind for offer in profile.formats]
    if len(set(kinds)) < len(kinds):
        table.fail("format", "names a kind twice")
