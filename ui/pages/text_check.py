"""文章を点検: judge any pasted text without a case, and mend it in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cspdesk.domain.finding import CheckResult, DisclosureItem, Edit, Finding
from cspdesk.services.checking import CheckingService, CheckRequest
from cspdesk.services.platforms import PlatformsService
from cspdesk.services.rule_book import RuleBook, RuleEntry
from cspdesk.services.text_repairing import TextBlank, text_blanks, text_edit
from cspdesk.services.text_report import text_report
from ui import background, ime, keys
from ui.latest import Latest
from ui.pages.blank_notes import BlankNotes
from ui.pages.page import Action, Heading, Help, Page
from ui.pages.text_check_edit import CheckedEdit
from ui.pages.text_check_options import CheckOptions
from ui.pages.text_findings import MOST_SHOWN, TextFindings
from ui.theme import theme
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, Paragraph
from ui.widgets.sizes import ANY_SIZE

_PAUSE_MS = 80
_WIDE = 760
_FINDINGS_WIDTH = (320, 430)
_LONGEST_QUOTE = 60
_NOT_STORED = "この文章は保存されません。cspdesk を閉じるまで残ります。"
_EMPTY = "文章を入れると、指摘がここに並びます。"
_CLEAR = "指摘はありません。"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What was found in a text, what is offered for the first findings, what is blank."""

    result: CheckResult
    edits: tuple[Edit, ...]
    blanks: tuple[TextBlank, ...]


class TextCheckPage(Page):
    """The text at the left, what was found in it at the right.

    The text lives as long as the page; it is never stored.
    """

    def __init__(
        self,
        checking: CheckingService,
        book: RuleBook,
        platforms: PlatformsService,
        today: Callable[[], date],
    ) -> None:
        super().__init__()
        self._checking = checking
        self._book = book
        self._platforms = platforms
        self._judged: _Judged | None = None
        self._known_platforms = False
        self._to_repair: Finding | None = None
        self._live = Latest(self._judge, self._show, self.problem_met.emit, self)
        self._options = CheckOptions(today)
        self._edit = CheckedEdit()
        self._notes = BlankNotes(self._edit)
        self._findings = TextFindings(self._rule_of)
        self._advice = Paragraph("", "small")
        self._advice.setObjectName("text_check_advice")
        self._count = ElidedLabel("", "hint")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._assemble()
        self._connect()
        self._arrange()
        self._show_count()

    # ---- what the frame asks ----

    def heading(self) -> Heading:
        """Return the name of the page and that nothing is stored."""
        return Heading(title="文章を点検", note="案件がなくても使えます")

    def help(self) -> Help:
        """Return what the page is for."""
        return Help(
            purpose="どこの募集文でも、貼り付けるだけで点検し、その場で直せます。"
            "人が決めることは〔　〕の記入欄になります。文章は保存されません。",
            keys=(
                ("F8 Shift+F8", "次・前の指摘へ"),
                ("Ctrl+.", "いまの指摘を直す"),
                ("F7", "次の記入欄へ"),
                ("F9", "いまの指摘の出どころと例を開く・閉じる"),
                ("Ctrl+Z Ctrl+Y", "直したことを元に戻す・やり直す"),
                ("Ctrl+Enter", "結果をコピー"),
            ),
        )

    def main_action(self) -> Action:
        """Return copying the outcome."""
        return Action(label="結果をコピー", run=self._copy, icon="copy")

    def status_hint(self) -> str:
        """Return the hint about keys."""
        return "F8 次の指摘 ・ Ctrl+. 直す ・ F7 記入欄 ・ F9 なぜ"

    def focus_target(self) -> QWidget:
        """Return the text."""
        return self._edit

    def opened(self) -> None:
        """Ask for the platforms at the first visit, and judge anew: a day may have passed."""
        if not self._known_platforms:
            self._known_platforms = True
            background.run(
                lambda: tuple((profile.id, profile.name) for profile in self._platforms.all()),
                done=self._options.show_platforms,
                failed=self.problem_met.emit,
            )
        self._ask()

    def commit_pending(self) -> None:
        """Read the day as typed; the text stays where it is."""
        self._options.commit_pending()

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_pause"):
            self._arrange()
            self._show_marks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the findings below the text where both have no room side by side."""
        super().resizeEvent(event)
        self._arrange()

    # ---- building ----

    def _assemble(self) -> None:
        self._writing = Card("点検する文章", "text_check_writing")
        self._writing.body.addWidget(self._options)
        self._writing.body.addWidget(self._edit, 1)
        self._writing.body.addWidget(self._advice)
        self._writing.foot_row.addWidget(self._count, 1)
        self._advice.hide()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._writing, 1)
        self._row.addWidget(self._findings)

    def _connect(self) -> None:
        self._options.changed.connect(self._ask)
        self._edit.textChanged.connect(self._pause.start)
        self._edit.cursorPositionChanged.connect(self._show_advice)
        ime.guard().settled.connect(self._pause.start)
        self._pause.timeout.connect(self._ask)
        self._edit.finding_pressed.connect(self._findings.set_current)
        self._findings.current_changed.connect(lambda _finding: self._show_marks())
        self._findings.jump_wanted.connect(self._jump)
        self._findings.repair_wanted.connect(self._repair)
        self._findings.rule_wanted.connect(self._show_rule)
        self._findings.item_wanted.connect(self._show_item)
        self._findings.next_wanted.connect(lambda: self._step(1))
        keys.bind(self, "F8", lambda: self._step(1))
        keys.bind(self, "Shift+F8", lambda: self._step(-1))
        keys.bind(self, "Ctrl+.", self._repair_current)
        keys.bind(self, "F7", self._next_blank)
        keys.bind(self, "F9", self._findings.list.toggle_reason)

    def _arrange(self) -> None:
        current = theme()
        beside = self.width() >= current.px(_WIDE)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._row.setSpacing(current.px(14))
        least, most = map(current.px, _FINDINGS_WIDTH)
        width = min(max(self.width() * 34 // 100, least), most)
        self._findings.setMinimumWidth(width if beside else 0)
        self._findings.setMaximumWidth(width if beside else ANY_SIZE)
        self._findings.setMinimumHeight(0 if beside else current.px(260))

    # ---- judging ----

    def _ask(self) -> None:
        self._pause.stop()
        if self._edit.composing():
            return
        self._show_count()
        text = self._edit.text()
        if text.strip():
            self._live.ask(self._options.value().request(text))
        else:
            self._live.forget()
            self._judged = None
            self._findings.clear(_EMPTY)
            self._edit.clear_marks()

    def _judge(self, request: CheckRequest) -> _Judged:
        result = self._checking.check(request)
        listed = result.findings[:MOST_SHOWN]
        return _Judged(
            result=result,
            edits=tuple(text_edit(request.text, finding, result) for finding in listed),
            blanks=text_blanks(request.text),
        )

    def _show(self, request: CheckRequest, judged: _Judged) -> None:
        if request.text != self._edit.text():
            return
        self._judged = judged
        blanks = len(judged.blanks)
        note = f"{_CLEAR}記入していない所が {blanks}か所あります（F7）。" if blanks else _CLEAR
        self._findings.show_result(judged.result, judged.edits, note)
        self._show_count()
        self._show_advice()
        waiting, self._to_repair = self._to_repair, None
        current = self._findings.list.current
        if waiting is not None and current is not None and current.rule == waiting.rule:
            self._repair(current)

    def _show_marks(self) -> None:
        if self._judged is not None:
            self._edit.show_marks(
                self._edit.text(),
                self._judged.result.findings,
                self._findings.list.current,
                self._judged.blanks,
            )

    def _show_count(self) -> None:
        text = self._edit.text()
        blanks = len(text_blanks(text))
        parts = (
            f"{len(text):,}字" if text else "",
            f"記入していない所 {blanks}か所（F7）" if blanks else "",
            _NOT_STORED,
        )
        self._count.show_text("　".join(part for part in parts if part))

    # ---- acting ----

    def _step(self, direction: int) -> None:
        finding = self._findings.list.step(direction)
        if finding is not None:
            self._jump(finding)
        else:
            self._next_blank()

    def _jump(self, finding: Finding) -> None:
        self._edit.setFocus()
        if finding.start < finding.end:
            self._edit.go_to(finding.start, finding.end)
        elif (edit := self._findings.list.edit_of(finding)) is not None:
            self._edit.go_to(edit.start, edit.start)

    def _repair_current(self) -> None:
        if self._findings.list.current is not None:
            self._repair(self._findings.list.current)

    def _repair(self, finding: Finding) -> None:
        edit = self._findings.list.edit_of(finding)
        if not self._up_to_date():
            # Places are only right for the text that was judged.
            self._findings.set_current(finding)
            self._to_repair = finding
            self._ask()
            return
        if edit is None:
            return
        before = self._edit.text()[edit.start : edit.end]
        self._edit.apply(edit)
        self._edit.setFocus()
        if "〔" in edit.replacement and before != edit.replacement:
            self._notes.add(_asked(finding, before))
        self._show_advice()
        self._ask()

    def _show_advice(self) -> None:
        """Say what is asked of the blank at the caret, and which words it took the place of."""
        words = self._notes.here()
        self._advice.show_text(words)
        self._advice.setVisible(bool(words))

    def _up_to_date(self) -> bool:
        """Tell whether what is listed was found in the text as it stands now."""
        return not self._live.busy and not self._pause.isActive()

    def _next_blank(self) -> None:
        blanks = text_blanks(self._edit.text())
        if not blanks:
            return
        caret = self._edit.caret()
        following = next((blank for blank in blanks if blank.start >= caret), blanks[0])
        self._edit.setFocus()
        self._edit.go_to(following.start, following.end, select=True)

    def _show_item(self, item: DisclosureItem) -> None:
        results = self._judged.result.items if self._judged is not None else ()
        found = next((result for result in results if result.item is item), None)
        if found is None or self._judged is None:
            return
        about = (f for f in self._judged.result.findings if f.rule == found.rule)
        self._findings.set_current(next(about, None))
        if found.start < found.end:
            self._edit.setFocus()
            self._edit.go_to(found.start, found.end)

    def _show_rule(self, finding: Finding) -> None:
        self.rule_wanted.emit(finding.rule, self._options.value().as_of)

    def _rule_of(self, finding: Finding) -> RuleEntry | None:
        return self._book.known(finding.rule, self._options.value().as_of)

    def _copy(self) -> None:
        if self._judged is None:
            return
        judged = self._judged
        conditions = self._options.value().words()
        report = text_report(judged.result, conditions, len(judged.blanks))
        QGuiApplication.clipboard().setText(report)
        self._count.show_text("結果をコピーしました。貼り付けられます。")


def _asked(finding: Finding, before: str) -> str:
    """Return why a blank was put in; the words it stands for are one step of undo away."""
    said = " ".join(before.split())
    if len(said) > _LONGEST_QUOTE:
        said = f"{said[: _LONGEST_QUOTE - 1]}…"
    old = f"\nもとの文：「{said}」（Ctrl+Z で戻せます）" if said else ""
    return f"{finding.title}：{finding.message}\n直し方：{finding.fix}{old}"
