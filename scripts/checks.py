"""Run everything that has to hold before a change is handed over, and stop at the first fault.

The tests come last, so their own summary closes the output.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
OUR_CODE = ("cspdesk", "db", "ui", "tests", "scripts", "benchmarks", "eval")

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("整形 / format", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
    ("書き方 / lint", (str(BIN / "ruff"), "check", "--quiet", ".")),
    ("型 / types", (str(BIN / "mypy"), *OUR_CODE)),
    ("依存規則 / imports", (str(BIN / "lint-imports"), "--no-logo")),
    ("データ / data", (sys.executable, "-m", "scripts.data", "--brief")),
    ("試験 / tests", (sys.executable, "-m", "pytest", "-n", "2")),
)


def main() -> int:
    """Run the steps in order; return the exit code of the first that fails."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    for heading, command in STEPS:
        print(f"\n== {heading}", flush=True)
        started = time.monotonic()
        done = subprocess.run(command, check=False, cwd=ROOT, env=environment)
        if done.returncode != 0:
            print(f"== {heading}: 不合格 / failed ({done.returncode})", file=sys.stderr)
            return done.returncode
        if command is not STEPS[-1][1]:
            print(f"-- {time.monotonic() - started:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
