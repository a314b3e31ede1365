"""Statements of law in the catalogue say what they rest on; no ground lies about unused."""

from __future__ import annotations

import re

import pytest

from cspdesk.domain.catalogue import CatalogueItem, NotToOrder
from cspdesk.domain.source import Confidence
from cspdesk.services.catalogue import load_catalogue, load_grounds
from cspdesk.services.decomposing_knowledge import load_knowledge

CATALOGUE = load_catalogue()
NOT_TO_ORDER = (
    *(own.entry for own in load_knowledge(CATALOGUE).kept_back),
    *(entry for problem in CATALOGUE.problems for entry in problem.not_to_order),
)
# Words by which a sentence says something about law, rules of a service, licence or profession.
LAW = re.compile(r"法|告示|規約|免許|許可|資格|独占")


@pytest.mark.parametrize("entry", NOT_TO_ORDER, ids=lambda entry: str(entry.id))
def test_a_reason_that_speaks_of_law_names_its_ground(entry: NotToOrder) -> None:
    assert entry.grounds or not LAW.search(entry.reason)


@pytest.mark.parametrize("item", CATALOGUE.items, ids=lambda item: str(item.id))
def test_notes_that_speak_of_law_name_their_ground(item: CatalogueItem) -> None:
    assert item.grounds or not LAW.search(item.legal_notes)
    assert item.rights_grounds
    assert item.withholding_grounds


@pytest.mark.parametrize("ground", load_grounds().values(), ids=lambda ground: str(ground.id))
def test_a_ground_has_a_publisher_a_day_and_says_how_sure_it_is(ground: object) -> None:
    found = next(entry for entry in load_grounds().values() if entry is ground)

    assert found.source.law
    assert found.source.publisher
    assert found.source.checked_on is not None
    assert found.confidence in (Confidence.CONFIRMED, Confidence.TO_CHECK)


def test_every_ground_is_named_by_something() -> None:
    named = {ground.id for entry in NOT_TO_ORDER for ground in entry.grounds}
    for item in CATALOGUE.items:
        every = (*item.grounds, *item.rights_grounds, *item.withholding_grounds)
        named |= {ground.id for ground in every}

    assert set(load_grounds()) == named
