from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cspdesk.errors import DataFileError
from cspdesk.rules.loading import read_vocabulary
from cspdesk.rules.own_rules import digest_with, read_own_rule, rule_files
from tests.builders import OWN_RULE

VOCABULARY = read_vocabulary()
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "X-SNS.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_own_rule_has_the_shape_of_every_rule(write: Write) -> None:
    own = read_own_rule(write(OWN_RULE), VOCABULARY)

    assert (own.file, own.rule.id, own.rule.title) == ("X-SNS.toml", "X-SNS", "見本の決まり")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "X-SNS"', 'id = "C01"', "id"),
        ('id = "X-SNS"', 'id = "X-sns"', "id"),
        ('"自社で登録"', '"確認済"', "confidence"),
        ('severity = "warning"', 'severity = "error"', "severity"),
        ('category = "contract"', 'category = "見本"', "category"),
        ('kind = "expression"', 'kind = "missing"\nitem = "contact"', "check.item"),
        ('kind = "expression"', 'kind = "date"\npredicate = "deadline_passed"', "check.kind"),
        ('stage = "posting"', 'stage = "posting"\nmatter = "pay"', "matter"),
        ("投稿を代行", "投稿.*代行", "check…all"),
        ("投稿を代行", "(投稿", "check…all"),
        ("投稿を代行", "投稿{", "check…all"),
        ("投稿を代行", "(?#投稿)代行", "check…all"),
        ("投稿を代行", "代行[<money>", "check…all"),
        ("投稿を代行", "(?:投|投稿){50}", "check…all"),
        ("投稿を代行", "投{0,200}稿{0,200}代{0,200}", "check…all"),
        ('kind = "expression"', 'kind = "combination"', "check.threshold"),
        ('kind = "expression"', 'kind = "combination"\nthreshold = -1', "check.threshold"),
        ('all = ["投稿を代行"]', 'all = ["投稿を代行"]\nwithin = -1', "check.signal[0].within"),
        ("[applies]", "[applies]\nuntil = 0001-01-01", "applies.until"),
        ("[applies]", "[applies]\nuntil = 2024-11-01", "applies.until"),
        ('[[source]]\nlaw = "見本協会の取決め"\n', "", "source"),
        ('severity = "warning"', "severity =", ""),
        ("見本の決まり", "見本\\u0000の決まり", "title"),
        ("見本の決まり", "見本\\u202Eの決まり", "title"),
        ("見本の決まり", "見本\\nの決まり", "title"),
        ("見本の決まり", "見" * 81, "title"),
        ("募集しません", "募集\\u2066しません", "message"),
        ("投稿の代行は募集しません。", "募" * 601, "message"),
        ("作成までを", "作成\\u0007までを", "fix"),
    ],
)
def test_own_rule_may_not_take_what_is_not_its_own(
    write: Write, old: str, new: str, key: str
) -> None:
    assert old in OWN_RULE

    with pytest.raises(DataFileError) as caught:
        read_own_rule(write(OWN_RULE.replace(old, new)), VOCABULARY)

    assert (caught.value.file, caught.value.key) == ("X-SNS.toml", key)


def test_own_rule_may_be_as_long_as_there_is_room_and_break_its_message(write: Write) -> None:
    message = "\\n".join(("募" * 300, "集" * 299))
    text = OWN_RULE.replace("見本の決まり", "見" * 80).replace(
        "投稿の代行は募集しません。", message
    )

    rule = read_own_rule(write(text), VOCABULARY).rule

    assert (len(rule.title), len(rule.message)) == (80, 600)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"\x00", b"a = " + b"[" * 5000, b"# " + b"a" * 300_000, b""]
)
def test_file_that_is_no_rule_is_a_fault_like_any_other(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "X-SNS.toml"
    path.write_bytes(content)

    with pytest.raises(DataFileError):
        read_own_rule(path, VOCABULARY)


def test_pipe_in_the_place_of_a_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "X-SNS.toml"
    mkfifo = getattr(os, "mkfifo", None)
    if mkfifo is None:
        pytest.skip("this system has no named pipes")
    mkfifo(path)

    with pytest.raises(DataFileError):
        read_own_rule(path, VOCABULARY)


def test_folder_in_the_place_of_a_file_is_a_fault_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "X-SNS.toml"
    path.mkdir()

    with pytest.raises(DataFileError):
        read_own_rule(path, VOCABULARY)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(line=st.integers(0, OWN_RULE.count("\n")), put=st.text(max_size=12), keep=st.booleans())
def test_whatever_is_typed_into_a_rule_it_is_read_or_refused(
    tmp_path: Path, line: int, put: str, *, keep: bool
) -> None:
    lines = OWN_RULE.split("\n")
    key, sign, _ = lines[line].partition("=")
    lines[line] = f"{key}{sign}{put}" if keep else put
    path = tmp_path / "X-SNS.toml"
    path.write_bytes("\n".join(lines).encode("utf-8", "replace"))

    try:
        own = read_own_rule(path, VOCABULARY)
    except DataFileError:
        return
    assert own.rule.id == "X-SNS"


@pytest.mark.parametrize("value", ["1", '"x"', "[1]", '["x"]', "{a = 1}", "2026-01-01", "true"])
@pytest.mark.parametrize("line", range(OWN_RULE.count("\n")))
def test_value_of_another_kind_is_refused_or_read(write: Write, line: int, value: str) -> None:
    lines = OWN_RULE.split("\n")
    key, sign, _ = lines[line].partition("=")
    if not sign:
        return
    lines[line] = f"{key}= {value}"

    try:
        own = read_own_rule(write("\n".join(lines)), VOCABULARY)
    except DataFileError:
        return
    assert own.rule.id == "X-SNS"


def test_folder_that_is_missing_holds_no_rules(tmp_path: Path) -> None:
    assert rule_files(tmp_path / "rules") == ()


def test_only_rule_files_are_taken_from_a_folder(tmp_path: Path) -> None:
    for name in ("X-B.toml", "X-A.toml", "notes.txt"):
        (tmp_path / name).write_bytes(b"")

    assert [path.name for path in rule_files(tmp_path)] == ["X-A.toml", "X-B.toml"]


def test_fingerprint_changes_with_an_own_rule_but_not_with_its_line_ends(write: Write) -> None:
    own = read_own_rule(write(OWN_RULE), VOCABULARY)
    path = write("")
    path.write_bytes(OWN_RULE.replace("\n", "\r\n").encode())
    windows = read_own_rule(path, VOCABULARY)
    other = read_own_rule(write(OWN_RULE.replace("決まり", "取決め")), VOCABULARY)

    assert digest_with("abc", ()) == "abc"
    assert digest_with("abc", (own,)) == digest_with("abc", (windows,)) != "abc"
    assert digest_with("abc", (own,)) != digest_with("abc", (other,))
