"""Answers to the format model's questions that a text gives in so many words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from cspdesk.domain.request_format import FormatAnswer
from cspdesk.services.catalogue import open_entry
from cspdesk.services.decomposing_knowledge import LEXICON_FILE
from cspdesk.services.folding import Folded
from cspdesk.services.format_amounts import counted_units
from cspdesk.services.format_patterns import PatternReader, Reading, load_patterns
from cspdesk.services.word_signals import SignalReader, read_lexicon, read_signals

WORDS_FILE = "catalogue/format_words.toml"

_LEAST = 0.3
_CERTAIN = 0.95
_NO_QUESTIONS = frozenset({"gate", "split"})


class FactWords:
    """Reads formats' facts, reasons not to order and ways to split out of a text."""

    def __init__(self) -> None:
        lexicon = read_lexicon(open_entry(LEXICON_FILE))
        entry = open_entry(WORDS_FILE)
        self._signals = SignalReader(read_signals(entry, lexicon), entry.texts("masks"))
        self._patterns = PatternReader(load_patterns())

    def read(self, folded: Folded) -> tuple[FormatAnswer, ...]:
        """Return the answers that the text gives, each with the words it was read from.

        Everything that speaks for an answer counts together; the likeliest one is taken.
        """
        answers = likeliest(self._readings(folded))
        if "units" not in answers and (counted := counted_units(folded)):
            answers["units"] = counted
        return tuple(answers.values())

    def named(self, kind: str, folded: Folded) -> dict[str, str]:
        """Return the ids of the gates or splits (`kind`) that the text touches, with the words."""
        return {
            found.target.partition("=")[2]: found.quote
            for found in self._readings(folded)
            if found.target.startswith(f"{kind}=") and found.weight >= _LEAST
        }

    def _readings(self, folded: Folded) -> Iterator[Reading]:
        for found in self._signals.read(folded):
            yield Reading(found.target, found.weight, found.quote)
        yield from self._patterns.read(folded)


@cache
def load_fact_words() -> FactWords:
    """Return the reader of the shipped words and turns of phrase, built once.

    Raises:
        DataFileError: a file is invalid.
    """
    return FactWords()


def likeliest(readings: Iterable[Reading]) -> dict[str, FormatAnswer]:
    """Return one answer to each question that something speaks for."""
    against: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(lambda: 1.0))
    quotes: dict[str, tuple[float, str]] = {}
    for found in readings:
        question, _, value = found.target.partition("=")
        if question in _NO_QUESTIONS or found.weight < _LEAST:
            continue
        against[question][value] *= 1 - min(found.weight, _CERTAIN)
        if found.target not in quotes or quotes[found.target][0] < found.weight:
            quotes[found.target] = (found.weight, found.quote)
    answers = {}
    for question, doubts in against.items():
        value = min(doubts, key=lambda name: doubts[name])
        quote = quotes[f"{question}={value}"][1]
        answers[question] = FormatAnswer(
            question_id=question, value=value, origin="words", quote=quote
        )
    return answers
