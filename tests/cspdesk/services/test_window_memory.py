"""The window's state survives a start, and a damaged file costs nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from cspdesk.services.window_memory import FILE_NAME, WindowMemory


def test_values_come_back_at_the_next_start(tmp_path: Path) -> None:
    WindowMemory(tmp_path / "data").put("geometry", "左上")

    assert WindowMemory(tmp_path / "data").get("geometry") == "左上"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"geometry": 1}', b"\xff"])
def test_a_damaged_file_counts_as_empty(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)

    memory = WindowMemory(tmp_path)
    assert memory.get("geometry") is None
    memory.put("geometry", "x")
    assert WindowMemory(tmp_path).get("geometry") == "x"


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    memory = WindowMemory(tmp_path / "file" / "below")

    memory.put("geometry", "x")

    assert memory.get("geometry") == "x"


def test_looking_creates_nothing(tmp_path: Path) -> None:
    assert WindowMemory(tmp_path / "data").get("geometry") is None
    assert not (tmp_path / "data").exists()
