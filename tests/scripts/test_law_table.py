from __future__ import annotations

import re
from pathlib import Path

import pytest

from cspdesk.rules.loading import load_pack
from scripts import law_table

TABLE = law_table.table()


@pytest.mark.parametrize("rule_id", [rule.id for rule in load_pack().rules])
def test_every_rule_stands_in_the_table_once(rule_id: str) -> None:
    assert TABLE.count(f"\n| {rule_id} | ") == 1


def test_every_dated_figure_but_the_wages_stands_by_its_name() -> None:
    figures = TABLE.split("## 数値")[1].split("\n## ")[0]

    assert "受け取った日から支払期日までの上限 | 60日 | 2024-11-01" in figures
    assert not re.search(r"\| [a-z]+\.[a-z_]+ \|", figures)


def test_every_row_has_as_many_cells_as_its_head() -> None:
    for block in TABLE.split("\n\n"):
        rows = [line for line in block.split("\n") if line.startswith("|")]
        assert len({row.count("|") for row in rows}) <= 1, rows[0]


def test_statement_that_is_not_confirmed_is_no_error() -> None:
    rules = TABLE.split("## ルール")[1:]
    rows = [row for part in rules for row in part.split("\n") if row.startswith("| ")]
    unsure = [row for row in rows if "| 要確認<br>" in row or "| 未確認<br>" in row]

    assert unsure
    assert not [row for row in unsure if "不適合" in row.split(" | ")[2]]


def test_file_that_differs_is_told_with_the_command_that_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(law_table, "TARGET", tmp_path / "law-statements.md")

    assert law_table.main(["--check"]) == 1
    assert law_table.COMMAND in capsys.readouterr().out
    assert law_table.main([]) == 0
    assert law_table.main(["--check"]) == 0
