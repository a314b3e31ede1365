"""Step ④: findings are explained, let stand with a reason, judged by platform and by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Case
from cspdesk.domain.finding import Finding, Severity
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.services.settings import Appearance
from tests.ui import audit
from tests.ui.pages.test_posting import make_page
from tests.ui.sample import framed, opened_sample, sample
from tests.waiting import becoming_active
from ui import theme
from ui.pages.exempted_list import ExemptedList
from ui.pages.exemption_dialog import ExemptionDialog
from ui.pages.finding_box import FindingBox
from ui.pages.law_changes_dialog import LawChangesDialog
from ui.pages.posting import PostingPage
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.text_edit import TextEdit

_F = PostingField
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_SIGNS = (
    "平日9時から18時まで当社に常駐し、始業前に出勤の打刻をお願いします。"
    "担当者の指揮命令に従ってください。他社の仕事は受けないでください。"
)


def _with_text(case: Case, **texts: str) -> Case:
    posting = case.posting_for(case.decomposition.ordered_items()[0].id)
    assert posting is not None
    for name, text in texts.items():
        posting = posting.with_text(PostingField(name), text)
    return case.with_posting(posting)


def _broken() -> Case:
    return _with_text(sample()[1], payment_date="検収後お支払い", contact="", conditions=_SIGNS)


def _page(qtbot: QtBot, case: Case | None = None) -> PostingPage:
    page = make_page()
    page.show_case(opened_sample(case or _broken()))
    page.opened()
    qtbot.addWidget(page)
    page.resize(1242, 612)
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    return page


def _find(page: QWidget, kind: type[Any], name: str) -> Any:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def _posting(page: PostingPage) -> Posting:
    posting = page.session.case.posting_for(page._current)
    assert posting is not None
    return posting


def _standing(page: PostingPage) -> tuple[Finding, ...]:
    assert page._judged is not None
    return page._judged.findings


def _finding(page: PostingPage, rule: str) -> Finding:
    return next(f for f in _standing(page) if f.rule == rule)


def _asked(page: PostingPage, rule: str) -> ExemptionDialog:
    page._check.list.set_current(_finding(page, rule))
    page._check.let_current_stand()
    dialog = page.findChild(ExemptionDialog)
    assert dialog is not None
    return dialog


def _let_stand(page: PostingPage, rule: str, reason: str = "見本の理由です。") -> None:
    dialog = _asked(page, rule)
    dialog._reason.setPlainText(reason)
    _find(dialog, Button, "exemption_keep").click()
    _gone(dialog)


def _gone(dialog: QWidget) -> None:
    assert dialog.isHidden()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


def _box(page: PostingPage, rule: str) -> FindingBox:
    return page._check.list.boxes[_standing(page).index(_finding(page, rule))]


# ---- letting a finding stand ----


def test_a_finding_let_stand_moves_below_and_no_longer_counts(qtbot: QtBot) -> None:
    page = _page(qtbot)
    number = len(_standing(page))

    _let_stand(page, "C03")

    assert "C03" not in {finding.rule for finding in _standing(page)}
    assert len(_standing(page)) == number - 1
    exemption = _posting(page).exemptions[0]
    assert (exemption.rule, exemption.reason) == ("C03", "見本の理由です。")
    assert exemption.decided_by == page.session.case.consultant
    record = _posting(page).check
    assert record is not None
    assert record.exempted == 1
    assert _find(page, Button, "check_exempted").text() == "例外として残したもの 1件"


def test_errors_let_stand_with_a_reason_allow_the_posting_to_be_settled(qtbot: QtBot) -> None:
    page = _page(qtbot)
    while errors := [f.rule for f in _standing(page) if f.severity is Severity.ERROR]:
        _let_stand(page, errors[0])

    _find(page, Button, "check_finish").click()

    assert _posting(page).versions[-1].cause == "点検を確定"


def test_an_exemption_taken_back_opens_a_settled_posting_again(qtbot: QtBot) -> None:
    page = _page(qtbot)
    while errors := [f.rule for f in _standing(page) if f.severity is Severity.ERROR]:
        _let_stand(page, errors[0])
    _find(page, Button, "check_finish").click()

    page._judge_again(_let_stand_first(page))

    action = page.main_action()
    assert action is not None
    assert action.label == "点検を確定"


def _let_stand_first(page: PostingPage) -> Finding:
    assert page._judged is not None
    return page._judged.exempted[0][0]


def test_the_key_asks_for_the_reason_and_escape_leaves_everything_as_it_was(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page._check.list.set_current(_finding(page, "C03"))
    before = _posting(page)

    QTest.keyClick(page, Qt.Key.Key_Period, _CONTROL | _SHIFT)
    dialog = _find(page, ExemptionDialog, "exemption_dialog")
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    _gone(dialog)
    assert page.findChild(ExemptionDialog) is None
    assert _posting(page) == before


def test_without_a_reason_nothing_is_let_stand(qtbot: QtBot) -> None:
    page = _page(qtbot)
    dialog = _asked(page, "C03")
    dialog._reason.setPlainText("　 \n")

    QTest.keyClick(dialog, Qt.Key.Key_Return, _CONTROL)

    assert dialog.isVisible()
    assert dialog._error.isVisible()
    assert _posting(page).exemptions == ()


def test_a_reason_under_conversion_is_not_taken(qtbot: QtBot) -> None:
    page = _page(qtbot)
    dialog = _asked(page, "C03")
    with becoming_active(qtbot, dialog):
        dialog.activateWindow()
    reason = _find(dialog, TextEdit, "exemption_reason")
    reason.setFocus()
    QApplication.sendEvent(reason, QInputMethodEvent("へんかんちゅう", []))

    QTest.keyClick(reason, Qt.Key.Key_Return, _CONTROL)
    QTest.keyClick(reason, Qt.Key.Key_Escape)

    assert dialog.isVisible()
    assert _posting(page).exemptions == ()


def test_the_dialog_says_under_whose_name_an_error_is_let_stand(qtbot: QtBot) -> None:
    page = _page(qtbot)
    dialog = _asked(page, "C03")

    said = _find(dialog, Banner, "exemption_consequence").message()

    assert "例外（不適合）" in said
    assert f"「{page.session.case.consultant}」の名前" in said
    assert audit.nameless(dialog) == []
    assert audit.foreign_words(dialog) == set()


def test_undo_takes_back_that_a_finding_was_let_stand(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _let_stand(page, "C03")

    page.session.undo()
    page.refresh()

    assert _posting(page).exemptions == ()
    assert "C03" in {finding.rule for finding in _standing(page)}


def test_a_finding_let_stand_can_count_again(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _let_stand(page, "C03")
    _find(page, Button, "check_exempted").click()

    _find(page, Button, "check_exempted_back_0").click()

    assert _posting(page).exemptions == ()
    assert page._check.list.current == _finding(page, "C03")
    assert not _find(page, Button, "check_exempted").isVisible()
    focus = page.focusWidget()
    assert focus is not None
    assert page._fields.isAncestorOf(focus)


def test_reason_person_and_moment_are_seen_once_the_list_is_opened(qtbot: QtBot) -> None:
    page = _page(qtbot)
    _let_stand(page, "C03", "見本の理由です。")
    folded = page._check.findChild(ExemptedList)
    assert folded is not None
    assert folded._entries.count() == 0

    folded.fold.click()

    qtbot.waitUntil(lambda: "理由：見本の理由です。" in audit.words_on_screen(folded))
    words = " ".join(audit.words_on_screen(folded))
    assert f"{page.session.case.consultant}　今日" in words
    assert audit.nameless(folded) == []


def test_changed_words_bring_a_finding_back(qtbot: QtBot) -> None:
    page = _page(qtbot)
    quote = _finding(page, "D03").text
    _let_stand(page, "D03")

    page._edit(_F.PAYMENT_DATE, "請求書の受領後にお支払い")

    assert _finding(page, "D03").text != quote


# ---- repairs ----


def test_a_repair_is_on_record_and_undone_with_the_words(qtbot: QtBot) -> None:
    page = _page(qtbot)
    before = _posting(page)
    page._check.list.set_current(_finding(page, "D03"))

    QTest.keyClick(page, Qt.Key.Key_Period, _CONTROL)

    assert [c.rule for c in _posting(page).corrections] == ["D03"]
    page.session.undo()
    page.refresh()
    assert _posting(page).corrections == ()
    assert _posting(page).texts == before.texts


def test_every_finding_has_a_button_that_leads_to_its_repair(qtbot: QtBot) -> None:
    page = _page(qtbot)

    for place, _ in enumerate(_standing(page)):
        button = _find(page, Button, f"check_repair_{place}")
        assert button.isVisible()
        assert button.text()


def test_words_without_a_ready_repair_are_selected_in_their_field(qtbot: QtBot) -> None:
    page = _page(qtbot)
    finding = _finding(page, "C03")
    assert finding.edit is None

    page._repair(finding)

    field = page._fields.edit(_F.CONDITIONS)
    assert field.hasFocus()
    assert field.textCursor().selectedText() == finding.text


# ---- why ----


def test_the_key_opens_and_closes_the_explanation_with_source_and_examples(qtbot: QtBot) -> None:
    page = _page(qtbot)
    finding = _finding(page, "D03")
    page._check.list.set_current(finding)
    box = _box(page, "D03")

    QTest.keyClick(page, Qt.Key.Key_F9)

    words = " ".join(audit.words_on_screen(box))
    assert box.explains
    assert finding.sources[0].law in words
    assert finding.confidence.value in words
    assert "悪い例" in words
    assert "良い例" in words
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert not box.explains


def test_the_explanation_leads_to_the_whole_rule_as_of_the_day_that_judged(qtbot: QtBot) -> None:
    page = _page(qtbot, replace(_broken(), planned_order_on=date(2027, 1, 4)))
    page._check.list.set_current(_finding(page, "D03"))
    page._check.list.toggle_reason()
    place = _standing(page).index(_finding(page, "D03"))

    with qtbot.waitSignal(page.rule_wanted) as caught:
        _find(page, QWidget, f"check_rule_{place}").click()

    assert caught.args == ["D03", date(2027, 1, 4)]


def test_an_explanation_does_not_stay_open_for_another_finding(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page._check.list.set_current(_standing(page)[0])
    page._check.list.toggle_reason()

    _let_stand(page, _standing(page)[0].rule)

    assert not page._check.list.boxes[0].explains


def test_signs_that_were_weighed_together_are_a_list(qtbot: QtBot) -> None:
    page = _page(qtbot)
    finding = _finding(page, "C03")
    assert len(finding.signs) > 2

    shown = _box(page, "C03")._text.plain_text().splitlines()

    assert [f"・{sign}" for sign in finding.signs] == [s for s in shown if s.startswith("・")]
    assert "当てはまるもの：" in shown


# ---- platform and day ----


def test_the_chosen_platform_is_kept_in_the_case_and_judges_at_once(qtbot: QtBot) -> None:
    page = _page(qtbot)
    box = page._preview.platform
    assert box.itemText(0) == "未定（共通項目）"
    place = 1

    box.setCurrentIndex(place)
    box.activated.emit(place)

    assert page.session.case.platform_id == box.itemData(place)
    record = _posting(page).check
    assert record is not None
    assert record.platform_id == box.itemData(place)
    page.session.undo()
    page.refresh()
    assert box.currentIndex() == 0


def test_a_platform_that_is_no_longer_on_file_stays_in_sight(qtbot: QtBot) -> None:
    page = _page(qtbot, replace(_broken(), platform_id="gone"))

    assert page._preview.platform.currentText() == "載っていないサービス（gone）"
    assert page.session.case.platform_id == "gone"


def _opened_changes(qtbot: QtBot, page: PostingPage) -> LawChangesDialog:
    _find(page, QWidget, "check_changes").click()
    dialog = page.findChild(LawChangesDialog)
    assert dialog is not None
    qtbot.addWidget(dialog)
    return dialog


def test_what_changes_up_to_the_planned_day_is_shown_with_sources(qtbot: QtBot) -> None:
    page = _page(qtbot, replace(_broken(), planned_order_on=date(2027, 1, 4)))
    dialog = _opened_changes(qtbot, page)

    words = " ".join(audit.words_on_screen(dialog))

    assert dialog._to.value() == date(2027, 1, 4)
    assert "2027-01-01" in words
    assert "源泉徴収の率" in words
    assert "要確認" in words
    assert audit.nameless(dialog) == []
    assert audit.foreign_words(dialog) == set()


def test_where_nothing_changes_the_dialog_says_so(qtbot: QtBot) -> None:
    page = _page(qtbot, replace(_broken(), planned_order_on=None))
    dialog = _opened_changes(qtbot, page)
    dialog._choose(date(2026, 11, 25))

    assert "変わることはありません" in dialog._summary.plain_text()


def test_any_day_can_be_typed(qtbot: QtBot) -> None:
    page = _page(qtbot)
    dialog = _opened_changes(qtbot, page)

    dialog._from.line.setText("2024-10-31")
    dialog._from.commit_pending()

    assert "増える指摘" in dialog._summary.plain_text()
    qtbot.waitUntil(lambda: "2024-11-01" in " ".join(audit.words_on_screen(dialog)))


# ---- the look ----


def test_another_piece_of_work_starts_with_its_first_finding(qtbot: QtBot) -> None:
    page = _page(qtbot)
    page._check.list.set_current(_standing(page)[-1])

    page._move(1)

    assert page._check.list.current == _standing(page)[0]


def test_typing_above_leaves_the_boxes_of_other_findings_alone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(qtbot)
    drawn: list[FindingBox] = []
    monkeypatch.setattr(FindingBox, "_draw_sign", lambda box, _finding: drawn.append(box))

    page._edit(_F.BACKGROUND, f"{_posting(page).text(_F.BACKGROUND)}続きです。")

    assert drawn == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (1056, 484)), (1.5, (990, 420)), (2.0, (960, 400))]
)
def test_nothing_is_cut_with_everything_unfolded(
    qtbot: QtBot, scale: float, size: tuple[int, int], dark: bool
) -> None:
    theme.manager().set_appearance(Appearance.DARK if dark else Appearance.LIGHT)
    theme.manager().set_scale(scale)
    page = make_page()
    page.show_case(opened_sample(_broken()))
    page.opened()
    page._let_stand(_standing(page)[-1], "見本の理由です。")
    page._check._exempted.fold.click()
    page._check.list.set_current(_standing(page)[0])
    page._check.list.toggle_reason()
    area = framed(page, size)
    qtbot.addWidget(area)
    area.show()

    def fits() -> None:
        assert audit.cut_off(page) == []

    qtbot.waitUntil(fits, timeout=2000)


# ---- by keys alone ----


def test_a_bad_posting_is_repaired_by_keys_alone_to_no_finding(qtbot: QtBot) -> None:
    page = _page(qtbot, _with_text(_broken(), expenses="応相談", revisions="何度でも直します。"))
    first = page.focus_target()
    assert first is not None
    first.setFocus()

    for _ in range(30):
        if not _standing(page):
            break
        ready = page._judged is not None and page._judged.edits[page._check.list._place] is not None
        QTest.keyClick(page, Qt.Key.Key_Period, _CONTROL)
        if not ready:
            field = QApplication.focusWidget()
            assert isinstance(field, TextEdit)
            QTest.keyClick(field, Qt.Key.Key_A, _CONTROL)
            words = QInputMethodEvent()
            words.setCommitString("どなたでも応募できます。")
            QApplication.sendEvent(field, words)
            QTest.keyClick(field, Qt.Key.Key_F8)

    assert _standing(page) == ()
    QTest.keyClick(page, Qt.Key.Key_F8)
    _find(page, Button, "check_finish").click()
    assert _posting(page).versions[-1].cause == "点検を確定"
