"""The platform of a case: chosen beside the preview, judged by at once."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from tests.ui.posting_page import (
    broken_with_signs,
    open_panel,
    posting_of,
)


def test_the_chosen_platform_is_kept_in_the_case_and_judges_at_once(qtbot: QtBot) -> None:
    page = open_panel(qtbot)
    box = page._preview.platform
    assert box.itemText(0) == "未定（共通項目）"
    place = 1

    box.setCurrentIndex(place)
    box.activated.emit(place)

    assert page.session.case.platform_id == box.itemData(place)
    record = posting_of(page).check
    assert record is not None
    assert record.platform_id == box.itemData(place)
    page.session.undo()
    page.refresh()
    assert box.currentIndex() == 0


def test_a_platform_that_is_no_longer_on_file_stays_in_sight(qtbot: QtBot) -> None:
    page = open_panel(qtbot, replace(broken_with_signs(), platform_id="gone"))

    assert page._preview.platform.currentText() == "載っていないサービス（gone）"
    assert page.session.case.platform_id == "gone"
