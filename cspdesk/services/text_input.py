"""Text from outside: files, standard input and JSON lines, read strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from cspdesk.domain.order_facts import OrderFacts
from cspdesk.errors import BadInput, DataFileError
from cspdesk.rules.given_facts import facts_of_text

MAX_BYTES = 10 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode_text(content: bytes, where: str) -> str:
    """Return UTF-8 bytes (a byte-order mark is allowed) as text, unchanged.

    Raises:
        BadInput: over 10 MB, not UTF-8, empty, or with NUL.
    """
    if len(content) > MAX_BYTES:
        raise BadInput("too_large", where)
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput("not_utf8", where, f"{error.start + 1}") from error
    return checked_text(text, where)


def checked_text(text: str, where: str) -> str:
    """Return the text if it can be worked with.

    Raises:
        BadInput: over 10 MB, empty, with NUL or with half of a surrogate pair.
    """
    if _SURROGATE.search(text):
        raise BadInput("surrogate", where)
    if len(text.encode("utf-8")) > MAX_BYTES:
        raise BadInput("too_large", where)
    if "\0" in text:
        raise BadInput("nul", where)
    if not text.strip():
        raise BadInput("empty", where)
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLine:
    """One object of a JSON-lines input; `number` counts lines from 1."""

    number: int
    values: dict[str, Any]

    @property
    def where(self) -> str:
        """Return how the line is named to a person."""
        return f"{self.number}行目"

    def text_id(self) -> str | int:
        """Return the line's `id` as it was given, empty where it is left out.

        Raises:
            BadInput: it is neither a string nor a whole number.
        """
        value = self.values.get("id", "")
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        return self.text("id", "")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string value.

        Raises:
            BadInput: it is missing without a default, not a string, or with half of a
                surrogate pair.
        """
        value = self.values.get(key, default)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise BadInput("wrong_field", self.where, key)
        if _SURROGATE.search(value):
            raise BadInput("surrogate", self.where, key)
        return value

    def flag(self, key: str) -> bool:
        """Return a truth value, false where the key is left out or null.

        Raises:
            BadInput: it is neither true nor false.
        """
        value = self.values.get(key)
        if value is not None and not isinstance(value, bool):
            raise BadInput("wrong_field", self.where, key)
        return bool(value)

    def texts(self, key: str) -> dict[str, str]:
        """Return an object of strings, empty where the key is left out or null.

        Raises:
            BadInput: it is something else.
        """
        value = self.values.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise BadInput("wrong_field", self.where, key)
        return value

    def facts(self) -> OrderFacts:
        """Return the facts of an order under `facts`, none where the key is left out.

        Raises:
            BadInput: it is no object, or one of its values has no such name or kind.
        """
        values = self.values.get("facts", {})
        if not isinstance(values, dict):
            raise BadInput("wrong_field", self.where, "facts")
        try:
            return facts_of_text(values)
        except DataFileError as error:
            raise BadInput("wrong_field", self.where, error.key) from error


def json_lines(stream: IO[bytes], name: str) -> Iterator[JsonLine]:
    """Yield the objects of a JSON-lines stream one by one; blank lines are passed over.

    Raises:
        BadInput: a line is over 10 MB, not UTF-8, not a JSON object, or there is no line at all.
    """
    number = 0
    seen = False
    while content := stream.readline(MAX_BYTES + 1):
        number += 1
        where = f"{number}行目"
        if len(content) > MAX_BYTES:
            raise BadInput("too_large", where)
        if number == 1:
            content = content.removeprefix(_BOM)
        if not content.strip():
            continue
        seen = True
        yield JsonLine(number=number, values=_json_object(content, where))
    if not seen:
        raise BadInput("empty", name)


def _json_object(content: bytes, where: str) -> dict[str, Any]:
    try:
        values = json.loads(content.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise BadInput("not_utf8", where, f"{error.start + 1}") from error
    except (ValueError, RecursionError) as error:
        raise BadInput("not_json", where) from error
    if not isinstance(values, dict):
        raise BadInput("not_json", where)
    return values


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
