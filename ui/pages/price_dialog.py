"""価格カード: what an order costs the client and leaves the worker, to be tried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.price import PriceCard, PriceOrder
from cspdesk.services.price_card import price_card
from cspdesk.services.price_comparing import compared
from cspdesk.services.price_fees import base_open
from ui import keys
from ui.pages.price_comparison import PriceComparison
from ui.pages.price_face import PriceFigures, PriceThree
from ui.pages.price_inputs import PriceInputs
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.full_height import FullHeight
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.named import named

_WIDTH, _HEIGHT, _EDGE, _SIDE = 1160, 720, 40, 330
_COMPARE_KEY = "Ctrl+K"


class PriceDialog(QDialog):
    """Three amounts above, what they are reckoned from at the left, every figure at the right.

    What is tried out here changes the case only through `reflected`.

    Args:
        name: the piece of work.
        order: what is known of it.
        platforms: id and name of each platform.
        write: the card of an order as plain text.
        today: the present day.
        parent: the window in front of which it stands.

    Signals:
        reflected: price of one unit including tax and hours (None = not known), to be planned.
    """

    reflected = Signal(int, object)

    def __init__(  # noqa: PLR0913
        self,
        name: str,
        order: PriceOrder,
        platforms: tuple[tuple[str, str], ...],
        write: Callable[[PriceOrder], str],
        today: Callable[[], date],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "price_dialog", "価格カード")
        self.setWindowTitle(f"価格カード　{name}")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._write = write
        self.inputs = PriceInputs(order, platforms, today)
        self.three = PriceThree()
        self.figures = PriceFigures()
        self.notice = Banner("price_notice", "warn")
        self._copied = ElidedLabel("", "hint")
        self._copy_button = Button("文章をコピー", "price_copy", icon_name="copy")
        self._compare = Button("サービスごとに比べる", "price_compare", key=_COMPARE_KEY)
        self._reflect = Button("単価を反映", "price_reflect", kind="primary", key="Ctrl+Enter")
        self._build(name)
        self.inputs.edited.connect(self._show)
        self._show()
        self.inputs.unit_price.line.setFocus()

    def _build(self, name: str) -> None:
        current = theme()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(current.px(16),) * 4)
        outer.setSpacing(current.px(10))
        head = QHBoxLayout()
        head.addWidget(label("価格カード", "title"))
        head.addWidget(ElidedLabel(name, "small"), 1)
        outer.addLayout(head)
        outer.addWidget(self._scrolled(), 1)
        outer.addLayout(self._foot())
        parent = self.parentWidget()
        area = parent.window().size() if parent is not None else self.screen().availableSize()
        room = area - QSize(_EDGE, _EDGE)
        self.resize(QSize(current.px(_WIDTH), current.px(_HEIGHT)).boundedTo(room))

    def _scrolled(self) -> QScrollArea:
        content = FullHeight()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme().px(8), 0)
        column.setSpacing(theme().px(10))
        column.addWidget(self.notice)
        column.addWidget(self.three)
        row = QHBoxLayout()
        row.setSpacing(theme().px(10))
        self.inputs.setFixedWidth(theme().px(_SIDE))
        row.addWidget(self.inputs, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.figures, 1)
        column.addLayout(row, 1)
        scroll = named(QScrollArea(), "price_scroll", "価格カードの中身")
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        return scroll

    def _foot(self) -> QHBoxLayout:
        close = Button("閉じる", "price_close", key="Esc")
        self._copy_button.clicked.connect(self._copy)
        self._compare.clicked.connect(self.compare)
        close.clicked.connect(self.reject)
        self._reflect.clicked.connect(self._take_over)
        keys.bind(self, _COMPARE_KEY, self.compare)
        keys.bind(self, ("Ctrl+Return", "Ctrl+Enter"), self._take_over)
        foot = QHBoxLayout()
        foot.setSpacing(theme().px(8))
        foot.addWidget(self._copy_button)
        foot.addWidget(self._copied, 1)
        for button in (self._compare, close, self._reflect):
            # Enter in a field reads what is typed; it presses nothing.
            button.setAutoDefault(False)
            foot.addWidget(button)
        self._copy_button.setAutoDefault(False)
        return foot

    def compare(self) -> None:
        """Open the same order on every platform."""
        self.inputs.commit_pending()
        order = self.inputs.order
        if not self._compare.isEnabled():
            return
        rows = compared(order)
        contract = rows[0].card.contract.amount_text()
        parts = [f"契約額 {contract}（税込）", order.format.label]
        if order.minutes:
            parts.append(f"{order.minutes / 60:g}時間")
        dialog = PriceComparison(rows, order.platform_id, "・".join(parts), self)
        dialog.platform_chosen.connect(self.inputs.choose_platform)
        dialog.open()

    def _show(self) -> None:
        order = self.inputs.order
        self._copied.show_text("")
        self.inputs.show_base_open(base_open(order))
        card = self._card(order)
        for part in (self.three, self.figures):
            part.setVisible(card is not None)
        for button in (self._reflect, self._compare, self._copy_button):
            button.setEnabled(card is not None)
        if card is None:
            return
        self.notice.show_message("")
        self.three.show_card(card)
        self.figures.show_card(card)

    def _card(self, order: PriceOrder) -> PriceCard | None:
        """Return the card; None (and a word about it) where it cannot be reckoned yet."""
        if not order.amount_yen:
            self.notice.show_message("単価がまだありません。", "単価を入れると計算します。", "info")
            return None
        try:
            return price_card(order)
        except ValueError:
            self.notice.show_message(
                "この日の率は収録していません。",
                "2019年10月1日より後の日を入れてください。",
                "warn",
            )
            return None

    def _copy(self) -> None:
        self.inputs.commit_pending()
        if not self._copy_button.isEnabled():
            return
        QGuiApplication.clipboard().setText(self._write(self.inputs.order))
        self._copied.show_text("コピーしました。貼り付けられます。")

    def _take_over(self) -> None:
        self.inputs.commit_pending()
        order = self.inputs.order
        if not self._reflect.isEnabled():
            return
        contract = price_card(order).contract.amount_yen or 0
        hours = order.minutes / 60 if order.minutes else None
        self.reflected.emit(contract // order.quantity, hours)
        self.accept()
