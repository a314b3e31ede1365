"""載せるサービス: the platform that the postings of a case are meant for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from ui.widgets.labels import tip
from ui.widgets.named import named
from ui.widgets.still_box import StillBox

Platforms = tuple[tuple[str, str], ...]
"""Id and name of each platform."""

_NONE = "未定（共通項目）"
_LEAST_SIGNS = 8


class PlatformBox(StillBox):
    """Platforms to choose from, none of them first.

    Signals:
        platform_chosen: id of the platform, empty for none.
    """

    platform_chosen = Signal(str)

    def __init__(self, platforms: Platforms) -> None:
        super().__init__()
        named(self, "posting_platform", "載せるサービス")
        self.addItem(_NONE, "")
        for platform_id, name in platforms:
            self.addItem(name, platform_id)
        # The names take the room that there is, and are whole in the list.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_SIGNS)
        self.activated.connect(self._choose)

    def show_platform(self, platform_id: str) -> None:
        """Show which one is chosen without telling."""
        place = self.findData(platform_id)
        if place < 0:
            # Chosen with a version that knew it; what was chosen stays in sight.
            self.addItem(f"載っていないサービス（{platform_id}）", platform_id)
            place = self.count() - 1
        if place != self.currentIndex():
            self.setCurrentIndex(place)
        self.setToolTip(tip(self.currentText()))

    def _choose(self, place: int) -> None:
        self.platform_chosen.emit(str(self.itemData(place)))
