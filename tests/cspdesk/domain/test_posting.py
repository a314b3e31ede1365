"""Postings: fields in a fixed order, versions kept once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from tests.doubles import MOMENT

_EMPTY = Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT)


@given(st.lists(st.tuples(st.sampled_from(PostingField), st.text(max_size=5))))
def test_fields_stand_in_printing_order_whatever_was_typed_first(
    typed: list[tuple[PostingField, str]],
) -> None:
    posting = _EMPTY
    for field, text in typed:
        posting = posting.with_text(field, text)

    order = list(PostingField)
    places = [order.index(field) for field, _ in posting.texts]
    assert places == sorted(places)
    assert {field: posting.text(field) for field, _ in typed} == dict(typed)


def test_an_emptied_field_is_left_out() -> None:
    posting = _EMPTY.with_text(PostingField.TITLE, "題").with_text(PostingField.TITLE, "")

    assert posting.texts == ()


def test_the_same_texts_are_not_kept_twice() -> None:
    once = _EMPTY.with_text(PostingField.TITLE, "題").with_version("確定", MOMENT)

    assert once.with_version("確定", MOMENT) is once
    changed = once.with_text(PostingField.TITLE, "別の題").with_version("直す", MOMENT)
    assert [version.number for version in changed.versions] == [1, 2]
    assert changed.versions[0].texts == ((PostingField.TITLE, "題"),)
