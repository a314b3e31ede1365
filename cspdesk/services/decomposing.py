"""Propose work for what the owner said: by way of the problem tree, and directly by its words."""

from __future__ import annotations

from collections.abc import Callable

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue, Problem
from cspdesk.domain.decomposition import Verdict
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing_knowledge import Knowledge, load_knowledge
from cspdesk.services.entrusting import with_care
from cspdesk.services.folding import fold, fold_word
from cspdesk.services.proposal import (
    NotToOrderMatch,
    ProblemMatch,
    Proposal,
    WorkItemMatch,
)
from cspdesk.services.ranking import (
    load_problem_ranking,
    load_ranking,
    problem_signs_of_all,
    signs_of_all,
)
from cspdesk.services.tree_filling import fill_tree, work_item_from
from cspdesk.services.weighing import Reasons, Scores, weigh, weigh_kept_back

__all__ = [
    "DecomposingService",
    "NotToOrderMatch",
    "ProblemMatch",
    "Proposal",
    "WorkItemMatch",
    "work_item_from",
]

_MOST_PROBLEMS, _MOST_ITEMS, _MOST_KEPT_BACK, _MOST_QUESTIONS = 6, 10, 12, 8
_LEAST_PROBLEM, _LEAST_ITEM, _LEAST_KEPT_BACK = 0.2, 0.2, 0.16
_SHARE_OF_BEST_PROBLEM, _SHARE_OF_BEST_ITEM = 0.3, 0.25
_LEAST_BEST, _LEAST_STRENGTH = 0.22, 0.1
# Talks that ask for nothing stay below; those that ask for something stand above.
_NEAR = -0.93
_PREREQUISITE_SHARE = 0.6
_LEAST_TO_PULL = 0.4
_LEAST_SUB_ISSUE = 0.2
_NO_REASONS = Reasons()
_OF_THE_TALK = "お話全体から、要りそうだと読めます"
_BEFORE_OTHERS = "ほかの候補の前に用意しておく仕事です"


class DecomposingService:
    """Reads the owner's words against the catalogue; the same words give the same proposal."""

    def __init__(self, load: Callable[[], Catalogue] = load_catalogue) -> None:
        self._load = load
        self._knowledge: Knowledge | None = None

    def propose(
        self,
        words: str,
        *,
        answers: tuple[str, ...] = (),
        industry: str = "",
        prefecture: str = "",
    ) -> Proposal:
        """Return problems, work, what is kept back, and what to ask next, each best first.

        Args:
            words: what the owner said.
            answers: further statements, e.g. texts of interview answers.
            industry: trade of the firm; counts as background only.
            prefecture: where the firm is; counts as background only.
        """
        knowledge, catalogue = self._knowledge, self._load()
        if knowledge is None or knowledge.catalogue is not catalogue:
            # Own work may be written while the window is open.
            knowledge = self._knowledge = load_knowledge(catalogue)
        folded = fold("\n".join((words, *answers)))
        scores = weigh(knowledge, folded, f"{industry}\n{prefecture}".strip())
        around = folded.text + fold_word(industry)
        likely = {
            item_id: score
            for item_id, score in _likely_work(knowledge, scores).items()
            if _makes_sense(knowledge, item_id, around)
        }
        items = _item_matches(knowledge, scores, likely)
        likely_problems = _likely_problems(knowledge, scores, likely)
        problems = _problem_matches(knowledge, scores, likely_problems)
        kept_back = weigh_kept_back(
            knowledge,
            scores.reasons,
            _stronger(scores.problems, likely_problems),
            _stronger(scores.items, likely),
        )
        return Proposal(
            problems=problems,
            work_items=items,
            not_to_order=_kept_back_matches(knowledge, scores, problems, kept_back),
            ask=_questions(knowledge, scores, problems, items),
        )

    def into_case(self, case: Case, proposal: Proposal, new_id: Callable[[], str]) -> Case:
        """Return the case with the proposal in its tree; decided and edited entries stay."""
        catalogue = self._load()
        there = {item.id for item in case.decomposition.work_items}
        filled = fill_tree(case, proposal, catalogue, new_id)
        fresh = [i.id for i in filled.decomposition.work_items if i.id not in there]
        return with_care(filled, fresh, catalogue, new_id)


def _quoted(quotes: tuple[str, ...]) -> str:
    return "".join(f"「{quote}」" for quote in quotes[:2])


def _stronger(words: dict[str, float], likely: dict[str, float]) -> dict[str, float]:
    return {name: max(words.get(name, 0.0), likely.get(name, 0.0)) for name in (*words, *likely)}


def _likely_problems(
    knowledge: Knowledge, scores: Scores, likely_work: dict[str, float]
) -> dict[str, float]:
    ranking = load_problem_ranking()
    return {
        problem_id: ranking.likelihood(signs)
        for problem_id, signs in problem_signs_of_all(knowledge, scores, likely_work).items()
        if scores.problems.get(problem_id, 0.0) >= _LEAST_STRENGTH
        or scores.whole.get(problem_id, -1.0) > _NEAR
    }


def _problem_matches(
    knowledge: Knowledge, scores: Scores, likely: dict[str, float]
) -> tuple[ProblemMatch, ...]:
    ranked = sorted(likely.items(), key=lambda pair: -pair[1])
    best = ranked[0][1] if ranked else 0.0
    least = max(_LEAST_PROBLEM, best * _SHARE_OF_BEST_PROBLEM)
    matches = []
    for problem_id, score in ranked[:_MOST_PROBLEMS]:
        problem = knowledge.catalogue.problem(problem_id)
        if score < least or problem is None:
            continue
        matches.append(_problem_match(problem, score, scores))
    return tuple(matches)


def _problem_match(problem: Problem, score: float, scores: Scores) -> ProblemMatch:
    subs = sorted(
        (s for s in problem.sub_issues if scores.sub_issues.get(s.id, 0.0) >= _LEAST_SUB_ISSUE),
        key=lambda s: -scores.sub_issues[s.id],
    )
    targets = [problem.id, *(s.id for s in subs)]
    quotes: list[str] = []
    for target in targets:
        for quote in scores.reasons.get(target, _NO_REASONS).quotes():
            if not any(quote in other or other in quote for other in quotes):
                quotes.append(quote)
    why = [f"お話の{_quoted(tuple(quotes))}が、この課題に当たると読めます"] if quotes else []
    if subs:
        named = "".join(f"「{s.name}」" for s in subs[:2])
        why.append(f"中でも{named}が関わりそうです")
    return ProblemMatch(
        problem_id=problem.id,
        name=problem.name,
        score=round(score, 3),
        why=tuple(why) or ("挙がった仕事から、この課題が背景にあると読めます",),
        quotes=tuple(quotes[:3]),
        sub_issue_ids=tuple(s.id for s in subs),
    )


def _likely_work(knowledge: Knowledge, scores: Scores) -> dict[str, float]:
    """Return how likely each piece of work is that comes into question."""
    strengths = with_prerequisites(knowledge, scores)
    nearest = max((scores.whole.get(i.id, -1.0) for i in knowledge.catalogue.items), default=-1.0)
    if max(strengths.values(), default=0.0) < _LEAST_BEST and nearest < _NEAR:
        return {}
    ranking = load_ranking()
    return {
        item_id: ranking.likelihood(signs)
        for item_id, signs in signs_of_all(knowledge, scores, strengths).items()
        if not scores.reasons.get(item_id, _NO_REASONS).is_told_away()
        and (
            strengths.get(item_id, 0.0) >= _LEAST_STRENGTH
            or scores.whole.get(item_id, -1.0) > _NEAR
        )
    }


def _makes_sense(knowledge: Knowledge, item_id: str, around: str) -> bool:
    words = knowledge.only_where.get(item_id, ())
    return not words or any(word in around for word in words)


def _item_matches(
    knowledge: Knowledge, scores: Scores, likely: dict[str, float]
) -> tuple[WorkItemMatch, ...]:
    ranked = sorted(likely.items(), key=lambda pair: -pair[1])
    best = ranked[0][1] if ranked else 0.0
    least = max(_LEAST_ITEM, best * _SHARE_OF_BEST_ITEM)
    chosen = [(i, s) for i, s in ranked[:_MOST_ITEMS] if s >= least]
    ids = {item_id for item_id, _ in chosen}
    return tuple(_item_match(knowledge, scores, item_id, s, ids) for item_id, s in chosen)


def with_prerequisites(knowledge: Knowledge, scores: Scores) -> dict[str, float]:
    """Return the scores with what strong pieces of work rest on pulled up behind them."""
    strengths = dict(scores.items)
    for item_id, score in scores.items.items():
        entry = knowledge.catalogue.item(item_id)
        if entry is None or score < _LEAST_TO_PULL:
            continue
        for before in entry.prerequisites:
            if not scores.reasons.get(before, _NO_REASONS).is_told_away():
                pulled = score * _PREREQUISITE_SHARE
                strengths[before] = max(strengths.get(before, 0.0), pulled)
    return strengths


def _item_match(
    knowledge: Knowledge, scores: Scores, item_id: str, score: float, chosen: set[str]
) -> WorkItemMatch:
    entry = knowledge.catalogue.item(item_id)
    assert entry is not None  # noqa: S101
    reasons = scores.reasons.get(item_id, _NO_REASONS)
    quotes = _quotes_for(scores, item_id)
    sub_id = scores.via.get(item_id, "")
    why: list[str] = list(reasons.says[:2])
    waiting = item_id in knowledge.later and any(p in chosen for p in entry.prerequisites)
    if waiting:
        before = "・".join(
            found.name
            for p in entry.prerequisites
            if p in chosen and (found := knowledge.catalogue.item(p))
        )
        why.insert(0, f"先に「{before}」の結果を見てから決めるほうが、無駄な出費を避けられます")
    if quotes and not reasons.says:
        why.append(f"お話の{_quoted(quotes)}から、{entry.deliverable}が要ると読めます")
    if sub_id and (name := _sub_issue_name(knowledge, sub_id)):
        why.append(f"「{name}」を進めるための仕事です")
    if not why:
        why.append(_OF_THE_TALK if item_id in scores.whole else _BEFORE_OTHERS)
    return WorkItemMatch(
        item_id=item_id,
        name=entry.name,
        verdict=Verdict.POSTPONE if waiting else Verdict.ORDER,
        score=round(score, 3),
        why=tuple(why),
        quotes=quotes,
        sub_issue_id=sub_id,
    )


def _quotes_for(scores: Scores, item_id: str) -> tuple[str, ...]:
    """Return the words that speak for the work, else the sentence that comes nearest to it."""
    reasons = scores.reasons.get(item_id, _NO_REASONS)
    nearest = scores.sounds.get(item_id, "")
    if reasons.weights or reasons.heard[1] or not nearest:
        return reasons.quotes()
    return (nearest,)


def _sub_issue_name(knowledge: Knowledge, sub_issue_id: str) -> str:
    return next(
        (
            sub.name
            for problem in knowledge.catalogue.problems
            for sub in problem.sub_issues
            if sub.id == sub_issue_id
        ),
        "",
    )


def _kept_back_matches(
    knowledge: Knowledge,
    scores: Scores,
    problems: tuple[ProblemMatch, ...],
    kept_back: dict[str, float],
) -> tuple[NotToOrderMatch, ...]:
    entries = {own.entry.id: own.entry for own in knowledge.kept_back}
    matched = {match.problem_id for match in problems}
    for problem in knowledge.catalogue.problems:
        if problem.id in matched:
            entries.update({entry.id: entry for entry in problem.not_to_order})
    ranked = sorted(
        ((i, s) for i, s in kept_back.items() if s >= _LEAST_KEPT_BACK and i in entries),
        key=lambda pair: -pair[1],
    )
    return tuple(
        NotToOrderMatch.of(
            entries[entry_id], score, scores.reasons.get(entry_id, _NO_REASONS).quotes()
        )
        for entry_id, score in ranked[:_MOST_KEPT_BACK]
    )


def _questions(
    knowledge: Knowledge,
    scores: Scores,
    problems: tuple[ProblemMatch, ...],
    items: tuple[WorkItemMatch, ...],
) -> tuple[str, ...]:
    """Return what to ask: questions of the problems first, then what the best work needs."""
    asked: list[str] = []
    for match in problems[:3]:
        problem = knowledge.catalogue.problem(match.problem_id)
        if problem is None:
            continue
        ranked = sorted(
            problem.questions,
            key=lambda q: -max((scores.sub_issues.get(s, 0.0) for s in q.points_to), default=0.0),
        )
        asked.extend(question.ask for question in ranked[:2])
    for item in items[:3]:
        entry = knowledge.catalogue.item(item.item_id)
        if entry is not None and entry.inputs:
            needed = "・".join(entry.inputs[:3])
            asked.append(f"「{entry.name}」のために、{needed}は用意できますか")
    return tuple(dict.fromkeys(asked))[:_MOST_QUESTIONS]
