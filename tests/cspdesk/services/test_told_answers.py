"""What the owner said in passing, offered beside the questions, as a specification."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import Answer, AnswerState, Channel, Hearing, Meeting
from cspdesk.services.interview import InterviewService
from cspdesk.services.told_answers import suggestions, talked_on
from cspdesk.services.told_values import Sureness

# Already the 22nd in Japan.
NOW = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
SERVICE = InterviewService()
CLIENT = Client(id="k", name="見本商店", created_at=NOW, updated_at=NOW)
WORDS = "看板を60万くらいで、年内に直したい。うちはパート入れて7人です。"


def case(words: str = WORDS, *answers: Answer, meetings: tuple[Meeting, ...] = ()) -> Case:
    hearing = Hearing(owner_words=words, answers=answers, meetings=meetings)
    return Case(id="c", client_id="k", title="", created_at=NOW, updated_at=NOW, hearing=hearing)


def meeting(day: date) -> Meeting:
    return Meeting(id=f"{day}", held_on=day, minutes=60, channel=Channel.DESK)


def test_values_in_the_words_are_offered_with_the_words_in_the_order_of_asking() -> None:
    offered = suggestions(SERVICE, case(), CLIENT)

    assert [(s.question_id, s.quote, s.shown) for s in offered] == [
        ("employees", "パート入れて7人", "7人"),
        ("deadline", "年内", "2026年12月31日"),
        ("budget", "60万くらい", "600,000円"),
    ]


def test_a_suggestion_taken_fills_the_value() -> None:
    changed, client = case(), CLIENT
    for suggestion in suggestions(SERVICE, changed, client):
        changed, client = SERVICE.apply(changed, client, suggestion.answer)

    assert (changed.budget_yen, changed.deadline) == (600_000, date(2026, 12, 31))
    assert client.employees == 7
    assert suggestions(SERVICE, changed, client) == ()


def test_nothing_is_offered_over_an_answer_or_a_value_from_elsewhere() -> None:
    typed = Answer(question_id="budget", state=AnswerState.ANSWERED, text="相談して決めたい")
    given = replace(case(WORDS, typed), deadline=date(2027, 3, 31))

    offered = suggestions(SERVICE, given, replace(CLIENT, employees=8))

    assert offered == ()


def test_a_question_left_open_may_still_be_filled_from_the_words() -> None:
    left = Answer(question_id="budget", state=AnswerState.UNKNOWN)

    assert "budget" in {s.question_id for s in suggestions(SERVICE, case(WORDS, left), CLIENT)}


def test_days_are_reckoned_from_the_first_meeting_and_else_from_the_day_of_the_case() -> None:
    assert talked_on(case()) == date(2026, 11, 22)
    later = case("来月末までに", meetings=(meeting(date(2026, 9, 9)), meeting(date(2026, 8, 3))))

    assert talked_on(later) == date(2026, 8, 3)
    assert [s.shown for s in suggestions(SERVICE, later, CLIENT)] == ["2026年9月30日"]


def test_words_that_tell_nothing_offer_nothing() -> None:
    assert suggestions(SERVICE, case("お客さんが減りました"), CLIENT) == ()


def test_a_hoped_day_is_kept_beside_the_latest_one_and_quoted() -> None:
    words = "できれば年越しそばに間に合わせたい。遅くとも2月20日までには。"

    (offered,) = suggestions(SERVICE, case(words), CLIENT)

    assert offered.shown == "2027年2月20日"
    assert offered.notes == ("お望みは「年越しそばに間に合わせたい」（2026年12月31日）",)
    assert offered.other == ""


def test_until_a_month_is_offered_at_its_safer_end_with_the_other_beside_it() -> None:
    (offered,) = suggestions(SERVICE, case("4月までにはお願いします"), CLIENT)

    assert (offered.shown, offered.other) == ("2027年3月31日", "2027年4月30日")
    assert offered.sure is Sureness.ROUGH
    assert offered.notes == ("その月の終わりまでの意味なら 2027年4月30日",)
    assert offered.other_answer is not None
    taken, _ = SERVICE.apply(case(), CLIENT, offered.answer)
    other, _ = SERVICE.apply(case(), CLIENT, offered.other_answer)
    assert (taken.deadline, other.deadline) == (date(2027, 3, 31), date(2027, 4, 30))


def test_a_month_with_its_end_named_has_one_reading() -> None:
    for words in ("4月末までに", "4月中に", "4月20日までに", "4月の展示会に間に合わせたい"):
        (offered,) = suggestions(SERVICE, case(words), CLIENT)
        assert offered.other == ""
