from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.finding import CheckResult
from cspdesk.domain.request_format import RequestFormat
from cspdesk.rules.lines import KnownLines
from cspdesk.rules.loading import load_pack
from cspdesk.services.checking import CheckingService, CheckRequest

TODAY = date(2026, 11, 22)
PACK = load_pack()
LIVE = CheckingService(lambda: PACK)
FORGETFUL = CheckingService(lambda: PACK)
SENTENCES = [example.text for rule in PACK.rules for example in rule.bad if example.text]
SIGNS = [
    "\n",
    "。",
    "、",
    "：",
    "■",
    "【",
    "】",
    "１",
    "0",
    "円",
    "\u3099",
    "\u200b",
    " ",
    "L・I・N・E",
]
pieces = st.sampled_from(SENTENCES) | st.sampled_from(SIGNS)
texts = st.lists(pieces, min_size=1, max_size=8).map("\n".join)
Edit = tuple[int, int, str]
edits = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 40), pieces), max_size=5)


def request(text: str) -> CheckRequest:
    return CheckRequest(text=text, as_of=TODAY, format=RequestFormat.PROJECT)


def judged_from_nothing(text: str) -> CheckResult:
    FORGETFUL.rules_info()
    assert FORGETFUL._loaded is not None
    matcher = FORGETFUL._loaded[1]
    matcher.known = KnownLines(matcher.patterns)
    return FORGETFUL.check(request(text))


def edited(text: str, edit: Edit) -> str:
    place, length, piece = edit
    place = min(place, len(text))
    return text[:place] + piece + text[place + length :]


@given(texts, edits)
def test_a_text_judged_while_it_is_edited_is_judged_as_one_never_seen(
    text: str, steps: list[Edit]
) -> None:
    LIVE.check(request(text))

    for step in steps:
        text = edited(text, step)
        assert LIVE.check(request(text)) == judged_from_nothing(text)


def test_a_new_heading_changes_what_the_lines_below_are_about() -> None:
    body = "月末締めの翌々月末にいたします"

    def faults(text: str) -> set[str]:
        return {finding.rule for finding in LIVE.check(request(text)).findings}

    bare = faults(f"募集\n{body}")

    assert faults(f"募集\n■お支払い\n{body}") != bare
    assert faults(f"募集\n{body}") == bare


def test_an_edit_reads_its_own_line_and_no_other() -> None:
    lines = [f"{number}本目は木の器の紹介です。" for number in range(200)]
    LIVE.check(request("\n".join(lines)))
    before = reading(lambda: LIVE.check(request("\n".join(lines))))
    lines[100] += "急ぎ。"

    after = reading(lambda: LIVE.check(request("\n".join(lines))))

    assert (before, after) == (0, len(lines[100]))


def reading(work: Callable[[], object]) -> int:
    """Return how many characters of lines are read anew meanwhile."""
    assert LIVE._loaded is not None
    known = LIVE._loaded[1].known
    before = known.read
    work()
    return known.read - before


def test_two_threads_may_judge_at_once() -> None:
    wanted = [judged_from_nothing(text) for text in SENTENCES[:40]]

    with ThreadPoolExecutor(2) as pool:
        first = pool.map(LIVE.check, map(request, SENTENCES[:40]))
        second = pool.map(LIVE.check, map(request, reversed(SENTENCES[:40])))
        results = [list(first), list(second)[::-1]]

    assert results == [wanted, wanted]
