"""The owner's words: free text, kept as it was said, the first thing of a new case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.hearing_question import scrolling
from ui.pages.hearing_told import ToldBox
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.labels import Paragraph, label
from ui.widgets.text_edit import TextEdit

_PLACEHOLDER = "例：見本の会社です。ホームページが古いままで、問い合わせが来ません。"


class OwnerWordsFace(QWidget):
    """A large field for what the owner said.

    Signals:
        edited: the whole text after a pause in typing.
    """

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._field = TextEdit(
            "hearing_owner_words", "相談者の言葉", lines=4, placeholder=_PLACEHOLDER
        )
        self._field.edited.connect(self.edited)
        self._count = label("", "hint")
        self._field.textChanged.connect(self._count_signs)
        self.told = ToldBox("hearing_words_told")
        say = Banner("hearing_words_say", "info")
        inner = QWidget()
        column = QVBoxLayout(inner)
        side = theme().px(4)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme().px(8))
        column.addWidget(label("相談者は、何とおっしゃいましたか？", "title", wrap=True))
        column.addWidget(say)
        say.show_message("", "聞き方の例：「今日は、どんなことで足を運んでくださいましたか」")
        column.addWidget(
            Paragraph(
                "話された言葉を、直さずに書き留めます。この言葉から困りごとと仕事の候補を探し、"
                "書類の根拠として残します。",
                "hint",
            )
        )
        column.addWidget(self._field, 1)
        column.addWidget(self._count)
        column.addWidget(self.told)
        # Where letters are large, the buttons below stay in sight and the face scrolls.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner, "hearing_words_scroll"))
        self._count_signs()

    def show_words(self, words: str) -> None:
        """Show the words of the case."""
        self._field.set_text(words)
        self._count_signs()

    def field(self) -> TextEdit:
        """Return the field."""
        return self._field

    def commit_pending(self) -> None:
        """Hand over what was typed so far."""
        self._field.commit_pending()

    def _count_signs(self) -> None:
        self._count.setText(f"{len(self._field.text()):,}字")
