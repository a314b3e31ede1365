"""What can leave the program, and how its file is called."""

from __future__ import annotations

from enum import StrEnum


class Content(StrEnum):
    """What leaves the program."""

    DRAFT = "draft"
    PREPARATION = "preparation"
    EVIDENCE = "evidence"
    DATA = "data"

    @property
    def label(self) -> str:
        """Return the words of the choice."""
        return {
            "draft": "発注原稿一式（会社へ渡す）",
            "preparation": "準備リスト（会社が用意するもの）",
            "evidence": "適合確認書（点検の控え）",
            "data": "適合確認書（データ）",
        }[self.value]

    @property
    def saving(self) -> str:
        """Return the word on the button."""
        return "データを保存" if self is Content.DATA else "PDFを保存"

    @property
    def ending(self) -> str:
        """Return the ending of the file."""
        return ".json" if self is Content.DATA else ".pdf"

    @property
    def name_part(self) -> str:
        """Return what a suggested file name says of the content."""
        names = {Content.DRAFT: "発注原稿", Content.PREPARATION: "準備リスト"}
        return names.get(self, "適合確認書")
