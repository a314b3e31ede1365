"""The list of third-party works is complete, current and free of terms we cannot keep."""

from __future__ import annotations

import pytest

from scripts import licences


def test_every_work_stands_under_terms_the_project_accepts() -> None:
    works = licences.written()

    assert works
    assert [work.title for work in works if not licences.is_allowed(work.licence)] == []


def test_file_names_every_run_time_package_of_the_lock_and_every_asset() -> None:
    written = {work.title for work in licences.written()}

    assert {work.title for work in licences.collect()} == written


def test_file_carries_the_licence_text_of_what_is_installed() -> None:
    bare = {work.name for work in licences.written() if not work.text}

    assert bare <= {"pywin32-ctypes", "Python (in bundles)"}


def test_file_says_nothing_about_the_machine_it_was_made_on() -> None:
    content = licences.TARGET.read_text(encoding="utf-8")

    assert str(licences.ROOT) not in content
    assert "site-packages" not in content


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("unknown", False),
        ("GPL-2.0-only OR LGPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
    ],
)
def test_a_licence_is_allowed_only_if_one_choice_is_wholly_known(
    licence: str, *, allowed: bool
) -> None:
    assert licences.is_allowed(licence) is allowed
