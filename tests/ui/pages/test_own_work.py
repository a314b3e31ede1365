"""自前の仕事 in real widgets: write, delete, take back, hand out and take in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.catalogue import Catalogue
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.own_catalogue import load_own
from cspdesk.services.own_exchange import Key, Taking
from cspdesk.services.own_fields import OwnKind
from cspdesk.services.own_texts import without_ids
from cspdesk.services.own_work import OwnWork, Use
from tests.cspdesk.services.test_own_catalogue import ITEM, PRICE, PROBLEM
from tests.cspdesk.services.test_own_checks import TEXTS
from tests.doubles import StandingClock, counted_ids
from tests.ui.audit import cut_off, foreign_words, nameless, reading_markup
from tests.ui.keyboard import compose, enter
from tests.waiting import becoming_active
from ui import theme
from ui.pages.own_import_dialog import OwnImportDialog
from ui.pages.own_work import OwnWorkPage
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.row_table import RowTable
from ui.widgets.text_edit import TextEdit

W = TypeVar("W", bound=QWidget)
ITEM_TEXTS = TEXTS[OwnKind.ITEM]


class Desk:
    """A page over one data folder."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.folder = folder
        self.work = OwnWork(
            folder, StandingClock(), counted_ids("id"), self.catalogue, lambda: None
        )
        self.page = OwnWorkPage(self.work, self.catalogue)
        self.page.resize(1242, 660)
        qtbot.addWidget(self.page)
        with becoming_active(qtbot, self.page):
            self.page.show()
            self.page.activateWindow()
        self.page.opened()

    def catalogue(self) -> Catalogue:
        return load_own(self.folder).added_to(load_catalogue())

    def filled(self, kind: OwnKind = OwnKind.ITEM, **changed: str) -> Key:
        texts = without_ids({**TEXTS[kind], **changed})
        key, faults = self.work.put(self.work.add(kind), texts)
        assert faults == {}
        self.page.opened()
        return key

    def names(self) -> list[tuple[str, Use]]:
        return [(row.name, row.use) for row in self.work.rows()]

    def find(self, kind: type[W], name: str) -> W:
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def type(self, name: str, text: str) -> None:
        line = self.find(QLineEdit, f"own_{name}")
        line.selectAll()
        enter(line, text)

    def said(self, name: str) -> str:
        return self.find(Banner, name).message()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path)


def in_dialog(act: Callable[[QWidget], None]) -> None:
    def go() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        act(dialog)

    QTimer.singleShot(0, go)


def press(parent: QWidget, name: str) -> None:
    button = parent.findChild(Button, name)
    assert button is not None, name
    button.click()


def a_file(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "catalogue").mkdir()
    (folder / "catalogue" / "all.toml").write_text(text, encoding="utf-8")
    path = folder / "送る.toml"
    other = OwnWork(folder, StandingClock(), counted_ids("b"), load_catalogue, lambda: None)
    other.reload()
    other.export(path)
    return path


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args, **_kwargs: (str(path), ""))


def test_an_empty_page_offers_the_first_step(desk: Desk) -> None:
    in_dialog(lambda dialog: press(dialog, "add_work_own"))

    press(desk.page, "own_first")

    assert desk.names() == [("名前のない仕事", Use.UNFINISHED)]
    assert desk.page.focusWidget() is desk.find(QLineEdit, "own_name")


def test_a_template_is_copied_and_used_once_its_basis_is_ones_own(desk: Desk) -> None:
    def choose(dialog: QWidget) -> None:
        words = dialog.findChild(QLineEdit, "add_work_words")
        assert words is not None
        words.setText("ロゴデザイン")
        press(dialog, "add_work_take")

    in_dialog(choose)
    desk.page.add_work()
    desk.type("name", "社章のデザイン")
    desk.type("priced_on", "2026/10/31")
    desk.find(TextEdit, "own_basis").setPlainText("県内の発注 3件")
    desk.page.commit_pending()

    assert desk.names() == [("社章のデザイン", Use.USED)]
    assert desk.catalogue().items[-1].price.sources[0].law == "県内の発注 3件"
    assert "使えます" in desk.said("own_state")


def test_what_is_typed_is_kept_after_a_pause_without_any_button(desk: Desk, qtbot: QtBot) -> None:
    desk.filled()

    desk.type("name", "藍の図案")

    qtbot.waitUntil(lambda: desk.names() == [("藍の図案", Use.USED)])


def test_a_fault_is_told_at_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    desk.filled()

    desk.type("low", "さんまん")
    desk.page.commit_pending()

    low = desk.find(QLineEdit, "own_low")
    assert "金額として読めません" in low.accessibleDescription()
    assert "前の内容で使います" in desk.said("own_state")
    assert desk.names() == [("藍染めの型の図案", Use.CHANGING)]
    desk.page.opened()
    assert low.text() == "さんまん"


def test_blank_fields_are_not_scolded_before_the_person_was_there(desk: Desk) -> None:
    desk.page._add(OwnKind.ITEM)
    unit = desk.find(QLineEdit, "own_unit")
    assert unit.accessibleDescription() == ""

    for _ in range(3):
        QTest.keyClick(desk.page.focusWidget(), Qt.Key.Key_F8)

    assert desk.page.focusWidget() is unit
    assert "数える単位" in unit.accessibleDescription()


def test_next_fault_leads_through_all_parts(desk: Desk) -> None:
    key = desk.filled()
    desk.work.put(key, {**ITEM_TEXTS, "high": "", "rights_note": ""})
    desk.page.opened()

    QTest.keyClick(desk.find(QLineEdit, "own_name"), Qt.Key.Key_F8)
    assert desk.page.focusWidget() is desk.find(QLineEdit, "own_high")
    QTest.keyClick(desk.find(QLineEdit, "own_high"), Qt.Key.Key_F8)
    assert desk.page.focusWidget() is desk.find(TextEdit, "own_rights_note")


def test_conversion_of_the_input_method_is_not_cut_short(desk: Desk, qtbot: QtBot) -> None:
    desk.filled()
    line = desk.find(QLineEdit, "own_name")
    line.setFocus()
    line.clear()

    compose(line, "あい")
    qtbot.wait(0)
    enter(line, "藍")
    desk.page.commit_pending()

    assert line.text() == "藍"
    assert desk.names() == [("藍", Use.USED)]


def test_delete_is_one_key_and_so_is_taking_it_back(desk: Desk) -> None:
    desk.filled()
    table = desk.find(RowTable, "own_table")
    table.setFocus()

    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert desk.names() == []
    assert "消しました" in desk.said("own_told")

    desk.page.undo()
    assert desk.names() == [("藍染めの型の図案", Use.USED)]
    desk.page.redo()
    assert desk.names() == []


def test_work_in_use_elsewhere_says_where(desk: Desk) -> None:
    key = desk.filled()
    desk.filled(OwnKind.PROBLEM, **{"sub_issue.1.core": key[1]})
    desk.page._reload(key)

    press(desk.page, "own_delete")

    assert "「染めの柄が古い」がこの仕事を使っています" in desk.said("own_told")
    assert len(desk.names()) == 2


def test_a_price_is_for_work_that_is_chosen_from_the_list(desk: Desk) -> None:
    def choose(dialog: QWidget) -> None:
        words = dialog.findChild(QLineEdit, "add_work_words")
        assert words is not None
        words.setText("ロゴデザイン")
        press(dialog, "add_work_take")

    desk.page._add(OwnKind.PRICE)
    in_dialog(choose)
    press(desk.page, "own_item_choose")
    for name, text in (("low", "4万"), ("typical", "6万6千円"), ("high", "９万"), ("per", "1点")):
        desk.type(name, text)
    desk.type("priced_on", "令和8年10月31日")
    desk.find(TextEdit, "own_basis").setPlainText("県内の発注 6件")
    desk.page.commit_pending()

    logo = desk.catalogue().item("des-logo")
    assert logo is not None
    assert (logo.price.typical_yen, logo.price.per) == (66_000, "1点")
    assert desk.names() == [("ロゴデザイン", Use.USED)]


def test_parts_of_a_problem_are_added_and_dropped(desk: Desk) -> None:
    desk.filled(OwnKind.PROBLEM, **{"sub_issue.1.core": "des-logo"})

    press(desk.page, "own_sub_issue_add")
    desk.page.commit_pending()
    assert desk.names() == [("染めの柄が古い", Use.CHANGING)]
    desk.type("sub_issue_2_name", "売り場をつくる")
    desk.page.commit_pending()
    assert desk.names() == [("染めの柄が古い", Use.USED)]
    press(desk.page, "own_sub_issue_1_delete")
    desk.page.commit_pending()

    subs = desk.catalogue().problems[-1].sub_issues
    assert [sub.name for sub in subs] == ["売り場をつくる"]


def test_a_file_by_hand_is_read_only_and_can_be_copied(desk: Desk) -> None:
    folder = desk.folder / "catalogue"
    folder.mkdir()
    (folder / "dye.toml").write_text(ITEM, encoding="utf-8")
    desk.page.opened()
    assert not desk.find(QLineEdit, "own_name").isEnabled()
    assert "dye.toml" in desk.said("own_state")

    press(desk.page, "own_copy")

    assert [name for name, _ in desk.names()] == ["藍染めの型の図案（写し）", "藍染めの型の図案"]
    assert desk.find(QLineEdit, "own_name").isEnabled()


def test_what_cannot_be_stored_stays_in_the_form(desk: Desk) -> None:
    desk.filled()
    folder = desk.folder / "catalogue"
    folder.rename(desk.folder / "elsewhere")
    folder.write_bytes(b"")

    desk.type("name", "藍の図案")
    desk.page.commit_pending()
    assert "保存できません" in desk.said("own_failed")
    assert desk.find(QLineEdit, "own_name").text() == "藍の図案"

    folder.unlink()
    (desk.folder / "elsewhere").rename(folder)
    press(desk.page, "own_retry")
    assert desk.names() == [("藍の図案", Use.USED)]
    assert not desk.find(Banner, "own_failed").isVisible()


def test_one_file_goes_out_and_comes_in(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.filled()
    choosing(monkeypatch, tmp_path / "自前の仕事")
    press(desk.page, "own_export")
    assert "1件を「自前の仕事.toml」に書き出しました" in desk.said("own_told")

    press(desk.page, "own_delete")
    choosing(monkeypatch, tmp_path / "自前の仕事.toml")
    in_dialog(lambda dialog: press(dialog, "own_import_take"))
    press(desk.page, "own_import")

    assert desk.names() == [("藍染めの型の図案", Use.USED)]
    press(desk.page, "own_undo")
    assert desk.names() == []


def test_nothing_is_written_out_where_nothing_is_used(desk: Desk) -> None:
    press(desk.page, "own_export")

    assert "書き出せません" in desk.said("own_told")


def test_differing_entries_are_shown_side_by_side_before_anything_is_written(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = a_file(tmp_path / "her", ITEM + PROBLEM + PRICE)
    desk.work.take_in(desk.work.look_into(path), {})
    key = (OwnKind.ITEM, "X-NOREN-DYE")
    desk.work.put(key, {**desk.work.texts(key), "name": "自分の図案"})
    dialog = OwnImportDialog(desk.work.look_into(path), desk.work.take_in, desk.page)
    qtbot.addWidget(dialog)
    take = dialog.findChild(Button, "own_import_take")
    choice = dialog.findChild(QComboBox, "own_take_item_X-NOREN-DYE")
    assert take is not None
    assert choice is not None
    assert (take.isEnabled(), dialog.takings()) == (False, {key: Taking.LEAVE})

    choice.setCurrentIndex(choice.findData(Taking.BOTH.value))
    take.click()

    assert [name for name, _ in desk.names()][:2] == ["自分の図案", "藍染めの型の図案"]


def test_a_choice_that_does_not_go_together_is_refused_in_the_dialog(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = a_file(tmp_path / "her", ITEM + PROBLEM)
    dialog = OwnImportDialog(desk.work.look_into(path), desk.work.take_in, desk.page)
    qtbot.addWidget(dialog)
    dialog.show()
    choice = dialog.findChild(QComboBox, "own_take_item_X-NOREN-DYE")
    assert choice is not None
    choice.setCurrentIndex(choice.findData(Taking.LEAVE.value))

    press(dialog, "own_import_take")

    refused = dialog.findChild(Banner, "own_import_refused")
    assert refused is not None
    assert "何も変えていません" in refused.message()
    assert (dialog.isVisible(), desk.names()) == (True, [])


def test_a_damaged_file_is_explained_and_can_only_be_closed(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "壊れた.toml"
    path.write_bytes(ITEM.encode()[:400])
    dialog = OwnImportDialog(desk.work.look_into(path), desk.work.take_in, desk.page)
    qtbot.addWidget(dialog)
    dialog.show()

    refused = dialog.findChild(Banner, "own_import_refused")
    assert refused is not None
    assert "取り込めません" in refused.message()
    assert foreign_words(dialog) <= {"toml"}
    take = dialog.findChild(Button, "own_import_take")
    assert take is not None
    assert not take.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("kind", OwnKind)
def test_every_form_can_be_read_heard_and_is_not_cut(
    desk: Desk, qtbot: QtBot, kind: OwnKind, scale: float
) -> None:
    theme.manager().set_scale(scale)
    changed = {"sub_issue.1.core": "des-logo"} if kind is OwnKind.PROBLEM else {}
    desk.filled(kind, **changed)
    tabs = desk.page._form._tabs
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        qtbot.wait(1)

        assert nameless(desk.page) == []
        assert foreign_words(desk.page, but=("CAD", "CG")) == set()
        assert cut_off(desk.page) == []
        assert reading_markup(desk.page) == []
