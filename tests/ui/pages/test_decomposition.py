"""Step ②: words become proposals, and the whole page can be heard and read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.domain.case import Step
from cspdesk.domain.decomposition import (
    ProposalState,
    Verdict,
)
from cspdesk.domain.hearing import Answer, AnswerState
from cspdesk.services.cases import OpenCase
from cspdesk.services.editing import CaseSession
from tests.builders import a_client, accepted
from tests.doubles import MemoryDesk
from tests.ui import audit

# ---- proposals ----
from tests.ui.decomposition_page import (
    find,
    items_of,
    notice_of,
    open_page,
    part_of,
    press,
    proposed,
    show_face,
    tree_of,
    with_proposals,
)
from ui import background, theme
from ui.models.work_items import Node, is_own
from ui.pages.decomposition_tools import DecompositionTools
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button


def test_words_become_proposals_that_are_not_decided_yet(qtbot: QtBot) -> None:
    page = with_proposals(qtbot)

    assert items_of(page)
    assert {item.state for item in items_of(page)} == {ProposalState.PROPOSED}
    assert page.session.case.decomposition.kept_back


def test_from_words_to_step_three_takes_three_actions(qtbot: QtBot) -> None:
    page = open_page(qtbot)

    with qtbot.waitSignal(page.proposed):
        press(page, "decomposition_find")
    press(page, "decomposition_adopt")
    with qtbot.waitSignal(page.step_wanted) as wanted:
        press(page, "decomposition_go")

    assert page.session.case.decomposition.ordered_items()
    assert wanted.args == [Step.REQUEST_FORMAT, ""]


def test_what_is_left_after_the_recommended_is_not_called_recommended(qtbot: QtBot) -> None:
    page = open_page(qtbot, proposed("a"), accepted("b", issue_id="s"))
    button = find(page, Button, "decomposition_adopt")

    assert button.text() == button.accessibleName() == "残りもすべて採用"


def test_what_was_found_is_shown_whatever_was_looked_at_before(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    show_face(page, "plan")

    with qtbot.waitSignal(page.proposed):
        page.find_proposals()

    assert tree_of(page).isVisible()
    assert part_of(page, DecompositionTools).face() == "tree"


def test_the_main_action_is_the_one_thing_to_do_next(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    labels = [page.main_action()]

    with qtbot.waitSignal(page.proposed):
        page.find_proposals()
    labels.append(page.main_action())
    page.adopt_recommended()
    labels.append(page.main_action())

    assert [action.label for action in labels if action is not None] == [
        "困りごとから候補を出す",
        "おすすめをまとめて採用",
        "依頼形式へ",
    ]


def test_where_all_is_decided_and_nothing_is_ordered_the_way_leads_on(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s", verdict=Verdict.IN_HOUSE))

    action = page.main_action()

    assert action is not None
    assert action.label == "依頼形式へ"


def test_questions_put_off_are_not_asked_again_with_the_next_change(qtbot: QtBot) -> None:
    page = with_proposals(qtbot)
    assert "次に確かめること" in notice_of(page)

    press(page, "decomposition_later")
    press(page, "decomposition_adopt")

    assert "次に確かめること" not in notice_of(page)


def test_without_words_there_is_nothing_to_search_in(qtbot: QtBot) -> None:
    page = open_page(qtbot, words="")

    assert not find(page, Button, "decomposition_find").isEnabled()
    assert page.focus_target().objectName() == "decomposition_from_sample"


def test_searching_again_keeps_what_was_decided(qtbot: QtBot) -> None:
    page = with_proposals(qtbot)
    first = items_of(page)[0]
    page._decide([first.id], ProposalState.REJECTED)
    before = page.session.case.decomposition

    with qtbot.waitSignal(page.proposed):
        page.find_proposals()

    assert page.session.case.decomposition == before
    notice = find(page, Banner, "decomposition_notice")
    assert "新しい候補は見つかりませんでした。" in notice.message()


def test_proposals_for_a_case_that_is_no_longer_shown_are_dropped(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    other = replace(page.session.case, id="other")

    page.find_proposals()
    page.show_case(CaseSession(OpenCase(case=other, client=a_client()), MemoryDesk().cases))
    background.wait_for_all()
    QApplication.processEvents()

    assert page.session.case == other


def test_finding_proposals_is_one_step_of_undo(qtbot: QtBot) -> None:
    page = with_proposals(qtbot)

    page.session.undo()
    page.refresh()

    assert items_of(page) == ()
    assert page.focus_target().objectName() == "decomposition_find"


# ---- what holds for every screen ----


@pytest.mark.parametrize("face", ["tree", "cards", "plan", "prepare", "kept"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_everything_has_a_name_and_room(qtbot: QtBot, scale: float, face: str) -> None:
    theme.manager().set_scale(scale)
    page = open_page(
        qtbot,
        accepted("a", issue_id="s", unit_price_yen=99_999_999),
        accepted("b", issue_id="s", verdict=Verdict.PROFESSIONAL),
        proposed("c"),
        budget_yen=1_000,
    )
    show_face(page, face)

    for _ in range(2):
        assert audit.nameless(page) == []
        assert audit.foreign_words(page, but=("CAD", "CG")) == set()
        assert audit.cut_off(page) == []
        assert audit.reading_markup(page) == []
        page.open_item("a")
        qtbot.wait(200)


# ---- answers that changed since ----


def test_answers_that_changed_are_said_and_proposals_come_again_by_key(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    with qtbot.waitSignal(page.proposed):
        press(page, "decomposition_find")
    said = find(page, Banner, "decomposition_notice")
    assert "答えが変わりました" not in said.message()

    answer = Answer(question_id="area", state=AnswerState.ANSWERED, choices=("sales",), text="売上")
    page.apply("答え", lambda c: replace(c, hearing=c.hearing.with_answer(answer)))
    page.refresh()
    assert "答えが変わりました。もう一度候補を出せます。" in said.message()
    assert find(page, Button, "decomposition_find_again").isVisible()

    with qtbot.waitSignal(page.proposed):
        QTest.keyClick(
            tree_of(page).rows,
            Qt.Key.Key_F,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert "答えが変わりました" not in said.message()


def test_words_written_after_the_case_was_opened_count_as_changed(qtbot: QtBot) -> None:
    page = open_page(qtbot, accepted("a", issue_id="s"))
    said = find(page, Banner, "decomposition_notice")
    assert "答えが変わりました" not in said.message()

    page.apply("言葉", lambda c: replace(c, hearing=replace(c.hearing, owner_words="別の話")))
    page.refresh()
    assert "答えが変わりました" in said.message()


# ---- names and own work ----


def test_work_of_the_own_catalogue_is_marked_and_spoken_so(qtbot: QtBot) -> None:
    page = open_page(
        qtbot,
        accepted("a", name="見本の自前", catalogue_id="X-mihon", issue_id="s"),
        accepted("b", name="見本の仕事", catalogue_id="des-logo", issue_id="s"),
    )
    model = tree_of(page).model
    own, shipped = (
        next(node for top in model.tops() for node in _nodes(top) if node.key == key)
        for key in ("a", "b")
    )
    assert own.item is not None
    assert shipped.item is not None
    assert is_own(own.item)
    assert not is_own(shipped.item)
    spoken = {n.key: model._spoken(n) for n in (own, shipped)}
    assert "自前の仕事" in spoken["a"]
    assert "自前" not in spoken["b"]


def _nodes(node: Node) -> list[Node]:
    return [node, *(below for child in node.children for below in _nodes(child))]
