"""Each fault of an own entry is told at its field: what, why and what to do."""

from __future__ import annotations

from datetime import date

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.own_catalogue import own_file_from
from cspdesk.services.own_checks import faults_of
from cspdesk.services.own_fields import OwnKind, fields_of
from cspdesk.services.own_texts import texts_of, values_of
from tests.cspdesk.services.test_own_catalogue import ITEM, PRICE, PROBLEM
from tests.doubles import TODAY

WHOLE = own_file_from("a", tomli.loads(ITEM + PROBLEM + PRICE))
TEXTS = {
    OwnKind.ITEM: texts_of(WHOLE.items[0]),
    OwnKind.PRICE: texts_of(WHOLE.prices[0]),
    OwnKind.PROBLEM: texts_of(WHOLE.problems[0]),
}
KNOWN = {item.id for item in load_catalogue().items} | {"X-NOREN-DYE"}


def faults(kind: OwnKind, **changed: str) -> dict[str, str]:
    return faults_of(kind, {**TEXTS[kind], **changed}, TODAY, KNOWN, "X-NOREN-DYE")


@pytest.mark.parametrize("kind", OwnKind)
def test_a_sound_entry_has_no_fault(kind: OwnKind) -> None:
    assert faults(kind) == {}


@pytest.mark.parametrize("kind", OwnKind)
def test_a_blank_form_names_every_field_that_is_needed(kind: OwnKind) -> None:
    found = faults_of(kind, {}, TODAY, KNOWN)

    needed = {field.key for field in fields_of(kind, {}) if field.missing}
    assert needed <= found.keys()
    assert all("。" in said.rstrip("。") for said in found.values())


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("low", "さんまん", "金額として読めません"),
        ("low", "0円", "1円以上"),
        ("high", "2億円", "1億円を超えて"),
        ("high", "3万円", "「ふつう（税別）」より小さく"),
        ("typical", "1万円", "「低め（税別）」より小さく"),
        ("quantity", "0", "1以上の数"),
        ("quantity_high", "たくさん", "数として読めません"),
        ("days_low", "30日", ""),
        ("days_high", "99999", "大きすぎます"),
        ("hours", "半日", "時間として読めません"),
        ("hours", "0", "0より大きく"),
        ("priced_on", "先月", "日付として読めません"),
        ("priced_on", "2027年1月5日", "まだ来ていない日"),
        ("priced_on", "R8.10.31", ""),
        ("work_type", "drawing", "選び直して"),
        ("prerequisites", "X-GONE", "なくなった仕事"),
        ("prerequisites", "X-NOREN-DYE", "この仕事自身"),
        ("name", "型" * 101, "長すぎます"),
        ("acceptance", "条" * 301, "長すぎる行"),
        ("keywords", "\n".join(map(str, range(201))), "多すぎます"),
        ("fit_project", "best", "1つだけ"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_field(key: str, typed: str, said: str) -> None:
    found = faults(OwnKind.ITEM, **{key: typed})

    if said:
        assert any(said in sentence for sentence in found.values())
    else:
        assert key not in found


def test_work_without_any_format_that_suits_or_word_to_be_found_by_is_not_used() -> None:
    unsuited = faults(OwnKind.ITEM, fit_competition="", fit_task="")
    unheard = faults(OwnKind.ITEM, keywords=" ", paraphrases="\n")

    assert "向く依頼形式がありません" in unsuited["fit_project"]
    assert "見つける言葉がありません" in unheard["keywords"]


def test_personal_data_is_not_given_to_a_crowd() -> None:
    found = faults(OwnKind.ITEM, personal_data="yes", fit_task="good")

    assert "タスク形式にできません" in found["fit_task"]


def test_a_problem_needs_a_sub_issue_and_names_that_can_be_told_apart() -> None:
    texts = {k: t for k, t in TEXTS[OwnKind.PROBLEM].items() if not k.startswith("sub_issue")}

    assert "細かな課題" in faults_of(OwnKind.PROBLEM, texts, TODAY, KNOWN)["sub_issue"]
    twice = faults(OwnKind.PROBLEM, **{"sub_issue.2.name": "柄をつくる"})
    assert "同じ名前" in twice["sub_issue.2.name"]
    unknown = faults(OwnKind.PROBLEM, **{"sub_issue.1.depends_on": "ない課題"})
    assert "「ない課題」" in unknown["sub_issue.1.depends_on"]
    itself = faults(OwnKind.PROBLEM, **{"sub_issue.1.depends_on": "柄をつくる"})
    assert "自身" in itself["sub_issue.1.depends_on"]


@pytest.mark.parametrize("kind", OwnKind)
@given(data=st.data())
def test_what_has_no_fault_is_sound_whatever_was_typed(kind: OwnKind, data: st.DataObject) -> None:
    texts = dict(TEXTS[kind])
    typed = st.text(st.characters(codec="utf-8")) | st.sampled_from(("", "1", "３万円", "9", "yes"))
    for key in data.draw(st.lists(st.sampled_from(sorted(texts)), max_size=3)):
        if not key.endswith(("id", "grounds", "when")) and key != "item":
            texts[key] = data.draw(typed)

    if not faults_of(kind, texts, TODAY, KNOWN, "X-NEW"):
        values = values_of(kind, texts, "X-NEW" if kind is not OwnKind.PRICE else "des-logo", TODAY)
        if kind is OwnKind.PROBLEM:
            values["id"] = "X-DYE"

        file = own_file_from("a", {kind.value: [values]})

        assert not file.is_empty


def test_a_day_without_a_year_is_told_where_it_would_lie_ahead() -> None:
    assert "年から" in faults(OwnKind.ITEM, priced_on="12/1")["priced_on"]
    assert date(2026, 11, 24) == TODAY
