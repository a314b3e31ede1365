"""What the reading of the owner's words rests on: catalogue, signals, topics; built once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cspdesk.domain.catalogue import Catalogue, NotToOrder
from cspdesk.domain.finding import is_own_id
from cspdesk.services.catalogue import Entry, open_entry, read_not_to_order
from cspdesk.services.folding import fold_word
from cspdesk.services.heard_sentences import HeardSentences, load_heard
from cspdesk.services.topic_index import TopicIndex
from cspdesk.services.word_signals import (
    Lexicon,
    Scope,
    Signal,
    SignalReader,
    Word,
    condition,
    read_lexicon,
    read_signals,
    word_from,
)

LEXICON_FILE = "catalogue/lexicon.toml"
SIGNALS_FILE = "catalogue/signals.toml"
KEPT_BACK_FILE = "catalogue/kept_back.toml"
HEARD_FILES = ("catalogue/heard_problems.bin", "catalogue/heard_items.bin")
STANCES_FILE = "catalogue/heard_stances.bin"

_LONG_KEYWORD, _SHORT_KEYWORD = 0.30, 0.14
# Whoever wrote work of their own chose its words for just this.
_OWN_KEYWORD = 0.7
_PROBLEM_SHARE = 0.7
_LONG = 3


@dataclass(frozen=True, slots=True)
class KeptBackEntry:
    """Something that must not be ordered by its nature, wherever it is spoken of.

    Attributes:
        covers: entries of problem trees that say the same.
        belongs_to: catalogue items that bring the matter up by their nature.
    """

    entry: NotToOrder
    covers: tuple[str, ...]
    belongs_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything `propose` looks things up in.

    Attributes:
        heard: readings of sentences for problems with their sub-issues, and for work.
        stances: reading of how a sentence is meant: `need`, `settled` or `passing`.
        later: work that waits until the work it rests on is done.
        only_where: folded words of which one has to be in the talk or in the trade, by work.
    """

    catalogue: Catalogue
    reader: SignalReader
    topics: tuple[TopicIndex, ...]
    heard: tuple[HeardSentences, HeardSentences]
    stances: HeardSentences
    kept_back: tuple[KeptBackEntry, ...]
    later: frozenset[str]
    only_where: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def load_knowledge(catalogue: Catalogue) -> Knowledge:
    """Read the signal files and build the indexes over them and the catalogue, once.

    Raises:
        DataFileError: a file is invalid.
    """
    words = open_entry(LEXICON_FILE)
    lexicon = read_lexicon(words)
    masks = words.texts("masks")
    signals_entry = open_entry(SIGNALS_FILE)
    signals = [
        *read_signals(signals_entry, lexicon),
        *_keyword_signals(catalogue),
    ]
    kept_back = []
    for entry in open_entry(KEPT_BACK_FILE).entries("entry"):
        kept_back.append(_kept_back(entry))
        signals.extend(_kept_back_signals(entry, lexicon))
        entry.done()
    return Knowledge(
        catalogue=catalogue,
        reader=SignalReader(signals, masks),
        topics=(_problem_topics(catalogue), _sub_issue_topics(catalogue), _item_topics(catalogue)),
        heard=(load_heard(HEARD_FILES[0]), load_heard(HEARD_FILES[1])),
        stances=load_heard(STANCES_FILE),
        kept_back=tuple(kept_back),
        later=frozenset(signals_entry.texts("later")),
        only_where=_only_where(signals_entry),
    )


def _only_where(entry: Entry) -> dict[str, tuple[str, ...]]:
    found = {}
    for needed in entry.entries("only_where"):
        words = tuple(map(fold_word, needed.texts("words")))
        found.update(dict.fromkeys(needed.texts("work"), words))
        needed.done()
    return found


def _kept_back(entry: Entry) -> KeptBackEntry:
    return KeptBackEntry(
        entry=read_not_to_order(entry),
        covers=entry.texts("covers"),
        belongs_to=entry.texts("belongs_to"),
    )


def _kept_back_signals(entry: Entry, lexicon: Lexicon) -> list[Signal]:
    target = entry.text("id")
    return [
        condition(found, found.text("when"), lexicon, ((target, found.integer("points") / 100),))
        for found in entry.entries("signals")
    ]


def _keyword_signals(catalogue: Catalogue) -> list[Signal]:
    """Return a weak signal for every keyword; one that many entries share says less.

    A keyword that names what the owner hands over for the work, such as the recording to be
    written down, does not speak against it when the owner has it.
    """
    targets: dict[Word, list[tuple[str, float, bool]]] = {}
    for item in catalogue.items:
        handed_over = fold_word("".join(item.inputs))
        for word in {word_from(keyword) for keyword in item.keywords}:
            names = word.text not in handed_over
            targets.setdefault(word, []).append((item.id, 1.0, names))
    for problem in catalogue.problems:
        for word in {word_from(keyword) for keyword in problem.keywords}:
            targets.setdefault(word, []).append((problem.id, _PROBLEM_SHARE, True))
    signals = []
    for word, found in targets.items():
        if not word.text:
            continue
        strength = _LONG_KEYWORD if len(word.text) >= _LONG else _SHORT_KEYWORD
        shared = len(found) ** 0.5
        for names in (True, False):
            gives = tuple(
                (t, _OWN_KEYWORD if is_own_id(t) else strength * share / shared)
                for t, share, n in found
                if n is names
            )
            if gives:
                groups = (frozenset({word}),)
                signals.append(Signal(groups, frozenset(), Scope.SENTENCE, names, gives))
    return signals


def _problem_topics(catalogue: Catalogue) -> TopicIndex:
    return TopicIndex(
        {
            problem.id: (
                problem.name,
                *problem.paraphrases,
                *problem.keywords,
                *(text for sub in problem.sub_issues for text in (sub.name, *sub.signs)),
            )
            for problem in catalogue.problems
        }
    )


def _sub_issue_topics(catalogue: Catalogue) -> TopicIndex:
    return TopicIndex(
        {
            sub.id: (sub.name, *sub.signs)
            for problem in catalogue.problems
            for sub in problem.sub_issues
        }
    )


def _item_topics(catalogue: Catalogue) -> TopicIndex:
    return TopicIndex(
        {
            item.id: (item.name, item.deliverable, *item.keywords, *item.paraphrases)
            for item in catalogue.items
        }
    )
