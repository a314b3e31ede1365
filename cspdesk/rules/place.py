"""A place that a predicate points at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """What a predicate points at, in the normal form."""

    start: int
    end: int
