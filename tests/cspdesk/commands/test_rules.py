from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cspdesk.commands.line import run
from tests.builders import OWN_RULE

BAD = "投稿を代行してください。"


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "X-SNS.toml").write_text(OWN_RULE, encoding="utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = run(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    streams = capsys.readouterr()
    return code, streams.out, streams.err


def test_rules_as_a_process_write_utf8_and_leave_the_data_folder_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    done = subprocess.run(
        [sys.executable, "-m", "cspdesk", "--data-dir", str(folder), "rules", "list"],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "LC_ALL": "C", "PYTHONWARNINGS": "error"},
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert "支払い" in done.stdout.decode()
    assert not folder.exists()


def test_list_shows_every_rule_with_its_period_and_source(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = said(
        capsys, "--data-dir", str(tmp_path), "rules", "list", "--as-of", "2025-12-31"
    )

    assert (code, err) == (0, "")
    line = next(line for line in out.splitlines() if line.startswith("  T03"))
    assert "これから" in line
    assert "2026-01-01 〜" in line
    assert "取適法" in line


def test_list_as_json_has_the_agreed_shape(
    capsys: pytest.CaptureFixture[str], own_folder: Path
) -> None:
    code, out, _ = said(capsys, "--data-dir", str(own_folder), "rules", "list", "--json")

    rows = {row["id"]: row for row in json.loads(out)}
    assert code == 0
    assert set(rows["P05"]) == {
        "id",
        "title",
        "group",
        "category",
        "stage",
        "severity",
        "state",
        "from",
        "until",
        "confidence",
        "checked_on",
        "own",
    }
    assert (rows["P05"]["from"], rows["P05"]["until"]) == ("2023-10-01", "2031-10-01")
    assert (rows["X-SNS"]["own"], rows["P05"]["own"]) == (True, False)


@pytest.mark.parametrize(("day", "percent"), [("2026-09-30", "80"), ("2026-10-01", "70")])
def test_show_tells_the_figures_of_the_day(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, day: str, percent: str
) -> None:
    code, out, _ = said(capsys, "--data-dir", str(tmp_path), "rules", "show", "p05", "--as-of", day)

    assert code == 0
    assert f"{percent}%" in out
    assert "良い例" in out
    assert "悪い例" in out
    assert "確認日" in out


def test_show_as_json_names_law_and_article(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, out, _ = said(capsys, "--data-dir", str(tmp_path), "rules", "show", "D01", "--json")

    shape = json.loads(out)
    assert shape["sources"][0]["article"] == "第4条"
    assert shape["bad"][0]["facts"] or shape["bad"][0]["text"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("show", "Z99"), "「Z99」"),
        (("list", "--as-of", "2026-13-01"), "2026-13-01"),
        (("test", "そんな場所はない"), "そんな場所はない"),
        (("test", ""), "ファイルがありません"),
        (("show",), "cspdesk --help"),
        ((), "cspdesk --help"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...], word: str
) -> None:
    code, out, err = said(capsys, "--data-dir", str(tmp_path), "rules", *arguments)

    assert (code, out) == (2, "")
    assert word in err


def test_sound_rules_pass_their_test(capsys: pytest.CaptureFixture[str], own_folder: Path) -> None:
    folder = own_folder / "rules"

    code, out, err = said(capsys, "rules", "test", str(folder))
    single, _, _ = said(capsys, "rules", "test", str(folder / "X-SNS.toml"))

    assert (code, single, err) == (0, 0, "")
    assert out == "ルール 1件、例 4件を確かめました。問題はありません。\n"


def test_failing_example_is_named_with_file_key_and_text(
    capsys: pytest.CaptureFixture[str], own_folder: Path
) -> None:
    path = own_folder / "rules" / "X-SNS.toml"
    path.write_text(OWN_RULE.replace("写真を3枚加工", "投稿を代行"), encoding="utf-8")

    code, out, _ = said(capsys, "rules", "test", str(path))

    assert code == 1
    assert "X-SNS.toml：good[1]：良い例なのに" in out
    assert f"「{BAD}」" in out


def test_wrong_shape_is_bad_input_and_every_file_is_told(
    capsys: pytest.CaptureFixture[str], own_folder: Path
) -> None:
    folder = own_folder / "rules"
    for name, text in (("X-A.toml", "id ="), ("X-B.toml", OWN_RULE)):
        (folder / name).write_text(text, encoding="utf-8")

    code, out, _ = said(capsys, "rules", "test", str(folder), "--json")

    faults = json.loads(out)["faults"]
    assert code == 2
    assert [(fault["file"], fault["key"]) for fault in faults] == [
        ("X-A.toml", ""),
        ("X-B.toml", "id"),
    ]


def test_shipped_rules_pass_as_rules_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    import resources  # noqa: PLC0415 - the place of the data is needed only here

    path = Path(resources.__file__).parent / "rules" / "F08.toml"

    code, _, _ = said(capsys, "rules", "test", str(path))

    assert code == 0


def test_empty_folder_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = said(capsys, "rules", "test", str(tmp_path))

    assert code == 2
    assert "中身が空" in err


def test_check_judges_by_the_own_rules_and_opens_no_database(
    capsys: pytest.CaptureFixture[str], own_folder: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_text(BAD, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))

    _, out, err = said(capsys, "--data-dir", str(own_folder), "check", str(text), "--json")

    assert err == ""
    assert "X-SNS" in {finding["rule"] for finding in json.loads(out)["findings"]}
    assert sorted(tmp_path.rglob("*")) == before


def test_check_for_people_marks_what_an_own_rule_says(
    capsys: pytest.CaptureFixture[str], own_folder: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_text(BAD, encoding="utf-8")

    _, out, _ = said(capsys, "--data-dir", str(own_folder), "check", str(text))

    assert "X-SNS（自社のルール）" in out
    assert out.count("自社のルール") == 1


def test_check_goes_on_without_an_own_rule_that_is_not_sound_and_says_so(
    capsys: pytest.CaptureFixture[str], own_folder: Path, tmp_path: Path
) -> None:
    (own_folder / "rules" / "X-SNS.toml").write_bytes(b"id =")
    text = tmp_path / "text.txt"
    text.write_text(BAD, encoding="utf-8")

    code, out, err = said(capsys, "--data-dir", str(own_folder), "check", str(text), "--json")

    assert code == 1
    assert json.loads(out)["findings"]
    assert "X-SNS.toml" in err
