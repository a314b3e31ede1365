from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cspdesk import data_files
from cspdesk.domain.platform import OfferKind, TermKind
from cspdesk.domain.request_format import RequestFormat
from cspdesk.errors import DataFileError
from cspdesk.rules.platforms import read_profile

PAGE = {"publisher": "見本", "title": "見本の頁", "url": "https://example.jp/", "kind": "公式"}


def _profile(**changes: Any) -> dict[str, Any]:
    profile: dict[str, Any] = {
        "id": "mihon",
        "name": "見本サービス",
        "url": "https://example.jp/",
        "class": "総合型",
        "checked_on": date(2026, 11, 21),
        "outside_contact": {"policy": "unknown", "text": "未確認。", "confidence": "未確認"},
        "format": [{"kind": "task", "label": "小仕事", "confidence": "確認済", "pages": ["guide"]}],
        "page": {"guide": PAGE},
    }
    return profile | changes


def _read(monkeypatch: pytest.MonkeyPatch, profile: dict[str, Any]) -> None:
    monkeypatch.setattr(data_files, "read_toml", lambda _name: profile)
    read_profile.__wrapped__("mihon")


def test_page_stands_as_the_source_of_what_it_says() -> None:
    (term,) = read_profile("lancers").terms_found_by("S06", date(2026, 11, 21))

    source = term.pages[0].source()

    assert source.law == "2021年6月度 品質向上委員会からのお知らせ"
    assert (source.publisher, source.checked_on) == ("ランサーズ", date(2026, 11, 21))


def test_term_with_a_first_day_is_not_found_before_it() -> None:
    profile = read_profile("crowdworks")

    before, after = (profile.terms_found_by("S01", date(2024, 12, day)) for day in (17, 18))

    assert (before, [term.key for term in after]) == ((), ["ec_ops"])


def test_format_carries_the_platforms_own_name() -> None:
    profile = read_profile("shufti")

    own = profile.format(RequestFormat.TASK)

    assert own is not None
    assert (own.label, own.min_count, own.kind) == ("タスクタイプ", 10, OfferKind.TASK)
    competition = profile.format(RequestFormat.COMPETITION)
    assert competition is not None
    assert not competition.offered


def test_listing_service_has_none_of_the_three_formats() -> None:
    profile = read_profile("mamaworks")

    assert [profile.format(wanted) for wanted in RequestFormat] == [None, None, None]


def test_whole_profile_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    _read(monkeypatch, _profile())


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"fee": {}}, "fee"),
        ({"id": "other"}, "id"),
        ({"format": []}, "format"),
        ({"page": {}}, "format[0].pages"),
        ({"page": {"guide": PAGE | {"kind": "第三者"}}}, "format[0].pages"),
        ({"page": {"guide": PAGE | {"kind": "噂"}}}, "page.guide.kind"),
        ({"format": [{"kind": "task", "label": "甲", "confidence": "参考"}]}, "format[0].pages"),
        ({"format": [{"kind": "task", "label": "甲", "confidence": "未確認"}] * 2}, "format"),
        (
            {"watch": [{"key": "ip", "text": "模倣", "confidence": "未確認"}]},
            "watch[0].found_by",
        ),
    ],
)
def test_fault_in_a_profile_names_its_key(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], key: str
) -> None:
    with pytest.raises(DataFileError) as caught:
        _read(monkeypatch, _profile(**changes))

    assert (caught.value.file, caught.value.key) == ("platforms/mihon.toml", key)


def test_heading_may_stand_without_a_rule() -> None:
    headings = [t for t in read_profile("crowdworks").terms if t.kind is TermKind.HEADING]

    assert headings
    assert all(term.found_by == () for term in headings)
