"""The bundled sample case, built from its data file by the real services.

It is the same on whatever day it is built: its days are planned in the data file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count

from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import (
    Decomposition,
    Issue,
    ProposalState,
    Verdict,
    WorkItem,
)
from cspdesk.domain.hearing import Answer, AnswerState, Channel, Hearing, Meeting
from cspdesk.domain.request_format import FormatDecision, OrderType
from cspdesk.errors import DataFileError
from cspdesk.services.catalogue import Entry, load_catalogue, open_entry
from cspdesk.services.checking import CheckingService
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.drafting import DraftingService
from cspdesk.services.format_advice import FormatAdviceService
from cspdesk.services.interview import InterviewService
from cspdesk.services.judging import JudgingService, check_record
from cspdesk.services.tree_filling import work_item_from

SAMPLE_CASE_ID = "mihon-0001"
SAMPLE_CLIENT_ID = "mihon-c-0001"

SAMPLE_FILE = "samples/sample.toml"


def build_sample(
    decomposing: DecomposingService,
    advice: FormatAdviceService,
    drafting: DraftingService,
    checking: CheckingService,
) -> tuple[Client, Case]:
    """Return the sample's client and case: heard, divided, formats chosen, postings drafted.

    Raises:
        DataFileError: the sample file is invalid.
    """
    file = open_entry(SAMPLE_FILE)
    made_at = _moment(file.day("created_on"))
    ordered_on = file.day("planned_order_on")
    client = _client(file.entry("client"), made_at)
    case = Case(
        id=SAMPLE_CASE_ID,
        client_id=SAMPLE_CLIENT_ID,
        title=file.text("title", empty=False),
        created_at=made_at,
        updated_at=made_at,
        order_type=OrderType(file.text("order_type")),
        planned_order_on=ordered_on,
        consultant=file.text("consultant"),
        hearing=_hearing(file),
        is_sample=True,
    )
    case, client = _answered(case, client, file.entries("answer"))
    case = _divided(case, client, decomposing, file)
    file.done()
    decided_at = _moment(ordered_on)
    judging = JudgingService(checking)
    for item in case.decomposition.ordered_items():
        decision = _decision(advice, item, decided_at)
        item = replace(item, format_decision=decision)  # noqa: PLW2901 - the item goes on, decided
        case = replace(case, decomposition=case.decomposition.with_work_item(item))
        posting = drafting.draft(
            case, client, item, decision.chosen, posting_id=f"p-{item.id}", today=ordered_on
        )
        result = judging.judge(case, client, posting, ordered_on)
        posting = replace(posting, check=check_record(result, case, posting, decided_at))
        case = case.with_posting(posting.with_version("ひな形から作成", decided_at))
    return client, replace(case, updated_at=decided_at)


def _moment(day: date) -> datetime:
    # Ten in the morning in Japan.
    return datetime.combine(day, time(1, 0), tzinfo=UTC)


def _client(entry: Entry, made_at: datetime) -> Client:
    client = Client(
        id=SAMPLE_CLIENT_ID,
        name=entry.text("name", empty=False),
        created_at=made_at,
        updated_at=made_at,
        furigana=entry.text("furigana"),
        industry=entry.text("industry"),
        prefecture=entry.text("prefecture"),
        address=entry.text("address"),
        employees=entry.integer("employees"),
        contact_name=entry.text("contact_name"),
        contact=entry.text("contact"),
        consent_on=entry.day("consent_on"),
        note=entry.text("note"),
        is_sample=True,
    )
    entry.done()
    return client


def _hearing(file: Entry) -> Hearing:
    meetings = []
    for number, entry in enumerate(file.entries("meeting"), 1):
        meetings.append(
            Meeting(
                id=f"mihon-m-{number}",
                held_on=entry.day("held_on"),
                minutes=entry.integer("minutes"),
                channel=Channel(entry.text("channel")),
                attendees=entry.text("attendees"),
                note=entry.text("note"),
                next_on=entry.day("next_on"),
            )
        )
        entry.done()
    return Hearing(owner_words=file.text("owner_words").strip(), meetings=tuple(meetings))


def _answered(case: Case, client: Client, entries: tuple[Entry, ...]) -> tuple[Case, Client]:
    interview = InterviewService()
    for entry in entries:
        answer = Answer(
            question_id=entry.text("question"),
            state=AnswerState(entry.text_or("state", AnswerState.ANSWERED.value)),
            choices=entry.texts("choices"),
            text=entry.text_or("text", ""),
        )
        entry.done()
        if interview.question(answer.question_id) is None:
            raise DataFileError(entry.file, entry.label, "names no question of the interview")
        case, client = interview.apply(case, client, answer)
    return case, client


def _divided(case: Case, client: Client, decomposing: DecomposingService, file: Entry) -> Case:
    """Return the case with the proposal in its tree and the consultant's choice made in it."""
    proposal = decomposing.propose(
        case.hearing.owner_words,
        answers=InterviewService().answer_texts(case.hearing),
        industry=client.industry,
        prefecture=client.prefecture,
    )
    proposed = decomposing.into_case(case, proposal, _numbered("mihon-t")).decomposition
    chosen: dict[str, WorkItem] = {}
    for entry in file.entries("work"):
        item = _chosen(entry, proposed)
        chosen[item.catalogue_id] = replace(
            item, after=tuple(chosen[before].id for before in entry.texts("after"))
        )
        entry.done()
    items = tuple(chosen.values())
    wanted = file.texts("kept_back")
    return replace(
        case,
        decomposition=Decomposition(
            issues=_carrying(proposed.issues, items),
            work_items=items,
            kept_back=tuple(k for k in proposed.kept_back if k.catalogue_id in wanted),
        ),
    )


def _numbered(stem: str) -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{stem}-{next(numbers):03d}"


def _chosen(entry: Entry, proposed: Decomposition) -> WorkItem:
    """Return the proposed piece of work, or one taken from the catalogue, as it was settled."""
    item_id = entry.text("item")
    template = load_catalogue().item(item_id)
    if template is None:
        raise DataFileError(entry.file, f"{entry.label}.item", "is not in the catalogue")
    item = next((w for w in proposed.work_items if w.catalogue_id == item_id), None)
    if item is None:
        item = work_item_from(
            template, id="", issue_id=_issue_for(item_id, proposed.issues), why=()
        )
    quantity = entry.integer("quantity")
    return replace(
        item,
        id=f"mihon-w-{item_id}",
        name=entry.text_or("name", item.name),
        state=ProposalState.ACCEPTED,
        verdict=Verdict(entry.text_or("verdict", Verdict.ORDER.value)),
        verdict_reason=entry.text_or("verdict_reason", ""),
        who=entry.text_or("who", ""),
        quantity=quantity,
        unit_price_yen=entry.integer("unit_price_yen")
        if entry.has("unit_price_yen")
        else item.unit_price_yen,
        hours=template.hours * quantity,
        starts_on=entry.day("starts_on") if entry.has("starts_on") else None,
        due_on=entry.day("due_on") if entry.has("due_on") else None,
    )


def _issue_for(item_id: str, issues: tuple[Issue, ...]) -> str:
    """Return the id of the sub-issue, else of the problem, whose tree lists this item."""
    subs: set[str] = set()
    problems: set[str] = set()
    for problem in load_catalogue().problems:
        for sub in problem.sub_issues:
            if any(link.item_id == item_id for link in sub.items):
                subs.add(sub.id)
                problems.add(problem.id)
    for wanted in (subs, problems):
        found = next((issue.id for issue in issues if issue.catalogue_id in wanted), "")
        if found:
            return found
    return ""


def _carrying(issues: tuple[Issue, ...], items: tuple[WorkItem, ...]) -> tuple[Issue, ...]:
    """Return the issues that carry a piece of work, with the problems above them."""
    used = {item.issue_id for item in items}
    used |= {issue.parent_id for issue in issues if issue.id in used}
    return tuple(issue for issue in issues if issue.id in used)


def _decision(advice: FormatAdviceService, item: WorkItem, decided_at: datetime) -> FormatDecision:
    advised = advice.advise_on(item)
    return FormatDecision(
        chosen=advised.format,
        recommended=None if advised.close else advised.format,
        scores=advised.scores,
        answers=advised.answers,
        decided_at=decided_at,
    )
