"""What step ④ is for, and its keys."""

from __future__ import annotations

from ui.pages.page import Help
from ui.pages.posting_fields import PRICE_KEY

HELP = Help(
    purpose="左で書き、中央で応募する人に見える形を確かめ、右の指摘を上から直します。"
    "直さない指摘は、理由を書いて例外として残せます。"
    "点検は発注予定日の法令と、選んだサービスの決まりで行います。",
    keys=(
        ("F8 Shift+F8", "次・前の指摘へ"),
        ("Ctrl+.", "いまの指摘を直す"),
        ("Ctrl+Shift+.", "いまの指摘を例外として残す"),
        ("F9", "いまの指摘の出どころと例を開く・閉じる"),
        ("Ctrl+Enter", "点検を確定し、もう一度で次の仕事へ"),
        ("Ctrl+Z Ctrl+Y", "直したことを元に戻す・やり直す"),
        ("Alt+↑ Alt+↓", "仕事を移る"),
        ("Ctrl+Shift+C", "全文をコピーする"),
        (PRICE_KEY, "価格カードを開く"),
        ("Ctrl+P", "PDFに出力する"),
    ),
)
