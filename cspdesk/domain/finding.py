"""Remarks of a check: findings and the state of the items a posting must disclose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cspdesk.domain.source import Confidence, Source

# Ids of rules that a body of consultants added begin so; no shipped rule does.
OWN_PREFIX = "X-"
_OWN_ID = re.compile(rf"{OWN_PREFIX}[A-Z0-9][A-Z0-9-]{{0,30}}")


def is_own_id(name: str) -> bool:
    """Tell whether something that a body of consultants adds may have this id.

    >>> is_own_id("X-NOREN-DYE"), is_own_id("NOREN-DYE"), is_own_id("X-noren")
    (True, False, False)
    """
    return _OWN_ID.fullmatch(name) is not None


class Severity(StrEnum):
    """Weight of a finding; on screen 不適合 / 注意 / 案内."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return {"error": "不適合", "warning": "注意", "info": "案内"}[self.value]


class ItemState(StrEnum):
    """How far an item that a posting must disclose is there."""

    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return {"present": "適合", "partial": "一部", "absent": "なし"}[self.value]


class DisclosureItem(StrEnum):
    """Items that a posting has to show (指針 第3(1)イ: six items, told apart as eight)."""

    WORK_CONTENT = "work_content"
    DEADLINE = "deadline"
    REWARD_AMOUNT = "reward_amount"
    PAYMENT_DATE = "payment_date"
    PAYMENT_METHOD = "payment_method"
    EXPENSES = "expenses"
    INTELLECTUAL_PROPERTY = "intellectual_property"
    CONTACT = "contact"

    @property
    def label(self) -> str:
        """Return the Japanese name of the item."""
        return _ITEM_LABELS[self.value]


_ITEM_LABELS = {
    "work_content": "仕事の内容",
    "deadline": "納期",
    "reward_amount": "報酬額",
    "payment_date": "支払期日",
    "payment_method": "支払方法",
    "expenses": "諸経費",
    "intellectual_property": "知的財産権",
    "contact": "問い合わせ先",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A concrete repair of a text: replace `[start, end)` (code points) by `replacement`.

    Attributes:
        field: key of the posting field that `replacement` belongs to; empty for free text.
        label: what the button says, e.g. 「2027年2月12日」に直す.
    """

    start: int
    end: int
    replacement: str
    label: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One remark of a check.

    Attributes:
        rule: id of the rule.
        category: content code, or `disclosure`, `article12`, `price`, `date`, `contract`,
            `platform`.
        start, end: half-open range of code points in the checked text; both 0 where the
            remark is about something that is missing.
        text: the words in that range.
        message: what is wrong and why.
        fix: what to write instead.
        sources: what the remark rests on, most important first.
        edit: a repair that can be applied with one click, if there is one.
        signs: what was weighed together, by name, where several signs make one remark; the
            message ends in the same words.
    """

    rule: str
    category: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    fix: str
    sources: tuple[Source, ...]
    title: str = ""
    confidence: Confidence = Confidence.CONFIRMED
    edit: Edit | None = None
    signs: tuple[str, ...] = ()

    @property
    def own(self) -> bool:
        """Tell whether a rule of the consultants' own body made it."""
        return self.rule.startswith(OWN_PREFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """State of one disclosure item, with the place in the text that shows it."""

    item: DisclosureItem
    state: ItemState
    start: int = 0
    end: int = 0
    text: str = ""
    rule: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """Outcome of checking one text as of one day.

    Attributes:
        items: one result for each `DisclosureItem`, in its order; empty for a fragment.
        findings: heaviest first, then by place in the text.
        as_of: the day whose law was applied.
        pack_version, pack_digest: which rule pack judged.
        applied_rules: ids of the rules that held on that day for this format and order type.
        stopped_rules: ids of rules that could not be evaluated.
    """

    items: tuple[ItemResult, ...]
    findings: tuple[Finding, ...]
    as_of: date
    pack_version: str
    pack_digest: str
    checked_on: date
    applied_rules: tuple[str, ...] = ()
    stopped_rules: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings have this weight."""
        return sum(1 for finding in self.findings if finding.severity is severity)

    def state_of(self, item: DisclosureItem) -> ItemState:
        """Return the state of `item`; absent when it was not judged."""
        return next((r.state for r in self.items if r.item is item), ItemState.ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecord:
    """What a case keeps of its last check of a posting: enough to prove which law was applied.

    Attributes:
        errors, warnings, infos: findings that stand; those let stand are in `exempted`.
        checked_by: the consultant's name as it stood in the case; may be empty.
        platform_id: the platform whose rules were applied too; empty = the common headings.
    """

    as_of: date
    pack_version: str
    pack_digest: str
    checked_at: datetime
    errors: int
    warnings: int
    infos: int
    states: tuple[tuple[DisclosureItem, ItemState], ...] = ()
    exempted: int = 0
    checked_by: str = ""
    platform_id: str = ""
