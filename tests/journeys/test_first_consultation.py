"""From an owner's words to a PDF in the real window, closed and opened again on the way."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QDialog, QTextBrowser
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Step
from cspdesk.domain.finding import Severity
from cspdesk.services.ports import CaseQuery
from tests.journeys.consultant import Consultant, at_the_desk

_WORDS = (
    "駅前で見本の惣菜屋をしています。平日の客が減って困っています。"
    "店の名前の入ったチラシを作って配りたいです。ロゴも先代のままで古いので新しくしたい。"
)


def _begin(desk: Consultant, name: str) -> None:
    def fill() -> None:
        desk.type_into("new_case_client", name)
        desk.type_into("new_case_words", _WORDS)
        desk.click("new_case_start")

    desk.during_dialog(fill)
    desk.press("Ctrl+N")
    desk.wait(lambda: desk.window.page is desk.window.workspace)


def _answer_five_questions(desk: Consultant) -> None:
    for _ in range(5):
        desk.press("Ctrl+U")


def _choose_work(desk: Consultant) -> None:
    desk.press("Alt+2")
    if not desk.case.decomposition.work_items:
        desk.wait_for("decomposition_find")
        desk.click("decomposition_find")
    desk.wait(lambda: bool(desk.case.decomposition.work_items))
    desk.click("decomposition_adopt")
    desk.wait(lambda: bool(desk.case.decomposition.ordered_items()))


def _choose_formats(desk: Consultant) -> None:
    """Take the recommendation for one piece of work after the other."""
    desk.press("Alt+3")
    while any(i.format_decision is None for i in desk.case.decomposition.ordered_items()):
        desk.press("Ctrl+Return")


def _export(desk: Consultant, folder: Path) -> Path:
    shown: list[str] = []

    def save() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        desk.wait(lambda: desk.find("export_save").isEnabled())
        preview = desk.find("export_preview")
        assert isinstance(preview, QTextBrowser)
        shown.append(preview.toPlainText())
        desk.click("export_save")
        desk.wait(lambda: bool(list(folder.glob("*.pdf"))))
        desk.wait_for("export_open")
        dialog.reject()

    desk.during_dialog(save)
    desk.press("Ctrl+P")
    (path,) = folder.glob("*.pdf")
    assert shown[0].strip()
    return path


def test_the_whole_path_from_words_to_paper_survives_a_restart(
    qtbot: QtBot, data_dir: Path, documents: Path
) -> None:
    with at_the_desk(qtbot, data_dir) as desk:
        _begin(desk, "見本惣菜店")
        _answer_five_questions(desk)
        _choose_work(desk)
        _choose_formats(desk)
        desk.press("Alt+4")
        desk.wait(lambda: bool(desk.case.postings))
        desk.saved()
        before = desk.case
        assert desk.stored_case() == before

    with at_the_desk(qtbot, data_dir) as desk:
        rows = desk.workspace.cases.find(CaseQuery()).rows
        assert [row.client_name for row in rows] == ["見本惣菜店"]
        desk.window.open_case(rows[0].id, Step.POSTING)
        desk.settle()
        assert desk.case == before
        assert desk.case.hearing.owner_words == _WORDS

        path = _export(desk, documents)

    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "見本惣菜店" in text.replace("\n", "")
    for item in before.decomposition.ordered_items():
        assert item.name[:8] in text.replace("\n", "")


def test_one_order_takes_no_more_than_22_actions(
    qtbot: QtBot, data_dir: Path, documents: Path
) -> None:
    with at_the_desk(qtbot, data_dir) as desk:
        _begin(desk, "見本惣菜店")
        _answer_five_questions(desk)
        _choose_work(desk)
        desk.press("Alt+3")
        desk.press("Ctrl+Return")
        desk.press("Alt+4")
        desk.wait(lambda: bool(desk.case.postings))
        _export(desk, documents)

        assert desk.actions <= 22


def test_what_is_typed_is_stored_within_a_second_and_undone_with_a_key(
    qtbot: QtBot, data_dir: Path
) -> None:
    with at_the_desk(qtbot, data_dir) as desk:
        _begin(desk, "見本惣菜店")
        for _ in range(3):
            desk.press("Alt+Left")
        desk.type_into("hearing_owner_words", "書き直した言葉です。")
        desk.wait(lambda: desk.stored_case().hearing.owner_words == "書き直した言葉です。")
        desk.saved()

        desk.window.frame.header.setFocus()
        desk.window.workspace.undo()

        assert desk.case.hearing.owner_words == _WORDS


def test_the_sample_opens_works_and_can_be_thrown_away(qtbot: QtBot, data_dir: Path) -> None:
    with at_the_desk(qtbot, data_dir) as desk:
        desk.click("home_sample")
        desk.wait(lambda: desk.window.page is desk.window.workspace)
        for step in Step:
            desk.window.workspace.go_to(step)
            desk.settle()
        checks = [p.check for p in desk.case.postings]
        assert checks
        assert all(check is not None and check.errors == 0 for check in checks)
        case_id = desk.case.id
        desk.window.go_to("cases")
        desk.workspace.cases.to_bin(case_id)
        assert desk.workspace.cases.find(CaseQuery()).rows == ()
        assert desk.workspace.cases.empty_bin() == 1


def test_every_error_of_a_spoiled_posting_is_led_to_and_repaired_by_keys(
    qtbot: QtBot, data_dir: Path
) -> None:
    with at_the_desk(qtbot, data_dir) as desk:
        desk.click("home_sample")
        desk.wait(lambda: desk.window.page is desk.window.workspace)
        desk.window.workspace.go_to(Step.POSTING)
        desk.settle()
        desk.type_into("posting_payment_method", "")
        desk.type_into("posting_contact", "")
        desk.window.workspace.commit_pending()
        current = _open_posting_errors(desk)
        assert current

        for _ in range(12):
            if not _open_posting_errors(desk):
                break
            desk.press("F8")
            desk.press("Ctrl+.")

        assert not _open_posting_errors(desk)


def _open_posting_errors(desk: Consultant) -> list[str]:
    case = desk.case
    client = desk.workspace.clients.load(case.client_id)
    day = case.judged_on(desk.workspace.clock.today())
    return [
        f"{finding.rule}:{finding.message}"
        for posting in case.postings
        for finding in desk.workspace.judging.judge(case, client, posting, day).findings
        if finding.severity is Severity.ERROR
    ]
