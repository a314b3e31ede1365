"""Which law holds between two sides on a day: the decision table with its reasons.

What is not known of a side counts as covered: the answer is then 要確認, and whoever asks
`covered` is told to keep the law.
"""

from __future__ import annotations

from datetime import date

from cspdesk.domain.order_facts import OrderFacts
from cspdesk.domain.party_law import Law, LawVerdict, PartyLaws, Standing
from cspdesk.domain.source import Source
from cspdesk.rules.values import entry_on, value
from cspdesk.rules.work_kinds import Trade, kind_of

_START = {"freelance": "payment.max_days", "toriteki": "toriteki.small_capital_yen"}


def laws_between(facts: OrderFacts, on: date) -> PartyLaws:
    """Return how each law stands between the two sides for an order of this day."""
    return PartyLaws(freelance=_freelance(facts, on), toriteki=_toriteki(facts, on))


def _sources(law: Law, on: date) -> tuple[Source, ...]:
    entry = entry_on(_START[law], on)
    return (entry.source,) if entry else ()


def _freelance(facts: OrderFacts, on: date) -> LawVerdict:
    law, sources = Law.FREELANCE, _sources(Law.FREELANCE, on)
    if not sources:
        return LawVerdict(
            law=law,
            standing=Standing.NOT_EXPECTED,
            reasons=("この日の委託は、2024年11月1日の施行より前です。",),
        )
    if facts.worker_solo is False:
        return LawVerdict(
            law=law,
            standing=Standing.NOT_EXPECTED,
            reasons=("受注者に従業員または代表者以外の役員がいます。",),
            sources=sources,
        )
    reasons = ["受注者は、従業員のいない個人か一人会社です。"]
    if facts.worker_solo is None:
        reasons = ["受注者の従業員の有無が分かりません。対象になる前提で条件を作ります。"]
    articles, more = _articles(facts, on)
    return LawVerdict(
        law=law,
        standing=Standing.TO_CHECK if facts.worker_solo is None else Standing.APPLIES,
        reasons=(*reasons, *more),
        articles=articles,
        sources=sources,
    )


def _articles(facts: OrderFacts, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the articles that an order falls under, and why."""
    if facts.client_has_staff is False:
        return ("第3条",), (
            "発注者に従業員も2人以上の役員もいないため、条件の明示だけが義務です。",
        )
    reasons = []
    if facts.client_has_staff is None:
        reasons.append("発注者の従業員・役員の数が分かりません。義務がすべてかかる前提にします。")
    articles = ["第3条", "第4条", "第12条", "第14条"]
    for name, more in (
        ("freelance.prohibition_months", ("第5条",)),
        ("freelance.notice_months", ("第13条", "第16条")),
    ):
        months = value(name, on) or 0
        if facts.months is None or facts.months >= months:
            articles += more
        elif "第13条" in more:
            reasons.append(f"{months}か月に満たない委託では、第13条の配慮は努力義務です。")
    if facts.months is None:
        reasons.append(
            "委託の期間（更新を含む）が分かりません。1か月・6か月の義務も守る前提にします。"
        )
    return tuple(sorted(articles, key=lambda name: int(name[1:-1]))), tuple(reasons)


def _toriteki(facts: OrderFacts, on: date) -> LawVerdict:
    law, sources = Law.TORITEKI, _sources(Law.TORITEKI, on)
    if not sources:
        return LawVerdict(
            law=law,
            standing=Standing.NOT_EXPECTED,
            reasons=(
                "2026年1月1日より前の発注は、取適法ではなく旧下請法の対象かどうかを見ます"
                "（このルール版では判定しません）。",
            ),
        )
    trade, size = _traded(facts), _large_enough(facts, on)
    reasons: tuple[str, ...] = (_TRADE_REASONS[trade], _SIZE_REASONS[size])
    if trade is False:
        standing, reasons = Standing.NOT_EXPECTED, (_TRADE_REASONS[False],)
    elif size is False:
        standing, reasons = Standing.NOT_EXPECTED, (_SIZE_REASONS[False],)
    else:
        standing = Standing.APPLIES if trade and size else Standing.TO_CHECK
    covered = standing is not Standing.NOT_EXPECTED
    return LawVerdict(
        law=law,
        standing=standing,
        reasons=reasons,
        articles=("第3条", "第4条", "第5条", "第6条", "第7条") if covered else (),
        sources=sources,
    )


_TRADE_REASONS = {
    True: "客先に納める物の再委託か、業として作る物の委託です。",
    False: "自社で使う物・作業の発注で、自社では業として作っていません。",
    None: "自社で使うのか、客先に納める物か（または自社でも業として作る物か）が分かりません。",
}
_SIZE_REASONS = {
    True: "資本金または従業員数の基準に当たります。",
    False: "資本金・従業員数のどちらの基準にも当たりません。",
    None: "双方の資本金・従業員数がそろっていません。",
}


def _either(first: bool | None, second: bool | None) -> bool | None:
    if first or second:
        return True
    return None if first is None or second is None else False


def _both(first: bool | None, second: bool | None) -> bool | None:
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _traded(facts: OrderFacts) -> bool | None:
    return _either(facts.resale, facts.own_trade)


def _large_enough(facts: OrderFacts, on: date) -> bool | None:
    """Tell whether the sizes fit; a kind of work that is unsure has to fit both tables alike."""
    trade = kind_of(facts.work_type).trade
    if trade is not Trade.UNSURE:
        return _fits(facts, on, trade)
    answers = {_fits(facts, on, kind) for kind in (Trade.TECHNICAL, Trade.OTHER)}
    return answers.pop() if len(answers) == 1 else None


def _fits(facts: OrderFacts, on: date, trade: Trade) -> bool | None:
    large = value(f"toriteki.{trade}_capital_yen", on)
    small = value("toriteki.small_capital_yen", on)
    employees = value(f"toriteki.{trade}_employees", on)
    if large is None or small is None or employees is None:
        return None
    # Someone without a company has no capital: as the one who orders never above, as the
    # one who works always at or below.
    client = 0 if facts.client_is_company is False else facts.client_capital_yen
    worker = 0 if facts.worker_is_company is False else facts.worker_capital_yen
    capital = _either(
        _pair(client, worker, large),
        _both(_pair(client, worker, small), _at_most(client, large)),
    )
    staff = 0 if facts.worker_solo else facts.worker_employees
    return _either(capital, _pair(facts.client_employees, staff, employees))


def _at_most(amount: int | None, limit: int) -> bool | None:
    return None if amount is None else amount <= limit


def _pair(client: int | None, worker: int | None, limit: int) -> bool | None:
    """Tell whether the client lies above a limit and the worker does not."""
    above = None if client is None else client > limit
    return _both(above, _at_most(worker, limit))
