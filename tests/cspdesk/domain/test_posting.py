"""Postings: fields in a fixed order, versions kept once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.posting import Correction, Exemption, Posting, PostingField
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


def _exemption(quote: str) -> Exemption:
    return Exemption(
        rule="C13", quote=quote, reason="見本", decided_by="見本 花子", decided_at=MOMENT
    )


def test_an_exemption_covers_its_own_words_only_however_they_are_spaced() -> None:
    posting = _EMPTY.with_exemption(_exemption("何度でも 直す"))

    assert posting.exemption_for("C13", "何度でも\n直す") is not None
    assert posting.exemption_for("C13", "いつまでも直す") is None
    assert posting.exemption_for("D03", "何度でも 直す") is None


def test_one_exemption_taken_back_leaves_those_for_other_words() -> None:
    posting = _EMPTY.with_exemption(_exemption("何度でも")).with_exemption(_exemption("無制限に"))

    assert posting.without_exemption("C13", "何度でも").exemptions == (_exemption("無制限に"),)


def test_repairs_are_kept_one_behind_the_other() -> None:
    made = [
        Correction(rule=rule, field=PostingField.TITLE, before="", after="題", made_at=MOMENT)
        for rule in ("D03", "C13")
    ]

    assert _EMPTY.with_correction(made[0]).with_correction(made[1]).corrections == tuple(made)
