"""PDFに出力: choose what is written, see it, then write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from cspdesk.documents.html import to_html
from cspdesk.documents.model import Document
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.services.atomic_file import make_folder
from cspdesk.services.exporting import ExportService
from cspdesk.services.repairing import blanks
from ui import background
from ui.pages.export_content import Content
from ui.theme import icon, theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, Paragraph, label
from ui.widgets.named import named

_LEAST_SIGNS = 8
_WIDTH, _HEIGHT, _SIDE = 1110, 680, 352
_EDGE = 40
_MARGIN = 16
_NOT_IN_NAMES = frozenset('\\/:*?"<>|')
_MOST_NAMED_GLYPHS = 12
_ENDINGS = (".pdf", ".txt", ".json")


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
        self._writing = False
        self._gone = False
        self._document: Document | None = None
        self._replacing: Path | None = None
        self._written: Path | None = None
        self._content = Content.DRAFT
        self._choosing = False
        self._prepared: dict[str, _Prepared] = {}
        self._make_parts(name)
        self._build()
        self._prepare()

    def _make_parts(self, name: str) -> None:
        self.content = named(QComboBox(), "export_content", "出力するもの")
        for choice in Content:
            self.content.addItem(choice.label, choice)
        # The longest choice must not widen the column beyond what is seen of it.
        self.content.setMinimumContentsLength(_LEAST_SIGNS)
        self.content.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.name = named(QLineEdit(name), "export_name", "ファイル名")
        self.name.setCursorPosition(0)
        self._place = Paragraph(str(self._folder), "hint")
        self._state = Banner("export_state", "info")
        self._glyphs = Banner("export_glyphs", "warn")
        self._glyphs.hide()
        self._progress = named(QProgressBar(), "export_progress", "作成の進み")
        self._preview = named(QTextBrowser(), "export_preview", "書き出す内容")
        self.save = Button("PDFを保存", "export_save", kind="primary", icon_name="file-down")
        self._text = Button("文章で保存", "export_text", icon_name="file-text")
        self._copy = Button("文章をコピー", "export_copy", icon_name="copy")
        self._cancel = Button("やめる", "export_cancel", key="Esc")
        self._open = Button("開く", "export_open", icon_name="external-link")
        self._open_folder = Button("フォルダーを開く", "export_open_folder", icon_name="folder")

    @property
    def written(self) -> Path | None:
        """Return the file that was written last, None if none was."""
        return self._written

    def choose(self, content: Content) -> None:
        """Take this content, as if it had been chosen from the list."""
        self.content.setCurrentIndex(self.content.findData(content))
        self._choose_content()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is under way."""
        self._leave()
        super().closeEvent(event)

    def reject(self) -> None:
        """Stop a writing that is under way; close when there is none."""
        if self._writing:
            self.stop()
            return
        self._leave()
        super().reject()

    def stop(self) -> None:
        """Cancel the writing; an existing file stays as it was."""
        if self._job is not None:
            self._job.cancel()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.layout() is not None:
            self._show_preview()

    def _leave(self) -> None:
        self._gone = True
        self.stop()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme().px(_MARGIN))
        top.addWidget(self._left_side())
        top.addWidget(self._preview, 1)
        self._progress.setTextVisible(False)
        self._preview.setOpenLinks(False)
        # A table as wide as the page is wider than it by its border.
        self._preview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setSpacing(theme().px(8))
        for button in (self._copy, self._text):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self._open, self._open_folder, self._cancel, self.save):
            foot.addWidget(button)
        self._open.hide()
        self._open_folder.hide()
        outer = QVBoxLayout(self)
        side = theme().px(_MARGIN)
        outer.setContentsMargins(side, theme().px(12), side, theme().px(12))
        outer.setSpacing(theme().px(12))
        outer.addLayout(self._head())
        outer.addLayout(top, 1)
        outer.addLayout(foot)
        self._connect()
        parent = self.parentWidget()
        area = parent.window().size() if parent is not None else self.screen().availableSize()
        room = area - QSize(_EDGE, _EDGE)
        self.resize(QSize(theme().px(_WIDTH), theme().px(_HEIGHT)).boundedTo(room))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        sign = QLabel()
        size = theme().px(20)
        sign.setPixmap(icon("file-down").pixmap(QSize(size, size), self.devicePixelRatioF()))
        row.addWidget(sign)
        row.addWidget(label("PDFに出力", "title"))
        about = "・".join(part for part in (self._client.name, self._case.title) if part)
        row.addWidget(ElidedLabel(about, "small"), 1)
        return row

    def _left_side(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme().px(4), 0)
        column.setSpacing(theme().px(6))
        content = label("出力するもの", "label")
        content.setBuddy(self.content)
        column.addWidget(content)
        column.addWidget(self.content)
        column.addSpacing(theme().px(6))
        name = label("ファイル名", "label")
        name.setBuddy(self.name)
        column.addWidget(name)
        column.addWidget(self.name)
        column.addSpacing(theme().px(6))
        column.addWidget(label("保存先", "label"))
        column.addWidget(self._place)
        change = Button("保存先を変える", "export_change", icon_name="folder")
        change.clicked.connect(self._choose_folder)
        column.addWidget(change)
        column.addSpacing(theme().px(6))
        for part in (self._state, self._glyphs, self._progress):
            column.addWidget(part)
        column.addStretch(1)
        scroll = named(QScrollArea(), "export_side", "ファイル名と保存先")
        scroll.setWidget(left)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(theme().px(_SIDE))
        return scroll

    def _connect(self) -> None:
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        self.content.activated.connect(lambda _: self._choose_content())
        self._text.clicked.connect(self._save_text)
        self._copy.clicked.connect(self._copy_text)
        self._cancel.clicked.connect(self.reject)
        self._open.clicked.connect(self._open_file)
        self._open_folder.clicked.connect(self._show_folder)
        self.name.textEdited.connect(lambda _: self._forget_replacing())
        self.finished.connect(self.deleteLater)

    def _choose_content(self) -> None:
        chosen = Content(self.content.currentData())
        if chosen is self._content:
            return
        name = self.name.text().replace(self._content.name_part, chosen.name_part)
        if name.endswith(self._content.ending):
            name = name.removesuffix(self._content.ending) + chosen.ending
        self._content = chosen
        self._choosing = True
        self.name.setText(name)
        self.name.setCursorPosition(0)
        self._forget_replacing()
        self._prepare()

    def _prepare(self) -> None:
        part = self._content.name_part
        if part in self._prepared:
            self._show(part, self._prepared[part])
            return
        self._allow(writing=False)
        self._state.show_message("", "内容を確かめています", "info")
        exporting = self._exporting
        build = {
            Content.DRAFT: exporting.order_draft,
            Content.PREPARATION: exporting.preparation,
            Content.COMPARISON: exporting.comparison,
            Content.CORRELATION: exporting.correlation,
            Content.PRICES: exporting.prices,
            Content.HEARING: exporting.hearing,
            Content.HEARING_BLANK: exporting.blank_hearing,
        }.get(self._content, exporting.evidence)
        self._job = background.run(
            lambda: self._prepared_by(build),
            done=lambda prepared: self._show(part, prepared),
            failed=self._not_prepared,
        )

    def _allow(self, *, writing: bool) -> None:
        for button in (self.save, self._text, self._copy):
            button.setEnabled(writing)

    def _prepared_by(self, build: Callable[[Case, Client], Document]) -> _Prepared:
        document = build(self._case, self._client)
        return _Prepared(document, self._exporting.missing_glyphs(document))

    def _show(self, part: str, prepared: _Prepared) -> None:
        self._prepared[part] = prepared
        # Something else may have been chosen while this one was made.
        if self._gone or part != self._content.name_part:
            return
        self._job = None
        self._document = prepared.document
        self._preview.verticalScrollBar().setValue(0)
        self._show_preview()
        self._allow(writing=True)
        if not self._choosing:
            self.save.setFocus()
        self._progress.hide()
        self._show_state()
        self._glyphs.setVisible(bool(prepared.missing))
        if prepared.missing:
            named_glyphs = "」「".join(prepared.missing[:_MOST_NAMED_GLYPHS])
            self._glyphs.show_message(
                f"埋め込む書体にない字が {len(prepared.missing)}種あります",
                f"「{named_glyphs}」は〓で印刷されます。別の字に変えるか、このまま出力してください。",
            )

    def _show_preview(self) -> None:
        if self._document is None:
            return
        place = self._preview.verticalScrollBar().value()
        colours = {**theme().colours, "heading": theme().colours["text"]}
        self._preview.document().setDocumentMargin(theme().px(14))
        self._preview.setHtml(to_html(self._document, colours))
        self._preview.verticalScrollBar().setValue(place)

    def _not_prepared(self, problem: Exception) -> None:
        if self._gone:
            return
        self._job = None
        self._progress.hide()
        self._state.show_message(
            "内容を作れませんでした", "閉じて、もう一度開いてください。", "err"
        )
        self.problem_met.emit(problem)

    def _show_state(self) -> None:
        if self._content in (Content.HEARING, Content.HEARING_BLANK, Content.CORRELATION):
            self._state.show_message("出力できます", self._content.label, "ok")
            return
        ordered = self._case.decomposition.ordered_items()
        postings = [p for item in ordered if (p := self._case.posting_for(item.id)) is not None]
        errors = sum(posting.check.errors for posting in postings if posting.check)
        open_blanks = sum(len(blanks(posting)) for posting in postings)
        missing = len(ordered) - len(postings)
        faults = [
            words
            for count, words in (
                (errors, f"不適合が {errors}件"),
                (open_blanks, f"記入していない所が {open_blanks}か所"),
                (missing, f"依頼文のない仕事が {missing}件"),
            )
            if count
        ]
        if not ordered:
            self._state.show_message(
                "発注する仕事がまだありません", "案として出力できます。", "warn"
            )
        elif faults:
            lead = f"{'、'.join(faults)} あります"
            self._state.show_message(lead, "このまま、案として出力できます。", "warn")
        else:
            kept = sum(posting.check.exempted for posting in postings if posting.check)
            text = f"依頼文 {len(postings)}件・不適合 0件・例外 {kept}件"
            self._state.show_message("出力できます", text, "ok")

    def _file(self, ending: str) -> Path | None:
        """Return where to write, None (and a word about it) where the name cannot be used."""
        name = self.name.text().strip()
        for known in _ENDINGS:
            if name.lower().endswith(known):
                name = name[: -len(known)].rstrip()
        if not name.strip("."):
            self._state.show_message("ファイル名がありません", "名前を入れてください。", "warn")
        elif _NOT_IN_NAMES & set(name) or not name.isprintable():
            self._state.show_message(
                "使えない文字があります",
                'ファイル名から \\ / : * ? " < > | を除いてください。',
                "warn",
            )
        else:
            return self._folder / f"{name}{ending}"
        self.name.setFocus()
        return None

    def _save(self) -> None:
        path, document = self._file(self._content.ending), self._document
        if path is None or document is None or not self._may_write(path, self.save):
            return
        if self._content is Content.DATA:
            case, client = self._case, self._client
            self._write(path, lambda _: self._exporting.write_evidence_json(case, client, path))
            return
        self._write(path, lambda errand: self._exporting.write_pdf(document, path, errand.report))

    def _save_text(self) -> None:
        path, document = self._file(".txt"), self._document
        if path is None or document is None or not self._may_write(path, self._text):
            return
        self._write(path, lambda _: self._exporting.write_text(document, path))

    def _write(self, path: Path, write: Callable[[background.Errand], None]) -> None:
        def work(errand: background.Errand) -> None:
            make_folder(path.parent)
            write(errand)

        self._writing = True
        self._allow(writing=False)
        self.content.setEnabled(False)
        self._progress.setRange(0, 0)
        self._progress.show()
        self._state.show_message("", "書き出しています", "info")
        self._job = background.run_reporting(
            work,
            done=lambda _: self._finished(path),
            failed=self._failed,
        )
        self._job.cancelled.connect(self._stopped)
        self._job.progressed.connect(self._progressed)

    def _copy_text(self) -> None:
        if self._document is not None:
            QGuiApplication.clipboard().setText(self._exporting.plain_text(self._document))
            self._state.show_message("コピーしました", "全文を貼り付けられます。", "ok")

    def _may_write(self, path: Path, button: Button) -> bool:
        """Tell whether writing may go on; an existing file is replaced on the second press."""
        if not path.exists() or self._replacing == path:
            return True
        self._forget_replacing()
        self._replacing = path
        button.setText("置き換えて保存")
        self._state.show_message(
            "同じ名前のファイルがあります",
            f"{path.name} を置き換えるときは、もう一度押してください。",
            "warn",
        )
        return False

    def _forget_replacing(self) -> None:
        self._replacing = None
        self.save.setText(self._content.saving)
        self._text.setText("文章で保存")

    def _progressed(self, done: int, total: int) -> None:
        if self._gone:
            return
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _finished(self, path: Path) -> None:
        if self._gone:
            return
        self._ended()
        self._written = path
        self._state.show_message("保存しました", path.name, "ok")
        self._cancel.set_content("閉じる", key="Esc")
        self._open.show()
        self._open_folder.show()
        self._open.setFocus()

    def _failed(self, problem: Exception) -> None:
        if self._gone:
            return
        self._ended()
        self._show_state()
        self.problem_met.emit(problem)

    def _stopped(self) -> None:
        if self._gone:
            return
        self._ended()
        self._state.show_message("やめました", "ファイルは書いていません。", "info")
        self.save.setFocus()

    def _ended(self) -> None:
        self._job = None
        self._writing = False
        self._progress.hide()
        self._allow(writing=True)
        self.content.setEnabled(True)
        self._forget_replacing()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "保存先を選ぶ", str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._place.show_text(chosen)
            self._forget_replacing()

    def _open_file(self) -> None:
        if self._written is not None:
            self._hand_over(self._written)

    def _show_folder(self) -> None:
        self._hand_over(self._folder)

    def _hand_over(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._state.show_message(
                "開くアプリが見つかりません", f"保存は済んでいます：{path}", "warn"
            )
