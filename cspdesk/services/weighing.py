"""From evidence to scores: problems, sub-issues, pieces of work, what is kept back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cspdesk.services.decomposing_knowledge import Knowledge
from cspdesk.services.folding import Folded
from cspdesk.services.heard_sentences import Heard, without
from cspdesk.services.stance import Stance, complains, settled_spans, tried_spans

_STANCE = {
    Stance.PLAIN: 1.0,
    Stance.WANTED: 1.3,
    Stance.LACKING: 1.15,
    Stance.OWNED: 0.1,
    Stance.TRIED: 0.55,
    Stance.REFUSED: 0.0,
}
_DECAY = 0.65
_CAP = 0.95
_TOPIC_SHARES = (0.6, 0.45, 0.25)
_LEAST_HEARD, _HEARD_SHARE = 0.08, 0.7
_OWNED_FACTOR = 0.35
_PART_OF_PROBLEM = 0.75
_ITEM_SPEAKS_FOR_PROBLEM = 0.3
_STRONG_ITEM = 0.45
_CORE, _NICE = 0.62, 0.26
_WITHOUT_SIGN = 0.4
_KEPT_BACK_SHARE = 0.5
_NATURE_SHARE = 0.5
_UNSURE = 0.5
_SURELY_SETTLED, _SURELY_PASSING = 0.9, 0.8
# What is dictated without a stop is one sentence, too long to be read aloud.
_LONGEST_QUOTE = 80

_Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Parts of a talk in which nothing is asked for, as folded places.

    Attributes:
        settled: what is there or not wanted, by words or by sound.
        tried: what was done once and did not help.
    """

    settled: _Spans
    tried: _Spans

    def no_wish(self) -> _Spans:
        """Return all parts that ask for no work; what did not help still tells of a trouble."""
        return tuple(sorted({*self.settled, *self.tried})) if self.tried else self.settled

    def stance_at(self, place: int, stance: Stance) -> Stance:
        """Return how a thing at a place is spoken of, the whole clause considered."""
        if stance is not Stance.PLAIN:
            return stance
        if _inside(place, self.tried):
            return Stance.TRIED
        return Stance.OWNED if _inside(place, self.settled) else stance

    def told_at(self, place: int, stance: Stance) -> Stance:
        """Return how the words around a thing at a place speak of it."""
        if stance not in {Stance.PLAIN, Stance.TRIED}:
            return stance
        # 「反応がない」 may ask for a better one; only what is over is told away.
        return Stance.TRIED if _inside(place, self.tried) else Stance.PLAIN


@dataclass(slots=True)
class Reasons:
    """All that speaks for one target.

    Attributes:
        stances: how it is spoken of, clauses that settle something included.
        told: how it is spoken of by the very words that follow it.
        near: what the wording of a whole sentence shares with the target; weak as a reason.
    """

    weights: list[tuple[float, str]] = field(default_factory=list)
    near: list[tuple[float, str]] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    stances: set[Stance] = field(default_factory=set)
    told: set[Stance] = field(default_factory=set)
    heard: tuple[float, str] = (0.0, "")

    def quotes(self, limit: int = 3) -> tuple[str, ...]:
        """Return the strongest quotes, none inside another.

        What only shares some wording is quoted where nothing else speaks for the target.
        """
        telling = [*self.weights, *([self.heard] if self.heard[1] else [])]
        chosen: list[str] = []
        for _, quote in sorted(telling or self.near, key=lambda pair: -pair[0]):
            if quote and not any(quote in other or other in quote for other in chosen):
                chosen.append(quote)
            if len(chosen) == limit:
                break
        return tuple(chosen)

    def is_told_away(self) -> bool:
        """Tell whether it was named only as there already, tried in vain, or not wanted."""
        wanted = self.stances & {Stance.WANTED, Stance.LACKING}
        return bool(self.told & {Stance.OWNED, Stance.REFUSED, Stance.TRIED}) and not wanted

    def total(self) -> float:
        """Return the joint strength of what is named and what is heard."""
        return 1 - (1 - self.named()) * (1 - self.heard[0])

    def named(self) -> float:
        """Return the joint strength of the words; further evidence adds less and less."""
        best: dict[str, float] = {}
        for weight, quote in (*self.weights, *self.near):
            best[quote] = max(best.get(quote, 0.0), weight)
        rest = 1.0
        for rank, weight in enumerate(sorted(best.values(), reverse=True)):
            rest *= 1 - min(weight, _CAP) * _DECAY**rank
        return 1 - rest


@dataclass(frozen=True, slots=True)
class Scores:
    """The result of weighing.

    Attributes:
        via: the sub-issue that led to a piece of work.
        whole: margin of every problem, sub-issue and piece of work for the talk as a whole,
            see `HeardSentences`.
        asked: share of every sub-issue in the sentence that asks for it most, 0 to 1.
        sounds: words of the sentence that comes nearest to each target.
    """

    reasons: dict[str, Reasons]
    problems: dict[str, float]
    sub_issues: dict[str, float]
    items: dict[str, float]
    via: dict[str, str]
    whole: dict[str, float]
    asked: dict[str, float]
    sounds: dict[str, str]

    def named_items(self) -> dict[str, float]:
        """Return the work that the words themselves name, without tree and without hearing."""
        return {name: self.reasons[name].named() for name in self.items if name in self.reasons}

    def said_items(self) -> dict[str, float]:
        """Return the work that the words name or sound like, without the problem tree."""
        return {name: self.reasons[name].total() for name in self.items if name in self.reasons}


def weigh(knowledge: Knowledge, folded: Folded, background: str) -> Scores:
    """Return the scores of everything the words point to, each between 0 and 1."""
    parts = _Parts(_settled(knowledge, folded), tried_spans(folded))
    reasons, sounds = _gather(knowledge, folded, background, parts)
    direct = {target: found.total() for target, found in reasons.items()}
    sub_issues = {
        sub.id: direct[sub.id]
        for problem in knowledge.catalogue.problems
        for sub in problem.sub_issues
        if sub.id in direct
    }
    problems = _problems(knowledge, direct)
    items, via = _items(knowledge, direct, problems, reasons)
    troubles = _asking(knowledge, folded, parts.settled)
    wishes = _asking(knowledge, folded, parts.no_wish()) if parts.tried else troubles
    return Scores(
        reasons=reasons,
        problems=problems,
        sub_issues=sub_issues,
        items=items,
        via=via,
        whole=knowledge.heard[0].margins_together(troubles)
        | knowledge.heard[1].margins_together(wishes),
        asked=_asked(knowledge, troubles),
        sounds=sounds,
    )


def joint(parts: Iterable[float]) -> float:
    """Return the strength of independent pieces of evidence together."""
    rest = 1.0
    for part in parts:
        rest *= 1 - min(part, _CAP)
    return 1 - rest


def _gather(
    knowledge: Knowledge, folded: Folded, background: str, parts: _Parts
) -> tuple[dict[str, Reasons], dict[str, str]]:
    """Return what speaks for each target, and the words of the sentence nearest to each."""
    reasons: dict[str, Reasons] = defaultdict(Reasons)
    for found in knowledge.reader.read(folded, background):
        target = reasons[found.target]
        stance = parts.stance_at(found.start, found.stance)
        target.stances.add(stance)
        target.told.add(parts.told_at(found.start, found.stance))
        weight = found.weight * _STANCE[stance]
        if weight > 0:
            target.weights.append((weight, found.quote))
            if found.say and found.say not in target.says:
                target.says.append(found.say)
    for topics, share in zip(knowledge.topics, _TOPIC_SHARES, strict=True):
        for topic in topics.find(folded):
            if _is_said_in_passing(knowledge, folded.text[topic.start : topic.end]):
                continue
            quote = folded.quote(topic.start, min(topic.end, topic.start + _LONGEST_QUOTE))
            reasons[topic.target].near.append((topic.degree * share, quote))
    sounds: dict[str, str] = {}
    for heard, quote in _heard(knowledge, folded, parts):
        sounds[heard.target] = quote
        if heard.degree >= _LEAST_HEARD:
            reasons[heard.target].heard = (heard.degree * _HEARD_SHARE, quote)
    return dict(reasons), sounds


def _heard(knowledge: Knowledge, folded: Folded, parts: _Parts) -> Iterator[tuple[Heard, str]]:
    """Yield what sentences sound like, each with its words, less what is said in passing."""
    for reading, passed_over in zip(knowledge.heard, (parts.settled, parts.no_wish()), strict=True):
        for heard in reading.read(folded, passed_over):
            if not _is_said_in_passing(knowledge, folded.text[heard.start : heard.end]):
                end = min(heard.end, heard.start + _LONGEST_QUOTE)
                yield heard, folded.quote(heard.start, end)


def _is_said_in_passing(knowledge: Knowledge, sentence: str) -> bool:
    """Tell whether a sentence is no reason for work: a budget, a day, a greeting."""
    return knowledge.stances.degrees(sentence).get("passing", 0.0) >= _SURELY_PASSING


def _settled(knowledge: Knowledge, folded: Folded) -> _Spans:
    """Return the clauses that settle something, by their words or by how they sound."""
    spans = list(settled_spans(folded))
    for start, end in folded.clauses():
        sounds = knowledge.stances.degrees(folded.text[start:end])
        sounds_settled = sounds.get("settled", 0.0) >= _SURELY_SETTLED
        if (
            sounds_settled
            and not _inside(start, tuple(spans))
            and not complains(folded, start, end)
        ):
            spans.append((start, end))
    return tuple(sorted(spans))


def _asking(knowledge: Knowledge, folded: Folded, settled: _Spans) -> list[tuple[str, float]]:
    """Return each sentence less what is settled in it, and how likely it tells a need."""
    return [
        (
            without(folded.text, start, end, settled),
            knowledge.stances.degrees(folded.text[start:end]).get("need", _UNSURE),
        )
        for start, end in folded.sentences
    ]


def _asked(knowledge: Knowledge, asking: list[tuple[str, float]]) -> dict[str, float]:
    asked: dict[str, float] = {}
    for sentence, need in asking:
        for target, degree in knowledge.heard[0].degrees(sentence).items():
            asked[target] = max(asked.get(target, 0.0), degree * need)
    return asked


def _inside(place: int, spans: _Spans) -> bool:
    return any(start <= place < end for start, end in spans)


def _problems(knowledge: Knowledge, direct: dict[str, float]) -> dict[str, float]:
    scores = {}
    for problem in knowledge.catalogue.problems:
        parts = [direct.get(problem.id, 0.0)]
        subs = [direct.get(sub.id, 0.0) for sub in problem.sub_issues]
        parts.append(_PART_OF_PROBLEM * max(subs, default=0.0))
        strong = [
            direct.get(link.item_id, 0.0)
            for sub in problem.sub_issues
            for link in sub.items
            if link.priority == "core" and direct.get(link.item_id, 0.0) >= _STRONG_ITEM
        ]
        if strong and max(parts) > 0:
            parts.append(_ITEM_SPEAKS_FOR_PROBLEM * max(strong))
        score = joint(parts)
        if score > 0:
            scores[problem.id] = score
    return scores


def _items(
    knowledge: Knowledge,
    direct: dict[str, float],
    problems: dict[str, float],
    reasons: dict[str, Reasons],
) -> tuple[dict[str, float], dict[str, str]]:
    tree: dict[str, float] = {}
    via: dict[str, str] = {}
    for problem in knowledge.catalogue.problems:
        strength = problems.get(problem.id, 0.0)
        if strength <= 0:
            continue
        for sub in problem.sub_issues:
            sign = _WITHOUT_SIGN + (1 - _WITHOUT_SIGN) * direct.get(sub.id, 0.0)
            for link in sub.items:
                score = strength * sign * (_CORE if link.priority == "core" else _NICE)
                if score > tree.get(link.item_id, 0.0):
                    tree[link.item_id] = score
                    via[link.item_id] = sub.id
    scores = {}
    for item in knowledge.catalogue.items:
        score = joint((direct.get(item.id, 0.0), tree.get(item.id, 0.0)))
        stances = reasons[item.id].stances if item.id in reasons else set()
        wanted = stances & {Stance.WANTED, Stance.LACKING}
        if Stance.REFUSED in stances and not wanted:
            continue
        if Stance.OWNED in stances and not wanted:
            score *= _OWNED_FACTOR
        if score > 0:
            scores[item.id] = score
    return scores, via


def weigh_kept_back(
    knowledge: Knowledge,
    reasons: Mapping[str, Reasons],
    problems: Mapping[str, float],
    items: Mapping[str, float],
) -> dict[str, float]:
    """Return how strongly each thing that must not be ordered comes up, 0 to 1.

    Args:
        knowledge: what must not be ordered, under problems and by the nature of things.
        reasons: what speaks for each entry in the owner's own words.
        problems: how strongly problems come up, each with what belongs to it.
        items: the same of work.
    """
    direct = {target: found.total() for target, found in reasons.items()}
    scores: dict[str, float] = {}
    for problem in knowledge.catalogue.problems:
        for entry in problem.not_to_order:
            score = joint(
                (direct.get(entry.id, 0.0), _KEPT_BACK_SHARE * problems.get(problem.id, 0.0))
            )
            if score > 0:
                scores[entry.id] = score
    for own in knowledge.kept_back:
        nature = max((items.get(item_id, 0.0) for item_id in own.belongs_to), default=0.0)
        score = joint((direct.get(own.entry.id, 0.0), _NATURE_SHARE * nature))
        if score <= 0:
            continue
        covered = [scores.pop(other) for other in own.covers if other in scores]
        scores[own.entry.id] = joint((score, max(covered, default=0.0)))
    return scores
