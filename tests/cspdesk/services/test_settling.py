"""A posting is settled for as long as its texts stay as they were when it was settled."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.domain.finding import CheckRecord
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.settling import is_settled, next_unsettled, settled
from tests.builders import a_case, accepted
from tests.doubles import MOMENT

_POSTING = Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT).with_text(
    PostingField.TITLE, "見本の題"
)


def test_a_new_posting_is_not_settled() -> None:
    assert not is_settled(_POSTING)
    assert not is_settled(None)


def test_a_settled_posting_keeps_its_texts_as_a_version() -> None:
    done = settled(_POSTING, MOMENT)

    assert is_settled(done)
    assert done.versions[-1].texts == _POSTING.texts


def test_a_change_opens_it_and_the_old_text_settles_it_again() -> None:
    done = settled(_POSTING, MOMENT)
    changed = done.with_text(PostingField.TITLE, "別の題")

    assert not is_settled(changed)
    assert is_settled(changed.with_text(PostingField.TITLE, "見本の題"))


def test_an_error_that_counts_opens_it_though_the_texts_are_the_same() -> None:
    done = settled(_POSTING, MOMENT)
    record = CheckRecord(
        as_of=MOMENT.date(),
        pack_version="1",
        pack_digest="d",
        checked_at=MOMENT,
        errors=1,
        warnings=0,
        infos=0,
    )

    assert not is_settled(replace(done, check=record))
    assert is_settled(replace(done, check=replace(record, errors=0, warnings=1)))


def test_the_next_work_is_the_first_that_is_not_settled() -> None:
    case = a_case(accepted("a"), accepted("b"))
    done = replace(case, postings=(settled(replace(_POSTING, work_item_id="a"), MOMENT),))

    assert next_unsettled(case) == "a"
    assert next_unsettled(case, beside="a") == "b"
    assert next_unsettled(done) == "b"
    assert next_unsettled(done, beside="b") is None
