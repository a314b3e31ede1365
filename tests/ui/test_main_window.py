"""The window over stores in memory: places, keys, saving, and what holds for all screens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Case, Step
from cspdesk.domain.decomposition import Decomposition
from cspdesk.domain.finding import CheckRecord
from cspdesk.domain.posting import Posting
from cspdesk.domain.request_format import RequestFormat
from cspdesk.errors import DiskFull
from cspdesk.services.cases import CaseService
from cspdesk.services.settings import Appearance, Settings
from tests.builders import accepted
from tests.doubles import MOMENT, TODAY, MemorySettingsStore
from tests.ui import audit
from tests.ui.desk import WindowDesk
from tests.waiting import becoming_active, until_active
from ui import autosave, background, theme
from ui.main_window import MainWindow
from ui.widgets.text_edit import TextEdit

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PLACES = ("home", "cases", "clients", "check", "rules", "own", "settings")


def shown(qtbot: QtBot, desk: WindowDesk, *, size: tuple[int, int] = (1366, 768)) -> MainWindow:
    window = desk.window()
    qtbot.addWidget(window, before_close_func=_settle)
    window.resize(*size)
    with becoming_active(qtbot, window):
        window.show()
        window.activateWindow()
    _settle(window)
    return window


def _settle(_window: QWidget) -> None:
    background.wait_for_all()
    QApplication.processEvents()
    QApplication.processEvents()


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    # A key goes to the window that is active; making it so takes a moment on a busy machine.
    until_active(window)
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def titled(title: str) -> Callable[[Case], Case]:
    return lambda case: replace(case, title=title)


@pytest.fixture
def desk() -> WindowDesk:
    made = WindowDesk()
    opened = made.desk.cases.create(client_name="見本酒造", words="卸の値下げで利益が薄い。")
    made.desk.cases.save(_with_a_fault(opened.case))
    return made


def _with_a_fault(case: Case) -> Case:
    """Return the case with one piece of work whose posting has an error, due today."""
    item = accepted("w1", name="商品説明文24点", unit_price_yen=79_200, due_on=TODAY)
    check = CheckRecord(
        as_of=TODAY,
        pack_version="見本",
        pack_digest="",
        checked_at=MOMENT,
        errors=1,
        warnings=2,
        infos=0,
    )
    posting = Posting(id="p1", work_item_id="w1", format=RequestFormat.PROJECT, check=check)
    return replace(case, decomposition=Decomposition(work_items=(item,)), postings=(posting,))


def test_the_frame_stands_before_anything_is_opened(qtbot: QtBot) -> None:
    window = MainWindow(MemorySettingsStore())
    qtbot.addWidget(window)

    with qtbot.waitSignal(window.painted):
        window.show()

    assert window.frame.rail.isVisible()
    assert window.page is None


def test_the_rail_is_reached_by_number(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)
    titles = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_1):
        press(window, key, CONTROL)
        assert window.page is not None
        titles.append(window.page.heading().title)

    assert titles == ["案件", "会社", "文章を点検", "法令・ルール", "自前の仕事", "ホーム"]


def test_steps_are_reached_by_number_and_only_inside_a_case(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)
    assert window.frame.steps.isHidden()
    window.open_case("id2", Step.HEARING)

    press(window, Qt.Key.Key_3, ALT)

    assert not window.frame.steps.isHidden()
    assert window.frame.steps.current() is Step.REQUEST_FORMAT


def test_f6_goes_round_the_panes(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)
    seen = []
    for _ in range(len(window.frame.panes())):
        press(window, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
        seen.append(next(p.objectName() for p in window.frame.panes() if p.isAncestorOf(focused())))

    assert sorted(seen) == ["content", "header", "rail", "statusBar"]


def test_f1_shows_the_help_of_the_screen_and_hides_it(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)

    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    texts = audit.words_on_screen(window.frame.help_panel)
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)

    assert any("最近の案件" in text for text in texts)
    assert window.frame.help_panel.isHidden()


def test_no_key_acts_while_text_is_converted(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)
    search = window.frame.header.search
    search.setFocus()
    QApplication.sendEvent(search, QInputMethodEvent("さけ", []))

    press(window, Qt.Key.Key_2, CONTROL)

    assert window.page is not None
    assert window.page.heading().title == "ホーム"


def test_search_in_the_band_opens_the_list_with_its_words(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)
    press(window, Qt.Key.Key_F, CONTROL)
    typed = QInputMethodEvent()
    typed.setCommitString("酒造")
    QApplication.sendEvent(window.frame.header.search, typed)

    QTest.keyClick(window.frame.header.search, Qt.Key.Key_Return)

    assert window.page is not None
    field = window.page.search_field()
    assert field is not None
    assert field.text() == "酒造"


def test_what_is_typed_is_stored_by_itself(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)
    window.open_case("id2", Step.HEARING)
    page = window.workspace.current_page()
    assert page is not None

    with qtbot.waitSignal(window.autosave.state_changed, check_params_cb=lambda s: s == "saved"):
        page.apply("題名を変更", titled("直販の立ち上げ"))

    assert desk.desk.cases.open("id2").case.title == "直販の立ち上げ"
    assert window.frame.status.saving_text().startswith("保存済み")


def test_the_last_words_are_stored_when_leaving_the_case(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)
    window.open_case("id2", Step.HEARING)
    page = window.workspace.current_page()
    assert page is not None
    page.apply("題名を変更", titled("急いで閉じる"))

    window.go_to("home")

    assert desk.desk.cases.open("id2").case.title == "急いで閉じる"


def test_undo_and_redo_travel_through_the_case(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)
    window.open_case("id2", Step.REQUEST_FORMAT)
    page = window.workspace.current_page()
    assert page is not None
    before = page.session.case.title
    page.apply("題名を変更", titled("変えた題名"))

    press(window, Qt.Key.Key_Z, CONTROL)
    undone = page.session.case.title
    press(window, Qt.Key.Key_Y, CONTROL)

    assert (undone, page.session.case.title) == (before, "変えた題名")


def test_a_failed_saving_is_said_and_nothing_is_lost(
    qtbot: QtBot, desk: WindowDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown(qtbot, desk)
    window.open_case("id2", Step.HEARING)
    page = window.workspace.current_page()
    assert page is not None

    def full(_self: CaseService, _case: object) -> None:
        raise DiskFull(desk.services.folder)

    with monkeypatch.context() as broken:
        broken.setattr(CaseService, "save", full)
        page.apply("題名を変更", titled("残る題名"))
        saved = window.save_now()
        said = window.frame.banner.message()
        shown_state = window.frame.status.saving_text()
    saved_later = window.save_now()

    assert (saved, saved_later) == (False, True)
    assert "空きが足りません" in said
    assert shown_state == "保存できません"
    assert desk.desk.cases.open("id2").case.title == "残る題名"
    assert window.frame.banner.isHidden()


def test_a_failed_saving_is_tried_again_by_itself(
    qtbot: QtBot, desk: WindowDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "_AGAIN_MS", 10)
    window = shown(qtbot, desk)
    window.open_case("id2", Step.HEARING)
    page = window.workspace.current_page()
    assert page is not None
    save, failures = CaseService.save, [DiskFull(desk.services.folder)]

    def full_once(service: CaseService, case: Case) -> Case:
        if failures:
            raise failures.pop()
        return save(service, case)

    monkeypatch.setattr(CaseService, "save", full_once)
    page.apply("題名を変更", titled("残る題名"))

    qtbot.waitUntil(lambda: desk.desk.cases.open("id2").case.title == "残る題名")
    assert failures == []
    qtbot.waitUntil(window.frame.banner.isHidden)


def test_looks_are_remembered_for_the_next_start(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)
    desk.services.settings.save(Settings(appearance=Appearance.DARK))

    press(window, Qt.Key.Key_Plus, CONTROL)
    window.close()

    assert desk.memory.get("text_scale") == "115"
    assert desk.memory.get("appearance") == "dark"
    assert desk.memory.get("geometry")
    assert desk.services.settings.load().text_scale == 115


@pytest.mark.parametrize("place", PLACES)
def test_every_control_of_a_place_can_be_spoken(qtbot: QtBot, desk: WindowDesk, place: str) -> None:
    window = shown(qtbot, desk)

    window.go_to(place)

    assert audit.nameless(window) == []


@pytest.mark.parametrize("place", PLACES)
def test_no_foreign_word_is_on_the_screen(qtbot: QtBot, desk: WindowDesk, place: str) -> None:
    window = shown(qtbot, desk)

    window.go_to(place)
    press(window, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier)

    # Platforms are called what they call themselves.
    services = " ".join(profile.name for profile in desk.services.platforms.all())
    names = tuple(re.findall("[A-Za-z]{2,}", services))
    assert audit.foreign_words(window, but=names) == set()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("scale", [1.0, 1.15, 1.3, 1.5])
def test_no_word_is_cut_at_the_smallest_window(
    qtbot: QtBot, desk: WindowDesk, place: str, scale: float
) -> None:
    window = shown(qtbot, desk, size=(1180, 640))
    window.go_to(place)

    theme.manager().set_scale(scale)
    _settle(window)

    assert audit.cut_off(window) == []
    assert (window.width(), window.height()) == (1180, 640)


@pytest.mark.parametrize("place", PLACES)
def test_text_from_outside_is_never_markup(qtbot: QtBot, desk: WindowDesk, place: str) -> None:
    desk.desk.cases.create(client_name="<b>見本</b>", words="<img src=x> 見本<br>の相談")
    window = shown(qtbot, desk)

    window.go_to(place)

    assert audit.reading_markup(window) == []


def test_tab_visits_the_whole_home_page(qtbot: QtBot, desk: WindowDesk) -> None:
    shown(qtbot, desk)
    start = focused()
    visited = []
    for _ in range(40):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        visited.append(focused())
        if visited[-1] is start:
            break

    names = {widget.objectName() for widget in visited}
    assert {"home_new", "home_sample", "home_recent", "rail_home", "status_help"} <= names
    assert visited[-1] is start


def test_text_fields_keep_their_own_undo_first(qtbot: QtBot, desk: WindowDesk) -> None:
    window = shown(qtbot, desk)
    window.go_to("clients")
    note = window.findChild(TextEdit, "client_note")
    assert note is not None
    note.setFocus()
    QTest.keyClicks(note, "memo")

    QTest.keyClick(note, Qt.Key.Key_Z, CONTROL)

    assert note.text() == ""
