"""One sentence on standard error for each problem a person can act on."""

from __future__ import annotations

from cspdesk.errors import UserProblem
from cspdesk.problem_sentences import sentences_for


def sentence(problem: UserProblem) -> str:
    """Return what happened, why, and the next step on the command line, as one line."""
    said = sentences_for(problem)
    return f"{said.what}{said.why}{said.command_how or said.how}"
