"""What is said when something cannot be done: one table for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cspdesk import errors


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is told about a problem.

    Attributes:
        title: head of the dialog, without a full stop.
        what: what happened.
        why: what stands behind it, and what became of the work.
        how: the next step.
        command_how: the next step on the command line, where it is another one.
    """

    title: str
    what: str
    why: str
    how: str
    command_how: str = ""


def sentences_for(problem: errors.UserProblem) -> Sentences:
    """Return the sentences for a problem the consultant can act on.

    Raises:
        KeyError: the class has no sentences; a test walks all of them.
    """
    return _SENTENCES[type(problem)](problem)


_BAD_INPUT: dict[errors.BadInputReason, tuple[str, str]] = {
    "missing_file": (
        "その場所にファイルがありません",
        "名前と置き場所を確かめてください。",
    ),
    "unreadable": (
        "ファイルではないか、読む許可がないか、読み取りの途中で止まりました",
        "ファイルの種類と読む許可を確かめてください。",
    ),
    "not_utf8": ("文字の符号が UTF-8 ではありません", "UTF-8 で保存し直してください。"),
    "too_large": ("大きさが 10 MB を超えています", "分けて渡してください。"),
    "empty": ("中身が空です", "文章を入れてから、もう一度行ってください。"),
    "nul": ("文字ではない内容が含まれています", "文章のファイルを選んでください。"),
    "surrogate": ("文字として成り立たない部分があります", "文章を入力し直してください。"),
    "not_json": ("決まった形（JSON のオブジェクト）になっていません", "形を直してください。"),
    "wrong_field": (
        "必要な項目がないか、値の形が違います",
        "項目の名前と値の形を確かめてください。",
    ),
    "wrong_date": ("日付として読めません", "2026-11-22 の形で書いてください。"),
}


def _bad_input(problem: errors.BadInput) -> Sentences:
    name = f"「{problem.where}」" if problem.where else "入力した内容"
    why, how = _BAD_INPUT[problem.reason]
    detail = f"（{problem.detail}）" if problem.detail else ""
    return Sentences(
        "読み取れませんでした", f"{name}を読み取れませんでした。", f"{why}{detail}。", how
    )


def _unknown_case(problem: errors.UnknownCase) -> Sentences:
    return Sentences(
        "案件が見つかりません",
        "この案件を開けませんでした。",
        "ごみ箱から消されたか、別の置き場所のデータを開いています。",
        "案件の一覧から選び直してください。",
        command_how=f"番号「{problem.case_id}」を「cspdesk cases」の一覧と比べてください。",
    )


def _unknown_rule(problem: errors.UnknownRule) -> Sentences:
    return Sentences(
        "ルールが見つかりません",
        f"「{problem.rule_id}」というルールはありません。",
        "番号の書き方が違うか、この版にないルールです。",
        "法令・ルールの一覧から選び直してください。",
        command_how="「cspdesk rules list」の一覧で番号を確かめてください。",
    )


def _unknown_platform(problem: errors.UnknownPlatform) -> Sentences:
    return Sentences(
        "プラットフォームが見つかりません",
        f"「{problem.platform_id}」というプラットフォームは登録されていません。",
        f"登録があるのは {'、'.join(problem.known)} です。",
        "この中から選んでください。",
    )


def _stale_case(_problem: errors.StaleCase) -> Sentences:
    return Sentences(
        "別の窓で変わっています",
        "この案件は、開いた後に別の窓で変更されました。",
        "このまま保存すると、もう一方の変更が失われます。",
        "入力した内容はこの画面に残っています。必要な所を写してから、開き直してください。",
        command_how="もう一度行ってください。",
    )


def _stale_client(_problem: errors.StaleClient) -> Sentences:
    return Sentences(
        "別の窓で変わっています",
        "この会社の情報は、開いた後に別の窓で変更されました。",
        "このまま保存すると、もう一方の変更が失われます。",
        "会社を選び直してから、もう一度直してください。",
        command_how="もう一度行ってください。",
    )


def _cycle(problem: errors.DependencyCycle) -> Sentences:
    return Sentences(
        "前後関係が輪になります",
        "この順番にはできません。",
        f"「{'」→「'.join(problem.names)}」と続き、始められる仕事がなくなります。",
        "前に必要な仕事を 1つ外してください。",
    )


def _storage(_problem: errors.StorageProblem) -> Sentences:
    return Sentences(
        "データを読み書きできません",
        "データの置き場所を読み書きできませんでした。",
        "置き場所が外れたか、使えない状態です。",
        "置き場所を確かめてから、もう一度行ってください。",
    )


def _newer_file(problem: errors.NewerFile) -> Sentences:
    return Sentences(
        "このデータは新しい版で作られました",
        f"「{problem.path.name}」を開きませんでした。",
        "古い版で開くと、新しい項目が失われるためです。元のファイルは変わっていません。",
        "新しい版の cspdesk で開いてください。",
    )


def _not_our_file(problem: errors.NotOurFile) -> Sentences:
    return Sentences(
        "データを開けません",
        f"「{problem.path.name}」を開きませんでした。",
        "cspdesk のデータではないか、途中で切れています。元のファイルは変わっていません。",
        "置き場所を確かめるか、控えから戻してください。",
    )


def _folder_in_use(problem: errors.FolderInUse) -> Sentences:
    return Sentences(
        "すでに開いています",
        "同じ置き場所を、別の cspdesk が使っています。",
        f"コンピューター「{problem.host}」で開かれています。",
        "先に開いた窓を使うか、閉じてから開き直してください。",
        command_how=f"そちら（番号 {problem.pid}）を閉じてから、もう一度行ってください。",
    )


def _folder_unusable(problem: errors.FolderUnusable) -> Sentences:
    return Sentences(
        "置き場所を使えません",
        f"「{problem.folder}」に書き込めませんでした。",
        "フォルダーがないか、書き込む許可がありません。",
        "書き込めるフォルダーを指定して開き直してください。",
        command_how="書き込めるフォルダーを --data-dir で指定してください。",
    )


def _disk_full(_problem: errors.DiskFull) -> Sentences:
    return Sentences(
        "保存できません",
        "置き場所の空きが足りません。",
        "書き込みの途中で空きがなくなりました。前に保存した内容はそのままです。",
        "不要なファイルを消してから、もう一度保存してください。",
        command_how="不要なファイルを消してから、もう一度行ってください。",
    )


def _store_busy(_problem: errors.StoreBusy) -> Sentences:
    return Sentences(
        "保存を待っています",
        "データがほかの処理に使われていて、書き込めませんでした。",
        "控えの作成や、別の操作が続いています。",
        "少し待ってから、もう一度行ってください。",
    )


def _migration_failed(problem: errors.MigrationFailed) -> Sentences:
    kept = f"控え「{problem.backup.name}」も残っています。" if problem.backup else ""
    return Sentences(
        "データを新しい形にできません",
        "新しい版の形への書き換えが途中で止まりました。",
        f"元のデータは変わっていません。{kept}",
        "前の版で開くか、内容をコピーして開発元へ知らせてください。",
    )


def _export_failed(problem: errors.ExportFailed) -> Sentences:
    return Sentences(
        "書き出せませんでした",
        f"「{problem.path.name}」を書き出せませんでした。",
        "同じ名前のファイルが開かれているか、書き込む許可がありません。",
        "ファイルを閉じるか、別の名前や場所を選んでください。",
    )


def _export_too_large(problem: errors.ExportTooLarge) -> Sentences:
    return Sentences(
        "大きすぎて書き出せません",
        f"「{problem.path.name}」に入れる内容が多すぎて、書き出していません。",
        "取り込めるファイルは、1つ 2MB までのためです。",
        "使っていない仕事や困りごとを消してから、もう一度書き出してください。"
        "手書きのファイルの分は、そのファイルを別に渡してください。",
    )


def _nothing_to_back_up(problem: errors.NothingToBackUp) -> Sentences:
    return Sentences(
        "控えるデータがありません",
        f"「{problem.folder}」に、控えるデータがありません。",
        "まだ何も保存していないか、別の置き場所を指しています。",
        "置き場所を確かめてください。",
        command_how="データのあるフォルダーを --data-dir で指定してください。",
    )


def _unsound_file(problem: errors.UnsoundFile) -> Sentences:
    return Sentences(
        "控えとして使えません",
        f"「{problem.path.name}」は、控えとして使えません。",
        "傷みや欠けがあるか、cspdesk の控えではないファイルです。どのデータも変えていません。",
        "もう一度写し直すか、別の控えを選んでください。",
    )


def _newer_backup(problem: errors.NewerBackup) -> Sentences:
    return Sentences(
        "この控えは新しい版で作られました",
        f"「{problem.path.name}」は、この版では使えません。",
        "新しい版の cspdesk で作られた控えです。どのデータも変えていません。",
        "新しい版の cspdesk で戻してください。",
    )


def _folder_not_empty(problem: errors.FolderNotEmpty) -> Sentences:
    return Sentences(
        "すでにデータがあります",
        f"「{problem.folder}」は空ではないので、控えを戻していません。",
        "今あるデータを守るためです。何も変えていません。",
        "空のフォルダーを選んでください。",
        command_how="空のフォルダーを --data-dir で指定するか、"
        "今のデータを控えに残して置き換える --replace を付けてください。",
    )


def _no_display(_problem: errors.NoDisplay) -> Sentences:
    return Sentences(
        "表示する所がありません",
        "ディスプレイが見つかりません。",
        "デスクトップの外で始めたためです。",
        "デスクトップの中で始めるか、「xvfb-run -a cspdesk」をお試しください。",
    )


_SENTENCES: dict[type[errors.UserProblem], Callable[..., Sentences]] = {
    errors.BadInput: _bad_input,
    errors.UnknownCase: _unknown_case,
    errors.UnknownRule: _unknown_rule,
    errors.UnknownPlatform: _unknown_platform,
    errors.NoDisplay: _no_display,
    errors.StaleCase: _stale_case,
    errors.StaleClient: _stale_client,
    errors.DependencyCycle: _cycle,
    errors.StorageProblem: _storage,
    errors.NewerFile: _newer_file,
    errors.NotOurFile: _not_our_file,
    errors.FolderInUse: _folder_in_use,
    errors.FolderUnusable: _folder_unusable,
    errors.DiskFull: _disk_full,
    errors.StoreBusy: _store_busy,
    errors.MigrationFailed: _migration_failed,
    errors.ExportFailed: _export_failed,
    errors.ExportTooLarge: _export_too_large,
    errors.NothingToBackUp: _nothing_to_back_up,
    errors.UnsoundFile: _unsound_file,
    errors.NewerBackup: _newer_backup,
    errors.FolderNotEmpty: _folder_not_empty,
}
