from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.errors import UnknownRule
from cspdesk.rules.loading import load_pack
from cspdesk.rules.model import Pack
from cspdesk.services.folding import fold_word
from cspdesk.services.rule_book import RuleBook, RuleState

TODAY = date(2026, 11, 22)
PACK = load_pack()


class Shelf:
    def __init__(self, pack: Pack = PACK) -> None:
        self._pack = pack

    def pack(self) -> Pack:
        return self._pack


@pytest.fixture
def book() -> RuleBook:
    return RuleBook(Shelf())


def ids(entries: tuple[object, ...]) -> list[str]:
    return [str(getattr(entry, "id", "")) for entry in entries]


def test_every_rule_is_in_the_book_whatever_the_day(book: RuleBook) -> None:
    assert len(book.entries(date(1999, 1, 1))) == len(book.entries(TODAY)) == len(PACK.rules)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2023, 9, 30), RuleState.COMING),
        (date(2023, 10, 1), RuleState.IN_FORCE),
        (date(2031, 9, 30), RuleState.IN_FORCE),
        (date(2031, 10, 1), RuleState.ENDED),
    ],
)
def test_state_follows_the_first_and_the_last_day(
    book: RuleBook, day: date, state: RuleState
) -> None:
    assert book.entry("P05", day).state is state


def test_period_names_the_last_day_on_which_a_rule_holds(book: RuleBook) -> None:
    assert book.entry("P05", TODAY).period == "2023-10-01 〜 2031-09-30"
    assert book.entry("F01", TODAY).period == "2024-11-01 〜"
    assert book.entry("C06", TODAY).period == "常に"


def test_what_was_fine_before_a_rule_held_is_no_good_example(book: RuleBook) -> None:
    entry = book.entry("F08", TODAY)

    assert entry.good
    assert not {e.text for e in entry.good} & {e.text for e in entry.bad}


def test_figures_in_a_rule_are_those_of_the_day(book: RuleBook) -> None:
    before, after = (book.entry("P05", day) for day in (date(2026, 9, 30), date(2026, 10, 1)))

    assert "80" in before.message + before.fix
    assert "70" in after.message + after.fix


def test_rule_that_has_ended_is_told_with_the_figures_of_its_last_day(book: RuleBook) -> None:
    ended = book.entry("P05", date(2040, 1, 1))
    last = book.entry("P05", date(2031, 9, 30))

    assert ended.told_on == date(2031, 9, 30)
    assert ended.message == last.message


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2024, 11, 1), TODAY, date(2050, 1, 1)])
def test_no_sentence_stands_open_or_lacks_a_figure(book: RuleBook, day: date) -> None:
    for entry in book.entries(day):
        said = entry.message + entry.fix + entry.partial_message
        assert "{" not in said
        assert "None" not in said


def test_rule_is_found_however_its_id_is_written(book: RuleBook) -> None:
    assert book.entry("ｄ０１", TODAY).id == "D01"


def test_unknown_id_is_told_as_the_person_wrote_it(book: RuleBook) -> None:
    with pytest.raises(UnknownRule) as caught:
        book.entry("Z99", TODAY)

    assert caught.value.rule_id == "Z99"


@pytest.mark.parametrize("words", ["振込手数料", "ﾌﾘｰﾗﾝｽ"])
def test_words_are_found_whatever_their_width_and_kana(book: RuleBook, words: str) -> None:
    found = book.find(words, TODAY)

    assert "F08" in ids(found)


def test_all_words_have_to_stand_in_a_rule(book: RuleBook) -> None:
    both = set(ids(book.find("手数料 振込", TODAY)))

    assert both < set(ids(book.find("手数料", TODAY)))
    assert book.find("手数料 そんな言葉はない", TODAY) == ()


def test_rule_with_the_words_in_its_title_comes_first(book: RuleBook) -> None:
    assert ids(book.find("最低賃金", TODAY))[0] == "P01"


def test_examples_and_publishers_are_searched_too(book: RuleBook) -> None:
    assert "C03" in ids(book.find("アルバイトスタッフ", TODAY))
    assert "F01" in ids(book.find("厚生労働省", TODAY))


def test_rules_not_in_force_are_left_out_when_not_wanted(book: RuleBook) -> None:
    day = date(2025, 12, 31)

    assert "T03" in ids(book.find("", day))
    assert "T03" not in ids(book.find("", day, with_others=False))


def test_groups_count_every_rule_once_and_fit_their_lists(book: RuleBook) -> None:
    groups = book.groups(TODAY)

    assert sum(count for _, _, count in groups) == len(PACK.rules)
    for group, _, count in groups:
        assert len(book.find("", TODAY, group)) == count


def test_shipped_rules_have_a_group_of_their_own_kind(book: RuleBook) -> None:
    assert [entry.id for entry in book.entries(TODAY) if entry.group == "own"] == []


def test_payment_rules_stand_together(book: RuleBook) -> None:
    assert {"D01", "D02", "F08", "T03"} <= set(ids(book.find("", TODAY, "payment")))


def test_weights_are_told_in_words(book: RuleBook) -> None:
    assert "仲介②（サービスで募集）の場合：注意" in book.entry("F01", TODAY).weights
    assert book.entry("T03", TODAY).weights == ("取適法の適用ありの場合：不適合",)
    assert "3つ以上当てはまる場合：不適合" in book.entry("C03", TODAY).weights


def test_example_of_facts_reads_as_a_line(book: RuleBook) -> None:
    lines = [example.line() for example in book.entry("D01", TODAY).bad]

    assert any("支払期日：" in line and "受け取る日：" in line for line in lines)


def test_newest_change_is_the_one_of_the_version_that_judges(book: RuleBook) -> None:
    assert book.changes()[0].version == PACK.version
    days = [change.date for change in book.changes()]
    assert days == sorted(days, reverse=True)


def test_changes_name_rules_that_exist(book: RuleBook) -> None:
    named = {rule_id for change in book.changes() for rule_id in change.rules}

    assert named
    assert {rule_id for rule_id in named if PACK.rule(rule_id) is None} == set()


def test_rule_of_the_own_body_is_marked_and_stands_in_its_group() -> None:
    book = RuleBook(Shelf(replace(PACK, own=frozenset({"C06"}))))

    entry = book.entry("C06", TODAY)

    assert (entry.own, entry.group_label) == (True, "自社のルール")


def test_rules_that_could_not_be_read_are_named() -> None:
    book = RuleBook(Shelf(replace(PACK, disabled=(("X-1.toml", "severity: missing"),))))

    assert book.faults() == (("X-1.toml", "severity: missing"),)


def test_source_is_told_by_its_short_name_without_what_stands_in_brackets(book: RuleBook) -> None:
    assert book.entry("F01", TODAY).source_short == "フリーランス法 第12条第1項の解釈"
    assert "第3（1）イ" in book.entry("G01", TODAY).source_short


def test_day_that_is_read_meanwhile_does_not_mix_its_words_in(
    book: RuleBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread can come between any two steps: here at every word that is folded."""
    before, after = date(2026, 9, 30), date(2026, 10, 1)
    words = {day: book.entry("P05", day).message for day in (before, after)}

    def folded_while_another_reads(word: str) -> str:
        book.entries(after)
        return fold_word(word)

    with monkeypatch.context() as patch:
        patch.setattr("cspdesk.services.rule_book.fold_word", folded_while_another_reads)
        assert ids(book.find(words[before], before)) == ["P05"]

    assert ids(book.find(words[after], after)) == ["P05"]
