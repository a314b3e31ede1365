"""Dictated words may run on for pages without a stop; reading them stays a matter of a moment."""

from __future__ import annotations

import time

from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.folding import fold
from cspdesk.services.format_advice import FormatAdviceService

SPEECH = "チラシとロゴを作って写真も撮って口コミも返して" * 900
LIMIT_SECONDS = 10
"""Far above what is needed, far below what growth by the square would take."""


def test_owner_words_without_a_stop_are_read_in_a_moment() -> None:
    started = time.perf_counter()

    proposal = DecomposingService().propose(SPEECH)

    assert "des-flyer" in {match.item_id for match in proposal.work_items}
    assert time.perf_counter() - started < LIMIT_SECONDS


def test_a_format_is_advised_for_them_in_a_moment() -> None:
    started = time.perf_counter()

    assert FormatAdviceService().advise(text=SPEECH).reasons
    assert time.perf_counter() - started < LIMIT_SECONDS


def test_a_quote_out_of_the_middle_is_short_and_stands_where_it_was_said() -> None:
    folded = fold(SPEECH)
    place = len(folded.text) // 2

    assert folded.clause_quote(place, place + 3) == SPEECH[place : place + 60]
    assert folded.clause_quote(len(SPEECH) - 3, len(SPEECH)) == SPEECH[-3:]
