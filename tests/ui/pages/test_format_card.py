"""One format as a card: what counts is seen without scrolling, in the colour of its weight."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cspdesk.domain.format_sizing import SizeLine
from cspdesk.domain.request_format import Exclusion, FormatScore, RequestFormat, ScoredReason
from tests.ui.sample import core
from ui.pages.format_card import FormatCard
from ui.widgets.labels import Paragraph

SIZES = (SizeLine(label="予算の幅", text="1万円", basis=""),)


def shown(qtbot: QtBot, score: FormatScore) -> FormatCard:
    card = FormatCard(score.format)
    qtbot.addWidget(card)
    facts = next(f for f in core().advice.model().formats if f.format is score.format)
    rank = "excluded" if score.excluded else "best"
    card.show_score(score, facts, SIZES, rank=rank, chosen=False, scale=10, key="1")
    return card


def told(card: FormatCard) -> list[str]:
    return [line.plain_text() for line in card.findChildren(Paragraph)]


def with_reasons(count: int) -> FormatScore:
    reasons = tuple(ScoredReason(points=9 - n, text=f"理由{n}") for n in range(count))
    return FormatScore(format=RequestFormat.PROJECT, points=40, reasons=reasons)


def test_a_ground_for_exclusion_is_told_even_where_nothing_helps_against_it(qtbot: QtBot) -> None:
    refused = Exclusion(id="x", reason="並べて選べません", remedy="")

    card = shown(
        qtbot,
        FormatScore(format=RequestFormat.COMPETITION, points=3, exclusions=(refused,)),
    )

    assert "並べて選べません" in told(card)
    assert not any("こうすれば" in line for line in told(card))


def test_an_excluded_format_shows_no_money(qtbot: QtBot) -> None:
    refused = Exclusion(id="x", reason="並べて選べません", remedy="分ければ使えます")

    card = shown(
        qtbot,
        FormatScore(format=RequestFormat.COMPETITION, points=3, exclusions=(refused,)),
    )

    assert "こうすれば使えます：分ければ使えます" in told(card)
    assert "1万円" not in told(card)
    assert "1万円" in told(shown(qtbot, with_reasons(2)))


def test_many_reasons_are_cut_to_the_weightiest_and_the_rest_is_announced(qtbot: QtBot) -> None:
    lines = told(shown(qtbot, with_reasons(7)))

    assert "理由0" in lines
    assert "理由6" not in lines
    assert "ほかの3つは「なぜ？」で見られます" in lines


def test_a_single_further_reason_is_shown_itself(qtbot: QtBot) -> None:
    assert "理由4" in told(shown(qtbot, with_reasons(5)))


def test_points_have_the_colour_of_what_they_mean(qtbot: QtBot) -> None:
    reasons = (ScoredReason(points=3, text="合う"), ScoredReason(points=-2, text="合わない"))

    card = shown(qtbot, FormatScore(format=RequestFormat.TASK, points=1, reasons=reasons))

    roles = {found.text(): found.property("role") for found in card.findChildren(QLabel)}
    assert roles["+3"] == "okPoints"
    assert roles["−2"] == "warnPoints"


def test_a_narrow_card_shortens_its_name_instead_of_cutting_it(qtbot: QtBot) -> None:
    card = shown(qtbot, with_reasons(2))
    card.show()

    card.resize(320, 400)
    assert "プロジェクト形式" in [part.text() for part in card.findChildren(QLabel)]

    card.resize(255, 400)
    texts = [part.text() for part in card.findChildren(QLabel)]
    assert "プロジェクト" in texts
    assert "プロジェクト形式" not in texts
