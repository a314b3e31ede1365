"""The evidence in the words of the sheet: states, quoted passages, what a remark rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from cspdesk.documents.evidence import (
    CorrectionRow,
    DifferenceRow,
    EvidenceRow,
    ExemptionRow,
    FactRow,
    LawRow,
    PostingEvidence,
    RulePackInfo,
)
from cspdesk.documents.model import Mark
from cspdesk.domain.finding import CheckRecord, Finding, ItemResult, ItemState, Severity
from cspdesk.domain.source import Confidence, Source
from cspdesk.rules.model import Pack, Rule
from cspdesk.services.evidence import Evidence, Judgement
from cspdesk.services.judging import check_record
from cspdesk.services.law_changes import LawChange, LawChanges

_SEVERITIES = {
    Severity.ERROR: Mark.ERR,
    Severity.WARNING: Mark.WARN,
    Severity.INFO: Mark.INFO,
}
_STATES = {
    ItemState.PRESENT: Mark.OK,
    ItemState.PARTIAL: Mark.WARN,
    ItemState.ABSENT: Mark.ERR,
}
_LET_STAND = "例外"
_CLEAR = "指摘はありません"
_COMMON = "未選択（各社共通の項目）"
_UNKNOWN = "登録のない掲載先（各社共通の項目だけで点検）"
_PASSAGE = 24


def pack_info(pack: Pack) -> RulePackInfo:
    """Return which rule pack judged."""
    return RulePackInfo(version=pack.version, digest=pack.digest, checked_on=pack.checked_on)


def sheets(evidence: Evidence) -> dict[str, PostingEvidence]:
    """Return what the sheet of each posting says, by the posting's id."""
    return {judged.posting.id: _sheet(evidence, judged) for judged in evidence.judgements}


def _sheet(evidence: Evidence, judged: Judgement) -> PostingEvidence:
    case, pack = evidence.case, evidence.pack
    record = judged.posting.check
    weights = [finding.severity for finding in judged.standing]
    return PostingEvidence(
        rows=tuple(_rows(judged, pack)),
        clear=tuple(_clear(judged, pack)),
        errors=weights.count(Severity.ERROR),
        warnings=weights.count(Severity.WARNING),
        infos=weights.count(Severity.INFO),
        as_of=evidence.as_of,
        stopped=len(judged.result.stopped_rules),
        fingerprint=judged.fingerprint,
        checked_at=record.checked_at if record else None,
        checked_by=(record.checked_by if record else "") or case.consultant,
        judged_anew=record is not None and _differs(record, evidence, judged),
        platform=evidence.platform or (_UNKNOWN if case.platform_id else _COMMON),
        order_type=case.order_type.label,
        today=evidence.today,
        facts=tuple(
            FactRow(name=fact.name, mark=_STATES[fact.state], state=fact.state.label)
            for fact in judged.facts
        ),
        exempted=tuple(_exemption(judged, pack)),
        corrections=tuple(
            CorrectionRow(
                made_at=made.made_at, field=made.field.label, before=made.before, after=made.after
            )
            for made in judged.posting.corrections
        ),
        differences=tuple(_differences(judged.changes, evidence.as_of)),
        law=tuple(_law(change) for change in (judged.changes.law if judged.changes else ())),
    )


def _differs(record: CheckRecord, evidence: Evidence, judged: Judgement) -> bool:
    """Tell whether the last check on record said something else, or by other rules."""
    now = check_record(judged.result, evidence.case, judged.posting, record.checked_at)
    return replace(now, pack_version=record.pack_version, checked_by=record.checked_by) != record


def cited(sources: tuple[Source, ...], confidence: Confidence) -> str:
    """Return law, article and date of what a statement rests on, and that it is not confirmed.

    A publication without articles is told with its publisher.

    >>> cited((Source(law="見本法", article="第1条", dated="2024-11-01"),), Confidence.TO_CHECK)
    '見本法 第1条、2024-11-01、要確認'
    >>> cited((Source(law="よくある質問", publisher="見本サイト"),), Confidence.CONFIRMED)
    '見本サイト「よくある質問」'
    """
    doubt = "" if confidence is Confidence.CONFIRMED else confidence.value
    said = (_named(sources[0]), sources[0].dated) if sources else ()
    return "、".join(part for part in (*said, doubt) if part)


def _named(source: Source) -> str:
    """Return law and article; what has no article says little without its publisher."""
    if source.article or not source.publisher or source.publisher in source.law:
        return source.label()
    return f"{source.publisher}「{source.law}」"


def _rows(judged: Judgement, pack: Pack) -> Iterator[EvidenceRow]:
    """Yield the disclosure items, then all findings: those on the six facts first."""
    for item in judged.result.items:
        yield _item_row(judged, item, pack)
    concerned = {item.rule for item in judged.result.items}
    findings = [f for f in judged.result.findings if f.rule not in concerned]
    for finding in sorted(findings, key=lambda f: f.category != "article12"):
        exempt = judged.posting.exemption_for(finding.rule, finding.text) is not None
        yield EvidenceRow(
            rule=finding.rule,
            title=finding.title,
            mark=Mark.INFO if exempt else _SEVERITIES[finding.severity],
            state=_LET_STAND if exempt else finding.severity.label,
            quote=passage(judged.text, finding.start, finding.end),
            source=_finding_source(finding, pack),
        )


def _item_row(judged: Judgement, item: ItemResult, pack: Pack) -> EvidenceRow:
    rule = pack.rule(item.rule)
    exempt = any(finding.rule == item.rule for finding, _ in judged.exempted)
    return EvidenceRow(
        rule=item.rule,
        title=rule.title if rule else item.item.label,
        mark=Mark.INFO if exempt else _STATES[item.state],
        state=_LET_STAND if exempt else item.state.label,
        quote=passage(judged.text, item.start, item.end),
        source=cited(item.sources, rule.confidence if rule else Confidence.CONFIRMED),
    )


def _finding_source(finding: Finding, pack: Pack) -> str:
    """Return what a finding rests on: its rule's source, and the figure it was compared with."""
    rule = pack.rule(finding.rule)
    known = rule.sources if rule else finding.sources[:1]
    figures = [source for source in finding.sources if source not in known]
    lines = [cited(finding.sources, finding.confidence)]
    return "\n".join([*lines, *(cited((source,), Confidence.CONFIRMED) for source in figures)])


def _clear(judged: Judgement, pack: Pack) -> Iterator[EvidenceRow]:
    spoken_of = {item.rule for item in judged.result.items}
    spoken_of |= {finding.rule for finding in judged.result.findings}
    for rule in _six_facts_first(pack.rules):
        if rule.id in judged.result.applied_rules and rule.id not in spoken_of:
            yield EvidenceRow(
                rule=rule.id,
                title=rule.shown_title,
                mark=Mark.NONE,
                state=_CLEAR,
                quote="",
                source=cited(rule.sources, rule.confidence),
            )


def _six_facts_first(rules: Iterable[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: rule.category != "article12")


def _exemption(judged: Judgement, pack: Pack) -> Iterator[ExemptionRow]:
    for finding, exemption in judged.exempted:
        rule = pack.rule(finding.rule)
        yield ExemptionRow(
            rule=finding.rule,
            title=finding.title or (rule.title if rule else ""),
            mark=_SEVERITIES[finding.severity],
            severity=finding.severity.label,
            quote=finding.text,
            reason=exemption.reason,
            decided_by=exemption.decided_by,
            decided_at=exemption.decided_at,
        )


def _differences(changes: LawChanges | None, as_of: date) -> Iterator[DifferenceRow]:
    """Yield what the law of the other day says otherwise, seen from the day that judged."""
    if changes is None:
        return
    forward = changes.earlier == as_of
    new, gone = changes.appearing, changes.disappearing
    if not forward:
        new, gone = gone, new
    for word, findings in (("新しく指摘", new), ("指摘なし", gone)):
        for finding in findings:
            yield _difference(word, finding)
    for earlier, later in changes.weighed_anew:
        was, now = (earlier, later) if forward else (later, earlier)
        word = "根拠や数字が変わる"
        if was.severity is not now.severity:
            word = f"{was.severity.label}から{now.severity.label}へ"
        yield _difference(word, now)


def _difference(word: str, finding: Finding) -> DifferenceRow:
    return DifferenceRow(
        rule=finding.rule,
        title=finding.title,
        change=word,
        mark=_SEVERITIES[finding.severity],
        severity=finding.severity.label,
        source=cited(finding.sources, finding.confidence),
    )


def _law(change: LawChange) -> LawRow:
    figures = f"（{change.before} → {change.after}）" if not change.rule else ""
    return LawRow(
        day=change.day,
        change=change.kind.label,
        title=f"{change.rule} {change.title}".strip() + figures,
        source=cited((change.source,), change.confidence),
    )


def passage(text: str, start: int, end: int) -> str:
    r"""Return the passage around `[start, end)`: its sentence or line, shortened where long.

    >>> passage("【納期】\n1月15日です。早めも歓迎。", 6, 8)
    '1月15日です。'
    """
    if start >= end:
        return ""
    left = max(text.rfind(stop, 0, start) for stop in "。\n") + 1
    stops = [place for stop in "。\n" if (place := text.find(stop, end - 1)) >= 0]
    right = min(stops, default=len(text) - 1) + 1
    before = "…" if start - left > _PASSAGE else ""
    after = "…" if right - end > _PASSAGE else ""
    left = max(left, start - _PASSAGE)
    right = min(right, end + _PASSAGE)
    return f"{before}{text[left:right].strip()}{after}"
