"""Hints at a format are heard in clauses that use no listed turn of phrase."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.services.catalogue import open_entry
from cspdesk.services.folding import fold
from cspdesk.services.format_advice import FormatAdviceService
from cspdesk.services.format_hearing import HEARD_FORMATS_FILE, load_hearing
from cspdesk.services.format_model import load_format_model
from cspdesk.services.format_patterns import TURNS_FILE
from cspdesk.services.heard_sentences import load_heard

HEARING = load_hearing()


def heard(text: str) -> dict[str, float]:
    return {reading.target: reading.weight for reading in HEARING.read(fold(text))}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("みんなの作を壁に掛けて、客の目でいちばんを選んでもらう", "variety=want"),
        ("よその会社に知られたら困る値段の話が入っとる", "secrecy=secret"),
        ("店主の話を聞きながら少しずつ形にしていってほしい", "dialogue=essential"),
        ("決まった欄に名前と数字を書き写すだけの単純な作業", "divisible=yes"),
        ("大勢の人に使った感想を聞かせてもらいたい", "opinions=yes"),
        ("お客さんの名前と住所がそのまま載っている紙", "personal_data=yes"),
        ("店の管理の画面に入って直してもらう", "system_access=yes"),
        ("納品が済んでからでないとお金を払えない決まり", "prepay_ok=no"),
    ],
)
def test_a_hint_in_own_words_is_heard(said: str, meant: str) -> None:
    assert meant in heard(said)


def test_a_clause_is_heard_beside_what_is_made() -> None:
    hint = "話を聞きながら形にしていってほしい"

    found = {r.target: r.quote for r in HEARING.read(fold(f"蔵の案内の小さな冊子は、{hint}"))}

    assert hint in found["dialogue=essential"]


@pytest.mark.parametrize("said", ["", "はい。", "来月の半ばに店を開けます", "予算は五万円です"])
def test_what_only_tells_of_the_shop_hints_at_nothing(said: str) -> None:
    assert heard(said) == {}


def test_all_that_can_be_heard_answers_a_question() -> None:
    model = load_format_model()
    options = {f"{q.id}={option.id}" for q in model.questions for option in q.options}

    told = open_entry(TURNS_FILE).entry("heard")
    gives = [told.raw(target) for target in load_heard(HEARD_FORMATS_FILE).targets]

    assert {answer for given in gives for answer in given} <= options


def test_what_is_read_goes_before_what_is_only_heard() -> None:
    text = "店主の話を聞きながら少しずつ形にしていってほしい。"

    advice = FormatAdviceService().advise(
        text=f"{text}打ち合わせは要りません。", item_id="des-logo"
    )
    answers = {a.question_id: a.value for a in advice.answers}

    assert "dialogue=essential" in heard(text)
    assert answers["dialogue"] == "none"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_can_be_heard_and_is_quoted(text: str) -> None:
    for reading in HEARING.read(fold(text)):
        assert 0 < reading.weight <= 1
        assert reading.quote in text
