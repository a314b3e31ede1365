"""Text from outside is read strictly; each fault has its own reason."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.errors import BadInput
from cspdesk.services.text_input import MAX_BYTES, checked_text, decode_text, json_lines


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        ("依頼".encode("cp932"), "not_utf8"),
        (b"a\0b", "nul"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
    ],
    ids=["nothing", "blank", "mark only", "cp932", "nul", "large"],
)
def test_a_text_that_cannot_be_used_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(BadInput) as caught:
        decode_text(content, "依頼.txt")

    assert (caught.value.reason, caught.value.where) == (reason, "依頼.txt")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode_text(b"\xef\xbb\xbf" + "依頼\r\n".encode(), "x") == "依頼\r\n"


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text))
def test_any_other_text_comes_back_unchanged(text: str) -> None:
    assert decode_text(text.encode(), "x") == text.removeprefix("\ufeff")


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(BadInput, match="surrogate"):
        checked_text("依頼\ud83d", "x")


def _lines(content: bytes) -> list[str]:
    return [line.text("id") for line in json_lines(io.BytesIO(content), "-")]


def test_json_lines_may_begin_with_a_mark_and_hold_blank_lines() -> None:
    assert _lines(b'\xef\xbb\xbf{"id":"a"}\r\n\n{"id":"b"}') == ["a", "b"]


@pytest.mark.parametrize(
    "bad", [b"{", b"[]", b'"x"', b'{"id":NaN}', b"[" * 100_000, b"1"], ids=lambda b: str(b[:8])
)
def test_a_bad_line_is_named_after_the_good_ones_were_given(bad: bytes) -> None:
    lines = json_lines(io.BytesIO(b'{"id":"a"}\n' + bad + b'\n{"id":"b"}'), "-")

    assert next(lines).text("id") == "a"
    with pytest.raises(BadInput, match="2行目") as caught:
        next(lines)
    assert caught.value.reason == "not_json"


@pytest.mark.parametrize("values", ['{"id":1}', '{"id":null}', "{}"])
def test_a_value_of_the_wrong_kind_names_its_key(values: str) -> None:
    line = next(json_lines(io.BytesIO(values.encode()), "-"))

    with pytest.raises(BadInput, match="id"):
        line.text("id")


def test_optional_values_have_defaults() -> None:
    line = next(json_lines(io.BytesIO(b'{"industry":null,"fragment":null}'), "-"))

    assert line.text("industry", "") == ""
    assert line.flag("fragment") is False
    assert line.flag("other") is False
    assert line.texts("facts") == {}
    with pytest.raises(BadInput):
        next(json_lines(io.BytesIO(b'{"fragment":"yes"}'), "-")).flag("fragment")
    with pytest.raises(BadInput):
        next(json_lines(io.BytesIO(b'{"facts":{"a":1}}'), "-")).texts("facts")


@pytest.mark.parametrize("value", ["0", '""', "[]", "false"])
def test_an_object_is_not_left_out_by_an_empty_value_of_another_kind(value: str) -> None:
    line = next(json_lines(io.BytesIO(f'{{"text":"店の印","facts":{value}}}'.encode()), "-"))

    with pytest.raises(BadInput, match="facts"):
        line.texts("facts")


def test_no_line_at_all_is_empty_input() -> None:
    with pytest.raises(BadInput, match="empty"):
        _lines(b"\n \n")
