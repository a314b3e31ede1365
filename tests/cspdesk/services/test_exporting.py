"""A case leaves the program as paper, text and JSON, under a name that every system takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.documents.model import Document
from cspdesk.domain.posting import Correction, Exemption, PostingField
from cspdesk.services.checking import CheckingService
from cspdesk.services.exporting import ExportService, file_name
from cspdesk.services.ports import Cancelled
from tests.cspdesk.documents.sample_case import CASE, CLIENT, TODAY
from tests.doubles import MOMENT, StandingClock


@cache
def checking() -> CheckingService:
    return CheckingService()


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


def service() -> ExportService:
    return ExportService(WriterDouble, checking(), StandingClock())


def test_the_pdf_is_written_whole(tmp_path: Path) -> None:
    exporting = service()
    draft = exporting.order_draft(CASE, CLIENT)

    exporting.write_pdf(draft, tmp_path / "原稿.pdf")

    assert (tmp_path / "原稿.pdf").read_bytes() == draft.title.encode()


def test_the_evidence_leaves_alone_or_as_part_of_the_order_draft() -> None:
    exporting = service()

    alone = exporting.plain_text(exporting.evidence(CASE, CLIENT))

    assert alone in f"{exporting.plain_text(exporting.order_draft(CASE, CLIENT))}\n"
    assert "募集の6項目" not in alone


def test_the_evidence_as_json_is_written_whole(tmp_path: Path) -> None:
    exporting, path = service(), tmp_path / "証跡.json"

    exporting.write_evidence_json(CASE, CLIENT, path)

    assert path.read_text("utf-8") == exporting.evidence_json(CASE, CLIENT)
    assert [entry.name for entry in tmp_path.iterdir()] == ["証跡.json"]


def test_a_budget_that_was_only_told_stands_on_the_cover_as_told() -> None:
    hearing = replace(CASE.hearing, owner_words="予算は15万円までです。", answers=())
    told = service().order_draft(replace(CASE, budget_yen=None, hearing=hearing), CLIENT)
    entered = service().order_draft(replace(CASE, budget_yen=90_000, hearing=hearing), CLIENT)

    assert "150,000円（未確定）" in service().plain_text(told)
    assert "（未確定）" not in service().plain_text(entered)


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

    exporting = ExportService(make, checking(), StandingClock())
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


def test_the_case_as_json_keeps_what_was_let_stand_and_repaired() -> None:
    posting = (
        CASE.postings[0]
        .with_exemption(
            Exemption(rule="D03", quote="検収後", reason="見本", decided_by="", decided_at=MOMENT)
        )
        .with_correction(
            Correction(rule="D02", field=PostingField.REWARD, before="", after="後", made_at=MOMENT)
        )
    )

    result = json.loads(json.dumps(service().case_json(CASE.with_posting(posting), CLIENT)))

    stored = next(p for p in result["postings"] if p["id"] == posting.id)
    assert stored["exemptions"][0]["reason"] == "見本"
    assert stored["corrections"][0] == {
        "rule": "D02",
        "field": "reward",
        "before": "",
        "after": "後",
        "made_at": "2026-11-24T05:32:00+00:00",
    }


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


def test_the_papers_for_the_owner_tell_when_each_order_goes_out_and_is_accepted() -> None:
    exporting = service()

    draft = exporting.plain_text(exporting.order_draft(CASE, CLIENT))
    preparation = exporting.plain_text(exporting.preparation(CASE, CLIENT))

    for text in (draft, preparation):
        plan = text[text.index("日程の見込み") :]
        assert "検収" in plan or "承認" in plan
        assert "目安・未確認" in plan
