"""Looks of the window survive a restart and never get in the way."""

from __future__ import annotations

from pathlib import Path

from cspdesk.services.window_memory import WindowMemory


def test_a_value_is_there_at_the_next_start(tmp_path: Path) -> None:
    WindowMemory(tmp_path).put("text_scale", "130")

    assert WindowMemory(tmp_path).get("text_scale") == "130"


def test_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_bytes(b"{\xff")

    assert WindowMemory(tmp_path).get("text_scale") is None


def test_values_that_are_not_texts_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"text_scale": 130, "appearance": "dark"}', "utf-8")

    memory = WindowMemory(tmp_path)

    assert (memory.get("text_scale"), memory.get("appearance")) == (None, "dark")


def test_no_folder_is_created_for_looks(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    memory = WindowMemory(missing)

    memory.put("appearance", "dark")

    assert (memory.get("appearance"), missing.exists()) == ("dark", False)
