"""What is known of an order beside its text: the two sides, the work, the days, the sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_TWO_OFFICERS = 2


class Stage(StrEnum):
    """What a text is: an offer to the public, the terms of a contract, the order's record."""

    POSTING = "posting"
    CONTRACT = "contract"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """Facts given by the consultant; None or empty = not known.

    Attributes:
        client_officers: officers with the one who stands for the firm; 1 = nobody else.
        worker_is_solo: no employees, and no officer but the one who stands for the firm.
        resale: what is ordered goes on to a customer of the client.
        own_trade: the client sells such things, or makes them itself as its business.
        work_type: id of one of the work types.
        months: length of the contract with its renewals.
        receipt_date, payment_date: planned days; `paid_on` is the real one.
        monthly_closing: rewards are closed by the month.
        principal_payment_date: day on which the client's customer has to pay the client.
        resale_shown: that it is passed on, by whom and that day are shown to the worker.
        reward_yen, minutes: the whole reward and the time it takes.
        tax_included: of `reward_yen`.
        posted_reward_yen, posted_deadline: what the posting had said.
        change_recorded: why the contract differs from the posting is on record.
        deferral_agreed: both sides agreed in writing beforehand that a payment due on a day on
            which banks rest is made on the next banking day.
        inspection: what is handed over is inspected.
        takes_rights: the contract will hand the copyright over to the client.
        paper_contract: the contract is signed on paper.
    """

    client_employees: int | None = None
    client_officers: int | None = None
    client_is_company: bool | None = None
    client_capital_yen: int | None = None
    worker_is_solo: bool | None = None
    worker_is_company: bool | None = None
    worker_employees: int | None = None
    worker_capital_yen: int | None = None
    worker_prefecture: str = ""
    resale: bool | None = None
    own_trade: bool | None = None
    work_type: str = ""
    months: int | None = None
    published_on: date | None = None
    apply_by: date | None = None
    starts_on: date | None = None
    deadline: date | None = None
    receipt_date: date | None = None
    payment_date: date | None = None
    paid_on: date | None = None
    monthly_closing: bool | None = None
    principal_payment_date: date | None = None
    resale_shown: bool | None = None
    reward_yen: int | None = None
    tax_included: bool | None = None
    minutes: int | None = None
    posted_reward_yen: int | None = None
    posted_deadline: date | None = None
    change_recorded: bool | None = None
    deferral_agreed: bool | None = None
    inspection: bool | None = None
    takes_rights: bool | None = None
    paper_contract: bool | None = None

    @property
    def client_has_staff(self) -> bool | None:
        """Tell whether the client has employees or two officers; None if not known."""
        if self.client_employees or (self.client_officers or 0) >= _TWO_OFFICERS:
            return True
        alone = self.client_is_company is False or self.client_officers is not None
        return False if self.client_employees == 0 and alone else None

    @property
    def worker_solo(self) -> bool | None:
        """Tell whether the worker is protected as one who works alone; None if not known."""
        if self.worker_is_solo is not None:
            return self.worker_is_solo
        if self.worker_employees:
            return False
        if self.worker_employees == 0 and self.worker_is_company is False:
            return True
        return None


NO_FACTS = OrderFacts()
