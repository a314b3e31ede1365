"""The posting (依頼文): its fields and its versions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from cspdesk.domain.finding import CheckRecord
from cspdesk.domain.request_format import RequestFormat

BLANK = re.compile(r"〔[^〔〕\n]*〕")
"""Something that a person still has to fill in."""


class PostingField(StrEnum):
    """Fields of a posting, in the order in which they are printed."""

    TITLE = "title"
    BACKGROUND = "background"
    WORK_CONTENT = "work_content"
    SPECIFICATION = "specification"
    QUANTITY = "quantity"
    SKILLS = "skills"
    HOURS = "hours"
    DEADLINE = "deadline"
    REWARD = "reward"
    PAYMENT_DATE = "payment_date"
    PAYMENT_METHOD = "payment_method"
    EXPENSES = "expenses"
    INTELLECTUAL_PROPERTY = "intellectual_property"
    UNUSED_PROPOSALS = "unused_proposals"
    REVISIONS = "revisions"
    CONDITIONS = "conditions"
    CRITERIA = "criteria"
    CONTACT = "contact"
    CLIENT_NAME = "client_name"
    WORKPLACE = "workplace"

    @property
    def label(self) -> str:
        """Return the Japanese name of the field."""
        return _FIELD_LABELS[self.value]


_FIELD_LABELS = {
    "title": "件名",
    "background": "背景・目的",
    "work_content": "依頼内容",
    "specification": "仕様・納品形式",
    "quantity": "数量",
    "skills": "必要な技術・経験",
    "hours": "所要時間の目安",
    "deadline": "納期",
    "reward": "報酬予定額",
    "payment_date": "支払期日",
    "payment_method": "支払方法",
    "expenses": "諸経費",
    "intellectual_property": "知的財産権",
    "unused_proposals": "不採用案の扱い",
    "revisions": "修正の範囲",
    "conditions": "応募条件",
    "criteria": "評価基準",
    "contact": "問い合わせ先",
    "client_name": "募集者の名称・所在地",
    "workplace": "働く場所",
}

FieldTexts = tuple[tuple[PostingField, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingVersion:
    """A kept state of a posting's texts.

    Attributes:
        number: 1, 2, 3 … without gaps.
        cause: why it was kept, e.g. ひな形から作成, 確定, 戻す.
    """

    number: int
    saved_at: datetime
    cause: str
    texts: FieldTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A finding that the consultant lets stand, and why (例外).

    Attributes:
        rule: id of the rule.
        quote: the words it was found in; empty for something that is missing. Once the words
            change, the finding is a new one and the exemption no longer covers it.
        reason: why it may stand, in the consultant's words; never empty.
        decided_by: the consultant's name as it stood in the case; may be empty.
    """

    rule: str
    quote: str
    reason: str
    decided_by: str
    decided_at: datetime

    def covers(self, rule: str, quote: str) -> bool:
        """Tell whether a finding of this rule in these words was let stand."""
        return self.rule == rule and "".join(self.quote.split()) == "".join(quote.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A repair that was made because of a finding (直した記録).

    Attributes:
        rule: id of the rule.
        field: where it was made.
        before, after: the words that were replaced and the ones that replaced them; `before`
            is empty where words were added.
    """

    rule: str
    field: PostingField
    before: str
    after: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """The text that goes out for one piece of work.

    Attributes:
        texts: field and text, in the order of `PostingField`; empty fields are left out.
        template_id: what it was drafted from.
        versions: kept states, oldest first.
        check: what the last check said, None before the first one.
        exemptions: findings that may stand, oldest first; one for each rule and quote.
        corrections: repairs made because of findings, oldest first.
    """

    id: str
    work_item_id: str
    format: RequestFormat
    texts: FieldTexts = ()
    template_id: str = ""
    versions: tuple[PostingVersion, ...] = ()
    check: CheckRecord | None = None
    exemptions: tuple[Exemption, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def text(self, field: PostingField) -> str:
        """Return the text of a field, empty if there is none."""
        return next((text for key, text in self.texts if key is field), "")

    def with_text(self, field: PostingField, text: str) -> Posting:
        """Return the posting with this text in the field."""
        values = dict(self.texts)
        values[field] = text
        return replace(
            self, texts=tuple((key, values[key]) for key in PostingField if values.get(key))
        )

    def exemption_for(self, rule: str, quote: str) -> Exemption | None:
        """Return why a finding may stand, None if it was not let stand."""
        return next((e for e in self.exemptions if e.covers(rule, quote)), None)

    def with_exemption(self, exemption: Exemption) -> Posting:
        """Return the posting with this exemption in the place of one for the same finding."""
        others = self._exemptions_but(exemption.rule, exemption.quote)
        return replace(self, exemptions=(*others, exemption))

    def without_exemption(self, rule: str, quote: str) -> Posting:
        """Return the posting with this finding judged again."""
        return replace(self, exemptions=self._exemptions_but(rule, quote))

    def with_correction(self, correction: Correction) -> Posting:
        """Return the posting with one more repair on record."""
        return replace(self, corrections=(*self.corrections, correction))

    def _exemptions_but(self, rule: str, quote: str) -> tuple[Exemption, ...]:
        return tuple(e for e in self.exemptions if not e.covers(rule, quote))

    def with_version(self, cause: str, saved_at: datetime) -> Posting:
        """Return the posting with its present texts kept as a new version.

        Nothing is kept twice: if the newest version has the same texts and cause, the posting
        is returned as it is.
        """
        newest = self.versions[-1] if self.versions else None
        if newest is not None and (newest.texts, newest.cause) == (self.texts, cause):
            return self
        version = PostingVersion(
            number=len(self.versions) + 1, saved_at=saved_at, cause=cause, texts=self.texts
        )
        return replace(self, versions=(*self.versions, version))
