"""The dialogs of what cannot be done and of what cannot be taken back."""

from __future__ import annotations

import logging
import traceback

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cspdesk import __version__, errors
from cspdesk.problem_sentences import Sentences, sentences_for
from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, label
from ui.widgets.named import named

_log = logging.getLogger(__name__)


def short_sentence(problem: BaseException) -> str:
    """Return one line for the status band and the banner of saving."""
    if isinstance(problem, errors.UserProblem):
        said = sentences_for(problem)
        return f"{said.what}{said.how}"
    return "思いがけない誤りで止まりました。入力した内容はこの画面に残っています。"


def report_text(error: BaseException) -> str:
    """Return what can be sent to the makers: classes and places, no text of a case."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"cspdesk {__version__}", f"{type(error).__module__}.{type(error).__name__}"]
    lines += [
        f"  {frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames
    ]
    return "\n".join(lines)


class ProblemDialog(QDialog):
    """The only error dialog: what, why, how, and a safe button that is the default."""

    def __init__(self, said: Sentences, parent: QWidget | None, *, copyable: str = "") -> None:
        super().__init__(parent)
        named(self, "problem_dialog", said.title)
        self.setWindowTitle(said.title)
        current = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(current.px(18),) * 4)
        column.setSpacing(current.px(12))
        head = QHBoxLayout()
        sign = QLabel()
        side = current.px(22)
        sign.setPixmap(
            icon("circle-x", "errFg").pixmap(QSize(side, side), self.devicePixelRatioF())
        )
        head.addWidget(sign)
        head.addWidget(label(said.title, "h3", wrap=True), 1)
        column.addLayout(head)
        for word, text in (("何が", said.what), ("なぜ", said.why), ("どうすれば", said.how)):
            column.addWidget(Paragraph(f"{word}：{text}"))
        row = QHBoxLayout()
        row.addStretch(1)
        if copyable:
            copy = Button("内容をコピー", "problem_copy", icon_name="copy")
            copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(copyable))
            row.addWidget(copy)
        close = Button("閉じる", "problem_close", kind="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
        self.setMinimumWidth(current.px(440))
        close.setFocus()


def show(problem: BaseException, parent: QWidget | None = None) -> None:
    """Show a problem or a crash; returns when the person closed the dialog."""
    if isinstance(problem, errors.UserProblem):
        dialog = ProblemDialog(sentences_for(problem), parent)
    else:
        _log.error("unexpected %s", type(problem).__name__, exc_info=problem)
        said = Sentences(
            "思いがけない誤りです",
            "操作の途中で止まりました。",
            "プログラムの誤りです。入力した内容は保存されているか、この画面に残っています。",
            "続けて使えますが、同じことが起きるときは内容をコピーして知らせてください。",
        )
        dialog = ProblemDialog(said, parent, copyable=report_text(problem))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.exec()


def ask(  # noqa: PLR0913
    parent: QWidget, *, title: str, text: str, do: str, keep: str = "やめる", danger: bool = True
) -> bool:
    """Ask before something that cannot be taken back; `keep` is the default answer."""
    dialog = QDialog(parent)
    named(dialog, "question_dialog", title)
    dialog.setWindowTitle(title)
    current = theme()
    column = QVBoxLayout(dialog)
    column.setContentsMargins(*(current.px(18),) * 4)
    column.setSpacing(current.px(12))
    column.addWidget(label(title, "h3", wrap=True))
    column.addWidget(Paragraph(text))
    row = QHBoxLayout()
    row.addStretch(1)
    stay = Button(keep, "question_keep")
    go = Button(do, "question_do", kind="danger" if danger else "primary")
    stay.setDefault(danger)
    go.setDefault(not danger)
    stay.clicked.connect(dialog.reject)
    go.clicked.connect(dialog.accept)
    row.addWidget(stay)
    row.addWidget(go)
    column.addLayout(row)
    dialog.setMinimumWidth(current.px(420))
    (stay if danger else go).setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted
