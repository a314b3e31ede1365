"""Write docs/law-statements.md: every statement of law with its source and how sure it is.

All of it comes from `resources/`, so the file is never edited by hand. Sentences carry the
figures of the day on which the rules were last looked at.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from cspdesk.domain.order_facts import OrderFacts
from cspdesk.domain.party_law import LawVerdict
from cspdesk.domain.platform import PlatformPage
from cspdesk.domain.source import Confidence, Ground, Source
from cspdesk.rules.figure_names import amount_in_words, figure_name
from cspdesk.rules.loading import load_pack
from cspdesk.rules.model import DatedValue, Pack
from cspdesk.rules.pack_head import read_head
from cspdesk.rules.party_law import laws_between
from cspdesk.rules.platforms import platform_ids, read_profile
from cspdesk.rules.work_kinds import Trade, Withholding, work_kinds
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing_knowledge import load_knowledge
from cspdesk.services.rule_book import RuleBook, RuleEntry
from cspdesk.services.rule_words import facts_words

TARGET = Path(__file__).resolve().parent.parent / "docs" / "law-statements.md"
COMMAND = "python -m scripts.law_table"
_WAGES = "minimum_wage."
_DAY = timedelta(days=1)
_PARTIES = (
    OrderFacts(),
    OrderFacts(worker_is_solo=True, client_employees=3),
    OrderFacts(worker_is_solo=True, client_employees=3, months=1),
    OrderFacts(worker_is_solo=True, client_employees=3, months=6),
    OrderFacts(worker_is_solo=True, client_employees=0, client_officers=1),
    OrderFacts(worker_is_solo=False, worker_employees=2),
    OrderFacts(
        client_capital_yen=20_000_000,
        worker_is_company=False,
        worker_is_solo=True,
        resale=True,
        work_type="article",
    ),
    OrderFacts(client_capital_yen=5_000_000, client_employees=4, resale=True, work_type="article"),
    OrderFacts(client_capital_yen=20_000_000, resale=False, own_trade=False, work_type="article"),
)
_TRADES = {Trade.TECHNICAL: "プログラム", Trade.OTHER: "情報成果物・役務", Trade.UNSURE: "要確認"}
_WITHHOLDING = {
    Withholding.YES: "対象",
    Withholding.NO: "対象外",
    Withholding.UNSURE: "要確認",
}


class _Shelf:
    """The shipped rules alone."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def pack(self) -> Pack:
        return self._pack


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or tell with `--check` whether it is up to date; return the exit code."""
    parser = argparse.ArgumentParser(prog="law_table", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    if parser.parse_args(arguments).check:
        print(fault() or "up to date")
        return 1 if fault() else 0
    TARGET.write_text(table(), encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {table().count(chr(10))} lines")
    return 0


def fault() -> str:
    """Return what is wrong with the file as it is, empty if it is up to date."""
    present = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    return "" if present == table() else f"{TARGET.name} is not up to date: run {COMMAND}"


def table() -> str:
    """Return the whole file."""
    pack = load_pack()
    day = pack.checked_on
    entries = RuleBook(_Shelf(pack)).entries(day)
    lines = [
        "# Law statements",
        "",
        f"Every statement of law that cspdesk makes, with its source. Written by `{COMMAND}` from",
        "`resources/`; do not edit. 確認済 = found the same in what public bodies publish;",
        "要確認 and the like = not yet seen at the source itself, so never an error.",
        "",
        f"Rule pack {pack.version}. Sentences carry the figures of {day}; ○ stands for what is",
        "found in a text.",
        *_summary(entries, pack),
        *_rules(entries),
        *_figures(pack),
        *_parties(day),
        *_work_kinds(),
        *_grounds(),
        *_terms(),
    ]
    return "\n".join([*lines, ""])


def _summary(entries: tuple[RuleEntry, ...], pack: Pack) -> Iterator[str]:
    figures = [entry for values in pack.values.values() for entry in values]
    yield from _head("Summary", "", "全部", *Confidence)
    for what, marks in (
        ("Rules", [entry.confidence for entry in entries]),
        ("Dated figures", [entry.confidence for entry in figures]),
        ("Grounds of the catalogue", [ground.confidence for ground in _all_grounds()]),
    ):
        yield _row(what, str(len(marks)), *(str(marks.count(mark)) for mark in Confidence))


def _rules(entries: Iterable[RuleEntry]) -> Iterator[str]:
    for label, group in groupby(entries, key=lambda entry: entry.group_label):
        yield from _head(
            f"ルール：{label}", "番号", "述べること", "重さ", "期間", "出どころ", "確度"
        )
        for entry in group:
            weight = "<br>".join((entry.severity.label, *entry.weights))
            said = f"**{entry.title}**<br>{entry.message}"
            sources = "<br>".join(map(_source, entry.sources))
            mark = f"{entry.confidence}<br>{entry.checked_on}"
            yield _row(entry.id, said, weight, entry.period, sources, mark)


def _figures(pack: Pack) -> Iterator[str]:
    yield from _head("数値", "名前", "値", "期間", "出どころ", "確度")
    for name, values in sorted(pack.values.items()):
        if name.startswith(_WAGES):
            continue
        for number, entry in enumerate(values):
            following = values[number + 1].start if number + 1 < len(values) else entry.until
            last = following - _DAY if following else ""
            value = amount_in_words(entry.value, entry.unit)
            period = f"{entry.start} 〜 {last}".strip()
            yield _row(figure_name(name), value, period, _source(entry.source), entry.confidence)
    wages = [e for name, es in pack.values.items() if name.startswith(_WAGES) for e in es]
    for source, group in groupby(sorted(wages, key=_wage_key), key=lambda entry: entry.source):
        found = tuple(group)
        yen = [entry.value for entry in found]
        starts = sorted(entry.start for entry in found)
        yield _row(
            f"最低賃金（{len(found)}件：都道府県と全国加重平均）",
            f"{min(yen):,}〜{max(yen):,}円",
            f"{starts[0]} 〜 {starts[-1]} に始まる",
            _source(source),
            found[0].confidence,
        )


def _wage_key(entry: DatedValue) -> str:
    return f"{entry.source}"


def _parties(day: date) -> Iterator[str]:
    yield from _head(
        f"どの法律が当たるか（{day} の委託の例）",
        "当事者と取引",
        "法律",
        "判定",
        "理由",
        "出どころ",
    )
    for facts in _PARTIES:
        laws = laws_between(facts, day)
        known = facts_words(facts) or "何も分からない"
        yield from (_verdict_row(known, verdict) for verdict in (laws.freelance, laws.toriteki))


def _verdict_row(known: str, verdict: LawVerdict) -> str:
    standing = "<br>".join((verdict.standing.label, *verdict.articles))
    sources = "<br>".join(map(_source, verdict.sources))
    return _row(known, verdict.law.label, standing, "".join(verdict.reasons), sources)


def _work_kinds() -> Iterator[str]:
    names = {work_type.id: work_type.name for work_type in load_catalogue().work_types}
    yield from _head(
        "仕事の種類", "種類", "源泉徴収（受注者が個人のとき）", "よりどころ", "取適法の規模"
    )
    for name, kind in work_kinds().items():
        yield _row(
            names.get(name, name), _WITHHOLDING[kind.withholding], kind.why, _TRADES[kind.trade]
        )


def _all_grounds() -> tuple[Ground, ...]:
    return tuple(dict.fromkeys(ground for _, grounds in _reasoned() for ground in grounds))


def _reasoned() -> Iterator[tuple[str, tuple[Ground, ...]]]:
    """Yield the statements of the catalogue with what they rest on."""
    catalogue = load_catalogue()
    always = tuple(own.entry for own in load_knowledge(catalogue).kept_back)
    for entry in (*always, *(e for p in catalogue.problems for e in p.not_to_order)):
        yield f"{entry.name}：{entry.reason}", entry.grounds
    for item in catalogue.items:
        for note, grounds in (
            (item.legal_notes, item.grounds),
            (item.rights_note, item.rights_grounds),
            (item.withholding_why, item.withholding_grounds),
        ):
            if note:
                yield f"{item.name}：{note}", grounds


def _grounds() -> Iterator[str]:
    yield from _head("仕事の見本と「発注しないもの」の根拠", "述べること", "根拠", "確度")
    seen: set[tuple[str, tuple[Ground, ...]]] = set()
    for said, grounds in _reasoned():
        if grounds and (said, grounds) not in seen:
            seen.add((said, grounds))
            lines = "<br>".join(_source(ground.source) for ground in grounds)
            yield _row(said, lines, "<br>".join(ground.confidence for ground in grounds))


def _terms() -> Iterator[str]:
    yield from _head(
        "サービスの決まり（法律ではないもの）", "サービス", "述べること", "出どころ", "確度"
    )
    for name in platform_ids():
        profile = read_profile(name)
        contact = profile.outside_contact
        yield _term_row(profile.name, contact.text, contact.pages, contact.confidence)
        for term in profile.terms:
            yield _term_row(profile.name, term.text, term.pages, term.confidence)


def _term_row(name: str, said: str, pages: tuple[PlatformPage, ...], mark: Confidence) -> str:
    return _row(name, said, "<br>".join(_source(page.source()) for page in pages), mark)


def _head(title: str, *columns: str) -> Iterator[str]:
    yield from ("", f"## {title}", "", _row(*columns), f"|{'---|' * len(columns)}")


def _row(*cells: str) -> str:
    ready = (cell.replace("|", "｜").replace("\n", "<br>") for cell in cells)
    return f"| {' | '.join(ready)} |"


def _source(source: Source) -> str:
    """Return law, article, publisher and days; laws go by their short names."""
    law = read_head().short_name(source.law)
    rest = [source.publisher, source.dated]
    if source.checked_on is not None:
        rest.append(f"{source.checked_on}確認")
    label = f"{law} {source.article}".strip()
    return f"{label}（{'、'.join(part for part in rest if part)}）"


if __name__ == "__main__":
    sys.exit(main())
