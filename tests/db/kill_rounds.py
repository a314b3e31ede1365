"""Kill a saving program many times and tell what was left; started by `test_kill`.

Each round forks a child that saves version after version of one case – its row, a piece of
work and a posting all carrying the same number – and reports each number after the save
returned. The parent kills it in the middle and reads what is stored.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from cspdesk.domain.case import Case
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.progress import summarise
from db.store import DATABASE_NAME, Store, open_store
from tests.builders import a_case, a_client, accepted
from tests.doubles import MOMENT, StandingClock


def numbered(case: Case, number: int) -> Case:
    """Return the case with `number` in its row, a piece of work, and a posting with versions."""
    tree = case.decomposition.with_work_item(accepted("w1", note=str(number)))
    posting = case.postings[0].with_text(PostingField.TITLE, str(number))
    changed = replace(case, title=f"相談 {number}", decomposition=tree)
    return changed.with_posting(posting.with_version("自動保存", MOMENT))


def numbers_in(case: Case) -> set[int]:
    """Return the numbers that the parts of a stored case carry; one, unless a save was torn."""
    posting = case.postings[0]
    return {
        int(case.title.split()[1]),
        int(case.decomposition.work_items[0].note),
        int(posting.text(PostingField.TITLE)),
        int(dict(posting.versions[-1].texts)[PostingField.TITLE]),
    }


def _prepare(folder: Path) -> None:
    store = open_store(folder, writable=True, clock=StandingClock())
    store.clients.add(a_client())
    posting = Posting(id="p1", work_item_id="w1", format=RequestFormat.PROJECT)
    case = numbered(a_case(accepted("w1"), postings=(posting,)), 0)
    store.cases.add(case, summarise(case))
    store.close()


def _save_for_ever(store: Store, acknowledge: int) -> None:
    case = store.cases.load("case1")
    number = max(numbers_in(case))
    while True:
        number += 1
        # Old versions are dropped, or the case would grow with every round.
        trimmed = replace(case.postings[0], versions=())
        case = numbered(replace(case, postings=(trimmed,)), number)
        case = store.cases.save(case, summarise(case))
        os.write(acknowledge, f"{number}\n".encode())


def _round(folder: Path, dice: random.Random) -> dict[str, object]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _save_for_ever(open_store(folder, writable=True, clock=StandingClock()), writing)
    os.close(writing)
    heard = os.read(reading, 1)
    time.sleep(dice.uniform(0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 65_536):
        heard += more
    os.close(reading)
    acknowledged = int(heard.decode().rsplit("\n", 2)[-2])
    store = open_store(folder, writable=True, clock=StandingClock())
    stored = numbers_in(store.cases.load("case1"))
    store.close()
    return {"acknowledged": acknowledged, "stored": sorted(stored)}


def main(folder: Path, rounds: int) -> None:
    """Print one line of JSON per round."""
    _prepare(folder)
    dice = random.Random(1)  # noqa: S311
    for _ in range(rounds):
        sys.stdout.write(f"{json.dumps(_round(folder, dice))}\n")
    assert (folder / DATABASE_NAME).exists()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
