"""Project, competition or task: what decides, and what is still open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.request_format import FormatScore, RequestFormat
from cspdesk.services.format_advice import Advice, FormatAdviceService
from cspdesk.services.format_model import load_format_model

SERVICE = FormatAdviceService()
MODEL = load_format_model()
ANSWERS = st.fixed_dictionaries(
    {},
    optional={q.id: st.sampled_from([o.id for o in q.options]) for q in MODEL.questions},
)


def score(advice: Advice, fmt: RequestFormat) -> FormatScore:
    return next(found for found in advice.scores if found.format is fmt)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("太鼓の会のマーク。いろいろな案を見比べて決めたい。", RequestFormat.COMPETITION),
        ("500人に朝食の好みを選択式のアンケートで聞きたい。", RequestFormat.TASK),
        ("社内の作業手順を、聞き取りをして手順書にしてほしい。", RequestFormat.PROJECT),
        ("すでに公開している商品画像900枚の切り抜き。規格と見本あり。", RequestFormat.TASK),
        ("発売前の商品の名前。まだ外に出せない。", RequestFormat.PROJECT),
    ],
)
def test_the_text_alone_leads_to_a_format(text: str, expected: RequestFormat) -> None:
    assert SERVICE.advise(text=text).format is expected


def test_asked_facts_stand_above_the_text_and_the_text_above_what_is_usual() -> None:
    usual = SERVICE.advise(item_id="des-logo")
    said = SERVICE.advise(item_id="des-logo", text="発表前で外に出せない店の印")
    asked = SERVICE.advise(
        item_id="des-logo", text="発表前で外に出せない店の印", facts={"secrecy": "none"}
    )

    assert usual.format is RequestFormat.COMPETITION
    assert said.format is RequestFormat.PROJECT
    assert asked.format is RequestFormat.COMPETITION
    origin = {a.question_id: a.origin for a in asked.answers}
    assert origin["secrecy"] == "asked"
    assert origin["units"] == "item"


def test_silence_excludes_nothing() -> None:
    advice = SERVICE.advise(text="手伝ってもらえますか")

    assert not any(found.excluded for found in advice.scores)


def test_an_exclusion_tells_how_the_format_could_be_used_after_all() -> None:
    advice = SERVICE.advise(item_id="des-logo", facts={"secrecy": "secret"})

    exclusions = score(advice, RequestFormat.COMPETITION).exclusions

    assert [exclusion.id for exclusion in exclusions] == ["X-C-SECRET"]
    assert all(exclusion.remedy for exclusion in exclusions)


def test_no_prepayment_leaves_the_project() -> None:
    advice = SERVICE.advise(item_id="des-sign", text="社内の決まりで先払いはできません")

    assert advice.format is RequestFormat.PROJECT
    assert score(advice, RequestFormat.TASK).excluded


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("バナーを６点", "few"),
        ("写真千二百枚の補正", "many"),
        ("1枚だけ作る", "single"),
        ("動画を2万件集める", "many"),
    ],
)
def test_amounts_are_read_out_of_the_text(text: str, units: str) -> None:
    answers = {a.question_id: a for a in SERVICE.advise(text=text).answers}

    assert answers["units"].value == units
    assert answers["units"].quote in text


def test_the_size_of_the_firm_is_no_amount_of_work() -> None:
    answers = {a.question_id: a for a in SERVICE.advise(text="社員30人の会社です").answers}

    assert answers["units"].origin != "words"


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("確定申告書をつくってほしい", "G-PRO"),
        ("毎日来て店番をしてほしい", "G-EMPLOY"),
        ("口コミを書いてくれる人", "G-FORBID"),
        ("採用するか決めてほしい", "G-CORE"),
    ],
)
def test_a_gate_is_named_beside_the_format(text: str, gate: str) -> None:
    advice = SERVICE.advise(text=text)

    assert gate in {gate_id for gate_id, _ in advice.gates}
    assert advice.format in RequestFormat


def test_reasons_come_in_sentences_and_quote_what_was_said() -> None:
    advice = SERVICE.advise(item_id="des-logo", text="いろいろな案を見比べたい")

    assert any("見比べたい" in reason for reason in advice.reasons)


def test_the_question_that_could_change_the_format_comes_before_one_that_cannot() -> None:
    advice = SERVICE.advise(item_id="des-logo")
    names = [question.id for question in advice.open_questions]

    assert names.index("secrecy") < names.index("skill")


def test_an_answered_question_is_no_longer_open() -> None:
    advice = SERVICE.advise(item_id="des-logo", facts={"secrecy": "none"})

    assert "secrecy" not in {question.id for question in advice.open_questions}


def test_near_scores_are_called_close() -> None:
    far = SERVICE.advise(facts={"named_worker": "yes"})
    near = SERVICE.advise(text="手伝ってもらえますか")

    assert not far.close
    assert near.close


def test_splitting_kinds_is_suggested_where_kinds_are_mixed() -> None:
    advice = SERVICE.advise(item_id="des-logo", text="ロゴと名刺をまとめて一度に頼みたい")

    assert any("募集を分け" in text for text in advice.combine)


@settings(max_examples=80, deadline=None)
@given(facts=ANSWERS, item=st.sampled_from(["", "des-logo", "ofc-survey", "ofc-card-entry"]))
def test_the_recommended_format_is_never_an_excluded_one(facts: dict[str, str], item: str) -> None:
    advice = SERVICE.advise(item_id=item, facts=facts)

    assert not score(advice, RequestFormat.PROJECT).excluded
    assert not score(advice, advice.format).excluded
    assert {a.question_id: a.value for a in advice.answers}.items() >= facts.items()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3))
def test_any_text_and_any_facts_give_advice(text: str, facts: dict[str, str]) -> None:
    advice = SERVICE.advise(text=text, facts=facts)

    assert len(advice.scores) == 3
    assert len(advice.answers) == len(MODEL.questions)
    assert advice.reasons
