"""課題とクラウドソーシングの対応表: which problem is helped by which kind of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.documents.case_sheet import case_sheet, firm_and_day
from cspdesk.documents.model import (
    Block,
    Cell,
    Document,
    Heading,
    Mark,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client

CORRELATION = "課題とクラウドソーシングの対応表"
_ALL = "すべての困りごとの対応表"
_NOTHING = "—"


class Strength(StrEnum):
    """How strongly a kind of work helps a problem; the value is the printed sign."""

    CORE = "◎"
    NICE = "○"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelationRow:
    """One problem beside the categories of work; a category that does not help is left out."""

    name: str
    by_category: Mapping[str, Strength]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """One work type that helps a problem.

    Attributes:
        work: names of the catalogue's work for this problem.
        ordered: names of what this case orders of it.
        examples: titles of worked cases that ordered the same.
    """

    category_name: str
    type_name: str
    strength: Strength
    work: tuple[str, ...]
    ordered: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpedProblem:
    """A problem of the case with all that helps it."""

    name: str
    row: CorrelationRow
    helping: tuple[Helping, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """What the sheet shows.

    Attributes:
        categories: id → name, in the order of the columns.
        helped: the problems of the case.
        rows: all problems of the catalogue.
    """

    categories: Mapping[str, str]
    helped: tuple[HelpedProblem, ...]
    rows: tuple[CorrelationRow, ...]


def build_correlation(
    case: Case, client: Client, correlation: Correlation, today: date
) -> Document:
    """Return the table of a case, followed by the one of all problems."""
    categories, helped = correlation.categories, correlation.helped
    blocks: list[Block] = [
        SheetTitle(running=CORRELATION, title=CORRELATION, bookmark=CORRELATION),
        firm_and_day(client, today),
        Paragraph(
            text="◎ 解決の中心になる仕事です　○ 場合によって役に立つ仕事です"
            f"　{_NOTHING} 見本の仕事がありません",
            small=True,
        ),
    ]
    if helped:
        own = [CorrelationRow(name=h.name, by_category=h.row.by_category) for h in helped]
        blocks.append(_matrix(own, categories))
        for problem in helped:
            blocks += _problem(problem)
    else:
        blocks.append(Note(text="この案件の困りごとは、まだ決まっていません。", mark=Mark.INFO))
    blocks += [
        SheetTitle(running=_ALL, title=_ALL, bookmark=_ALL),
        _matrix(correlation.rows, categories),
    ]
    return case_sheet(CORRELATION, case, client, blocks, dated=today)


def _matrix(rows: Sequence[CorrelationRow], categories: Mapping[str, str]) -> Table:
    return Table(
        header=("困りごと", *categories.values()),
        widths=(4, *(max(1.2, 0.28 * len(name)) for name in categories.values())),
        rows=tuple(
            (
                Cell(text=row.name),
                *(Cell(text=row.by_category.get(category, _NOTHING)) for category in categories),
            )
            for row in rows
        ),
    )


def _problem(problem: HelpedProblem) -> tuple[Block, ...]:
    heading = Heading(text=f"困りごと：{problem.name}")
    if not problem.helping:
        note = "外に頼める仕事はありません。「発注しないもの」にある相談先をご覧ください。"
        return (heading, Paragraph(text=note))
    strongest = sorted(problem.helping, key=lambda h: h.strength is not Strength.CORE)
    return (
        heading,
        Table(
            header=("", "仕事の種類", "役に立つ仕事", "この案件で頼む仕事", "似た見本の案件"),
            widths=(0.6, 2.2, 3.6, 2.4, 2),
            rows=tuple(
                (
                    Cell(text=h.strength),
                    Cell(text=f"{h.type_name}（{h.category_name}）"),
                    Cell(text="、".join(h.work)),
                    Cell(text="、".join(h.ordered) or _NOTHING, strong=bool(h.ordered)),
                    Cell(text="、".join(h.examples) or _NOTHING),
                )
                for h in strongest
            ),
        ),
    )
