"""Every figure of the law has a name that people understand."""

from __future__ import annotations

from cspdesk.rules.figure_names import amount_in_words, figure_name, figure_names
from cspdesk.rules.values import read_values


def test_every_figure_on_file_is_named_and_every_name_belongs_to_one() -> None:
    figures = {name for name in read_values() if not name.startswith("minimum_wage.")}

    assert figures == set(figure_names())


def test_a_figure_without_a_name_keeps_its_own() -> None:
    assert figure_name("own.figure") == "own.figure"


def test_every_unit_on_file_is_written_with_a_word() -> None:
    for entries in read_values().values():
        for entry in entries:
            assert not amount_in_words(entry.value, entry.unit)[-1].isdigit(), entry.unit
