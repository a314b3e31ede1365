"""Windows that Qt brings along speak Japanese too."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from ui import qt_words

_MODES = (
    (QFileDialog.AcceptMode.AcceptOpen, QFileDialog.FileMode.ExistingFile),
    (QFileDialog.AcceptMode.AcceptSave, QFileDialog.FileMode.AnyFile),
    (QFileDialog.AcceptMode.AcceptOpen, QFileDialog.FileMode.Directory),
)


@pytest.mark.parametrize(("accept", "files"), _MODES)
def test_file_windows_show_no_english_word(
    qtbot: QtBot,
    qapp: QApplication,
    accept: QFileDialog.AcceptMode,
    files: QFileDialog.FileMode,
) -> None:
    translators = qt_words.install(qapp)
    window = QFileDialog(None, "自前の仕事")
    qtbot.addWidget(window)
    window.setOption(QFileDialog.Option.DontUseNativeDialog)
    window.setAcceptMode(accept)
    window.setFileMode(files)

    words = [label.text() for label in window.findChildren(QLabel)]
    words += [b.text() or b.toolTip() for b in window.findChildren(QAbstractButton)]
    for translator in translators:
        qapp.removeTranslator(translator)

    assert words
    assert [w for w in words if re.search("[A-Za-z]{2,}", w)] == []
