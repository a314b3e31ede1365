"""Gather what the comparison page of the formats prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from cspdesk.documents.format_comparison import Compared, build_format_comparison
from cspdesk.documents.model import Document
from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.format_advice import FormatAdviceService
from cspdesk.services.format_sizing import size
from cspdesk.services.order_type_advice import advise_order_type


def comparison_of(
    case: Case,
    client: Client,
    today: date,
    load_items: Callable[[], Catalogue] = load_catalogue,
) -> Document:
    """Return the comparison page of a case, as it would be advised now."""
    advice = FormatAdviceService(load_items=load_items)
    model = advice.model()
    subjects = {question.id: question.short for question in model.questions}
    return build_format_comparison(
        case,
        client,
        works=[_compared(advice, item, case) for item in case.decomposition.ordered_items()],
        facts=model.formats,
        topics={rule.id: subjects[rule.when[0][0]] for rule in model.exclusions},
        order_type=advise_order_type(case),
        today=today,
    )


def _compared(service: FormatAdviceService, item: WorkItem, case: Case) -> Compared:
    advice = service.advise_on(item, case)
    return Compared(
        item=item,
        recommended=advice.format,
        scores=advice.scores,
        reasons=advice.reasons,
        sizes=tuple((format_, size(item, format_)) for format_ in RequestFormat),
        questions=tuple(question.ask for question in advice.open_questions),
        split=advice.split,
    )
