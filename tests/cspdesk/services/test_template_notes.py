"""Notes of templates are looked up by catalogue id and always say what they rest on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cspdesk.domain.catalogue import CatalogueItem
from cspdesk.domain.decomposition import Decomposition, Issue, WorkItem
from cspdesk.domain.hearing import Hearing
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.template_notes import TemplateNotes, issue_notes, notes_for
from cspdesk.services.tree_filling import work_item_from
from tests.builders import a_case

CATALOGUE = load_catalogue()


def from_template(catalogue_id: str) -> WorkItem:
    entry = CATALOGUE.item(catalogue_id)
    assert entry is not None
    return work_item_from(entry, id="w", issue_id="i")


def notes(item: WorkItem, sub_issue_id: str = "") -> TemplateNotes:
    tree = Decomposition(issues=(Issue(id="i", name="見本", catalogue_id=sub_issue_id),))
    return notes_for(CATALOGUE, replace(a_case(), decomposition=tree), item)


def test_cautions_name_law_certainty_and_day() -> None:
    said = notes(from_template("wri-experience")).caution

    assert "口コミを装う投稿は頼めません" in said
    assert "景品表示法 第5条第3号" in said
    assert "確認済・2026-11-21" in said


def test_a_caution_without_a_law_is_to_be_checked() -> None:
    assert "（要確認・2026-11-21）" in notes(from_template("wri-interview")).caution


def test_withholding_says_what_is_usual_why_and_by_which_law() -> None:
    said = notes(from_template("des-logo")).withholding

    assert said.startswith("見本の目安：あり。個人に払うデザイン")
    assert "根拠：所得税法 第204条（国税庁・確認済・2026-11-21）" in said


def test_doubtful_withholding_is_shown_as_to_be_checked() -> None:
    assert notes(from_template("dev-lp")).withholding.startswith("見本の目安：要確認。")


def test_rights_name_their_law_and_repeat_the_template_only_when_it_was_changed() -> None:
    item = from_template("des-logo")

    as_template, changed = notes(item).rights, notes(replace(item, rights_note="自分の文")).rights

    assert as_template.startswith("根拠：著作権法")
    assert changed.startswith(f"見本では：{item.rights_note}\n根拠：著作権法")


def test_unsuited_formats_secrets_and_the_usual_occasion_are_told() -> None:
    said = notes(from_template("ofc-survey"), "P-BRAND.core").caution

    assert "頼むとよい場合：お客さまの印象を知りたいとき" in said
    assert "向かない形式：" in said
    assert "社外秘の資料を渡すことがあります" in notes(from_template("dev-site-renewal")).caution


def test_work_of_the_consultants_own_has_no_notes() -> None:
    assert notes(WorkItem(id="w", name="自分の仕事")) == TemplateNotes()


@pytest.mark.parametrize("entry", CATALOGUE.items, ids=lambda entry: str(entry.id))
def test_every_note_of_law_is_shown_with_a_day(entry: CatalogueItem) -> None:
    found = notes(work_item_from(entry, id="w"))

    assert entry.legal_notes in found.caution
    assert entry.withholding_why in found.withholding
    assert all("2026-" in said for said in (found.rights, found.withholding))


def test_a_problem_tells_order_pitfalls_and_what_to_find_out() -> None:
    said = issue_notes(CATALOGUE, "P-BRAND")

    assert said[0] == "進める順番：残す物を決める → 名前 → ロゴと決まり → 使う順に広げる"
    assert said[1].startswith("つまずきやすい点：ロゴだけ変えて他はそのまま、")
    assert "確かめること：商標を取りたいですか（権利の扱いが変わります）" in said


def test_a_sub_issue_tells_what_comes_first_and_what_stays_inside() -> None:
    said = issue_notes(CATALOGUE, "P-BRAND.name")

    assert said == (
        "先に進める課題：らしさを言葉にする",
        "社内で行うこと：商号・商標を確かめる指示",
    )


def test_an_issue_of_the_consultants_own_has_no_notes() -> None:
    assert issue_notes(CATALOGUE, "") == ()


def test_what_the_owner_tells_of_names_in_the_papers_is_the_first_caution() -> None:
    item = from_template("ofc-data-entry")
    words = Hearing(owner_words="会員さんの申込書を打ち込みたい")
    case = replace(a_case(item), hearing=words)

    said = notes_for(CATALOGUE, case, item).caution

    assert said.startswith("「会員さんの申込書を打ち込みたい」とあります。名前などを隠してから")
    by_hand = WorkItem(id="w", name="申込書の整理", personal_data="yes")
    assert "隠してから" in notes_for(CATALOGUE, case, by_hand).caution
