"""The tables. The stores address them through SQLAlchemy Core; the domain knows nothing of it.

Days are ISO text, moments ISO text in UTC of fixed width (so they sort), tuples and deep values
JSON text (`db.encoding`). `position` keeps the order in which the parts of a case stand;
`digest` tells whether a part changed, without reading it.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    event,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


def _whole(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=optional)


def _added(name: str, default: str) -> Column[str]:
    """Return a column that a later revision added behind all others; older rows get `default`."""
    return Column(name, Text, nullable=False, server_default=default)


def _added_whole(name: str) -> Column[int]:
    """Return such a column for a whole number; older rows do not know it."""
    return Column(name, Integer, nullable=True)


def _part(
    name: str,
    *columns: SchemaItem,
    key: tuple[str, ...] = ("id",),
    added: tuple[SchemaItem, ...] = (),
) -> Table:
    """Return a table that holds parts of cases; `key` tells the parts of one case apart."""
    return Table(
        name,
        metadata,
        Column(
            "case_number", Integer, ForeignKey("cases.number", ondelete="CASCADE"), nullable=False
        ),
        *columns,
        _whole("position"),
        Column("digest", LargeBinary, nullable=False),
        *added,
        PrimaryKeyConstraint("case_number", *key),
    )


clients = Table(
    "clients",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("name"),
    _text("furigana"),
    _text("corporate_number"),
    _text("industry"),
    _text("prefecture"),
    _text("address"),
    _whole("employees", optional=True),
    _whole("capital_yen", optional=True),
    _text("contact_name"),
    _text("contact"),
    _text("consent_on", optional=True),
    _text("note"),
    Column("is_sample", Boolean(create_constraint=False), nullable=False),
    _text("merged_into"),
    _text("created_at"),
    _text("updated_at"),
    _whole("version"),
    _text("reading_order"),
    _text("folded"),
)
Index(None, clients.c.merged_into, clients.c.reading_order)

cases = Table(
    "cases",
    metadata,
    # Never given out twice: the search documents go by it.
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("client_number", Integer, ForeignKey("clients.number"), nullable=False),
    _text("title"),
    _text("created_at"),
    _text("updated_at"),
    _text("order_type"),
    _text("status"),
    _text("planned_order_on", optional=True),
    _whole("budget_yen", optional=True),
    _text("deadline", optional=True),
    _text("consultant"),
    Column("is_sample", Boolean(create_constraint=False), nullable=False),
    _text("binned_at", optional=True),
    _whole("version"),
    # Derived columns of the list.
    _text("step"),
    _whole("done_steps"),
    _whole("errors"),
    _whole("warnings"),
    _text("check_state"),
    _whole("amount_yen", optional=True),
    _text("next_due", optional=True),
    _text("next_due_label"),
    _text("reading_order"),
    Column("search_digest", LargeBinary, nullable=True),
    _added("platform_id", ""),
    _added_whole("at_once"),
    sqlite_autoincrement=True,
)
Index(None, cases.c.client_number, cases.c.status)
# Each order of the list has an index for the whole list and one for its filters.
for _key in (cases.c.updated_at, cases.c.reading_order, cases.c.next_due, cases.c.amount_yen):
    Index(None, cases.c.status, _key)
    Index(None, cases.c.status, cases.c.step, cases.c.check_state, _key)

hearings = _part("hearings", _text("owner_words"), _text("obstacles"), key=())

answers = _part("answers", _text("id"), _text("state"), _text("choices"), _text("text"))

meetings = _part(
    "meetings",
    _text("id"),
    _text("held_on"),
    _whole("minutes"),
    _text("channel"),
    _text("attendees"),
    _text("note"),
    _text("next_on", optional=True),
)

issues = _part(
    "issues",
    _text("id"),
    _text("name"),
    _text("parent_id"),
    _text("catalogue_id"),
    _text("why"),
    _text("measure"),
)

work_items = _part(
    "work_items",
    _text("id"),
    _text("name"),
    _text("issue_id"),
    _text("catalogue_id"),
    _text("category"),
    _text("work_type"),
    _text("state"),
    _text("verdict"),
    _text("verdict_reason"),
    _text("who"),
    _text("deliverable"),
    _whole("quantity"),
    _text("unit"),
    _whole("unit_price_yen", optional=True),
    _whole("price_low_yen", optional=True),
    _whole("price_high_yen", optional=True),
    _text("price_basis"),
    Column("hours", Float, nullable=True),
    _whole("days", optional=True),
    _text("inputs"),
    _text("skills"),
    _text("acceptance"),
    _text("rights_note"),
    _text("withholding"),
    _text("personal_data"),
    _text("after"),
    _text("starts_on", optional=True),
    _text("due_on", optional=True),
    _text("note"),
    _text("why"),
    _text("format_answers"),
    _text("format_decision", optional=True),
    added=(_added_whole("asked"),),
)

kept_back = _part(
    "kept_back",
    _text("id"),
    _text("name"),
    _text("verdict"),
    _text("who"),
    _text("reason"),
    _text("instead"),
    _text("catalogue_id"),
    _text("why"),
)

postings = _part(
    "postings",
    _text("id"),
    _text("work_item_id"),
    _text("format"),
    _text("texts"),
    _text("template_id"),
    _text("last_check", optional=True),
    added=(_added("exemptions", "[]"), _added("corrections", "[]")),
)

posting_versions = _part(
    "posting_versions",
    _text("id"),
    _whole("number"),
    _text("saved_at"),
    _text("cause"),
    _text("texts"),
    key=("id", "number"),
)

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

CREATE_SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE case_search USING fts5"
    "(tokens, content='', contentless_delete=1, tokenize='ascii')"
)


@event.listens_for(metadata, "after_create")
def _create_search_table(_: MetaData, connection: Connection, **__: object) -> None:
    connection.exec_driver_sql(CREATE_SEARCH_TABLE)
