"""Draft a posting from a case: the template of the work with the facts that are known.

What the case does not tell becomes a blank to fill in, marked 〔…を記入〕.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import PostingTemplate
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.hearing import AnswerState
from cspdesk.domain.platform import PlatformProfile
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.domain.typed_values import format_day_long, format_yen
from cspdesk.rules.banking_days import previous_banking_day
from cspdesk.rules.platforms import platform_ids, read_profile
from cspdesk.services.posting_days import MONTH_UNITS, PostingDays, is_monthly, plan_days
from cspdesk.services.posting_templates import (
    contact_pattern,
    fill,
    payment_method,
    posting_template,
    sentence,
)

TITLE_LENGTH = 40
_SHORT_NAME = 18
_REMARK = re.compile(r"（[^（）]*）$")


def blank(what: str) -> str:
    """Return the mark of something that is still to be filled in.

    >>> blank("所在地")
    '〔所在地を記入〕'
    """
    return f"〔{what}を記入〕"


class DraftingService:
    """Writes first versions of postings; the same facts give the same text."""

    def template(self, case: Case, item: WorkItem, format_: RequestFormat) -> PostingTemplate:
        """Return the template that suits the work, the format and the owner's wishes."""
        return posting_template(
            item.work_type,
            item.catalogue_id,
            format_,
            monthly=is_monthly(item, format_),
            licence=_chosen(case, "rights") == ("use",),
        )

    def draft(  # noqa: PLR0913 - the facts of a posting come from five places
        self,
        case: Case,
        client: Client,
        item: WorkItem,
        format: RequestFormat,  # noqa: A002 - the word of the field in `Posting`
        *,
        posting_id: str,
        today: date,
    ) -> Posting:
        """Return a posting with every field written, to be published on `today`."""
        template = self.template(case, item, format)
        days = _closing_in_time(case, plan_days(item, format, today), today)
        values = _values(case, client, item, format, days)
        texts = {PostingField(key): fill(pattern, values) for key, pattern in template.texts}
        texts[PostingField.TITLE] = _fitting_title(texts[PostingField.TITLE], item)
        return Posting(
            id=posting_id,
            work_item_id=item.id,
            format=format,
            template_id=template.id,
            texts=tuple((field, text.strip()) for field, text in texts.items()),
        )


def _chosen(case: Case, question_id: str) -> tuple[str, ...]:
    answer = case.hearing.answer(question_id)
    return answer.choices if answer and answer.state is AnswerState.ANSWERED else ()


def _fitting_title(title: str, item: WorkItem) -> str:
    if len(title) <= TITLE_LENGTH:
        return title
    return f"{_short_name(item)}の依頼"[:TITLE_LENGTH]


def _plain_name(item: WorkItem) -> str:
    return _REMARK.sub("", item.name).strip() or item.name


def _short_name(item: WorkItem) -> str:
    name = _plain_name(item)
    return name if len(name) <= _SHORT_NAME else f"{name[: _SHORT_NAME - 1]}…"


def _as_proposal(name: str) -> str:
    return name if name.endswith("案") else f"{name}の案"


def _unit(item: WorkItem) -> str:
    return "か月" if item.unit in MONTH_UNITS else item.unit


def _values(
    case: Case, client: Client, item: WorkItem, format_: RequestFormat, days: PostingDays
) -> dict[str, str]:
    return {
        **_work_values(item),
        **_money_values(item),
        **_day_values(days),
        **_client_values(case, client),
        "源泉": "" if item.withholding in ("no", "") else sentence("withholding"),
        "支払方法": payment_method(_payer(case), format_),
        "守ること": _agreements(case, item),
    }


def _work_values(item: WorkItem) -> dict[str, str]:
    unit = _unit(item)
    amount = f"{item.quantity:,}{unit}"
    acceptance = item.acceptance or (blank("合格の条件"),)
    skills = "・".join(item.skills)
    return {
        "仕事名": _plain_name(item),
        "短い仕事名": _short_name(item),
        "募集する案": _as_proposal(_plain_name(item)),
        "短い案": _as_proposal(_short_name(item)),
        "成果物": item.deliverable or blank("作るもの"),
        "単位": unit,
        "数量と単位": amount,
        "採用数": "1名",
        "渡すもの": "、".join(item.inputs) or blank("渡す資料"),
        "技術": f"{skills}の経験がある方に向いています" if skills else blank("必要な技術"),
        "合格の条件": "\n".join(f"・{condition}" for condition in acceptance),
        "時間": _hours(item),
    }


def _hours(item: WorkItem) -> str:
    if item.hours is None:
        return blank("目安の時間")
    total = f"約{_amount_of_time(item.hours)}"
    if item.quantity <= 1:
        return f"{total}（目安）"
    each = item.hours / item.quantity
    return f"全部で{total}、1{_unit(item)}あたり約{_amount_of_time(each)}（目安）"


def _amount_of_time(hours: float) -> str:
    if hours >= 1:
        return f"{hours:.1f}".removesuffix(".0") + "時間"
    minutes = hours * 60
    return f"{round(minutes)}分" if minutes >= 1 else f"{max(round(minutes * 60), 1)}秒"


def _money_values(item: WorkItem) -> dict[str, str]:
    if item.unit_price_yen is None or item.total_yen is None:
        missing = blank("報酬額")
        return {"報酬総額": missing, "単価": missing, "報酬内訳": ""}
    unit = _unit(item)
    price = format_yen(item.unit_price_yen)
    detail = f"内訳は1{unit}{price}（税込）×{item.quantity:,}{unit}です。"
    return {
        "報酬総額": format_yen(item.total_yen),
        "単価": price,
        "報酬内訳": detail if item.quantity > 1 else "",
    }


def _day_values(days: PostingDays) -> dict[str, str]:
    return {
        "応募締切": format_day_long(days.apply_by),
        "発表日": format_day_long(days.announced_on),
        "開始日": format_day_long(days.starts_on),
        "初回納期": format_day_long(days.first_due_on),
        "納期": format_day_long(days.due_on),
        "確認日": format_day_long(days.confirmed_on),
        "支払期日": "、".join(format_day_long(day) for day in days.paid_on),
    }


def _client_values(case: Case, client: Client) -> dict[str, str]:
    place = _place(client)
    person = client.contact_name or blank("担当の部署・氏名")
    reach = client.contact or blank("連絡先")
    where, trade = client.prefecture, client.industry
    about = f"{where}の事業者（{trade}）" if where and trade else ""
    return {
        "募集者の紹介": f"募集者は{about}です。" if about else blank("会社の紹介"),
        "取り組み": f"「{case.theme}」の取り組み" if case.theme else "業務の見直し",
        "所在地": place,
        "募集者": _orderer(case, client, place),
        "問い合わせ先": fill(contact_pattern(_asked_at(case)), {"担当": person, "連絡先": reach}),
    }


def _asked_at(case: Case) -> OrderType:
    """Return whose way questions go: a platform wants them asked there, whoever orders."""
    return OrderType.BROKER_MATCH if case.platform_id else case.order_type


def _platform(case: Case) -> PlatformProfile | None:
    return read_profile(case.platform_id) if case.platform_id in platform_ids() else None


def _payer(case: Case) -> OrderType:
    """Return whose way the worker is paid: a platform that takes orders holds the money."""
    platform = _platform(case)
    orders = {kind.value for kind in RequestFormat}
    taken = platform is not None and any(
        form.offered and form.kind.value in orders for form in platform.formats
    )
    return OrderType.BROKER_MATCH if taken else case.order_type


def _closing_in_time(case: Case, days: PostingDays, today: date) -> PostingDays:
    """Return the days with a closing day that the platform's longest time of recruiting allows."""
    platform = _platform(case)
    limits = (
        [f.recruit_days_max for f in platform.formats if f.recruit_days_max] if platform else []
    )
    if not limits:
        return days
    last = today + timedelta(days=min(limits))
    return days if days.apply_by <= last else replace(days, apply_by=previous_banking_day(last))


def _place(client: Client) -> str:
    address, prefecture = client.address.strip(), client.prefecture
    if not address:
        return f"{prefecture}{blank('市区町村からの所在地')}" if prefecture else blank("所在地")
    return address if address.startswith(prefecture) else prefecture + address


def _orderer(case: Case, client: Client, place: str) -> str:
    firm = f"{client.name or blank('会社名')}（{place}）"
    if case.order_type is not OrderType.BROKER_RESELL:
        return firm
    broker = case.consultant or blank("仲介する事業者の名称")
    return f"{broker}（仲介する事業者、{blank('事業者の所在地')}）。使う会社は{firm}です。"


def _agreements(case: Case, item: WorkItem) -> str:
    lines = []
    ruled_out = _chosen(case, "personal_data") == ("none",)
    if item.personal_data == "yes" or (item.personal_data == "possible" and not ruled_out):
        lines.append(sentence("personal_data"))
    elif _chosen(case, "secret") in (("after",), ("strict",)):
        lines.append(sentence("secrecy"))
    if _chosen(case, "experience") == ("none",):
        lines.append(sentence("start_small"))
    return "\n".join(lines)
