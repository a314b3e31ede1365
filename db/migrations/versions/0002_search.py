"""The search index of cases, filled from what is stored."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from db.search import SearchText

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CREATE_SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE case_search USING fts5"
    "(tokens, content='', contentless_delete=1, tokenize='ascii')"
)
CASES = text(
    "SELECT cases.number, cases.status, cases.step, cases.check_state, cases.title,"
    " clients.name AS client_name, clients.furigana, hearings.owner_words"
    " FROM cases"
    " JOIN clients ON clients.number = cases.client_number"
    " JOIN hearings ON hearings.case_number = cases.number"
    " WHERE cases.number > :after ORDER BY cases.number LIMIT 500"
)
ITEM_NAMES = text("SELECT name FROM work_items WHERE case_number = :number ORDER BY position")
INDEX = text("INSERT INTO case_search (rowid, tokens) VALUES (:number, :tokens)")
NOTE_DIGEST = text("UPDATE cases SET search_digest = :digest WHERE number = :number")


def upgrade() -> None:
    op.execute("ALTER TABLE cases ADD COLUMN search_digest BLOB")
    op.execute(CREATE_SEARCH_TABLE)
    connection = op.get_bind()
    after = 0
    while rows := connection.execute(CASES, {"after": after}).mappings().all():
        for row in rows:
            number = row["number"]
            document = SearchText(
                status=row["status"],
                step=row["step"],
                check_state=row["check_state"],
                client_name=row["client_name"],
                furigana=row["furigana"],
                title=row["title"],
                owner_words=row["owner_words"],
                work_item_names=tuple(connection.scalars(ITEM_NAMES, {"number": number})),
            )
            connection.execute(INDEX, {"number": number, "tokens": document.tokens()})
            connection.execute(NOTE_DIGEST, {"number": number, "digest": document.digest()})
            after = number
