"""What is not ordered: who to go to, on what it rests, how it is taken off."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from cspdesk.domain.decomposition import (
    KeptBack,
    KeptBackVerdict,
)
from tests.builders import accepted
from tests.ui.decomposition_page import (
    find,
    open_page,
    press,
)
from ui.pages.kept_back_list import KeptBackList
from ui.widgets.labels import Paragraph
from ui.widgets.segmented import Segmented


def test_what_is_not_ordered_names_who_to_go_to_and_can_be_taken_off(qtbot: QtBot) -> None:
    kept = KeptBack(
        id="k",
        name="<b>申告書</b>の作成",
        verdict=KeptBackVerdict.PROFESSIONAL,
        who="税理士",
        reason="資格が要ります",
        instead="領収書の整理",
    )
    page = open_page(qtbot, accepted("a", issue_id="s"), kept_back=(kept,))
    segment = find(page, Segmented, "decomposition_face")
    segment.set_value("kept")
    segment.chosen.emit("kept")
    shown = find(page, KeptBackList, "kept_back").isVisible()

    press(page, "kept_back_remove_k")

    assert shown
    assert page.session.case.decomposition.kept_back == ()


def test_the_law_behind_a_reason_is_read_below_it_and_not_taken_for_a_quote(qtbot: QtBot) -> None:
    kept = KeptBack(
        id="k",
        name="申告書の作成",
        verdict=KeptBackVerdict.PROFESSIONAL,
        who="税理士",
        reason="資格が要ります\n根拠：税理士法 第52条（国税庁・要確認・2026-11-21）",
        why=(
            "資格が要ります",
            "根拠：税理士法 第52条（国税庁・要確認・2026-11-21）",
            "確定申告も",
        ),
    )
    page = open_page(qtbot, accepted("a", issue_id="s"), kept_back=(kept,))

    said = [p.plain_text() for p in page.findChildren(Paragraph)]

    assert f"理由：{kept.reason}" in said
    assert "きっかけ：確定申告も" in said
