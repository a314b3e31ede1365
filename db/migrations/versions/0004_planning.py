"""How many pieces of work may run side by side; how strongly the owner asked for each."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE cases ADD COLUMN at_once INTEGER",
    "ALTER TABLE work_items ADD COLUMN asked INTEGER",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
