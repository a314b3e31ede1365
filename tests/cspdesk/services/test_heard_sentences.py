"""Sentences are recognised by what they sound like, also where no listed word is said."""

from __future__ import annotations

import json
import math
import struct
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk import data_files
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing_knowledge import HEARD_FILES, STANCES_FILE
from cspdesk.services.folding import fold
from cspdesk.services.format_hearing import HEARD_FORMATS_FILE
from cspdesk.services.heard_sentences import HeardSentences, load_heard, runs_of, unpack_heard

SENTENCES = Path(__file__).parents[3] / "eval" / "heard"


@pytest.fixture(scope="module")
def items() -> HeardSentences:
    return load_heard("catalogue/heard_items.bin")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("看板に入れる印を、子どもにも描ける形でこしらえてほしい", "des-logo"),
        ("録音した寄り合いの話を、文字に起こしてくれる人はおらんかね", "ofc-transcribe"),
        ("背景に物置が写り込んどるで、商品だけ抜いた写真にしたいんだわ", "pm-photo-cutout"),
        ("請求の紙を毎月おなじ表に写すのを、勝手にやるようにしたい", "dev-excel-macro"),
    ],
)
def test_needs_in_own_words_are_among_the_clearest(
    items: HeardSentences, said: str, meant: str
) -> None:
    assert meant in [heard.target for heard in items.read(fold(said))][:8]


def test_each_target_is_told_once_with_its_clearest_sentence(items: HeardSentences) -> None:
    text = fold("今日は暑いですね。看板に入れるお店の印がほしい。印といってもロゴです。")

    heard = items.read(text)

    assert len({h.target for h in heard}) == len(heard)
    assert (heard[0].start, heard[0].end) in text.sentences
    assert [h.degree for h in heard] == sorted((h.degree for h in heard), reverse=True)


def test_the_clearest_sentence_is_told_also_where_a_vaguer_one_came_before(
    items: HeardSentences,
) -> None:
    text = fold("今年は看板のことも考えております。看板に入れるお店の印がほしい。")

    heard = next(h for h in items.read(text) if h.target == "des-logo")

    assert (heard.start, heard.end) == text.sentences[1]


def test_a_run_that_is_repeated_counts_less_with_each_time() -> None:
    runs = "あいうえおかきくけこさしすせそ"
    head = json.dumps({"runs": list(runs), "targets": ["t"], "scale": 1.0}).encode()
    numbers = struct.pack("<15f", *[1.0] * 15), struct.pack("<15H", 1, *[0] * 14)
    body = b"".join((*numbers, struct.pack("<Hbf", 0, 1, 0.0)))
    reading = unpack_heard("t.bin", struct.pack("<I", len(head)) + head + body)

    margin = reading.margins_together([(runs + "ああ", 1.0)])["t"]

    thrice = 1 + math.log(3)
    assert margin == pytest.approx(thrice / math.sqrt(14 + thrice**2))


@given(st.text(max_size=200))
def test_any_text_can_be_heard(text: str) -> None:
    heard = load_heard("catalogue/heard_problems.bin").read(fold(text))

    assert all(0 < h.degree <= 1 for h in heard)


def test_nothing_is_heard_in_silence(items: HeardSentences) -> None:
    assert items.read(fold("")) == ()


def test_what_is_settled_is_passed_over(items: HeardSentences) -> None:
    wanted, there = "録音した話を文字に起こしてほしい", "看板に入れる印はもう作ってもらった"
    text = fold(f"{there}けえ、{wanted}")
    alone = next(h for h in items.read(fold(wanted)) if h.target == "ofc-transcribe")

    heard = items.read(text, ((0, text.text.index("録音")),))

    assert next(h for h in heard if h.target == "ofc-transcribe").degree == alone.degree
    assert items.read(text) != heard


@pytest.mark.parametrize("said", ["ロゴがほしい", "はい。", "ロゴ"])
def test_a_few_characters_are_too_little_to_tell(items: HeardSentences, said: str) -> None:
    assert items.read(fold(said)) == ()


def test_runs_are_one_to_three_characters_long() -> None:
    assert runs_of("おはお") == {"お": 2, "は": 1, "おは": 1, "はお": 1, "おはお": 1}


@pytest.mark.parametrize("name", HEARD_FILES)
def test_every_target_is_in_the_catalogue(name: str) -> None:
    catalogue = load_catalogue()
    known = {item.id for item in catalogue.items}
    known |= {problem.id for problem in catalogue.problems}
    known |= {sub.id for problem in catalogue.problems for sub in problem.sub_issues}

    assert set(load_heard(name).targets) <= known


@pytest.mark.parametrize(
    ("name", "learned_from"),
    [
        (HEARD_FILES[0], ("problems.tsv",)),
        (HEARD_FILES[1], ("work_items.tsv",)),
        (STANCES_FILE, ("stances.tsv", "talks.tsv")),
        (HEARD_FORMATS_FILE, ("formats.tsv",)),
    ],
)
def test_the_weights_are_learned_from_the_sentences_as_they_stand(
    name: str, learned_from: tuple[str, ...]
) -> None:
    texts = ((SENTENCES / part).read_text(encoding="utf-8") for part in learned_from)
    lines = [line for text in texts for line in text.splitlines()]
    now = sha256("\n".join(lines).encode()).hexdigest()[:16]

    assert _learned_from(name) == now, "run: python -m scripts.train_heard"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("チラシを配っても電話が一本も鳴らんで困っとるんです", "need"),
        ("写真は去年プロに撮ってもらったのがたくさんあるで、それでええ", "settled"),
        ("孫が来月から小学校で、毎日にぎやかにしております", "passing"),
    ],
)
def test_how_a_sentence_is_meant_is_heard(said: str, meant: str) -> None:
    degrees = load_heard(STANCES_FILE).degrees(fold(said).text)

    assert max(degrees, key=lambda name: degrees[name]) == meant


def test_sentences_taken_together_come_nearest_to_what_counts_most(items: HeardSentences) -> None:
    logo, recording = "看板に入れるお店の印がほしい", "録音した寄り合いの話を文字に起こしたい"
    parts = [fold(logo).text, fold(recording).text]

    def nearest(*weights: float) -> str:
        margins = items.margins_together(zip(parts, weights, strict=True))
        return max(margins, key=lambda name: margins[name])

    assert (nearest(1.0, 0.1), nearest(0.1, 1.0)) == ("des-logo", "ofc-transcribe")


def test_a_talk_with_little_to_the_point_comes_near_to_nothing(items: HeardSentences) -> None:
    said = fold("看板に入れるお店の印がほしい").text

    to_the_point = items.margins_together([(said, 1.0)])["des-logo"]
    in_passing = items.margins_together([(said, 0.1)])["des-logo"]

    assert in_passing < to_the_point - 0.3


def test_a_file_that_is_cut_off_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = data_files.read_bytes(HEARD_FILES[0])
    monkeypatch.setattr(data_files, "read_bytes", lambda _: whole[:-100])

    with pytest.raises(DataFileError, match="cut off"):
        load_heard("catalogue/broken.bin")


def _learned_from(name: str) -> str:
    content = data_files.read_bytes(name)
    size = int.from_bytes(content[:4], "little")
    return str(json.loads(content[4 : 4 + size])["learned_from"])
