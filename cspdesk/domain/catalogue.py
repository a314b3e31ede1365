"""Shapes of the shipped knowledge: work-item templates, problem trees, interview, format model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.domain.request_format import RequestFormat
from cspdesk.domain.source import Ground, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatHint:
    """A format that usually suits a piece of work, with the reason."""

    format: RequestFormat
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRange:
    """What clients usually pay for one unit, yen without tax and platform fee.

    Attributes:
        per: the unit the figures are for.
        sources: publications behind the figures; none where they are estimated.
        confidence: as in `source.Confidence`; no range is an official statistic.
    """

    low_yen: int
    typical_yen: int
    high_yen: int
    per: str
    sources: tuple[Source, ...]
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """仕事の見本: a template from which a `WorkItem` starts.

    Attributes:
        category, work_type: ids of the 6 categories and 18 work types.
        formats: best first.
        days: calendar days (low, typical, high) from contract to delivery.
        hours: usual working time for one unit, in hours.
        prerequisites: ids of catalogue items whose result is needed first.
        keywords: words that owners use for it.
        paraphrases: whole sentences as owners say them.
        format_profile: usual answers to the format model's questions.
        withholding: yes / no / 要確認 when the worker is a person.
        personal_data, secret: none / possible / yes.
        grounds: what `legal_notes` rests on.
        rights_grounds, withholding_grounds: what the notes of these names rest on.
    """

    id: str
    name: str
    category: str
    work_type: str
    deliverable: str
    unit: str
    quantity: tuple[int, int, int]
    inputs: tuple[str, ...]
    skills: tuple[str, ...]
    formats: tuple[FormatHint, ...]
    unsuitable: tuple[FormatHint, ...]
    price: PriceRange
    hours: float
    days: tuple[int, int, int]
    acceptance: tuple[str, ...]
    rights_note: str
    withholding: str
    withholding_why: str
    personal_data: str
    secret: str
    legal_notes: str
    grounds: tuple[Ground, ...]
    rights_grounds: tuple[Ground, ...]
    withholding_grounds: tuple[Ground, ...]
    prerequisites: tuple[str, ...]
    keywords: tuple[str, ...]
    paraphrases: tuple[str, ...]
    format_profile: tuple[tuple[str, str], ...]
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkType:
    """One of the 18 work types of the seeds, inside one of 6 categories."""

    id: str
    name: str
    category: str
    category_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLink:
    """A catalogue item under a sub-issue; `priority` core or nice, `when` in words."""

    item_id: str
    priority: str
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubIssue:
    """A smaller issue under a problem."""

    id: str
    name: str
    signs: tuple[str, ...]
    reason: str
    depends_on: tuple[str, ...]
    keep_inside: tuple[str, ...]
    items: tuple[ItemLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToOrder:
    """Something that must not be ordered; verdict as in the data file, `grounds` of the reason."""

    id: str
    name: str
    verdict: str
    who: str
    reason: str
    instead: str
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemQuestion:
    """A question that tells sub-issues apart."""

    id: str
    ask: str
    why: str
    points_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal of a problem and how it is measured."""

    goal: str
    measure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A business problem of small firms, as a tree down to catalogue items."""

    id: str
    name: str
    paraphrases: tuple[str, ...]
    keywords: tuple[str, ...]
    questions: tuple[ProblemQuestion, ...]
    goals: tuple[Goal, ...]
    sub_issues: tuple[SubIssue, ...]
    not_to_order: tuple[NotToOrder, ...]
    order_of_work: tuple[str, ...]
    pitfalls: tuple[str, ...]
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of an interview question or format question."""

    id: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewQuestion:
    """One question of the guided interview.

    Attributes:
        kind: `choice` (one), `choices` (several), `text`, `number` or `date`.
        say: how the consultant may put it to the owner.
        why: what the answer is needed for.
        ask_if: (question id, choice id) pairs of which one must hold; empty = always asked.
        skip_if: pairs of which none may hold.
        summary: heading under which the answer stands in the summary.
        sets: name of the case or client value that the answer fills; empty if none.
        unit: unit of a number, e.g. 円 or 人.
    """

    id: str
    group: str
    kind: str
    ask: str
    say: str
    why: str
    summary: str
    choices: tuple[Choice, ...] = ()
    ask_if: tuple[tuple[str, str], ...] = ()
    skip_if: tuple[tuple[str, str], ...] = ()
    sets: str = ""
    unit: str = ""
    essential: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatQuestion:
    """One question of the format model; `short` names its subject in a word or two."""

    id: str
    short: str
    ask: str
    help: str
    options: tuple[Choice, ...]
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatRule:
    """A hard exclusion (`format`, `remedy` set) or a soft score (`scores` set).

    Attributes:
        when: question id and the values of which one must be the answer; all must hold.
    """

    id: str
    when: tuple[tuple[str, tuple[str, ...]], ...]
    reason: str
    format: RequestFormat | None = None
    remedy: str = ""
    scores: tuple[tuple[RequestFormat, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatImplication:
    """What some answers imply for questions left open; `when` as in `FormatRule`."""

    when: tuple[tuple[str, tuple[str, ...]], ...]
    gives: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A reason not to order the work at all, whatever the format."""

    id: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatFacts:
    """What a format means for the owner; shown side by side.

    Attributes:
        before_publish: what is made sure of before the posting goes out.
        selection: how the worker or the work is chosen.
        unselected: whose the rights of entries that are not taken are.
        result: what the owner holds in the end.
    """

    format: RequestFormat
    label: str
    summary: str
    prepayment: str
    worker_gets: str
    steps: str
    responses: str
    revisions: str
    payment: str
    period: str
    selection: str
    unselected: str
    result: str
    before_publish: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatModel:
    """Questions, exclusions, scores and combinations that decide between formats."""

    formats: tuple[FormatFacts, ...]
    questions: tuple[FormatQuestion, ...]
    exclusions: tuple[FormatRule, ...]
    scores: tuple[FormatRule, ...]
    base_scores: tuple[tuple[RequestFormat, int], ...]
    implications: tuple[FormatImplication, ...]
    gates: tuple[Gate, ...]
    close_margin: int
    combine: tuple[tuple[str, str], ...]
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingTemplate:
    """Sentence patterns of a posting for a work type and format; `{{名前}}` marks a value."""

    id: str
    work_type: str
    format: RequestFormat
    name: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All work-item templates and problem trees, loaded once."""

    work_types: tuple[WorkType, ...]
    items: tuple[CatalogueItem, ...]
    problems: tuple[Problem, ...]

    def item(self, item_id: str) -> CatalogueItem | None:
        """Return the template with this id, or None."""
        return next((entry for entry in self.items if entry.id == item_id), None)

    def problem(self, problem_id: str) -> Problem | None:
        """Return the problem with this id, or None."""
        return next((entry for entry in self.problems if entry.id == problem_id), None)
