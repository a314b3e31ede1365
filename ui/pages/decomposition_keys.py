"""Keys of the tree of step ②, as commands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cspdesk.domain.decomposition import Verdict


class Act(StrEnum):
    """What a key asks for."""

    OPEN = "open"
    ADD = "add"
    ACCEPT = "accept"
    REMOVE = "remove"
    NEXT_VERDICT = "next_verdict"
    VERDICT = "verdict"
    MOVE = "move"
    ACROSS = "across"
    DIVIDE = "divide"
    MERGE = "merge"
    SHIFT = "shift"
    STRETCH = "stretch"


@dataclass(frozen=True, slots=True)
class Command:
    """An `Act` with its verdict or number of steps."""

    act: Act
    verdict: Verdict = Verdict.ORDER
    steps: int = 0


_PLAIN = {
    Qt.Key.Key_Return: Command(Act.OPEN),
    Qt.Key.Key_Enter: Command(Act.OPEN),
    Qt.Key.Key_Insert: Command(Act.ADD),
    Qt.Key.Key_A: Command(Act.ACCEPT),
    Qt.Key.Key_D: Command(Act.DIVIDE),
    Qt.Key.Key_M: Command(Act.MERGE),
    Qt.Key.Key_Delete: Command(Act.REMOVE),
    Qt.Key.Key_Space: Command(Act.NEXT_VERDICT),
    Qt.Key.Key_1: Command(Act.VERDICT, Verdict.ORDER),
    Qt.Key.Key_2: Command(Act.VERDICT, Verdict.IN_HOUSE),
    Qt.Key.Key_3: Command(Act.VERDICT, Verdict.PROFESSIONAL),
    Qt.Key.Key_4: Command(Act.VERDICT, Verdict.POSTPONE),
}
_ALT = {
    Qt.Key.Key_Up: Command(Act.MOVE, steps=-1),
    Qt.Key.Key_Down: Command(Act.MOVE, steps=1),
    Qt.Key.Key_Left: Command(Act.ACROSS, steps=-1),
    Qt.Key.Key_Right: Command(Act.ACROSS, steps=1),
}
_SHIFT = {
    Qt.Key.Key_Left: Command(Act.SHIFT, steps=-1),
    Qt.Key.Key_Right: Command(Act.SHIFT, steps=1),
}
_CONTROL_SHIFT = {
    Qt.Key.Key_Left: Command(Act.STRETCH, steps=-1),
    Qt.Key.Key_Right: Command(Act.STRETCH, steps=1),
}
_MODIFIERS = Qt.KeyboardModifier
_BY_MODIFIERS = (
    (_MODIFIERS.NoModifier, _PLAIN),
    (_MODIFIERS.AltModifier, _ALT),
    (_MODIFIERS.ShiftModifier, _SHIFT),
    (_MODIFIERS.ShiftModifier | _MODIFIERS.ControlModifier, _CONTROL_SHIFT),
)

HELP = (
    ("Enter", "仕事をくわしく開く"),
    ("A", "候補を採用する"),
    ("Delete", "候補を外す・仕事を削除する"),
    ("Space", "判定を順に変える"),
    ("1〜4", "判定を直接選ぶ"),
    ("Ins", "仕事を足す"),
    ("D", "仕事を分ける"),
    ("M", "選んだ仕事をまとめる"),
    ("Alt+↑・Alt+↓", "並べ替える"),
    ("Alt+←・Alt+→", "前・次の課題へ移す"),
    ("Shift+←・Shift+→", "週を動かす"),
    ("Ctrl+Shift+←・→", "期間を変える"),
    ("Ctrl+Shift+F", "答えが変わったあと、もう一度候補を出す"),
    ("Alt+3", "依頼形式へ"),
)
"""Keys and what they do, as F1 shows them."""


def command_of(event: QKeyEvent) -> Command | None:
    """Return what a key asks for, None where it is not a key of this tree."""
    modifiers = event.modifiers() & ~_MODIFIERS.KeypadModifier
    commands = next((found for wanted, found in _BY_MODIFIERS if wanted == modifiers), {})
    return commands.get(Qt.Key(event.key()))
