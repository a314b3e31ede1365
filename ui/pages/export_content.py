"""What can leave the program, and how its file is called."""

from __future__ import annotations

from enum import StrEnum


class Content(StrEnum):
    """What leaves the program."""

    DRAFT = "draft"
    PREPARATION = "preparation"
    HEARING = "hearing"
    HEARING_BLANK = "hearing_blank"
    COMPARISON = "comparison"
    CORRELATION = "correlation"
    PRICES = "prices"
    EVIDENCE = "evidence"
    DATA = "data"

    @property
    def label(self) -> str:
        """Return the words of the choice."""
        return {
            "draft": "発注原稿一式（会社へ渡す）",
            "preparation": "準備リスト（会社が用意するもの）",
            "hearing": "ヒアリングシート（聞き取りの控え）",
            "hearing_blank": "ヒアリングシート（記入用）",
            "comparison": "依頼形式のくらべ（会社へ渡す）",
            "correlation": "課題とクラウドソーシングの対応表（会社へ渡す）",
            "prices": "価格カード（金額の内訳とサービスのくらべ）",
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
        names = {
            Content.DRAFT: "発注原稿",
            Content.PREPARATION: "準備リスト",
            Content.HEARING: "ヒアリングシート",
            Content.HEARING_BLANK: "記入用ヒアリングシート",
            Content.COMPARISON: "依頼形式のくらべ",
            Content.CORRELATION: "課題の対応表",
            Content.PRICES: "価格カード",
        }
        return names.get(self, "適合確認書")
