"""A repair changes the text it was made for, and nothing else."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from cspdesk.documents.posting import posting_text
from cspdesk.domain.finding import Edit
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.repairing import edited_field, repaired

_POSTING = (
    Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT)
    .with_text(PostingField.TITLE, "見本の題")
    .with_text(PostingField.PAYMENT_DATE, "検収後に支払います。")
)


def _edit(marked: str, replacement: str, field: str = "") -> Edit:
    start = posting_text(_POSTING).text.index(marked) if marked else 0
    return Edit(
        start=start,
        end=start + len(marked),
        replacement=replacement,
        label="直す",
        field=field,
    )


def test_a_marked_phrase_is_replaced_inside_its_field() -> None:
    edit = _edit("検収後に", "2027年2月12日に")

    assert repaired(_POSTING, edit).text(PostingField.PAYMENT_DATE) == "2027年2月12日に支払います。"
    assert edited_field(_POSTING, edit) is PostingField.PAYMENT_DATE


def test_an_empty_field_takes_the_sentence() -> None:
    edit = _edit("", "送料は当社が負担します。", "expenses")

    assert repaired(_POSTING, edit).text(PostingField.EXPENSES) == "送料は当社が負担します。"
    assert edited_field(_POSTING, edit) is PostingField.EXPENSES


def test_a_filled_field_gets_a_further_line() -> None:
    edit = _edit("", "支払日は2027年2月12日です。", "payment_date")

    text = repaired(_POSTING, edit).text(PostingField.PAYMENT_DATE)
    assert text == "検収後に支払います。\n支払日は2027年2月12日です。"


def test_a_mark_in_one_field_may_be_repaired_in_another() -> None:
    edit = _edit("見本の題", "範囲を書きます。", "revisions")

    changed = repaired(_POSTING, edit)
    assert changed.text(PostingField.TITLE) == "見本の題"
    assert changed.text(PostingField.REVISIONS) == "範囲を書きます。"


def test_a_repair_without_place_and_field_changes_nothing() -> None:
    edit = _edit("", "何か")

    assert repaired(_POSTING, edit) == _POSTING
    assert edited_field(_POSTING, edit) is None


@given(st.data())
def test_any_mark_inside_a_field_only_changes_that_range(data: st.DataObject) -> None:
    field, start, end = data.draw(st.sampled_from(posting_text(_POSTING).spans))
    first = data.draw(st.integers(start, end))
    last = data.draw(st.integers(first, end))
    assume(first < last)

    edit = Edit(start=first, end=last, replacement="■", label="直す")
    old, new = _POSTING.text(field), repaired(_POSTING, edit).text(field)

    assert new == f"{old[: first - start]}■{old[last - start :]}"
