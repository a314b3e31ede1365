"""Repair a posting: where a finding belongs, what would mend it, and the mended text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cspdesk.documents.posting import posting_text
from cspdesk.domain.finding import Edit, Finding
from cspdesk.domain.posting import BLANK, Correction, Posting, PostingField

_FROM_DRAFT = "下書きの文を入れる"
# Fields that a person seldom adds to: the draft's words can take the place of all of them.
_ABOUT_ONE_THING = frozenset(
    {
        PostingField.DEADLINE,
        PostingField.PAYMENT_DATE,
        PostingField.PAYMENT_METHOD,
        PostingField.EXPENSES,
        PostingField.INTELLECTUAL_PROPERTY,
        PostingField.UNUSED_PROPOSALS,
        PostingField.REVISIONS,
        PostingField.CONTACT,
        PostingField.CLIENT_NAME,
        PostingField.WORKPLACE,
    }
)
# What may stand around words that make up a whole line.
_ROUND_A_LINE = " 　。、.・"


@dataclass(frozen=True, slots=True)
class Blank:
    """Something still to be filled in: field, half-open range in its text, the words."""

    field: PostingField
    start: int
    end: int
    text: str


def blanks(posting: Posting) -> tuple[Blank, ...]:
    """Return what is marked 〔…〕, in the order of the printed posting."""
    return tuple(
        Blank(field, found.start(), found.end(), found.group())
        for field, text in posting.texts
        for found in BLANK.finditer(text)
    )


def filled_in(posting: Posting, drafted: Posting) -> Posting:
    """Return the posting with the blanks filled that a fresh draft of the same work has words for.

    Only a field that says the same as the draft all around its blanks is filled: what a
    person wrote stays.
    """
    for field, text in posting.texts:
        known = drafted.text(field)
        parts = BLANK.split(text)
        if len(parts) > 1 and known != text and _agrees(parts, known):
            posting = posting.with_text(field, known)
    return posting


def _agrees(parts: list[str], text: str) -> bool:
    """Tell whether a text consists of these parts in this order with something between them."""
    first, *inner, last = parts
    place = len(first)
    if not text.startswith(first):
        return False
    for part in inner:
        found = text.find(part, place + 1)
        if found < 0:
            return False
        place = found + len(part)
    return text.endswith(last) and place < len(text) - len(last)


def field_of(posting: Posting, finding: Finding) -> PostingField | None:
    """Return the field that a finding is about, None if it is about none in particular."""
    if finding.start < finding.end:
        for field, start, end in posting_text(posting).spans:
            if start < finding.end and finding.start < end:
                return field
    return edited_field(posting, finding.edit) if finding.edit is not None else None


def best_edit(posting: Posting, finding: Finding, drafted: Posting | None) -> Edit | None:
    """Return the repair to offer for a finding, None if a person has to write it.

    A general sentence for a gap gives way to the sentence that the case's own facts would
    draft, and so does a repair that knows no more than a blank. Where there is no repair, the
    draft's words are offered for a field about one thing. What the field says already is not
    offered again.

    Args:
        posting: the posting the finding is about.
        finding: one of the findings of its check.
        drafted: a fresh draft of the same work; None = there is none.
    """
    edit = finding.edit
    if edit is None:
        return _drafted_instead(posting, finding, drafted)
    if not edit.field:
        return edit
    if edit.start < edit.end:
        return _from_draft(posting, edit, drafted) or edit
    field = PostingField(edit.field)
    present = posting.text(field)
    own = drafted.text(field) if drafted is not None else ""
    for text, label in ((own, _FROM_DRAFT), (edit.replacement, edit.label)):
        if text and text not in present:
            start, end = _whole_line(posting, finding, field) or (edit.start, edit.end)
            return replace(edit, start=start, end=end, replacement=text, label=label)
    return None


def _from_draft(posting: Posting, edit: Edit, drafted: Posting | None) -> Edit | None:
    """Return the draft's words for the field where a repair would only leave a blank in it."""
    if drafted is None or not BLANK.search(edit.replacement):
        return None
    return _whole_field(posting, PostingField(edit.field), drafted)


def _drafted_instead(posting: Posting, finding: Finding, drafted: Posting | None) -> Edit | None:
    """Return the draft's words for a field about one thing, where they avoid what was found."""
    field = field_of(posting, finding)
    if drafted is None or field not in _ABOUT_ONE_THING:
        return None
    words = "".join(finding.text.split())
    if words in "".join(drafted.text(field).split()):
        return None
    return _whole_field(posting, field, drafted)


def _whole_field(posting: Posting, field: PostingField, drafted: Posting) -> Edit | None:
    own = drafted.text(field)
    if not own or BLANK.search(own) or own == posting.text(field):
        return None
    spans = (span for span in posting_text(posting).spans if span[0] is field)
    return next(
        (
            Edit(start=start, end=end, replacement=own, label=_FROM_DRAFT, field=field.value)
            for _, start, end in spans
        ),
        None,
    )


def repaired(posting: Posting, edit: Edit) -> Posting:
    """Return the posting with the repair made.

    A marked range is replaced inside the field that holds it. Without a range, or where the
    repair belongs to another field than the marked one, the repair's field is filled: an
    empty field takes the text, a filled one gets it as a further line.
    """
    place = _place(posting, edit)
    if place is not None:
        field, start, end = place
        text = posting.text(field)
        return posting.with_text(field, f"{text[:start]}{edit.replacement}{text[end:]}")
    if not edit.field:
        return posting
    field = PostingField(edit.field)
    text = posting.text(field).rstrip("\n")
    return posting.with_text(field, f"{text}\n{edit.replacement}" if text else edit.replacement)


def corrected(posting: Posting, finding: Finding, edit: Edit, made_at: datetime) -> Posting:
    """Return the posting with the repair made and on record; one that changes nothing is not."""
    changed = repaired(posting, edit)
    field = edited_field(posting, edit)
    if field is None or changed == posting:
        return changed
    place = _place(posting, edit)
    before = posting.text(field)[place[1] : place[2]] if place is not None else ""
    return changed.with_correction(
        Correction(
            rule=finding.rule,
            field=field,
            before=before,
            after=edit.replacement,
            made_at=made_at,
        )
    )


def edited_field(posting: Posting, edit: Edit) -> PostingField | None:
    """Return the field that the repair changes, None if it changes nothing."""
    place = _place(posting, edit)
    if place is not None:
        return place[0]
    return PostingField(edit.field) if edit.field else None


def _place(posting: Posting, edit: Edit) -> tuple[PostingField, int, int] | None:
    """Return field and range inside it for a marked range that lies in one field."""
    if edit.start >= edit.end:
        return None
    for field, start, end in posting_text(posting).spans:
        inside = start <= edit.start and edit.end <= end
        if inside and edit.field in ("", field.value):
            return field, edit.start - start, edit.end - start
    return None


def _whole_line(posting: Posting, finding: Finding, field: PostingField) -> tuple[int, int] | None:
    """Return the line of the field that the finding's words make up by themselves.

    Such a line (応相談) says nothing else, so a repair takes its place instead of standing
    below and contradicting it.
    """
    shown = posting_text(posting)
    for name, first, last in shown.spans:
        if name is not field or not (first <= finding.start < finding.end <= last):
            continue
        start = max(shown.text.rfind("\n", first, finding.start) + 1, first)
        stop = shown.text.find("\n", finding.end, last)
        end = last if stop < 0 else stop
        line = shown.text[start:end].strip(_ROUND_A_LINE)
        if line == shown.text[finding.start : finding.end].strip(_ROUND_A_LINE):
            return start, end
    return None
