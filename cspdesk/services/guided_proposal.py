"""One proposal out of the owner's words and the answers of the guided interview."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.domain.catalogue import Catalogue, NotToOrder, Problem
from cspdesk.domain.decomposition import Verdict
from cspdesk.domain.hearing import Hearing
from cspdesk.services.decomposing_knowledge import load_knowledge
from cspdesk.services.narrowing import Narrowing, is_narrowing
from cspdesk.services.narrowing_belief import Belief
from cspdesk.services.narrowing_field import load_narrowing
from cspdesk.services.proposal import NotToOrderMatch, ProblemMatch, Proposal, WorkItemMatch

_MOST_PROBLEMS, _MOST_ITEMS, _MOST_KEPT_BACK = 6, 10, 12
_LEAST_PROBLEM, _LEAST_ITEM, _LEAST_SUB_ISSUE = 0.2, 0.12, 0.5
_SHARE_OF_BEST = 0.35
# Work that was offered by name and not taken needs more to be proposed all the same.
_LEAST_NOT_TAKEN = 0.5
_LEAST_NATURE = 0.4
_ASKED = "聞き取りの答えから、この課題に当たると読めます"


def speaks(hearing: Hearing) -> bool:
    """Tell whether any answer says something about problems or work by itself."""
    pointing = {points.question_id for points in load_narrowing().points}
    return any(
        answer.choices and (is_narrowing(answer.question_id) or answer.question_id in pointing)
        for answer in hearing.answers
    )


def guided(
    narrowing: Narrowing, catalogue: Catalogue, read: Proposal, hearing: Hearing
) -> Proposal:
    """Return `read` as the answers change it; without telling answers it stays as it is."""
    if not speaks(hearing):
        return read
    belief = narrowing.belief(hearing, read)
    problems = _problems(catalogue, belief, read)
    items = _items(catalogue, belief, read)
    return replace(
        read,
        problems=problems,
        work_items=items,
        not_to_order=_kept_back(catalogue, read, problems, items),
    )


def _problems(catalogue: Catalogue, belief: Belief, read: Proposal) -> tuple[ProblemMatch, ...]:
    told = {match.problem_id: match for match in read.problems}
    ranked = sorted(catalogue.problems, key=lambda p: -belief.problem(p.id))
    best = belief.problem(ranked[0].id) if ranked else 0.0
    least = max(_LEAST_PROBLEM, best * _SHARE_OF_BEST)
    return tuple(
        _problem(problem, belief, told.get(problem.id))
        for problem in ranked[:_MOST_PROBLEMS]
        if belief.problem(problem.id) >= least
    )


def _problem(problem: Problem, belief: Belief, told: ProblemMatch | None) -> ProblemMatch:
    subs = sorted(
        (s.id for s in problem.sub_issues if belief.sub_issue(s.id) >= _LEAST_SUB_ISSUE),
        key=lambda s: -belief.sub_issue(s),
    )
    return ProblemMatch(
        problem_id=problem.id,
        name=problem.name,
        score=round(belief.problem(problem.id), 3),
        why=told.why if told is not None else (_ASKED,),
        quotes=told.quotes if told is not None else (),
        sub_issue_ids=tuple(subs),
    )


def _items(catalogue: Catalogue, belief: Belief, read: Proposal) -> tuple[WorkItemMatch, ...]:
    scores = {item.id: belief.item(item.id) for item in catalogue.items}
    told = {match.item_id: match for match in read.work_items}
    least = max(_LEAST_ITEM, max(scores.values(), default=0.0) * _SHARE_OF_BEST)
    ranked = sorted(
        (
            item
            for item in catalogue.items
            if scores[item.id] >= least
            and (belief.asked.get(item.id, 1.0) >= 1 or scores[item.id] >= _LEAST_NOT_TAKEN)
        ),
        key=lambda item: -scores[item.id],
    )
    matches = []
    for item in ranked[:_MOST_ITEMS]:
        earlier = told.get(item.id)
        sub_id, sub_name = _way(catalogue, belief, item.id)
        why = list(earlier.why) if earlier is not None else []
        if belief.asked.get(item.id, 1.0) > 1:
            why.insert(0, "聞き取りで、あれば助かるものとして選ばれました")
        elif not why:
            why.append(f"聞き取りの答えから、「{sub_name or item.name}」に要ると読めます")
        matches.append(
            WorkItemMatch(
                item_id=item.id,
                name=item.name,
                verdict=earlier.verdict if earlier is not None else Verdict.ORDER,
                score=round(scores[item.id], 3),
                why=tuple(why),
                quotes=earlier.quotes if earlier is not None else (),
                sub_issue_id=sub_id,
            )
        )
    return tuple(matches)


def _way(catalogue: Catalogue, belief: Belief, item_id: str) -> tuple[str, str]:
    """Return the sub-issue by which the item is most likely needed, with its name."""
    best, sub_id, name = 0.0, "", ""
    for problem in catalogue.problems:
        for sub in problem.sub_issues:
            for link in sub.items:
                share = belief.problem(problem.id) * belief.sub_issue(sub.id)
                weight = share * (1.0 if link.priority == "core" else 0.4)
                if link.item_id == item_id and weight > best:
                    best, sub_id, name = weight, sub.id, sub.name
    return sub_id, name


def _kept_back(
    catalogue: Catalogue,
    read: Proposal,
    problems: tuple[ProblemMatch, ...],
    items: tuple[WorkItemMatch, ...],
) -> tuple[NotToOrderMatch, ...]:
    """Return what the words told, then what lies in the problems and the work by nature."""
    found = {match.id: match for match in read.not_to_order}
    scores = {match.item_id: match.score for match in items}
    fresh: list[tuple[float, NotToOrder]] = []
    covered: set[str] = set(found)
    for own in load_knowledge(catalogue).kept_back:
        nature = max((scores.get(i, 0.0) for i in own.belongs_to), default=0.0)
        if nature >= _LEAST_NATURE:
            fresh.append((nature, own.entry))
        if nature >= _LEAST_NATURE or own.entry.id in found:
            covered.update(own.covers)
    for match in problems:
        problem = catalogue.problem(match.problem_id)
        entries = problem.not_to_order if problem is not None else ()
        fresh.extend((match.score, e) for e in entries if e.id not in covered)
    for score, entry in sorted(fresh, key=lambda pair: -pair[0]):
        found.setdefault(entry.id, NotToOrderMatch.of(entry, score))
    return tuple(found.values())[:_MOST_KEPT_BACK]
