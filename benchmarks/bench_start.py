"""Time from starting the process to the window's first paint, beside an empty PySide6 window.

The two alternate within one run, so that a busy machine slows both alike; the processor time
is what hardly changes on one. Both find their code compiled, as it is from the second start on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.first_paint import FILLED, PAINTED

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds of one start: clock and processor to the first paint, clock to the page."""

    painted: float
    processor: float
    filled: float


def start(compiled: Path, *arguments: str) -> Start:
    """Start a window and return what it took."""
    command = [sys.executable, "-m", "benchmarks.first_paint", *arguments]
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    reached: dict[str, tuple[float, float]] = {}
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        for line in child.stdout or ():
            what, processor = line.split()
            reached[what] = ((time.perf_counter() - started) * 1000, float(processor))
    if FILLED not in reached:
        raise RuntimeError(f"no window, exit code {child.returncode}: {' '.join(arguments)}")
    return Start(*reached[PAINTED], reached[FILLED][0])


def main() -> int:
    """Print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as temporary:
        compiled, data, fresh = (Path(temporary) / name for name in ("compiled", "data", "fresh"))
        start(compiled, "empty")
        start(compiled, "cspdesk", str(data))
        first = start(compiled, "cspdesk", str(fresh))
        pairs = [
            (start(compiled, "empty"), start(compiled, "cspdesk", str(data))) for _ in range(ROUNDS)
        ]
    empty = median(bare.painted for bare, _ in pairs)
    painted = median(ours.painted for _, ours in pairs)
    ratio = median(ours.painted / bare.painted for bare, ours in pairs)
    processor = median(ours.processor / bare.processor for bare, ours in pairs)
    wait = median(ours.filled - ours.painted for _, ours in pairs)
    print(f"empty PySide6 window, first paint  {empty:6.0f} ms")
    print(f"cspdesk, first paint               {painted:6.0f} ms  {ratio:.2f} x")
    print(f"  of processor time                           {processor:.2f} x")
    print(f"cspdesk, from there to the home page {wait:4.0f} ms")
    print(f"  making the database              {first.filled - first.painted:6.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
