"""The list of findings: each repaired by one key and explained with its source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.finding import CheckResult
from cspdesk.domain.posting import PostingField
from cspdesk.services.checking import CheckingService, CheckRequest
from cspdesk.services.settings import Appearance
from tests.ui import audit
from tests.ui.posting_page import (
    broken_with_signs,
    find,
    let_stand,
    make_page,
    open_panel,
    posting_of,
    standing_in,
    standing_of,
    with_text,
)
from tests.ui.sample import framed, opened_sample
from ui import theme
from ui.pages.finding_box import FindingBox
from ui.pages.posting import PostingPage
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.text_edit import TextEdit

_F = PostingField
_CONTROL = Qt.KeyboardModifier.ControlModifier


def _box(page: PostingPage, rule: str) -> FindingBox:
    return page._check.list.boxes[standing_in(page).index(standing_of(page, rule))]


# ---- repairs ----


def test_a_repair_is_on_record_and_undone_with_the_words(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    before = posting_of(page)
    page._check.list.set_current(standing_of(page, "D03"))

    QTest.keyClick(page, Qt.Key.Key_Period, _CONTROL)

    assert [c.rule for c in posting_of(page).corrections] == ["D03"]
    page.session.undo()
    page.refresh()
    assert posting_of(page).corrections == ()
    assert posting_of(page).texts == before.texts


def test_every_finding_has_a_button_that_leads_to_its_repair(qtbot: QtBot) -> None:
    page = open_panel(qtbot)

    for place, _ in enumerate(standing_in(page)):
        button = find(page, Button, f"check_repair_{place}")
        assert button.isVisible()
        assert button.text()


def test_words_without_a_ready_repair_are_selected_in_their_field(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    finding = standing_of(page, "C03")
    assert finding.edit is None

    page._repair(finding)

    field = page._fields.edit(_F.CONDITIONS)
    assert field.hasFocus()
    assert field.textCursor().selectedText() == finding.text


# ---- why ----


def test_the_key_opens_and_closes_the_explanation_with_source_and_examples(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    finding = standing_of(page, "D03")
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
    page = open_panel(qtbot, replace(broken_with_signs(), planned_order_on=date(2027, 1, 4)))
    page._check.list.set_current(standing_of(page, "D03"))
    page._check.list.toggle_reason()
    place = standing_in(page).index(standing_of(page, "D03"))

    with qtbot.waitSignal(page.rule_wanted) as caught:
        find(page, QWidget, f"check_rule_{place}").click()

    assert caught.args == ["D03", date(2027, 1, 4)]


def test_an_explanation_does_not_stay_open_for_another_finding(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    page._check.list.set_current(standing_in(page)[0])
    page._check.list.toggle_reason()

    let_stand(page, standing_in(page)[0].rule)

    assert not page._check.list.boxes[0].explains


def test_signs_that_were_weighed_together_are_a_list(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    finding = standing_of(page, "C03")
    assert len(finding.signs) > 2

    shown = _box(page, "C03")._text.plain_text().splitlines()

    assert [f"・{sign}" for sign in finding.signs] == [s for s in shown if s.startswith("・")]
    assert "当てはまるもの：" in shown


# ---- the look ----


def test_another_piece_of_work_starts_with_its_first_finding(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    page._check.list.set_current(standing_in(page)[-1])

    page._move(1)

    assert page._check.list.current == standing_in(page)[0]


def test_typing_above_leaves_the_boxes_of_other_findings_alone(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_panel(qtbot)
    drawn: list[FindingBox] = []
    monkeypatch.setattr(FindingBox, "_draw_sign", lambda box, _finding: drawn.append(box))

    page._edit(_F.BACKGROUND, f"{posting_of(page).text(_F.BACKGROUND)}続きです。")

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
    page.show_case(opened_sample(broken_with_signs()))
    page.opened()
    page._let_stand(standing_in(page)[-1], "見本の理由です。")
    page._check._exempted.fold.click()
    page._check.list.set_current(standing_in(page)[0])
    page._check.list.toggle_reason()
    area = framed(page, size)
    qtbot.addWidget(area)
    area.show()

    def fits() -> None:
        assert audit.cut_off(page) == []

    qtbot.waitUntil(fits, timeout=2000)


def test_rules_that_could_not_be_evaluated_are_counted_above_the_findings(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_panel(qtbot)
    said = find(page, Banner, "check_stopped")
    assert said.isHidden()
    check = CheckingService.check

    def stopped(checking: CheckingService, request: CheckRequest) -> CheckResult:
        return replace(check(checking, request), stopped_rules=("C01", "C02"))

    monkeypatch.setattr(CheckingService, "check", stopped)

    page._edit(_F.BACKGROUND, "見本の背景です。")

    assert said.isVisible()
    assert "2件のルールを確かめられませんでした" in said.message()


# ---- by keys alone ----


def test_a_bad_posting_is_repaired_by_keys_alone_to_no_finding(qtbot: QtBot) -> None:
    page = open_panel(
        qtbot, with_text(broken_with_signs(), expenses="応相談", revisions="何度でも直します。")
    )
    first = page.focus_target()
    assert first is not None
    first.setFocus()

    for _ in range(30):
        if not standing_in(page):
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

    assert standing_in(page) == ()
    QTest.keyClick(page, Qt.Key.Key_F8)
    find(page, Button, "check_finish").click()
    assert posting_of(page).versions[-1].cause == "点検を確定"
