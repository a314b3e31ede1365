"""Apply a finding's repair to a posting."""

from __future__ import annotations

from cspdesk.documents.posting import posting_text
from cspdesk.domain.finding import Edit
from cspdesk.domain.posting import Posting, PostingField


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
