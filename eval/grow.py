"""Take new sentences into the wording corpus: validate, score as they are, split, store.

    python -m eval.grow FILE.tsv

A line holds codes (comma between, `-` = innocent), the code that an innocent line looks like (or
`-`), register, trade and text, with tabs between. Nothing is stored if any line is faulty. The
scores are those of the check as it stands, before anything is learned from the new lines. One
line in ten, by its text alone, goes to the final half, which is run to report and never read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cspdesk.rules.text import normalise
from cspdesk.services.checking import CheckingService
from eval.score_check import CODES, Score, score_cases, table

HERE = Path(__file__).resolve().parent
VOICES = HERE / "wording" / "voices.tsv"
FINAL = HERE / "final" / "wording_voices.tsv"
_COLUMNS = 5
_FINAL_SHARE = 10
_NONE = "-"


class Line(NamedTuple):
    """One sentence with its labels.

    Attributes:
        near: the code that an innocent sentence looks like; empty = none.
    """

    codes: tuple[str, ...]
    near: str
    register: str
    trade: str
    text: str

    def row(self) -> str:
        """Return the line as it is stored."""
        codes = ",".join(self.codes) or _NONE
        return "\t".join((codes, self.near or _NONE, self.register, self.trade, self.text))


class FaultyLine(ValueError):
    """A line cannot be taken; the message says which and why."""


def parsed(row: str, place: str) -> Line:
    """Return a line.

    Raises:
        FaultyLine: columns are missing, a code is unknown, or an innocent code has a label.
    """
    cells = [cell.strip() for cell in row.split("\t")]
    if len(cells) != _COLUMNS or not cells[-1]:
        raise FaultyLine(f"{place}: needs {_COLUMNS} columns and a text")
    codes = tuple(cells[0].split(",")) if cells[0] != _NONE else ()
    near = cells[1] if cells[1] != _NONE else ""
    known = {*CODES, "other"}
    if unknown := {*codes, *([near] if near else [])} - known:
        raise FaultyLine(f"{place}: unknown code {min(unknown)}")
    if codes and near:
        raise FaultyLine(f"{place}: a near code belongs to innocent lines only")
    return Line(codes, near, cells[2], cells[3], cells[4])


def read_lines(path: Path) -> list[Line]:
    """Return the lines of a file.

    Raises:
        FaultyLine: a line is faulty.
    """
    rows = path.read_text(encoding="utf-8").splitlines()
    return [parsed(row, f"{path.name}:{n}") for n, row in enumerate(rows, 1) if row.strip()]


def is_final(text: str) -> bool:
    """Tell whether a sentence belongs to the final half; it never changes sides."""
    return int(sha256(_key(text).encode()).hexdigest(), 16) % _FINAL_SHARE == 0


def known_texts(folders: Iterable[Path] = (HERE,)) -> set[str]:
    """Return the normal forms of all sentences that the corpus holds."""
    found = set()
    for folder in folders:
        for path in folder.rglob("*.jsonl"):
            rows = (json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row)
            found |= {_key(row["text"]) for row in rows if "text" in row}
        for path in folder.rglob("*voices.tsv"):
            found |= {_key(line.text) for line in read_lines(path)}
    return found


def new_lines(lines: Iterable[Line], known: set[str]) -> Iterator[Line]:
    """Yield the lines whose text the corpus does not hold yet, each once."""
    seen = set(known)
    for line in lines:
        if (key := _key(line.text)) not in seen:
            seen.add(key)
            yield line


def scored(lines: Iterable[Line]) -> Score:
    """Return the scores of the check as it stands on some lines."""
    cases = [
        {"id": str(n), "text": line.text, "codes": line.codes, "borderline": False}
        for n, line in enumerate(lines, 1)
    ]
    return score_cases(CheckingService(), cases)


def _key(text: str) -> str:
    return "".join(normalise(text).text.split())


def _append(path: Path, lines: list[Line]) -> None:
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(line.row() + "\n" for line in lines)


def main() -> int:
    """Store the new lines of a file and print how the check does on them."""
    try:
        lines = list(new_lines(read_lines(Path(sys.argv[1])), known_texts()))
    except (FaultyLine, OSError, IndexError) as fault:
        print(f"grow: {fault}; see the head of eval/grow.py", file=sys.stderr)
        return 2
    print("\n".join(table("first run", scored(lines))))
    final = [line for line in lines if is_final(line.text)]
    work = [line for line in lines if not is_final(line.text)]
    _append(VOICES, work)
    _append(FINAL, final)
    print(f"{len(work)} lines to work with, {len(final)} to the final half")
    return 0


if __name__ == "__main__":
    sys.exit(main())
