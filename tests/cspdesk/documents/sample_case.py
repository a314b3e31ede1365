"""An invented case with everything that an order draft prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from cspdesk.documents.evidence import EvidenceRow, PostingEvidence, RulePackInfo
from cspdesk.documents.model import Document, Mark
from cspdesk.documents.order_draft import build_order_draft
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.decomposition import (
    Decomposition,
    Issue,
    KeptBack,
    KeptBackVerdict,
    ProposalState,
    Verdict,
    WorkItem,
)
from cspdesk.domain.hearing import Hearing
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import (
    Exclusion,
    FormatDecision,
    FormatScore,
    RequestFormat,
    ScoredReason,
)

MOMENT = datetime(2026, 11, 24, 6, 6, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PACK = RulePackInfo(version="2026.11", digest="7c1e90ab44d25f08", checked_on=date(2026, 11, 21))

CLIENT = Client(
    id="c1",
    name="見本酒造株式会社",
    created_at=MOMENT,
    updated_at=MOMENT,
    furigana="みほんしゅぞう",
    prefecture="新潟県",
    contact_name="見本 花子",
    is_sample=True,
)

DECISION = FormatDecision(
    chosen=RequestFormat.PROJECT,
    recommended=RequestFormat.PROJECT,
    scores=(
        FormatScore(
            format=RequestFormat.PROJECT,
            points=9,
            reasons=(
                ScoredReason(points=4, text="相談しながら内容を決めるため"),
                ScoredReason(points=3, text="同じ方に続けて頼みたいため"),
                ScoredReason(points=-1, text="選ぶ時間が短いため"),
            ),
        ),
        FormatScore(format=RequestFormat.COMPETITION, points=3),
        FormatScore(
            format=RequestFormat.TASK,
            points=0,
            exclusions=(
                Exclusion(
                    id="x1",
                    reason="1件ごとに打ち合わせが要る仕事は、タスク形式では頼めません。",
                    remedy="味わいシートを先にそろえ、1点ずつ分けて書ける形にする",
                ),
            ),
        ),
    ),
    answers=(),
    decided_at=MOMENT,
)

ITEMS = (
    WorkItem(
        id="w1",
        name="商品写真24点の撮影・切り抜き",
        issue_id="i2",
        state=ProposalState.ACCEPTED,
        deliverable="切り抜いた写真（JPEG、長辺3,000px）",
        quantity=24,
        unit="点",
        unit_price_yen=5500,
        price_low_yen=3300,
        price_high_yen=8800,
        price_basis="見本の相場表（2026年）",
        hours=30.0,
        days=14,
        inputs=("撮影する商品24本", "背景色の希望"),
        starts_on=date(2026, 11, 30),
        due_on=date(2026, 12, 18),
        format_decision=DECISION,
    ),
    WorkItem(
        id="w2",
        name="商品説明文24点",
        issue_id="i2",
        state=ProposalState.ACCEPTED,
        deliverable="1点200〜260字の説明文",
        quantity=24,
        unit="点",
        unit_price_yen=3300,
        hours=36.0,
        inputs=("味わいシート", "銘柄の一覧"),
        after=("w1",),
        due_on=date(2027, 1, 15),
        format_decision=replace(
            DECISION,
            recommended=RequestFormat.COMPETITION,
            override_reason="文の調子を相談しながら決めたいため",
        ),
    ),
    WorkItem(
        id="w3",
        name="新酒ラベルのデザイン",
        issue_id="i3",
        state=ProposalState.ACCEPTED,
        days=30,
    ),
    WorkItem(
        id="w4",
        name="顧客名簿620件の入力",
        issue_id="i2",
        state=ProposalState.ACCEPTED,
        verdict=Verdict.IN_HOUSE,
        verdict_reason="個人情報を外へ出さないため",
        who="販売の担当者",
    ),
)

KEPT_BACK = (
    KeptBack(
        id="k1",
        name="通信販売の酒類販売業免許の申請",
        verdict=KeptBackVerdict.PROFESSIONAL,
        who="行政書士・税務署の窓口",
        reason="免許の申請は有資格者か本人が行うため。",
        instead="必要な書類の一覧を相談の場で作ります。",
    ),
)

ISSUES = (
    Issue(
        id="i1",
        name="店に来られない人に商品を売れていない",
        why=("「ネットでも買えないの、とよく言われる」ため。", "ネットでも買えないの"),
        measure="通販の売上（月）を3か月後に比べる",
    ),
    Issue(id="i2", name="商品の良さがページで伝わらない", parent_id="i1"),
    Issue(id="i3", name="新酒の見た目が地味である", parent_id="i1"),
)


def posting_for(item: WorkItem, **texts: str) -> Posting:
    """Return a filled posting of a piece of work; `texts` replaces fields by their key."""
    filled = {
        "title": f"{item.name}をお願いします(日本酒24銘柄)",
        "background": "遠方のお客さまにも商品の良さが伝わるように、通販のページを整えます。",
        "work_content": "新潟の造り酒屋の通販ページに載せる素材を作るお仕事です。"
        "杜氏が記入した「味わいシート」をもとに、1点ずつまとめます。",
        "specification": "Googleドキュメントまたはテキスト。1点200〜260字、見出し20字以内。",
        "quantity": "24点",
        "skills": "食品か飲料の文章を書いたことがある方。",
        "hours": "36時間（1点 1.5時間）",
        "deadline": "2027年1月15日（金）。最初の3点は12月18日までに納め、"
        "文の調子を確かめてから進めます。",
        "reward": "79,200円（税込、1点 3,300円 × 24点）",
        "payment_date": "2027年2月12日（金）",
        "payment_method": "仮払いから支払います。振込手数料を報酬から差し引くことはありません。",
        "expenses": "試飲用の商品と送料は注文者が負担します。",
        "intellectual_property": "検収と支払いの完了時に、著作権（著作権法27条・28条の権利を含む）"
        "を注文者へ移します。",
        "unused_proposals": "選ばれなかった提案は、選考のほかに使いません。",
        "revisions": "修正は2回まで。これを超えるときは、納期と追加の報酬を相談して決めます。",
        "conditions": "食品の文章の実績を1つ教えてください。",
        "contact": "募集ページの質問欄。平日2営業日以内に担当が答えます。",
        "client_name": "見本酒造株式会社（新潟県長岡市）",
        "workplace": "受注者が自由に選ぶ場所（自宅など）です。",
    }
    posting = Posting(id=f"p-{item.id}", work_item_id=item.id, format=RequestFormat.PROJECT)
    for key, text in {**filled, **texts}.items():
        posting = posting.with_text(PostingField(key), text)
    return posting


CASE = Case(
    id="case1",
    client_id="c1",
    title="直販の立ち上げと新酒ラベル",
    created_at=MOMENT,
    updated_at=MOMENT,
    budget_yen=900_000,
    deadline=date(2027, 1, 29),
    consultant="見本 太郎",
    hearing=Hearing(owner_words="ネットでも買えないの、とよく言われるんです。"),
    decomposition=Decomposition(issues=ISSUES, work_items=ITEMS, kept_back=KEPT_BACK),
    postings=(posting_for(ITEMS[0]), posting_for(ITEMS[1])),
    is_sample=True,
)

EVIDENCE = PostingEvidence(
    rows=(
        EvidenceRow(
            rule="G01",
            title="仕事の内容が具体的",
            mark=Mark.OK,
            state="適合",
            quote="新潟の造り酒屋の通販ページに載せる素材を作るお仕事です。",
            source="自営型テレワークのガイドライン 第3(1)イ①",
        ),
        EvidenceRow(
            rule="G03",
            title="支払期日が日付で書かれている",
            mark=Mark.WARN,
            state="一部",
            quote="2027年2月12日（金）",
            source="特定受託事業者に係る取引の適正化等に関する法律 第4条",
        ),
        EvidenceRow(
            rule="G06",
            title="諸経費の扱い",
            mark=Mark.ERR,
            state="なし",
            quote="",
            source="自営型テレワークのガイドライン 第3(1)イ④",
        ),
        EvidenceRow(
            rule="X05",
            title="源泉徴収の扱い",
            mark=Mark.INFO,
            state="案内",
            quote="79,200円（税込、1点 3,300円 × 24点）",
            source="所得税法 第204条",
        ),
    ),
    clear=(
        EvidenceRow(
            rule="C01",
            title="やらせの口コミ",
            mark=Mark.NONE,
            state="指摘はありません",
            quote="",
            source="景品表示法 第5条",
        ),
        EvidenceRow(
            rule="C12",
            title="無報酬のテスト",
            mark=Mark.NONE,
            state="指摘はありません",
            quote="",
            source="景品表示法 第5条",
        ),
    ),
    errors=1,
    warnings=1,
    infos=1,
    as_of=TODAY,
)


def order_draft(case: Case = CASE, client: Client = CLIENT) -> Document:
    """Return the order draft of the invented case."""
    return build_order_draft(
        case,
        client,
        evidence={posting.id: EVIDENCE for posting in case.postings},
        pack=PACK,
        today=TODAY,
    )
