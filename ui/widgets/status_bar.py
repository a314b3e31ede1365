"""The band at the bottom: saved or not, which rules judge, help and text size."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from ui.theme import icon, theme
from ui.tokens import STATUS_HEIGHT
from ui.widgets.labels import label, tip
from ui.widgets.named import named

_ICON = 15
_SHORT_FROM = 1.5


class SaveState(StrEnum):
    """What became of the last change."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


_SAVE_LOOKS = {
    SaveState.SAVED: ("circle-check", "okFg"),
    SaveState.SAVING: ("clock", "text2"),
    SaveState.FAILED: ("circle-x", "errFg"),
}


class StatusBar(QFrame):
    """One line of small buttons; pressing the saving state or the scale does something.

    Signals:
        save_pressed: the person pressed the saving state.
        help_pressed: … F1.
        scale_pressed: … the text scale.
    """

    save_pressed = Signal()
    help_pressed = Signal()
    scale_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "statusBar", "状態の帯")
        self._row = QHBoxLayout(self)
        self._words: tuple[str, date | None] = ("", None)
        self._save = self._made("status_save", "保存の状態")
        self._rules = self._made("status_rules", "ルール版")
        self._checked = self._made("status_checked", "確認日")
        self._hint = label("", "hint")
        self._help = self._made("status_help", "この画面の説明")
        self._scale = self._made("status_scale", "文字の倍率")
        for part in (self._save, self._rules, self._checked):
            self._row.addWidget(part)
        self._row.addStretch(1)
        for widget in (self._hint, self._help, self._scale):
            self._row.addWidget(widget)
        self._save.clicked.connect(self.save_pressed)
        self._help.clicked.connect(self.help_pressed)
        self._scale.clicked.connect(self.scale_pressed)
        self._help.setText("F1 ヘルプ")
        self._help.setAccessibleName("ヘルプ、キー F1")
        self._rules.hide()
        self._checked.hide()
        self._save.hide()
        self._measure()

    def show_saving(self, state: SaveState, detail: str = "") -> None:
        """Show the saving state; `detail` is the time (14:32) or why it failed."""
        words = {
            SaveState.SAVED: f"保存済み {detail}".strip(),
            SaveState.SAVING: "保存中…",
            SaveState.FAILED: "保存できません",
        }[state]
        name, colour = _SAVE_LOOKS[state]
        self._save.setIcon(icon(name, colour))
        self._save.setText(f" {words}")
        self._save.setAccessibleName(words)
        self._save.setAccessibleDescription(detail if state is SaveState.FAILED else "")
        self._save.setToolTip(tip(detail) if state is SaveState.FAILED else "")
        self._save.setProperty("state", "err" if state is SaveState.FAILED else "")
        self._save.style().unpolish(self._save)
        self._save.style().polish(self._save)
        self._save.show()

    def saving_text(self) -> str:
        """Return the saving state in words, empty while nothing was saved yet."""
        return self._save.text().strip() if not self._save.isHidden() else ""

    def show_rules(self, version: str, checked_on: date | None) -> None:
        """Show which rule pack judges and on which day its sources were last looked at."""
        self._words = (version, checked_on)
        self._show_words()
        self._rules.setAccessibleName(f"ルール版 {version}")
        self._rules.setVisible(bool(version))
        if checked_on is not None:
            self._checked.setAccessibleName(f"確認日 {checked_on.isoformat()}")
        self._checked.setVisible(checked_on is not None)

    def _show_words(self) -> None:
        """Say less at large text sizes; the spoken names stay whole."""
        short = theme().scale >= _SHORT_FROM
        version, checked_on = self._words
        self._rules.setText(f" {version}" if short else f" ルール版 {version}")
        if checked_on is not None:
            day = f"{checked_on:%m-%d}" if short else f"確認日 {checked_on.isoformat()}"
            self._checked.setText(f" {day}")
        self._hint.setVisible(not short)

    def show_hint(self, text: str) -> None:
        """Show the one hint about keys."""
        self._hint.setText(text)

    def focus_first(self) -> None:
        """Give the focus to the first part that is shown."""
        first = self._save if not self._save.isHidden() else self._help
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and not event.spontaneous():
            self._measure()

    def _made(self, object_name: str, spoken: str) -> QToolButton:
        button = named(QToolButton(), object_name, spoken)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _measure(self) -> None:
        current = theme()
        self.setFixedHeight(current.px(STATUS_HEIGHT))
        self._row.setContentsMargins(current.px(10), 0, current.px(10), 0)
        self._row.setSpacing(current.px(12))
        size = QSize(current.px(_ICON), current.px(_ICON))
        for button in (self._save, self._rules, self._checked):
            button.setIconSize(size)
        self._rules.setIcon(icon("scale", "okFg"))
        self._checked.setIcon(icon("calendar", "text2"))
        self._show_words()
        percent = round(current.scale * 100)
        self._scale.setText(f"文字 {percent}%")
        self._scale.setAccessibleName(f"文字の倍率 {percent}%、100%に戻す")
