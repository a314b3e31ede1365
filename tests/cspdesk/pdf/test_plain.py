"""Text reaches paper as typed; what cannot be printed is named and stays visible."""

import pytest

from cspdesk.pdf.plain import GETA, missing, plain


@pytest.mark.parametrize(
    "typed", ["<b>x", "A<B>C", '<img src="local.png">', "&lt; &copy; &", "]]>", "{{7*7}} %s $x"]
)
def test_what_looks_like_markup_stays_as_typed(typed: str) -> None:
    assert plain(typed) == typed


def test_names_keep_their_variants_of_characters() -> None:
    assert plain("髙橋﨑德㈱神") == "髙橋﨑德㈱神"


def test_a_character_without_a_glyph_is_printed_as_geta_and_named_once() -> None:
    assert plain("𠮷野家と𠮷田😀") == f"{GETA}野家と{GETA}田{GETA}"
    assert missing("𠮷野家と𠮷田😀") == ("𠮷", "😀")


def test_blanks_stay_as_many_as_they_were() -> None:
    assert plain("\u3000\u3000a  b") == "\u3000\u3000a  b"


def test_every_kind_of_line_end_is_one_line_feed() -> None:
    assert plain("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


def test_a_decomposed_letter_is_composed() -> None:
    assert plain("カ\u3099ラス") == "ガラス"


def test_characters_without_ink_are_no_missing_glyphs() -> None:
    assert missing("葛\U000e0100飾\u200b区\ufeff") == ()
    assert plain("葛\U000e0100飾\u200b区\ufeff") == "葛飾区"


def test_a_control_character_is_named() -> None:
    assert missing("a\x07b") == ("\x07",)
