"""Time from starting the process to the window's first paint, beside an empty PySide6 window.

The two alternate within one run, so that a busy machine slows both alike.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from statistics import median

from benchmarks.first_paint import FILLED, PAINTED

ROUNDS = 7


def seconds_to(*arguments: str) -> tuple[float, float]:
    """Start a window; return the seconds to its first paint and to its first page."""
    command = [sys.executable, "-m", "benchmarks.first_paint", *arguments]
    started = time.perf_counter()
    reached: dict[str, float] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout or ():
            reached.setdefault(line.strip(), time.perf_counter() - started)
    if FILLED not in reached:
        raise RuntimeError(f"no window, exit code {child.returncode}: {' '.join(arguments)}")
    return reached[PAINTED], reached[FILLED]


def main() -> int:
    """Print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        _, first = seconds_to("cspdesk", folder)
        seconds_to("empty")
        pairs = [(seconds_to("empty"), seconds_to("cspdesk", folder)) for _ in range(ROUNDS)]
    empty = median(bare[0] for bare, _ in pairs)
    painted = median(ours[0] for _, ours in pairs)
    filled = median(ours[1] for _, ours in pairs)
    print(f"empty PySide6 window, first paint  {empty * 1000:6.0f} ms")
    print(f"cspdesk, first paint               {painted * 1000:6.0f} ms  {painted / empty:.2f} x")
    print(f"cspdesk, home page                 {filled * 1000:6.0f} ms  {filled / empty:.2f} x")
    print(f"cspdesk, home page, first start    {first * 1000:6.0f} ms  makes the database")
    return 0


if __name__ == "__main__":
    sys.exit(main())
