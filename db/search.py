"""The search index of cases: what is indexed, and how typed words become a query.

A contentless FTS5 table holds one document per case. The program makes the tokens itself:
each pair of neighbouring characters, and each character once. A token is written in
hexadecimal, so neither a tokenizer's idea of letters nor FTS syntax ever meets a typed word.
Status, step and check state are tokens too: words and filters are then answered by the index
alone, without looking at the cases that have the words but do not pass the filter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from sqlalchemy import Connection, text

from db.text import fold

OWNER_WORDS_INDEXED = 8_000
"""Characters of the owner's words that can be searched; an hour's talk has fewer."""

TYPED_CHARACTERS_USED = 200
"""Characters of the typed search words that count; what follows is left out."""

# Stands between chunks, so that no phrase runs over a space or from one field into the next.
_GAP = "z"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """What can be searched of one case, and the states by which a search is narrowed."""

    status: str
    step: str
    check_state: str
    client_name: str
    furigana: str
    title: str
    owner_words: str
    work_item_names: tuple[str, ...]

    def _pieces(self) -> tuple[str, ...]:
        words = self.owner_words[:OWNER_WORDS_INDEXED]
        return (self.client_name, self.furigana, self.title, words, *self.work_item_names)

    def digest(self) -> bytes:
        """Return a fingerprint; the document is written again only when it changes."""
        pieces = repr((self.status, self.step, self.check_state, *self._pieces()))
        return blake2b(pieces.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def tokens(self) -> str:
        """Return the tokens of the document, separated by spaces."""
        chunks = [chunk for piece in self._pieces() for chunk in fold(piece).split()]
        tokens = _state_tokens(self.status, self.step, self.check_state)
        for chunk in chunks:
            tokens.extend(_pairs(chunk))
            tokens.append(_GAP)
        tokens.extend(sorted({_single(character) for chunk in chunks for character in chunk}))
        return " ".join(tokens)


def match_expression(
    words: str, *, status: str = "", step: str = "", check_state: str = ""
) -> str | None:
    """Return the FTS expression for cases in these states that contain all `words`.

    None when nothing was typed; an empty state is any state.
    """
    typed = fold(words[:TYPED_CHARACTERS_USED]).split()
    if not typed:
        return None
    phrases = [" ".join(_word_tokens(word)) for word in dict.fromkeys(typed)]
    phrases.extend(_state_tokens(status, step, check_state))
    return " AND ".join(f'"{phrase}"' for phrase in phrases)


def write_document(connection: Connection, case_number: int, document: SearchText) -> None:
    """Replace the search document of a case."""
    erase_documents(connection, (case_number,))
    connection.execute(_INSERT, {"number": case_number, "tokens": document.tokens()})


def erase_documents(connection: Connection, case_numbers: Iterable[int]) -> None:
    """Remove the search documents of cases."""
    rows = [{"number": number} for number in case_numbers]
    if rows:
        connection.execute(_DELETE, rows)


def _state_tokens(status: str, step: str, check_state: str) -> list[str]:
    # The first letter is no hexadecimal digit, so no character looks like a state.
    states = (("s", status), ("t", step), ("k", check_state))
    return [f"{kind}{state.replace('_', '')}" for kind, state in states if state]


def _word_tokens(word: str) -> list[str]:
    return _pairs(word) if len(word) > 1 else [_single(word)]


def _pairs(chunk: str) -> list[str]:
    codes = [f"{ord(character):x}" for character in chunk]
    return [f"{first}x{second}" for first, second in pairwise(codes)]


def _single(character: str) -> str:
    return f"{ord(character):x}"


_INSERT = text("INSERT INTO case_search (rowid, tokens) VALUES (:number, :tokens)")
_DELETE = text("DELETE FROM case_search WHERE rowid = :number")
