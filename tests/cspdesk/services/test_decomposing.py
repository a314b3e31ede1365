"""From the owner's words to problems, work, and what must not be ordered."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.decomposition import KeptBackVerdict, Verdict
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing import DecomposingService, Proposal

SERVICE = DecomposingService()


def items(said: str) -> list[str]:
    return [match.item_id for match in SERVICE.propose(said).work_items]


def kept_back(said: str, industry: str = "") -> list[str]:
    return [match.id for match in SERVICE.propose(said, industry=industry).not_to_order]


def test_several_problems_are_seen_at_once() -> None:
    proposal = SERVICE.propose("求人を出しても応募がない。予約の電話が鳴りっぱなしで手が止まる。")

    assert {"P-RECRUIT", "P-RESERVE"} <= {match.problem_id for match in proposal.problems[:3]}
    assert {"wri-jobpost", "dev-reserve"} <= {match.item_id for match in proposal.work_items}


def test_naming_the_work_leads_straight_to_it() -> None:
    assert items("のれんを新しくしたい")[0] == "des-sign"


def test_a_complaint_leads_to_the_work_by_way_of_the_problem() -> None:
    proposal = SERVICE.propose("親会社に頼りきりで、よその会社の仕事がほしい。営業の人間がいない。")

    found = {match.item_id: match for match in proposal.work_items}

    assert found["ofc-list-sales"].sub_issue_id.startswith("P-B2B.")


def test_a_licence_that_runs_out_is_a_problem_but_filing_for_it_is_no_work() -> None:
    proposal = SERVICE.propose("届けてある許可の期限を書いた紙をなくして、更新を忘れそうで怖い。")

    assert proposal.problems[0].problem_id == "P-PERMIT"
    assert "dev-sheet-auto" in {match.item_id for match in proposal.work_items}
    assert "P-PERMIT.x1" in {match.id for match in proposal.not_to_order}


def test_half_width_and_katakana_spelling_does_not_matter() -> None:
    assert items("ﾛｺﾞがほしい") == items("ロゴがほしい")


def test_evidence_quotes_the_owners_own_words() -> None:
    said = "味はいいのに、箱がダサいって息子に言われる。"

    match = SERVICE.propose(said).work_items[0]

    assert match.item_id == "des-package"
    assert match.quotes
    assert all(quote in said for quote in match.quotes)
    assert not match.why[0].startswith("「")


def test_no_quote_is_longer_than_can_be_read_aloud() -> None:
    said = "箱がダサいと息子に言われるし予約の電話も鳴りっぱなしで" * 200

    proposal = SERVICE.propose(said)

    quotes = [q for match in proposal.work_items for q in match.quotes]
    quotes += [q for match in proposal.problems for q in match.quotes]
    assert quotes
    assert all(len(quote) <= 80 and quote in said for quote in quotes)


def test_what_is_already_there_is_not_proposed() -> None:
    assert "des-logo" not in items("ロゴはもうあるので、名刺を新しくしたい")


def test_what_is_refused_is_not_proposed() -> None:
    found = items("チラシは要らないけどロゴがほしい")

    assert "des-flyer" not in found
    assert found[0] == "des-logo"


def test_costly_work_waits_for_what_it_rests_on() -> None:
    found = {m.item_id: m for m in SERVICE.propose("うち専用のアプリを作りたい").work_items}

    assert found["dev-app"].verdict is Verdict.POSTPONE
    assert found["dev-requirements"].verdict is Verdict.ORDER


@pytest.mark.parametrize(
    ("said", "entry_id"),
    [
        ("お客さんの名簿を大勢で打ち込んでほしい", "N-PERSONAL"),
        ("客先の図面をCADにしたい", "N-CLIENT-DRAWING"),
        ("いい口コミを書いてくれる人を探している", "N-REVIEW"),
        ("補助金の申請書を書いてほしい", "N-SUBSIDY"),
        ("確定申告もやってほしい", "N-TAX"),
        ("就業規則を作ってほしい", "N-LABORDOC"),
        ("値上げをいくらにするか決めてほしい", "N-PRICE"),
        ("面接もお願いしたい", "N-HIRE"),
        ("必ず治ると書きたい", "N-CLAIM"),
        ("成功報酬で営業を頼みたい", "N-COMMISSION"),
    ],
)
def test_what_must_not_be_ordered_follows_from_the_things_named(said: str, entry_id: str) -> None:
    assert entry_id in kept_back(said)


def test_the_trade_brings_up_what_the_owner_does_not_mention() -> None:
    said = "瓶のラベルを新しくしたい"

    assert "N-FOODLABEL" in kept_back(said, industry="ジャム製造")
    assert "N-FOODLABEL" not in kept_back(said)


def test_what_is_kept_back_says_why_and_where_to_go() -> None:
    match = SERVICE.propose("確定申告もやってほしい").not_to_order[0]

    assert match.verdict is KeptBackVerdict.PROFESSIONAL
    assert match.who == "税理士"
    assert match.why[0] == match.reason
    assert match.instead in match.why[1]
    assert match.why[2] == match.basis == "根拠：税理士法 第52条（国税庁・要確認・2026-11-21）"


def test_the_same_prohibition_is_not_told_twice() -> None:
    found = kept_back("お金を払って口コミを書いてもらいたい。星が低い。")

    assert "N-REVIEW" in found
    assert "P-REVIEW.x1" not in found


def test_answers_count_like_words() -> None:
    proposal = SERVICE.propose("特にありません", answers=("ロゴを作りたい",))

    assert proposal.work_items[0].item_id == "des-logo"


def test_questions_are_left_to_ask() -> None:
    proposal = SERVICE.propose("予約の電話で手が止まる")

    assert 0 < len(proposal.ask) <= 8
    assert len(set(proposal.ask)) == len(proposal.ask)


@pytest.mark.parametrize("said", ["", "   ", "こんにちは", "hello"])
def test_nothing_said_proposes_nothing(said: str) -> None:
    assert SERVICE.propose(said) == Proposal()


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(
            st.characters(), st.sampled_from("写真が古い名簿図面補助金電話予約ロゴ、。\nない")
        ),
        max_size=300,
    )
)
def test_any_text_gives_known_and_single_entries_best_first(said: str) -> None:
    proposal = SERVICE.propose(said)
    catalogue = load_catalogue()

    for group in (proposal.problems, proposal.work_items, proposal.not_to_order):
        scores = [match.score for match in group]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)
        assert all(quote in said for match in group for quote in match.quotes)
    ids = [match.item_id for match in proposal.work_items]
    assert len(ids) == len(set(ids)) <= 10
    assert all(catalogue.item(item_id) for item_id in ids)
    kept = [match.id for match in proposal.not_to_order]
    assert len(kept) == len(set(kept)) <= 12


def test_what_was_tried_in_vain_is_not_proposed_again() -> None:
    asked = "もっと近所の人に知ってもらいたい。"
    tried = SERVICE.propose("折込チラシをやったけど効かなかった。" + asked)
    wanted = SERVICE.propose("折込チラシをやってみたい。" + asked)

    assert "des-flyer" in {match.item_id for match in wanted.work_items}
    assert "des-flyer" not in {match.item_id for match in tried.work_items}
    assert "P-ADS" in {match.problem_id for match in tried.problems}


def test_what_is_there_but_troubles_the_owner_is_proposed() -> None:
    proposal = SERVICE.propose(
        "ホームページは5年前に作ったきりで、スマホだと読みにくいです。名簿が紙です。"
    )

    assert "dev-site-renewal" in {match.item_id for match in proposal.work_items}


def test_a_budget_is_no_reason_for_work() -> None:
    proposal = SERVICE.propose("名簿が紙のままです。予算は30万くらい、年内には何とかしたい。")

    assert not [q for match in proposal.work_items for q in match.quotes if "予算" in q]
