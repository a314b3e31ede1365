"""Rules as they are evaluated: parsed, checked for shape, without any law text in code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.domain.finding import OWN_PREFIX, DisclosureItem, Severity
from cspdesk.domain.order_facts import NO_FACTS, OrderFacts, Stage
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.source import Confidence, Source
from cspdesk.rules.wording import Wording


class Scope(StrEnum):
    """How far apart the parts of a signal may stand.

    A statement is what a sentence says of one matter: clauses that follow each other without
    another topic between them.
    """

    CLAUSE = "clause"
    STATEMENT = "statement"
    SENTENCE = "sentence"
    NEAR = "near"
    TEXT = "text"


class Kind(StrEnum):
    """Ways in which a rule is evaluated."""

    MISSING = "missing"
    EXPRESSION = "expression"
    COMBINATION = "combination"
    NUMERIC = "numeric"
    DATE = "date"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signal:
    """Parts that speak for something when they stand together; each is told from all others.

    Attributes:
        all: references to concepts (`@name`) or patterns; each must occur in the scope.
        none: the same, of which none may occur in the scope.
        none_near: of which none may occur in the sentence or the two beside it.
        elsewhere: of which at least one must occur somewhere in the text, if any are given.
        absent: of which none may occur anywhere in the text.
        topics: the clause must be about one of these; empty = any topic.
        not_topics: the clause must be about none of these.
        formats: holds for these formats only; an unknown format does not meet them.
        labelled: the topic has to stand in a label or heading.
        within: largest distance between the first and the last part, 0 = the whole scope.
        ordered: the parts stand in the order in which they are listed.
        negatable: a negation behind the last part takes the signal back.
        severity: replaces the rule's severity.
        question: what to ask so that the words become concrete; stands for `{question}` in the
            rule's message and fix.
    """

    all: tuple[str, ...]
    none: tuple[str, ...] = ()
    none_near: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    not_topics: tuple[str, ...] = ()
    formats: frozenset[RequestFormat] = frozenset()
    scope: Scope = Scope.SENTENCE
    labelled: bool = False
    within: int = 0
    ordered: bool = False
    negatable: bool = True
    severity: Severity | None = None
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One of the groups of a combination rule; it counts once.

    Attributes:
        against: names of the groups that it takes back, where it speaks for the opposite.
    """

    name: str
    signals: tuple[Signal, ...]
    against: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a rule looks at.

    Attributes:
        item: the disclosure item that a `missing` rule answers for, if any.
        present, partial: signals of a `missing` rule, in falling order of certainty.
        aside: of a `missing` rule: parts that show that a sentence speaks of something else
            than this order; what stands in such a sentence, or in a question, is no answer.
        signals: of an `expression` rule, or those of a combination that suffice alone.
        groups, threshold, error_from: of a `combination` rule.
        counter_groups: of a `combination` rule, what speaks against it.
        when, needs: a `missing` rule asks only where one of these signals is there, or the
            fact of this name is known to hold; without both it always asks.
        predicate: of a `numeric`, `date` or `scope` rule: a name of `predicates.PREDICATES`
            or of `fact_predicates.FACT_PREDICATES`.
        limit: name of the dated value that the predicate needs.
    """

    kind: Kind
    item: DisclosureItem | None = None
    present: tuple[Signal, ...] = ()
    partial: tuple[Signal, ...] = ()
    aside: tuple[str, ...] = ()
    signals: tuple[Signal, ...] = ()
    groups: tuple[Group, ...] = ()
    counter_groups: tuple[Group, ...] = ()
    threshold: int = 0
    error_from: int = 0
    when: tuple[Signal, ...] = ()
    needs: str = ""
    predicate: str = ""
    limit: str = ""

    def every_signal(self) -> tuple[Signal, ...]:
        """Return all signals that the rule may look for."""
        groups = (*self.groups, *self.counter_groups)
        grouped = tuple(signal for group in groups for signal in group.signals)
        asides = tuple(Signal(all=(part,)) for part in self.aside)
        return (*self.present, *self.partial, *self.signals, *self.when, *grouped, *asides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """Where and when a rule holds; `until` is the first day on which it no longer does.

    Attributes:
        platforms: holds on these only, not where no platform is chosen; empty = any or none.
        not_platforms: does not hold on these.
        whoever_orders_on: on these platforms it holds for every order type, because their
            terms bind whoever posts there.
    """

    start: date | None = None
    until: date | None = None
    formats: frozenset[RequestFormat] = frozenset(RequestFormat)
    order_types: frozenset[OrderType] = frozenset(OrderType)
    platforms: frozenset[str] = frozenset()
    not_platforms: frozenset[str] = frozenset()
    whoever_orders_on: frozenset[str] = frozenset()

    def covers(
        self,
        day: date,
        request_format: RequestFormat | None,
        order_type: OrderType,
        platform_id: str = "",
    ) -> bool:
        """Tell whether the rule holds on this day; an unknown format counts as covered."""
        return (
            (self.start is None or self.start <= day)
            and (self.until is None or day < self.until)
            and (request_format is None or request_format in self.formats)
            and (order_type in self.order_types or platform_id in self.whoever_orders_on)
            and (not self.platforms or platform_id in self.platforms)
            and platform_id not in self.not_platforms
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the weight of a finding may depend on.

    Attributes:
        state: of a `missing` rule, how far the thing is there.
        applying, not_expected: laws between the two sides, by their names.
    """

    as_of: date
    format: RequestFormat | None
    order_type: OrderType
    stage: Stage
    facts: OrderFacts
    applying: frozenset[str] = frozenset()
    not_expected: frozenset[str] = frozenset()
    state: str = ""
    platform_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Softer:
    """A condition under which another severity applies; empty parts do not restrict.

    Attributes:
        client_staff, worker_solo: what the sides are; who is not known counts as covered,
            that is as true.
        months_from: the contract is known to last so many months.
        before: first day on which the condition no longer holds.
        inspection, resale_shown: facts that have to be known to be so.
        under: one of these laws applies; not_under: none of these is expected to.
        platforms: one of these is chosen; such a weight goes before that of a signal.
    """

    severity: Severity
    order_types: frozenset[OrderType] = frozenset()
    formats: frozenset[RequestFormat] = frozenset()
    stages: frozenset[Stage] = frozenset()
    state: str = ""
    client_staff: bool | None = None
    worker_solo: bool | None = None
    months_from: int = 0
    before: date | None = None
    inspection: bool | None = None
    resale_shown: bool | None = None
    under: frozenset[str] = frozenset()
    not_under: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()

    def holds(self, now: Circumstances) -> bool:
        """Tell whether the condition is met; a format that is not known does not meet one."""
        return (
            (not self.order_types or now.order_type in self.order_types)
            and (not self.formats or now.format in self.formats)
            and (not self.stages or now.stage in self.stages)
            and (not self.state or now.state == self.state)
            and (self.before is None or now.as_of < self.before)
            and self._sides_fit(now.facts)
            and (not self.under or not self.under.isdisjoint(now.applying))
            and self.not_under <= now.not_expected
            and (not self.platforms or now.platform_id in self.platforms)
        )

    def _sides_fit(self, facts: OrderFacts) -> bool:
        return (
            (
                self.client_staff is None
                or (facts.client_has_staff is not False) is self.client_staff
            )
            and (self.worker_solo is None or (facts.worker_solo is not False) is self.worker_solo)
            and (not self.months_from or (facts.months or 0) >= self.months_from)
            and self.inspection in {None, facts.inspection}
            and self.resale_shown in {None, facts.resale_shown}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """How a finding's words can be repaired: `pattern` inside the finding gives way to `text`."""

    pattern: str
    text: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text with the day, format, order type, platform and facts it is judged for."""

    text: str = ""
    why: str = ""
    as_of: date | None = None
    format: RequestFormat | None = None
    order_type: OrderType | None = None
    stage: Stage | None = None
    given: OrderFacts = NO_FACTS
    platform: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One checkable statement with its source.

    Attributes:
        category: as of a `Finding`.
        fragment: the rule can be judged on a sentence by itself.
        suggestion: sentence that would fill the gap; `{…}` are values of the posting.
        field: key of the posting field that `suggestion` belongs to.
        also_at: further stages at which the rule holds.
        matter: of rules with the same matter only the heaviest speaks of one place.
        rests_on_platforms: no law stands behind it; on a chosen platform it is as sure as what
            is known of that platform's terms.
        message, fix: `{group.name}` stands for the figure of that name on the day, other
            names in braces for what the rule's predicate found.
        partial_message: said instead of `message` where something is there in part, or a
            figure is missing so that nothing could be compared.
    """

    id: str
    title: str
    category: str
    stage: Stage
    severity: Severity
    confidence: Confidence
    checked_on: date
    message: str
    fix: str
    applies: Applies
    check: Check
    sources: tuple[Source, ...]
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    softer: tuple[Softer, ...] = ()
    repairs: tuple[Repair, ...] = ()
    fragment: bool = False
    suggestion: str = ""
    field: str = ""
    partial_message: str = ""
    also_at: frozenset[Stage] = frozenset()
    matter: str = ""
    rests_on_platforms: bool = False

    @property
    def shown_title(self) -> str:
        """Return the title beside shipped rules: an own one is told as such."""
        return f"{self.title}（自社のルール）" if self.id.startswith(OWN_PREFIX) else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """A figure of the law from its first day on.

    Attributes:
        until: the first day on which it no longer holds, where nothing follows it.
    """

    start: date
    value: int
    unit: str
    source: Source
    until: date | None = None
    confidence: Confidence = Confidence.CONFIRMED


def entry_in_force(entries: Iterable[DatedValue], day: date) -> DatedValue | None:
    """Return the entry that holds on a day, None before the first day of all."""
    begun = [
        entry
        for entry in entries
        if entry.start <= day and (entry.until is None or day < entry.until)
    ]
    return max(begun, key=lambda entry: entry.start) if begun else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words that rules share.

    Attributes:
        concepts: name and the regular expression that stands for it.
        topics: name and regular expression of a label or clause head.
        negation, exception: what takes a statement back, and what only looks like it.
    """

    concepts: dict[str, str]
    topics: tuple[tuple[str, str], ...]
    negation: str
    exception: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """All rules of a version.

    Attributes:
        disabled: files or ids that could not be read, with the reason.
        own: ids of the rules that the consultant's own body added.
        wording: what sentences are worded like, read beside the rules; None = not read.
    """

    version: str
    digest: str
    checked_on: date
    rules: tuple[Rule, ...]
    vocabulary: Vocabulary
    values: dict[str, tuple[DatedValue, ...]]
    disabled: tuple[tuple[str, str], ...] = ()
    own: frozenset[str] = frozenset()
    wording: Wording | None = None

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule with this id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def value_on(self, name: str, day: date) -> int | None:
        """Return the figure in force on a day, None before its first day."""
        entry = entry_in_force(self.values.get(name, ()), day)
        return entry.value if entry else None
