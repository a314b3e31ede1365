"""Japanese words of Qt's own windows: Qt's translation, and what its newer windows say anew."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_WORDS = {
    ("QFileDialog", "&Look in:"): "場所(&L):",
    ("QFileDialog", "Files of &type:"): "ファイルの種類(&T):",
}


class MissingWords(QTranslator):
    """Asked before Qt's own translation; knows these few words only."""

    def isEmpty(self) -> bool:
        """Deny it, or Qt would not ask."""
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """Return the Japanese words; None leaves them to Qt's translation."""
        del disambiguation, n
        return _WORDS.get((context, sourceText))


def install(app: QCoreApplication) -> tuple[QTranslator, ...]:
    """Let Qt's own windows speak Japanese; return what was installed."""
    shipped, missing = QTranslator(app), MissingWords(app)
    shipped.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (shipped, missing):
        app.installTranslator(translator)
    return shipped, missing
