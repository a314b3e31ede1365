"""A case leaves the program as paper, text and JSON, under a name that every system takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.documents.model import Document, Mark, Table
from cspdesk.domain.finding import CheckResult
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import OrderType
from cspdesk.services.exporting import ExportService, file_name, passage
from cspdesk.services.ports import Cancelled
from tests.cspdesk.documents.sample_case import CASE, CLIENT, TODAY
from tests.doubles import StandingClock


@dataclass(frozen=True)
class Row:
    rule: str
    title: str
    state: str
    quote: str
    source: str


@dataclass(frozen=True)
class Info:
    version: str = "2026.11"
    digest: str = "0123456789abcdef"
    checked_on: date = date(2026, 11, 21)


class CheckingDouble:
    """Finds everything in order and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, OrderType, date]] = []

    def check_posting(self, posting: Posting, *, order_type: OrderType, as_of: date) -> CheckResult:
        self.asked.append((posting.id, order_type, as_of))
        return CheckResult(
            items=(),
            findings=(),
            as_of=as_of,
            pack_version="2026.11",
            pack_digest="0123456789abcdef",
            checked_on=date(2026, 11, 21),
        )

    def evidence_rows(self, result: CheckResult) -> tuple[Row, ...]:
        del result
        return (
            Row("G01", "仕事の内容", "適合", "素材を作るお仕事", "指針 第3(1)イ"),
            Row("G02", "納期", "一部", "", "指針 第3(1)イ"),
            Row("C01", "別の根拠", "不適合", "", "指針"),
            Row("X01", "参考", "案内", "", "指針"),
            Row("C02", "外での連絡", "指摘はありません", "", "規約"),
        )

    def rules_info(self) -> Info:
        return Info()


class WriterDouble:
    """Gives the title as bytes."""

    def render(
        self, document: Document, progress: Callable[[int, int], None] | None = None
    ) -> bytes:
        if progress is not None:
            progress(1, 1)
        return document.title.encode()

    def missing_glyphs(self, document: Document) -> tuple[str, ...]:
        del document
        return ("𠮷",)


def service(checking: CheckingDouble | None = None) -> ExportService:
    return ExportService(WriterDouble, checking or CheckingDouble(), StandingClock())


def test_each_written_posting_is_checked_by_the_law_of_the_planned_day() -> None:
    checking = CheckingDouble()
    planned = date(2027, 1, 4)

    service(checking).order_draft(replace(CASE, planned_order_on=planned), CLIENT)

    assert checking.asked == [
        ("p-w1", OrderType.BROKER_MATCH, planned),
        ("p-w2", OrderType.BROKER_MATCH, planned),
    ]


def test_evidence_keeps_its_words_and_gets_a_mark() -> None:
    draft = service().order_draft(CASE, CLIENT)

    evidence = next(b for b in draft.blocks if isinstance(b, Table) and "出どころ" in b.header)

    assert [(row[2].text, row[2].mark) for row in evidence.rows] == [
        ("適合", Mark.OK),
        ("一部", Mark.WARN),
        ("不適合", Mark.ERR),
        ("案内", Mark.INFO),
    ]


def test_the_quoted_passage_is_the_sentence_around_the_place() -> None:
    text = "【報酬】\n報酬は66,000円です。源泉徴収はしません。\n"

    assert passage(text, text.index("66"), text.index("円")) == "報酬は66,000円です。"
    assert passage(text, text.index("源泉"), len(text)) == "源泉徴収はしません。"
    assert passage(text, 0, 0) == ""


def test_a_long_sentence_is_quoted_in_part() -> None:
    quoted = passage("あ" * 100 + "納期" + "い" * 100, 100, 102)

    assert quoted == "…" + "あ" * 24 + "納期" + "い" * 24 + "…"


def test_the_pdf_is_written_whole(tmp_path: Path) -> None:
    exporting = service()
    draft = exporting.order_draft(CASE, CLIENT)

    exporting.write_pdf(draft, tmp_path / "原稿.pdf")

    assert (tmp_path / "原稿.pdf").read_bytes() == draft.title.encode()


def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    exporting = service()
    draft = exporting.order_draft(CASE, CLIENT)

    with pytest.raises(Cancelled):
        exporting.write_pdf(draft, tmp_path / "原稿.pdf", stop)

    assert list(tmp_path.iterdir()) == []


def test_the_writer_is_made_with_its_first_use_and_once() -> None:
    made: list[WriterDouble] = []

    def make() -> WriterDouble:
        made.append(WriterDouble())
        return made[-1]

    exporting = ExportService(make, CheckingDouble(), StandingClock())
    draft = exporting.order_draft(CASE, CLIENT)

    assert made == []
    assert exporting.missing_glyphs(draft) == ("𠮷",)
    exporting.pdf(draft)
    assert len(made) == 1


def test_the_case_as_json_has_the_promised_shape_and_loses_nothing() -> None:
    result = json.loads(json.dumps(service().case_json(CASE, CLIENT), ensure_ascii=False))

    assert list(result)[:5] == ["id", "client", "owner_words", "work_items", "postings"]
    assert result["id"] == "case1"
    assert result["client"]["name"] == "見本酒造株式会社"
    assert result["owner_words"] == CASE.hearing.owner_words
    assert [item["id"] for item in result["work_items"]] == ["w1", "w2", "w3", "w4"]
    assert result["work_items"][0]["format_decision"]["chosen"] == "project"
    assert result["work_items"][2]["unit_price_yen"] is None
    assert result["work_items"][0]["due_on"] == "2026-12-18"
    assert result["postings"][0]["texts"]["deadline"] == CASE.postings[0].text(
        PostingField.DEADLINE
    )
    assert result["planned_order_on"] is None


def test_a_posting_without_texts_has_an_empty_object() -> None:
    bare = replace(CASE, postings=(replace(CASE.postings[0], texts=()),))

    result = json.loads(json.dumps(service().case_json(bare, CLIENT)))

    assert result["postings"][0]["texts"] == {}


def test_the_suggested_name_says_client_kind_and_day() -> None:
    name = service().suggested_name(CASE, CLIENT, TODAY)

    assert name == "見本酒造株式会社 発注原稿_2026-11-24.pdf"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ('a\\b/c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j_2026-11-24.pdf"),
        ("con", "_con_2026-11-24.pdf"),
        ("LPT1.見本", "_LPT1.見本_2026-11-24.pdf"),
        ("見本. . ", "見本_2026-11-24.pdf"),
        ("", "名称未定_2026-11-24.pdf"),
        ("見本\u202efdp.exe", "見本_fdp.exe_2026-11-24.pdf"),
        ("カ\u3099ラス", "ガラス_2026-11-24.pdf"),
    ],
)
def test_file_names_are_made_harmless(typed: str, name: str) -> None:
    assert file_name(typed, TODAY, ".pdf") == name


@given(st.text(max_size=300))
def test_any_title_gives_a_name_that_can_be_written(
    title: str,
) -> None:
    name = file_name(title, TODAY, ".pdf")

    assert len(name) <= 120
    assert len(name.encode()) <= 240
    assert not set(name) & set('\\/:*?"<>|\x00\n')
    assert name.endswith("_2026-11-24.pdf")
    assert not name.startswith(" ")
