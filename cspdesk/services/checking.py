"""Which rules apply on which day; run them; say what to do about what they find."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import NamedTuple

from cspdesk.domain.finding import (
    CheckResult,
    DisclosureItem,
    Edit,
    Finding,
    ItemResult,
    ItemState,
    Severity,
)
from cspdesk.domain.order_facts import NO_FACTS, OrderFacts, Stage
from cspdesk.domain.party_law import Law, PartyLaws, Standing
from cspdesk.domain.posting import PostingField
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.source import Confidence
from cspdesk.errors import CspdeskError
from cspdesk.log import logger
from cspdesk.rules.engine import Matcher, Scan
from cspdesk.rules.kinds import Remark, evaluate
from cspdesk.rules.late_payment import PAID
from cspdesk.rules.loading import load_pack
from cspdesk.rules.model import Circumstances, Kind, Pack, Rule
from cspdesk.rules.party_law import laws_between
from cspdesk.rules.patterns import parts_of
from cspdesk.rules.repairs import Gap, Repairer
from cspdesk.rules.situation import Situation
from cspdesk.rules.values import with_figures
from cspdesk.services.platform_terms import PlatformTerms, terms_on
from cspdesk.services.worded import as_doubtful, as_worded, is_doubtful, worded_remarks

_log = logger("checking")
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_PAYMENT_DAYS = "payment.recommended_days"
_FALLBACK_DAYS = 30
_WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """One text to be judged.

    Attributes:
        as_of: the day whose law applies.
        format: None = unknown; rules of every format are then applied.
        fragment: judge a sentence by itself: content rules only.
        industry, prefecture: of the client, for rules that look at them. Rewards are compared
            with the wages of this prefecture while the worker's own is not known.
        spans: which part of the text belongs to which field of a posting.
        stage: rules of other stages are not applied.
        facts: what is known beside the text; it goes before what the text says.
        platform_id: whose rules apply beside the law; empty = the headings common to all.
    """

    text: str
    as_of: date
    format: RequestFormat | None = None
    order_type: OrderType = OrderType.BROKER_MATCH
    fragment: bool = False
    industry: str = ""
    prefecture: str = ""
    spans: tuple[tuple[PostingField, int, int], ...] = ()
    stage: Stage = Stage.POSTING
    facts: OrderFacts = NO_FACTS
    platform_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesInfo:
    """What the status bar and the evidence sheet say about the rule pack."""

    version: str
    digest: str
    checked_on: date
    count: int


class CheckingService:
    """Judges texts by the rules that `load` gives; reads them when they are first needed.

    Any thread may ask. A rule that fails on a text is named in the result and in the log, and
    the others judge on.
    """

    def __init__(self, load: Callable[[], Pack] = load_pack) -> None:
        self._load = load
        self._loading = Lock()
        self._loaded: tuple[Pack, Matcher] | None = None
        self._logged: set[str] = set()

    def warm(self) -> None:
        """Load the rules and compile what a usual posting needs."""
        self.check(CheckRequest(text="納期：12月1日／報酬：1本500円", as_of=date(2026, 11, 21)))

    def rules_info(self) -> RulesInfo:
        """Return version, digest, day of the last review and number of the rules."""
        pack, _ = self._ready()
        return RulesInfo(
            version=pack.version,
            digest=pack.digest,
            checked_on=pack.checked_on,
            count=len(pack.rules),
        )

    def pack(self) -> Pack:
        """Return the rules that judge."""
        return self._ready()[0]

    def check(self, request: CheckRequest) -> CheckResult:
        """Judge one text; equal requests give equal results.

        Raises:
            UnknownPlatform: no platform has the id that is asked for.
        """
        terms = terms_on(request.platform_id, request.as_of)
        pack, matcher = self._ready()
        scan = Scan(request.text, matcher, request.format)
        now = Situation(scan, request.facts, request.as_of, request.prefecture, request.spans)
        days = pack.value_on(_PAYMENT_DAYS, request.as_of) or _FALLBACK_DAYS
        repairer = Repairer(scan, request.as_of, days, request.spans)
        judge = _Judge(pack, request, now, terms, repairer)
        rules = _applicable(pack, request)
        judged: list[_Judged] = []
        stopped = [rule_id for rule_id, _ in pack.disabled]
        for rule in rules:
            try:
                judged += judge.told_by(rule)
            except CspdeskError:
                raise
            except Exception as fault:
                # Whatever a rule trips over, the others still have to be heard.
                stopped.append(rule.id)
                self._log_once(rule.id, fault)
        findings = [told.finding for told in judged if told.finding is not None]
        findings += self._worded(judge, rules, findings, stopped)
        findings.sort(key=lambda f: (_ORDER[f.severity], f.start, f.rule))
        guests = frozenset(rule.id for rule in rules if rule.stage is not request.stage)
        findings = _once_per_place(findings, {rule.id: rule.matter for rule in rules}, guests)
        return CheckResult(
            items=_items(judged, scan) if _shows_items(request) else (),
            findings=tuple(findings),
            as_of=request.as_of,
            pack_version=pack.version,
            pack_digest=pack.digest,
            checked_on=pack.checked_on,
            applied_rules=tuple(rule.id for rule in rules if rule.id not in stopped),
            stopped_rules=tuple(stopped),
        )

    def _worded(
        self, judge: _Judge, rules: list[Rule], told: list[Finding], stopped: list[str]
    ) -> list[Finding]:
        try:
            return judge.told_by_wording(rules, told)
        except CspdeskError:
            raise
        except Exception as fault:
            stopped.append(_WORDING)
            self._log_once(_WORDING, fault)
            return []

    def laws(self, facts: OrderFacts, as_of: date) -> PartyLaws:
        """Return which law holds between the two sides for an order of this day."""
        return laws_between(facts, as_of)

    def _ready(self) -> tuple[Pack, Matcher]:
        if self._loaded is None:
            # The window warms the rules on a thread; who asks meanwhile waits for the same ones.
            with self._loading:
                if self._loaded is None:
                    self._loaded = _prepared(self._load())
        return self._loaded

    def _log_once(self, rule_id: str, fault: Exception) -> None:
        if rule_id not in self._logged:
            self._logged.add(rule_id)
            _log.error("rule %s could not be evaluated", rule_id, exc_info=fault)


class _Judged(NamedTuple):
    """A remark of a rule, and what is said of it; None where there is nothing to object to."""

    rule: Rule
    remark: Remark
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class _Judge:
    """One text with all that its rules are held against."""

    pack: Pack
    request: CheckRequest
    now: Situation
    terms: PlatformTerms
    repairer: Repairer

    def told_by(self, rule: Rule) -> list[_Judged]:
        """Return what one rule remarks on the text."""
        return [
            _Judged(rule, remark, self._finding(rule, remark))
            for remark in (
                self.terms.behind(rule, said) for said in evaluate(rule, self.pack, self.now)
            )
        ]

    def told_by_wording(self, rules: list[Rule], told: list[Finding]) -> list[Finding]:
        """Return what the wording comes near to, where no rule says so already."""
        wording = self.pack.wording
        if wording is None or self.request.stage is not Stage.POSTING:
            return []
        found = []
        for rule, remark in worded_remarks(wording, self.now.scan, rules, told):
            finding = self._finding(rule, self.terms.behind(rule, remark))
            if finding is not None:
                found.append(as_worded(finding, rule, remark.clues, wording.telling))
        return found

    def _finding(self, rule: Rule, remark: Remark) -> Finding | None:
        if remark.state is ItemState.PRESENT:
            return None
        now = _circumstances(rule, remark, self.request, self.now)
        finding = _finding(rule, remark, now, self.now.scan, self.repairer)
        wording = self.pack.wording
        if wording is not None and is_doubtful(wording, self.now.scan, rule, remark):
            return as_doubtful(finding, wording.telling)
        return finding


def _prepared(pack: Pack) -> tuple[Pack, Matcher]:
    signals = (signal for rule in pack.rules for signal in rule.check.every_signal())
    return pack, Matcher(pack.vocabulary, parts_of(pack.vocabulary, signals) | {PAID})


def _applicable(pack: Pack, request: CheckRequest) -> list[Rule]:
    return [
        rule
        for rule in pack.rules
        if (rule.stage is request.stage or request.stage in rule.also_at)
        and rule.applies.covers(
            request.as_of, request.format, request.order_type, request.platform_id
        )
        and (rule.fragment or not request.fragment)
        and not (request.format is None and len(rule.applies.formats) == 1)
    ]


def _once_per_place(
    findings: list[Finding], matters: dict[str, str], guests: frozenset[str]
) -> list[Finding]:
    """Leave out what a heavier finding about the same matter already says of a place.

    Of two that weigh the same, the one of a rule made for this kind of text stays.
    """
    left_out: set[int] = set()
    told: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for finding in sorted(findings, key=lambda f: (_ORDER[f.severity], f.rule in guests)):
        if matter := matters.get(finding.rule, ""):
            by_rule = told.setdefault(matter, {})
            if any(
                _reach_into(places, finding)
                for rule_id, places in by_rule.items()
                if rule_id != finding.rule
            ):
                left_out.add(id(finding))
                continue
            insort(by_rule.setdefault(finding.rule, []), (finding.start, finding.end))
    return [finding for finding in findings if id(finding) not in left_out]


def _reach_into(places: list[tuple[int, int]], finding: Finding) -> bool:
    """Tell whether one of a rule's places, which lie apart, overlaps a finding."""
    index = bisect_left(places, (finding.end, 0))
    return index > 0 and places[index - 1][1] > finding.start


def _shows_items(request: CheckRequest) -> bool:
    return request.stage is Stage.POSTING and not request.fragment


def _circumstances(
    rule: Rule, remark: Remark, request: CheckRequest, now: Situation
) -> Circumstances:
    standings: dict[Law, Standing] = {}
    if any(softer.under or softer.not_under for softer in rule.softer):
        standings = {
            Law.FREELANCE: now.laws.freelance.standing,
            Law.TORITEKI: now.laws.toriteki.standing,
        }
    return Circumstances(
        as_of=request.as_of,
        format=request.format,
        order_type=request.order_type,
        stage=request.stage,
        facts=request.facts,
        state=remark.state.value if remark.state else "",
        applying=frozenset(k for k, v in standings.items() if v is Standing.APPLIES),
        not_expected=frozenset(k for k, v in standings.items() if v is Standing.NOT_EXPECTED),
        platform_id=request.platform_id,
    )


def _severity(rule: Rule, remark: Remark, now: Circumstances) -> Severity:
    softer = next((softer for softer in rule.softer if softer.holds(now)), None)
    if remark.severity is not None and not (softer and softer.platforms):
        severity = remark.severity
    elif softer:
        severity = softer.severity
    elif remark.state is ItemState.PARTIAL and rule.severity is Severity.ERROR:
        severity = Severity.WARNING
    else:
        severity = rule.severity
    unsure = {remark.confidence, rule.confidence} - {None, Confidence.CONFIRMED}
    return Severity.WARNING if unsure and severity is Severity.ERROR else severity


def _filled(sentence: str, remark: Remark, as_of: date) -> str:
    if "{" not in sentence:
        return sentence
    sentence = with_figures(sentence, as_of)
    for name, words in remark.words:
        sentence = sentence.replace(f"{{{name}}}", words)
    return sentence


def _finding(
    rule: Rule, remark: Remark, now: Circumstances, scan: Scan, repairer: Repairer
) -> Finding:
    start, end = scan.place(remark.start, remark.end)
    message = rule.message
    if remark.state is ItemState.PARTIAL and rule.partial_message:
        message = rule.partial_message
    if remark.parts:
        message = f"{message}当てはまるもの：{'・'.join(remark.parts)}。"
    if remark.against:
        message = f"{message}反対の事情：{'・'.join(remark.against)}。"
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=_severity(rule, remark, now),
        start=start,
        end=end,
        text=scan.original[start:end],
        message=_filled(message, remark, now.as_of),
        fix=_filled(rule.fix, remark, now.as_of),
        sources=(*rule.sources, *remark.sources),
        title=rule.shown_title,
        confidence=remark.confidence or rule.confidence,
        edit=_edit(rule, remark, repairer),
        signs=remark.parts,
    )


def _edit(rule: Rule, remark: Remark, repairer: Repairer) -> Edit | None:
    if rule.repairs and (edit := repairer.phrase(rule.repairs, remark.start, remark.end)):
        return edit
    if rule.check.kind is Kind.MISSING and rule.suggestion:
        return repairer.fill(Gap(rule.suggestion, rule.field))
    return None


def _items(judged: list[_Judged], scan: Scan) -> tuple[ItemResult, ...]:
    found: dict[DisclosureItem, ItemResult] = {}
    for rule, remark, _ in judged:
        if rule.check.item is None or remark.state is None:
            continue
        start, end = scan.place(remark.start, remark.end)
        found[rule.check.item] = ItemResult(
            item=rule.check.item,
            state=remark.state,
            start=start,
            end=end,
            text=scan.original[start:end],
            rule=rule.id,
            sources=rule.sources,
        )
    missing = ItemResult(item=DisclosureItem.CONTACT, state=ItemState.ABSENT)
    return tuple(found.get(item, replace(missing, item=item)) for item in DisclosureItem)
