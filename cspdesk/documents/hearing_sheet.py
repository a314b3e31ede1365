"""ヒアリングシート: the interview on paper, blank to fill in by hand or with what was heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.documents.case_sheet import sample_note
from cspdesk.documents.model import (
    Block,
    Cell,
    Document,
    FieldGrid,
    FieldList,
    FieldRow,
    Heading,
    Listing,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.documents.wording import long_day
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.hearing import Meeting, NoticedObstacle

KIND = "ヒアリングシート"
_BOX, _TICKED = "□", "■"
_LINES = "\n\n"
_EMPTY_ROWS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetQuestion:
    """One question as printed.

    Attributes:
        choices: words of each option, and whether it was chosen.
        text: what was answered in words, or 不明 and the like.
        remark: when the question applies, or that the answer is to be looked at again.
        open_text: room for words is left on a blank sheet.
    """

    group: str
    ask: str
    choices: tuple[tuple[str, bool], ...] = ()
    text: str = ""
    remark: str = ""
    open_text: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """What a hearing sheet holds.

    Attributes:
        measures: problem and its success measure; empty while none is fixed.
        to_ask: what is still to be found out.
        blank: boxes and lines to write on instead of what was heard.
    """

    questions: tuple[SheetQuestion, ...]
    obstacles: tuple[NoticedObstacle, ...]
    measures: tuple[tuple[str, str], ...]
    to_ask: tuple[str, ...]
    blank: bool


def build_hearing_sheet(
    case: Case, client: Client, content: SheetContent, *, today: date
) -> Document:
    """Return the sheet; a blank one carries the firm's name and nothing that was said."""
    blank = content.blank
    title = f"{KIND}（記入用）" if blank else KIND
    blocks: list[Block] = [
        SheetTitle(running=KIND, title=title, bookmark=KIND),
        FieldGrid(pairs=_head(case, client, blank=blank, today=today)),
        Heading(text="相談者の言葉"),
        _words(case.hearing.owner_words, blank=blank),
    ]
    number = 0
    for group in dict.fromkeys(question.group for question in content.questions):
        inside = [q for q in content.questions if q.group == group]
        blocks += [Heading(text=group), _questions(inside, number + 1, blank=blank)]
        number += len(inside)
    blocks += _measures(content)
    blocks += obstacle_blocks(content.obstacles) if not blank else ()
    blocks += _to_ask(content)
    blocks += _meetings(() if blank else case.hearing.meetings)
    return Document(
        title=f"{title} {client.name}".strip(),
        client_name=client.name,
        footer_left=f"{KIND} {today}",
        footer_middle=sample_note(case, client),
        dated=today,
        blocks=tuple(blocks),
    )


def _head(case: Case, client: Client, *, blank: bool, today: date) -> tuple[tuple[str, Cell], ...]:
    return (
        ("会社", Cell(text=client.name)),
        ("日付", Cell(text="" if blank else long_day(today))),
        ("相談員", Cell(text=case.consultant)),
        ("話した方", Cell(text="" if blank else client.contact_name)),
    )


def _words(words: str, *, blank: bool) -> Block:
    if blank:
        return FieldList(rows=(FieldRow(label="話されたとおりに", text=_LINES * 4),))
    return Paragraph(text=words.strip() or "記録なし")


def _questions(questions: Sequence[SheetQuestion], first: int, *, blank: bool) -> Table:
    rows = []
    for number, question in enumerate(questions, start=first):
        ask = f"{question.ask}\n{question.remark}" if question.remark else question.ask
        rows.append(
            (
                Cell(text=str(number), figure=True),
                Cell(text=ask),
                Cell(text=_answer(question, blank=blank)),
            )
        )
    return Table(header=("番号", "質問", "答え"), widths=(0.8, 4, 5.2), rows=tuple(rows))


def _answer(question: SheetQuestion, *, blank: bool) -> str:
    boxes = [
        f"{_TICKED if chosen and not blank else _BOX} {words}" for words, chosen in question.choices
    ]
    if blank:
        room = [_LINES] if question.open_text and not boxes else []
        return "\n".join((*boxes, *room, f"{_BOX} 分からない（次回確認）"))
    return "\n".join((*boxes, *([question.text] if question.text else ())))


def _measures(content: SheetContent) -> tuple[Block, ...]:
    head = Heading(text="成果の物差し（発注の前に決めます）")
    if content.blank:
        rows = tuple(
            FieldRow(label=label, text=_LINES) for label in ("物差し", "いまの値", "目標の値")
        )
        return (head, FieldList(rows=rows))
    if not content.measures:
        return (head, Note(text="まだ決まっていません。発注の前に決めてください。"))
    return (head, FieldList(rows=tuple(FieldRow(label=p, text=m) for p, m in content.measures)))


def obstacle_blocks(obstacles: Sequence[NoticedObstacle]) -> tuple[Block, ...]:
    """Return each obstacle with what is done about it; nothing where none was noticed."""
    if not obstacles:
        return ()
    rows = tuple(
        (
            Cell(text=found.obstacle.label, strong=True),
            Cell(text="\n".join(found.why)),
            Cell(text="\n".join(_remedy_lines(found))),
        )
        for found in obstacles
    )
    return (
        Heading(text="頼むときの気がかりと手当て"),
        Table(header=("気がかり", "そう読んだ理由", "手当て"), widths=(2, 3, 5), rows=rows),
    )


def _remedy_lines(found: NoticedObstacle) -> list[str]:
    return [
        f"{remedy.text}（発注のタイプ：{remedy.order_type.label}）"
        if remedy.order_type is not None
        else remedy.text
        for remedy in found.remedies
    ]


def _to_ask(content: SheetContent) -> tuple[Block, ...]:
    head = Heading(text="確認すること")
    if content.blank:
        empty = (Cell(text="\n"),) * 3
        header = ("聞くこと", "だれに", "いつまでに")
        return (head, Table(header=header, widths=(5, 2.5, 2.5), rows=(empty,) * _EMPTY_ROWS))
    if not content.to_ask:
        return (head, Paragraph(text="いまのところありません。"))
    return (head, Listing(items=content.to_ask))


def _meetings(meetings: Sequence[Meeting]) -> tuple[Block, ...]:
    rows = (
        tuple(
            (
                Cell(text=f"{meeting.held_on}"),
                Cell(text=f"{meeting.minutes}分", figure=True),
                Cell(text=meeting.channel.label),
                Cell(text=meeting.attendees),
                Cell(text=meeting.note),
                Cell(text=f"{meeting.next_on}" if meeting.next_on is not None else "未定"),
            )
            for meeting in meetings
        )
        or ((*(Cell(text="\n"),) * 6,),) * 3
    )
    return (
        Heading(text="相談の記録"),
        Table(
            header=("相談した日", "時間", "方法", "同席した方", "話したこと", "次に会う日"),
            widths=(2.1, 1, 1.5, 2, 3.4, 2.1),
            rows=rows,
        ),
    )
