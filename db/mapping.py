"""Domain values as rows of their tables, and back."""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias

from cspdesk.domain.case import Case, CaseStatus
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import Decomposition
from cspdesk.domain.hearing import Hearing, Obstacle
from cspdesk.domain.request_format import OrderType
from cspdesk.services.ports import CaseRow, CaseSummary
from db.encoding import (
    day_to_text,
    json_to_texts,
    moment_to_text,
    text_to_day,
    text_to_moment,
    texts_to_json,
)
from db.text import clean, fold, reading_order

Value: TypeAlias = str | int | float | bool | bytes | None
Row: TypeAlias = dict[str, Value]

UNCHECKED = "unchecked"
CHECK_STATES = ("error", "warning", "ok", UNCHECKED)


class StoredRow(Protocol):
    """Columns by name; what a driver hands back has no static type, the mapping gives it one."""

    def __getitem__(self, name: str, /) -> Any:
        """Return one column."""
        ...


def client_to_row(client: Client) -> Row:
    """Return the columns of a client, without number and version."""
    name, furigana = clean(client.name), clean(client.furigana)
    return {
        "id": clean(client.id),
        "name": name,
        "furigana": furigana,
        "corporate_number": clean(client.corporate_number),
        "industry": clean(client.industry),
        "prefecture": clean(client.prefecture),
        "address": clean(client.address),
        "employees": client.employees,
        "capital_yen": client.capital_yen,
        "contact_name": clean(client.contact_name),
        "contact": clean(client.contact),
        "consent_on": day_to_text(client.consent_on),
        "note": clean(client.note),
        "is_sample": client.is_sample,
        "merged_into": clean(client.merged_into),
        "created_at": moment_to_text(client.created_at),
        "updated_at": moment_to_text(client.updated_at),
        "reading_order": reading_order(furigana, name),
        "folded": f"{fold(name)}\n{fold(furigana)}",
    }


def row_to_client(row: StoredRow) -> Client:
    """Return the client behind a row."""
    return Client(
        id=row["id"],
        name=row["name"],
        furigana=row["furigana"],
        corporate_number=row["corporate_number"],
        industry=row["industry"],
        prefecture=row["prefecture"],
        address=row["address"],
        employees=row["employees"],
        capital_yen=row["capital_yen"],
        contact_name=row["contact_name"],
        contact=row["contact"],
        consent_on=text_to_day(row["consent_on"]),
        note=row["note"],
        is_sample=row["is_sample"],
        merged_into=row["merged_into"],
        created_at=text_to_moment(row["created_at"]),
        updated_at=text_to_moment(row["updated_at"]),
        version=row["version"],
    )


def case_to_row(case: Case, summary: CaseSummary) -> Row:
    """Return the columns of a case that come from itself and its summary, without version."""
    return {
        "id": clean(case.id),
        "title": clean(case.title),
        "created_at": moment_to_text(case.created_at),
        "updated_at": moment_to_text(case.updated_at),
        "order_type": case.order_type.value,
        "platform_id": clean(case.platform_id),
        "status": case.status.value,
        "planned_order_on": day_to_text(case.planned_order_on),
        "budget_yen": case.budget_yen,
        "deadline": day_to_text(case.deadline),
        "at_once": case.at_once,
        "consultant": clean(case.consultant),
        "is_sample": case.is_sample,
        "binned_at": None if case.binned_at is None else moment_to_text(case.binned_at),
        "step": summary.step,
        "done_steps": summary.done_steps,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "check_state": check_state(summary),
        "amount_yen": summary.amount_yen,
        "next_due": day_to_text(summary.next_due),
        "next_due_label": clean(summary.next_due_label),
    }


def check_state(summary: CaseSummary) -> str:
    """Return the worst that the last checks said, as the list filters by it."""
    if summary.errors < 0:
        return UNCHECKED
    if summary.errors:
        return "error"
    return "warning" if summary.warnings else "ok"


def row_to_case(row: StoredRow) -> Case:
    """Return the case behind a row joined with `client_id`; its parts are still missing."""
    binned_at = row["binned_at"]
    return Case(
        id=row["id"],
        client_id=row["client_id"],
        title=row["title"],
        created_at=text_to_moment(row["created_at"]),
        updated_at=text_to_moment(row["updated_at"]),
        order_type=OrderType(row["order_type"]),
        platform_id=row["platform_id"],
        status=CaseStatus(row["status"]),
        planned_order_on=text_to_day(row["planned_order_on"]),
        budget_yen=row["budget_yen"],
        deadline=text_to_day(row["deadline"]),
        at_once=row["at_once"],
        consultant=row["consultant"],
        hearing=Hearing(),
        decomposition=Decomposition(),
        is_sample=row["is_sample"],
        binned_at=None if binned_at is None else text_to_moment(binned_at),
        version=row["version"],
    )


def row_to_list_row(row: StoredRow) -> CaseRow:
    """Return the line of the case list behind a case joined with its client."""
    binned_at = row["binned_at"]
    return CaseRow(
        id=row["id"],
        client_id=row["client_id"],
        client_name=row["client_name"],
        furigana=row["furigana"],
        title=row["title"],
        industry=row["industry"],
        prefecture=row["prefecture"],
        step=row["step"],
        done_steps=row["done_steps"],
        errors=row["errors"],
        warnings=row["warnings"],
        amount_yen=row["amount_yen"],
        next_due=text_to_day(row["next_due"]),
        next_due_label=row["next_due_label"],
        updated_at=text_to_moment(row["updated_at"]),
        status=CaseStatus(row["status"]),
        is_sample=row["is_sample"],
        binned_at=None if binned_at is None else text_to_moment(binned_at),
    )


def hearing_to_row(hearing: Hearing) -> Row:
    """Return the columns of a hearing that are not parts of their own."""
    return {
        "owner_words": clean(hearing.owner_words),
        "obstacles": texts_to_json(obstacle.value for obstacle in hearing.obstacles),
    }


def row_to_hearing(row: StoredRow) -> Hearing:
    """Return the hearing behind a row, without answers and meetings."""
    return Hearing(
        owner_words=row["owner_words"],
        obstacles=tuple(Obstacle(entry) for entry in json_to_texts(row["obstacles"])),
    )
