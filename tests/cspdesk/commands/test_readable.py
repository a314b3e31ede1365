"""What people read of a result on the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.commands.readable import check_text
from cspdesk.services.checking import CheckingService, CheckRequest

_RESULT = CheckingService().check(CheckRequest(text="見本", as_of=date(2026, 11, 22)))


def test_rules_that_could_not_be_evaluated_are_named_in_the_last_line() -> None:
    stopped = replace(_RESULT, stopped_rules=("D01", "X-SNS"))

    assert check_text(stopped).splitlines()[-1] == "確かめられなかったルール：D01、X-SNS"
    assert "確かめられなかった" not in check_text(_RESULT)
