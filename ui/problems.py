"""What the program says when something cannot be done: the only place of these sentences."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cspdesk import __version__, errors
from ui.theme import icon, theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, label
from ui.widgets.named import named

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sentences:
    """What happened, why, and what to do; `title` is the head of the dialog."""

    title: str
    what: str
    why: str
    how: str


_BAD_INPUT_REASONS = {
    "missing_file": "その場所にファイルがありません。",
    "not_utf8": "文字の符号が UTF-8 ではありません。",
    "too_large": "大きさが 10 MB を超えています。",
    "empty": "中身が空です。",
    "nul": "文字ではない内容が含まれています。",
    "surrogate": "文字として成り立たない部分があります。",
    "not_json": "決まった形（JSON）になっていません。",
    "wrong_field": "必要な項目がないか、形が違います。",
    "unreadable": "読む許可がないか、読み取りの途中で止まりました。",
}


def sentences_for(problem: errors.UserProblem) -> Sentences:
    """Return the sentences for a problem the consultant can act on.

    Raises:
        KeyError: the class has no sentences; a test walks all of them.
    """
    for cls in type(problem).__mro__:
        if cls in _SENTENCES:
            return _SENTENCES[cls](problem)
    raise KeyError(type(problem).__name__)


def _bad_input(problem: errors.BadInput) -> Sentences:
    name = f"「{problem.where}」" if problem.where else "入力した内容"
    return Sentences(
        "読み取れませんでした",
        f"{name}を読み取れませんでした。",
        _BAD_INPUT_REASONS.get(problem.reason, "想定した形と違います。"),
        "内容を確かめて、もう一度選んでください。",
    )


def _unknown_case(_problem: errors.UnknownCase) -> Sentences:
    return Sentences(
        "案件が見つかりません",
        "この案件を開けませんでした。",
        "ごみ箱から消されたか、別の置き場所のデータを開いています。",
        "案件の一覧から選び直してください。",
    )


def _stale_case(_problem: errors.StaleCase) -> Sentences:
    return Sentences(
        "別の窓で変わっています",
        "この案件は、開いた後に別の窓で変更されました。",
        "このまま保存すると、もう一方の変更が失われます。",
        "入力した内容はこの画面に残っています。必要な所を写してから、開き直してください。",
    )


def _stale_client(_problem: errors.StaleClient) -> Sentences:
    return Sentences(
        "別の窓で変わっています",
        "この会社の情報は、開いた後に別の窓で変更されました。",
        "このまま保存すると、もう一方の変更が失われます。",
        "会社を選び直してから、もう一度直してください。",
    )


def _cycle(problem: errors.DependencyCycle) -> Sentences:
    return Sentences(
        "前後関係が輪になります",
        "この順番にはできません。",
        f"「{'」→「'.join(problem.names)}」と続き、始められる仕事がなくなります。",
        "前に必要な仕事を 1つ外してください。",
    )


def _newer_file(problem: errors.NewerFile) -> Sentences:
    return Sentences(
        "このデータは新しい版で作られました",
        f"「{problem.path.name}」を開きませんでした。",
        "古い版で開くと、新しい項目が失われるためです。元のファイルは変わっていません。",
        "新しい版の cspdesk で開いてください。",
    )


def _not_our_file(problem: errors.NotOurFile) -> Sentences:
    return Sentences(
        "データを開けません",
        f"「{problem.path.name}」を開きませんでした。",
        "cspdesk のデータではないか、途中で切れています。元のファイルは変わっていません。",
        "置き場所を確かめるか、控えから戻してください。",
    )


def _folder_in_use(problem: errors.FolderInUse) -> Sentences:
    return Sentences(
        "すでに開いています",
        "同じ置き場所を、別の cspdesk が使っています。",
        f"コンピューター「{problem.host}」で開かれています。",
        "先に開いた窓を使うか、閉じてから開き直してください。",
    )


def _folder_unusable(problem: errors.FolderUnusable) -> Sentences:
    return Sentences(
        "置き場所を使えません",
        f"「{problem.folder}」に書き込めませんでした。",
        "フォルダーがないか、書き込む許可がありません。",
        "書き込めるフォルダーを指定して開き直してください。",
    )


def _disk_full(_problem: errors.DiskFull) -> Sentences:
    return Sentences(
        "保存できません",
        "置き場所の空きが足りません。",
        "書き込みの途中で空きがなくなりました。前に保存した内容はそのままです。",
        "不要なファイルを消してから、もう一度保存してください。",
    )


def _store_busy(_problem: errors.StoreBusy) -> Sentences:
    return Sentences(
        "保存を待っています",
        "データがほかの処理に使われていて、書き込めませんでした。",
        "控えの作成や、別の操作が続いています。",
        "少し待ってから、もう一度行ってください。",
    )


def _migration_failed(problem: errors.MigrationFailed) -> Sentences:
    kept = f"控え「{problem.backup.name}」も残っています。" if problem.backup else ""
    return Sentences(
        "データを新しい形にできません",
        "新しい版の形への書き換えが途中で止まりました。",
        f"元のデータは変わっていません。{kept}",
        "前の版で開くか、内容をコピーして開発元へ知らせてください。",
    )


def _storage(_problem: errors.StorageProblem) -> Sentences:
    return Sentences(
        "データを読み書きできません",
        "データの置き場所を読み書きできませんでした。",
        "置き場所が外れたか、使えない状態です。",
        "置き場所を確かめてから、もう一度行ってください。",
    )


def _export_failed(problem: errors.ExportFailed) -> Sentences:
    return Sentences(
        "書き出せませんでした",
        f"「{problem.path.name}」を書き出せませんでした。",
        "同じ名前のファイルが開かれているか、書き込む許可がありません。",
        "ファイルを閉じるか、別の名前や場所を選んでください。",
    )


_SENTENCES: dict[type[errors.UserProblem], Callable[..., Sentences]] = {
    errors.BadInput: _bad_input,
    errors.UnknownCase: _unknown_case,
    errors.StaleCase: _stale_case,
    errors.StaleClient: _stale_client,
    errors.DependencyCycle: _cycle,
    errors.NewerFile: _newer_file,
    errors.NotOurFile: _not_our_file,
    errors.FolderInUse: _folder_in_use,
    errors.FolderUnusable: _folder_unusable,
    errors.DiskFull: _disk_full,
    errors.StoreBusy: _store_busy,
    errors.MigrationFailed: _migration_failed,
    errors.StorageProblem: _storage,
    errors.ExportFailed: _export_failed,
}


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
