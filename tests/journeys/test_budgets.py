"""How many clicks, keys and fields the usual ways from a case to its checked PDF may take."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from cspdesk import bootstrap
from cspdesk.domain.posting import PostingField
from cspdesk.services.ports import CaseQuery
from cspdesk.services.repairing import blanks
from cspdesk.services.sample import SAMPLE_CASE_ID, build_sample
from cspdesk.services.settling import is_settled
from tests.journeys.consultant import Consultant, at_the_desk

_WORDS = (
    "駅前で見本の惣菜屋をしています。平日の客が減って困っています。"
    "店の名前の入ったチラシを作って配りたいです。ロゴも先代のままで古いので新しくしたい。"
    "ホームページも作り直し、料理の写真を撮ってもらい、商品の説明の文も書いてほしいです。"
)


def _stored_sample(data_dir: Path, *, without: PostingField | None = None) -> None:
    """Store the sample; one field of its first posting emptied, if one is named."""
    with bootstrap.open_workspace(str(data_dir)) as workspace:
        client, case = build_sample(
            workspace.decomposing, workspace.advice, workspace.drafting, workspace.checking
        )
        if without is not None:
            case = case.with_posting(case.postings[0].with_text(without, ""))
        workspace.cases.install_sample(client, case)


def _export_by_keys(desk: Consultant, folder: Path) -> None:
    def save() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        desk.wait(lambda: desk.find("export_save").isEnabled())
        desk.press("Return")
        desk.wait_for("export_open")
        dialog.reject()

    desk.during_dialog(save)
    desk.press("Ctrl+P")
    assert list(folder.glob("*.pdf"))


def test_going_on_with_one_error_left_takes_no_more_than_6_actions(
    qtbot: QtBot, data_dir: Path, documents: Path
) -> None:
    _stored_sample(data_dir, without=PostingField.CONTACT)
    with at_the_desk(qtbot, data_dir) as desk:
        desk.click("home_resume")
        desk.wait(lambda: desk.window.page is desk.window.workspace)
        desk.press("F8")
        desk.press("Ctrl+.")
        desk.press("Ctrl+Return")
        settled = [p for p in desk.case.postings if is_settled(p)]
        _export_by_keys(desk, documents)

        assert len(settled) == 1
        assert settled[0].text(PostingField.CONTACT)
        assert desk.actions <= 6


def _fill_blanks(desk: Consultant, item_id: str) -> None:
    """Write over each blank of a posting, field by field."""
    posting = desk.case.posting_for(item_id)
    assert posting is not None
    texts: dict[PostingField, str] = {}
    for blank in blanks(posting):
        text = texts.get(blank.field, posting.text(blank.field))
        texts[blank.field] = text.replace(blank.text, "見本")
    for field, text in texts.items():
        desk.type_into(f"posting_{field.value}", text)


def test_five_orders_together_take_no_more_than_54_actions(
    qtbot: QtBot, data_dir: Path, documents: Path
) -> None:
    with at_the_desk(qtbot, data_dir) as desk:

        def fill() -> None:
            desk.type_into("new_case_client", "見本惣菜店")
            desk.type_into("new_case_words", _WORDS)
            desk.click("new_case_start")

        desk.during_dialog(fill)
        desk.press("Ctrl+N")
        desk.wait(lambda: desk.window.page is desk.window.workspace)
        for _ in range(5):
            desk.press("Ctrl+U")
        desk.press("Alt+2")
        if not desk.case.decomposition.work_items:
            desk.wait_for("decomposition_find")
            desk.click("decomposition_find")
        desk.wait(lambda: bool(desk.case.decomposition.work_items))
        desk.click("decomposition_adopt")
        desk.wait(lambda: len(desk.case.decomposition.ordered_items()) >= 5)
        items = desk.case.decomposition.ordered_items()[:5]
        desk.press("Alt+3")
        while any(desk.case.decomposition.work_item(i.id).format_decision is None for i in items):
            desk.press("Ctrl+Return")
        desk.press("Alt+4")
        for item in items:
            desk.wait(lambda item=item: desk.case.posting_for(item.id) is not None)  # type: ignore[misc]
            _fill_blanks(desk, item.id)
            desk.press("Ctrl+Return")
            if item is not items[-1]:
                desk.press("Ctrl+Return")
        settled = [item for item in items if is_settled(desk.case.posting_for(item.id))]
        _export_by_keys(desk, documents)

        assert len(settled) == len(items)
        assert desk.actions <= 54


def test_a_copy_of_an_earlier_case_takes_no_more_than_7_actions(
    qtbot: QtBot, data_dir: Path, documents: Path
) -> None:
    _stored_sample(data_dir)
    with at_the_desk(qtbot, data_dir) as desk:
        desk.window.go_to("cases")
        desk.settle()
        desk.press("Ctrl+D")
        desk.wait(lambda: desk.window.page is desk.window.workspace)
        desk.press("Alt+0")
        desk.type_into("overview_title", "次の見本の依頼")
        desk.press("Alt+4")
        desk.wait(lambda: desk.window.workspace.current_page() is not None)
        _export_by_keys(desk, documents)

        assert desk.case.id != SAMPLE_CASE_ID
        assert desk.case.title == "次の見本の依頼"
        assert len(desk.workspace.cases.find(CaseQuery()).rows) == 2
        assert desk.actions <= 7
