"""Sheets of a case share title, firm, day and footer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cspdesk.documents.case_sheet import case_sheet, firm_and_day
from tests.builders import a_case, a_client
from tests.doubles import TODAY


@pytest.mark.parametrize(
    ("case_is_sample", "client_is_sample", "note"),
    [
        (False, False, ""),
        (True, False, "見本データ（架空の会社です）"),
        (False, True, "見本データ（架空の会社です）"),
    ],
)
def test_invented_data_is_said_to_be_so_on_every_page(
    case_is_sample: bool, client_is_sample: bool, note: str
) -> None:
    case = replace(a_case(), is_sample=case_is_sample)
    client = replace(a_client(), is_sample=client_is_sample)

    assert case_sheet("対応表", case, client, (), dated=TODAY).footer_middle == note


def test_a_sheet_is_named_after_the_theme_and_after_the_firm_where_there_is_none() -> None:
    client = replace(a_client(), name="見本商店")
    about, bare = replace(a_case(), title="看板"), replace(a_case(), title="")

    assert case_sheet("対応表", about, client, (), dated=TODAY).title == "対応表 看板"
    assert case_sheet("対応表", bare, client, (), dated=TODAY).title == "対応表 見本商店"


def test_a_firm_without_a_name_is_undecided_on_paper() -> None:
    grid = firm_and_day(replace(a_client(), name=""), TODAY)

    assert dict(grid.pairs)["会社"].text == "未定"
