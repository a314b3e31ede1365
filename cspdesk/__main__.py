"""Entry point: `cspdesk` and `python -m cspdesk`."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__" and not sys.flags.safe_path:
    # `python -m` searches the working folder first; a folder `db` or `ui` there is not ours.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from cspdesk.commands.line import run


def main() -> int:
    """Run the command line and return the exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
