"""What keeps the owner from ordering: noticed from words and answers, each with its remedies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cspdesk.domain.hearing import AnswerState, Hearing, NoticedObstacle, Obstacle, Remedy
from cspdesk.domain.request_format import OrderType
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import Entry, open_entry
from cspdesk.services.folding import Folded, fold, fold_word

_FILE = "interview/obstacles.toml"
_TOLD = "気がかりとして選ばれました"
_FROM_ANSWER = "聞き取りの答えから読み取りました"
_AROUND = 8


@dataclass(frozen=True, slots=True)
class _Entry:
    obstacle: Obstacle
    signs: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    remedies: tuple[Remedy, ...]


def _remedy(entry: Entry) -> Remedy:
    chosen = entry.text_or("order_type", "")
    remedy = Remedy(
        text=entry.text("text", empty=False), order_type=OrderType(chosen) if chosen else None
    )
    entry.done()
    return remedy


def _answer(entry: Entry, text: str) -> tuple[str, str]:
    question_id, sign, choice_id = text.partition("=")
    if not sign:
        raise DataFileError(entry.file, f"{entry.label}.answers", "needs question=choice")
    return question_id, choice_id


@cache
def load_obstacles() -> tuple[_Entry, ...]:
    """Return signs and remedies of each obstacle, in the order of the seeds.

    Raises:
        DataFileError: the file is invalid.
    """
    file = open_entry(_FILE)
    found = []
    for entry in file.entries("obstacle"):
        found.append(
            _Entry(
                Obstacle(entry.text("id")),
                tuple(fold_word(sign) for sign in entry.texts("signs")),
                tuple(_answer(entry, text) for text in entry.texts("answers")),
                tuple(_remedy(remedy) for remedy in entry.entries("remedy")),
            )
        )
        entry.done()
    file.done()
    return tuple(found)


def notice(hearing: Hearing) -> tuple[NoticedObstacle, ...]:
    """Return the obstacles that were chosen, or that words or answers speak of.

    `why` quotes the owner's own words where they are the sign.
    """
    said = [hearing.owner_words]
    said += [a.text for a in hearing.answers if a.state is AnswerState.ANSWERED]
    folded = fold("\n".join(said))
    chosen = {
        (answer.question_id, choice)
        for answer in hearing.answers
        if answer.state is AnswerState.ANSWERED
        for choice in answer.choices
    }
    found = []
    for entry in load_obstacles():
        why = [_TOLD] if entry.obstacle in hearing.obstacles else []
        why += [f"お話の「{quote}」" for quote in _quotes(folded, entry.signs)]
        if not why and chosen.intersection(entry.answers):
            why.append(_FROM_ANSWER)
        if why:
            found.append(
                NoticedObstacle(obstacle=entry.obstacle, why=tuple(why), remedies=entry.remedies)
            )
    return tuple(found)


def noticed(hearing: Hearing) -> frozenset[Obstacle]:
    """Return which obstacles are there, by whatever they are noticed."""
    return frozenset(found.obstacle for found in notice(hearing))


def spoken_of(hearing: Hearing) -> frozenset[Obstacle]:
    """Return those that were chosen or said; not those that another answer gives away."""
    found = notice(hearing)
    return frozenset(one.obstacle for one in found if one.why != (_FROM_ANSWER,))


def _quotes(folded: Folded, signs: tuple[str, ...]) -> tuple[str, ...]:
    quotes = []
    for sign in signs:
        start = folded.text.find(sign)
        if start >= 0:
            end = min(start + len(sign) + _AROUND, len(folded.text))
            # A word is not cut in two where its clause ends a little further on.
            end = min(max(end, folded.clause_end(end, len(folded.text))), end + _AROUND)
            stop = min(
                (p for mark in "。、\n" if (p := folded.text.find(mark, start, end)) > 0),
                default=end,
            )
            quotes.append(folded.quote(start, max(stop, start + len(sign))))
    return tuple(dict.fromkeys(quotes))[:2]
