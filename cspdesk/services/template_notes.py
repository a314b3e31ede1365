"""What a template says beside the fields it fills: cautions with the law behind them, and hints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue, CatalogueItem, Problem, SubIssue
from cspdesk.domain.decomposition import WorkItem
from cspdesk.domain.source import Confidence, Ground, grounds_line
from cspdesk.services.entrusting import caution

_WITHHOLDING = {"yes": "あり", "no": "なし"}
_SECRET = {
    "yes": "社外秘の資料を渡す仕事です。資料は秘密保持を結んだ相手だけに見せます。",
    "possible": "社外秘の資料を渡すことがあります。先に、見せてよい範囲を決めます。",
}


@dataclass(frozen=True, slots=True)
class TemplateNotes:
    """Notes for one piece of work, ready to be shown; looked up anew each time, never stored."""

    caution: str = ""
    rights: str = ""
    withholding: str = ""


def notes_for(catalogue: Catalogue, case: Case, item: WorkItem) -> TemplateNotes:
    """Return the notes of the template that `item` came from.

    The first caution is what answers and words tell of people's data in the material; of work
    from no template there is nothing else to tell.
    """
    tree = case.decomposition
    entry = catalogue.item(item.catalogue_id)
    handover = caution(case, item, catalogue)
    if entry is None:
        return TemplateNotes(caution=handover)
    issue = next((i.catalogue_id for i in tree.issues if i.id == item.issue_id), "")
    own = "" if item.rights_note == entry.rights_note else f"見本では：{entry.rights_note}"
    said = _WITHHOLDING.get(entry.withholding, entry.withholding)
    return TemplateNotes(
        caution="\n".join(filter(None, (handover, *_caution(catalogue, entry, issue)))),
        rights=_with_basis(entry, own, entry.rights_grounds),
        withholding=_with_basis(
            entry,
            f"見本の目安：{said}。{entry.withholding_why}",
            entry.withholding_grounds,
        ),
    )


def issue_notes(catalogue: Catalogue, catalogue_id: str) -> tuple[str, ...]:
    """Return what is good to know about a problem or a sub-issue, one line each."""
    for problem in catalogue.problems:
        if problem.id == catalogue_id:
            return tuple(_problem_notes(problem))
        for sub in problem.sub_issues:
            if sub.id == catalogue_id:
                return tuple(_sub_issue_notes(problem, sub))
    return ()


def _caution(catalogue: Catalogue, entry: CatalogueItem, sub_issue_id: str) -> Iterator[str]:
    if entry.legal_notes:
        yield _with_basis(entry, entry.legal_notes, entry.grounds)
    if entry.secret in _SECRET:
        yield _SECRET[entry.secret]
    if entry.unsuitable:
        hints = "、".join(f"{h.format.label}（{h.why}）" for h in entry.unsuitable)
        yield f"向かない形式：{hints}"
    if when := _when(catalogue, entry.id, sub_issue_id):
        yield f"頼むとよい場合：{when}"


def _when(catalogue: Catalogue, item_id: str, sub_issue_id: str) -> str:
    return next(
        (
            link.when
            for problem in catalogue.problems
            for sub in problem.sub_issues
            if sub.id == sub_issue_id
            for link in sub.items
            if link.item_id == item_id
        ),
        "",
    )


def _with_basis(entry: CatalogueItem, text: str, grounds: tuple[Ground, ...]) -> str:
    basis = grounds_line(grounds) or f"（{Confidence.TO_CHECK}・{entry.checked_on.isoformat()}）"
    return f"{text}\n{basis}" if text else basis


def _problem_notes(problem: Problem) -> Iterator[str]:
    if problem.order_of_work:
        yield f"進める順番：{' → '.join(problem.order_of_work)}"
    if problem.pitfalls:
        yield f"つまずきやすい点：{'、'.join(problem.pitfalls)}"
    for question in problem.questions:
        yield f"確かめること：{question.ask}（{question.why}）"


def _sub_issue_notes(problem: Problem, sub: SubIssue) -> Iterator[str]:
    before = [other.name for other in problem.sub_issues if other.id in sub.depends_on]
    if before:
        yield f"先に進める課題：{'、'.join(before)}"
    if sub.keep_inside:
        yield f"社内で行うこと：{'、'.join(sub.keep_inside)}"
