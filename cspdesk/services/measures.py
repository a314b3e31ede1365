"""The success measure (KPI): offered from the problems at hand, fixed before ordering."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue, Choice, Goal, Problem
from cspdesk.domain.hearing import Answer, AnswerState, Hearing

GOAL_QUESTION = "goal"
_MOST_CHOICES = 8


def measure_words(goal: Goal) -> str:
    """Return a goal with how it is measured."""
    return f"{goal.goal}（{goal.measure}）"


def offered(catalogue: Catalogue, problem_ids: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return the goals of these problems to choose from."""
    choices = []
    for problem_id in problem_ids:
        problem = catalogue.problem(problem_id)
        for number, goal in enumerate(problem.goals if problem is not None else ()):
            choices.append(Choice(id=f"{problem_id}:{number}", label=goal.goal, hint=goal.measure))
    return tuple(choices[:_MOST_CHOICES])


def chosen_problems(hearing: Hearing) -> tuple[str, ...]:
    """Return the problems whose goals were chosen already."""
    answer = hearing.answer(GOAL_QUESTION)
    choices = answer.choices if answer is not None else ()
    return tuple(dict.fromkeys(choice.partition(":")[0] for choice in choices))


def measure_of(problem: Problem, hearing: Hearing) -> str:
    """Return the measure fixed for a problem; while none is, all that are offered for it."""
    every = tuple(measure_words(goal) for goal in problem.goals)
    answer = hearing.answer(GOAL_QUESTION)
    if answer is None or answer.state is not AnswerState.ANSWERED:
        return " ／ ".join(every)
    own = [w for n, w in enumerate(every) if f"{problem.id}:{n}" in answer.choices]
    # Typed words are the owner's figure; they stand behind whatever was chosen.
    return " ／ ".join((*own, answer.text.strip()) if answer.text.strip() else own or every)


def fixed(hearing: Hearing) -> bool:
    """Tell whether a measure was chosen or typed."""
    answer = hearing.answer(GOAL_QUESTION)
    return (
        answer is not None
        and answer.state is AnswerState.ANSWERED
        and bool(answer.choices or answer.text.strip())
    )


def open_in(case: Case, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the problems of ordered work for which no measure was chosen, typed or written."""
    tree = case.decomposition
    used = {item.issue_id for item in tree.ordered_items()}
    used |= {issue.parent_id for issue in tree.issues if issue.id in used}
    found = []
    for issue in tree.issues:
        problem = catalogue.problem(issue.catalogue_id)
        if issue.parent_id or issue.id not in used:
            continue
        suggested = measure_of(problem, Hearing()) if problem is not None else ""
        if not issue.measure or (issue.measure == suggested and not fixed(case.hearing)):
            found.append(issue.name)
    return tuple(found)


def with_measures(case: Case, catalogue: Catalogue, answer: Answer) -> Case:
    """Return the case with the answer's measure at the problems of its tree.

    What the consultant wrote there by hand stays: only a measure that came from the catalogue
    or from the earlier answer is replaced.
    """
    before = case.hearing
    after = before.with_answer(answer)
    issues = []
    for issue in case.decomposition.issues:
        problem = catalogue.problem(issue.catalogue_id)
        if problem is not None and issue.measure in ("", measure_of(problem, before)):
            issues.append(replace(issue, measure=measure_of(problem, after)))
        else:
            issues.append(issue)
    if tuple(issues) == case.decomposition.issues:
        return case
    return replace(case, decomposition=replace(case.decomposition, issues=tuple(issues)))
