"""A posting as one text keeps each field word for word and knows where it stands."""

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.documents.posting import posting_text
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat

FIELDS = st.dictionaries(st.sampled_from(PostingField), st.text(max_size=40))


def draft(texts: dict[PostingField, str]) -> Posting:
    posting = Posting(id="p1", work_item_id="w1", format=RequestFormat.PROJECT)
    for field, text in texts.items():
        posting = posting.with_text(field, text)
    return posting


def test_the_title_stands_first_whatever_the_order_of_typing() -> None:
    posting = draft({PostingField.DEADLINE: "2027年2月12日", PostingField.TITLE: "ロゴの制作"})

    assert posting_text(posting).text == "【件名】\nロゴの制作\n\n【納期】\n2027年2月12日\n"


def test_a_posting_without_texts_is_an_empty_text() -> None:
    assert posting_text(draft({})).text == ""


@given(FIELDS)
def test_each_span_is_exactly_the_text_of_its_field(texts: dict[PostingField, str]) -> None:
    posting = draft(texts)

    result = posting_text(posting)

    filled = [field for field in PostingField if texts.get(field, "").strip()]
    assert [field for field, _, _ in result.spans] == filled
    for field, start, end in result.spans:
        assert result.text[start:end] == texts[field]
