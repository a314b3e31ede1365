"""People's data in the material of a piece of work, as the answers and the owner's words tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue, CatalogueItem
from cspdesk.domain.decomposition import (
    Decomposition,
    ProposalState,
    Verdict,
    WorkItem,
    refuse_cycle,
)
from cspdesk.domain.hearing import AnswerState, Hearing
from cspdesk.domain.request_format import FormatAnswer
from cspdesk.domain.source import Confidence
from cspdesk.errors import DependencyCycle
from cspdesk.services.catalogue import open_entry
from cspdesk.services.decomposing_knowledge import load_knowledge
from cspdesk.services.fact_words import load_fact_words
from cspdesk.services.folding import Folded, fold, fold_word
from cspdesk.services.interview import load_questions
from cspdesk.services.proposal import NotToOrderMatch, Proposal, WorkItemMatch
from cspdesk.services.tree_filling import fill_tree

_FILE = "catalogue/entrusted.toml"
_QUESTION = "personal_data"
_ANSWERED = {"none": "none", "mask": "anonymizable", "yes": "yes"}
_MAY_HOLD = frozenset({"possible", "yes"})
# Sentences around the one that names the work which still speak of its material.
_REACH = 2
_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What is known about handing over people's data; see the data file for the fields."""

    records: frozenset[str]
    masked_before: frozenset[str]
    mask: str
    kept_back: str
    handling: tuple[str, ...]
    input: str
    caution: str
    masked: str
    before: str


@cache
def load_handover() -> Handover:
    """Return what the shipped file says.

    Raises:
        DataFileError: the file is invalid.
    """
    file = open_entry(_FILE)
    file.day("checked_on")
    texts = file.entry("texts")
    handover = Handover(
        records=frozenset(file.texts("records")),
        masked_before=frozenset(file.texts("masked_before")),
        mask=file.text("mask", empty=False),
        kept_back=file.text("kept_back", empty=False),
        handling=tuple(fold_word(word) for word in file.texts("handling")),
        input=texts.text("input", empty=False),
        caution=texts.text("caution", empty=False),
        masked=texts.text("masked", empty=False),
        before=texts.text("before", empty=False),
    )
    file.done()
    return handover


def entrusted(case: Case, item: WorkItem, catalogue: Catalogue) -> FormatAnswer | None:
    """Return what is told about people's data in the material of `item`, None where nothing is.

    The answer of the interview stands above the words. It holds for work done from what the
    firm has recorded; where none of that is in the tree, for all work that may hold such data.
    The words hold for the former only, and where they speak of this very work.
    """
    entry = catalogue.item(item.catalogue_id)
    takes_records = _takes_records(item, entry)
    others = any(
        _takes_records(other, catalogue.item(other.catalogue_id))
        for other in case.decomposition.work_items
        if other.state is not ProposalState.REJECTED
    )
    may_hold = item.personal_data in _MAY_HOLD and not others
    if not takes_records and not may_hold:
        return None
    answered = _answered(case.hearing)
    if answered is not None or not takes_records:
        return answered
    return _said(case.hearing, item, entry)


def caution(case: Case, item: WorkItem, catalogue: Catalogue) -> str:
    """Return how the material of `item` is handed over, empty where no data of people are in it."""
    told = entrusted(case, item, catalogue)
    texts = {"yes": load_handover().caution, "anonymizable": load_handover().masked}
    return texts[told.value].format(quote=told.quote) if told and told.value in texts else ""


def with_care(
    case: Case, fresh: Iterable[str], catalogue: Catalogue, new_id: Callable[[], str]
) -> Case:
    """Return the case with what people's data in the material of its work ask for.

    Work that was just proposed has the masked copy among what is to be prepared. Before work
    for which the names can be hidden comes the hiding, as a proposal of its own; and that the
    material is not given to a crowd is told among what is kept back.

    Args:
        case: the case with the proposed work in its tree.
        fresh: ids of the work that was just proposed.
        catalogue: the shipped and own work.
        new_id: gives ids to what is added.
    """
    told = {
        item.id: answer
        for item in case.decomposition.work_items
        if item.state is not ProposalState.REJECTED
        and (answer := entrusted(case, item, catalogue)) is not None
        and answer.value in ("yes", "anonymizable")
    }
    new = frozenset(fresh)
    items = tuple(
        _prepared(item, told[item.id]) if item.id in told and item.id in new else item
        for item in case.decomposition.work_items
    )
    tree = replace(case.decomposition, work_items=items)
    open_ = {name: answer for name, answer in told.items() if answer.value == "yes"}
    waiting = [
        item
        for item in items
        if item.catalogue_id in load_handover().masked_before and item.id in open_
    ]
    asked_for = _asked_for(open_, waiting, catalogue)
    added = fill_tree(replace(case, decomposition=tree), asked_for, catalogue, new_id)
    linked = _masked_first(added.decomposition, waiting, new)
    return replace(added, decomposition=linked)


def _takes_records(item: WorkItem, entry: CatalogueItem | None) -> bool:
    if entry is not None and entry.id in load_handover().records:
        return True
    # Own work and work written by hand says by itself whether such data may be in it.
    own = entry is None or entry.price.confidence == Confidence.OWN
    return item.personal_data == "yes" or (own and item.personal_data in _MAY_HOLD)


def _answered(hearing: Hearing) -> FormatAnswer | None:
    answer = hearing.answer(_QUESTION)
    if answer is None or answer.state is not AnswerState.ANSWERED or not answer.choices:
        return None
    value = _ANSWERED.get(answer.choices[0])
    question = next(q for q in load_questions() if q.id == _QUESTION)
    label = next((c.label for c in question.choices if c.id == answer.choices[0]), "")
    if value is None:
        return None
    return FormatAnswer(
        question_id=_QUESTION,
        value=value,
        origin="words",
        quote=f"{question.summary}：{label}",
    )


def _said(hearing: Hearing, item: WorkItem, entry: CatalogueItem | None) -> FormatAnswer | None:
    texts = [_near(fold(hearing.owner_words), item, entry)]
    texts += [answer.text for answer in hearing.answers if answer.text]
    return _personal("\n".join(texts))


@lru_cache(maxsize=64)
def _personal(text: str) -> FormatAnswer | None:
    found = load_fact_words().read(fold(text))
    return next((answer for answer in found if answer.question_id == _QUESTION), None)


def _near(words: Folded, item: WorkItem, entry: CatalogueItem | None) -> str:
    """Return the sentences around those that speak of the work; all where none does."""
    signs = {fold_word(line) for line in item.why} | set(load_handover().handling)
    signs |= {fold_word(keyword) for keyword in entry.keywords} if entry else set()
    signs.discard("")
    naming = [
        place
        for place, (first, last) in enumerate(words.sentences)
        if any(sign in words.text[first:last] for sign in signs)
    ]
    near = [
        words.quote(first, last)
        for place, (first, last) in enumerate(words.sentences)
        if any(abs(place - other) <= _REACH for other in naming)
    ]
    return "。\n".join(near) if naming else words.original


def _prepared(item: WorkItem, told: FormatAnswer) -> WorkItem:
    personal = "yes" if told.value == "yes" else item.personal_data
    if item.catalogue_id == load_handover().mask:
        return replace(item, personal_data=personal)
    inputs = tuple(dict.fromkeys((*item.inputs, load_handover().input)))
    return replace(item, personal_data=personal, inputs=inputs)


def _asked_for(
    told: Mapping[str, FormatAnswer], waiting: Sequence[WorkItem], catalogue: Catalogue
) -> Proposal:
    """Return the hiding of names and the warning against a crowd, as far as they are wanted."""
    handover = load_handover()
    known = load_knowledge(catalogue).kept_back
    quotes = tuple(dict.fromkeys(answer.quote for answer in told.values()))
    warned = next((k.entry for k in known if told and k.entry.id == handover.kept_back), None)
    entry = catalogue.item(handover.mask) if waiting else None
    hiding = WorkItemMatch(
        item_id=handover.mask,
        name=entry.name if entry else "",
        verdict=Verdict.ORDER,
        score=(waiting[0].asked or 0) / _WHOLE if waiting else 0.0,
        why=(handover.before.format(quote=told[waiting[0].id].quote),) if waiting else (),
        quotes=(),
        sub_issue_id="",
    )
    return Proposal(
        work_items=(hiding,) if entry else (),
        not_to_order=(NotToOrderMatch.of(warned, 1.0, quotes),) if warned else (),
    )


def _masked_first(
    tree: Decomposition, waiting: Sequence[WorkItem], fresh: frozenset[str]
) -> Decomposition:
    """Return the tree with the hiding of names before the work that waits for it."""
    masks = (item for item in tree.work_items if item.catalogue_id == load_handover().mask)
    mask = next(masks, None)
    waits = {item.id for item in waiting if item.id in fresh}
    if mask is None or mask.state is ProposalState.REJECTED or not waits:
        return tree
    items: list[WorkItem] = []
    for item in tree.work_items:
        if item.id in waits and mask not in items:
            items.append(replace(mask, issue_id=mask.issue_id or item.issue_id))
            mask = items[-1]
        if item.id in waits:
            items.append(replace(item, after=tuple(dict.fromkeys((*item.after, mask.id)))))
        elif item.id != mask.id:
            items.append(item)
    try:
        refuse_cycle(items)
    except DependencyCycle:
        return tree
    return replace(tree, work_items=tuple(items))
