"""Answers to the format model's questions, read out of what is said about the work."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from cspdesk.domain.catalogue import Catalogue, CatalogueItem
from cspdesk.domain.request_format import FormatAnswer
from cspdesk.services.decomposing_knowledge import load_knowledge
from cspdesk.services.fact_words import likeliest, load_fact_words
from cspdesk.services.folding import fold
from cspdesk.services.format_hearing import load_hearing
from cspdesk.services.weighing import weigh

_GUESS_LEAST = 0.35
_MISFIT = 0.7
_TELLING = ("units", "divisible", "dialogue", "opinions")
_CANDIDATES = 4
_AGREED = 0.6
_SURE = 0.8
_RISKS = frozenset({"secrecy", "personal_data", "system_access"})


class FormatReader:
    """Reads formats' facts, reasons not to order, and the kind of work out of a text."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._knowledge = load_knowledge(catalogue)
        self._words = load_fact_words()
        self._hearing = load_hearing()

    def about(
        self, text: str, said: Mapping[str, str]
    ) -> tuple[CatalogueItem | None, dict[str, str]]:
        """Return the likeliest work that a text is about and what is usual for such work.

        Where several kinds of work come into question, only what most of them share is usual.

        Args:
            text: what is said about the work.
            said: answers read out of it, by question id.
        """
        candidates = self._candidates(text, said)
        votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for item, score in candidates:
            for question, value in item.format_profile:
                votes[question][value] += score**2
        whole = sum(score**2 for _, score in candidates)
        unsure = not candidates or candidates[0][1] < _SURE
        usual = {}
        for question, shares in votes.items():
            if unsure and question in _RISKS:
                # A format is not ruled out because of work that was only guessed.
                continue
            value = max(shares, key=lambda name: shares[name])
            if shares[value] >= _AGREED * whole:
                usual[question] = value
        return next((item for item, _ in candidates), None), usual

    def _candidates(self, text: str, said: Mapping[str, str]) -> list[tuple[CatalogueItem, float]]:
        """Return the kinds of work that fit the text, best first.

        The first sentence counts twice: it usually names the work. Work that is usually done
        in another way than the text says counts less.
        """
        if not text.strip():
            return []
        heading = re.split(r"[。\n!?！？]", text.strip(), maxsplit=1)[0]
        of_text, of_heading = (weigh(self._knowledge, fold(part), "") for part in (text, heading))
        # What only sounds like some work is asked where nothing is named.
        return self._fitting(
            of_text.named_items(), of_heading.named_items(), said
        ) or self._fitting(of_text.said_items(), of_heading.said_items(), said)

    def _fitting(
        self, of_text: dict[str, float], of_heading: dict[str, float], said: Mapping[str, str]
    ) -> list[tuple[CatalogueItem, float]]:
        scores = {
            item.id: of_text.get(item.id, 0.0) + of_heading.get(item.id, 0.0)
            for item in self._catalogue.items
        }
        fitting = [
            (item, scores[item.id] * _MISFIT ** _misfits(item, said))
            for item in self._catalogue.items
            if scores[item.id] >= _GUESS_LEAST
        ]
        return sorted(fitting, key=lambda pair: -pair[1])[:_CANDIDATES]

    def read(self, text: str) -> tuple[FormatAnswer, ...]:
        """Return the answers that the text gives, each with the words it was read from.

        Everything that speaks for an answer counts together; the likeliest one is taken.
        """
        return self._words.read(fold(text))

    def hear(self, text: str) -> tuple[FormatAnswer, ...]:
        """Return the answers that the text only sounds like, less sure than those read."""
        return tuple(likeliest(self._hearing.read(fold(text))).values())

    def gates(self, text: str) -> dict[str, str]:
        """Return gate ids that the text touches, with the words."""
        return self._words.named("gate", fold(text))

    def splits(self, text: str) -> dict[str, str]:
        """Return ids of the ways to split the work that the text touches, with the words."""
        return self._words.named("split", fold(text))


def _misfits(item: CatalogueItem, said: Mapping[str, str]) -> int:
    usual = dict(item.format_profile)
    return sum(said[name] != usual.get(name) for name in _TELLING if name in said)
