"""Time from starting the process to the window's first paint, beside an empty PySide6 window.

The two alternate within one run, so that a busy machine slows both alike.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from statistics import median

from benchmarks.first_paint import PAINTED

ROUNDS = 7


def seconds_to_paint(*arguments: str) -> float:
    """Start the window, wait for its first paint and return the seconds it took."""
    command = [sys.executable, "-m", "benchmarks.first_paint", *arguments]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        if child.stdout is None:
            raise AssertionError("a pipe was asked for")
        for line in child.stdout:
            if line.strip() == PAINTED:
                taken = time.perf_counter() - started
                child.communicate(timeout=60)
                return taken
    raise RuntimeError(f"no paint, exit code {child.returncode}: {' '.join(arguments)}")


def main() -> int:
    """Print both medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        first = seconds_to_paint("cspdesk", folder)
        seconds_to_paint("empty")
        pairs = [
            (seconds_to_paint("empty"), seconds_to_paint("cspdesk", folder)) for _ in range(ROUNDS)
        ]
    empty, ours = (median(side) for side in zip(*pairs, strict=True))
    print(f"empty PySide6 window   {empty * 1000:7.0f} ms")
    print(f"cspdesk, first start   {first * 1000:7.0f} ms   creates the database")
    print(
        f"cspdesk                {ours * 1000:7.0f} ms   ratio {ours / empty:.2f}, "
        f"own share {(ours - empty) * 1000:.0f} ms"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
