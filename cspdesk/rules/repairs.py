"""Concrete edits for findings: words to put in the place of others, sentences for a gap."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cspdesk.domain.finding import Edit
from cspdesk.domain.posting import PostingField
from cspdesk.domain.typed_values import format_day
from cspdesk.rules.calendar_text import payment_day_for, read_date
from cspdesk.rules.engine import Scan
from cspdesk.rules.model import Repair

_PAYMENT_DAY = "{payment_day}"
_BLANK = "〔"
_UNKNOWN_DAY = "〔　　年　　月　　日〕"
# A repair may stand a little behind the words that gave it away.
_REACH = 20


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a posting lacks: the sentence that fills it, and the field it belongs to."""

    suggestion: str
    field: str


class Repairer:
    """Writes edits for one text; knows its deadline and, for a posting, its fields."""

    def __init__(
        self,
        scan: Scan,
        as_of: date,
        payment_days: int,
        spans: tuple[tuple[PostingField, int, int], ...],
    ) -> None:
        """Take the days after receipt within which a proposed payment day has to lie."""
        self._scan = scan
        self._as_of = as_of
        self._payment_days = payment_days
        self._spans = spans

    @cached_property
    def _payment_day(self) -> str:
        """Return the last banking day within the wanted days of the text's deadline."""
        for clause in self._scan.clauses_about(frozenset({"deadline"})):
            read = read_date(self._scan.text[clause.start : clause.end], self._as_of)
            if read is not None:
                return format_day(payment_day_for(read[0], self._payment_days))
        return _UNKNOWN_DAY

    def phrase(self, repairs: tuple[Repair, ...], start: int, end: int) -> Edit | None:
        """Return an edit of words inside a finding, or that begin inside it."""
        text = self._scan.text
        begin = max(start - _REACH, 0)
        begin = max(begin, text.rfind("\n", begin, start) + 1)
        line_end = text.find("\n", end, end + _REACH)
        reach = line_end if line_end >= 0 else min(end + _REACH, len(text))
        for repair in repairs:
            found = re.compile(repair.pattern).finditer(text, begin, reach)
            match = next((m for m in found if m.start() < end and start < m.end()), None)
            if match is None:
                continue
            first, last = self._scan.place(*match.span())
            return Edit(
                start=first,
                end=last,
                replacement=self._filled(repair.text),
                label=self._filled(repair.label),
                field=self._field_at(first),
            )
        return None

    def fill(self, gap: Gap) -> Edit | None:
        """Return an edit that adds a sentence: to the field of a posting, else at the end.

        None where the field still has a blank to fill in: one is enough.
        """
        if _BLANK in self._text_of(gap.field):
            return None
        sentence = self._filled(gap.suggestion)
        place = len(self._scan.original)
        if not self._spans:
            return Edit(start=place, end=place, replacement=f"\n{sentence}", label="文例を加える")
        # A field is printed under its own name; only free text needs the label.
        _, _, bare = sentence.rpartition("：") if sentence.count("：") == 1 else ("", "", sentence)
        return Edit(start=place, end=place, replacement=bare, label="文例を入れる", field=gap.field)

    def _text_of(self, field: str) -> str:
        original = self._scan.original
        return "".join(original[start:end] for key, start, end in self._spans if key == field)

    def _filled(self, text: str) -> str:
        if _PAYMENT_DAY not in text:
            return text
        return text.replace(_PAYMENT_DAY, self._payment_day)

    def _field_at(self, place: int) -> str:
        for key, start, end in self._spans:
            if start <= place < end:
                return key.value
        return ""
