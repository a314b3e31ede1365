"""A repair changes the text it was made for, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from cspdesk.documents.posting import posting_text
from cspdesk.domain.finding import Edit, Finding, Severity
from cspdesk.domain.posting import Correction, Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.repairing import (
    best_edit,
    blanks,
    corrected,
    edited_field,
    field_of,
    filled_in,
    repaired,
)

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


def _gap(field: PostingField, sentence: str) -> Finding:
    return Finding(
        rule="R",
        category="disclosure",
        severity=Severity.ERROR,
        start=0,
        end=0,
        text="",
        message="見当たりません。",
        fix="書きます。",
        sources=(),
        edit=Edit(start=0, end=0, replacement=sentence, label="文例を入れる", field=field),
    )


def _about(marked: str, sentence: str, field: PostingField) -> Finding:
    start = posting_text(_POSTING).text.index(marked)
    return replace(_gap(field, sentence), start=start, end=start + len(marked), text=marked)


def test_a_gap_takes_the_sentence_drafted_from_the_case_before_a_general_one() -> None:
    drafted = _POSTING.with_text(PostingField.DEADLINE, "2027年1月15日です。")

    edit = best_edit(_POSTING, _gap(PostingField.DEADLINE, "納期は〔日〕です。"), drafted)

    assert edit is not None
    assert repaired(_POSTING, edit).text(PostingField.DEADLINE) == "2027年1月15日です。"


def test_without_a_draft_the_general_sentence_is_offered() -> None:
    edit = best_edit(_POSTING, _gap(PostingField.DEADLINE, "納期は〔日〕です。"), None)

    assert edit is not None
    assert edit.replacement == "納期は〔日〕です。"


def test_what_a_field_says_already_is_not_offered_again() -> None:
    said = _POSTING.with_text(PostingField.DEADLINE, "納期は〔日〕です。")

    assert best_edit(said, _gap(PostingField.DEADLINE, "納期は〔日〕です。"), said) is None


def test_a_line_that_says_nothing_else_gives_way_to_its_repair() -> None:
    finding = _about("検収後に支払います", "2027年2月12日です。", PostingField.PAYMENT_DATE)

    edit = best_edit(_POSTING, finding, None)

    assert edit is not None
    assert repaired(_POSTING, edit).text(PostingField.PAYMENT_DATE) == "2027年2月12日です。"


def test_a_line_that_says_more_stays_above_its_repair() -> None:
    finding = _about("検収後", "2027年2月12日です。", PostingField.PAYMENT_DATE)

    edit = best_edit(_POSTING, finding, None)

    assert edit is not None
    text = repaired(_POSTING, edit).text(PostingField.PAYMENT_DATE)
    assert text == "検収後に支払います。\n2027年2月12日です。"


def test_a_finding_belongs_to_the_field_of_its_words_else_of_its_repair() -> None:
    marked = _about("検収後", "…", PostingField.CONTACT)

    assert field_of(_POSTING, marked) is PostingField.PAYMENT_DATE
    assert field_of(_POSTING, _gap(PostingField.CONTACT, "…")) is PostingField.CONTACT
    assert field_of(_POSTING, replace(marked, start=0, end=0, edit=None)) is None


def test_blanks_are_found_in_the_order_of_the_fields() -> None:
    posting = _POSTING.with_text(
        PostingField.CONTACT, "担当は〔氏名〕、〔連絡先〕です。"
    ).with_text(PostingField.HOURS, "約〔時間〕")

    found = [(blank.field, blank.text) for blank in blanks(posting)]

    assert found == [
        (PostingField.HOURS, "〔時間〕"),
        (PostingField.CONTACT, "〔氏名〕"),
        (PostingField.CONTACT, "〔連絡先〕"),
    ]
    for blank in blanks(posting):
        assert posting.text(blank.field)[blank.start : blank.end] == blank.text


def _of(**texts: str) -> Posting:
    posting = Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT)
    for key, text in texts.items():
        posting = posting.with_text(PostingField(key), text)
    return posting


def test_blanks_are_filled_when_the_words_become_known() -> None:
    posting = _of(contact="担当（〔担当の部署・氏名を記入〕）が答えます。", expenses="含みます。")
    drafted = _of(contact="担当（見本 花子）が答えます。", expenses="別のことです。")

    filled = filled_in(posting, drafted)

    assert filled.text(PostingField.CONTACT) == "担当（見本 花子）が答えます。"
    assert filled.text(PostingField.EXPENSES) == "含みます。"


def test_a_field_that_a_person_rewrote_keeps_its_blank() -> None:
    posting = _of(contact="〔担当〕が、お昼に答えます。")
    drafted = _of(contact="見本 花子が答えます。")

    assert filled_in(posting, drafted) == posting


@given(
    st.lists(st.sampled_from(["あ", "い。", "\n", "〔名前〕"]), max_size=12), st.text(max_size=6)
)
def test_filling_in_leaves_no_blank_where_the_draft_has_none(parts: list[str], word: str) -> None:
    text = "".join(parts)
    known = text.replace("〔名前〕", f"x{word}".replace("〔", "").replace("〕", ""))

    filled = filled_in(_of(contact=text), _of(contact=known))

    assert filled.text(PostingField.CONTACT) == known


def test_a_repair_that_only_leaves_a_blank_gives_way_to_the_drafted_words() -> None:
    finding = replace(
        _about("検収後に", "", PostingField.PAYMENT_DATE),
        edit=_edit("検収後に", "〔　　年　　月　　日〕に", "payment_date"),
    )
    drafted = _POSTING.with_text(PostingField.PAYMENT_DATE, "2027年2月12日です。")

    edit = best_edit(_POSTING, finding, drafted)

    assert edit is not None
    assert repaired(_POSTING, edit).text(PostingField.PAYMENT_DATE) == "2027年2月12日です。"
    assert best_edit(_POSTING, finding, None) == finding.edit
    assert best_edit(_POSTING, finding, _POSTING) == finding.edit


def test_without_a_repair_the_drafted_words_are_offered_for_a_field_about_one_thing() -> None:
    finding = replace(_about("検収後に", "", PostingField.PAYMENT_DATE), edit=None)
    drafted = _POSTING.with_text(PostingField.PAYMENT_DATE, "2027年2月12日です。")

    edit = best_edit(_POSTING, finding, drafted)

    assert edit is not None
    assert repaired(_POSTING, edit).text(PostingField.PAYMENT_DATE) == "2027年2月12日です。"
    assert best_edit(_POSTING, finding, _POSTING) is None, "the draft says the same"
    assert best_edit(_POSTING, finding, None) is None


def test_a_field_that_people_write_at_length_is_not_replaced_by_the_draft() -> None:
    finding = replace(_about("見本の題", "", PostingField.TITLE), edit=None)
    drafted = _POSTING.with_text(PostingField.TITLE, "別の題")

    assert best_edit(_POSTING, finding, drafted) is None


_AT = datetime(2026, 11, 24, 5, 32, tzinfo=UTC)


def test_a_repair_is_kept_on_record_with_what_it_replaced() -> None:
    finding = _about("検収後に", "2027年2月12日に", PostingField.PAYMENT_DATE)

    changed = corrected(_POSTING, finding, _edit("検収後に", "2027年2月12日に"), _AT)

    assert changed.corrections == (
        Correction(
            rule="R",
            field=PostingField.PAYMENT_DATE,
            before="検収後に",
            after="2027年2月12日に",
            made_at=_AT,
        ),
    )
    assert changed.texts == repaired(_POSTING, _edit("検収後に", "2027年2月12日に")).texts


def test_words_that_were_added_replaced_nothing() -> None:
    finding = _gap(PostingField.EXPENSES, "送料は当社が負担します。")
    assert finding.edit is not None

    changed = corrected(_POSTING, finding, finding.edit, _AT)

    assert [(c.before, c.after) for c in changed.corrections] == [("", "送料は当社が負担します。")]


def test_a_repair_that_changes_nothing_is_not_on_record() -> None:
    finding = _gap(PostingField.EXPENSES, "")

    assert corrected(_POSTING, finding, _edit("", "何か"), _AT) == _POSTING
