"""What stands in step ② while there is no work: why, and three ways to begin."""

from __future__ import annotations

from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState

_LEAD = "まだ仕事がありません"


class EmptyTree(EmptyState):
    """Three buttons: `search` in the owner's words, `from_template`, and `own`."""

    def __init__(self) -> None:
        super().__init__("list-checks", _LEAD)
        self.search = self.add_button(
            Button("困りごとから候補を出す", "decomposition_find", kind="primary")
        )
        self.from_template = self.add_button(
            Button("ひな形から始める", "decomposition_from_sample")
        )
        self.own = self.add_button(Button("自分で書く", "decomposition_own"))

    def show_reason(self, *, has_words: bool, searching: bool) -> None:
        """Say why there is nothing, and offer the search where there is something to read."""
        self.show_message(
            _LEAD,
            "相談者の言葉から、課題と仕事の候補を出せます。"
            if has_words
            else "相談者の言葉がまだないため、候補を出せません。ひな形から始められます。",
        )
        self.search.setEnabled(has_words and not searching)
