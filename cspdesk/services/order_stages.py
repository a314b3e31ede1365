"""The stages around a piece of work, in the format in which it is or will be ordered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import Verdict, WorkItem
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.format_advice import usual_format
from cspdesk.services.order_days import OrderDays, load_order_days


def order_days_of(
    item: WorkItem, load: Callable[[], Catalogue] = load_catalogue
) -> OrderDays | None:
    """Return the stages around a piece of work, None where it is not ordered.

    Until a format is chosen, the one counts that will be advised for the work. Getting ready
    takes its days by what the client has to prepare.
    """
    if item.verdict is not Verdict.ORDER:
        return None
    facts = load_order_days()
    stages = facts.of(usual_format(item, load()))
    return replace(stages, preparing=facts.preparing_for(len(item.inputs)))
