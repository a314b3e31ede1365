"""価格カード: what each order costs the client and leaves the worker, with every formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.documents.case_sheet import case_sheet, firm_and_day
from cspdesk.documents.model import (
    Block,
    Cell,
    Document,
    Heading,
    Listing,
    Mark,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.documents.wording import long_day
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.price import (
    ComparedPrice,
    PriceCard,
    PriceLine,
    TransferPayer,
    named_source,
)
from cspdesk.domain.source import Confidence, Source

PRICES = "価格カード"
_NOTHING = "―"
_COMPARED = "同じ契約額で、サービスごとに比べる"
_UNKNOWN = (
    "率が未確認の所は0円とせず、計算しません。"
    "発注の前に、そのサービスの今の料金の頁を見てください。"
)
_BENEATH = 6
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedWork:
    """One order with its card, and the same order on every platform."""

    name: str
    card: PriceCard
    compared: tuple[ComparedPrice, ...]


def build_price_sheets(
    case: Case,
    client: Client,
    *,
    works: Sequence[PricedWork],
    unpriced: Sequence[str],
    today: date,
) -> Document:
    """Return one sheet for each order; `unpriced` names those that have no price yet."""
    blocks: list[Block] = []
    sources = _Sources({})
    for number, work in enumerate(works, start=1):
        name = f"{number}. {work.name}" if len(works) > 1 else work.name
        blocks.append(SheetTitle(running=PRICES, title=name, kicker=PRICES, bookmark=name))
        if number == 1:
            blocks.append(firm_and_day(client, today))
        blocks += _sheet(work, sources)
    if not works:
        blocks += (
            SheetTitle(running=PRICES, title=PRICES, bookmark=PRICES),
            firm_and_day(client, today),
        )
        if not unpriced:
            blocks.append(Note(text="発注する仕事は、まだ決まっていません。", mark=Mark.INFO))
    if unpriced:
        words = f"単価が未定のため計算していない仕事：{'、'.join(unpriced)}"
        blocks.append(Note(text=words, mark=Mark.INFO))
    if works:
        blocks += _foot(works[0].card, sources)
    return case_sheet(PRICES, case, client, blocks, dated=today)


@dataclass(frozen=True, slots=True)
class _Sources:
    """What the figures rest on, numbered in the order in which it is first named."""

    numbers: dict[Source, int]

    def named(self, sources: Sequence[Source], confidence: Confidence) -> str:
        """Return how sure a figure is and the numbers of its sources, e.g. 確認済［1］."""
        for source in sources:
            self.numbers.setdefault(source, len(self.numbers) + 1)
        return f"{confidence.value}{''.join(f'［{self.numbers[s]}］' for s in sources)}"


def _foot(card: PriceCard, sources: _Sources) -> tuple[Block, ...]:
    """Return what holds for all sheets and is said once."""
    listed = tuple(f"［{number}］{named_source(s)}" for s, number in sources.numbers.items())
    return (
        Paragraph(text=f"{_UNKNOWN}{card.rounding}", small=True),
        *((Heading(text="出どころと確認日", lines=_FEW), Listing(items=listed)) if listed else ()),
    )


def _sheet(work: PricedWork, sources: _Sources) -> tuple[Block, ...]:
    card = work.card
    return (
        Paragraph(text=_basis(card), small=True),
        _three(card),
        *(
            Note(
                text=f"{warning.text}\n根拠：{sources.named(warning.sources, warning.confidence)}",
                mark=Mark.WARN,
            )
            for warning in card.warnings
        ),
        Heading(text="金額の内訳", lines=_BENEATH),
        _figures((*card.lines, card.received, card.burden), sources),
        Heading(text="1時間あたり・相場", lines=_BENEATH),
        _figures(_measures(card), sources),
        *((Listing(items=card.hints),) if card.hints else ()),
        Heading(text=_COMPARED, lines=_BENEATH),
        _comparison(work),
        *_unknown(work),
    )


def _basis(card: PriceCard) -> str:
    order = card.order
    who = "法人" if order.worker_is_company else "個人"
    bearing = "発注者" if order.transfer_payer is TransferPayer.CLIENT else "受注者"
    return (
        f"{card.platform_name}・{order.format.label}・{order.quantity:,}{order.unit}。"
        f"{long_day(order.on)}の率で計算しました。"
        f"受注者は{who}、登録番号（インボイス）は{order.invoice.label}、"
        f"振込手数料は{bearing}の負担としています。"
    )


def _three(card: PriceCard) -> Table:
    three = (card.client_total, card.contract, card.worker_net)
    return Table(
        header=tuple(line.name for line in three),
        widths=(1, 1, 1),
        rows=(
            tuple(Cell(text=line.amount_text(), strong=True) for line in three),
            tuple(Cell(text=f"{line.formula}（{line.confidence.value}）") for line in three),
        ),
    )


def _figures(lines: Sequence[PriceLine], sources: _Sources) -> Table:
    return Table(
        header=("項目", "金額", "計算のしかた", "確かさ"),
        widths=(2.6, 2.2, 6, 1.9),
        rows=tuple(
            (
                Cell(text=line.name),
                Cell(text=line.amount_text(), figure=True, strong=line.amount_yen is not None),
                Cell(text=f"{line.formula}\n{line.note}" if line.note else line.formula),
                Cell(text=sources.named(line.sources, line.confidence)),
            )
            for line in lines
        ),
    )


def _measures(card: PriceCard) -> tuple[PriceLine, ...]:
    market = (card.market,) if card.market is not None else ()
    return (*card.hourly, card.wage, *market)


def _unknown(work: PricedWork) -> tuple[Block, ...]:
    """Return the platforms of which no fee is known, by name."""
    names = "、".join(row.card.platform_name for row in work.compared if row.nothing_known)
    if not names:
        return ()
    return (Paragraph(text=f"手数料が未確認で、計算できないサービス：{names}", small=True),)


def _comparison(work: PricedWork) -> Table:
    return Table(
        header=("サービス", "発注者の総額", "受注者の手取り", "1時間あたり", "確かさ", "率のもと"),
        widths=(2.5, 2.3, 2.3, 2, 1.2, 3.6),
        rows=tuple(_compared(row, work.card) for row in work.compared if not row.nothing_known),
    )


def _compared(row: ComparedPrice, card: PriceCard) -> tuple[Cell, ...]:
    own = row.card.order.platform_id == card.order.platform_id
    hourly = _NOTHING if row.hourly_yen is None else f"{row.hourly_yen:,}円/時"
    return (
        Cell(text=row.card.platform_name, strong=own),
        Cell(text=row.card.client_total.amount_text(), figure=True, strong=own),
        Cell(text=row.card.worker_net.amount_text(), figure=True, strong=own),
        Cell(text=hourly, figure=True, strong=own),
        Cell(text=row.confidence.value),
        Cell(text=f"{row.rates}\n{row.remark}" if row.remark else row.rates),
    )
