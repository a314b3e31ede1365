"""PDFに出力: see what is written, then write it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cspdesk.documents.html import to_html
from cspdesk.documents.model import Document
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.services.exporting import ExportService
from ui import background
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, label
from ui.widgets.named import named

_WIDTH, _HEIGHT, _SIDE = 1110, 620, 280


@dataclass(frozen=True, slots=True)
class _Prepared:
    document: Document
    missing: tuple[str, ...]


class ExportDialog(QDialog):
    """Preview at the right, what will be written and where at the left.

    Signals:
        problem_met: an exception to be shown by `ui.problems`.
    """

    problem_met = Signal(object)

    def __init__(  # noqa: PLR0913
        self,
        parent: QWidget | None,
        exporting: ExportService,
        case: Case,
        client: Client,
        *,
        folder: Path,
        name: str,
    ) -> None:
        super().__init__(parent)
        named(self, "export_dialog", "PDFに出力")
        self.setWindowTitle(f"PDFに出力　{client.name}")
        self._exporting = exporting
        self._case = case
        self._client = client
        self._folder = folder
        self._job: background.Job | None = None
        self._document: Document | None = None
        self._overwrite = False
        self._written: Path | None = None
        self.name = named(QLineEdit(name), "export_name", "ファイル名")
        self._place = Paragraph(str(folder), "hint")
        self._state = Banner("export_state", "info")
        self._glyphs = Banner("export_glyphs", "warn")
        self._glyphs.hide()
        self._progress = named(QProgressBar(), "export_progress", "作成の進み")
        self._progress.setTextVisible(False)
        self._preview = named(QTextBrowser(), "export_preview", "書き出す内容")
        self._preview.setOpenLinks(False)
        self.save = Button("PDFを保存", "export_save", kind="primary", icon_name="file-down")
        self._text = Button("文章で保存", "export_text", icon_name="file-text")
        self._copy = Button("文章をコピー", "export_copy", icon_name="copy")
        self._cancel = Button("やめる", "export_cancel", key="Esc")
        self._open = Button("開く", "export_open", icon_name="external-link")
        self._open_folder = Button("フォルダーを開く", "export_open_folder", icon_name="folder")
        self._build()
        self._prepare()

    @property
    def written(self) -> Path | None:
        """Return the file that was written last, None if none was."""
        return self._written

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way."""
        self.stop()
        super().closeEvent(event)

    def reject(self) -> None:
        """Stop what is under way and close."""
        self.stop()
        super().reject()

    def stop(self) -> None:
        """Cancel the writing; an existing file stays as it was."""
        if self._job is not None:
            self._job.cancel()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme().px(12), 0)
        column.addWidget(label("出力するもの", "label"))
        column.addWidget(label("発注原稿一式（会社へ渡す）", wrap=True))
        column.addWidget(label("ファイル名", "label"))
        column.addWidget(self.name)
        column.addWidget(label("保存先", "label"))
        column.addWidget(self._place)
        change = Button("保存先を変える", "export_change", icon_name="folder")
        change.clicked.connect(self._choose_folder)
        column.addWidget(change)
        column.addWidget(self._state)
        column.addWidget(self._glyphs)
        column.addWidget(self._progress)
        column.addStretch(1)
        left.setFixedWidth(theme().px(_SIDE))
        top = QHBoxLayout()
        top.addWidget(left)
        top.addWidget(self._preview, 1)
        foot = QHBoxLayout()
        for button in (self._copy, self._text):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self._open, self._open_folder, self._cancel, self.save):
            foot.addWidget(button)
        self._open.hide()
        self._open_folder.hide()
        outer = QVBoxLayout(self)
        side = theme().px(16)
        outer.setContentsMargins(side, side, side, side)
        outer.addLayout(top, 1)
        outer.addLayout(foot)
        self._connect()
        self.resize(theme().px(_WIDTH), theme().px(_HEIGHT))

    def _connect(self) -> None:
        self.save.setDefault(True)
        self.save.clicked.connect(self._save_pdf)
        self._text.clicked.connect(self._save_text)
        self._copy.clicked.connect(self._copy_text)
        self._cancel.clicked.connect(self.reject)
        self._open.clicked.connect(self._open_file)
        self._open_folder.clicked.connect(self._show_folder)
        self.name.textEdited.connect(self._name_edited)

    def _prepare(self) -> None:
        for button in (self.save, self._text, self._copy):
            button.setEnabled(False)
        self._state.show_message("", "内容を確かめています", "info")
        self._job = background.run(self._prepared, done=self._show, failed=self.problem_met.emit)

    def _prepared(self) -> _Prepared:
        document = self._exporting.order_draft(self._case, self._client)
        return _Prepared(document, self._exporting.missing_glyphs(document))

    def _show(self, prepared: _Prepared) -> None:
        self._job = None
        self._document = prepared.document
        self._preview.setHtml(to_html(prepared.document))
        for button in (self.save, self._text, self._copy):
            button.setEnabled(True)
        self.save.setFocus()
        self._progress.hide()
        self._show_state()
        if prepared.missing:
            self._glyphs.show_message(
                f"埋め込む書体にない字が {len(prepared.missing)}種あります",
                f"「{'」「'.join(prepared.missing[:12])}」は〓で印刷されます。"
                "別の字に変えるか、このまま出力してください。",
            )

    def _show_state(self) -> None:
        ordered = self._case.decomposition.ordered_items()
        checks = [
            posting.check
            for item in ordered
            if (posting := self._case.posting_for(item.id)) is not None and posting.check
        ]
        errors = sum(check.errors for check in checks)
        missing = len(ordered) - len(checks)
        if errors or missing:
            lead = f"不適合が {errors}件 あります" if errors else "依頼文のない仕事があります"
            text = f"依頼文 {len(checks)}件・未作成 {missing}件。案として出力できます。"
            self._state.show_message(lead, text, "warn")
        else:
            self._state.show_message("出力できます", f"依頼文 {len(checks)}件・不適合 0件", "ok")

    def _path(self, suffix: str) -> Path:
        return self._folder / f"{self.name.text().strip().removesuffix('.pdf')}{suffix}"

    def _name_edited(self, _text: str) -> None:
        self._overwrite = False

    def _save_pdf(self) -> None:
        path = self._path(".pdf")
        document = self._document
        if document is None or not self._may_write(path):
            return
        self._progress.setRange(0, 0)
        self._progress.show()
        self.save.setEnabled(False)
        self._job = background.run_reporting(
            lambda job: self._exporting.write_pdf(document, path, job.report),
            done=lambda _: self._finished(path),
            failed=self._failed,
        )
        self._job.cancelled.connect(self._stopped)
        self._job.progressed.connect(self._progressed)

    def _save_text(self) -> None:
        path = self._path(".txt")
        document = self._document
        if document is None or not self._may_write(path):
            return
        self._job = background.run(
            lambda: self._exporting.write_text(document, path),
            done=lambda _: self._finished(path),
            failed=self._failed,
        )

    def _copy_text(self) -> None:
        if self._document is not None:
            QGuiApplication.clipboard().setText(self._exporting.plain_text(self._document))
            self._state.show_message("コピーしました", "全文を貼り付けられます。", "ok")

    def _may_write(self, path: Path) -> bool:
        """Tell whether writing may go on; an existing file is replaced on the second press."""
        if not path.stem:
            self._state.show_message("ファイル名がありません", "名前を入れてください。", "warn")
            self.name.setFocus()
            return False
        if path.exists() and not self._overwrite:
            self._overwrite = True
            self._state.show_message(
                "同じ名前のファイルがあります",
                f"{path.name} を置き換えるときは、もう一度「保存」を押してください。",
                "warn",
            )
            return False
        return True

    def _progressed(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _finished(self, path: Path) -> None:
        self._job = None
        self._overwrite = False
        self._written = path
        self._progress.hide()
        self.save.setEnabled(True)
        self._state.show_message("保存しました", path.name, "ok")
        self._cancel.set_content("閉じる", key="Esc")
        self._open.show()
        self._open_folder.show()
        self._open.setFocus()

    def _failed(self, problem: Exception) -> None:
        self._stopped()
        self.problem_met.emit(problem)

    def _stopped(self) -> None:
        self._job = None
        self._progress.hide()
        self.save.setEnabled(True)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "保存先を選ぶ", str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._place.show_text(chosen)
            self._overwrite = False

    def _open_file(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
