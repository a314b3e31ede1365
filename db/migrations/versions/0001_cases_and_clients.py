"""Clients, cases with their parts, settings.

Written as SQL and never edited: what a released version created stays what it created.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE clients (
        number INTEGER NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        furigana TEXT NOT NULL,
        corporate_number TEXT NOT NULL,
        industry TEXT NOT NULL,
        prefecture TEXT NOT NULL,
        address TEXT NOT NULL,
        employees INTEGER,
        capital_yen INTEGER,
        contact_name TEXT NOT NULL,
        contact TEXT NOT NULL,
        consent_on TEXT,
        note TEXT NOT NULL,
        is_sample BOOLEAN NOT NULL,
        merged_into TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        version INTEGER NOT NULL,
        reading_order TEXT NOT NULL,
        folded TEXT NOT NULL,
        CONSTRAINT pk_clients PRIMARY KEY (number),
        CONSTRAINT uq_clients_id UNIQUE (id)
    )
    """,
    """
    CREATE TABLE settings (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_settings PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE cases (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
        client_number INTEGER NOT NULL,
        title TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        order_type TEXT NOT NULL,
        status TEXT NOT NULL,
        planned_order_on TEXT,
        budget_yen INTEGER,
        deadline TEXT,
        consultant TEXT NOT NULL,
        is_sample BOOLEAN NOT NULL,
        binned_at TEXT,
        version INTEGER NOT NULL,
        step TEXT NOT NULL,
        done_steps INTEGER NOT NULL,
        errors INTEGER NOT NULL,
        warnings INTEGER NOT NULL,
        check_state TEXT NOT NULL,
        amount_yen INTEGER,
        next_due TEXT,
        next_due_label TEXT NOT NULL,
        reading_order TEXT NOT NULL,
        CONSTRAINT uq_cases_id UNIQUE (id),
        CONSTRAINT fk_cases_client_number_clients FOREIGN KEY(client_number)
            REFERENCES clients (number)
    )
    """,
    """
    CREATE TABLE answers (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        state TEXT NOT NULL,
        choices TEXT NOT NULL,
        text TEXT NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_answers PRIMARY KEY (case_number, id),
        CONSTRAINT fk_answers_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE hearings (
        case_number INTEGER NOT NULL,
        owner_words TEXT NOT NULL,
        obstacles TEXT NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_hearings PRIMARY KEY (case_number),
        CONSTRAINT fk_hearings_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE issues (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        parent_id TEXT NOT NULL,
        catalogue_id TEXT NOT NULL,
        why TEXT NOT NULL,
        measure TEXT NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_issues PRIMARY KEY (case_number, id),
        CONSTRAINT fk_issues_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE kept_back (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        verdict TEXT NOT NULL,
        who TEXT NOT NULL,
        reason TEXT NOT NULL,
        "instead" TEXT NOT NULL,
        catalogue_id TEXT NOT NULL,
        why TEXT NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_kept_back PRIMARY KEY (case_number, id),
        CONSTRAINT fk_kept_back_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE meetings (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        held_on TEXT NOT NULL,
        minutes INTEGER NOT NULL,
        channel TEXT NOT NULL,
        attendees TEXT NOT NULL,
        note TEXT NOT NULL,
        next_on TEXT,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_meetings PRIMARY KEY (case_number, id),
        CONSTRAINT fk_meetings_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE posting_versions (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        number INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        cause TEXT NOT NULL,
        texts TEXT NOT NULL,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_posting_versions PRIMARY KEY (case_number, id, number),
        CONSTRAINT fk_posting_versions_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE postings (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        work_item_id TEXT NOT NULL,
        format TEXT NOT NULL,
        texts TEXT NOT NULL,
        template_id TEXT NOT NULL,
        last_check TEXT,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_postings PRIMARY KEY (case_number, id),
        CONSTRAINT fk_postings_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE work_items (
        case_number INTEGER NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        issue_id TEXT NOT NULL,
        catalogue_id TEXT NOT NULL,
        category TEXT NOT NULL,
        work_type TEXT NOT NULL,
        state TEXT NOT NULL,
        verdict TEXT NOT NULL,
        verdict_reason TEXT NOT NULL,
        who TEXT NOT NULL,
        deliverable TEXT NOT NULL,
        quantity INTEGER NOT NULL,
        unit TEXT NOT NULL,
        unit_price_yen INTEGER,
        price_low_yen INTEGER,
        price_high_yen INTEGER,
        price_basis TEXT NOT NULL,
        hours FLOAT,
        days INTEGER,
        inputs TEXT NOT NULL,
        skills TEXT NOT NULL,
        acceptance TEXT NOT NULL,
        rights_note TEXT NOT NULL,
        withholding TEXT NOT NULL,
        personal_data TEXT NOT NULL,
        "after" TEXT NOT NULL,
        starts_on TEXT,
        due_on TEXT,
        note TEXT NOT NULL,
        why TEXT NOT NULL,
        format_answers TEXT NOT NULL,
        format_decision TEXT,
        position INTEGER NOT NULL,
        digest BLOB NOT NULL,
        CONSTRAINT pk_work_items PRIMARY KEY (case_number, id),
        CONSTRAINT fk_work_items_case_number_cases FOREIGN KEY(case_number)
            REFERENCES cases (number) ON DELETE CASCADE
    )
    """,
    """
    CREATE INDEX ix_clients_merged_into_reading_order
        ON clients (merged_into, reading_order)
    """,
    """
    CREATE INDEX ix_cases_client_number_status
        ON cases (client_number, status)
    """,
    """
    CREATE INDEX ix_cases_status_amount_yen
        ON cases (status, amount_yen)
    """,
    """
    CREATE INDEX ix_cases_status_next_due
        ON cases (status, next_due)
    """,
    """
    CREATE INDEX ix_cases_status_reading_order
        ON cases (status, reading_order)
    """,
    """
    CREATE INDEX ix_cases_status_step_check_state_amount_yen
        ON cases (status, step, check_state, amount_yen)
    """,
    """
    CREATE INDEX ix_cases_status_step_check_state_next_due
        ON cases (status, step, check_state, next_due)
    """,
    """
    CREATE INDEX ix_cases_status_step_check_state_reading_order
        ON cases (status, step, check_state, reading_order)
    """,
    """
    CREATE INDEX ix_cases_status_step_check_state_updated_at
        ON cases (status, step, check_state, updated_at)
    """,
    """
    CREATE INDEX ix_cases_status_updated_at
        ON cases (status, updated_at)
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
