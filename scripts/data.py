"""Check the form of every data file in `resources/` and list what was confirmed longest ago.

What a file means is checked by the loaders and their tests; here stands what holds for all:
strict UTF-8 TOML with plain line ends, ids that exist once, and dates that are not ahead of us.
The table of law statements that is made of them has to be up to date.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import tomli

from cspdesk.domain.japan import day_in_japan
from scripts import law_table

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def main(arguments: list[str] | None = None) -> int:
    """Print the faults, or the age of what was confirmed; return the exit code."""
    parser = argparse.ArgumentParser(prog="data", description=__doc__)
    parser.add_argument("--brief", action="store_true", help="print no list of dates")
    brief = parser.parse_args(arguments).brief
    # The files are written in Japan, so a date may be ahead of UTC.
    today = day_in_japan(datetime.now(UTC))
    faults: list[str] = []
    confirmed: list[tuple[date, str]] = []
    paths = sorted(RESOURCES.rglob("*.toml"))
    for path in paths:
        name = path.relative_to(RESOURCES.parent).as_posix()
        found, dates = inspect(path.read_bytes(), today)
        faults += [f"{name}: {fault}" for fault in found]
        confirmed += [(day, name) for day in dates]
    if stale := law_table.fault():
        faults.append(stale)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not brief:
        for (day, name), times in sorted(Counter(confirmed).items()):
            print(f"{day}  {times:4}  {name}")
    print(f"{len(paths)} files, {len(faults)} faults")
    return 1 if faults else 0


def inspect(content: bytes, today: date) -> tuple[list[str], list[date]]:
    """Return the faults of one file and the days on which its statements were confirmed."""
    if content.startswith(b"\xef\xbb\xbf") or b"\r" in content:
        return ["needs plain UTF-8 with LF line ends"], []
    try:
        values = tomli.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        return [str(error)], []
    faults = [f"id {name!r} stands {times} times" for name, times in _doubles(values)]
    dates = []
    for where, day in _confirmations(values, ""):
        if not isinstance(day, date) or isinstance(day, datetime):
            faults.append(f"{where}: needs a date such as 2026-01-01")
        elif day > today:
            faults.append(f"{where}: {day} is still to come")
        else:
            dates.append(day)
    return faults, dates


def _doubles(values: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield ids that stand twice in one list of the file."""
    for value in values.values():
        entries = value if isinstance(value, list) else [value]
        tables = [entry for entry in entries if isinstance(entry, dict)]
        counted = Counter(entry["id"] for entry in tables if isinstance(entry.get("id"), str))
        yield from ((name, times) for name, times in counted.items() if times > 1)
        for table in tables:
            yield from _doubles(table)


def _confirmations(value: object, where: str) -> Iterator[tuple[str, object]]:
    """Yield every `checked_on` with the place it stands at."""
    if isinstance(value, dict):
        for key, inner in value.items():
            place = f"{where}.{key}".lstrip(".")
            if key == "checked_on":
                yield place, inner
            else:
                yield from _confirmations(inner, place)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _confirmations(inner, f"{where}[{number}]")


if __name__ == "__main__":
    sys.exit(main())
