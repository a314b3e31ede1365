"""Sentences are told by how they are worded, also where no rule knows their words."""

from __future__ import annotations

import json
import struct
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk import data_files
from cspdesk.errors import DataFileError
from cspdesk.rules.loading import load_pack, read_wording
from cspdesk.rules.text import sentences
from cspdesk.rules.wording import Reading, Telling, Wording, runs_of, unpack_wording

EVAL = Path(__file__).parents[3] / "eval"
LEARNED_FROM = ("wording/sentences.jsonl", "wording/more.jsonl", "own/check_content.jsonl")
VOICES = "wording/voices.tsv"
TELLING = Telling(
    title="", message="", fix="", doubt="", readings=(Reading(category="a", rule="C01"),)
)


def content(runs: dict[str, int]) -> bytes:
    """Return a weights file with one code; `runs` are the weights of runs of rarity one."""
    head = {"codes": ["a"], "weight": 0.1, "square": 1.0, "runs": [*runs]}
    told = json.dumps(head).encode()
    lanes = b"".join(bytes((weight + 128, 1, 1)) for weight in runs.values())
    return struct.pack("<I", len(told)) + told + lanes


def wording(runs: dict[str, int]) -> Wording:
    return unpack_wording("w.bin", content(runs), TELLING)


SHIPPED = read_wording()


def test_margin_is_the_sum_of_weights_by_the_length_of_the_sentence_less_one() -> None:
    two = wording({"口": 20, "コミ": 40, "絵": -50})

    assert two.margins("口コミを書く")["a"] == pytest.approx(0.1 * 60 / 2**0.5 - 1)
    assert two.margins("口コミの絵です")["a"] == pytest.approx(0.1 * 10 / 3**0.5 - 1)


def test_sentence_without_a_known_run_is_told_nothing_of() -> None:
    assert wording({"口": 20}).margins("絵を描く仕事です") == {}
    assert wording({"口": 20}).read("絵を描く仕事です。") == ()


@pytest.mark.parametrize("text", ["口コミ", "口コミ" * 200])
def test_label_and_what_is_no_sentence_are_not_read(text: str) -> None:
    assert wording({"口": 20}).read(text) == ()


def test_words_that_weighed_most_are_told_in_reading_order() -> None:
    one = wording({"合い": 30, "会費": 60, "絵": -50})

    assert one.words("知り合いを誘い、絵を描き、会費を", "a") == ("知り合い", "会費")


def test_two_sentences_are_told_together_only_where_none_is_told_alone() -> None:
    one = wording({"会": 12, "友": 12})
    line, alone = (
        "友人をお二人ほど紹介。会費は三千円です。",
        "友人の会費は三千円。以上で終わりです。",
    )

    assert [line[p.start : p.end] for p in one.places(line, sentences(line))] == [
        "友人をお二人ほど紹介。会費は三千円です"
    ]
    assert [alone[p.start : p.end] for p in one.places(alone, sentences(alone))] == [
        "友人の会費は三千円"
    ]


def test_a_sentence_in_company_has_to_lie_further_beyond_its_threshold() -> None:
    one = wording({"会": 8, "費": 8, "絵": -8, "描": -8})
    apart, together = "会費をご用意ください", "会費をご用意ください。絵も描きます。"

    assert [like.code for like in one.read(apart)] == ["a"]
    assert one.places(apart, sentences(apart)) != ()
    assert one.places(together, sentences(together)) == ()


def test_a_place_is_unlike_a_code_if_none_of_its_readings_comes_near() -> None:
    one = wording({"会": 10, "絵": -20})
    far, near = "きれいな絵を描く仕事です", "入会のときにご用意ください"

    assert one.is_unlike([far], "a")
    assert not one.is_unlike([far, near], "a")


@pytest.mark.parametrize("readings", [[], ["絵"], ["知らない言い方ばかりです"]])
def test_nothing_is_unlike_where_nothing_can_be_read(readings: list[str]) -> None:
    assert not wording({"会": 10, "絵": -20}).is_unlike(readings, "a")


def test_runs_are_characters_and_pairs_each_once_and_the_ends_with_a_mark() -> None:
    assert runs_of("ああい") == {"あ", "い", "ああ", "あい", "い$", "あい$"}
    assert runs_of("") == set()


@pytest.mark.parametrize("cut", [0, 3, 40, -1])
def test_cut_off_file_is_told_with_its_name(cut: int) -> None:
    with pytest.raises(DataFileError, match=r"w\.bin"):
        unpack_wording("w.bin", content({"口": 1})[:cut], TELLING)


def test_code_without_a_rule_is_a_fault_of_the_file() -> None:
    nothing = Telling(title="", message="", fix="", doubt="", readings=())

    with pytest.raises(DataFileError, match="codes and readings"):
        unpack_wording("w.bin", content({"口": 1}), nothing)


def test_weights_belong_to_the_sentences_that_they_were_learned_from() -> None:
    raw = data_files.read_bytes("wording/wording.bin")
    size = struct.unpack_from("<I", raw)[0]
    lines = [
        json.dumps(json.loads(line), sort_keys=True)
        for name in LEARNED_FROM
        for line in (EVAL / name).read_text(encoding="utf-8").splitlines()
        if line
    ]
    lines += (EVAL / VOICES).read_text(encoding="utf-8").splitlines()

    learned_from = json.loads(raw[4 : 4 + size])["learned_from"]

    assert learned_from == sha256("\n".join(lines).encode()).hexdigest()[:16], (
        "run python -m scripts.train_wording"
    )


def test_every_code_belongs_to_a_rule_of_its_category() -> None:
    pack = load_pack()

    for reading in SHIPPED.telling.readings:
        rule = pack.rule(reading.rule)

        assert rule is not None
        assert rule.category == reading.category
        assert rule.fragment
        assert ("{question}" in rule.fix) is bool(reading.question)


@given(st.text(max_size=500))
def test_any_text_can_be_read(text: str) -> None:
    for like in SHIPPED.read(text):
        assert like.margin >= 0


def test_harmless_lines_are_not_told_of() -> None:
    for line in ("納品はPDFで、2027年2月26日までにお願いします", "写真は当社がお渡しします"):
        assert SHIPPED.read(line) == ()
