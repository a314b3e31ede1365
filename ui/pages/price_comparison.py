"""サービスごとに比べる: the same order on every platform, as rows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.price import ComparedPrice
from ui.models.prices import PricesModel
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, label
from ui.widgets.named import named
from ui.widgets.row_table import RowTable

_WIDTH, _HEIGHT, _EDGE = 1060, 600, 40
_WIDTHS = (0, 130, 130, 108, 78, 0)
_ROW = 34
_NOTE = (
    "並び：手数料が確認済みのサービスを先に、受注者の手取りが多い順です。"
    "手数料の差だけで選ばず、頼む内容に合う人が多いかも見てください。"
    "有料の選択肢と、報酬を引き出すときの手数料は入っていません。"
)


class PriceComparison(QDialog):
    """A table; Enter goes on with the platform of the current row.

    Signals:
        platform_chosen: id of the platform to go on with, empty for none.
    """

    platform_chosen = Signal(str)

    def __init__(
        self, rows: tuple[ComparedPrice, ...], chosen: str, about: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        named(self, "price_comparison", "サービスごとに比べる")
        self.setWindowTitle("サービスごとに比べる")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rows = rows
        self.table = RowTable("price_table", "サービスごとの金額", _WIDTHS, row_height=_ROW)
        self._model = PricesModel(rows, chosen)
        self.table.setModel(self._model)
        self.current = Paragraph("", "small")
        self._go_on = Button("このサービスで計算", "price_go_on", kind="primary", key="Enter")
        self._build(about)
        place = next((n for n, r in enumerate(rows) if r.card.order.platform_id == chosen), 0)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._tell(now.row())
        )
        self.table.set_current_row(place)
        self.table.setFocus()

    def _build(self, about: str) -> None:
        current = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(current.px(16),) * 4)
        column.setSpacing(current.px(10))
        column.addWidget(label("同じ契約額で、サービスごとに比べる", "h3"))
        column.addWidget(Paragraph(about, "small"))
        column.addWidget(self.table, 1)
        column.addWidget(self.current)
        warn = Banner("price_unknown", "warn")
        warn.show_message(
            "",
            "率が未確認の所は0円とせず、計算しません。"
            "発注の前に、そのサービスの今の料金の頁を見てください。",
        )
        column.addWidget(warn)
        column.addWidget(Paragraph(_NOTE, "hint"))
        close = Button("閉じる", "price_comparison_close", key="Esc")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self._go_on.clicked.connect(lambda: self._choose(self.table.current_row()))
        self.table.opened.connect(self._choose)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self._go_on)
        column.addLayout(foot)
        parent = self.parentWidget()
        area = parent.window().size() if parent is not None else self.screen().availableSize()
        room = area - QSize(_EDGE, _EDGE)
        self.resize(QSize(current.px(_WIDTH), current.px(_HEIGHT)).boundedTo(room))

    def _tell(self, row: int) -> None:
        """Say of the current row in full what its cells may have no room for."""
        if not 0 <= row < len(self._rows):
            return
        shown = self._rows[row]
        notes = (shown.remark, shown.card.client_fee.note, shown.card.worker_fee.note)
        said = "。".join(part.rstrip("。") for part in (shown.rates, *notes) if part)
        self.current.show_text(f"{shown.card.platform_name}：{said}。")

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self.platform_chosen.emit(self._rows[row].card.order.platform_id)
            self.accept()
