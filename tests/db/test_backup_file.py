"""A backup file gives back what was put in, and notices whatever was changed in it."""

from __future__ import annotations

import hashlib
import random
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.errors import BadInput, NewerBackup, UnsoundFile
from cspdesk.rules.own_rules import OWN_FOLDER as RULES_FOLDER
from cspdesk.services.own_catalogue import OWN_FOLDER as CATALOGUE_FOLDER
from db.backup_file import FORMAT, MAGIC, BackupHeader, check, pack, unpack
from db.data_folder import DATABASE_NAME, OWN_FOLDERS
from tests.doubles import MOMENT

FLIPS = 200
_DIGEST = 32


def _packed(folder: Path, parts: dict[str, bytes]) -> tuple[Path, BackupHeader]:
    source = folder / "source"
    for name, content in parts.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(content)
    header = BackupHeader(
        made_at=MOMENT,
        revision="0004",
        rows={"cases": 2},
        parts=tuple((name, len(content)) for name, content in parts.items()),
    )
    pack(folder / "backup", header, source)
    return folder / "backup", header


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Return a small backup with a database and a rule."""
    content = bytes(range(256)) * 32
    return _packed(tmp_path, {DATABASE_NAME: content, "rules/X-1.toml": b"id = 1\n"})[0]


def _sealed_anew(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change a file and let its digest agree, as another program could."""
    body = change(path.read_bytes()[:-_DIGEST])
    path.write_bytes(body + hashlib.sha256(body).digest())


_NAMES = st.text(
    st.characters(exclude_characters="/\\:\0", exclude_categories=("Cs", "Cc")), min_size=1
).filter(lambda name: not name.startswith(".") and len(name.encode()) < 200)


@settings(max_examples=25)
@given(st.binary(max_size=500), st.dictionaries(_NAMES, st.binary(max_size=100), max_size=4))
def test_what_was_packed_comes_back(database: bytes, rules: dict[str, bytes]) -> None:
    parts = {DATABASE_NAME: database, **{f"rules/{name}": b for name, b in rules.items()}}
    with tempfile.TemporaryDirectory() as name:
        path, header = _packed(Path(name), parts)
        restored = Path(name) / "restored"
        restored.mkdir()

        assert check(path) == header
        assert unpack(path, restored) == header
        assert {part: (restored / part).read_bytes() for part in parts} == parts


def test_every_one_of_200_flipped_bits_is_noticed(backup: Path) -> None:
    sound = backup.read_bytes()
    dice = random.Random(8)  # noqa: S311 - places, not secrets
    ends = [*range(len(MAGIC) + 8), *range(len(sound) - _DIGEST, len(sound))]
    places = ends + [dice.randrange(len(sound)) for _ in range(FLIPS - len(ends))]

    for place in places:
        changed = bytearray(sound)
        changed[place] ^= 1 << dice.randrange(8)
        backup.write_bytes(changed)
        with pytest.raises(UnsoundFile):
            check(backup)

    backup.write_bytes(sound)
    check(backup)


@pytest.mark.parametrize("kept", [0, 1, 15, 16, 23, 24, 55, 56, 4095, -1])
def test_a_file_cut_short_is_noticed(backup: Path, kept: int) -> None:
    backup.write_bytes(backup.read_bytes()[:kept])

    with pytest.raises(UnsoundFile):
        check(backup)


def test_a_file_with_something_behind_it_is_noticed(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes() + b"\0")

    with pytest.raises(UnsoundFile):
        check(backup)


def test_a_form_from_the_future_is_told_apart_from_damage(backup: Path) -> None:
    start = len(MAGIC)
    _sealed_anew(
        backup, lambda body: body[:start] + struct.pack(">I", FORMAT + 1) + body[start + 4 :]
    )

    with pytest.raises(NewerBackup):
        check(backup)


@pytest.mark.parametrize("name", [b"/ules/X-1.toml", b"rules/../.toml", b"other/X-1.toml"])
def test_a_part_that_would_lie_elsewhere_is_refused(
    backup: Path, tmp_path: Path, name: bytes
) -> None:
    _sealed_anew(backup, lambda body: body.replace(b"rules/X-1.toml", name))
    restored = tmp_path / "restored"
    restored.mkdir()

    with pytest.raises(UnsoundFile):
        unpack(backup, restored)

    assert list(restored.iterdir()) == []


@pytest.mark.parametrize(
    "header",
    [b"", b"[]", b"{", b"[" * 100_000, b'{"parts": []}', b'{"parts": [{"name": 1, "size": 0}]}'],
)
def test_a_header_of_another_shape_is_refused(backup: Path, header: bytes) -> None:
    head = struct.pack(f">{len(MAGIC)}sII", MAGIC, FORMAT, len(header))
    _sealed_anew(backup, lambda _: head + header)

    with pytest.raises(UnsoundFile):
        check(backup)


def test_a_file_that_cannot_be_opened_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        check(tmp_path)


def test_the_folders_of_own_files_are_those_that_are_read() -> None:
    assert set(OWN_FOLDERS) == {RULES_FOLDER, CATALOGUE_FOLDER}
