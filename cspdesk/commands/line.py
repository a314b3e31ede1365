"""The command line: a stable contract of verbs, outputs and exit codes.

Exit codes: 0 done, 1 an error-level finding exists (`check`), 2 bad input,
3 the data folder cannot be used, 130 interrupted from the keyboard.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import suppress

from cspdesk import bootstrap
from cspdesk.commands import BAD_INPUT_CODE
from cspdesk.errors import StorageProblem, UserProblem

_STORAGE_CODE = 3
_INTERRUPTED_CODE = 130


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code."""
    _ready_streams()
    try:
        return _carry_out(arguments)
    except StorageProblem as problem:
        return _refuse(problem, _STORAGE_CODE)
    except UserProblem as problem:
        return _refuse(problem, BAD_INPUT_CODE)
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does; that is no fault.
        sys.stdout = io.StringIO()
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED_CODE


def _carry_out(arguments: Sequence[str]) -> int:
    match arguments:
        # The usual start: the window does not wait for the parser of the verbs.
        case []:
            return bootstrap.open_window(None)
        case ["--data-dir", folder] if not folder.startswith("-"):
            return bootstrap.open_window(folder)
    from cspdesk.commands.parser import parse  # noqa: PLC0415 - not needed for the window

    options = parse(arguments)
    if options.verb is None and not options.check_installation:
        return bootstrap.open_window(options.data_dir)
    from cspdesk.commands.verbs import VERBS  # noqa: PLC0415 - not needed for the window

    return VERBS["--check" if options.check_installation else options.verb](options)


def _refuse(problem: UserProblem, code: int) -> int:
    from cspdesk.commands.messages import sentence  # noqa: PLC0415 - seldom needed

    # The exit code has to tell by itself where even the sentence cannot be written.
    with suppress(OSError):
        print(f"cspdesk: {sentence(problem)}", file=sys.stderr)  # noqa: T201
    return code


def _ready_streams() -> None:
    """Write UTF-8 whatever the surroundings say; names of files may need an escape."""
    # A program without a console, or started with `>&-`, has no such streams at all.
    if sys.stdout is None:
        sys.stdout = io.StringIO()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
