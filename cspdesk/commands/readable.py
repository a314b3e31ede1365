"""Japanese text of the commands' results, for people."""

from __future__ import annotations

from cspdesk.commands.shapes import source_line
from cspdesk.domain.finding import CheckResult, Severity
from cspdesk.domain.typed_values import format_day, format_yen
from cspdesk.services.decomposing import Proposal
from cspdesk.services.format_advice import Advice
from cspdesk.services.ports import CaseRow
from cspdesk.services.told_values import ToldValues

_QUOTED = 3


def proposal_text(proposal: Proposal, told: ToldValues) -> str:
    """Return problems, work items, what must not be ordered and what was told by the way."""
    lines = ["■ 困りごと"]
    lines += [f"  {match.name}{_quotes(match.quotes)}" for match in proposal.problems]
    lines += ["", "■ 仕事の候補"]
    for match in proposal.work_items:
        lines.append(f"  [{match.verdict.label}] {match.name}（{match.item_id}）")
        lines += [f"      {reason}" for reason in match.why]
    lines += ["", "■ 発注しないもの"]
    for entry in proposal.not_to_order:
        lines.append(f"  [{entry.verdict.label}] {entry.name} → {entry.who}")
        lines += [f"      {reason}" for reason in entry.why]
    if proposal.ask:
        lines += ["", "■ 次に聞くこと", *(f"  {question}" for question in proposal.ask)]
    if heard := _told_lines(told):
        lines += ["", "■ お話から読み取った値", *heard]
    return "\n".join(lines)


def _told_lines(told: ToldValues) -> list[str]:
    lines = []
    if told.budget_yen is not None:
        lines.append(
            f"  予算：{format_yen(told.budget_yen.value)}{_quotes((told.budget_yen.quote,))}"
        )
    if told.deadline is not None:
        lines.append(f"  期限：{format_day(told.deadline.value)}{_quotes((told.deadline.quote,))}")
    if told.employees is not None:
        lines.append(f"  人数：{told.employees.value:,}人{_quotes((told.employees.quote,))}")
    return lines


def advice_text(advice: Advice) -> str:
    """Return the recommended format with reasons, exclusions and open questions."""
    lines = [f"■ おすすめ：{advice.format.label}", *(f"  {reason}" for reason in advice.reasons)]
    if advice.close:
        lines.append("  点差が 1点以内です。2つの形式を並べて選んでください。")
    for score in advice.scores:
        state = "選べません" if score.excluded else f"{score.points}点"
        lines += ["", f"■ {score.format.label}：{state}"]
        for exclusion in score.exclusions:
            lines.append(f"  × {exclusion.reason}")
            if exclusion.remedy:
                lines.append(f"    こうすれば使えます：{exclusion.remedy}")
        lines += [f"  {reason.points:+d} {reason.text}" for reason in score.reasons]
    for gate_id, reason in advice.gates:
        lines += ["", f"■ 形式の前に（{gate_id}）", f"  {reason}"]
    if advice.open_questions:
        lines += ["", "■ まだ聞いていないこと"]
        lines += [f"  {question.ask}" for question in advice.open_questions]
    return "\n".join(lines)


def check_text(result: CheckResult, platform: str = "") -> str:
    """Return the state of the items and the findings, heaviest first.

    `platform` is the name of the one whose terms applied too.
    """
    lines = [f"■ 点検の基準日 {result.as_of}・ルール版 {result.pack_version}"]
    if platform:
        lines.append(f"  {platform} の決まりも合わせて点検しました。")
    if result.items:
        lines += ["", "■ 募集内容の項目"]
        lines += [f"  {item.state.label}\t{item.item.label}" for item in result.items]
    lines += ["", "■ 指摘"]
    if not result.findings:
        lines.append("  指摘はありません。")
    for finding in result.findings:
        quote = f"「{finding.text}」" if finding.text else ""
        own = "（自社のルール）" if finding.own else ""
        lines.append(f"  [{finding.severity.label}] {finding.rule}{own} {quote}")
        lines.append(f"      {finding.message}")
        lines.append(f"      直し方：{finding.fix}")
        lines += [f"      出どころ：{source_line(source)}" for source in finding.sources]
    counts = "・".join(f"{s.label} {result.count(s)}" for s in Severity)
    lines += ["", counts]
    if result.stopped_rules:
        lines.append(f"確かめられなかったルール：{'、'.join(result.stopped_rules)}")
    return "\n".join(lines)


def case_rows_text(rows: tuple[CaseRow, ...]) -> str:
    """Return one line per case."""
    if not rows:
        return "案件はまだありません。"
    return "\n".join(f"{row.id}\t{row.client_name}\t{row.title}" for row in rows)


def _quotes(words: tuple[str, ...]) -> str:
    return "".join(f"「{word}」" for word in words[:_QUOTED])
