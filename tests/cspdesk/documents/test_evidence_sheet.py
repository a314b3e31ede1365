"""The evidence sheet proves an advice: by which law, what was let stand, what was repaired."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from cspdesk.documents.evidence import (
    CorrectionRow,
    DifferenceRow,
    ExemptionRow,
    FactRow,
    LawRow,
    PostingEvidence,
)
from cspdesk.documents.html import to_html
from cspdesk.documents.model import Document, FieldGrid, Mark, Note, Table
from cspdesk.documents.order_draft import build_evidence
from cspdesk.documents.plain_text import to_text
from cspdesk.pdf.writer import PdfWriter
from tests.cspdesk.documents.sample_case import CASE, CLIENT, EVIDENCE, PACK, TODAY
from tests.cspdesk.documents.test_renderings import read
from tests.cspdesk.documents.words import bare, words
from tests.doubles import MOMENT

EXEMPTION = ExemptionRow(
    rule="D03",
    title="支払いが検収などに左右されない",
    mark=Mark.WARN,
    severity="注意",
    quote="検収後にお支払い",
    reason="募集画面に支払日が必ず表示されるため",
    decided_by="見本 花子",
    decided_at=MOMENT,
)
FULL = replace(
    EVIDENCE,
    fingerprint="7c1e90ab44d25f08" * 4,
    checked_at=MOMENT,
    checked_by="見本 太郎",
    platform="見本サイト",
    order_type="仲介②",
    today=TODAY,
    as_of=date(2024, 10, 31),
    facts=(
        FactRow(name="名称", mark=Mark.OK, state="適合"),
        FactRow(name="所在地", mark=Mark.ERR, state="なし"),
    ),
    exempted=(EXEMPTION,),
    corrections=(
        CorrectionRow(
            made_at=MOMENT, field="支払期日", before="検収後", after="2027年2月12日（金）"
        ),
        CorrectionRow(made_at=MOMENT, field="修正の範囲", before="", after="修正は2回までです。"),
    ),
    differences=(
        DifferenceRow(
            rule="D02",
            title="支払期日が日付である",
            change="新しく指摘",
            mark=Mark.ERR,
            severity="不適合",
            source="見本法 第4条、2024-11-01施行",
        ),
    ),
    law=(
        LawRow(day=date(2024, 11, 1), change="始まる", title="D02 支払期日", source="見本法"),
        LawRow(day=date(2024, 11, 1), change="始まる", title="D03 支払条件", source="見本法"),
    ),
)


def document(evidence: PostingEvidence = FULL) -> Document:
    return build_evidence(CASE, CLIENT, evidence={"p-w1": evidence}, pack=PACK, today=TODAY)


def head(evidence: PostingEvidence = FULL) -> dict[str, str]:
    grid = next(block for block in document(evidence).blocks if isinstance(block, FieldGrid))
    return {label: cell.text for label, cell in grid.pairs}


def table(column: str, evidence: PostingEvidence = FULL) -> list[list[str]]:
    found = next(
        (b for b in document(evidence).blocks if isinstance(b, Table) and column in b.header), None
    )
    return [[cell.text for cell in row] for row in found.rows] if found else []


def test_a_posting_with_an_error_let_stand_is_not_called_in_order() -> None:
    kept = tuple(replace(row, mark=Mark.ERR, severity="不適合") for row in FULL.exempted)
    grave = replace(FULL, errors=0, warnings=0, exempted=kept)

    assert (grave.state, grave.mark) == ("例外（不適合）あり", Mark.WARN)
    assert head(grave)["結果"] == "例外（不適合）あり"


def test_the_head_says_result_rules_day_person_and_text() -> None:
    said = head()

    assert said["結果"] == "不適合"
    assert said["内訳"] == "適合 3・不適合 1・注意 1・案内 1・例外 1"
    assert said["法令の基準日"] == "2024年10月31日（木）"
    assert said["ルール版"] == f"{PACK.version}（{PACK.checked_on}確認）"
    assert said["ルールの指紋"] == PACK.digest
    assert said["点検した文書"] == "7c1e 90ab 44d2 5f08"
    assert (said["点検した人"], said["掲載先"]) == ("見本 太郎", "見本サイト")
    assert said["発注のタイプ"] == "仲介②"


def test_the_moment_is_that_of_clocks_in_japan() -> None:
    assert MOMENT.isoformat().startswith("2026-11-24T05:32")
    assert head()["点検した日時"] == "2026-11-24 14:32"


def test_a_check_that_is_not_on_record_is_not_given_a_time() -> None:
    assert head(replace(FULL, checked_at=None))["点検した日時"] == "記録なし"


@pytest.mark.parametrize(
    ("errors", "warnings", "stopped", "state"),
    [(0, 0, 0, "適合"), (0, 2, 0, "注意あり"), (0, 0, 1, "注意あり"), (1, 0, 0, "不適合")],
)
def test_the_result_is_the_heaviest_that_counts(
    errors: int, warnings: int, stopped: int, state: str
) -> None:
    assert head(replace(FULL, errors=errors, warnings=warnings, stopped=stopped))["結果"] == state


def test_the_six_facts_stand_with_sign_and_word() -> None:
    grid = [b for b in document().blocks if isinstance(b, FieldGrid)][1]

    assert [(label, cell.text, cell.mark) for label, cell in grid.pairs] == [
        ("名称", "適合", Mark.OK),
        ("所在地", "なし", Mark.ERR),
    ]


def test_what_was_let_stand_names_rule_weight_words_reason_person_and_moment() -> None:
    assert table("残した理由") == [
        [
            "D03",
            "支払いが検収などに左右されない",
            "注意",
            "検収後にお支払い",
            "募集画面に支払日が必ず表示されるため",
            "見本 花子\n2026-11-24 14:32",
        ]
    ]


def test_repairs_stand_with_their_words_before_and_after() -> None:
    assert table("直した後") == [
        ["2026-11-24 14:32", "支払期日", "検収後", "2027年2月12日（金）"],
        ["2026-11-24 14:32", "修正の範囲", "（書き足し）", "修正は2回までです。"],
    ]


def test_without_exemptions_repairs_and_facts_there_are_no_empty_tables() -> None:
    text = to_text(document(replace(FULL, exempted=(), corrections=(), facts=())))

    for heading in ("例外として残したもの", "直した記録", "募集者の6つの情報"):
        assert heading not in text


def test_the_law_of_the_day_of_the_paper_is_told_apart() -> None:
    assert "作成日 2026-11-24 の法令で見た場合" in to_text(document())
    assert table("違い")[0][:4] == ["D02", "支払期日が日付である", "新しく指摘", "不適合"]
    same = to_text(document(replace(FULL, differences=())))
    assert "点検の結果に、違いはありません。" in same


def test_one_day_alone_is_not_compared_with_itself() -> None:
    text = to_text(document(replace(FULL, as_of=TODAY, differences=(), law=())))

    assert "の法令で見た場合" not in text


def test_what_changes_between_the_days_stands_once_by_day_and_source() -> None:
    assert table("変わり方") == [
        ["2024-11-01", "始まる", "D02 支払期日\nD03 支払条件", "見本法"],
    ]


def test_a_result_by_other_rules_than_the_record_says_so() -> None:
    anew = document(replace(FULL, judged_anew=True))

    assert any(isinstance(b, Note) and "点検し直した" in b.text for b in anew.blocks)
    assert not any(isinstance(b, Note) and "点検し直した" in b.text for b in document().blocks)


def test_a_case_without_a_written_posting_gives_a_sheet_that_says_so() -> None:
    empty = build_evidence(CASE, CLIENT, evidence={}, pack=PACK, today=TODAY)

    assert "依頼文がまだないため、点検した結果はありません。" in to_text(empty)


def _printed(of: Document) -> PdfReader:
    return PdfReader(BytesIO(PdfWriter().render(of)))


def test_paper_preview_and_copied_text_say_the_same_words() -> None:
    made = document()
    pages = bare("".join(page.extract_text() for page in _printed(made).pages))

    said = words(made)

    assert bare("".join(read(to_html(made)).texts)).endswith(said)
    assert said in bare(to_text(made))
    for text in (EXEMPTION.reason, "7c1e 90ab 44d2 5f08", "修正は2回までです。", PACK.digest):
        assert bare(text) in pages


def test_long_tables_go_on_over_pages_with_their_header_and_lose_nothing() -> None:
    many = replace(
        FULL,
        exempted=tuple(replace(EXEMPTION, rule=f"X{n:03}", reason="理由" * 60) for n in range(60)),
        corrections=FULL.corrections * 60,
    )

    pages = [page.extract_text() for page in _printed(document(many)).pages]

    assert len(pages) > 6
    text = "".join(pages)
    assert [n for n in range(60) if f"X{n:03}" not in text] == []
    assert sum("残した理由" in page for page in pages) > 3
    assert sum("直した後" in page for page in pages) > 1


def test_equal_evidence_gives_equal_bytes() -> None:
    assert PdfWriter().render(document()) == PdfWriter().render(document())
