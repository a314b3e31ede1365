"""Opening a case at real widgets: from the list to the filled page, and storing one field.

The case has 60 pieces of work and 40 drafted postings; the database is a real one in a
temporary folder. Each page is opened once cold (it is built) and then from the list again.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QApplication

from cspdesk import bootstrap
from cspdesk.domain.case import Case, Step
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import ProposalState
from cspdesk.services.sample import build_sample
from cspdesk.services.tree_filling import work_item_from
from cspdesk.services.window_memory import WindowMemory
from ui import background
from ui.app import create_application
from ui.contents import attach
from ui.main_window import MainWindow

WORK_ITEMS = 60
POSTINGS = 40
ROUNDS = 7
BUDGET_MS = 300.0


def large_case(services: bootstrap.Workspace) -> tuple[Client, Case]:
    """Return the sample with as much work as the largest consultations have."""
    client, case = build_sample(
        services.decomposing, services.advice, services.drafting, services.checking
    )
    templates = services.catalogue().items
    issues = case.decomposition.issues
    items = tuple(
        replace(
            work_item_from(
                templates[number], id=f"w{number}", issue_id=issues[number % len(issues)].id
            ),
            state=ProposalState.ACCEPTED,
        )
        for number in range(WORK_ITEMS)
    )
    case = replace(case, decomposition=replace(case.decomposition, work_items=items), postings=())
    for item in items[:POSTINGS]:
        chosen = services.advice.advise(item_id=item.catalogue_id).format
        posting = services.drafting.draft(
            case, client, item, chosen, posting_id=f"p-{item.id}", today=services.clock.today()
        )
        case = case.with_posting(posting)
    return client, case


@contextmanager
def window_on_a_large_case(folder: Path) -> Iterator[tuple[MainWindow, str]]:
    """Return a shown window at the case list, and the id of the case."""
    with bootstrap.open_workspace(str(folder)) as workspace:
        opened = workspace.cases.install_sample(*large_case(workspace))
        window = MainWindow(WindowMemory(folder))
        window.show()
        attach(window, workspace)
        window.go_to("cases")
        settle()
        yield window, opened.case.id
        window.close()
        background.wait_for_all()


def settle() -> None:
    """Let everything happen that is waiting to: layout, painting, what was put off by 0 ms."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents()


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long something takes until it is painted."""
    started = time.perf_counter()
    act()
    settle()
    return (time.perf_counter() - started) * 1000


def opening_times(window: MainWindow, case_id: str, step: Step | None) -> list[float]:
    """Return the times from the list to a page of the case; the first builds the page."""
    times = []
    for _ in range(ROUNDS + 1):
        times.append(milliseconds(lambda: window.open_case(case_id, step)))
        window.go_to("cases")
        settle()
    return times


def saving_times(window: MainWindow, case_id: str) -> list[float]:
    """Return the times to store the case after one field was changed."""
    window.open_case(case_id)
    session = window.workspace.session
    if session is None:
        raise RuntimeError("the case is not open")
    times = []
    for number in range(ROUNDS):
        session.apply("変更", partial(_titled, f"見本の相談 {number}"))
        taken = session.take_snapshot()
        started = time.perf_counter()
        stored = session.store(taken)
        times.append((time.perf_counter() - started) * 1000)
        session.acknowledge(taken, stored)
    return times


def _titled(title: str, case: Case) -> Case:
    return replace(case, title=title)


def main() -> int:
    """Print the medians, the first opening of each page beside them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    create_application(sys.argv[:1])
    print(f"{WORK_ITEMS} pieces of work, {POSTINGS} postings")
    worst = 0.0
    with (
        tempfile.TemporaryDirectory() as folder,
        window_on_a_large_case(Path(folder)) as (window, case_id),
    ):
        for name, step in (("where it stands", None), *((step.value, step) for step in Step)):
            first, *again = opening_times(window, case_id, step)
            worst = max(worst, median(again))
            print(f"{median(again):8.1f} ms  (first {first:7.1f})  list to page, {name}")
        print(f"{median(saving_times(window, case_id)):8.1f} ms  storing one changed field")
    print(f"worst {worst:.1f} ms = {worst / BUDGET_MS:.2f} of {BUDGET_MS:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
