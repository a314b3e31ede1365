"""How the conditions of a rule and the circumstances of its examples are said to people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import TypeVar

from cspdesk import data_files
from cspdesk.domain.finding import ItemState, Severity
from cspdesk.domain.order_facts import OrderFacts, Stage
from cspdesk.domain.party_law import Law
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.typed_values import format_yen
from cspdesk.rules.model import Example, Kind, Rule, Softer
from cspdesk.rules.platforms import platform_ids, read_profile
from cspdesk.rules.table import Table
from cspdesk.rules.values import with_figures

STAGE_LABELS = {
    Stage.POSTING: "依頼文",
    Stage.CONTRACT: "契約条件",
    Stage.ORDER: "発注の記録",
}
_DAY = timedelta(days=1)
_WORK_TYPES = "catalogue/work_types.toml"
_UNKNOWN = "（分からないときも）"
T = TypeVar("T", bound=StrEnum)
# What a predicate finds in a text is not known before there is one.
_FOUND = re.compile(r"\{[a-z_]{1,40}\}")
_YEN = frozenset(
    {"client_capital_yen", "worker_capital_yen", "reward_yen", "posted_reward_yen"},
)
_FACTS: dict[str, tuple[str, str]] = {
    "client_employees": ("注文者の従業員", "人"),
    "client_officers": ("注文者の役員", "人"),
    "client_is_company": ("注文者は会社", ""),
    "client_capital_yen": ("注文者の資本金", ""),
    "worker_is_solo": ("受注者は従業員なし", ""),
    "worker_is_company": ("受注者は会社", ""),
    "worker_employees": ("受注者の従業員", "人"),
    "worker_capital_yen": ("受注者の資本金", ""),
    "worker_prefecture": ("受注者の所在地", ""),
    "resale": ("再委託", ""),
    "own_trade": ("注文者の本業", ""),
    "work_type": ("仕事の種類", ""),
    "months": ("委託の期間", "か月"),
    "published_on": ("募集を始めた日", ""),
    "apply_by": ("応募の締切", ""),
    "starts_on": ("始める日", ""),
    "deadline": ("納期", ""),
    "receipt_date": ("受け取る日", ""),
    "payment_date": ("支払期日", ""),
    "paid_on": ("支払った日", ""),
    "monthly_closing": ("月ごとの締め", ""),
    "principal_payment_date": ("元の発注者の支払期日", ""),
    "resale_shown": ("再委託であることの明示", ""),
    "reward_yen": ("報酬", ""),
    "tax_included": ("報酬は税込", ""),
    "minutes": ("かかる時間", "分"),
    "posted_reward_yen": ("募集のときの報酬", ""),
    "posted_deadline": ("募集のときの納期", ""),
    "change_recorded": ("変えた理由の記録", ""),
    "deferral_agreed": ("休業日は翌営業日に払う取決め", ""),
    "inspection": ("検査", ""),
    "takes_rights": ("著作権の譲渡", ""),
    "paper_contract": ("紙の契約書", ""),
}


def told(sentence: str, day: date) -> str:
    """Return a sentence of a rule with the figures of a day; what a text would add reads ○."""
    return _FOUND.sub("○", with_figures(sentence, day))


def covered_words(rule: Rule) -> str:
    """Return where a rule holds: kind of text, formats and order types that are not all."""
    stages = _listed(Stage, {rule.stage, *rule.also_at})
    parts = ["・".join(STAGE_LABELS[stage] for stage in stages)]
    if rule.applies.formats != frozenset(RequestFormat):
        parts.append("・".join(x.label for x in _listed(RequestFormat, rule.applies.formats)))
    if rule.applies.order_types != frozenset(OrderType):
        parts.append("・".join(x.label for x in _listed(OrderType, rule.applies.order_types)))
    applies = rule.applies
    if applies.platforms:
        parts.append(_platforms(applies.platforms))
    if applies.not_platforms:
        parts.append(f"{_platforms(applies.not_platforms)}を除く")
    if applies.whoever_orders_on and applies.order_types != frozenset(OrderType):
        parts.append(f"{_platforms(applies.whoever_orders_on)}では発注のタイプを問わない")
    return "、".join(parts)


def weight_words(rule: Rule) -> tuple[str, ...]:
    """Return when a finding of the rule weighs otherwise than usual, a sentence each."""
    found = [f"{_conditions(softer)}：{softer.severity.label}" for softer in rule.softer]
    check = rule.check
    if check.kind is Kind.MISSING and check.partial and rule.severity is Severity.ERROR:
        found.append(f"一部だけの記載の場合：{Severity.WARNING.label}")
    if check.error_from:
        found.append(f"{check.error_from}つ以上当てはまる場合：{Severity.ERROR.label}")
    others = {s.severity for s in check.signals if s.severity} - {rule.severity}
    found += [f"言い方によって：{x.label}" for x in _listed(Severity, others)]
    return tuple(found)


def _conditions(softer: Softer) -> str:
    parts = []
    if softer.order_types:
        parts.append("・".join(x.label for x in _listed(OrderType, softer.order_types)))
    if softer.formats:
        parts.append("・".join(x.label for x in _listed(RequestFormat, softer.formats)))
    if softer.platforms:
        parts.append(_platforms(softer.platforms))
    if softer.stages:
        parts.append("・".join(STAGE_LABELS[x] for x in _listed(Stage, softer.stages)))
    if softer.state:
        state = ItemState(softer.state)
        parts.append("一部だけの記載" if state is ItemState.PARTIAL else "記載なし")
    if softer.client_staff is not None:
        staff = softer.client_staff
        parts.append(f"注文者に従業員あり{_UNKNOWN}" if staff else "注文者に従業員なし")
    if softer.worker_solo is not None:
        solo = softer.worker_solo
        parts.append(f"受注者に従業員なし{_UNKNOWN}" if solo else "受注者に従業員あり")
    if softer.months_from:
        parts.append(f"期間が{softer.months_from}か月以上")
    if softer.before is not None:
        parts.append(f"{softer.before - _DAY} まで")
    known = (("検査", softer.inspection), ("再委託であることの明示", softer.resale_shown))
    parts += [f"{what}{'あり' if there else 'なし'}" for what, there in known if there is not None]
    parts += [f"{law.label}の適用あり" for law in _laws(softer.under)]
    parts += [f"{law.label}の対象外の見込み" for law in _laws(softer.not_under)]
    return f"{'、'.join(parts)}の場合"


def _platforms(ids: frozenset[str]) -> str:
    return "・".join(read_profile(name).name for name in platform_ids() if name in ids)


def _laws(names: frozenset[str]) -> list[Law]:
    return [law for law in Law if law.value in names]


def _listed(kind: type[T], chosen: Iterable[T]) -> list[T]:
    wanted = set(chosen)
    return [member for member in kind if member in wanted]


def example_circumstances(example: Example) -> str:
    """Return what an example is judged for beside its text, empty if nothing is special."""
    parts: list[str] = []
    if example.as_of:
        parts.append(f"{example.as_of} の時点")
    if example.stage:
        parts.append(STAGE_LABELS[example.stage])
    if example.format:
        parts.append(example.format.label)
    if example.order_type:
        parts.append(example.order_type.label)
    if example.platform:
        parts.append(read_profile(example.platform).name)
    return "、".join(parts)


def facts_words(facts: OrderFacts) -> str:
    """Return the known facts of an order as one line, in the order of their fields."""
    parts = []
    for field in fields(OrderFacts):
        value = getattr(facts, field.name)
        if value is None or value == "":
            continue
        label, unit = _FACTS[field.name]
        parts.append(f"{label}：{_fact_value(field.name, value, unit)}")
    return "、".join(parts)


def _fact_value(name: str, value: int | bool | date | str, unit: str) -> str:
    if isinstance(value, bool):
        return "当てはまる" if value else "当てはまらない"
    if name in _YEN and isinstance(value, int):
        return format_yen(value)
    if name == "work_type":
        return _work_types().get(str(value), str(value))
    return f"{value}{unit}"


@cache
def _work_types() -> dict[str, str]:
    """Return the names of the work types; the rest of the catalogue is not read for them."""
    table = Table(_WORK_TYPES, "", data_files.read_toml(_WORK_TYPES))
    return {entry.text("id"): entry.text("name") for entry in table.tables("work_type")}
