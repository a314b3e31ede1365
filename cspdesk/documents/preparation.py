"""準備リスト: what the client gets ready before each order, by order and by day, to tick off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.documents.case_sheet import case_sheet
from cspdesk.documents.model import (
    Block,
    Cell,
    Document,
    FieldGrid,
    Heading,
    Mark,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.documents.wording import UNDECIDED, long_day
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import Decomposition, ProposalState, Verdict, WorkItem

PREPARATION_LIST = "準備リスト"
_BOX = "□"
_CRITICAL = " ※"
_SECRET_WORDS = (
    *("名簿", "顧客", "個人", "社外秘", "秘密", "原価", "契約書", "図面"),
    # What opens a door: whoever reads the posting could walk in.
    *("ログイン", "パスワード", "権限", "アカウント", "管理の情報", "サーバーの情報"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order as the list shows it.

    Attributes:
        ready_by: last working day before it goes out; what is needed lies ready then.
        stages: name, first and last day of each stage, from the posting to the acceptance.
        critical: any delay of it makes the whole late.
    """

    number: int
    item: WorkItem
    ready_by: date
    stages: tuple[tuple[str, date, date], ...]
    critical: bool = False


def build_preparation(
    case: Case,
    client: Client,
    *,
    orders: Sequence[Order],
    today: date,
    basis: str,
) -> Document:
    """Return the list of a case.

    Args:
        case: the case as it stands.
        client: the firm that prepares.
        orders: what is ordered with its days, in any order.
        today: day printed on it.
        basis: what the lengths of the stages rest on.
    """
    ordered = sorted(orders, key=lambda order: (order.ready_by, order.number))
    blocks: list[Block] = [
        SheetTitle(running=PREPARATION_LIST, title="ご用意いただくもの", bookmark=PREPARATION_LIST),
        _facts(case, client, today),
    ]
    if not ordered:
        blocks.append(Note(text="発注する仕事がまだ決まっていません。", mark=Mark.INFO))
    else:
        blocks.append(
            Paragraph(
                text="仕事ごとに、募集を始める前の日までにご用意ください。"
                "済んだものは□に印を付けます。"
            )
        )
        blocks += _shared(ordered, today)
        for order in ordered:
            blocks += _order(order, case.decomposition, today)
        blocks += _handover(ordered)
        blocks += plan_blocks(ordered, basis)
    return case_sheet(PREPARATION_LIST, case, client, blocks, dated=today)


def _facts(case: Case, client: Client, today: date) -> FieldGrid:
    return FieldGrid(
        pairs=(
            ("会社", Cell(text=client.name or UNDECIDED)),
            ("作成日", Cell(text=long_day(today))),
            ("用意する方", Cell(text=client.contact_name or "\n")),
            ("相談の担当", Cell(text=case.consultant or UNDECIDED)),
        )
    )


def _shared(orders: Sequence[Order], today: date) -> tuple[Block, ...]:
    """Name what several orders need once, at the first day it is needed."""
    users: dict[str, list[Order]] = {}
    for order in orders:
        for name in dict.fromkeys(order.item.inputs):
            users.setdefault(name, []).append(order)
    several = {name: found for name, found in users.items() if len(found) > 1}
    if not several:
        return ()
    rows = tuple(
        (
            Cell(text=_BOX),
            Cell(text=name),
            Cell(text=_until(min(order.ready_by for order in found), today)),
            Cell(text="、".join(f"{order.number} {order.item.name}" for order in found)),
        )
        for name, found in several.items()
    )
    return (
        Heading(text="いくつかの仕事で使うもの（一度用意すれば足ります）"),
        Table(
            header=("済", "ご用意いただくもの", "いつまで", "使う仕事"),
            widths=(0.6, 3.4, 2.6, 3.4),
            rows=rows,
        ),
    )


def _order(order: Order, tree: Decomposition, today: date) -> tuple[Block, ...]:
    item = order.item
    rows = [
        (Cell(text=_BOX), Cell(text=name), Cell(text=_handling(name, item))) for name in item.inputs
    ]
    rows += [
        (Cell(text=_BOX), Cell(text=f"先に終える仕事：{before.name}"), Cell(text=_who(before)))
        for before in _before(item, tree)
    ]
    blocks: list[Block] = [
        Heading(text=f"{_until(order.ready_by, today)}　{order.number} {item.name}"),
    ]
    if rows:
        blocks.append(
            Table(
                header=("済", "ご用意いただくもの", "渡し方"),
                widths=(0.6, 5.4, 4),
                rows=tuple(rows),
            )
        )
    else:
        blocks.append(Paragraph(text="特にありません。"))
    days = " → ".join(f"{name} {_span(first, last)}" for name, first, last in order.stages)
    blocks.append(Paragraph(text=f"予定：{days}", small=True))
    return tuple(blocks)


def plan_blocks(orders: Sequence[Order], basis: str) -> tuple[Block, ...]:
    """Return all orders with their stages in the order in which they go out.

    Args:
        orders: what is ordered; without any there is nothing to tell.
        basis: what the lengths of the stages rest on.
    """
    if not orders:
        return ()
    rows = tuple(
        (
            Cell(text=str(order.number), figure=True),
            Cell(text=f"{order.item.name}{_CRITICAL if order.critical else ''}"),
            Cell(text="\n".join(name for name, _, _ in order.stages)),
            Cell(text="\n".join(_span(first, last) for _, first, last in order.stages)),
        )
        for order in sorted(orders, key=lambda order: (order.stages[0][1], order.number))
    )
    marked = any(order.critical for order in orders)
    return (
        Heading(text="日程の見込み"),
        Table(header=("番号", "仕事", "段階", "期間"), widths=(0.8, 4.2, 2.4, 2.6), rows=rows),
        Note(
            text=("※は、遅れると全体が遅れる仕事です。" if marked else "")
            + f"募集・選考・検収などの日数は{basis}です。"
            "土日・祝日と年末年始を休みとして数えています。",
            mark=Mark.INFO,
        ),
    )


def _span(first: date, last: date) -> str:
    """Return the days in short; the year stands only where the next one begins."""
    end = (
        f"{last.month}/{last.day}"
        if last.year == first.year
        else f"{last:%Y}/{last.month}/{last.day}"
    )
    return f"{first.month}/{first.day}〜{end}"


def _until(day: date, today: date) -> str:
    return f"{long_day(day)}まで" if day >= today else "募集の前（早めに）"


def _before(item: WorkItem, tree: Decomposition) -> list[WorkItem]:
    """Return the work that is not ordered but has to be done by the firm or its adviser."""
    by_id: Mapping[str, WorkItem] = {other.id: other for other in tree.work_items}
    found = [by_id[a] for a in item.after if a in by_id]
    return [
        other
        for other in found
        if other.state is ProposalState.ACCEPTED
        and other.verdict in (Verdict.IN_HOUSE, Verdict.PROFESSIONAL)
    ]


def _who(item: WorkItem) -> str:
    return item.who or ("社内で行います" if item.verdict is Verdict.IN_HOUSE else "士業に頼みます")


def _handling(name: str, item: WorkItem) -> str:
    """Return when it may be handed over; what looks secret waits for the contract."""
    if any(word in name for word in _SECRET_WORDS):
        return "契約のあとに渡します（募集の画面に載せません）"
    if item.personal_data in ("yes", "possible"):
        return "個人情報が入っていないか確かめてから渡します"
    return "公開してよければ、募集で見せます"


def _handover(orders: Sequence[Order]) -> tuple[Block, ...]:
    if not any(order.item.personal_data in ("yes", "possible") for order in orders):
        return ()
    return (
        Note(
            text="個人情報や社外秘のものは、秘密保持の約束と契約が済んでから、必要な分だけ"
            "渡します。募集の画面やコメント欄には載せません。",
            mark=Mark.WARN,
        ),
    )
