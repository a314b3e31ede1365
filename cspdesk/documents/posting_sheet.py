"""One posting as a sheet: the guideline's items numbered ①–⑥ and what belongs around them."""

from __future__ import annotations

from cspdesk.documents.model import (
    Block,
    Cell,
    FieldGrid,
    FieldList,
    FieldRow,
    Heading,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.documents.wording import UNDECIDED, hours, long_day, price_range, yen
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.posting import Posting, PostingField

RUNNING = "依頼文"


def sheet_name(item: WorkItem, number: int) -> str:
    """Return the name under which the sheet stands in bookmarks and contents."""
    return f"依頼文 {number} {item.name}"


def posting_sheet(
    item: WorkItem, posting: Posting | None, *, number: int = 1, count: int = 1
) -> tuple[Block, ...]:
    """Return the sheet of one posting; without a posting it says what is still undecided.

    Args:
        item: the piece of work that is ordered.
        posting: its texts, None while there are none.
        number: place among the ordered pieces of work, from 1.
        count: how many pieces of work are ordered.
    """
    title = _text(posting, PostingField.TITLE) or item.name
    return (
        SheetTitle(
            running=RUNNING,
            title=title,
            kicker=f"依頼文 {number} / {count}",
            bookmark=sheet_name(item, number),
        ),
        _facts(item, posting),
        *_background(posting),
        Heading(text="募集の6項目"),
        FieldList(rows=_six_items(posting)),
        *_terms(posting),
        *_amounts(item),
    )


def _text(posting: Posting | None, field: PostingField) -> str:
    return "" if posting is None else posting.text(field).strip("\n")


def _facts(item: WorkItem, posting: Posting | None) -> FieldGrid:
    decided = None if item.format_decision is None else item.format_decision.chosen
    chosen = decided if posting is None else posting.format
    return FieldGrid(
        pairs=(
            ("依頼形式", Cell(text=UNDECIDED if chosen is None else chosen.label)),
            ("数量", Cell(text=f"{item.quantity:,}{item.unit}")),
            ("納める日", Cell(text=long_day(item.due_on))),
            ("所要時間", Cell(text=hours(item.hours))),
        )
    )


def _six_items(posting: Posting | None) -> tuple[FieldRow, ...]:
    f = PostingField
    return (
        _row(
            posting,
            "①",
            "仕事の内容",
            f.WORK_CONTENT,
            (f.SPECIFICATION, f.QUANTITY, f.SKILLS, f.HOURS),
        ),
        _row(posting, "②", "納期", f.DEADLINE),
        FieldRow(badge="③", label="報酬・支払期日・支払方法", text=_reward(posting)),
        _row(posting, "④", "諸経費", f.EXPENSES),
        _row(posting, "⑤", "知的財産権", f.INTELLECTUAL_PROPERTY, (f.UNUSED_PROPOSALS,)),
        _row(posting, "⑥", "問い合わせ先", f.CONTACT),
        _row(posting, "他", "募集者・働く場所", f.CLIENT_NAME, (f.WORKPLACE,)),
    )


def _row(
    posting: Posting | None,
    badge: str,
    label: str,
    first: PostingField,
    more: tuple[PostingField, ...] = (),
) -> FieldRow:
    lines = [_text(posting, first) or UNDECIDED]
    lines += [f"{field.label}：{_text(posting, field)}" for field in more if _text(posting, field)]
    return FieldRow(badge=badge, label=label, text="\n".join(lines))


def _reward(posting: Posting | None) -> str:
    fields = (PostingField.REWARD, PostingField.PAYMENT_DATE, PostingField.PAYMENT_METHOD)
    return "\n".join(f"{field.label}：{_text(posting, field) or UNDECIDED}" for field in fields)


def _background(posting: Posting | None) -> tuple[Block, ...]:
    text = _text(posting, PostingField.BACKGROUND)
    return (Heading(text="背景・目的"), Paragraph(text=text)) if text else ()


def _terms(posting: Posting | None) -> tuple[Block, ...]:
    fields = (PostingField.REVISIONS, PostingField.CONDITIONS, PostingField.CRITERIA)
    texts = [(field, _text(posting, field)) for field in fields]
    rows = tuple(FieldRow(label=field.label, text=text) for field, text in texts if text)
    return (Heading(text="進め方と応募"), FieldList(rows=rows)) if rows else ()


def _amounts(item: WorkItem) -> tuple[Block, ...]:
    basis = f"出どころ：{item.price_basis}。" if item.price_basis else ""
    return (
        Heading(text="金額の内訳（税込）"),
        Table(
            header=("単価", "数量", "契約額", "1単位の相場"),
            widths=(2, 1.4, 2, 3.4),
            rows=(
                (
                    Cell(text=yen(item.unit_price_yen), figure=True),
                    Cell(text=f"{item.quantity:,}{item.unit}", figure=True),
                    Cell(text=yen(item.total_yen), figure=True, strong=True),
                    Cell(
                        text=price_range(item.price_low_yen, item.price_high_yen),
                        figure=True,
                    ),
                ),
            ),
        ),
        Paragraph(
            text=f"相場は公表された記事などからの目安で、確認された統計ではありません。{basis}",
            small=True,
        ),
    )
