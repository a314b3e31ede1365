"""A table parts at the foot of a page where a reader would part it."""

from __future__ import annotations

from reportlab.platypus import PageBreak

from cspdesk.pdf.grid import Grid, GridCell, GridRow

_WIDTH = 200.0


def _row(*, joined: bool = False) -> GridRow:
    return GridRow(cells=(GridCell(content=()),), joined=joined)


def _parted(rows: list[GridRow], heights: list[float], room: float) -> list[int]:
    """Return how many rows come to stand on each of the two pages."""
    grid = Grid((_WIDTH,), rows, heights=heights)
    return [len(part._rows) for part in grid.split(_WIDTH, room) if isinstance(part, Grid)]


def test_rows_are_taken_as_far_as_they_have_room() -> None:
    assert _parted([_row() for _ in range(6)], [20.0] * 6, 100) == [4, 2]


def test_the_last_row_does_not_go_to_the_next_page_alone() -> None:
    assert _parted([_row() for _ in range(5)], [20.0] * 5, 100) == [3, 2]


def test_what_is_moved_on_begins_a_new_page_though_some_of_it_had_room() -> None:
    parts = Grid((_WIDTH,), [_row()] * 5, heights=[20.0] * 5).split(_WIDTH, 100)

    assert [type(part) for part in parts] == [Grid, PageBreak, Grid]


def test_a_line_of_several_pieces_is_not_parted() -> None:
    rows = [_row(), _row(), _row(), _row(joined=True), _row(), _row()]

    assert _parted(rows, [30.0] * 6, 130) == [2, 4]


def test_a_line_too_tall_to_be_moved_is_parted() -> None:
    rows = [_row(), *(_row(joined=place > 0) for place in range(10))]

    assert _parted(rows, [30.0] * 11, 330) == [10, 1]
    assert _parted(rows[1:], [30.0] * 10, 200) == [6, 4]


def test_where_not_even_one_row_has_room_nothing_is_parted() -> None:
    assert _parted([_row(), _row()], [90.0, 90.0], 60) == []
