"""For what a text without a case is judged: format, order type, platform, day, whole or part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.services.checking import CheckRequest
from ui.theme import theme
from ui.widgets.date_edit import DateEdit
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import field_label
from ui.widgets.named import named
from ui.widgets.segmented import Segmented
from ui.widgets.still_box import StillBox

_UNKNOWN_FORMAT = "決めていない"
_NO_PLATFORM = "未定（共通項目）"
_WIDTHS = {"format": 150, "order": 208, "platform": 232, "day": 164}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFor:
    """What a text is judged for."""

    format: RequestFormat | None
    order_type: OrderType
    platform_id: str
    platform_name: str
    as_of: date
    fragment: bool

    def request(self, text: str) -> CheckRequest:
        """Return the question for a text."""
        return CheckRequest(
            text=text,
            as_of=self.as_of,
            format=self.format,
            order_type=self.order_type,
            platform_id=self.platform_id,
            fragment=self.fragment,
        )

    def words(self) -> tuple[str, ...]:
        """Return what it is judged for, in words."""
        return (
            f"依頼形式：{self.format.label if self.format else _UNKNOWN_FORMAT}",
            f"発注の形：{self.order_type.label}",
            f"サービス：{self.platform_name}",
            f"見る範囲：{'一部だけ' if self.fragment else '募集文全体'}",
        )


class CheckOptions(FullHeight):
    """One flowing row of choices.

    Signals:
        changed: something else was chosen.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._format = named(StillBox(), "text_check_format", "依頼形式")
        self._format.addItem(_UNKNOWN_FORMAT, None)
        for format_ in RequestFormat:
            self._format.addItem(format_.label, format_)
        self._order = named(StillBox(), "text_check_order", "発注の形")
        for order_type in OrderType:
            self._order.addItem(order_type.label, order_type)
        self._order.setCurrentIndex(self._order.findData(OrderType.BROKER_MATCH))
        self._platform = named(StillBox(), "text_check_platform", "載せるサービス")
        self._platform.addItem(_NO_PLATFORM, "")
        self._day = DateEdit("text_check_day", "基準日", today=today)
        self._day.set_value(today())
        self._extent = Segmented(
            (("whole", "募集文全体"), ("part", "一部だけ")), "text_check_extent", "見る範囲"
        )
        self._flow = FlowLayout(self, 10)
        self._fields: dict[str, QWidget] = {
            "format": self._format,
            "order": self._order,
            "platform": self._platform,
            "day": self._day,
        }
        self._assemble()
        self._measure()

    def value(self) -> CheckedFor:
        """Return what is chosen."""
        # Qt hands plain words back, not the values that were put in.
        chosen = self._format.currentData()
        return CheckedFor(
            format=RequestFormat(chosen) if chosen else None,
            order_type=OrderType(self._order.currentData()),
            platform_id=str(self._platform.currentData()),
            platform_name=self._platform.currentText(),
            as_of=self._day.value() or self._today(),
            fragment=self._extent.value() == "part",
        )

    def show_platforms(self, platforms: tuple[tuple[str, str], ...]) -> None:
        """Offer these platforms, as id and name, beside none; called once."""
        for platform_id, name in platforms:
            self._platform.addItem(name, platform_id)

    def commit_pending(self) -> None:
        """Read the day as typed."""
        self._day.commit_pending()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_fields"):
            self._measure()

    def _assemble(self) -> None:
        words = ("依頼形式", "発注の形", "載せるサービス", "基準日")
        for word, field in zip(words, self._fields.values(), strict=True):
            self._flow.addWidget(_with_label(word, field))
        self._flow.addWidget(_with_label("見る範囲", self._extent))
        for choice in (self._format, self._order, self._platform):
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.activated.connect(lambda _place: self.changed.emit())
        self._day.changed.connect(lambda _day: self.changed.emit())
        self._extent.chosen.connect(lambda _value: self.changed.emit())

    def _measure(self) -> None:
        for name, field in self._fields.items():
            field.setFixedWidth(theme().px(_WIDTHS[name]))


def _with_label(word: str, field: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(field_label(word, field))
    column.addWidget(field)
    return made
