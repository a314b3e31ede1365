"""The price card over step ④: opened, tried out, compared, put back into the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Case
from cspdesk.services.price_card import price_card
from cspdesk.services.price_comparing import compared
from tests.ui import audit
from tests.ui.posting_page import find, open_page
from tests.ui.sample import sample
from ui.models.prices import COLUMNS, NET, TOTAL, PricesModel
from ui.pages.posting import PostingPage
from ui.pages.price_comparison import PriceComparison
from ui.pages.price_dialog import PriceDialog

_NAMES = ("Bizseek", "Job", "Hub", "Cloud", "Design", "STUDIO", "UNBUILT", "Skill", "Shift")
_ALLOWED = (*_NAMES, "mama", "works", "lite", "No")


def _case(platform_id: str = "lancers", unit_yen: int | None = 22_000) -> Case:
    _, case = sample()
    tree = case.decomposition
    first = replace(
        tree.ordered_items()[0],
        unit_price_yen=unit_yen,
        quantity=1,
        hours=10.0,
        price_basis="1案あたりの目安・未確認（根拠：推定）",
    )
    tree = tree.with_work_item(first)
    return replace(case, platform_id=platform_id, decomposition=tree)


def _opened(qtbot: QtBot, case: Case | None = None) -> tuple[PostingPage, PriceDialog]:
    page = open_page(qtbot, case or _case())
    find(page, QWidget, "posting_price").click()
    dialog = page.findChild(PriceDialog)
    assert dialog is not None
    qtbot.addWidget(dialog)
    return page, dialog


def _words(dialog: QWidget) -> str:
    return " ".join(audit.words_on_screen(dialog))


def test_the_three_amounts_stand_there_with_formula_source_and_day(qtbot: QtBot) -> None:
    _, dialog = _opened(qtbot)
    words = _words(dialog)

    assert {"23,210円", "22,000円", "18,370円"} <= set(words.split())
    assert "× 5.5%" in words
    assert "ランサーズ、2022-10-01から、2026-11-21確認" in words
    assert "切り捨てます" in words


def test_the_card_is_japanese_and_speaks_without_cutting_anything(qtbot: QtBot) -> None:
    _, dialog = _opened(qtbot)

    assert audit.nameless(dialog) == []
    assert audit.foreign_words(dialog, but=_ALLOWED) == set()
    assert audit.cut_off(dialog) == []
    assert audit.reading_markup(dialog) == []


def test_the_key_opens_it_too(qtbot: QtBot) -> None:
    page = open_page(qtbot, _case())

    QTest.keyClick(page, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    dialog = page.findChild(PriceDialog)
    assert dialog is not None
    qtbot.addWidget(dialog)


def test_an_unknown_rate_is_said_so_and_never_shown_as_nothing(qtbot: QtBot) -> None:
    _, dialog = _opened(qtbot, _case("jobhub"))
    words = _words(dialog.three)

    assert words.count("計算できません") >= 2
    assert "未確認" in words
    assert "0円" not in words.split()


def test_a_low_price_is_warned_of_while_it_is_tried_out(qtbot: QtBot) -> None:
    _, dialog = _opened(qtbot)
    assert dialog.figures.findChild(QWidget, "price_warning_0") is None

    dialog.inputs.hours.line.setText("90")
    dialog.inputs.hours.commit_pending()

    qtbot.waitUntil(lambda: "下回ります" in _words(dialog.figures))
    assert "自営型テレワーク" in _words(dialog.figures)


def test_every_field_changes_the_order(qtbot: QtBot) -> None:
    _, dialog = _opened(qtbot)
    inputs = dialog.inputs
    inputs.tax.set_value("out")
    inputs.worker.set_value("firm")
    inputs.payer.set_value("worker")
    inputs.transfer.set_value(330)
    inputs.on.set_value(date(2028, 10, 2))
    for box, value in (
        (inputs.place, "東京都"),
        (inputs.invoice, "unregistered"),
        (inputs.base, "tax_out"),
        (inputs.platform, "?"),
    ):
        box.setCurrentIndex(box.findData(value))
    order = inputs.order

    assert not order.tax_included
    assert order.worker_is_company
    assert order.platform_open
    assert (order.transfer_payer, order.transfer_fee_yen) == ("worker", 330)
    assert (order.prefecture, order.on) == ("東京都", date(2028, 10, 2))
    assert (order.invoice, order.fee_base) == ("unregistered", "tax_out")


@pytest.mark.parametrize(("platform_id", "is_open"), [("lancers", True), ("crowdworks", False)])
def test_the_base_of_the_fee_can_be_chosen_only_where_it_is_open(
    qtbot: QtBot, platform_id: str, is_open: bool
) -> None:
    _, dialog = _opened(qtbot, _case(platform_id))

    assert dialog.inputs.base.isEnabled() is is_open


def test_without_a_price_or_a_rate_nothing_is_reckoned(qtbot: QtBot) -> None:
    _, dialog = _opened(qtbot, _case(unit_yen=None))
    assert "単価がまだありません" in dialog.notice.message()
    assert not dialog.three.isVisible()

    dialog.inputs.unit_price.line.setText("1万")
    dialog.inputs.unit_price.commit_pending()
    assert dialog.three.isVisible()

    dialog.inputs.on.line.setText("2018-04-02")
    dialog.inputs.on.commit_pending()
    assert "収録していません" in dialog.notice.message()
    assert not dialog.three.isVisible()


def test_what_was_tried_out_changes_the_plan_only_when_it_is_put_back(qtbot: QtBot) -> None:
    page, dialog = _opened(qtbot)
    dialog.inputs.unit_price.line.setText("33000")
    dialog.inputs.unit_price.commit_pending()
    before = page.session.case.decomposition.ordered_items()[0]
    find(dialog, QWidget, "price_reflect").click()
    after = page.session.case.decomposition.ordered_items()[0]

    assert (before.unit_price_yen, after.unit_price_yen) == (22_000, 33_000)
    page.session.undo()
    assert page.session.case.decomposition.ordered_items()[0].unit_price_yen == 22_000


def test_the_card_is_copied_as_it_stands(qtbot: QtBot) -> None:
    _, dialog = _opened(qtbot)
    dialog.inputs.unit_price.line.setText("110000")

    find(dialog, QWidget, "price_copy").click()

    assert "116,050円" in QGuiApplication.clipboard().text()


def _comparison(qtbot: QtBot) -> tuple[PriceDialog, PriceComparison]:
    _, dialog = _opened(qtbot)
    find(dialog, QWidget, "price_compare").click()
    table = dialog.findChild(PriceComparison)
    assert table is not None
    return dialog, table


def test_another_platform_is_taken_from_the_comparison(qtbot: QtBot) -> None:
    dialog, comparison = _comparison(qtbot)
    assert "ランサーズ：発注者 5.5%" in comparison.current.plain_text()

    comparison.table.set_current_row(0)
    assert comparison.current.plain_text().startswith("ワークシフト")
    QTest.keyClick(comparison.table, Qt.Key.Key_Return)

    assert dialog.inputs.order.platform_id == "workshift"
    qtbot.waitUntil(lambda: "17,600円" in _words(dialog.three))


def test_the_comparison_is_japanese_and_speaks(qtbot: QtBot) -> None:
    _, comparison = _comparison(qtbot)

    assert audit.nameless(comparison) == []
    assert audit.foreign_words(comparison, but=_ALLOWED) == set()


def test_the_table_has_a_row_for_each_platform_with_what_is_known(qtbot: QtBot) -> None:
    dialog, _ = _comparison(qtbot)
    order = dialog.inputs.order
    model = PricesModel(compared(order), order.platform_id)
    names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    own, unknown = names.index("ランサーズ"), names.index("Job-Hub（ジョブハブ）")

    assert model.columnCount() == len(COLUMNS)
    assert model.index(own, NET).data() == price_card(order).worker_net.amount_text()
    assert model.index(own, 0).data(Qt.ItemDataRole.FontRole).bold()
    assert model.index(unknown, TOTAL).data() == "計算できません"
    assert names[-1] == "サービスを使わない"
