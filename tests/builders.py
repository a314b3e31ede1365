"""Small domain values for tests; each argument overrides one detail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from cspdesk.documents.posting import posting_text
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import Decomposition, ProposalState, Verdict, WorkItem
from cspdesk.domain.hearing import Hearing
from cspdesk.domain.posting import Posting
from cspdesk.services.checking import CheckRequest
from tests.doubles import MOMENT

OWN_RULE = """
id = "X-SNS"
title = "見本の決まり"
category = "contract"
stage = "posting"
severity = "warning"
confidence = "自社で登録"
checked_on = 2026-11-22
message = "投稿の代行は募集しません。"
fix = "投稿する文の作成までを頼みます。"

[applies]
from = 2024-11-01

[check]
kind = "expression"

[[check.signal]]
all = ["投稿を代行"]

[[source]]
law = "見本協会の取決め"

[[good]]
text = "投稿する文を10本作ってください。"

[[good]]
text = "写真を3枚加工してください。"

[[bad]]
text = "投稿を代行してください。"

[[bad]]
text = "毎日の投稿を代行していただきます。"
""".lstrip()


def a_client(**changes: Any) -> Client:
    """Return a client named 見本商店."""
    client = Client(id="c1", name="見本商店", created_at=MOMENT, updated_at=MOMENT)
    return replace(client, **changes)


def a_case(*items: WorkItem, words: str = "", **changes: Any) -> Case:
    """Return a case with these pieces of work."""
    case = Case(
        id="case1",
        client_id="c1",
        title="見本の相談",
        created_at=MOMENT,
        updated_at=MOMENT,
        hearing=Hearing(owner_words=words),
        decomposition=Decomposition(work_items=items),
    )
    return replace(case, **changes)


def accepted(item_id: str, *after: str, **changes: Any) -> WorkItem:
    """Return an accepted piece of work that waits for `after`."""
    item = WorkItem(
        id=item_id,
        name=f"仕事{item_id}",
        state=ProposalState.ACCEPTED,
        verdict=Verdict.ORDER,
        after=after,
    )
    return replace(item, **changes)


def published(posting: Posting, as_of: date, **changes: Any) -> CheckRequest:
    """Return a posting as it would be published, to be judged without its case."""
    shown = posting_text(posting)
    request = CheckRequest(text=shown.text, as_of=as_of, format=posting.format, spans=shown.spans)
    return replace(request, **changes)
