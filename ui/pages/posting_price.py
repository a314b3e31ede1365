"""The price card of the posting in view: opened from what is planned, put back into the plan."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import WorkItem
from cspdesk.services.ports import Clock
from cspdesk.services.price_sheets import order_to_try, price_text
from ui.pages.page import StepPage
from ui.pages.platform_box import Platforms
from ui.pages.price_dialog import PriceDialog


def open_price_card(page: StepPage, item: WorkItem, platforms: Platforms, clock: Clock) -> None:
    """Open the price card of a piece of work over its page; what is put back can be undone."""
    case, client, today = page.session.case, page.session.client, clock.today()
    dialog = PriceDialog(
        item.name,
        order_to_try(case, client, item, case.judged_on(today)),
        platforms,
        lambda order: price_text(case, client, item.name, order, today),
        clock.today,
        parent=page,
    )

    def plan(unit_yen: int, hours: float | None) -> None:
        page.session.end_merge()
        page.apply("単価を反映", lambda kept: _planned(kept, item.id, unit_yen, hours))
        page.refresh()

    dialog.reflected.connect(plan)
    dialog.open()


def _planned(case: Case, item_id: str, unit_yen: int, hours: float | None) -> Case:
    tree = case.decomposition
    item = replace(tree.work_item(item_id), unit_price_yen=unit_yen, hours=hours)
    return replace(case, decomposition=tree.with_work_item(item))
