"""Upgrades are all or nothing, after a backup; what is not ours or too new is left untouched."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from cspdesk.domain.decomposition import WorkItem
from cspdesk.errors import FolderUnusable, MigrationFailed, NewerFile, NotOurFile
from cspdesk.services.ports import CaseQuery
from cspdesk.services.progress import summarise
from db import migrate
from db.backup import BACKUP_FOLDER, row_counts
from db.engine import Database, connect_alone, open_for_writing, open_in_memory
from db.migrate import APPLICATION_ID, NEWEST, REVISIONS, make_ready, revision_of, upgrade
from db.store import DATABASE_NAME, Store, open_store
from db.tables import metadata
from tests.builders import a_client
from tests.doubles import StandingClock

FILES = Path(__file__).parent / "files"
OLDER = REVISIONS[:-1]

DIE_INSIDE = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from db.migrate import make_ready
from tests.doubles import StandingClock

@event.listens_for(Engine, "after_cursor_execute")
def die(*arguments):
    if arguments[2].startswith("INSERT INTO case_search"):
        os.kill(os.getpid(), signal.SIGKILL)

make_ready(Path(sys.argv[1]), StandingClock())
"""


def _sample(folder: Path, revision: str) -> Path:
    """Return a database as an earlier revision left it, with rows in every table."""
    path = folder / DATABASE_NAME
    folder.mkdir(parents=True, exist_ok=True)
    # The driver of the product: Python's own may be too old for the search table.
    with closing(connect_alone(path, mode="rwc")) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript((FILES / f"revision_{revision}.sql").read_text("utf-8"))
    return path


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _counts(path: Path) -> dict[str, int]:
    with closing(connect_alone(path, mode="ro")) as connection:
        return row_counts(connection)


def _schema(database: Database) -> dict[str, object]:
    """Return all there is to say about the tables, however their SQL is laid out."""
    with database.read() as connection:

        def ask(question: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in connection.exec_driver_sql(question)]

        found: dict[str, object] = {}
        for (name,) in ask("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            if name in ("alembic_version", "sqlite_sequence"):
                continue
            indexes = ask(f"PRAGMA index_list({name})")
            found[str(name)] = (
                ask(f"PRAGMA table_xinfo({name})"),
                ask(f"PRAGMA foreign_key_list({name})"),
                sorted((i[1], i[2:], ask(f"PRAGMA index_xinfo({i[1]})")) for i in indexes),
            )
        found["search"] = ask("SELECT sql FROM sqlite_schema WHERE name = 'case_search'")
        words = "SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_schema WHERE name = 'cases'"
        found["numbers"] = ask(words)
    return found


def test_migrations_and_tables_describe_the_same_schema(folder: Path) -> None:
    declared = open_in_memory(folder)
    with declared.write() as connection:
        metadata.create_all(connection)
    migrated = open_for_writing(folder / DATABASE_NAME)

    assert _schema(migrated) == _schema(declared)
    migrated.close()
    declared.close()


def test_every_script_is_known_by_its_number() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config).walk_revisions()

    assert tuple(reversed([script.revision for script in scripts])) == REVISIONS


def test_every_earlier_revision_has_a_sample_with_rows_in_every_table(tmp_path: Path) -> None:
    for revision in OLDER:
        counts = _counts(_sample(tmp_path / revision, revision))
        assert [name for name, count in counts.items() if not count] == []


@pytest.mark.parametrize("revision", OLDER)
def test_an_earlier_file_is_upgraded_with_all_its_rows(
    tmp_path: Path, clock: StandingClock, revision: str
) -> None:
    path = _sample(tmp_path, revision)
    before = _counts(path)

    store = open_store(tmp_path, writable=True, clock=clock)
    case = store.cases.load("case1")
    found = store.cases.find(CaseQuery(words="看板 お客様 みほん"))
    store.close()

    assert revision_of(path) == NEWEST
    assert {name: _counts(path)[name] for name in before} == before
    assert [row.id for row in found.rows] == ["case1"]
    assert case.hearing.owner_words == "看板が古くて\nお客様が減った"
    assert case.decomposition.work_items[0].format_decision is not None
    assert (case.platform_id, case.at_once) == ("", None)
    assert [item.asked for item in case.decomposition.work_items] == [None, None]
    (posting,) = case.postings
    assert posting.versions[0].cause == "確定"
    assert (posting.exemptions, posting.corrections) == ((), ())
    assert posting.check is not None
    assert (posting.check.warnings, posting.check.exempted, posting.check.checked_by) == (1, 0, "")


def test_what_revision_0003_added_is_still_there(tmp_path: Path, clock: StandingClock) -> None:
    _sample(tmp_path, "0003")

    store = open_store(tmp_path, writable=True, clock=clock)
    case = store.cases.load("case2")
    store.close()

    assert (case.platform_id, case.version) == ("lancers", 2)
    (posting,) = case.postings
    assert [entry.reason for entry in posting.exemptions] == ["別の紙で渡した"]
    assert [entry.after for entry in posting.corrections] == ["終わった募集"]


def test_the_plan_of_an_upgraded_case_can_be_kept(tmp_path: Path, clock: StandingClock) -> None:
    _sample(tmp_path, "0003")
    store = open_store(tmp_path, writable=True, clock=clock)
    case = store.cases.load("case1")
    asked = replace(case.decomposition.work_items[0], asked=90)
    tree = case.decomposition.with_work_item(asked)

    saved = store.cases.save(replace(case, at_once=2, decomposition=tree), summarise(case))

    assert saved.at_once == 2
    assert store.cases.load("case1") == saved
    store.close()


@pytest.mark.parametrize("revision", OLDER)
def test_a_good_backup_of_the_old_state_is_made_before_an_upgrade(
    tmp_path: Path, clock: StandingClock, revision: str
) -> None:
    path = _sample(tmp_path, revision)
    before = _counts(path)

    make_ready(path, clock)

    (backup,) = (tmp_path / BACKUP_FOLDER).iterdir()
    assert backup.name.endswith(f"before-{NEWEST}.db")
    assert revision_of(backup) == revision
    assert _counts(backup) == before


def test_a_case_of_an_upgraded_file_can_be_saved(tmp_path: Path, clock: StandingClock) -> None:
    _sample(tmp_path, "0001")
    store = open_store(tmp_path, writable=True, clock=clock)
    case = store.cases.load("case1")
    tree = case.decomposition.with_work_item(WorkItem(id="w9", name="のぼり"))
    changed = replace(case, decomposition=tree)

    saved = store.cases.save(changed, summarise(changed))

    assert saved == replace(changed, version=2) == store.cases.load("case1")
    assert store.cases.find(CaseQuery(words="のぼり 看板")).total == 1
    store.close()


def test_an_error_inside_an_upgrade_leaves_the_old_state_and_names_the_backup(
    tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _sample(tmp_path, "0001")
    before = _counts(path)

    def fail(_: object) -> str:
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr("db.search.SearchText.tokens", fail)
        with pytest.raises(MigrationFailed) as failed:
            make_ready(path, clock)

    assert failed.value.backup is not None
    assert _counts(failed.value.backup) == before == _counts(path)
    assert revision_of(path) == "0001"
    make_ready(path, clock)
    assert revision_of(path) == NEWEST


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM answers",
        "INSERT INTO postings SELECT 99, id, work_item_id, format, texts, template_id, last_check,"
        " position, digest FROM postings",
    ],
    ids=["lost row", "broken link"],
)
def test_an_upgrade_that_harms_rows_is_not_stored(
    tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    path = _sample(tmp_path, "0001")
    before = _counts(path)
    run = migrate._run_scripts

    def harmful(connection: Connection, target: str) -> None:
        run(connection, target)
        connection.exec_driver_sql(damage)

    monkeypatch.setattr(migrate, "_run_scripts", harmful)
    with pytest.raises(MigrationFailed):
        make_ready(path, clock)

    assert (revision_of(path), _counts(path)) == ("0001", before)


def test_rebuilding_a_table_during_an_upgrade_keeps_its_children(
    tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With foreign keys on, dropping the old table would delete every answer and posting."""
    path = _sample(tmp_path, "0001")
    before = _counts(path)
    run = migrate._run_scripts

    def rebuild(connection: Connection, target: str) -> None:
        run(connection, target)
        connection.exec_driver_sql("CREATE TABLE rebuilt AS SELECT * FROM cases")
        connection.exec_driver_sql("DROP TABLE cases")
        connection.exec_driver_sql("CREATE TABLE cases AS SELECT * FROM rebuilt")
        connection.exec_driver_sql("CREATE UNIQUE INDEX cases_number ON cases (number)")
        connection.exec_driver_sql("DROP TABLE rebuilt")

    monkeypatch.setattr(migrate, "_run_scripts", rebuild)
    make_ready(path, clock)

    assert _counts(path) == before


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_kill_inside_an_upgrade_leaves_the_old_state(
    tmp_path: Path, clock: StandingClock
) -> None:
    path = _sample(tmp_path, "0001")
    before = _counts(path)

    died = subprocess.run(
        [sys.executable, "-c", DIE_INSIDE, str(path)],
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
    )

    assert died.returncode == -9, died.stderr
    assert (revision_of(path), _counts(path)) == ("0001", before)
    make_ready(path, clock)
    assert revision_of(path) == NEWEST


def test_a_newer_file_is_refused_and_left_untouched(store: Store, clock: StandingClock) -> None:
    store.close()
    path = store._database.path
    with closing(connect_alone(path, mode="rw")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = _fingerprint(path)

    for writable in (True, False):
        with pytest.raises(NewerFile) as refused:
            open_store(path.parent, writable=writable, clock=clock)
        assert (refused.value.path, refused.value.revision) == (path, "9999")

    assert _fingerprint(path) == before
    assert not (path.parent / BACKUP_FOLDER).exists()


@pytest.mark.parametrize("size", [0, 1, 15, 16, 99, 4095, 4096, 40_000, -4096, -1])
def test_a_file_that_is_cut_short_is_refused_and_left_untouched(
    store: Store, clock: StandingClock, size: int
) -> None:
    store.clients.add(a_client(note="長い" * 20_000))
    store.close()
    path = store._database.path
    path.write_bytes(path.read_bytes()[:size])
    before = _fingerprint(path)

    for writable in (True, False):
        with pytest.raises(NotOurFile):
            open_store(path.parent, writable=writable, clock=clock)

    assert _fingerprint(path) == before


def _another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE cases (id); INSERT INTO cases VALUES (1)")


def _emptied(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; CREATE TABLE a (b)")


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_text("メモ" * 5000, "utf-8"),
        lambda path: path.write_bytes(b"\x00" * 8192),
        _another_program,
        _emptied,
    ],
    ids=["text", "zeros", "another program's database", "without a revision"],
)
def test_a_file_that_is_not_ours_is_refused_and_left_untouched(
    tmp_path: Path, clock: StandingClock, write: object
) -> None:
    path = tmp_path / DATABASE_NAME
    assert callable(write)
    write(path)
    before = _fingerprint(path)

    for writable in (True, False):
        with pytest.raises(NotOurFile):
            open_store(tmp_path, writable=writable, clock=clock)

    assert _fingerprint(path) == before


def test_a_log_without_its_database_is_not_overwritten(
    tmp_path: Path, clock: StandingClock
) -> None:
    """The log may hold the newest work; SQLite would mix it into whatever is made beside it."""
    log = tmp_path / f"{DATABASE_NAME}-wal"
    log.write_bytes(b"the last saved changes")

    with pytest.raises(NotOurFile):
        open_store(tmp_path, writable=True, clock=clock)

    assert log.read_bytes() == b"the last saved changes"


def test_a_database_appears_whole_or_not_at_all(
    tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(migrate, "write_through", fail)
        with pytest.raises(FolderUnusable):
            make_ready(tmp_path / DATABASE_NAME, clock)
    assert list(tmp_path.iterdir()) == []

    make_ready(tmp_path / DATABASE_NAME, clock)
    assert [entry.name for entry in tmp_path.iterdir()] == [DATABASE_NAME]


def test_upgrading_twice_is_upgrading_once(tmp_path: Path, clock: StandingClock) -> None:
    path = _sample(tmp_path, "0001")
    upgrade(path)
    before = _counts(path)

    make_ready(path, clock)

    assert _counts(path) == before
    assert not (tmp_path / BACKUP_FOLDER).exists()
