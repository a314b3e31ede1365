"""The PDF dialog: seen before it is written, whole or not at all, nothing replaced unasked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QScrollArea, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.documents.model import Document
from cspdesk.domain.case import Case
from cspdesk.domain.posting import PostingField
from cspdesk.errors import ExportFailed
from cspdesk.services.exporting import ExportService
from cspdesk.services.settings import Appearance
from tests.doubles import StandingClock
from tests.ui import audit
from tests.ui.sample import core, sample
from tests.waiting import becoming_active
from ui import theme
from ui.pages.export_content import Content
from ui.pages.export_dialog import ExportDialog
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button


class _QuickWriter:
    """Writes a few bytes in three steps; can lack glyphs, fail, or wait to be stopped."""

    def __init__(
        self,
        *,
        missing: tuple[str, ...] = (),
        failure: Exception | None = None,
        hold: bool = False,
    ) -> None:
        self._missing = missing
        self._failure = failure
        self._hold = hold

    def render(
        self, document: Document, progress: Callable[[int, int], None] | None = None
    ) -> bytes:
        """Report three steps, again and again while it is to wait."""
        del document
        if self._failure is not None:
            raise self._failure
        report = progress or (lambda _done, _total: None)
        while True:
            for step in range(4):
                report(step, 3)
            if not self._hold:
                return b"%PDF-quick"

    def missing_glyphs(self, document: Document) -> tuple[str, ...]:
        """Return what it was told to lack."""
        del document
        return self._missing


def _exporting(writer: _QuickWriter | None = None) -> ExportService:
    made = writer or _QuickWriter()
    return ExportService(lambda: made, core().checking, StandingClock())


def _dialog(
    qtbot: QtBot,
    folder: Path,
    *,
    case: Case | None = None,
    exporting: ExportService | None = None,
    name: str = "見本 発注原稿.pdf",
) -> ExportDialog:
    client, usual = sample()
    dialog = ExportDialog(
        None, exporting or _exporting(), case or usual, client, folder=folder, name=name
    )
    qtbot.addWidget(dialog)
    with becoming_active(qtbot, dialog):
        dialog.show()
        dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog._document is not None)
    return dialog


def _find(dialog: QWidget, kind: type[Any], name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def _said(dialog: ExportDialog) -> str:
    message = _find(dialog, Banner, "export_state").message()
    assert isinstance(message, str)
    return message


def _broken() -> Case:
    case = sample()[1]
    posting = case.posting_for(case.decomposition.ordered_items()[0].id)
    assert posting is not None
    assert posting.check is not None
    return case.with_posting(
        replace(posting, check=replace(posting.check, errors=2)).with_text(
            PostingField.HOURS, "〔時間を記入〕"
        )
    )


def test_enter_saves_the_pdf(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path)
    assert dialog.save.hasFocus()

    QTest.keyClick(dialog, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: dialog.written is not None)
    assert (tmp_path / "見本 発注原稿.pdf").read_bytes() == b"%PDF-quick"
    assert "保存しました" in _said(dialog)
    assert _find(dialog, Button, "export_open").isVisible()


def test_the_content_is_shown_before_it_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path)

    shown = _find(dialog, QTextBrowser, "export_preview").toPlainText()

    client, case = sample()
    assert client.name in shown
    assert case.title in shown
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize("content", tuple(Content))
def test_no_choice_widens_the_left_column_beyond_what_is_seen(
    qtbot: QtBot, tmp_path: Path, content: Content
) -> None:
    dialog = _dialog(qtbot, tmp_path)
    side = _find(dialog, QScrollArea, "export_side")

    dialog.choose(content)
    qtbot.waitUntil(lambda: dialog._job is None)
    QGuiApplication.processEvents()

    assert side.widget().width() <= side.viewport().width()
    assert side.horizontalScrollBar().maximum() == 0
    box = _find(dialog, QComboBox, "export_content")
    assert box.width() >= box.fontMetrics().horizontalAdvance(content.label) + 20


def test_the_preview_can_be_read_in_the_dark(qtbot: QtBot, tmp_path: Path) -> None:
    theme.manager().set_appearance(Appearance.DARK)
    dialog = _dialog(qtbot, tmp_path)

    html = _find(dialog, QTextBrowser, "export_preview").toHtml().lower()

    assert theme.theme().colour("text").name() in html


def _choose(dialog: ExportDialog, content: Content) -> None:
    dialog.content.setCurrentIndex(dialog.content.findData(content))
    dialog.content.activated.emit(dialog.content.currentIndex())


@pytest.mark.parametrize(
    ("content", "file_name", "words"),
    [
        (Content.EVIDENCE, "見本 適合確認書.pdf", "点検の結果"),
        (Content.PREPARATION, "見本 準備リスト.pdf", "ご用意いただくもの"),
        (Content.CORRELATION, "見本 課題の対応表.pdf", "すべての困りごとの対応表"),
        (Content.PRICES, "見本 価格カード.pdf", "受注者の手取り"),
    ],
)
def test_a_sheet_can_leave_alone(
    qtbot: QtBot, tmp_path: Path, content: Content, file_name: str, words: str
) -> None:
    dialog = _dialog(qtbot, tmp_path)

    _choose(dialog, content)
    qtbot.waitUntil(dialog.save.isEnabled)
    shown = _find(dialog, QTextBrowser, "export_preview").toPlainText()
    dialog.save.click()

    qtbot.waitUntil(lambda: dialog.written is not None)
    assert dialog.written == tmp_path / file_name
    assert words in shown
    assert "募集の6項目" not in shown


def test_the_evidence_can_leave_as_data_for_programs(qtbot: QtBot, tmp_path: Path) -> None:
    exporting = _exporting()
    dialog = _dialog(qtbot, tmp_path, exporting=exporting)

    _choose(dialog, Content.DATA)
    qtbot.waitUntil(dialog.save.isEnabled)
    assert dialog.save.text() == "データを保存"
    assert dialog.name.text() == "見本 適合確認書.json"
    dialog.save.click()

    qtbot.waitUntil(lambda: dialog.written is not None)
    client, case = sample()
    written = (tmp_path / "見本 適合確認書.json").read_text("utf-8")
    assert written == exporting.evidence_json(case, client)


def test_going_back_to_the_draft_gives_its_name_and_content_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = _dialog(qtbot, tmp_path)
    before = _find(dialog, QTextBrowser, "export_preview").toPlainText()

    for content in (Content.DATA, Content.DRAFT):
        _choose(dialog, content)
        qtbot.waitUntil(dialog.save.isEnabled)

    assert dialog.name.text() == "見本 発注原稿.pdf"
    assert dialog.save.text() == "PDFを保存"
    assert _find(dialog, QTextBrowser, "export_preview").toPlainText() == before


def test_a_name_the_person_chose_is_kept_for_other_content(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path, name="一.pdf")

    _choose(dialog, Content.DATA)
    qtbot.waitUntil(dialog.save.isEnabled)
    dialog.save.click()

    qtbot.waitUntil(lambda: dialog.written is not None)
    assert dialog.written == tmp_path / "一.json"


def test_escape_closes_and_writes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path)

    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert list(tmp_path.glob("*.pdf")) == []


def test_a_folder_that_is_not_there_yet_is_made(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path / "書類" / "発注")

    dialog.save.click()

    qtbot.waitUntil(lambda: dialog.written is not None)
    assert (tmp_path / "書類" / "発注" / "見本 発注原稿.pdf").exists()


def test_an_existing_file_is_replaced_on_the_second_press_only(
    qtbot: QtBot, tmp_path: Path
) -> None:
    old = tmp_path / "見本 発注原稿.pdf"
    old.write_bytes(b"old")
    dialog = _dialog(qtbot, tmp_path)

    dialog.save.click()
    assert old.read_bytes() == b"old"
    assert "同じ名前" in _said(dialog)
    assert dialog.save.text() == "置き換えて保存"

    dialog.save.click()
    qtbot.waitUntil(lambda: dialog.written is not None)
    assert old.read_bytes() == b"%PDF-quick"


def test_another_name_forgets_the_leave_to_replace(qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("1.pdf", "2.pdf"):
        (tmp_path / name).write_bytes(b"old")
    dialog = _dialog(qtbot, tmp_path, name="1.pdf")
    dialog.save.click()

    dialog.name.clear()
    QTest.keyClicks(dialog.name, "2")
    dialog.save.click()

    assert (tmp_path / "2.pdf").read_bytes() == b"old"
    assert "同じ名前" in _said(dialog)


def test_leave_to_replace_the_pdf_is_none_to_replace_the_text(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "一.pdf").write_bytes(b"old")
    (tmp_path / "一.txt").write_bytes(b"old")
    dialog = _dialog(qtbot, tmp_path, name="一.pdf")
    dialog.save.click()

    _find(dialog, Button, "export_text").click()

    assert (tmp_path / "一.txt").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["", "   ", ".pdf", "..", "a/b", "a\\b", "a:b", "a?b"])
def test_a_name_no_system_takes_is_refused_in_words(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    dialog = _dialog(qtbot, tmp_path)

    dialog.name.setText(name)
    dialog.save.click()

    assert list(tmp_path.rglob("*.pdf")) == []
    assert "ファイル名" in _said(dialog)
    assert dialog.name.hasFocus()


def test_a_writing_that_is_stopped_leaves_the_old_file(qtbot: QtBot, tmp_path: Path) -> None:
    old = tmp_path / "一.pdf"
    old.write_bytes(b"old")
    dialog = _dialog(qtbot, tmp_path, name="一.pdf", exporting=_exporting(_QuickWriter(hold=True)))
    dialog.save.click()
    dialog.save.click()
    assert not dialog.save.isEnabled()

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: "やめました" in _said(dialog))
    assert dialog.isVisible()
    assert dialog.save.isEnabled()
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith((".pdf", ".tmp"))] == [
        "一.pdf"
    ]
    assert old.read_bytes() == b"old"


def test_closing_the_window_stops_the_writing(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path, exporting=_exporting(_QuickWriter(hold=True)))
    dialog.save.click()
    job = dialog._job
    assert job is not None

    with qtbot.waitSignal(job.cancelled):
        dialog.close()

    assert list(tmp_path.glob("*.pdf")) == []


def test_a_failure_is_handed_on_and_the_dialog_can_go_on(qtbot: QtBot, tmp_path: Path) -> None:
    failure = ExportFailed(tmp_path / "見本.pdf", "no permission")
    dialog = _dialog(qtbot, tmp_path, exporting=_exporting(_QuickWriter(failure=failure)))

    with qtbot.waitSignal(dialog.problem_met) as caught:
        dialog.save.click()

    assert caught.args == [failure]
    assert dialog.save.isEnabled()
    assert dialog.written is None


def test_signs_the_font_lacks_are_named_before_writing(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path, exporting=_exporting(_QuickWriter(missing=("𠮷", "▸"))))

    said = _find(dialog, Banner, "export_glyphs")

    assert said.isVisible()
    assert "2種" in said.message()
    assert "「𠮷」「▸」" in said.message()


def test_a_clean_case_says_that_it_can_go_out(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path)

    assert "出力できます" in _said(dialog)
    assert not _find(dialog, Banner, "export_glyphs").isVisible()


def test_open_errors_and_blanks_are_counted_and_do_not_stop_the_export(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = _dialog(qtbot, tmp_path, case=_broken())
    assert "不適合が 2件" in _said(dialog)
    assert "記入していない所が 1か所" in _said(dialog)

    dialog.save.click()

    qtbot.waitUntil(lambda: dialog.written is not None)


def test_work_without_a_posting_is_counted(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path, case=replace(sample()[1], postings=()))

    assert "依頼文のない仕事が 5件" in _said(dialog)


def test_the_text_can_be_saved_and_copied(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path, name="一.PDF")

    _find(dialog, Button, "export_copy").click()
    _find(dialog, Button, "export_text").click()

    qtbot.waitUntil(lambda: dialog.written is not None)
    written = (tmp_path / "一.txt").read_text(encoding="utf-8")
    assert written == QGuiApplication.clipboard().text()
    assert sample()[0].name in written


def test_the_dialog_fits_its_window_at_large_text(qtbot: QtBot, tmp_path: Path) -> None:
    theme.manager().set_scale(1.5)
    window = QWidget()
    window.resize(1180, 640)
    qtbot.addWidget(window)
    client, case = sample()
    dialog = ExportDialog(window, _exporting(), case, client, folder=tmp_path, name="一.pdf")
    dialog.show()
    qtbot.waitUntil(lambda: dialog._document is not None)

    assert dialog.width() <= 1180
    assert dialog.height() <= 640
    assert audit.cut_off(dialog) == []
    dialog.close()


def test_the_dialog_can_be_heard_and_reads_as_japanese(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _dialog(qtbot, tmp_path)
    dialog._place.show_text("見本の置き場所")

    assert audit.nameless(dialog) == []
    assert audit.foreign_words(dialog, but=("pdf",)) == set()
    assert audit.reading_markup(dialog) == []
