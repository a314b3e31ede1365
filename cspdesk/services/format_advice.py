"""Recommend project, competition or task for a piece of work, with reasons that can be read out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import (
    Catalogue,
    CatalogueItem,
    FormatModel,
    FormatQuestion,
    FormatRule,
)
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.format_sizing import SplitStep
from cspdesk.domain.request_format import (
    Exclusion,
    FormatAnswer,
    FormatScore,
    RequestFormat,
    ScoredReason,
)
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.entrusting import entrusted
from cspdesk.services.format_amounts import units_of
from cspdesk.services.format_model import load_format_model
from cspdesk.services.format_reading import FormatReader
from cspdesk.services.format_samples import worded_for
from cspdesk.services.format_sizing import load_splits

_ORIGINS_THAT_SPEAK = frozenset({"asked", "words", "item"})
_CHANGED_FORMAT = 100
# Units that tell how long one piece is, not how many there are.
_LENGTHS = frozenset({"頁", "ページ", "字", "文字", "時間", "分", "秒", "式", "一式"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What speaks for which format.

    Attributes:
        format: the recommended one; never an excluded one.
        scores: all three, in the order project, competition, task.
        gates: (id, reason) for which the work should not be ordered at all.
        reasons: sentences for the recommended format, weightiest first.
        open_questions: not answered yet, in the order of their effect.
        answers: what the scores rest on, with origin and quote.
        close: another format is nearly as good.
        combine: ways to split the work over formats.
        split: steps of different formats in which the text asks for the work; mostly none.
    """

    format: RequestFormat
    scores: tuple[FormatScore, ...]
    gates: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    open_questions: tuple[FormatQuestion, ...]
    answers: tuple[FormatAnswer, ...]
    close: bool
    combine: tuple[str, ...]
    split: tuple[SplitStep, ...] = ()


class FormatAdviceService:
    """Weighs the formats: asked facts over the text over what is usual for the work."""

    def __init__(
        self,
        load_model: Callable[[], FormatModel] = load_format_model,
        load_items: Callable[[], Catalogue] = load_catalogue,
    ) -> None:
        self._load_model = load_model
        self._load_items = load_items
        self._reader: FormatReader | None = None
        self._read_of: Catalogue | None = None

    def model(self) -> FormatModel:
        """Return the questions and rules."""
        return self._load_model()

    def advise(
        self,
        *,
        text: str = "",
        item_id: str = "",
        facts: Mapping[str, str] | None = None,
        told: Iterable[FormatAnswer] = (),
    ) -> Advice:
        """Return the advice for a piece of work.

        Args:
            text: what is said about the work; facts are read out of it.
            item_id: catalogue id of the work; guessed from the text when empty.
            facts: answers by question id; unknown ids and values are left aside.
            told: what is told elsewhere of this work; the text about it stands above.
        """
        model = self.model()
        catalogue = self._load_items()
        if self._reader is None or self._read_of is not catalogue:
            # Own work may be written while the window is open.
            self._reader, self._read_of = FormatReader(catalogue), catalogue
        said = self._said(text, facts or {}, told)
        item = catalogue.item(item_id)
        usual = dict(item.format_profile) if item else {}
        if item is None:
            values = {name: answer.value for name, answer in said.items()}
            item, usual = self._reader.about(text, values)
        answers = _answers(model, said, usual, facts or {})
        about = item.id if item else ""
        scores = tuple(_worded(score, about) for score in _scores(model, answers))
        order = _preference(item)
        ranked = _ranked(scores, order)
        return Advice(
            format=ranked[0].format,
            scores=scores,
            gates=self._gates(model, text),
            reasons=_reasons(ranked[0], item, answers),
            open_questions=_open_questions(model, answers, order),
            answers=tuple(answers.values()),
            close=_is_close(ranked, model.close_margin),
            combine=tuple(
                worded_for(hint, about) or worded_for(hint, "")
                for hint in _combinations(model, ranked, answers)
            ),
            split=self._split(text),
        )

    def advise_on(self, item: WorkItem, case: Case | None = None) -> Advice:
        """Return the advice for a piece of work of a case, with what was answered for it.

        What the interview and the owner's words tell of people's data in its material counts
        where the case is given.

        The template's own words say nothing that is not usual for such work anyway; what was
        written beside them does, and so does a quantity that was changed.
        """
        template = self._load_items().item(item.catalogue_id)
        standing = {template.name, template.deliverable} if template else set()
        parts = [p for p in (item.name, item.deliverable, item.note) if p and p not in standing]
        facts = {answer.question_id: answer.value for answer in item.format_answers}
        if template and item.quantity != template.quantity[1] and item.unit not in _LENGTHS:
            facts.setdefault("units", units_of(item.quantity))
        found = entrusted(case, item, self._load_items()) if case is not None else None
        return self.advise(
            text="\n".join(parts),
            item_id=item.catalogue_id,
            facts=facts,
            told=(found,) if found is not None else (),
        )

    def _said(
        self, text: str, facts: Mapping[str, str], told: Iterable[FormatAnswer]
    ) -> dict[str, FormatAnswer]:
        """Return what the text says, what follows from it, and then what it sounds like."""
        assert self._reader is not None  # noqa: S101
        model = self.model()
        read = {answer.question_id: answer for answer in (*told, *self._reader.read(text))}
        sure = {**read, **_implied(model, facts, read)}
        heard = {answer.question_id: answer for answer in self._reader.hear(text)}
        said = {**heard, **sure}
        return {**said, **_implied(model, facts, said)}

    def _split(self, text: str) -> tuple[SplitStep, ...]:
        assert self._reader is not None  # noqa: S101
        found = self._reader.splits(text)
        return next((split.steps for split in load_splits() if split.id in found), ())

    def _gates(self, model: FormatModel, text: str) -> tuple[tuple[str, str], ...]:
        assert self._reader is not None  # noqa: S101
        found = self._reader.gates(text)
        return tuple(
            (gate.id, f"「{found[gate.id]}」とあります。{gate.outcome}")
            for gate in model.gates
            if gate.id in found
        )


def expected_format(item: WorkItem, case: Case, catalogue: Catalogue) -> RequestFormat:
    """Return the chosen format of a piece of work, else the one that will be advised for it.

    As `FormatAdviceService.advise_on`, but what was written beside the template is not read,
    so that it may be asked of all work at each change.
    """
    return usual_format(item, catalogue, entrusted(case, item, catalogue))


def usual_format(
    item: WorkItem, catalogue: Catalogue, told: FormatAnswer | None = None
) -> RequestFormat:
    """Return the chosen format of a piece of work, else what its answers and template advise.

    Args:
        item: the piece of work.
        catalogue: the shipped and own work.
        told: what is told elsewhere of people's data in its material.
    """
    if item.format_decision is not None:
        return item.format_decision.chosen
    model, entry = load_format_model(), catalogue.item(item.catalogue_id)
    facts = {answer.question_id: answer.value for answer in item.format_answers}
    if told is None and item.personal_data == "yes":
        told = FormatAnswer(question_id="personal_data", value="yes", origin="item")
    said = {told.question_id: told} if told is not None else {}
    said |= _implied(model, facts, said)
    answers = _answers(model, said, dict(entry.format_profile) if entry else {}, facts)
    return _ranked(_scores(model, answers), _preference(entry))[0].format


def _answers(
    model: FormatModel,
    said: Mapping[str, FormatAnswer],
    usual: Mapping[str, str],
    facts: Mapping[str, str],
) -> dict[str, FormatAnswer]:
    """Return one answer to every question: facts over words over the usual."""
    answers = {}
    for question in model.questions:
        known = {option.id for option in question.options}
        name = question.id
        if facts.get(name) in known:
            answers[name] = FormatAnswer(question_id=name, value=facts[name])
        elif name in said and said[name].value in known:
            answers[name] = said[name]
        elif usual.get(name) in known:
            answers[name] = FormatAnswer(question_id=name, value=usual[name], origin="item")
        else:
            answers[name] = FormatAnswer(question_id=name, value=question.default, origin="default")
    return answers


def _implied(
    model: FormatModel, facts: Mapping[str, str], said: Mapping[str, FormatAnswer]
) -> dict[str, FormatAnswer]:
    """Return what follows from facts and words for questions that neither answers."""
    known = {name: answer for name, answer in said.items() if name not in facts}
    asked = {name: FormatAnswer(question_id=name, value=value) for name, value in facts.items()}
    known.update(asked)
    found: dict[str, FormatAnswer] = {}
    for rule in model.implications:
        if not all(name in known and known[name].value in values for name, values in rule.when):
            continue
        quote = known[rule.when[0][0]].quote
        for name, value in rule.gives:
            if name not in known:
                known[name] = found[name] = FormatAnswer(
                    question_id=name, value=value, origin="words", quote=quote
                )
    return found


def _holds(rule: FormatRule, answers: Mapping[str, FormatAnswer]) -> bool:
    """Tell whether a rule's conditions are met by more than defaults.

    A default is no statement: where the text is silent it neither excludes nor scores.
    """
    return all(
        name in answers
        and answers[name].value in values
        and answers[name].origin in _ORIGINS_THAT_SPEAK
        for name, values in rule.when
    )


def _scores(model: FormatModel, answers: Mapping[str, FormatAnswer]) -> tuple[FormatScore, ...]:
    base = dict(model.base_scores)
    scoring = [rule for rule in model.scores if _holds(rule, answers)]
    excluding = [rule for rule in model.exclusions if _holds(rule, answers)]
    scores = []
    for fmt in RequestFormat:
        reasons = tuple(
            ScoredReason(points=points, text=rule.reason, question_id=rule.when[0][0])
            for rule in scoring
            for named, points in rule.scores
            if named is fmt and points
        )
        exclusions = tuple(
            Exclusion(id=rule.id, reason=rule.reason, remedy=rule.remedy)
            for rule in excluding
            if rule.format is fmt
        )
        points = base.get(fmt, 0) + sum(reason.points for reason in reasons)
        scores.append(
            FormatScore(format=fmt, points=points, reasons=reasons, exclusions=exclusions)
        )
    return tuple(scores)


def _worded(score: FormatScore, item_id: str) -> FormatScore:
    """Return a score whose remedies name parts of this kind of work."""
    exclusions = tuple(
        replace(exclusion, remedy=worded_for(exclusion.remedy, item_id))
        for exclusion in score.exclusions
    )
    return replace(score, exclusions=exclusions)


def _preference(item: CatalogueItem | None) -> tuple[RequestFormat, ...]:
    """Return the order that decides between equal points: the usual one of the work first."""
    usual = [hint.format for hint in item.formats] if item else []
    return tuple(dict.fromkeys((*usual, *RequestFormat)))


def _ranked(
    scores: Iterable[FormatScore], order: tuple[RequestFormat, ...]
) -> tuple[FormatScore, ...]:
    return tuple(sorted(scores, key=lambda s: (s.excluded, -s.points, order.index(s.format))))


def _is_close(ranked: tuple[FormatScore, ...], margin: int) -> bool:
    first, second = ranked[0], ranked[1]
    return not second.excluded and first.points - second.points <= margin


def _reasons(
    best: FormatScore, item: CatalogueItem | None, answers: Mapping[str, FormatAnswer]
) -> tuple[str, ...]:
    spoken = {"asked": 0, "words": 0, "item": 1}
    favourable = sorted(
        (reason for reason in best.reasons if reason.points > 0),
        key=lambda r: (spoken.get(answers[r.question_id].origin, 2), -r.points),
    )
    texts = []
    for reason in favourable:
        quote = answers[reason.question_id].quote
        texts.append(f"{reason.text}（「{quote}」より）" if quote else reason.text)
    if item is not None:
        texts.extend(hint.why for hint in item.formats if hint.format is best.format)
    return tuple(dict.fromkeys(texts)) or (
        "決め手になる話がまだ少ないため、相談しながら進められる形をおすすめします",
    )


def _open_questions(
    model: FormatModel,
    answers: Mapping[str, FormatAnswer],
    order: tuple[RequestFormat, ...],
) -> tuple[FormatQuestion, ...]:
    """Return unanswered questions; the one whose answer could change most comes first."""
    effects = []
    for position, question in enumerate(model.questions):
        if answers[question.id].origin in {"asked", "words"}:
            continue
        effect = _effect(model, answers, question, order)
        if effect > 0:
            guessed = answers[question.id].origin == "item"
            effects.append((guessed, -effect, position, question))
    return tuple(question for _, _, _, question in sorted(effects, key=lambda e: e[:3]))


def _effect(
    model: FormatModel,
    answers: Mapping[str, FormatAnswer],
    question: FormatQuestion,
    order: tuple[RequestFormat, ...],
) -> int:
    """Return how far apart the answers to a question lead: a changed format counts most."""
    outcomes = []
    for option in question.options:
        supposed = {
            **answers,
            question.id: FormatAnswer(question_id=question.id, value=option.id),
        }
        ranked = _ranked(_scores(model, supposed), order)
        lead = ranked[0].points - (0 if ranked[1].excluded else ranked[1].points)
        outcomes.append((ranked[0].format, lead, sum(s.excluded for s in ranked)))
    changed = len({fmt for fmt, _, _ in outcomes}) > 1
    leads = [lead for _, lead, _ in outcomes]
    return _CHANGED_FORMAT * changed + max(leads) - min(leads)


def _combinations(
    model: FormatModel,
    ranked: tuple[FormatScore, ...],
    answers: Mapping[str, FormatAnswer],
) -> tuple[str, ...]:
    texts = dict(model.combine)
    chosen = ranked[0].format
    by_format = {score.format: score for score in ranked}
    competition_out = {x.id for x in by_format[RequestFormat.COMPETITION].exclusions}
    task_out = {x.id for x in by_format[RequestFormat.TASK].exclusions}
    value = {name: answer.value for name, answer in answers.items()}
    wanted = {
        "M-SAMPLE-THEN-PROJECT": chosen is RequestFormat.PROJECT
        and competition_out <= {"X-C-HEAVY"}
        and value.get("comparable") in {"yes", "partly"},
        "M-RULE-THEN-TASK": chosen is RequestFormat.PROJECT
        and value.get("units") == "many"
        and bool(task_out)
        and task_out <= {"X-T-INDIVISIBLE", "X-T-DIALOGUE"},
        "M-PILOT-TASK": chosen is RequestFormat.TASK,
        "M-SPLIT-KINDS": value.get("kinds") == "multiple",
    }
    return tuple(text for name, text in texts.items() if wanted.get(name))
