"""What can be written on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from cspdesk import __version__
from cspdesk.commands import BAD_INPUT_CODE

_ORDER_TYPES = ("direct", "intermediary1", "intermediary2")
_TEXT_VERBS = (
    ("decompose", "相談の言葉から、仕事の候補と発注しないものを出します"),
    ("recommend", "仕事の説明から、依頼形式を勧めます"),
    ("check", "依頼文を点検します"),
)
_LISTS = (
    ("cases", "案件の一覧"),
    ("catalogue", "仕事の見本の一覧"),
    ("problems", "困りごとの一覧"),
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # The library words its messages in English; the detail helps who reads the manual.
        self.exit(
            BAD_INPUT_CODE,
            "cspdesk: 書き方が正しくありません。"
            f"「cspdesk --help」で確かめてください。（{message}）\n",
        )


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what a command line asks for; a wrong one ends the program with a sentence."""
    return _parser().parse_args(arguments)


def _named(folder: str) -> str:
    """Return the name of a folder; an empty one would mean the person's own data."""
    if not folder.strip():
        raise argparse.ArgumentTypeError("名前が空です")
    return folder


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="cspdesk",
        description="相談の言葉から、点検済みの発注原稿までを作ります。引数なしで画面を開きます。",
        epilog="終了コード: 0 正常 / 1 不適合あり / 2 入力の誤り / 3 データフォルダーを使えない",
    )
    parser.add_argument("--version", action="version", version=f"cspdesk {__version__}")
    parser.add_argument(
        "--check",
        dest="check_installation",
        action="store_true",
        help="仮のフォルダーで、データの読み込みと PDF の作成を確かめます",
    )
    parser.add_argument("--data-dir", metavar="DIR", type=_named, help="データを置くフォルダー")
    verbs = parser.add_subparsers(dest="verb", metavar="コマンド", parser_class=_Parser)
    demo = verbs.add_parser("demo", help="見本の案件から発注原稿を作ります")
    demo.add_argument("--out", required=True, metavar="DIR", help="書き出すフォルダー")
    for name, text in _TEXT_VERBS:
        _text_verb(verbs.add_parser(name, help=text), checks=name == "check")
    _export_verb(
        verbs.add_parser("export", help="案件の発注原稿を PDF に、点検の証跡を JSON に書き出します")
    )
    for name, text in _LISTS:
        verb = verbs.add_parser(name, help=text)
        verb.add_argument("--json", action="store_true", help="JSON で出します")
    _rules_verb(verbs.add_parser("rules", help="ルールの一覧と内容、書いたルールの点検"))
    _backup_verbs(verbs)
    return parser


def _backup_verbs(verbs: argparse._SubParsersAction[_Parser]) -> None:
    backing_up = verbs.add_parser("backup", help="データの控えを 1つのファイルに取ります")
    backing_up.add_argument("--out", required=True, type=_named, metavar="FILE", help="控えの名前")
    verifying = verbs.add_parser("verify", help="控えに傷みがないかを確かめます")
    verifying.add_argument("file", metavar="FILE", help="控え、またはデータ本体（cspdesk.db）")
    restoring = verbs.add_parser("restore", help="控えからデータを戻します")
    restoring.add_argument("file", metavar="FILE", help="backup で取った控え")
    restoring.add_argument(
        "--replace",
        action="store_true",
        help="今あるデータを控えに残してから置き換えます",
    )


def _text_verb(verb: argparse.ArgumentParser, *, checks: bool) -> None:
    verb.add_argument("file", metavar="FILE", help="UTF-8 の文章。- は標準入力")
    output = verb.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="JSON を 1つ出します")
    output.add_argument("--jsonl", action="store_true", help="1行に 1つの JSON を読み書きします")
    if checks:
        _check_options(verb)


def _export_verb(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("case_id", metavar="CASE_ID")
    verb.add_argument(
        "--out",
        required=True,
        metavar="FILE.pdf|FILE.json",
        help="終わりが .json なら適合確認書の内容",
    )


def _rules_verb(verb: argparse.ArgumentParser) -> None:
    actions = verb.add_subparsers(
        dest="action", metavar="内容", required=True, parser_class=_Parser
    )
    listing = actions.add_parser("list", help="ルールの一覧")
    showing = actions.add_parser("show", help="1つのルールの内容と出どころ")
    showing.add_argument("rule_id", metavar="ID")
    for action in (listing, showing):
        action.add_argument("--as-of", metavar="YYYY-MM-DD", default="", help="この日の内容")
    testing = actions.add_parser("test", help="書いたルールの形と例を確かめます")
    testing.add_argument("pack", metavar="PACK", help="ルールのファイルか、そのフォルダー")
    testing.set_defaults(as_of="")
    for action in (listing, showing, testing):
        action.add_argument("--json", action="store_true", help="JSON で出します")


def _check_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--format", choices=("project", "competition", "task"), default="")
    verb.add_argument("--order-type", choices=_ORDER_TYPES, default="intermediary2")
    verb.add_argument("--as-of", metavar="YYYY-MM-DD", default="", help="この日の法令で点検します")
    verb.add_argument(
        "--stage",
        choices=("posting", "contract", "order"),
        default="posting",
        help="依頼文（posting）、契約条件（contract）、発注の記録（order）のどれか",
    )
    verb.add_argument("--fragment", action="store_true", help="文や節だけを点検します")
    verb.add_argument(
        "--platform",
        metavar="ID",
        default="",
        help="このプラットフォームの決まりでも点検します（crowdworks など）",
    )
