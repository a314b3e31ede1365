"""Settings: name on documents, colours, text size, where the data is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk import __version__
from cspdesk.services.settings import Appearance, Settings, SettingsService
from ui import theme as look
from ui.pages.page import Heading, Help, Page
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Paragraph, label
from ui.widgets.named import named
from ui.widgets.segmented import Segmented

_SIDE_BY_SIDE = 860
_SCALES = (100, 115, 130, 150, 175, 200)


class SettingsPage(Page):
    """What the consultant may choose; every change takes effect at once.

    Signals:
        changed: the `Settings` now in force.
    """

    changed = Signal(object)

    def __init__(self, service: SettingsService, folder: Path) -> None:
        super().__init__()
        self._service = service
        self._folder = folder
        self._settings = Settings()
        self._consultant = named(QLineEdit(), "settings_consultant", "担当者の名前")
        self._appearance = Segmented(
            tuple((a.value, a.label) for a in Appearance), "settings_appearance", "明るさ"
        )
        self._scale = Segmented(
            tuple((str(s), f"{s}%") for s in _SCALES), "settings_scale", "文字の大きさ"
        )
        self._place = ElidedLabel(str(folder))
        self._open = Button("フォルダーを開く", "settings_folder", icon_name="folder")
        self._assemble()
        self._connect()
        self._measure()

    def heading(self) -> Heading:
        """Return the name of the page."""
        return Heading(title="設定", note="変えるとすぐ効きます")

    def help(self) -> Help:
        """Return what the page is for."""
        return Help(
            purpose="書類に出す名前、明るさ、文字の大きさを決めます。変えるとすぐ効きます。",
            keys=(("← →", "選択肢を変える"),),
        )

    def focus_target(self) -> QWidget:
        """Return the first field."""
        return self._consultant

    def opened(self) -> None:
        """Show what is in force."""
        self._settings = self._service.load()
        self._consultant.setText(self._settings.consultant)
        self._appearance.set_value(self._settings.appearance.value)
        self.show_scale(round(theme().scale * 100))

    def commit_pending(self) -> None:
        """Store the name as typed."""
        name = self._consultant.text().strip()
        if name != self._settings.consultant:
            self._put(replace(self._settings, consultant=name))

    def show_scale(self, percent: int) -> None:
        """Show and store a text scale that was chosen by key."""
        nearest = min(_SCALES, key=lambda scale: abs(scale - percent))
        self._scale.set_value(str(nearest))

    def _assemble(self) -> None:
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for side, cards in (
            (self._left, (self._documents_card(), self._view_card())),
            (self._right, (self._data_card(), _about_card())),
        ):
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addLayout(self._left, 12)
        self._columns.addLayout(self._right, 10)

    def _documents_card(self) -> Card:
        documents = Card("書類", "settings_documents", icon_name="file-text")
        documents.body.addWidget(
            _row("担当者の名前", "書類の表紙と作成者の欄に出ます。", self._consultant)
        )
        documents.body.addStretch(1)
        return documents

    def _view_card(self) -> Card:
        view = Card("見た目", "settings_view", icon_name="eye")
        view.body.addWidget(_row("明るさ", "書類の見本はいつも白です。", self._appearance))
        view.body.addWidget(
            _row("文字の大きさ", "Ctrl++ と Ctrl+- でも変えられます。", self._scale)
        )
        view.body.addStretch(1)
        return view

    def _data_card(self) -> Card:
        data = Card("データの置き場所", "settings_data", icon_name="hard-drive-download")
        data.body.addWidget(self._place)
        data.body.addWidget(
            Paragraph(
                "案件と会社の内容は、すべてこのフォルダーに保存します。外へは送りません。",
                "hint",
            )
        )
        row = QHBoxLayout()
        row.addWidget(self._open)
        row.addStretch(1)
        data.body.addLayout(row)
        data.body.addStretch(1)
        return data

    def _connect(self) -> None:
        self._consultant.editingFinished.connect(self.commit_pending)
        self._appearance.chosen.connect(self._choose_appearance)
        self._scale.chosen.connect(self._choose_scale)
        self._open.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        )

    def _choose_appearance(self, value: str) -> None:
        appearance = Appearance(value)
        look.manager().set_appearance(appearance)
        self._put(replace(self._settings, appearance=appearance))

    def _choose_scale(self, value: str) -> None:
        look.manager().set_scale(int(value) / 100)
        self._put(replace(self._settings, text_scale=int(value)))

    def _put(self, settings: Settings) -> None:
        self._settings = settings
        self._service.save(settings)
        self.changed.emit(settings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the right column below the left one where both do not fit side by side."""
        super().resizeEvent(event)
        below = self.width() < theme().px(_SIDE_BY_SIDE)
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if below else ways.LeftToRight)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        gap = theme().px(14)
        for layout in (self._left, self._right, self._columns):
            layout.setSpacing(gap)


def _about_card() -> Card:
    about = Card("この製品について", "settings_about", icon_name="info")
    about.body.addWidget(label(f"cspdesk {__version__}", "strong"))
    about.body.addWidget(
        Paragraph(
            "点検は、公表された法令・指針をもとにした補助です。法律の助言に代わるものではありません。"
        )
    )
    about.body.addStretch(1)
    return about


def _row(name: str, remark: str, field: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().px(4))
    column.addWidget(label(name, "strong"))
    column.addWidget(label(remark, "hint", wrap=True))
    column.addWidget(field)
    return made
