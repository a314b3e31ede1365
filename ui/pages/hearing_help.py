"""What step ① is for, and its keys."""

from __future__ import annotations

from ui.pages.hearing_told import TAKE_KEY
from ui.pages.page import Help

HELP = Help(
    purpose="相談者の言葉を書き留め、1問ずつ聞き取ります。どの質問も、飛ばすか不明で残せます。",
    keys=(
        ("Ctrl+Enter", "次の質問へ"),
        ("Ctrl+J", "今は飛ばす"),
        ("Ctrl+U", "「不明」で残す"),
        (TAKE_KEY, "お話に出てきた値を入れる"),
        ("Alt+←", "前の質問に戻る"),
        ("Alt+Q・W・E・R・T …", "選択肢を選ぶ"),
        ("Enter", "選択肢を選んで次へ"),
        ("Alt+2", "課題分解へ"),
    ),
)
