"""What the owner said in passing, offered beside the field it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal

from cspdesk.services.told_answers import Suggestion
from cspdesk.services.told_values import Sureness
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button

TAKE_KEY = "Ctrl+I"
"""Key that takes over what is offered."""


class ToldBox(Banner):
    """Names the values with the owner's words; nothing is filled in before the button is pressed.

    Signals:
        taken: the suggestions shown, as a tuple.
    """

    taken = Signal(object)

    def __init__(self, object_name: str) -> None:
        super().__init__(object_name, "info")
        self._offered: tuple[Suggestion, ...] = ()
        self._take = self.add_button(Button("入れる", f"{object_name}_take", key=TAKE_KEY))
        self._take.clicked.connect(self.take)
        self._take_other = self.add_button(Button("", f"{object_name}_take_other"))
        self._take_other.clicked.connect(self._take_other_reading)
        self.show_suggestions(())

    def show_suggestions(self, offered: Sequence[Suggestion]) -> None:
        """Offer these values; none hides the box."""
        self._offered = tuple(offered)
        several = len(offered) > 1
        self.set_buttons_below(several)
        self._take.set_content("まとめて入れる" if several else "入れる", key=TAKE_KEY)
        other = next((s.other for s in offered if s.other), "")
        self._take_other.set_content(f"{other}で入れる")
        self._take_other.setVisible(bool(other))
        lead = "お話から読み取れた値があります" if several else "お話に出てきた値です"
        lines = "\n".join(_line(suggestion) for suggestion in offered)
        self.show_message(lead if offered else "", lines)

    def take(self) -> None:
        """Take over all that is offered."""
        if self._offered and self.isVisible():
            self.taken.emit(self._offered)

    def _take_other_reading(self) -> None:
        """Take over all that is offered, with the other reading where there are two."""
        self.taken.emit(
            tuple(
                replace(offered, answer=offered.other_answer)
                if offered.other_answer is not None
                else offered
                for offered in self._offered
            )
        )


def _line(suggestion: Suggestion) -> str:
    about = "（およその読み取り）" if suggestion.sure is Sureness.ROUGH else ""
    line = f"{suggestion.heading}「{suggestion.quote}」→ {suggestion.shown}{about}"
    return "。".join((line, *suggestion.notes))
