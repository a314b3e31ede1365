"""The fields of one piece of work, in four parts; knows no session and no services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.catalogue import WorkType
from cspdesk.domain.decomposition import Issue, Verdict, WorkItem
from cspdesk.domain.typed_values import format_yen, parse_hours
from cspdesk.services.template_notes import TemplateNotes
from ui.pages.prerequisites_edit import PrerequisitesEdit
from ui.theme import theme
from ui.widgets.count_edit import CountEdit
from ui.widgets.current_stack import CurrentStack
from ui.widgets.date_edit import DateEdit
from ui.widgets.growing_edit import GrowingEdit
from ui.widgets.labels import FieldError, Paragraph, field_label, label
from ui.widgets.named import named
from ui.widgets.sizes import free_width
from ui.widgets.text_edit import TextEdit
from ui.widgets.typed_edit import TypedEdit
from ui.widgets.yen_edit import YenEdit

_MOST_HOURS = 100_000
_WITHHOLDING = (("", "まだ分からない"), ("yes", "あり"), ("no", "なし"), ("要確認", "要確認"))
_PERSONAL_DATA = (
    ("", "まだ分からない"),
    ("none", "扱わない"),
    ("possible", "扱う可能性がある"),
    ("yes", "扱う"),
)


def read_hours(text: str) -> float | None:
    """Return working hours such as 36, 1.5時間 or ３６, None if unreadable."""
    hours = parse_hours(text)
    return hours if hours is not None and hours <= _MOST_HOURS else None


def write_hours(hours: float) -> str:
    """Return e.g. 36時間 or 1.5時間."""
    return f"{hours:g}時間"


class WorkItemForm(QWidget):
    """Fields of a `WorkItem`.

    Signals:
        edited: name of the field and its new value.
    """

    edited = Signal(str, object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._item_id = ""
        self._holders: dict[str, GrowingEdit] = {}
        self._texts: dict[str, TextEdit] = {}
        self._lists: dict[str, TextEdit] = {}
        self._lines: dict[str, QLineEdit] = {}
        self._choices: dict[str, QComboBox] = {}
        self._make_texts()
        self._quantity = CountEdit("item_quantity", "数量")
        self._days = CountEdit("item_days", "日数", unit="日")
        self._hours: TypedEdit[float] = TypedEdit(
            "item_hours",
            "想定作業時間",
            read=read_hours,
            write=write_hours,
            complaint="時間として読めません。数字で書いてください（例：36、1.5）。",
        )
        self._starts_on = DateEdit("item_starts_on", "開始", today=today)
        self._due_on = DateEdit("item_due_on", "納期", today=today)
        self._price = YenEdit("item_unit_price", "単価（税込）")
        self._low = YenEdit("item_price_low", "目安の下限（税込）")
        self._high = YenEdit("item_price_high", "目安の上限（税込）")
        self._work_type = named(QComboBox(), "item_work_type", "仕事の種類")
        self._work_type.addItem("まだ決めない", "")
        self._issue = named(QComboBox(), "item_issue", "課題")
        for box in (self._work_type, self._issue):
            free_width(box)
        self._after = PrerequisitesEdit()
        self._planned = Paragraph("", "hint")
        self._total = label("", "strong")
        self._range = Paragraph("", "hint")
        self._why = Paragraph("")
        self._caution = _note("item_caution")
        self._rights = _note("item_rights_basis")
        self._withholding = _note("item_withholding_basis")
        self._reason_error = FieldError()
        self._assemble()
        self._connect()

    def _assemble(self) -> None:
        self._tabs = named(QTabBar(), "item_tabs", "仕事の項目")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._parts = CurrentStack()
        for word, part in (
            ("内容", self._content_part()),
            ("判定の理由", self._reason_part()),
            ("お金", self._money_part()),
            ("リスク", self._risk_part()),
        ):
            self._tabs.addTab(word)
            self._parts.addWidget(_scrolled(part))
        self._tabs.currentChanged.connect(self._parts.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tabs)
        column.addWidget(self._parts, 1)

    def show_item(
        self,
        item: WorkItem,
        issues: Sequence[Issue],
        possible: Sequence[tuple[str, str]],
    ) -> None:
        """Show a piece of work; `possible` are the (id, name) pairs that may come before it."""
        if item.id != self._item_id:
            self.commit_pending()
            self._item_id = item.id
        for name, field in self._texts.items():
            field.set_text(str(getattr(item, name)))
        for name, field in self._lists.items():
            field.set_text("\n".join(getattr(item, name)))
        for name, line in self._lines.items():
            _show_line(line, str(getattr(item, name)))
        for name, box in self._choices.items():
            box.setCurrentIndex(max(box.findData(getattr(item, name)), 0))
        self._quantity.set_value(item.quantity)
        self._days.set_value(item.days)
        self._hours.set_value(item.hours)
        self._starts_on.set_value(item.starts_on)
        self._due_on.set_value(item.due_on)
        self._price.set_value(item.unit_price_yen)
        self._low.set_value(item.price_low_yen)
        self._high.set_value(item.price_high_yen)
        self._work_type.setCurrentIndex(max(self._work_type.findData(item.work_type), 0))
        self._after.show_ids(item.after, possible)
        self._show_issues(item, issues)
        self._show_derived(item)

    def show_planned(self, days: str) -> None:
        """Show the days of the plan below those that may be fixed; nothing takes no room."""
        self._planned.show_text(f"計画：{days}" if days else "")
        self._planned.setVisible(bool(days))

    def show_notes(self, notes: TemplateNotes) -> None:
        """Show what the template says beside its fields; nothing takes no room."""
        for note, text in (
            (self._caution, notes.caution),
            (self._rights, notes.rights),
            (self._withholding, notes.withholding),
        ):
            note.show_text(text)
            note.setVisible(bool(text))

    def offer_work_types(self, types: Sequence[WorkType]) -> None:
        """Offer these types of work; called before the first piece is shown."""
        if self._work_type.count() == 1:
            for kind in types:
                self._work_type.addItem(kind.name, kind.id)

    def show_part(self, part: int) -> None:
        """Show one of the parts: 0 content, 1 reason, 2 money, 3 risks."""
        self._tabs.setCurrentIndex(part)

    def refuse_prerequisites(self, sentence: str) -> None:
        """Say why the prerequisites were not changed."""
        self._after.refuse(sentence)

    def commit_pending(self) -> None:
        """Hand over what is typed in every field."""
        for text in (*self._texts.values(), *self._lists.values()):
            text.commit_pending()
        for typed in (self._quantity, self._days, self._price, self._low, self._high):
            typed.commit_pending()
        for day in (self._starts_on, self._due_on):
            day.commit_pending()
        self._hours.commit_pending()

    def first_field(self) -> QWidget:
        """Return the deliverable while it is empty, else the name."""
        deliverable = self._texts["deliverable"]
        return self._lines["name"] if deliverable.text().strip() else deliverable

    # ---- building ----

    def _make_texts(self) -> None:
        for name, spoken in (
            ("deliverable", "できあがり（成果物）"),
            ("verdict_reason", "判定の理由"),
            ("rights_note", "権利の扱い"),
            ("price_basis", "目安の根拠"),
            ("note", "覚え書き"),
        ):
            self._holders[name] = GrowingEdit(f"item_{name}", spoken)
            self._texts[name] = self._holders[name].edit
        for name, spoken in (
            ("inputs", "準備するもの"),
            ("acceptance", "合格の条件"),
            ("skills", "必要な技術・経験"),
        ):
            self._holders[name] = GrowingEdit(
                f"item_{name}", spoken, placeholder="1行に 1つずつ書きます"
            )
            self._lists[name] = self._holders[name].edit
        for name, spoken in (("name", "仕事の名前"), ("unit", "単位"), ("who", "だれが行うか")):
            self._lines[name] = named(QLineEdit(), f"item_{name}", spoken)
        for name, spoken, options in (
            ("withholding", "源泉徴収", _WITHHOLDING),
            ("personal_data", "個人情報", _PERSONAL_DATA),
        ):
            box = named(QComboBox(), f"item_{name}", spoken)
            for value, word in options:
                box.addItem(word, value)
            self._choices[name] = box

    def _content_part(self) -> QWidget:
        part = _form(
            (("仕事の名前", self._lines["name"]),),
            (("できあがり（成果物）", self._holders["deliverable"]),),
            (
                ("数量", self._quantity),
                ("単位", self._lines["unit"]),
                ("作業時間", self._hours),
                ("日数", self._days),
            ),
            (("開始", self._starts_on), ("納期", self._due_on)),
            (("先に終わっている必要がある仕事", self._after),),
            (("準備するもの", self._holders["inputs"]),),
            (("合格の条件", self._holders["acceptance"]),),
            (("課題", self._issue), ("仕事の種類", self._work_type)),
        )
        layout = part.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(4, self._planned)
        return part

    def _reason_part(self) -> QWidget:
        part = _form(
            (("判定の理由", self._holders["verdict_reason"]),),
            (("だれが行うか", self._lines["who"]),),
        )
        layout = part.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self._reason_error)
            layout.insertWidget(
                layout.count() - 1, label("候補にした理由と、相談者の言葉", "label")
            )
            layout.insertWidget(layout.count() - 1, self._why)
        return part

    def _money_part(self) -> QWidget:
        part = _form(
            (("単価（税込）", self._price),),
            (("目安の下限（税込）", self._low), ("目安の上限（税込）", self._high)),
            (("目安の根拠", self._holders["price_basis"]),),
            (("源泉徴収", self._choices["withholding"]),),
        )
        layout = part.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self._total)
            layout.insertWidget(2, self._range)
            layout.insertWidget(layout.count() - 1, self._withholding)
        return part

    def _risk_part(self) -> QWidget:
        part = _form(
            (("個人情報", self._choices["personal_data"]),),
            (("権利の扱い", self._holders["rights_note"]),),
            (("必要な技術・経験", self._holders["skills"]),),
            (("覚え書き", self._holders["note"]),),
        )
        layout = part.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(2, self._rights)
            layout.insertWidget(0, self._caution)
        return part

    def _connect(self) -> None:
        for name, text in self._texts.items():
            text.edited.connect(lambda value, name=name: self.edited.emit(name, value))
        for name, text in self._lists.items():
            text.edited.connect(lambda value, name=name: self.edited.emit(name, _parts(value)))
        for name, line in self._lines.items():
            line.textEdited.connect(lambda value, name=name: self.edited.emit(name, value))
        for name, box in self._choices.items():
            box.activated.connect(
                lambda _row, name=name, box=box: self.edited.emit(name, box.currentData())
            )
        self._quantity.changed.connect(lambda value: self.edited.emit("quantity", value or 1))
        for name, typed in (
            ("days", self._days),
            ("hours", self._hours),
            ("starts_on", self._starts_on),
            ("due_on", self._due_on),
            ("unit_price_yen", self._price),
            ("price_low_yen", self._low),
            ("price_high_yen", self._high),
        ):
            typed.changed.connect(lambda value, name=name: self.edited.emit(name, value))
        self._after.changed.connect(lambda value: self.edited.emit("after", value))
        self._work_type.activated.connect(
            lambda _row: self.edited.emit("work_type", self._work_type.currentData())
        )
        self._issue.activated.connect(
            lambda _row: self.edited.emit("issue_id", self._issue.currentData())
        )

    # ---- showing ----

    def _show_issues(self, item: WorkItem, issues: Sequence[Issue]) -> None:
        subs = [issue for issue in issues if issue.parent_id]
        wanted = [("", "そのほかの仕事"), *((issue.id, issue.name) for issue in subs)]
        shown = [
            (self._issue.itemData(row), self._issue.itemText(row))
            for row in range(self._issue.count())
        ]
        if shown != wanted:
            self._issue.clear()
            for issue_id, name in wanted:
                self._issue.addItem(name, issue_id)
        self._issue.setCurrentIndex(max(self._issue.findData(item.issue_id), 0))

    def _show_derived(self, item: WorkItem) -> None:
        total = item.total_yen
        self._total.setText(
            f"合計 {format_yen(total)}（{item.quantity:,}{item.unit}）"
            if total is not None
            else "単価を入れると合計を出します"
        )
        low, high = item.price_low_yen, item.price_high_yen
        usual = (
            f"1{item.unit}の目安 {format_yen(low)}〜{format_yen(high)}（税込）\n"
            if low is not None and high is not None
            else ""
        )
        self._range.show_text(usual.strip() or "目安はありません。")
        self._why.show_text("\n".join(item.why) or "ご自分で足した仕事です。")
        missing = item.verdict is not Verdict.ORDER and not item.verdict_reason.strip()
        self._reason_error.show_error(
            "発注しない理由を書いてください。書類に載ります。" if missing else "",
            self._texts["verdict_reason"],
        )
        self._tabs.setTabText(1, "判定の理由  必須" if missing else "判定の理由")
        risky = item.personal_data in ("possible", "yes")
        self._tabs.setTabText(3, "リスク 1" if risky else "リスク")


def _parts(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _show_line(line: QLineEdit, text: str) -> None:
    if line.text() != text:
        line.setText(text)


def _form(*rows: tuple[tuple[str, QWidget], ...]) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    current = theme()
    column.setContentsMargins(current.px(15), current.px(10), current.px(15), current.px(10))
    column.setSpacing(current.px(10))
    for row in rows:
        line = QHBoxLayout()
        line.setSpacing(current.px(10))
        for text, field in row:
            cell = QGridLayout()
            cell.setVerticalSpacing(current.px(4))
            cell.addWidget(field_label(text, field), 0, 0)
            cell.addWidget(field, 1, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(cell, 1)
        column.addLayout(line)
    column.addStretch(1)
    return part


def _note(object_name: str) -> Paragraph:
    note = Paragraph("", "hint")
    note.setObjectName(object_name)
    return note


def _scrolled(part: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setProperty("role", "plain")
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(part)
    return area
