"""The order draft says what the owner must decide, and never passes a guess for a fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cspdesk.documents.evidence import ExemptionRow, PostingEvidence
from cspdesk.documents.model import (
    Cell,
    Contents,
    CoverTitle,
    Document,
    FieldGrid,
    FieldList,
    Mark,
    Note,
    SheetTitle,
    Table,
)
from cspdesk.documents.order_draft import build_order_draft
from cspdesk.documents.plain_text import to_text
from cspdesk.domain.case import Case
from cspdesk.domain.decomposition import Decomposition, KeptBackVerdict, ProposalState
from cspdesk.domain.hearing import Hearing, NoticedObstacle, Obstacle, Remedy
from tests.cspdesk.documents.sample_case import (
    CASE,
    CLIENT,
    EVIDENCE,
    ITEMS,
    PACK,
    TODAY,
    order_draft,
)
from tests.doubles import MOMENT


def cover(document: Document) -> CoverTitle:
    return next(block for block in document.blocks if isinstance(block, CoverTitle))


def facts(document: Document) -> dict[str, Cell]:
    return dict(next(block for block in document.blocks if isinstance(block, FieldGrid)).pairs)


def table(document: Document, column: str) -> Table:
    return next(b for b in document.blocks if isinstance(b, Table) and column in b.header)


def with_items(*items: object) -> Case:
    return replace(CASE, decomposition=replace(CASE.decomposition, work_items=items))  # type: ignore[arg-type]


def test_a_firm_is_addressed_with_onchu() -> None:
    assert cover(order_draft()).addressee == "見本酒造株式会社 御中"


def test_a_person_under_their_own_name_is_addressed_with_sama() -> None:
    owner = replace(CLIENT, name="見本花子", contact_name="見本 花子")

    assert cover(order_draft(CASE, owner)).addressee == "見本花子 様"


def test_the_cover_names_the_day_whose_law_applies() -> None:
    planned = replace(CASE, planned_order_on=date(2027, 1, 4))

    assert facts(order_draft())["法令の基準日"].text == "2026年11月24日（火）"
    assert facts(order_draft(planned))["法令の基準日"].text == "2027年1月4日（月）"


def test_an_unknown_amount_is_said_to_be_undecided_and_left_out_of_the_total() -> None:
    overview = table(order_draft(), "契約額（税込）")

    assert [row[-1].text for row in overview.rows] == ["132,000円", "79,200円", "未定"]
    assert [cell.text for cell in overview.total] == ["合計（未定の1件を除く）", "211,200円"]


def test_the_rest_of_the_budget_is_undecided_while_an_amount_is() -> None:
    assert facts(order_draft())["残り"].text == "未定"


def test_the_rest_of_the_budget_is_shown_once_all_amounts_are_known() -> None:
    known = with_items(*ITEMS[:2])

    assert facts(order_draft(known))["残り"].text == "688,800円（税込）"


def test_a_budget_that_is_exceeded_is_marked() -> None:
    poor = replace(with_items(*ITEMS[:2]), budget_yen=200_000)

    rest = facts(order_draft(poor))["残り"]

    assert rest.text == "−11,200円（税込） 上限を超えています"
    assert rest.mark is Mark.ERR


def test_what_is_not_ordered_stands_with_who_and_why() -> None:
    rows = table(order_draft(), "だれが").rows

    assert [tuple(cell.text for cell in row) for row in rows] == [
        ("顧客名簿620件の入力", "社内", "販売の担当者", "個人情報を外へ出さないため"),
        (
            "通信販売の酒類販売業免許の申請",
            "有資格者へ",
            "行政書士・税務署の窓口",
            "免許の申請は有資格者か本人が行うため。\n代わりに：必要な書類の一覧を相談の場で作ります。",
        ),
    ]


def test_the_law_behind_a_reason_is_printed_below_it() -> None:
    kept = replace(CASE.decomposition.kept_back[0], reason="理由\n根拠：見本法（要確認）")
    case = replace(CASE, decomposition=replace(CASE.decomposition, kept_back=(kept,)))

    last = table(order_draft(case), "だれが").rows[-1]

    assert last[3].text.startswith("理由\n根拠：見本法（要確認）\n代わりに：")


def test_nobody_is_not_named_twice_beside_the_verdict_that_says_so() -> None:
    verdict = KeptBackVerdict.NEVER
    kept = replace(CASE.decomposition.kept_back[0], verdict=verdict, who=verdict.label)
    case = replace(CASE, decomposition=replace(CASE.decomposition, kept_back=(kept,)))

    last = table(order_draft(case), "だれが").rows[-1]

    assert [cell.text for cell in last[1:3]] == [verdict.label, "—"]


def test_only_accepted_work_is_printed() -> None:
    proposed = with_items(replace(ITEMS[0], state=ProposalState.PROPOSED), ITEMS[1])

    assert ITEMS[0].name not in to_text(order_draft(proposed))


def test_each_ordered_piece_has_one_sheet_with_the_six_items_in_order() -> None:
    lists = [
        [row.badge for row in block.rows]
        for block in order_draft().blocks
        if isinstance(block, FieldList) and block.rows[0].badge
    ]

    assert lists == [["①", "②", "③", "④", "⑤", "⑥", "他"]] * 3


def test_a_sheet_without_a_text_says_undecided_for_every_item() -> None:
    last = [
        block
        for block in order_draft().blocks
        if isinstance(block, FieldList) and block.rows[0].badge
    ][-1]

    assert all("未定" in row.text for row in last.rows)
    assert "0円" not in "".join(row.text for row in last.rows)


def test_the_evidence_sheet_names_rule_state_words_source_and_day() -> None:
    evidence = table(order_draft(), "出どころ")

    assert [cell.text for cell in evidence.rows[0]] == [
        "G01",
        "仕事の内容が具体的",
        "適合",
        "新潟の造り酒屋の通販ページに載せる素材を作るお仕事です。",
        "自営型テレワークのガイドライン 第3(1)イ①",
    ]
    text = to_text(order_draft())
    assert f"ルール版: {PACK.version}" in text
    assert f"ルールの指紋: {PACK.digest}" in text
    assert "法律上の判断を示すものではありません" in text


def test_a_source_is_written_out_once_and_then_referred_to() -> None:
    twice = replace(EVIDENCE, rows=(EVIDENCE.rows[0], replace(EVIDENCE.rows[0], rule="G02")))
    document = build_order_draft(CASE, CLIENT, evidence={"p-w1": twice}, pack=PACK, today=TODAY)

    sources = [row[-1].text for row in table(document, "出どころ").rows]

    assert sources == [EVIDENCE.rows[0].source, "G01と同じ"]


def test_words_already_quoted_in_a_reason_are_not_repeated() -> None:
    assert to_text(order_draft()).count("ネットでも買えないの") == 1


def test_rules_without_a_remark_are_listed_and_their_sources_stand_once() -> None:
    text = to_text(order_draft())

    assert text.count("指摘がなかった確認（2件）\n\nC01・C12\n") == 2
    assert text.count("景品表示法 第5条 | C01 やらせの口コミ / C12 無報酬のテスト") == 1


def test_rules_that_could_not_be_evaluated_are_told() -> None:
    document = build_order_draft(
        CASE,
        CLIENT,
        evidence={"p-w1": replace(EVIDENCE, stopped=2)},
        pack=PACK,
        today=TODAY,
    )

    notes = [block.text for block in document.blocks if isinstance(block, Note)]
    assert "2件のルールを確かめられませんでした。" in notes


def test_the_state_of_the_draft_is_the_heaviest_of_its_postings() -> None:
    clean = replace(EVIDENCE, errors=0, warnings=0)
    case = with_items(*ITEMS[:2])

    def state(first: int, second: int, warnings: int = 0) -> tuple[str, Mark]:
        document = build_order_draft(
            case,
            CLIENT,
            evidence={
                "p-w1": replace(clean, errors=first, warnings=warnings),
                "p-w2": replace(clean, errors=second),
            },
            pack=PACK,
            today=TODAY,
        )
        cell = facts(document)["案の状態"]
        return cell.text, cell.mark

    assert state(1, 2) == ("下書き 不適合 3件", Mark.ERR)
    assert state(0, 0, warnings=1) == ("点検済み 注意 1件", Mark.WARN)
    assert state(0, 0) == ("適合 2件", Mark.OK)


def test_the_state_of_the_draft_tells_what_was_let_stand() -> None:
    kept = ExemptionRow(
        rule="D03",
        title="支払い",
        mark=Mark.WARN,
        severity="注意",
        quote="",
        reason="見本",
        decided_by="見本 花子",
        decided_at=MOMENT,
    )
    clean = replace(EVIDENCE, errors=0, warnings=0, exempted=(kept,))
    grave = replace(clean, exempted=(replace(kept, mark=Mark.ERR, severity="不適合"),))

    def state(evidence: PostingEvidence) -> tuple[str, Mark]:
        document = build_order_draft(
            with_items(ITEMS[0]), CLIENT, evidence={"p-w1": evidence}, pack=PACK, today=TODAY
        )
        cell = facts(document)["案の状態"]
        return cell.text, cell.mark

    assert state(clean) == ("適合 1件・例外 1件", Mark.OK)
    assert state(grave) == ("点検済み 注意 0件・例外 1件（うち不適合 1件）", Mark.WARN)


def test_work_without_a_checked_text_keeps_the_draft_a_draft() -> None:
    document = build_order_draft(CASE, CLIENT, evidence={}, pack=PACK, today=TODAY)

    assert facts(document)["案の状態"].text == "下書き 未点検 3件"


def test_the_override_of_a_format_is_printed_with_its_reason() -> None:
    text = to_text(order_draft())

    assert "おすすめと違う形式にした理由】\n文の調子を相談しながら決めたいため" in text
    assert "こうすれば使えます：味わいシートを先にそろえ" in text


def test_estimates_say_that_they_are_unconfirmed() -> None:
    text = to_text(order_draft())

    assert "3,300〜8,800円（目安・未確認）" in text
    assert "36時間（目安・未確認）" in text
    assert "着手から30日（目安）" in text


def test_a_sample_says_so_at_the_foot_of_each_page() -> None:
    assert order_draft().footer_middle == "見本データ（架空の会社です）"

    real = order_draft(replace(CASE, is_sample=False), replace(CLIENT, is_sample=False))

    assert real.footer_middle == ""


def test_every_entry_of_the_contents_leads_to_a_sheet() -> None:
    document = order_draft()
    contents = next(block for block in document.blocks if isinstance(block, Contents))

    sheets = [b.bookmark for b in document.blocks if isinstance(b, CoverTitle | SheetTitle)]

    assert list(contents.entries) == sheets


def test_a_case_without_work_gives_a_draft_that_says_so() -> None:
    empty = replace(CASE, decomposition=Decomposition(), postings=(), title="")

    text = to_text(order_draft(empty))

    assert "外部に頼む仕事は、まだ決まっていません。" in text
    assert "頼む仕事が未定" in text
    assert "採った仕事がまだありません。" in text


def test_work_outside_the_tree_is_not_lost() -> None:
    loose = with_items(replace(ITEMS[0], issue_id=""))

    assert "■ そのほかの仕事" in to_text(order_draft(loose))


def test_the_owners_talk_is_not_the_title_of_the_cover() -> None:
    talk = "うちはね、駅前で店をやってまして、"
    untitled = replace(CASE, title="うちはね、駅前で…", hearing=Hearing(owner_words=talk))

    document = order_draft(untitled)

    assert "うちはね" not in document.title
    assert to_text(document).splitlines()[1] == "発注のご提案"


def test_the_plan_tells_how_worries_are_met_and_which_measure_is_open() -> None:
    remedy = Remedy(text="試しの発注を先に行います。")
    worry = NoticedObstacle(
        obstacle=Obstacle.EXISTING_SUPPLIERS_AND_QUALITY,
        why=("お話の「心配」",),
        remedies=(remedy,),
    )
    document = build_order_draft(
        CASE,
        CLIENT,
        evidence={},
        pack=PACK,
        today=TODAY,
        obstacles=(worry,),
        open_measures=("売上が下がっている",),
    )
    text = to_text(document)

    assert "試しの発注を先に行います。" in text
    assert "「売上が下がっている」の成果の物差しがまだ決まっていません" in text
