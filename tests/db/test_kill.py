"""What was acknowledged as saved survives the sudden death of the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from db.engine import connect_alone
from db.store import DATABASE_NAME

ROUNDS = 15


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_no_acknowledged_save_is_lost_or_torn_when_the_program_is_killed(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.db.kill_rounds", str(tmp_path), str(ROUNDS)],
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
        text=True,
    )

    assert result.returncode == 0, result.stderr
    outcomes = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(outcomes) == ROUNDS
    for outcome in outcomes:
        # The save that was under way may have been stored although nobody heard of it.
        assert len(outcome["stored"]) == 1, outcome
        assert 0 <= outcome["stored"][0] - outcome["acknowledged"] <= 1, outcome
    with closing(connect_alone(tmp_path / DATABASE_NAME, mode="ro")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
