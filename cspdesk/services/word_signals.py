"""Signals: which words, said together, point to what; read from data files."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import Entry
from cspdesk.services.folding import Folded, fold, fold_word
from cspdesk.services.stance import Stance, stance_of

_NEAR = 70
_LONG_KATAKANA = 4
_KATAKANA = re.compile("[\u30a1-\u30fc]+")
_FULL = 100


class Word(NamedTuple):
    """A folded word; a short katakana word does not count where hiragana is written.

    Without this タイ would be found in every 〜したい.
    """

    text: str
    katakana_only: bool = False


def word_from(raw: str) -> Word:
    """Return a word of a data file, folded."""
    text = fold_word(raw)
    only = len(text) < _LONG_KATAKANA and _KATAKANA.fullmatch(raw) is not None
    return Word(text, only)


class Scope(StrEnum):
    """How close the words of a signal have to stand."""

    SENTENCE = "sentence"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Signal:
    """Words that point somewhere when one of every group is said.

    Attributes:
        groups: one word of each must occur.
        unless: none of these may occur in the same scope.
        names: the words name the thing itself, so owning it already speaks against it.
        gives: target id and strength between 0 and 1.
        say: reason in words; empty = a general sentence with the quote.
    """

    groups: tuple[frozenset[Word], ...]
    unless: frozenset[Word]
    scope: Scope
    names: bool
    gives: tuple[tuple[str, float], ...]
    say: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signal found in a text; `start` and `end` are folded places."""

    target: str
    weight: float
    start: int
    end: int
    quote: str
    stance: Stance
    say: str = ""


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    sentence: int
    stance: Stance


Lexicon = Mapping[str, frozenset[Word]]


def read_lexicon(entry: Entry) -> dict[str, frozenset[Word]]:
    """Return the concepts of a lexicon file: name and its folded words.

    A word that starts with `@` takes in all words of an earlier concept.
    """
    lexicon: dict[str, frozenset[Word]] = {}
    for name, words in entry.raw("concepts").items():
        lexicon[name] = _expand(entry, str(words), lexicon)
    return lexicon


def read_signals(entry: Entry, lexicon: Lexicon) -> tuple[Signal, ...]:
    """Return the signals of a file.

    Raises:
        DataFileError: a signal names an unknown concept or is empty.
    """
    return tuple(signal_from(found, lexicon) for found in entry.entries("signals"))


def signal_from(entry: Entry, lexicon: Lexicon) -> Signal:
    """Return one signal from its table."""
    gives = tuple((name, int(points) / _FULL) for name, points in entry.raw("gives").items())
    return condition(entry, entry.text("when", empty=False), lexicon, gives)


def condition(
    entry: Entry, when: str, lexicon: Lexicon, gives: tuple[tuple[str, float], ...]
) -> Signal:
    """Return a signal for a condition such as `@photo + 暗い,古い`."""
    unless = entry.text_or("unless", "")
    return Signal(
        groups=tuple(_expand(entry, part, lexicon) for part in when.split("+")),
        unless=_expand(entry, unless, lexicon) if unless else frozenset(),
        scope=Scope(entry.text_or("scope", "sentence")),
        names=entry.flag("names"),
        gives=gives,
        say=entry.text_or("say", ""),
    )


def _expand(entry: Entry, words: str, lexicon: Lexicon) -> frozenset[Word]:
    found: set[Word] = set()
    for word in words.split(","):
        name = word.strip()
        if name.startswith("@"):
            if name[1:] not in lexicon:
                raise DataFileError(entry.file, entry.label, f"unknown concept {name}")
            found |= lexicon[name[1:]]
        elif name:
            found.add(word_from(name))
    if not found:
        raise DataFileError(entry.file, entry.label, "needs words")
    return frozenset(found)


class SignalReader:
    """Finds signals in texts; one pass over the text whatever the number of signals."""

    def __init__(self, signals: Iterable[Signal], masks: Iterable[str] = ()) -> None:
        self._signals = tuple(signals)
        self._masks = tuple(sorted((fold_word(m) for m in masks), key=len, reverse=True))
        self._uses: dict[Word, list[tuple[int, int]]] = defaultdict(list)
        self._words: dict[str, list[Word]] = defaultdict(list)
        for number, signal in enumerate(self._signals):
            for place, group in enumerate((*signal.groups, signal.unless)):
                for word in group:
                    self._uses[word].append((number, place))
        for word in self._uses:
            self._words[word.text[:2]].append(word)

    def read(self, folded: Folded, background: str = "") -> tuple[Evidence, ...]:
        """Return all evidence in reading order of the signals.

        `background` (trade, region) counts for signals whose scope is the text, never as quote.
        """
        hits = self._scan(folded)
        behind = self._scan(fold(background)) if background else {}
        touched: dict[int, dict[int, list[_Hit]]] = defaultdict(lambda: defaultdict(list))
        for word, found in hits.items():
            for number, place in self._uses[word]:
                touched[number][place].extend(found)
        for word, found in behind.items():
            for number, place in self._uses[word]:
                if self._signals[number].scope is Scope.TEXT and touched[number][place] == []:
                    touched[number][place].extend(
                        _Hit(0, 0, hit.sentence, Stance.PLAIN) for hit in found[:1]
                    )
        evidence: list[Evidence] = []
        for number in sorted(touched):
            evidence.extend(self._judge(self._signals[number], touched[number], folded))
        return tuple(evidence)

    def _scan(self, folded: Folded) -> dict[Word, list[_Hit]]:
        masked = self._masked(folded.text)
        hits: dict[Word, list[_Hit]] = defaultdict(list)
        for sentence, (first, last) in enumerate(folded.sentences):
            for start in range(first, last):
                for word in self._beginning_at(folded.text, start):
                    end = start + len(word.text)
                    if end > last or (masked and _inside(start, end, masked)):
                        continue
                    if _stands_alone(folded, start, end, word):
                        stance = stance_of(folded, end, last)
                        hits[word].append(_Hit(start, end, sentence, stance))
        return hits

    def _beginning_at(self, text: str, start: int) -> list[Word]:
        pair = text[start : start + 2]
        found = [w for w in self._words.get(pair, ()) if text.startswith(w.text, start)]
        if len(pair) > 1:
            found.extend(self._words.get(pair[0], ()))
        return found

    def _masked(self, text: str) -> list[tuple[int, int]]:
        spans = []
        for mask in self._masks:
            start = text.find(mask)
            while start >= 0:
                spans.append((start, start + len(mask)))
                start = text.find(mask, start + 1)
        return spans

    def _judge(
        self, signal: Signal, found: Mapping[int, list[_Hit]], folded: Folded
    ) -> list[Evidence]:
        wanted = range(len(signal.groups))
        if any(place not in found for place in wanted):
            return []
        forbidden = found.get(len(signal.groups), [])
        in_text = signal.scope is Scope.TEXT
        if in_text and forbidden:
            return []
        barred = {hit.sentence for hit in forbidden}
        others = [_Places(found[place], in_text=in_text) for place in wanted[1:]]
        evidence: list[Evidence] = []
        for anchor in found[0]:
            if anchor.stance is Stance.REFUSED and not signal.names:
                continue
            if not in_text and anchor.sentence in barred:
                continue
            chosen = _nearest(anchor, others)
            if chosen is None:
                continue
            near = [hit for hit in chosen if hit.end > 0] or [anchor]
            span = near if not in_text else near[:1]
            start, end = min(h.start for h in span), max(h.end for h in span)
            quote = folded.clause_quote(start, end) if end > start else ""
            stance = anchor.stance if signal.names else Stance.PLAIN
            evidence.extend(
                Evidence(target, weight, start, end, quote, stance, signal.say)
                for target, weight in signal.gives
            )
        return evidence


class _Places:
    """Where one group of words is said, ready to be asked for the nearest place."""

    def __init__(self, hits: Iterable[_Hit], *, in_text: bool) -> None:
        self._in_text = in_text
        self._hits: dict[int, list[_Hit]] = defaultdict(list)
        for hit in hits:
            if hit.stance is not Stance.REFUSED:
                self._hits[0 if in_text else hit.sentence].append(hit)
        for found in self._hits.values():
            found.sort(key=_start)

    def nearest(self, anchor: _Hit) -> _Hit | None:
        found = self._hits.get(0 if self._in_text else anchor.sentence)
        if not found:
            return None
        after = bisect_left(found, anchor.start, key=_start)
        first_before = bisect_left(found, found[after - 1].start, key=_start) if after else 0
        around = (found[place] for place in (first_before, after) if place < len(found))
        best = min(around, key=lambda hit: abs(hit.start - anchor.start))
        near = self._in_text or abs(best.start - anchor.start) <= _NEAR
        return best if near else None


def _start(hit: _Hit) -> int:
    return hit.start


def _nearest(anchor: _Hit, others: Iterable[_Places]) -> list[_Hit] | None:
    chosen = [anchor]
    for places in others:
        hit = places.nearest(anchor)
        if hit is None:
            return None
        chosen.append(hit)
    return chosen


def _inside(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(
        first <= start and end <= last and (end - start) < (last - first) for first, last in spans
    )


def _is_kanji(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _stands_alone(folded: Folded, start: int, end: int, word: Word) -> bool:
    """Refuse hits inside a longer word: らいん in オンライン, ぱん in パンフレット, 紙 in 表紙."""
    if word.katakana_only and not folded.is_katakana(start):
        return False
    text = folded.text
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    first, last = text[start], text[end - 1]
    if first.isascii() and first.isalnum() and before.isascii() and before.isalnum():
        return first.isdigit() != before.isdigit()
    if last.isascii() and last.isalpha() and after.isascii() and after.isalpha():
        return False
    if end - start == 1 and _is_kanji(first) and (_is_kanji(before) or _is_kanji(after)):
        return False
    if word.katakana_only and after and folded.is_katakana(end):
        return False
    return not (start and folded.is_katakana(start) and folded.is_katakana(start - 1))
