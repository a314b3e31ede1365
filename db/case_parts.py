"""Every kind of part of a case, and how a case is taken apart and put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from sqlalchemy import (
    CompoundSelect,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    literal,
    select,
    union_all,
)

from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import (
    Decomposition,
    Issue,
    KeptBack,
    KeptBackVerdict,
    ProposalState,
    Verdict,
    WorkItem,
)
from cspdesk.domain.hearing import Answer, AnswerState, Channel, Meeting
from cspdesk.domain.posting import Posting, PostingVersion
from cspdesk.domain.request_format import RequestFormat
from db import tables
from db.encoding import (
    answers_to_json,
    check_to_json,
    corrections_to_json,
    day_to_text,
    decision_to_json,
    exemptions_to_json,
    fields_to_json,
    json_to_answers,
    json_to_check,
    json_to_corrections,
    json_to_decision,
    json_to_exemptions,
    json_to_fields,
    json_to_texts,
    moment_to_text,
    text_to_day,
    text_to_moment,
    texts_to_json,
)
from db.mapping import Row, StoredRow, hearing_to_row, row_to_hearing
from db.parts import Key, Known, Part, PartOf, Stored
from db.text import clean

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the parts of a case that was written.

    Attributes:
        known: fingerprints of all its parts, for the next time.
        altered: a text had to be cleaned, so what is stored differs from what was given.
    """

    known: Known
    altered: bool


def _answer_to_row(answer: Answer) -> Row:
    return {
        "state": answer.state.value,
        "choices": texts_to_json(answer.choices),
        "text": clean(answer.text),
    }


def _row_to_answer(row: StoredRow) -> Answer:
    return Answer(
        question_id=row["id"],
        state=AnswerState(row["state"]),
        choices=json_to_texts(row["choices"]),
        text=row["text"],
    )


def _meeting_to_row(meeting: Meeting) -> Row:
    return {
        "held_on": day_to_text(meeting.held_on),
        "minutes": meeting.minutes,
        "channel": meeting.channel.value,
        "attendees": clean(meeting.attendees),
        "note": clean(meeting.note),
        "next_on": day_to_text(meeting.next_on),
    }


def _row_to_meeting(row: StoredRow) -> Meeting:
    return Meeting(
        id=row["id"],
        held_on=date.fromisoformat(row["held_on"]),
        minutes=row["minutes"],
        channel=Channel(row["channel"]),
        attendees=row["attendees"],
        note=row["note"],
        next_on=text_to_day(row["next_on"]),
    )


def _issue_to_row(issue: Issue) -> Row:
    return {
        "name": clean(issue.name),
        "parent_id": clean(issue.parent_id),
        "catalogue_id": clean(issue.catalogue_id),
        "why": texts_to_json(issue.why),
        "measure": clean(issue.measure),
    }


def _row_to_issue(row: StoredRow) -> Issue:
    return Issue(
        id=row["id"],
        name=row["name"],
        parent_id=row["parent_id"],
        catalogue_id=row["catalogue_id"],
        why=json_to_texts(row["why"]),
        measure=row["measure"],
    )


def _work_item_to_row(item: WorkItem) -> Row:
    return {
        "name": clean(item.name),
        "issue_id": clean(item.issue_id),
        "catalogue_id": clean(item.catalogue_id),
        "category": clean(item.category),
        "work_type": clean(item.work_type),
        "state": item.state.value,
        "verdict": item.verdict.value,
        "verdict_reason": clean(item.verdict_reason),
        "who": clean(item.who),
        "deliverable": clean(item.deliverable),
        "quantity": item.quantity,
        "unit": clean(item.unit),
        "unit_price_yen": item.unit_price_yen,
        "price_low_yen": item.price_low_yen,
        "price_high_yen": item.price_high_yen,
        "price_basis": clean(item.price_basis),
        "hours": item.hours,
        "days": item.days,
        "inputs": texts_to_json(item.inputs),
        "skills": texts_to_json(item.skills),
        "acceptance": texts_to_json(item.acceptance),
        "rights_note": clean(item.rights_note),
        "withholding": clean(item.withholding),
        "personal_data": clean(item.personal_data),
        "after": texts_to_json(item.after),
        "starts_on": day_to_text(item.starts_on),
        "due_on": day_to_text(item.due_on),
        "note": clean(item.note),
        "why": texts_to_json(item.why),
        "format_answers": answers_to_json(item.format_answers),
        "format_decision": decision_to_json(item.format_decision),
        "asked": item.asked,
    }


def _row_to_work_item(row: StoredRow) -> WorkItem:
    return WorkItem(
        id=row["id"],
        name=row["name"],
        issue_id=row["issue_id"],
        catalogue_id=row["catalogue_id"],
        category=row["category"],
        work_type=row["work_type"],
        state=ProposalState(row["state"]),
        verdict=Verdict(row["verdict"]),
        verdict_reason=row["verdict_reason"],
        who=row["who"],
        deliverable=row["deliverable"],
        quantity=row["quantity"],
        unit=row["unit"],
        unit_price_yen=row["unit_price_yen"],
        price_low_yen=row["price_low_yen"],
        price_high_yen=row["price_high_yen"],
        price_basis=row["price_basis"],
        hours=row["hours"],
        days=row["days"],
        inputs=json_to_texts(row["inputs"]),
        skills=json_to_texts(row["skills"]),
        acceptance=json_to_texts(row["acceptance"]),
        rights_note=row["rights_note"],
        withholding=row["withholding"],
        personal_data=row["personal_data"],
        after=json_to_texts(row["after"]),
        starts_on=text_to_day(row["starts_on"]),
        due_on=text_to_day(row["due_on"]),
        note=row["note"],
        why=json_to_texts(row["why"]),
        format_answers=json_to_answers(row["format_answers"]),
        format_decision=json_to_decision(row["format_decision"]),
        asked=row["asked"],
    )


def _kept_back_to_row(entry: KeptBack) -> Row:
    return {
        "name": clean(entry.name),
        "verdict": entry.verdict.value,
        "who": clean(entry.who),
        "reason": clean(entry.reason),
        "instead": clean(entry.instead),
        "catalogue_id": clean(entry.catalogue_id),
        "why": texts_to_json(entry.why),
    }


def _row_to_kept_back(row: StoredRow) -> KeptBack:
    return KeptBack(
        id=row["id"],
        name=row["name"],
        verdict=KeptBackVerdict(row["verdict"]),
        who=row["who"],
        reason=row["reason"],
        instead=row["instead"],
        catalogue_id=row["catalogue_id"],
        why=json_to_texts(row["why"]),
    )


def _posting_to_row(posting: Posting) -> Row:
    return {
        "work_item_id": clean(posting.work_item_id),
        "format": posting.format.value,
        "texts": fields_to_json(posting.texts),
        "template_id": clean(posting.template_id),
        "last_check": check_to_json(posting.check),
        "exemptions": exemptions_to_json(posting.exemptions),
        "corrections": corrections_to_json(posting.corrections),
    }


def _row_to_posting(row: StoredRow) -> Posting:
    return Posting(
        id=row["id"],
        work_item_id=row["work_item_id"],
        format=RequestFormat(row["format"]),
        texts=json_to_fields(row["texts"]),
        template_id=row["template_id"],
        check=json_to_check(row["last_check"]),
        exemptions=json_to_exemptions(row["exemptions"]),
        corrections=json_to_corrections(row["corrections"]),
    )


def _version_to_row(version: PostingVersion) -> Row:
    return {
        "saved_at": moment_to_text(version.saved_at),
        "cause": clean(version.cause),
        "texts": fields_to_json(version.texts),
    }


def _row_to_version(row: StoredRow) -> PostingVersion:
    return PostingVersion(
        number=row["number"],
        saved_at=text_to_moment(row["saved_at"]),
        cause=row["cause"],
        texts=json_to_fields(row["texts"]),
    )


def _versions(case: Case) -> Iterable[tuple[Key, PostingVersion]]:
    for posting in case.postings:
        for version in posting.versions:
            yield (posting.id, version.number), version


HEARINGS = PartOf(
    tables.hearings,
    items=lambda case: [(("", 0), case.hearing)],
    encode=hearing_to_row,
    decode=row_to_hearing,
    bare=lambda hearing: replace(hearing, answers=(), meetings=()),
)
ANSWERS = PartOf(
    tables.answers,
    items=lambda case: [((a.question_id, 0), a) for a in case.hearing.answers],
    encode=_answer_to_row,
    decode=_row_to_answer,
)
MEETINGS = PartOf(
    tables.meetings,
    items=lambda case: [((m.id, 0), m) for m in case.hearing.meetings],
    encode=_meeting_to_row,
    decode=_row_to_meeting,
)
ISSUES = PartOf(
    tables.issues,
    items=lambda case: [((i.id, 0), i) for i in case.decomposition.issues],
    encode=_issue_to_row,
    decode=_row_to_issue,
)
WORK_ITEMS = PartOf(
    tables.work_items,
    items=lambda case: [((w.id, 0), w) for w in case.decomposition.work_items],
    encode=_work_item_to_row,
    decode=_row_to_work_item,
)
KEPT_BACK = PartOf(
    tables.kept_back,
    items=lambda case: [((k.id, 0), k) for k in case.decomposition.kept_back],
    encode=_kept_back_to_row,
    decode=_row_to_kept_back,
)
POSTINGS = PartOf(
    tables.postings,
    items=lambda case: [((p.id, 0), p) for p in case.postings],
    encode=_posting_to_row,
    decode=_row_to_posting,
    bare=lambda posting: replace(posting, versions=()),
)
POSTING_VERSIONS = PartOf(
    tables.posting_versions,
    items=_versions,
    encode=_version_to_row,
    decode=_row_to_version,
)

PARTS: tuple[Part, ...] = (
    HEARINGS,
    ANSWERS,
    MEETINGS,
    ISSUES,
    WORK_ITEMS,
    KEPT_BACK,
    POSTINGS,
    POSTING_VERSIONS,
)


def write_parts(connection: Connection, case_number: int, case: Case, known: Known) -> Outcome:
    """Write what differs between the stored parts and those of `case`."""
    stored = _stored_parts(connection, case_number)
    seen: Known = {}
    altered = False
    for part in PARTS:
        changes = part.changes(case, stored, known, seen)
        part.write(connection, case_number, changes)
        altered |= changes.altered
    return Outcome(known=seen, altered=altered)


def read_parts(connection: Connection, case_number: int, case: Case) -> tuple[Case, Known]:
    """Return `case` with its stored parts, and their fingerprints."""
    known: Known = {}

    def read(part: PartOf[T]) -> list[tuple[Key, T]]:
        return part.read(connection, case_number, known)

    versions: dict[str, list[PostingVersion]] = {}
    for (posting_id, _), version in read(POSTING_VERSIONS):
        versions.setdefault(posting_id, []).append(version)
    (hearing_key, bare_hearing), *_ = read(HEARINGS)
    hearing = replace(
        bare_hearing,
        answers=tuple(answer for _, answer in read(ANSWERS)),
        meetings=tuple(meeting for _, meeting in read(MEETINGS)),
    )
    postings = tuple(
        (key, replace(posting, versions=tuple(versions.get(posting.id, ()))))
        for key, posting in read(POSTINGS)
    )
    decomposition = Decomposition(
        issues=tuple(issue for _, issue in read(ISSUES)),
        work_items=tuple(item for _, item in read(WORK_ITEMS)),
        kept_back=tuple(entry for _, entry in read(KEPT_BACK)),
    )
    whole = replace(
        case,
        hearing=hearing,
        decomposition=decomposition,
        postings=tuple(posting for _, posting in postings),
    )
    # Parts that have parts of their own were put together anew; remember those objects.
    _remember(known, HEARINGS.table.name, hearing_key, hearing)
    for key, posting in postings:
        _remember(known, POSTINGS.table.name, key, posting)
    return whole, known


def _remember(known: Known, table: str, key: Key, item: object) -> None:
    known[(table, key)] = (item, known[(table, key)][1])


def _fingerprints() -> CompoundSelect[str, str, int, int, bytes]:
    selects: list[Select[str, str, int, int, bytes]] = []
    for part in PARTS:
        columns = part.table.primary_key.columns
        selects.append(
            select(
                literal(part.table.name, Text),
                columns["id"] if "id" in columns else literal("", Text),
                columns["number"] if "number" in columns else literal(0, Integer),
                part.table.c.position,
                part.table.c.digest,
            ).where(part.table.c.case_number == bindparam("of_case"))
        )
    return union_all(*selects)


_FINGERPRINTS = _fingerprints()


def _stored_parts(connection: Connection, case_number: int) -> Stored:
    rows = connection.execute(_FINGERPRINTS, {"of_case": case_number})
    return {
        (table, (id_, number)): (position, digest) for table, id_, number, position, digest in rows
    }
