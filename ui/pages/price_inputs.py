"""金額のもと: what a price card is reckoned from, to be tried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cspdesk.domain.price import FeeBase, InvoiceStatus, PriceOrder, TransferPayer
from cspdesk.domain.typed_values import PREFECTURES
from ui.pages.work_item_form import read_hours, write_hours
from ui.theme import theme
from ui.widgets.card import Card
from ui.widgets.date_edit import DateEdit
from ui.widgets.labels import Paragraph, field_label
from ui.widgets.named import named
from ui.widgets.segmented import Segmented
from ui.widgets.still_box import StillBox
from ui.widgets.typed_edit import TypedEdit
from ui.widgets.yen_edit import YenEdit

_MINUTES = 60
_NO_PLACE = "全国平均"
_LEAST_SIGNS = 6
_REFLECTED = (
    "ここで変えた値は、試すためのものです。「単価を反映」は、計画の単価と作業時間だけを変えます。"
    "依頼文に書いた金額は変えません。"
)
_OPEN = "?"
_IN, _OUT = "in", "out"
_SOLO, _FIRM = "solo", "firm"


class PriceInputs(Card):
    """The fields at the left of the card.

    Signals:
        edited: something was changed; `order` tells what stands there now.
    """

    edited = Signal()

    def __init__(
        self,
        order: PriceOrder,
        platforms: tuple[tuple[str, str], ...],
        today: Callable[[], date],
    ) -> None:
        super().__init__("金額のもと", "price_inputs")
        self._order = order
        self.unit_price = YenEdit("price_unit", f"1{order.unit}あたりの単価")
        self.tax = Segmented(
            ((_IN, "税込"), (_OUT, "税抜")), "price_tax", "単価に消費税を含むかどうか"
        )
        self.hours: TypedEdit[float] = TypedEdit(
            "price_hours",
            "全体の作業時間",
            read=read_hours,
            write=write_hours,
            complaint="時間として読めません。数字で書いてください（例：36、1.5時間）。",
        )
        self.on = DateEdit("price_on", "計算する日", today=today)
        self.platform = _box(
            "price_platform",
            "サービス",
            ((_OPEN, "未定"), *platforms, ("", "サービスを使わない")),
        )
        self.place = _box(
            "price_place", "比べる地域", (("", _NO_PLACE), *((p, p) for p in PREFECTURES))
        )
        self.worker = Segmented(((_SOLO, "個人"), (_FIRM, "法人")), "price_worker", "受注する方")
        self.invoice = _box(
            "price_invoice",
            "登録番号（インボイス）",
            tuple((i.value, i.label) for i in InvoiceStatus),
        )
        self.transfer = YenEdit("price_transfer", "振込手数料の額")
        self.payer = Segmented(
            tuple((p.value, p.label) for p in TransferPayer),
            "price_payer",
            "振込手数料を負担する人",
        )
        self.base = _box("price_base", "手数料のもと", tuple((b.value, b.label) for b in FeeBase))
        self._base_hint = Paragraph("", "hint")
        self._lay_out()
        self._fill(order)
        self._connect()

    @property
    def order(self) -> PriceOrder:
        """Return what stands in the fields now."""
        unit = self.unit_price.value() or 0
        hours, on = self.hours.value(), self.on.value()
        platform = str(self.platform.currentData())
        return replace(
            self._order,
            amount_yen=unit * self._order.quantity,
            tax_included=self.tax.value() == _IN,
            minutes=max(round(hours * _MINUTES), 1) if hours else None,
            on=on or self._order.on,
            platform_id="" if platform == _OPEN else platform,
            platform_open=platform == _OPEN,
            prefecture=str(self.place.currentData()),
            worker_is_company=self.worker.value() == _FIRM,
            invoice=InvoiceStatus(str(self.invoice.currentData())),
            transfer_fee_yen=self.transfer.value(),
            transfer_payer=TransferPayer(self.payer.value()),
            fee_base=FeeBase(str(self.base.currentData())),
        )

    def choose_platform(self, platform_id: str) -> None:
        """Take another platform, as if it had been chosen from the list."""
        self.platform.setCurrentIndex(self.platform.findData(platform_id))
        self.edited.emit()

    def show_base_open(self, is_open: bool) -> None:
        """Let the base be chosen only where the sources leave it open."""
        self.base.setEnabled(is_open)
        self._base_hint.show_text(
            "資料だけでは決まらず、切り替えられます。" if is_open else "切り替えは要りません。"
        )

    def commit_pending(self) -> None:
        """Read what is still being typed."""
        for field in (self.unit_price, self.hours, self.on, self.transfer):
            field.commit_pending()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(theme().px(6))
        order = self._order
        unit = f"単価（{order.quantity:,}{order.unit}）"
        pairs: tuple[tuple[str, QWidget, QWidget], ...] = (
            (unit, self.unit_price, self.unit_price.line),
            ("消費税", self.tax, self.tax),
            ("作業時間（全体）", self.hours, self.hours.line),
            ("比べる地域", self.place, self.place),
            ("受注する方", self.worker, self.worker),
            ("登録番号", self.invoice, self.invoice),
            ("振込手数料", self.transfer, self.transfer.line),
            ("負担する人", self.payer, self.payer),
        )
        top = Qt.AlignmentFlag.AlignTop
        for number, (text, field, buddy) in enumerate(pairs):
            row, column = 2 * (number // 2), number % 2
            grid.addWidget(field_label(text, buddy), row, column)
            grid.addWidget(field, row + 1, column, top)
        wide: tuple[tuple[str, QWidget, QWidget], ...] = (
            ("計算する日", self.on, self.on.line),
            ("サービス", self.platform, self.platform),
            ("手数料のもと", self.base, self.base),
        )
        for text, field, buddy in wide:
            row = grid.rowCount()
            grid.addWidget(field_label(text, buddy), row, 0, 1, 2)
            grid.addWidget(field, row + 1, 0, 1, 2)
        grid.addWidget(self._base_hint, grid.rowCount(), 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addWidget(Paragraph(_REFLECTED, "hint"))
        self.body.addStretch(1)

    def _fill(self, order: PriceOrder) -> None:
        self.unit_price.set_value(order.amount_yen // order.quantity or None)
        self.hours.set_value(order.minutes / _MINUTES if order.minutes else None)
        self.on.set_value(order.on)
        platform = _OPEN if order.platform_open else order.platform_id
        for box, value in ((self.platform, platform), (self.place, order.prefecture)):
            box.setCurrentIndex(max(box.findData(value), 0))

    def _connect(self) -> None:
        for field in (self.unit_price, self.hours, self.on, self.transfer):
            field.changed.connect(lambda _value: self.edited.emit())
        for group in (self.tax, self.worker, self.payer):
            group.chosen.connect(lambda _value: self.edited.emit())
        for box in (self.platform, self.place, self.invoice, self.base):
            box.activated.connect(lambda _place: self.edited.emit())


def _box(object_name: str, spoken: str, choices: tuple[tuple[str, str], ...]) -> StillBox:
    box = named(StillBox(), object_name, spoken)
    for value, word in choices:
        box.addItem(word, value)
    box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_LEAST_SIGNS)
    return box
