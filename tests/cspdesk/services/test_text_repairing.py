"""In a text without a case, every finding can be dealt with where it stands."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.finding import (
    CheckResult,
    DisclosureItem,
    Edit,
    Finding,
    ItemResult,
    ItemState,
    Severity,
)
from cspdesk.services.checking import CheckingService, CheckRequest
from cspdesk.services.text_repairing import apply_edit, text_blanks, text_edit

_DAY = date(2026, 11, 22)
_BAD = (
    "写真の整理のお仕事です。\n"
    "報酬は応相談。検収後お支払いします。\n"
    "なるべく早く、納得いくまで何度でも直してください。\n"
    "まずはLINEで直接ご連絡ください。"
)
_ANSWERS = (
    ("年", "2027年1月15日"),
    ("名称", "見本商店"),
    ("都道府県", "静岡県焼津市見本町1-2-3"),
    ("件あたり／", "一式"),
    ("金額", "80,000"),
    ("分", "1枚あたり3分"),
    ("成果物", "整理した写真"),
    ("数量", "200枚"),
    ("書き直す", "やり取りはサイト内のメッセージで行います。"),
    ("書き足す", ""),
)


def _result(*items: ItemResult) -> CheckResult:
    return CheckResult(
        items=items, findings=(), as_of=_DAY, pack_version="1", pack_digest="d", checked_on=_DAY
    )


def _finding(text: str, marked: str, edit: Edit | None = None, category: str = "x") -> Finding:
    start = text.index(marked) if marked else 0
    return Finding(
        rule="X01",
        category=category,
        severity=Severity.WARNING,
        start=start,
        end=start + len(marked),
        text=marked,
        message="",
        fix="",
        sources=(),
        edit=edit,
    )


def _gap(sentence: str) -> Edit:
    return Edit(start=0, end=0, replacement=f"\n{sentence}", label="文例を加える")


def _mended(text: str, marked: str, edit: Edit | None = None) -> str:
    return apply_edit(text, text_edit(text, _finding(text, marked, edit), _result()))


def test_words_that_can_be_replaced_are_replaced() -> None:
    edit = Edit(start=3, end=5, replacement="〔日付〕", label="直す")

    assert _mended("納期：すぐ", "すぐ", edit) == "納期：〔日付〕"


def test_a_sentence_only_a_person_can_mend_gives_way_to_a_blank() -> None:
    text = "絵を描く仕事です。他社の絵をまねてください。納期は相談です。"

    assert _mended(text, "まねて") == "絵を描く仕事です。〔この文を書き直す〕納期は相談です。"


def test_the_sentence_after_one_that_waits_to_be_written_anew_is_dealt_with_by_itself() -> None:
    text = "〔この文を書き直す〕報酬は直接お振り込みします。"

    assert _mended(text, "直接お振り込み") == "〔この文を書き直す〕〔この文を書き直す〕"


def test_the_label_before_such_a_sentence_stays() -> None:
    assert _mended("■内容：他社の絵をまねる\n納期：明日", "まねる").startswith(
        "■内容：〔この文を書き直す〕\n"
    )


def test_a_vague_sentence_gives_way_to_the_one_that_says_it() -> None:
    text = "報酬は応相談。検収のあとに払います。"

    assert _mended(text, "応相談", _gap("報酬：〔金額〕円")) == (
        "報酬：〔金額〕円\n検収のあとに払います。"
    )


def test_a_sentence_that_says_more_stays_and_the_other_is_put_below() -> None:
    text = "報酬は応相談ですが、交通費と通信費は別に当社がすべて支払います。\n以上です。"

    assert _mended(text, "応相談", _gap("報酬：〔金額〕円")).split("\n") == [
        "報酬は応相談ですが、交通費と通信費は別に当社がすべて支払います。",
        "報酬：〔金額〕円",
        "以上です。",
    ]


def test_a_missing_sentence_goes_below_the_label_that_comes_before_it() -> None:
    text = "題名\n納期：12月1日\n問い合わせ先：メッセージ\n"

    assert _mended(text, "", _gap("諸経費：当社が負担します。")).split("\n") == [
        "題名",
        "納期：12月1日",
        "諸経費：当社が負担します。",
        "問い合わせ先：メッセージ",
        "",
    ]


def test_a_line_of_that_name_that_says_next_to_nothing_gives_way() -> None:
    text = "題名\n納期：ぼちぼち\n問い合わせ先：メッセージ"

    assert _mended(text, "", _gap("納期：〔日付〕")).split("\n") == [
        "題名",
        "納期：〔日付〕",
        "問い合わせ先：メッセージ",
    ]


def test_a_line_of_that_name_with_a_figure_in_it_stays() -> None:
    text = "納期：3回に分けて"

    assert _mended(text, "", _gap("納期：〔日付〕")) == "納期：3回に分けて\n納期：〔日付〕"


def test_a_second_line_of_one_name_goes_right_below_the_first() -> None:
    text = "納期：3回に分けて\n問い合わせ先：メッセージ"

    assert _mended(text, "", _gap("納期：〔日付〕")).split("\n") == [
        "納期：3回に分けて",
        "納期：〔日付〕",
        "問い合わせ先：メッセージ",
    ]


def test_a_vague_day_is_replaced_where_it_stands() -> None:
    text = "納期：なるはや\n問い合わせ先：サイト内のメッセージ"
    result = CheckingService().check(CheckRequest(text=text, as_of=_DAY))
    finding = next(f for f in result.findings if f.rule == "G02")

    mended = apply_edit(text, text_edit(text, finding, result))

    assert mended.count("納期") == 1
    assert "なるはや" not in mended
    assert text_blanks(mended)


def test_a_missing_sentence_without_a_known_place_goes_to_the_end() -> None:
    assert _mended("本文です。\n\n", "", _gap("金額は税込です。")) == (
        "本文です。\n金額は税込です。\n\n"
    )


def test_a_sentence_that_waits_to_be_filled_in_is_not_put_in_again() -> None:
    text = "本文\n所要時間：〔分〕です"

    edit = text_edit(text, _finding(text, "", _gap("所要時間：〔分〕です")), _result())

    assert text[edit.start : edit.end] == edit.replacement == "〔分〕"


def test_a_remark_on_dates_without_a_place_leads_to_the_deadline() -> None:
    text = "納期：明日\n報酬：1,000円"
    item = ItemResult(item=DisclosureItem.DEADLINE, state=ItemState.PRESENT, start=3, end=5)

    edit = text_edit(text, _finding(text, "", category="date"), _result(item))

    assert apply_edit(text, edit) == "納期：〔この文を書き直す〕\n報酬：1,000円"


def test_blanks_are_found_in_reading_order() -> None:
    found = text_blanks("納期〔日〕、額〔円〕、〔\n〕")

    assert [(blank.start, blank.text) for blank in found] == [(2, "〔日〕"), (7, "〔円〕")]


def test_a_bad_posting_is_mended_step_by_step_until_nothing_is_found() -> None:
    checking = CheckingService()
    text = _BAD

    for _ in range(40):
        result = checking.check(CheckRequest(text=text, as_of=_DAY))
        for finding in result.findings[:1]:
            text = _filled(apply_edit(text, text_edit(text, finding, result)))

    assert checking.check(CheckRequest(text=text, as_of=_DAY)).findings == ()
    assert text_blanks(text) == ()
    assert text.startswith("写真の整理のお仕事です。")


@given(st.text(alphabet="納期：。\n〔〕 あ𠮷", min_size=1), st.data())
def test_an_edit_never_leaves_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    edit = text_edit(text, _finding(text, text[start:end]), _result())

    assert 0 <= edit.start <= edit.end <= len(text)


def _filled(text: str) -> str:
    def answer(found: re.Match[str]) -> str:
        return next((said for key, said in _ANSWERS if key in found.group()), "見本")

    return re.sub(r"〔[^〔〕\n]*〕", answer, text)
