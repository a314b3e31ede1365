"""What the verbs `backup`, `verify` and `restore` say when all went well."""

from __future__ import annotations

from pathlib import Path

from cspdesk.domain.japan import in_japan
from cspdesk.services.ports import BackupContents


def backup_text(name: str, contents: BackupContents) -> str:
    """Return what is said after a backup was made, read again and named."""
    return f"{name} に控えを取り、読み直して確かめました（{_holds(contents)}）。"


def verify_text(name: str, contents: BackupContents) -> str:
    """Return what is said of a sound file, and how far the look at it went."""
    if contents.made_at is None:
        return (
            f"{name} に傷みは見つかりませんでした（データ本体。{_holds(contents)}）。"
            "データ本体で確かめられるのは、形とつながりまでです。"
            "1字の違いまで確かめるには、控え（cspdesk backup）を取ってください。"
        )
    return f"{name} に傷みはありません（{_made(contents)}。{_holds(contents)}）。"


def restore_text(name: str, contents: BackupContents, kept: Path | None) -> str:
    """Return what is said after a restore, and where the state before is."""
    made = f"{_made(contents)}。" if contents.made_at else ""
    lines = [f"{name} からデータを戻しました（{made}{_holds(contents)}）。"]
    if kept is not None:
        lines.append(f"戻す前のデータは {kept} に残しました。")
    return "\n".join(lines)


def _made(contents: BackupContents) -> str:
    return f"{in_japan(contents.made_at):%Y年%m月%d日 %H:%M}の控え" if contents.made_at else ""


def _holds(contents: BackupContents) -> str:
    own = f"、自前の仕事とルールのファイル {contents.own_files}個" if contents.own_files else ""
    return f"案件 {contents.cases}件、会社 {contents.clients}件{own}"
