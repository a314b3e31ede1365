"""One sentence on standard error for each problem a person can act on."""

from __future__ import annotations

from cspdesk.errors import (
    BadInput,
    DependencyCycle,
    DiskFull,
    ExportFailed,
    FolderInUse,
    FolderUnusable,
    MigrationFailed,
    NewerFile,
    NotOurFile,
    StaleCase,
    StaleClient,
    StoreBusy,
    UnknownCase,
    UserProblem,
)

BAD_INPUT_CODE = 2
"""Exit code of what was written wrongly, on the command line or in a file."""

_BAD_INPUT = {
    "missing_file": "ファイルがありません。名前を確かめてください。",
    "unreadable": "読めませんでした。ファイルかどうか、読む権限があるかを確かめてください。",
    "not_utf8": "UTF-8 の文章ではありません。UTF-8 で保存し直してください。",
    "too_large": "10MB を超えています。分けて渡してください。",
    "empty": "文章が空です。点検や提案をする文章を渡してください。",
    "nul": "文章ではない文字（NUL）が入っています。文章のファイルを渡してください。",
    "surrogate": "壊れた文字（対になっていない符号）が入っています。文章を入力し直してください。",
    "not_json": "JSON のオブジェクトとして読めません。1行に1つの形で渡してください。",
    "wrong_field": "項目の値が正しくありません。項目の名前と形を確かめてください。",
    "wrong_date": "日付として読めません。2026-11-22 の形で書いてください。",
}


def sentence(problem: UserProblem) -> str:  # noqa: PLR0911 - one return for each problem
    """Return what happened and what to do, in one Japanese sentence or two."""
    match problem:
        case BadInput():
            place = f"{problem.where}: " if problem.where else ""
            detail = f"（{problem.detail}）" if problem.detail else ""
            return f"{place}{_BAD_INPUT[problem.reason]}{detail}"
        case UnknownCase():
            return (
                f"案件「{problem.case_id}」はありません。"
                "「cspdesk cases」で番号を確かめてください。"
            )
        case FolderInUse():
            return (
                f"データフォルダーは、別の cspdesk（{problem.host}、番号 {problem.pid}）が"
                "使っています。そちらを閉じてから、もう一度お試しください。"
            )
        case NewerFile():
            return (
                f"{problem.path} は新しい版の cspdesk で作られています。"
                "新しい版で開いてください。ファイルには触れていません。"
            )
        case NotOurFile():
            return (
                f"{problem.path} は cspdesk のデータではないか、途中で切れています。"
                "控えから戻してください。ファイルには触れていません。"
            )
        case FolderUnusable():
            return (
                f"データフォルダー {problem.folder} を使えません（{problem.reason}）。"
                "書き込めるフォルダーを --data-dir で指定してください。"
            )
        case _:
            return _rare(problem)


def _rare(problem: UserProblem) -> str:  # noqa: PLR0911 - one return for each problem
    match problem:
        case DiskFull():
            return (
                f"{problem.path} に書く空きがありません。空きを作ってから、もう一度お試しください。"
            )
        case MigrationFailed():
            kept = f"控えは {problem.backup} にあります。" if problem.backup else ""
            return f"{problem.path} を新しい形に移せませんでした。元のまま残してあります。{kept}"
        case StoreBusy():
            return "別の画面で保存中です。少し待ってから、もう一度お試しください。"
        case ExportFailed():
            return (
                f"{problem.path} に書き出せませんでした（{problem.reason}）。"
                "別の場所を指定してください。元のファイルは残っています。"
            )
        case StaleCase() | StaleClient():
            return "別の画面で変更されていました。開き直してから、もう一度お試しください。"
        case DependencyCycle():
            return f"前に必要な仕事が輪になっています：{' → '.join(problem.names)}"
        case _:
            return "処理できませんでした。入力を確かめてください。"
