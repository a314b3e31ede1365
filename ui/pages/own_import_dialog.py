"""取り込む: what a colleague's file holds, beside one's own, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.errors import UserProblem
from cspdesk.services.own_exchange import Key, Offered, Standing, Taking
from cspdesk.services.own_work import Offer
from ui import problems
from ui.theme import theme
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import StatusChip
from ui.widgets.labels import Paragraph, label
from ui.widgets.named import named

_WORDS = {
    (Standing.NEW, Taking.TAKE): "取り込む",
    (Standing.NEW, Taking.LEAVE): "取り込まない",
    (Standing.DIFFERS, Taking.LEAVE): "自分の内容を残す",
    (Standing.DIFFERS, Taking.TAKE): "相手の内容にする",
    (Standing.DIFFERS, Taking.BOTH): "両方を残す",
}
_CHIPS = {Standing.NEW: "ok", Standing.SAME: "tag", Standing.DIFFERS: "warn"}
_LONGEST = 120
_SHARE_OF_SCREEN = 0.9


class OwnImportDialog(QDialog):
    """Asks for each entry what to do with it, then takes all of it in at once.

    Args:
        offer: what the file holds.
        take_in: takes the entries over; returns why not, or an empty text.
        parent: the page below.
    """

    def __init__(
        self,
        offer: Offer,
        take_in: Callable[[Offer, Mapping[Key, Taking]], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "own_import_dialog", "自前の仕事を取り込む")
        self.setWindowTitle("自前の仕事を取り込む")
        self.setModal(True)
        self._offer = offer
        self._take_in = take_in
        self._boxes: dict[Key, QComboBox] = {}
        self._refused = Banner("own_import_refused", "err")
        self._refused.hide()
        self._count = label("", "hint", wrap=True)
        self._close = Button("やめる", "own_import_close")
        self._take = Button("取り込む", "own_import_take", kind="primary", icon_name="file-up")
        self._assemble()
        self._close.clicked.connect(self.reject)
        self._take.clicked.connect(self._accept)
        self._tell_count()

    def takings(self) -> dict[Key, Taking]:
        """Return what is chosen for each entry that there is something to choose for."""
        return {key: Taking(str(box.currentData())) for key, box in self._boxes.items()}

    # ---- building ----

    def _assemble(self) -> None:
        current = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(current.px(16),) * 4)
        column.setSpacing(current.px(10))
        column.addWidget(label(f"「{self._offer.name}」を取り込む", "h3", wrap=True))
        column.addWidget(self._refused)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self._close)
        foot.addWidget(self._take)
        if self._offer.fault:
            self._refuse_file()
            column.addStretch(1)
        else:
            column.addWidget(Paragraph(self._lead()))
            column.addWidget(self._list(), 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry().size()
        wanted = QSize(current.px(700), current.px(240 if self._offer.fault else 560))
        self.resize(wanted.boundedTo(room * _SHARE_OF_SCREEN))
        default = self._take if self._take.isEnabled() else self._close
        default.setDefault(True)
        QTimer.singleShot(0, default, default.setFocus)

    def _refuse_file(self) -> None:
        self._refused.show_message(
            "このファイルは取り込めません。何も変えていません。",
            f"{self._offer.fault}書き出した方に、もう一度書き出してもらってください。"
            "受け渡しの途中で壊れたときは、送り直すと直ることがあります。",
        )
        self._take.setEnabled(False)
        self._take.hide()
        self._close.setText("閉じる")
        self._close.setAccessibleName("閉じる")

    def _lead(self) -> str:
        counts = Counter(entry.standing for entry in self._offer.entries)
        said = "、".join(f"{standing.label}もの {counts[standing]}件" for standing in Standing)
        return f"{said}。「取り込む」を押すまで、何も書き込みません。"

    def _list(self) -> QScrollArea:
        current = theme()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, current.px(6), 0)
        column.setSpacing(current.px(8))
        order = [Standing.DIFFERS, Standing.NEW, Standing.SAME]
        for entry in sorted(self._offer.entries, key=lambda e: order.index(e.standing)):
            column.addWidget(self._entry(entry))
        column.addStretch(1)
        area = QScrollArea()
        area.setProperty("role", "plain")
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def _entry(self, entry: Offered) -> Card:
        kind, entry_id = entry.key
        card = Card("", f"own_offer_{kind.value}_{entry_id}")
        head = QHBoxLayout()
        head.setSpacing(theme().px(8))
        head.addWidget(StatusChip(_CHIPS[entry.standing], entry.standing.label))
        head.addWidget(label(f"{kind.label}：{entry.name}", "strong", wrap=True), 1)
        if len(entry.takings) > 1:
            head.addWidget(self._choice(entry))
        card.body.addLayout(head)
        if entry.remark:
            card.body.addWidget(Paragraph(entry.remark, "hint"))
        for word, mine, theirs in entry.differences:
            text = f"{word}\n　自分：{_short(mine)}\n　相手：{_short(theirs)}"
            card.body.addWidget(Paragraph(text))
        return card

    def _choice(self, entry: Offered) -> QComboBox:
        kind, entry_id = entry.key
        box = named(QComboBox(), f"own_take_{kind.value}_{entry_id}", f"{entry.name}をどうするか")
        for taking in entry.takings:
            box.addItem(_WORDS[entry.standing, taking], taking.value)
        box.currentIndexChanged.connect(lambda _row: self._tell_count())
        self._boxes[entry.key] = box
        return box

    # ---- taking ----

    def _tell_count(self) -> None:
        if self._offer.fault:
            return
        count = sum(1 for taking in self.takings().values() if taking is not Taking.LEAVE)
        self._take.setEnabled(bool(count))
        self._count.setText(
            f"{count}件を取り込みます。後で元に戻せます。"
            if count
            else "取り込むものがありません。すべて同じか、「残す」になっています。"
        )

    def _accept(self) -> None:
        try:
            refusal = self._take_in(self._offer, self.takings())
        except UserProblem as problem:
            self._refused.show_message("保存できません。", problems.short_sentence(problem))
            return
        if refusal:
            self._refused.show_message(
                "このままでは取り込めません。何も変えていません。",
                f"{refusal}一緒に使う仕事も「取り込む」にしてください。",
            )
            return
        self.accept()


def _short(text: str) -> str:
    line = "／".join(text.split("\n"))
    if not line:
        return "（なし）"
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
