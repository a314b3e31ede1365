"""What people call the dated figures of the law, and how their amounts are written."""

from __future__ import annotations

from functools import cache

from cspdesk import data_files
from cspdesk.rules.table import Table

_FILE = "law/figure_names.toml"
_WAGES = "minimum_wage."
_SUFFIXES = {
    "yen": "円",
    "percent": "%",
    "days": "日",
    "months": "か月",
    "years": "年",
    "hours": "時間",
    "people": "人",
}
_BASIS_POINTS = "basis points"


@cache
def figure_names() -> dict[str, str]:
    """Return the names on file by `group.name`.

    Raises:
        DataFileError: the file is missing or has a wrong shape.
    """
    table = Table(_FILE, "", data_files.read_toml(_FILE))
    names = table.table("names")
    found = {key: names.text(key) for key in names.names()}
    table.done()
    return found


def figure_name(name: str) -> str:
    """Return what people call a figure; one without a name on file keeps its own.

    >>> figure_name("minimum_wage.長野県")
    '最低賃金（長野県）'
    """
    if name.startswith(_WAGES):
        return f"最低賃金（{name.removeprefix(_WAGES)}）"
    return figure_names().get(name, name)


def amount_in_words(value: int, unit: str) -> str:
    """Return an amount as people write it.

    >>> amount_in_words(1021, "basis points")
    '10.21%'
    >>> amount_in_words(50000000, "yen")
    '50,000,000円'
    """
    if unit.startswith(_BASIS_POINTS):
        return f"{value / 100:.2f}%"
    return f"{value:,}{_SUFFIXES.get(unit, '')}"
