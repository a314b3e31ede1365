"""The hearing on paper, as a specification."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cspdesk.documents.model import Document
from cspdesk.documents.plain_text import to_text
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import Answer, AnswerState, Channel, Hearing, Meeting
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.hearing_sheets import blank_sheet, filled_sheet, read_hearing
from cspdesk.services.interview import InterviewService, load_questions

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SERVICE = InterviewService()
CLIENT = Client(id="k", name="見本商店", created_at=NOW, updated_at=NOW)


def answered(question_id: str, *choices: str, text: str = "") -> Answer:
    return Answer(question_id=question_id, state=AnswerState.ANSWERED, choices=choices, text=text)


def case(*answers: Answer, words: str = "", meetings: tuple[Meeting, ...] = ()) -> Case:
    hearing = Hearing(owner_words=words, answers=answers, meetings=meetings)
    return Case(id="c", client_id="k", title="", created_at=NOW, updated_at=NOW, hearing=hearing)


def filled(given: Case) -> str:
    return to_text(filled_sheet(SERVICE, given, CLIENT, today=TODAY))


def blank(given: Case) -> Document:
    return blank_sheet(SERVICE, given, CLIENT, today=TODAY)


def test_the_blank_sheet_holds_every_question_with_a_box_for_not_knowing() -> None:
    text = to_text(blank(case()))

    assert all(question.ask in text for question in load_questions())
    assert "□ 製造業" in text
    assert text.count("□ 分からない（次回確認）") >= len(load_questions())


def test_the_blank_sheet_has_rows_for_what_is_to_be_asked_of_whom() -> None:
    to_ask = to_text(blank(case())).partition("確認すること")[2]

    assert all(word in to_ask for word in ("聞くこと", "だれに", "いつまでに"))


def test_a_skipped_question_stands_on_the_sheet_and_in_the_list_as_still_to_be_asked() -> None:
    text = filled(case(Answer(question_id="employees", state=AnswerState.SKIPPED)))

    assert "あとで聞きます" in text
    assert "働いている方は何人ですか" in text.partition("確認すること")[2]


def test_what_the_words_leave_open_stands_in_the_list_too() -> None:
    given = case(words="包装の箱が古くて土産物屋で売れない。新しい箱を作りたい。")
    read = read_hearing(DecomposingService(), SERVICE, given, CLIENT)
    sheet = to_text(filled_sheet(SERVICE, given, CLIENT, today=TODAY, read=read))

    assert read.ask
    assert all(ask in sheet.partition("確認すること")[2] for ask in read.ask)
    assert read_hearing(DecomposingService(), SERVICE, case(), CLIENT).ask == ()


def test_the_blank_sheet_tells_nothing_that_was_said() -> None:
    text = to_text(blank(case(answered("area", "people"), words="人が来ない")))

    assert "人が来ない" not in text
    assert "■ 人が採れない" not in text


def test_the_filled_sheet_ticks_what_was_chosen_in_the_order_of_asking() -> None:
    text = filled(case(answered("area", "people"), answered("narrow.problem:people", "P-RECRUIT")))

    assert "■ 人が採れない・教えられない" in text
    assert "□ 外国語で対応したい" in text
    assert text.index("どのあたりに") < text.index("では、どれが近いですか")


def test_unknown_answers_stand_in_the_list_of_what_to_ask() -> None:
    text = filled(case(Answer(question_id="employees", state=AnswerState.UNKNOWN)))

    assert "働いている方は何人ですか" in text.partition("確認すること")[2]


def test_a_missing_measure_is_named_and_a_fixed_one_printed() -> None:
    assert "まだ決まっていません" in filled(case())
    assert "月20万円" in filled(case(answered("goal", text="月20万円"))).partition("物差し（")[2]


def test_obstacles_stand_with_their_remedies() -> None:
    text = filled(case(words="機械に弱くてねえ"))

    assert "ITリテラシー" in text.partition("気がかりと手当て")[2]
    assert "代わりに行い" in text


def test_obstacles_are_offered_in_words_an_owner_uses() -> None:
    assert "□ 画面の操作や入力に自信がない（ITリテラシー）" in filled(case())


def test_the_log_tells_day_length_channel_people_and_next_day() -> None:
    meeting = Meeting(
        id="m",
        held_on=date(2026, 11, 20),
        minutes=75,
        channel=Channel.VISIT,
        attendees="店主、相談員",
        next_on=date(2026, 12, 3),
    )
    log = filled(case(meetings=(meeting,))).partition("相談の記録")[2]

    assert all(word in log for word in ("2026-11-20", "75分", "訪問", "店主、相談員", "2026-12-03"))
