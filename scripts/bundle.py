"""Build the desktop bundle from `build.spec` and start it once with `--check`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "dist" / "cspdesk"
# The bundle has to stand on its own, so it is started without anything of the environment here.
KEPT_VARIABLES = ("HOME", "LANG", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE")


def main() -> int:
    """Build, weigh and try the bundle; return the exit code of the first step that fails."""
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    built = subprocess.run([*build, "build.spec"], check=False, cwd=ROOT)
    if built.returncode:
        return built.returncode
    size = sum(path.stat().st_size for path in BUNDLE.rglob("*") if not path.is_symlink())
    print(f"{BUNDLE.relative_to(ROOT)}: {size / 1e6:.0f} MB", flush=True)
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    program = BUNDLE / ("cspdesk.exe" if os.name == "nt" else "cspdesk")
    return subprocess.run(
        [str(program), "--check"], check=False, cwd=BUNDLE, env=environment, timeout=300
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
