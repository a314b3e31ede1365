"""Step ④ opened on the bundled sample, and what a person does there, for its tests."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Case
from cspdesk.domain.finding import CheckResult, Finding, Severity
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.services.writing import WritingService
from tests.doubles import StandingClock, counted_ids
from tests.ui.sample import core, opened_sample, sample
from tests.waiting import becoming_active
from ui.pages.exemption_dialog import ExemptionDialog
from ui.pages.posting import PostingPage
from ui.widgets.buttons import Button
from ui.widgets.text_edit import TextEdit

_SIGNS = (
    "平日9時から18時まで当社に常駐し、始業前に出勤の打刻をお願いします。"
    "担当者の指揮命令に従ってください。他社の仕事は受けないでください。"
)


def make_page() -> PostingPage:
    """Return the page over the real services, without a case."""
    services, clock = core(), StandingClock()
    writing = WritingService(services.drafting, services.judging, services.checking, clock)
    return PostingPage(writing, services.platforms, services.rule_book, clock, counted_ids("p"))


def unshown(case: Case | None = None) -> PostingPage:
    """Return the page of the sample or of a case made from it, not on the screen yet."""
    page = make_page()
    page.show_case(opened_sample(case or sample()[1]))
    page.opened()
    return page


def open_page(
    qtbot: QtBot, case: Case | None = None, *, size: tuple[int, int] = (1242, 612)
) -> PostingPage:
    """Return the page, shown, with the focus where work goes on."""
    page = _shown(qtbot, case, size)
    target = page.focus_target()
    if target is not None:
        target.setFocus()
    return page


def open_panel(qtbot: QtBot, case: Case | None = None) -> PostingPage:
    """Return the page, shown, for tests of its findings; without a case on a bad posting."""
    return _shown(qtbot, case or broken_with_signs(), (1242, 612))


def _shown(qtbot: QtBot, case: Case | None, size: tuple[int, int]) -> PostingPage:
    page = unshown(case)
    qtbot.addWidget(page)
    page.resize(*size)
    with becoming_active(qtbot, page):
        page.show()
        page.activateWindow()
    return page


def with_text(case: Case, **texts: str) -> Case:
    """Return the case with other texts in the first posting."""
    posting = case.posting_for(case.decomposition.ordered_items()[0].id)
    assert posting is not None
    for name, text in texts.items():
        posting = posting.with_text(PostingField(name), text)
    return case.with_posting(posting)


def broken() -> Case:
    """Return the sample with faults in four fields of the first posting."""
    return with_text(
        sample()[1],
        payment_date="検収後お支払い",
        expenses="応相談",
        contact="",
        revisions="納得いくまで何度でも修正をお願いします。",
    )


def broken_with_signs() -> Case:
    """Return the sample with faults that include several signs of employment."""
    return with_text(sample()[1], payment_date="検収後お支払い", contact="", conditions=_SIGNS)


def find(page: QWidget, kind: type[Any], name: str) -> Any:
    """Return the widget of this name."""
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def field_of(page: PostingPage, field: PostingField) -> TextEdit:
    """Return the edit of a field."""
    return page._fields.edit(field)


def write(page: PostingPage, field: PostingField, text: str) -> None:
    """Put a text into a field and hand it over at once."""
    field_of(page, field).setPlainText(text)
    page.commit_pending()


def posting_of(page: PostingPage) -> Posting:
    """Return the posting that is shown, as it stands in the case."""
    posting = page.session.case.posting_for(page._current)
    assert posting is not None
    return posting


def result_of(page: PostingPage) -> CheckResult:
    """Return what the last check said."""
    assert page._judged is not None
    return page._judged.result


def errors_in(page: PostingPage) -> list[Finding]:
    """Return the errors of the last check."""
    return [f for f in result_of(page).findings if f.severity is Severity.ERROR]


def finding_of(page: PostingPage, rule: str) -> Finding:
    """Return the first finding of a rule."""
    return next(f for f in result_of(page).findings if f.rule == rule)


def standing_in(page: PostingPage) -> tuple[Finding, ...]:
    """Return the findings that count."""
    assert page._judged is not None
    return page._judged.findings


def standing_of(page: PostingPage, rule: str) -> Finding:
    """Return the first finding of a rule that counts."""
    return next(f for f in standing_in(page) if f.rule == rule)


def asked_to_let_stand(page: PostingPage, rule: str) -> ExemptionDialog:
    """Return the dialog that asks why a finding may stand."""
    page._check.list.set_current(standing_of(page, rule))
    page._check.let_current_stand()
    dialog = page.findChild(ExemptionDialog)
    assert dialog is not None
    return dialog


def let_stand(page: PostingPage, rule: str, reason: str = "見本の理由です。") -> None:
    """Let a finding stand through the dialog."""
    dialog = asked_to_let_stand(page, rule)
    dialog._reason.setPlainText(reason)
    find(dialog, Button, "exemption_keep").click()
    gone(dialog)


def gone(dialog: QWidget) -> None:
    """Let a closed dialog go for good."""
    assert dialog.isHidden()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
