"""Entry point: `cspdesk` and `python -m cspdesk`."""

from __future__ import annotations

import sys

from cspdesk.commands.line import run


def main() -> int:
    """Run the command line and return the exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
