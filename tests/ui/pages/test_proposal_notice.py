"""What the line above the tree says, and how much room it takes."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui import theme
from ui.pages.proposal_notice import ProposalNotice

_ASK = ("一つ目の問い", "二つ目の問い", "三つ目の問い", "四つ目の問い")


def _said(notice: ProposalNotice) -> str:
    return "".join(part.text() for part in notice.findChildren(QLabel))


def test_large_letters_leave_one_question_and_smaller_ones_three(qtbot: QtBot) -> None:
    notice = ProposalNotice()
    qtbot.addWidget(notice)
    notice.show()

    notice.show_open(2, _ASK)
    assert [question in _said(notice) for question in _ASK] == [True, True, True, False]

    theme.manager().set_scale(1.5)
    assert [question in _said(notice) for question in _ASK] == [True, False, False, False]


def test_another_size_does_not_bring_back_what_was_said_before(qtbot: QtBot) -> None:
    notice = ProposalNotice()
    qtbot.addWidget(notice)
    notice.show()
    notice.show_open(2, _ASK)

    notice.say("まとめました。", "")
    theme.manager().set_scale(1.5)

    assert "一つ目の問い" not in _said(notice)
