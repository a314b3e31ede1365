"""What is said about a piece of work, read as answers to the format model's questions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.format_advice import FormatAdviceService
from cspdesk.services.format_reading import FormatReader

READER = FormatReader(load_catalogue())
SERVICE = FormatAdviceService()

SAID = {
    "secrecy=secret": (
        "図面は取引先からの預かり物で、よそには渡せません",
        "来月のお披露目前なので水面下で進めています",
        "特許を申請する前の仕組みを説明する絵です",
        "役員会の録音を文字にしたい",
        "中身は社員以外に知られたくない",
    ),
    "secrecy=none": (
        "載せる中身は全部公開してかまいません",
        "もう売っている品ばかりです",
        "人に見られて困る物はありません",
        "役所の公式サイトに出ている表です",
    ),
    "personal_data=yes": (
        "会員の申込書を打ち込んで一覧にする",
        "園児の写真を整理する",
        "名前を消したつもりですが、生年月日が残っています",
        "紙の顧客台帳を表計算に写す",
    ),
    "personal_data=none": ("氏名は聞かないアンケートです", "個人情報は含まれていません"),
    "dialogue=essential": (
        "試しながら少しずつ作り替えたい",
        "店主の話を聞いてまとめてほしい",
        "納得がいくまで色を見ながら直したい",
        "そのつど画面越しに打ち合わせをします",
        "校閲を受けながら仕上げます",
    ),
    "dialogue=none": (
        "打ち合わせは要りません",
        "読めば始められる説明を付けます。質問はなし",
        "やり取りは不要です",
    ),
    "staged=yes": (
        "下書きを見てから仕上げに入ります",
        "台本が固まったら撮影です",
        "3か月かけて企画から進めます",
    ),
    "divisible=yes": (
        "記入例を付けるので1件ずつ渡せます",
        "1枚8円で大勢に頼みたい",
        "置き換え表のとおりに直す作業です",
        "どの人が書いたかで調子がばらばらで構いません",
        "見たままを表に写すだけ",
    ),
    "divisible=no": (
        "言い回しを全体でそろえたい",
        "同じ作家さんに通して描いてほしい",
        "色味を統一して仕上げてほしい",
    ),
    "variety=want": (
        "夫婦で意見が割れています",
        "和風でも洋風でもかまいません",
        "何人かの案から選びたい",
        "まだ方向が決まっていません",
        "目を引くものがほしい",
    ),
    "variety=mostly_decided": (
        "レイアウトは去年と同じで、写真を差し替えます",
        "色と書式は決まっています",
        "構図はもう固まっています",
    ),
    "variety=decided": (
        "手書きの図をなぞってデータにするだけ",
        "同じ物をもう一度組むだけで十分です",
    ),
    "comparable=yes": ("聴き比べて選びます", "住民の投票で1つに決めます", "広く公募します"),
    "comparable=no": ("使ってみないと良し悪しが分かりません",),
    "adopt=one": ("採用は1点です", "一番の案を出した1人に3万円を渡します"),
    "adopt=all": ("集まった話は全部冊子に載せます", "届いた写真をすべて使います"),
    "opinions=yes": (
        "30代の親200人に困りごとを聞きたい",
        "全国のお雑煮の写真を集めています",
        "停電のときの体験談を寄せてもらう",
    ),
    "opinions=no": ("1人ずつ1時間じっくり話を聞く",),
    "effort=light": (
        "15分もあればできる作業です",
        "140字以内の文です",
        "手描きのスケッチ1枚で応募",
    ),
    "effort=heavy": ("64頁の社史です", "半年かけて組みます"),
    "skill=anyone": ("特別な知識は要りません", "だれでもできる作業です"),
    "skill=specialist": ("薬剤師の監修が入ります", "ポルトガル語に訳す"),
    "continuing=yes": ("毎号お願いします", "季節ごとに2枚", "これからも続けて頼みたい"),
    "continuing=no": ("今回限りの仕事です", "続きの予定はありません"),
    "system_access=yes": ("ネットショップの管理画面に入って直してもらう",),
    "system_access=no": ("反映は社内でやります", "権限を渡す必要はありません"),
    "named_worker=yes": ("前回の絵描きさんにもう一度お願いしたい", "頼む相手は決まっています"),
    "judge_ready=no": ("誰が選ぶかまだ決まっていません", "選ぶ基準がない"),
    "check_capacity=no": ("届いたものを確認する人手が足りません",),
    "prepay_ok=no": ("決まりで先に払うことはできません", "請求書払いしか認められていない"),
    "prepay_ok=yes": ("先にお金を預けることはできます",),
    "kinds=multiple": ("ロゴと看板とチラシをまとめて頼みたい",),
    "urgency=rush": ("あさってまでにほしい",),
    "units=many": ("道の駅250か所", "市町村300の公式の頁", "1案100円で80案", "千二百枚"),
    "units=few": ("看板を3枚", "チラシ五種類"),
    "units=single": ("1曲つくる", "ポスター一枚"),
}


@pytest.mark.parametrize(
    ("said", "text"), [(said, text) for said, texts in SAID.items() for text in texts]
)
def test_a_turn_of_phrase_answers_a_question(said: str, text: str) -> None:
    question, _, value = said.partition("=")
    answers = {answer.question_id: answer for answer in READER.read(text)}

    assert answers[question].value == value
    assert answers[question].quote in text


NOT_SAID = {
    "secrecy=secret": ("秘密はありません", "人に見られて困ることはない", "未公開の写真は出さない"),
    "personal_data=yes": ("店の住所と電話を載せる名刺のデザイン", "個人情報は含まない"),
    "dialogue=essential": ("相談は不要です", "詳しい図面は採用した方とあとで相談します"),
    "divisible=yes": ("手順書を作ってほしい", "マニュアルがない"),
    "divisible=no": ("文体はそろえなくてよい",),
    "variety=want": ("方向は決まっています", "年齢は問わない"),
    "continuing=yes": ("続きは未定です", "毎年恒例のお祭り"),
    "system_access=yes": ("管理画面に入る必要はありません",),
    "units=many": ("社員30人の会社です", "見本を20件付けます", "3案に絞って選びます"),
    "skill=anyone": ("だれでも見られる場所に貼る",),
    "opinions=yes": ("社内の投票で決めます",),
}


@pytest.mark.parametrize(
    ("said", "text"), [(said, text) for said, texts in NOT_SAID.items() for text in texts]
)
def test_its_denial_does_not(said: str, text: str) -> None:
    question, _, value = said.partition("=")
    answers = {answer.question_id: answer.value for answer in READER.read(text)}

    assert answers.get(question) != value


BY_NATURE = {
    RequestFormat.COMPETITION: (
        "和菓子の詰め合わせの掛け紙を1種。季節感さえあれば絵柄は任せる。何通りか並べて女将が選ぶ。",
        "温泉街の足湯の名称を町内で公募するより広く集めたい。採用1つに謝礼3万円。",
        "商工会のゆるい感じの着ぐるみの原案。動物でも野菜でも。",
        "美容室の看板の図柄。夫は渋く、妻は明るくと言って決着しない。",
        "地ビールのラベルの絵。会社で人気投票をして1枚に決める予定。",
        "ラジオで流す15秒の音。聞いたときの印象で選びたいので、作り手によって違うものがほしい。",
        "塾の合言葉。覚えやすければどんな方向でも。",
        "町工場の作業着の背中に入れる柄を募る。賞は1点。",
    ),
    RequestFormat.TASK: (
        "60代の男性150人に、補聴器の印象を選択式で答えてもらう。",
        "古いレシピカード900枚を打つ。書いてあるまま。載っているのは料理だけ。",
        "全国の道の駅で売っている漬物の値札の写真を250枚。",
        "野鳥の動画2500本を見て、鳥が写っているかどうかだけ印を付けてもらう。",
        "部品3000点の商品名を、書き換えの決まりの表に従って直す。",
        "方言で「ありがとう」を言う声を120人分。スマホで録って送るだけ。",
        "お弁当の盛り付けのコツを200字で。1つ150円、80本。",
        "自治体が出している避難所の一覧PDF60枚を表にする。",
    ),
    RequestFormat.PROJECT: (
        "理事の改選でもめたときの会議の録音を文字にしたい。内容は会員にも言えない。",
        "入居者さんのご家族の連絡先300人分を表にする。",
        "受発注の仕組みを、いまの紙のやり方を見てもらって、試しながら作り替えたい。",
        "会社案内の動画。社長の思いを聞いてから筋を書き、撮影、仕上げまで。",
        "毎号の会報16頁を組む。体裁は今のまま。校正のやり取りが3回ある。",
        "来春出す新型の釣り具の箱。形はまだ誰にも見せられない。",
        "取扱説明書を英語とタイ語に。安全の注意書きの言い回しを全編でそろえたい。",
        "ネットショップの裏側に入って商品180点の在庫数を毎日直してほしい。",
        "前にパンフレットを作ってくれた方に、続きの2枚を頼みたい。",
        "挿絵を30点。物語を読んで、主人公の顔が変わらないように。",
        "採用ページの文章。社員3人に話を聞いてまとめる。",
        "介護の相談窓口の電話の受け答え40件分の音声を文字に起こす。",
    ),
}


@pytest.mark.parametrize(
    ("fmt", "text"), [(fmt, text) for fmt, texts in BY_NATURE.items() for text in texts]
)
def test_the_nature_of_the_work_leads_to_a_format(fmt: RequestFormat, text: str) -> None:
    assert SERVICE.advise(text=text).format is fmt


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("社員を雇うときの契約書を作ってほしい", "G-PRO"),
        ("日曜の9時から15時に売り場に立ってレジを手伝う人", "G-EMPLOY"),
        ("食べていない人にも口コミを書いてもらう", "G-FORBID"),
        ("新商品の定価を決めてほしい", "G-CORE"),
        ("何を作ればいいか分からない", "G-SPEC"),
    ],
)
def test_work_that_must_not_be_ordered_is_noticed(text: str, gate: str) -> None:
    assert gate in READER.gates(text)


@pytest.mark.parametrize(
    "text",
    ["契約書の横に置くやさしい説明", "許可の様式の例を一覧にする", "実際に泊まった方への返信の文"],
)
def test_what_may_be_ordered_beside_it_is_not(text: str) -> None:
    assert READER.gates(text) == {}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_whatever_is_said_is_quoted_from_the_text(text: str) -> None:
    for answer in READER.read(text):
        assert answer.quote in text
