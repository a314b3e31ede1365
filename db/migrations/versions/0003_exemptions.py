"""The platform of a case; what was let stand and what was repaired in a posting."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE cases ADD COLUMN platform_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE postings ADD COLUMN exemptions TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE postings ADD COLUMN corrections TEXT NOT NULL DEFAULT '[]'",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
