"""The outcome of a check can be passed on as text, with what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.services.checking import CheckingService, CheckRequest
from cspdesk.services.text_report import text_report

_CHECKING = CheckingService()
_DAY = date(2026, 11, 22)


def _report(text: str, *, fragment: bool = False, blanks: int = 0) -> str:
    result = _CHECKING.check(CheckRequest(text=text, as_of=_DAY, fragment=fragment))
    return text_report(result, ("依頼形式：決めていない", ""), blanks)


def test_day_pack_and_conditions_stand_at_the_top() -> None:
    first, second, *_rest = _report("写真の整理です。").splitlines()

    assert first.startswith("募集文の点検（2026-11-22 の基準、ルール版 ")
    assert second == "依頼形式：決めていない"


def test_each_finding_tells_weight_place_repair_and_source() -> None:
    report = _report("写真の整理です。報酬は検収後にお支払いします。")

    assert "場所：「検収後に" in report
    assert "直し方：" in report
    assert "根拠：特定受託事業者に係る取引の適正化等に関する法律" in report
    assert "（ルール D03）" in report


def test_the_items_are_told_of_a_whole_posting_only() -> None:
    assert "募集の項目：仕事の内容" in _report("写真の整理です。")
    assert "募集の項目" not in _report("写真の整理です。", fragment=True)


def test_without_a_finding_it_says_so_and_promises_nothing() -> None:
    report = _report("写真の整理です。", fragment=True)

    assert "指摘はありません" in report
    assert "法律の助言に代わるものではありません" in report


def test_rules_that_could_not_be_evaluated_are_named() -> None:
    result = _CHECKING.check(CheckRequest(text="写真の整理です。", as_of=_DAY, fragment=True))

    told = text_report(replace(result, stopped_rules=("C01", "D03")), (), 0)

    assert "確かめられなかったルール：C01、D03" in told
    assert "確かめられなかった" not in text_report(result, (), 0)


def test_blanks_are_counted() -> None:
    assert "記入していない所 2か所" in _report("写真の整理です。", blanks=2)


def test_a_long_quote_is_cut() -> None:
    report = _report("至急" + "とても" * 60 + "早く、納得いくまで何度でも直してください。")

    assert all(len(line) < 80 for line in report.splitlines() if "場所：" in line)
