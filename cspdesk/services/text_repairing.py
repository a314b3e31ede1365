"""Repair a text that belongs to no case: every finding gets an edit, or a blank to fill in.

What only a person can write is left as a blank 〔…〕, as in postings, and the screen puts the
caret into it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cspdesk.domain.finding import CheckResult, DisclosureItem, Edit, Finding
from cspdesk.domain.posting import BLANK, PostingField

_SENTENCE_ENDS = "。！？!?\n"
_LABEL = re.compile(r"^[\s　]*[■□●○◆◇・【\-*#]*[\s　]*(?P<name>[^：:】\n]{1,14}?)[\s　]*[】：:]")
_REWRITE = "〔この文を書き直す〕"
_ADD = "〔ここに書き足す〕"
_TO_BLANK = "記入欄へ"
# A sentence that says this little beside the words found says nothing else.
_LITTLE_ELSE = 14
# Names under which postings state these fields, beside the fields' own.
_OTHER_NAMES = {
    PostingField.WORK_CONTENT: ("仕事の内容", "業務内容", "内容", "作業内容"),
    PostingField.DEADLINE: ("期日", "期限", "納品日"),
    PostingField.REWARD: ("報酬", "報酬額", "金額", "単価", "予算"),
    PostingField.PAYMENT_DATE: ("支払日", "支払い", "支払"),
    PostingField.EXPENSES: ("経費", "費用"),
    PostingField.INTELLECTUAL_PROPERTY: ("著作権", "権利"),
    PostingField.CONTACT: ("連絡先", "お問い合わせ", "質問"),
    PostingField.CLIENT_NAME: ("募集者", "所在地", "会社名"),
    PostingField.WORKPLACE: ("作業場所", "勤務地"),
}
# Where a remark about something unnamed can be answered.
_ITEMS = {
    "date": DisclosureItem.DEADLINE,
    "price": DisclosureItem.REWARD_AMOUNT,
    "unfair_low_price": DisclosureItem.REWARD_AMOUNT,
}
_RANKS = {
    name: rank
    for rank, field in enumerate(PostingField)
    for name in (field.label, *_OTHER_NAMES.get(field, ()))
}


@dataclass(frozen=True, slots=True)
class TextBlank:
    """Something still to be filled in: half-open range of code points, and the words."""

    start: int
    end: int
    text: str


def text_blanks(text: str) -> tuple[TextBlank, ...]:
    """Return what is marked 〔…〕, in reading order.

    >>> [blank.text for blank in text_blanks("納期：〔日付〕")]
    ['〔日付〕']
    """
    return tuple(TextBlank(m.start(), m.end(), m.group()) for m in BLANK.finditer(text))


def text_edit(text: str, finding: Finding, result: CheckResult) -> Edit:
    """Return what to do about one of the findings of this text's check.

    Words that can be replaced are; a gap gets its sentence where it belongs. A sentence about
    which only a person can decide gives way to a blank. What was put in before and still
    waits to be filled in is not put in again: the edit then only leads there.
    """
    edit = finding.edit
    if edit is not None and edit.start < edit.end:
        return edit
    if edit is not None and (sentence := edit.replacement.strip()):
        return _filling(text, finding, sentence, edit.label)
    if place := _place_of(finding, result):
        start, end = _sentence(text, *place)
        if waiting := _first_blank(text, start, end):
            return waiting
        return Edit(start=start, end=end, replacement=_REWRITE, label="この文を書き直す")
    return _filling(text, finding, _ADD, "書き足す")


def apply_edit(text: str, edit: Edit) -> str:
    """Return the text with an edit made.

    >>> apply_edit("納期：すぐ", Edit(start=3, end=5, replacement="〔日付〕", label=""))
    '納期：〔日付〕'
    """
    return f"{text[: edit.start]}{edit.replacement}{text[edit.end :]}"


def _place_of(finding: Finding, result: CheckResult) -> tuple[int, int] | None:
    if finding.start < finding.end:
        return finding.start, finding.end
    wanted = _ITEMS.get(finding.category)
    return next(
        ((i.start, i.end) for i in result.items if i.item is wanted and i.start < i.end), None
    )


def _filling(text: str, finding: Finding, sentence: str, label: str) -> Edit:
    if (place := text.find(sentence)) >= 0:
        waiting = _first_blank(text, place, place + len(sentence))
        return waiting or Edit(start=place, end=place, replacement="", label="書いた所へ")
    if finding.start < finding.end:
        start, end = _sentence(text, finding.start, finding.end, with_label=True)
        if end - start - (finding.end - finding.start) <= _LITTLE_ELSE:
            before = "\n" if start and text[start - 1] != "\n" else ""
            after = "\n" if end < len(text) and text[end] != "\n" else ""
            return Edit(start=start, end=end, replacement=f"{before}{sentence}{after}", label=label)
        line_end = _line_end(text, finding.end)
        return Edit(start=line_end, end=line_end, replacement=f"\n{sentence}", label=label)
    if (line := _hollow(text, sentence)) is not None:
        return Edit(start=line[0], end=line[1], replacement=sentence, label=label)
    place = _place_for(text, sentence)
    return Edit(
        start=place, end=place, replacement=f"\n{sentence}" if place else sentence, label=label
    )


def _hollow(text: str, sentence: str) -> tuple[int, int] | None:
    """Return a line with the label of a sentence that says nothing of weight behind it.

    Such a line (納期：お早めに) gives way: a second one below would contradict it.
    """
    label = _LABEL.match(sentence)
    if label is None:
        return None
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip()
        own = _LABEL.match(words)
        if own is not None and own["name"].strip() == label["name"].strip():
            said = words[own.end() :].strip()
            if len(said) <= _LITTLE_ELSE and not any(
                sign.isdigit() or sign == "〔" for sign in said
            ):
                return start, start + len(words)
        start += len(line)
    return None


def _first_blank(text: str, start: int, end: int) -> Edit | None:
    found = BLANK.search(text, start, end)
    if found is None:
        return None
    return Edit(start=found.start(), end=found.end(), replacement=found.group(), label=_TO_BLANK)


def _sentence(text: str, start: int, end: int, *, with_label: bool = False) -> tuple[int, int]:
    """Return the sentences around a range; a label before it (納期：) stays outside."""
    first = max(text.rfind(sign, 0, start) for sign in _SENTENCE_ENDS) + 1
    if (waiting := text.rfind(_REWRITE, first, start)) >= 0:
        # That blank stands for a sentence of its own, full stop and all.
        first = waiting + len(_REWRITE)
    while first < start and text[first] in " 　":
        first += 1
    inside = text[max(end - 1, start)]
    stop = end
    if inside not in _SENTENCE_ENDS:
        ends = [place for sign in _SENTENCE_ENDS if (place := text.find(sign, end)) >= 0]
        stop = min(ends, default=len(text))
        if stop < len(text) and text[stop] != "\n":
            stop += 1
    label = None if with_label else _LABEL.match(text[first:start])
    return (first + label.end() if label else first), stop


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def _place_for(text: str, sentence: str) -> int:
    """Return where a new line belongs: below the last label that comes before its own."""
    end = len(text.rstrip())
    own = _rank(sentence)
    if own is None:
        return end
    place = None
    offset, inside = 0, False
    for line in text[:end].split("\n"):
        rank = _rank(line)
        if rank is not None:
            inside = rank <= own
        elif not line.strip():
            inside = False
        offset += len(line)
        if inside:
            place = offset
        offset += 1
    return end if place is None else place


def _rank(line: str) -> int | None:
    found = _LABEL.match(line)
    return _RANKS.get(found["name"].strip()) if found else None
