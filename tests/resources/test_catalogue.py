"""The shipped work-item templates: strict shape, whole references, believable figures."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from cspdesk import data_files
from cspdesk.domain.catalogue import CatalogueItem
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.format_model import load_format_model

CATALOGUE = load_catalogue()
IDS = {item.id for item in CATALOGUE.items}
EVERY_ITEM = [pytest.param(item, id=item.id) for item in CATALOGUE.items]


def test_every_file_belongs_to_a_work_type_and_says_so() -> None:
    names = {f"catalogue/work_items/{w.id}.toml" for w in CATALOGUE.work_types}

    assert set(data_files.names("catalogue/work_items")) == names
    for work_type in CATALOGUE.work_types:
        raw = tomllib.loads(
            data_files.read_bytes(f"catalogue/work_items/{work_type.id}.toml").decode()
        )
        assert set(raw) == {"work_type", "item"}
        assert raw["work_type"] == work_type.id


def test_there_are_six_categories_and_eighteen_work_types() -> None:
    assert len(CATALOGUE.work_types) == 18
    assert len({w.category for w in CATALOGUE.work_types}) == 6


def test_every_work_type_offers_at_least_four_pieces_of_work() -> None:
    counts = Counter(item.work_type for item in CATALOGUE.items)

    assert all(counts[work_type.id] >= 4 for work_type in CATALOGUE.work_types)


def test_ids_are_unique() -> None:
    assert len(IDS) == len(CATALOGUE.items)


def test_names_are_unique() -> None:
    assert len({item.name for item in CATALOGUE.items}) == len(CATALOGUE.items)


@pytest.mark.parametrize("item", EVERY_ITEM)
def test_prerequisites_exist_and_do_not_name_the_item_itself(item: CatalogueItem) -> None:
    assert set(item.prerequisites) <= IDS - {item.id}


def test_every_piece_of_work_is_reached_from_a_problem() -> None:
    reached = {
        link.item_id
        for problem in CATALOGUE.problems
        for sub in problem.sub_issues
        for link in sub.items
    }

    assert reached == IDS


def test_prerequisites_run_in_no_circle() -> None:
    before = {item.id: set(item.prerequisites) for item in CATALOGUE.items}
    while before:
        free = {item_id for item_id, needed in before.items() if not needed & before.keys()}
        assert free, f"circle among {sorted(before)}"
        before = {item_id: needed for item_id, needed in before.items() if item_id not in free}


@pytest.mark.parametrize("item", EVERY_ITEM)
def test_each_format_is_either_suited_or_unsuited_with_a_reason(item: CatalogueItem) -> None:
    suited = [hint.format for hint in item.formats]
    unsuited = [hint.format for hint in item.unsuitable]

    assert suited
    assert sorted(suited + unsuited) == sorted(RequestFormat)
    assert all(hint.why for hint in (*item.formats, *item.unsuitable))


@pytest.mark.parametrize("item", EVERY_ITEM)
def test_figures_rise_and_name_their_basis(item: CatalogueItem) -> None:
    assert 0 < item.price.low_yen <= item.price.typical_yen <= item.price.high_yen
    assert item.hours > 0
    assert item.days[0] >= 1
    assert item.quantity[0] >= 1
    assert all(source.checked_on for source in item.price.sources)
    assert item.price.confidence in {"未確認", "参考"}
    # A range without a publication behind it never passes for a looked-up one.
    assert item.price.sources or item.price.confidence == "未確認"
    assert item.price.per


@pytest.mark.parametrize("item", EVERY_ITEM)
def test_the_typical_price_lies_above_the_average_minimum_wage(item: CatalogueItem) -> None:
    # 全国加重平均 1,177円 (令和8年度, 厚生労働省); no law binds it here, it shows what is too low.
    assert item.price.typical_yen / item.hours >= 1177


@pytest.mark.parametrize("item", EVERY_ITEM)
def test_an_order_can_be_written_and_accepted_from_it(item: CatalogueItem) -> None:
    assert item.deliverable
    assert item.unit
    assert len(item.inputs) >= 2
    assert len(item.acceptance) >= 2
    assert item.skills
    assert item.rights_note
    assert item.withholding in {"yes", "no", "要確認"}
    assert item.withholding_why
    assert item.personal_data in {"none", "possible", "yes"}
    assert item.secret in {"none", "possible", "yes"}


@pytest.mark.parametrize("item", EVERY_ITEM)
def test_it_is_found_by_what_owners_say(item: CatalogueItem) -> None:
    assert len(item.paraphrases) >= 8
    assert len(set(item.paraphrases)) == len(item.paraphrases)
    assert len(item.keywords) >= 5
    assert len(set(item.keywords)) == len(item.keywords)


def test_no_sentence_of_an_owner_stands_under_two_pieces_of_work() -> None:
    said = Counter(text for item in CATALOGUE.items for text in item.paraphrases)

    assert [text for text, times in said.items() if times > 1] == []


@pytest.mark.parametrize("item", EVERY_ITEM)
def test_its_profile_answers_questions_of_the_format_model(item: CatalogueItem) -> None:
    allowed = {q.id: {o.id for o in q.options} for q in load_format_model().questions}

    for question_id, value in item.format_profile:
        assert value in allowed[question_id], f"{question_id} = {value}"
    assert dict(item.format_profile).keys() >= {"secrecy", "personal_data", "units", "divisible"}


@pytest.mark.parametrize("item", EVERY_ITEM)
def test_personal_data_never_go_to_an_open_crowd(item: CatalogueItem) -> None:
    if item.personal_data == "yes":
        assert RequestFormat.TASK not in {hint.format for hint in item.formats}
