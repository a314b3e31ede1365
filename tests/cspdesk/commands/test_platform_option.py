"""`check --platform`: the terms of one platform on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cspdesk.commands.line import run

SHOP_WORK = "当社の通販サイトへ、新商品25点を登録していただきます。"


@pytest.fixture
def posting(tmp_path: Path) -> str:
    path = tmp_path / "見本.txt"
    path.write_text(SHOP_WORK, encoding="utf-8")
    return str(path)


def _lines(tmp_path: Path, *lines: dict[str, Any]) -> str:
    path = tmp_path / "見本.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("platform", "told"), [("crowdworks", True), ("lancers", False)])
def test_platform_decides_what_is_told(
    posting: str, platform: str, capsys: pytest.CaptureFixture[str], *, told: bool
) -> None:
    code = run(["check", posting, "--fragment", "--json", "--platform", platform])

    answer = json.loads(capsys.readouterr().out)
    assert (code, answer["platform"]) == (int(told), platform)
    assert [finding["rule"] for finding in answer["findings"]] == ["S01"] * told


def test_platform_of_the_command_line_is_named_to_people(
    posting: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["check", posting, "--fragment", "--platform", "crowdworks"])

    assert "クラウドワークス の決まりも合わせて点検しました。" in capsys.readouterr().out


def test_line_may_name_its_own_platform(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = _lines(tmp_path, {"text": SHOP_WORK, "platform": "lancers"}, {"text": SHOP_WORK})

    run(["check", name, "--jsonl", "--fragment", "--platform", "crowdworks"])

    own, general = map(json.loads, capsys.readouterr().out.splitlines())
    assert [own["platform"], general["platform"]] == ["lancers", "crowdworks"]
    assert [len(own["findings"]), len(general["findings"])] == [0, 1]


def test_unknown_platform_is_one_sentence_and_exit_2(
    posting: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["check", posting, "--platform", "mihon"])

    said = capsys.readouterr()
    assert (code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "「mihon」" in said.err
    assert "crowdworks" in said.err


def test_unknown_platform_of_a_line_is_named_by_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = _lines(tmp_path, {"text": "見本"}, {"text": "見本", "platform": "mihon"})

    code = run(["check", name, "--jsonl"])

    said = capsys.readouterr()
    assert (code, said.out.count("\n")) == (2, 1)
    assert "「2行目」" in said.err
    assert "mihon" in said.err


def test_platform_that_is_no_text_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["check", _lines(tmp_path, {"text": "見本", "platform": 1}), "--jsonl"])

    assert (code, "「1行目」" in capsys.readouterr().err) == (2, True)
