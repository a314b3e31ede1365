"""Kill a backup or a restore before each of its steps and tell what was left.

Started by `test_restore`. A step is whatever Python announces to its audit hooks: opening,
renaming and removing files, making and removing folders. Each round dies before a later step;
the last one is the one that lives. `python -m tests.db.backup_rounds FOLDER restore 1` leaves no
step out.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from cspdesk.services.ports import CaseQuery
from cspdesk.services.progress import summarise
from db.backup_out import examine, write_backup
from db.restore import restore
from db.store import open_store
from tests.builders import a_case, a_client
from tests.doubles import StandingClock

_STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"})


def _filled(folder: Path, word: str) -> None:
    store = open_store(folder, writable=True, clock=StandingClock())
    store.clients.add(a_client())
    store.cases.add(a_case(title=word), summarise(a_case()))
    store.close()
    (folder / "rules").mkdir()
    (folder / "rules" / f"X-{word}.toml").write_text(word)
    (folder / "rules" / "X-both.toml").write_text(word)


def _words_in(folder: Path) -> set[str]:
    """Return the words that the parts of a state carry; one, unless it is a mixture."""
    store = open_store(folder, writable=True, clock=StandingClock())
    words = {row.title for row in store.cases.find(CaseQuery()).rows}
    store.close()
    for path in (folder / "rules").iterdir():
        words |= {path.read_text()} | ({path.stem[2:]} - {"both"})
    return words


def _dies_before(step: int, work: Callable[[], object]) -> bool:
    """Carry out work in a child that kills itself before a step; tell whether it did."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(event: str, _: object) -> None:
            nonlocal seen
            if event in _STEPS:
                seen += 1
                if seen == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    if status:
        raise RuntimeError(f"round {step} failed by itself")
    return False


def _restore_round(base: Path, step: int) -> tuple[bool, str, list[str]]:
    trial = base / "trial"
    shutil.copytree(base / "old", trial)
    died = _dies_before(
        step, lambda: restore(base / "new.cspbackup", trial, StandingClock(), replace=True)
    )
    words = sorted(_words_in(trial))
    left = [path.name for path in trial.iterdir() if path.name.startswith(".")]
    shutil.rmtree(trial)
    return died, "+".join(words), left


def _backup_round(base: Path, step: int) -> tuple[bool, str, list[str]]:
    trial = base / "trial"
    trial.mkdir()
    target = trial / "target"
    shutil.copy(base / "old.cspbackup", target)
    died = _dies_before(step, lambda: write_backup(base / "new", target, StandingClock()))
    examine(target)
    same = target.read_bytes() == (base / "old.cspbackup").read_bytes()
    write_backup(base / "new", trial / "next", StandingClock())
    left = [path for path in trial.iterdir() if path.name.startswith(".") and any(path.iterdir())]
    names = [path.name for path in left if any(entry.name != "lock" for entry in path.iterdir())]
    shutil.rmtree(trial)
    return died, "old" if same else "new", names


def main() -> None:
    """Print one line of JSON for each round."""
    base = Path(sys.argv[1])
    for word in ("old", "new"):
        _filled(base / word, word)
        write_backup(base / word, base / f"{word}.cspbackup", StandingClock())
    one_round = {"restore": _restore_round, "backup": _backup_round}[sys.argv[2]]
    step, stride, died = 1, int(sys.argv[3]), True
    while died:
        died, state, left = one_round(base, step)
        print(json.dumps({"step": step, "state": state, "left": left}))  # noqa: T201
        step += stride


if __name__ == "__main__":
    main()
