"""The outcome of checking a text, as plain text to be passed on."""

from __future__ import annotations

from cspdesk.domain.finding import CheckResult, Finding, Severity
from cspdesk.domain.source import Confidence, Source

_LONGEST_QUOTE = 60
_REMARK = "公表された法令・指針をもとにした補助です。法律の助言に代わるものではありません。"


def text_report(result: CheckResult, conditions: tuple[str, ...], blanks: int) -> str:
    """Return heading, items and every finding with its source.

    Args:
        result: what the check said.
        conditions: what it was judged for, in words (依頼形式 …).
        blanks: how many places are still to be filled in.
    """
    lines = [
        f"募集文の点検（{result.as_of.isoformat()} の基準、ルール版 {result.pack_version}）",
        "・".join(part for part in conditions if part),
        _counts(result),
    ]
    if blanks:
        lines.append(f"記入していない所 {blanks}か所")
    if result.items:
        states = "、".join(f"{item.item.label} {item.state.label}" for item in result.items)
        lines += ["", f"募集の項目：{states}"]
    for number, finding in enumerate(result.findings, start=1):
        lines += ["", *_finding_lines(number, finding)]
    if result.stopped_rules:
        lines += ["", f"確かめられなかったルール：{'、'.join(result.stopped_rules)}"]
    return "\n".join([*(line for line in lines[:3] if line), *lines[3:], "", _REMARK, ""])


def _counts(result: CheckResult) -> str:
    if not result.findings:
        return "指摘はありません"
    counts = ((severity.label, result.count(severity)) for severity in Severity)
    return "・".join(f"{word} {number}件" for word, number in counts if number)


def _finding_lines(number: int, finding: Finding) -> list[str]:
    quote = " ".join(finding.text.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[: _LONGEST_QUOTE - 1]}…"
    unsure = "" if finding.confidence is Confidence.CONFIRMED else f"（{finding.confidence}）"
    lines = [f"{number}. {finding.severity.label}{unsure}：{finding.message}"]
    if quote:
        lines.append(f"   場所：「{quote}」")
    lines.append(f"   直し方：{finding.fix}")
    if finding.sources:
        lines.append(f"   根拠：{_source(finding.sources[0])}（ルール {finding.rule}）")
    return lines


def _source(source: Source) -> str:
    day = f"、{source.checked_on.isoformat()}確認" if source.checked_on else ""
    return f"{source.label()}{day}"
