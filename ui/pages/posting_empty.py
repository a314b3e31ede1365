"""What stands in step ④ while there is no posting to show: why, and the way on."""

from __future__ import annotations

from collections.abc import Callable

from cspdesk.domain.case import Step
from cspdesk.domain.decomposition import WorkItem
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState


class PostingEmpty(EmptyState):
    """Leads to the step that is missing, or drafts the posting."""

    def __init__(self) -> None:
        super().__init__("file-text", "", "")
        self._go_on = self.add_button(Button("", "posting_back", kind="primary"))

    def explain(
        self, item: WorkItem | None, leave_for: Callable[[Step], None], draft: Callable[[], None]
    ) -> None:
        """Say what is missing for a piece of work, None where there is no work at all."""
        if item is None:
            self._say(
                "発注する仕事がまだありません",
                "② 課題分解で仕事を採用すると、ここで依頼文を書けます。",
                "課題分解へ",
                lambda: leave_for(Step.DECOMPOSITION),
            )
        elif item.format_decision is None:
            self._say(
                f"「{item.name}」の依頼形式が決まっていません",
                "形式が決まると、その形に合わせた下書きを作ります。",
                "依頼形式を選ぶ",
                lambda: leave_for(Step.REQUEST_FORMAT),
            )
        else:
            self._say(
                f"「{item.name}」の依頼文がまだありません",
                "聞き取りと課題分解の内容から下書きを作ります。",
                "下書きを作る",
                draft,
            )

    def _say(self, lead: str, text: str, verb: str, act: Callable[[], None]) -> None:
        self.show_message(lead, text)
        self._go_on.set_content(verb)
        self._go_on.on_click(act)
