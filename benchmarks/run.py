"""Run every benchmark of this folder, one after the other, each in a process of its own."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main() -> int:
    """Print the machine, then each benchmark's figures; return 1 if one could not run."""
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    failed = []
    for path in sorted(FOLDER.glob("bench_*.py")):
        print(f"\n== {path.stem.removeprefix('bench_')}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{path.stem}"]
        if subprocess.run(command, check=False, cwd=FOLDER.parent, env=environment).returncode:
            failed.append(path.stem)
    if failed:
        print(f"could not run: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
