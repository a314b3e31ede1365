"""All that step ② tells of a case's plan: days, sums, ways to save, the order to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.decomposition import ProposalState
from cspdesk.domain.hearing import NoticedObstacle
from cspdesk.services import tree_edits
from cspdesk.services.budgeting import Budget, budget_of
from cspdesk.services.ceiling import ceiling_of
from cspdesk.services.first_order import FirstOrder, first_order
from cspdesk.services.obstacles import notice
from cspdesk.services.planning import PlanningService, Span, Totals
from cspdesk.services.reducing import Reduction, reductions


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlan:
    """What is known of the plan as the case stands.

    Attributes:
        spans: planned days of the work shown in the weeks.
        critical: names of the work on the critical path, in the order of their days: of what
            is accepted; while nothing is, of the proposals.
        accepted: whether anything is accepted.
        missing_reasons: how many decisions against ordering give no reason.
        at_once: how many pieces may run side by side; None = as many as there are.
        early: names of the work that would have to be posted before the plan begins, because
            of the days the consultant fixed.
        names: id and name of all work.
        obstacles: what keeps the owner from ordering, with what is done about it.
    """

    spans: tuple[Span, ...]
    critical: tuple[str, ...]
    totals: Totals
    budget: Budget
    reductions: tuple[Reduction, ...]
    first: FirstOrder | None
    missing_reasons: int
    at_once: int | None
    obstacles: tuple[NoticedObstacle, ...] = ()
    accepted: bool = False
    early: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    def in_order(self) -> tuple[tuple[str, Span], ...]:
        """Return the name and the days of all planned work as it begins."""
        names = dict(self.names)
        spans = sorted(self.spans, key=lambda span: (span.begins_on, span.starts_on))
        return tuple((names[span.work_item_id], span) for span in spans)


def plan_of(case: Case, planning: PlanningService, catalogue: Catalogue, start: date) -> CasePlan:
    """Return the plan of a case whose first day is `start`.

    Raises:
        DependencyCycle: prerequisites run in a circle.
    """
    tree = case.decomposition
    spans = planning.schedule(tree.work_items, start, case.at_once)
    names = {item.id: item.name for item in tree.work_items}
    path = sorted((s for s in spans if s.critical), key=lambda s: (s.begins_on, s.ends_on))
    return CasePlan(
        spans=spans,
        critical=tuple(names[span.work_item_id] for span in path),
        names=tuple(names.items()),
        early=tuple(names[s.work_item_id] for s in spans if s.before and s.begins_on < start),
        accepted=any(item.state is ProposalState.ACCEPTED for item in tree.work_items),
        totals=planning.totals(tree.work_items, ceiling_of(case).yen, start, case.at_once),
        budget=budget_of(case, start),
        reductions=reductions(case, catalogue, start),
        first=first_order(case, catalogue),
        missing_reasons=sum(map(tree_edits.lacks_reason, tree.work_items)),
        at_once=case.at_once,
        obstacles=notice(case.hearing),
    )
