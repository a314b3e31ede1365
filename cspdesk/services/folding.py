"""Text made comparable (width, case, kana), with the way back to the words as they were said."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cspdesk.domain.kana import to_hiragana

_SENTENCE_END = re.compile(r"[。!?\n]+|\.{2,}")
_CLAUSE_END = re.compile(
    # The comma within 「1,200人」 and the colon within 「10:30」 end nothing.
    r"(?:(?<![0-9])|(?![,:][0-9]))[、,;:]|けれども|けれど|けども|けど|のに"
    r"|(?:ので|(?<=[るたいなうだ])んで)(?!す)"
)
_VOICED_MARKS = ("\u3099", "\u309a")
_QUOTE_LIMIT = 60
# Longer than any sign or word that ends a clause, with what has to follow it.
_CLAUSE_WORD = 8


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; every place in it leads back to the original.

    Attributes:
        places: for each folded character, its index in the original.
        sentences: (start, end) of each sentence in the folded text.
    """

    original: str
    text: str
    places: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]

    def quote(self, start: int, end: int) -> str:
        """Return the original words between two folded places."""
        if start >= end:
            return ""
        return self.original[self.places[start] : self.places[end - 1] + 1].strip()

    def clause_end(self, place: int, sentence_end: int) -> int:
        """Return where the clause that holds `place` ends."""
        found = _CLAUSE_END.search(self.text, place, sentence_end)
        return found.start() if found else sentence_end

    def clauses(self) -> Iterator[tuple[int, int]]:
        """Yield the folded places of every clause."""
        for start, end in self.sentences:
            place = start
            for cut in _CLAUSE_END.finditer(self.text, start, end):
                if cut.start() > place:
                    yield place, cut.start()
                place = cut.end()
            if place < end:
                yield place, end

    def clause_quote(self, start: int, end: int) -> str:
        """Return the original clause(s) around two folded places, at most 60 characters."""
        first, last = self._sentence_at(start) or (start, max(end, start))
        # What is dictated may have no stop for pages: what lies too far off to be quoted is
        # not read, so that a long sentence takes no longer than many short ones.
        near = max(first, start - _QUOTE_LIMIT - _CLAUSE_WORD)
        for cut in _CLAUSE_END.finditer(self.text, near, start):
            first = cut.end()
        far = min(last, max(end, start) + _QUOTE_LIMIT + _CLAUSE_WORD)
        stop = self.clause_end(end, far) if end < last else last
        if stop - first > _QUOTE_LIMIT:
            first, stop = start, min(stop, start + _QUOTE_LIMIT)
        return self.quote(first, max(stop, min(end, last)))

    def _sentence_at(self, place: int) -> tuple[int, int] | None:
        index = bisect_right(self.sentences, place, key=lambda sentence: sentence[0]) - 1
        found = self.sentences[index] if index >= 0 else (place, place)
        return found if found[0] <= place < found[1] else None

    def is_katakana(self, place: int) -> bool:
        """Tell whether the original has katakana (or a long-vowel mark) at a folded place."""
        char = unicodedata.normalize("NFKC", self.original[self.places[place]])
        return "\u30a1" <= char[:1] <= "\u30fc"


@lru_cache(maxsize=16384)
def fold_word(text: str) -> str:
    """Return a text folded for comparison: NFKC, lower case, katakana as hiragana, no blanks."""
    joined = "".join(unicodedata.normalize("NFKC", text).lower().split())
    return to_hiragana(joined)


def fold(text: str) -> Folded:
    """Return the folded text with its places and sentences."""
    chars: list[str] = []
    places: list[int] = []
    for index, raw in enumerate(text):
        for char in _folded_characters(raw):
            if char in _VOICED_MARKS and chars:
                joined = unicodedata.normalize("NFC", chars[-1] + char)
                if len(joined) == 1:
                    chars[-1] = joined
                    continue
            chars.append(char)
            places.append(index)
    folded = "".join(chars)
    return Folded(original=text, text=folded, places=tuple(places), sentences=_sentences(folded))


@lru_cache(maxsize=16384)
def _folded_characters(raw: str) -> str:
    if raw == "\n":
        return raw
    return "".join(
        to_hiragana(char)
        for char in unicodedata.normalize("NFKC", raw).lower()
        if not char.isspace() and unicodedata.category(char) not in {"Cc", "Cf"}
    )


def _sentences(folded: str) -> tuple[tuple[int, int], ...]:
    found = []
    start = 0
    for end in _SENTENCE_END.finditer(folded):
        if end.start() > start:
            found.append((start, end.start()))
        start = end.end()
    if start < len(folded):
        found.append((start, len(folded)))
    return tuple(found)
