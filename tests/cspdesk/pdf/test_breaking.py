"""Japanese lines end and begin where a printer would let them, at any width."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.pdf import fonts
from cspdesk.pdf.breaking import BLANKS, NOT_AT_END, NOT_AT_START, break_lines, units

SIZE = 9.3
HARD_TEXT = (
    "「え……!?」と彼は言った(『見積書(第2版)』による)。単価は¥3,300〜¥5,500、合計で"
    "79,200円(税込)です。キャッシュ・フロー、ユーザー、ヴァージョンなど――。"
    "お問い合わせは【担当:見本】mihon@mihon.example まで、または https://mihon.example/a?b=1。"
    "「「二重」」の鍵括弧、小さい「っ」「ゃ」「ゅ」「ょ」、々や〻、%や℃も。 (a) B。 "
)
PIECES = st.lists(
    st.sampled_from(
        [
            "あ",
            "漢字",
            "ー",
            "っ",
            "、",
            "。",
            "」",
            "「",
            "(",
            "(『",
            "』)",
            "……",
            "――",
            " ",
            "\u3000",
            "A-1",
            "3,300円",
            "¥500",
            "https://a.example/b",
            "キャッシュ",
            "!?",
            "か\u3099",
        ]
    ),
    max_size=60,
)


def lines_of(text: str, width: float) -> list[tuple[str, float]]:
    return break_lines(text, width, width, fonts.widths(fonts.TEXT), SIZE)


def faults(lines: list[str]) -> list[str]:
    inner = [line for line in lines[1:] if line[0] in NOT_AT_START]
    return inner + [line for line in lines[:-1] if line.rstrip(BLANKS)[-1:] in NOT_AT_END]


@pytest.mark.parametrize("width", range(120, 501, 20))
def test_a_hard_text_has_no_fault_and_nothing_sticks_out(width: int) -> None:
    lines = lines_of(HARD_TEXT * 3, width)

    assert faults([line for line, _ in lines if line.strip(BLANKS)]) == []
    assert max(ink for _, ink in lines) <= width + 1e-3


@given(PIECES, st.floats(min_value=10, max_value=500))
def test_no_character_is_lost_at_any_width(pieces: list[str], width: float) -> None:
    text = "".join(pieces)

    assert "".join(line for line, _ in lines_of(text, width)) == text


@given(PIECES, st.floats(min_value=20, max_value=500))
def test_nothing_sticks_out_at_any_width(pieces: list[str], width: float) -> None:
    for line, ink in lines_of("".join(pieces), width):
        drawn = sum(fonts.widths(fonts.TEXT)[c] for c in line.rstrip(BLANKS)) * SIZE
        assert drawn == pytest.approx(ink)
        assert drawn <= width + 1e-3


@given(PIECES, st.floats(min_value=60, max_value=500))
def test_a_fault_is_left_only_where_what_must_stay_together_exceeds_a_line(
    pieces: list[str], width: float
) -> None:
    text = "".join(pieces)
    longest = max((sum(fonts.widths(fonts.TEXT)[c] for c in u) for u in units(text)), default=0)

    lines = [line for line, _ in lines_of(text, width) if line.strip(BLANKS)]

    if longest * SIZE <= width:
        assert faults(lines) == []


@given(PIECES)
def test_units_joined_are_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)

    assert "".join(units(text)) == text


def test_a_word_of_letters_and_figures_stays_whole() -> None:
    assert list(units("3,300円はmihon@mihon.exampleへ")) == [
        "3,300",
        "円",
        "は",
        "mihon@mihon.example",
        "へ",
    ]


def test_an_address_wider_than_the_line_is_cut_rather_than_lost() -> None:
    lines = lines_of("https://mihon.example/" + "a" * 200, 100)

    assert len(lines) > 10
    assert all(ink <= 100.001 for _, ink in lines)


def test_blanks_at_the_beginning_are_kept() -> None:
    assert lines_of("\u3000字下げ", 100)[0][0] == "\u3000字下げ"


def test_work_grows_with_the_length_only() -> None:
    def calls(count: int) -> int:
        counted = 0

        def note(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        text = "あいう、えお。" * count
        sys.setprofile(note)
        try:
            lines_of(text, 300)
        finally:
            sys.setprofile(None)
        return counted

    assert calls(2_000) < 12 * calls(200)
