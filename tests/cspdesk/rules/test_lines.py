from __future__ import annotations

from cspdesk.rules.lines import KnownLines
from cspdesk.rules.model import Scope, Signal, Vocabulary
from cspdesk.rules.patterns import Patterns, parts_of

REVIEW = Signal(all=("@review", "@post"))
PAID = Signal(all=("@number",), scope=Scope.CLAUSE, topics=("payment",))
VOCABULARY = Vocabulary(
    concepts={"review": "口コミ|レビュー", "post": "投稿|書い", "number": "[0-9]{1,9}"},
    topics=(("payment", "お?支払い?(?=[はも:]|$)"),),
    negation="禁止|しないで",
    exception="ないと",
)
PATTERNS = Patterns(VOCABULARY, parts_of(VOCABULARY, [REVIEW, PAID]))
NOTHING: frozenset[str] = frozenset()


def test_places_count_from_the_beginning_of_the_line() -> None:
    line = KnownLines(PATTERNS).line("ﾊﾟﾝの口コミを投稿", NOTHING, title=False)

    assert line.spans("@review") == ((3, 6),)
    assert line.hits(REVIEW) == ((3, 9),)
    assert line.normal.place(3, 9) == (4, 10)


def test_the_same_line_is_read_once_below_one_heading_and_anew_below_another() -> None:
    known = KnownLines(PATTERNS)
    payment = known.line("■支払い", NOTHING, title=False).heading

    plain = known.line("翌月20日", NOTHING, title=False)
    below = known.line("翌月20日", payment, title=False)

    assert known.line("翌月20日", NOTHING, title=False) is plain
    assert (plain.hits(PAID), below.hits(PAID)) == ((), ((2, 4),))


def test_only_a_bounded_number_of_characters_is_remembered() -> None:
    known = KnownLines(PATTERNS)
    for number in range(3000):
        known.line(f"{number}件の口コミ" * 10, NOTHING, title=False)

    assert 30_000 < known.characters <= 120_000


def test_a_line_in_use_is_not_forgotten_when_room_is_made() -> None:
    known = KnownLines(PATTERNS)
    used = known.line("口コミを投稿", NOTHING, title=False)
    for number in range(3000):
        known.line(f"{number}件の口コミ" * 10, NOTHING, title=False)
        assert known.line("口コミを投稿", NOTHING, title=False) is used


def test_a_line_longer_than_what_is_remembered_is_read_all_the_same() -> None:
    known = KnownLines(PATTERNS)

    line = known.line("口コミを投稿。" * 10_000, NOTHING, title=False)

    assert len(line.hits(REVIEW)) == 10_000
    assert known.characters == 0
