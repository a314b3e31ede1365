"""What was let stand: asked for with a reason, on record, taken back at any time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.domain.finding import Finding, Severity
from cspdesk.domain.posting import PostingField
from tests.ui import audit
from tests.ui.posting_page import (
    asked_to_let_stand,
    find,
    gone,
    let_stand,
    open_panel,
    posting_of,
    standing_in,
    standing_of,
)
from tests.waiting import becoming_active
from ui.pages.exempted_list import ExemptedList
from ui.pages.exemption_dialog import ExemptionDialog
from ui.pages.posting import PostingPage
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.text_edit import TextEdit

_F = PostingField
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_finding_let_stand_moves_below_and_no_longer_counts(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    number = len(standing_in(page))

    let_stand(page, "C03")

    assert "C03" not in {finding.rule for finding in standing_in(page)}
    assert len(standing_in(page)) == number - 1
    exemption = posting_of(page).exemptions[0]
    assert (exemption.rule, exemption.reason) == ("C03", "見本の理由です。")
    assert exemption.decided_by == page.session.case.consultant
    record = posting_of(page).check
    assert record is not None
    assert record.exempted == 1
    assert find(page, Button, "check_exempted").text() == "例外として残したもの 1件"


def test_errors_let_stand_with_a_reason_allow_the_posting_to_be_settled(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    while errors := [f.rule for f in standing_in(page) if f.severity is Severity.ERROR]:
        let_stand(page, errors[0])

    find(page, Button, "check_finish").click()

    assert posting_of(page).versions[-1].cause == "点検を確定"


def test_an_exemption_taken_back_opens_a_settled_posting_again(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    while errors := [f.rule for f in standing_in(page) if f.severity is Severity.ERROR]:
        let_stand(page, errors[0])
    find(page, Button, "check_finish").click()

    page._judge_again(_let_stand_first(page))

    action = page.main_action()
    assert action is not None
    assert action.label == "点検を確定"


def _let_stand_first(page: PostingPage) -> Finding:
    assert page._judged is not None
    return page._judged.exempted[0][0]


def test_the_key_asks_for_the_reason_and_escape_leaves_everything_as_it_was(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    page._check.list.set_current(standing_of(page, "C03"))
    before = posting_of(page)

    QTest.keyClick(page, Qt.Key.Key_Period, _CONTROL | _SHIFT)
    dialog = find(page, ExemptionDialog, "exemption_dialog")
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    gone(dialog)
    assert page.findChild(ExemptionDialog) is None
    assert posting_of(page) == before


def test_without_a_reason_nothing_is_let_stand(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    dialog = asked_to_let_stand(page, "C03")
    dialog._reason.setPlainText("　 \n")

    QTest.keyClick(dialog, Qt.Key.Key_Return, _CONTROL)

    assert dialog.isVisible()
    assert dialog._error.isVisible()
    assert posting_of(page).exemptions == ()


def test_a_reason_under_conversion_is_not_taken(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    dialog = asked_to_let_stand(page, "C03")
    with becoming_active(qtbot, dialog):
        dialog.activateWindow()
    reason = find(dialog, TextEdit, "exemption_reason")
    reason.setFocus()
    QApplication.sendEvent(reason, QInputMethodEvent("へんかんちゅう", []))

    QTest.keyClick(reason, Qt.Key.Key_Return, _CONTROL)
    QTest.keyClick(reason, Qt.Key.Key_Escape)

    assert dialog.isVisible()
    assert posting_of(page).exemptions == ()


def test_the_dialog_says_under_whose_name_an_error_is_let_stand(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    dialog = asked_to_let_stand(page, "C03")

    said = find(dialog, Banner, "exemption_consequence").message()

    assert "例外（不適合）" in said
    assert f"「{page.session.case.consultant}」の名前" in said
    assert audit.nameless(dialog) == []
    assert audit.foreign_words(dialog) == set()


def test_undo_takes_back_that_a_finding_was_let_stand(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    let_stand(page, "C03")

    page.session.undo()
    page.refresh()

    assert posting_of(page).exemptions == ()
    assert "C03" in {finding.rule for finding in standing_in(page)}


def test_a_finding_let_stand_can_count_again(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    let_stand(page, "C03")
    find(page, Button, "check_exempted").click()

    find(page, Button, "check_exempted_back_0").click()

    assert posting_of(page).exemptions == ()
    assert page._check.list.current == standing_of(page, "C03")
    assert not find(page, Button, "check_exempted").isVisible()
    focus = page.focusWidget()
    assert focus is not None
    assert page._fields.isAncestorOf(focus)


def test_reason_person_and_moment_are_seen_once_the_list_is_opened(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    let_stand(page, "C03", "見本の理由です。")
    folded = page._check.findChild(ExemptedList)
    assert folded is not None
    assert folded._entries.count() == 0

    folded.fold.click()

    qtbot.waitUntil(lambda: "理由：見本の理由です。" in audit.words_on_screen(folded))
    words = " ".join(audit.words_on_screen(folded))
    assert f"{page.session.case.consultant}　今日" in words
    assert audit.nameless(folded) == []


def test_changed_words_bring_a_finding_back(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    quote = standing_of(page, "D03").text
    let_stand(page, "D03")

    page._edit(_F.PAYMENT_DATE, "請求書の受領後にお支払い")

    assert standing_of(page, "D03").text != quote
