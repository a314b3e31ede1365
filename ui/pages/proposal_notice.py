"""The line above the tree of step ②: what is undecided, what to ask next, what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import keys
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button

AGAIN_KEY = "Ctrl+Shift+F"
"""Key that looks for proposals again."""
_QUESTIONS = 3
_NARROW_SCALE = 1.3


class ProposalNotice(QWidget):
    """A banner that takes no room while there is nothing to say.

    Signals:
        dismissed: あとで was pressed.
    """

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._banner = Banner("decomposition_notice", "info")
        self.adopt = self._banner.add_button(
            Button("おすすめをまとめて採用", "decomposition_adopt", icon_name="check")
        )
        self._later = self._banner.add_button(Button("あとで", "decomposition_later"))
        self._later.clicked.connect(self.dismissed)
        self.again = Button("もう一度候補を出す", "decomposition_find_again", key=AGAIN_KEY)
        self._banner.add_button(self.again)
        self.again.hide()
        keys.bind(self, AGAIN_KEY, self._press_again)
        self._open: tuple[int, tuple[str, ...], bool, bool, bool] | None = None
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._banner)
        self._measure()

    def show_open(
        self,
        proposals: int,
        ask: Sequence[str],
        *,
        rest: bool = False,
        changed: bool = False,
        bare: bool = False,
    ) -> None:
        """Say how many proposals are undecided and what to find out next.

        Args:
            proposals: how many are undecided.
            ask: what to find out next.
            rest: what was recommended is taken already, these are the others.
            changed: answers changed since the proposals were made.
            bare: nothing but rejected proposals is left, though there are words to search in.
        """
        self._open = (proposals, tuple(ask), rest, changed, bare)
        lead = ""
        if proposals:
            lead = f"候補が {proposals}件あります。採用するか外すかを決めてください。"
        elif bare:
            lead = "仕事が残っていません。"
        elif ask:
            lead = "候補はすべて決めました。"
        # Large letters leave little room for the work itself.
        shown = ask[: 1 if theme().scale >= _NARROW_SCALE else _QUESTIONS]
        text = f"次に確かめること：{' ／ '.join(shown)}" if ask else ""
        if changed:
            # What was to be asked next is answered by now, or asked anew.
            text = "答えが変わりました。もう一度候補を出せます。"
        elif bare:
            text = "もう一度候補を出すか、「仕事を足す」から選んでください。"
        self._say(lead, text)
        self.again.setVisible(changed or bare)
        self.adopt.setVisible(proposals > 0)
        words = "残りもすべて採用" if rest else "おすすめをまとめて採用"
        self.adopt.set_content(words, icon_name="check")
        self._later.setVisible(bool(ask) and not changed and not bare)

    def say_searching(self) -> None:
        """Say that the search is under way."""
        self._open = None
        self._say_alone("候補を探しています", "")

    def say(self, lead: str, text: str) -> None:
        """Say something about what was just done, until the next change."""
        self._open = None
        self._say_alone(lead, text)

    def say_nothing_new(self) -> None:
        """Say that the search found nothing that is not there already."""
        self._open = None
        self.again.hide()
        self._say(
            "新しい候補は見つかりませんでした。",
            "相談者の言葉を書き足すか、「仕事を足す」から選んでください。",
        )

    def _press_again(self) -> None:
        if self.again.isVisible():
            self.again.click()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._measure()
            if self._open is not None:
                proposals, ask, rest, changed, bare = self._open
                self.show_open(proposals, ask, rest=rest, changed=changed, bare=bare)

    def _say_alone(self, lead: str, text: str) -> None:
        self._say(lead, text)
        for button in (self.adopt, self._later, self.again):
            button.hide()

    def _say(self, lead: str, text: str) -> None:
        self._banner.show_message(lead, text)
        self.setVisible(bool(lead or text))

    def _measure(self) -> None:
        side = theme().px(12)
        self._row.setContentsMargins(side, 0, side, theme().px(8))
