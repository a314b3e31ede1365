"""The PDF says what the document says, embeds its fonts and is the same each time."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from cspdesk.documents.model import (
    Block,
    Cell,
    Contents,
    Document,
    FieldGrid,
    FieldList,
    FieldRow,
    Heading,
    Listing,
    Mark,
    Note,
    Paragraph,
    SheetTitle,
    Table,
)
from cspdesk.pdf.breaking import NOT_AT_END, NOT_AT_START
from cspdesk.pdf.writer import PdfWriter
from cspdesk.services.ports import Cancelled
from tests.cspdesk.documents.sample_case import CASE, ITEMS, TODAY, order_draft, posting_for
from tests.cspdesk.documents.words import bare, words

LONG = "「え……!?」と彼は言った(見積書(第2版)による)。単価は¥3,300〜¥5,500です。キャッシュ・フロー。"


def of(*blocks: Block) -> Document:
    return Document(
        title="見本の書類",
        client_name="見本商店",
        footer_left="足",
        footer_middle="",
        dated=TODAY,
        blocks=blocks,
    )


def printed(document: Document) -> PdfReader:
    return PdfReader(BytesIO(PdfWriter().render(document)))


def body(reader: PdfReader, document: Document) -> str:
    """Return the text of all pages without header and foot, bare."""
    pages = []
    for number, page in enumerate(reader.pages, start=1):
        text = bare(page.extract_text())
        foot = bare(f"{document.footer_left}{document.footer_middle}")
        place = text.rfind(bare(document.client_name) + foot)
        running = text[:place]
        assert place > 0, number
        assert text.endswith(bare(f"{number}/{len(reader.pages)}"))
        pages.append(running)
    return "\n".join(pages)


def fonts_in(reader: PdfReader) -> list[DictionaryObject]:
    objects = [
        reader.get_object(IndirectObject(n, 0, reader))
        for n in range(1, 2000)
        if n in reader.xref.get(0, {})
    ]
    return [o for o in objects if isinstance(o, DictionaryObject) and o.get("/Type") == "/Font"]


def test_the_pdf_says_word_by_word_what_the_document_says() -> None:
    draft = order_draft()
    draft = replace(
        draft, blocks=tuple(block for block in draft.blocks if not isinstance(block, Contents))
    )
    reader = printed(draft)

    text = body(reader, draft)

    running = ["発注原稿一式", "課題の分解", "依頼形式と理由"]
    running += ["依頼文"] * 3 + ["ご用意いただくもの"] + ["適合確認書"] * 2 + ["確認項目の出どころ"]
    pages = text.split("\n")
    assert [page[-len(bare(name)) :] for page, name in zip(pages, running, strict=True)] == [
        bare(name) for name in running
    ]
    trimmed = "".join(
        page.removesuffix(bare(name)) for page, name in zip(pages, running, strict=True)
    )
    assert trimmed == words(draft)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert PdfWriter().render(order_draft()) == PdfWriter().render(order_draft())


def test_every_font_is_embedded() -> None:
    found = fonts_in(printed(order_draft()))

    assert found
    for font in found:
        assert "BIZUD" in str(font["/BaseFont"])
        descriptor = font["/FontDescriptor"].get_object()
        assert isinstance(descriptor, DictionaryObject)
        assert "/FontFile2" in descriptor
        assert "/ToUnicode" in font


def test_title_author_language_and_creator_are_set_and_neutral() -> None:
    reader = printed(order_draft())

    facts = reader.metadata
    assert facts is not None
    assert facts.title == "発注原稿一式 直販の立ち上げと新酒ラベル"
    assert facts.author == "cspdesk"
    assert facts.creator == "cspdesk"
    assert "2026-11-24" in str(facts.subject)
    assert str(reader.root_object["/Lang"]) == "ja"


def test_bookmarks_name_the_sheets_in_order_and_lead_to_their_pages() -> None:
    draft = order_draft()
    reader = printed(draft)
    contents = next(block for block in draft.blocks if isinstance(block, Contents))

    marks = [mark for mark in reader.outline if not isinstance(mark, list)]

    assert [mark.title for mark in marks] == list(contents.entries)
    places = [reader.get_destination_page_number(mark) for mark in marks]
    assert places == list(range(len(reader.pages)))


def test_the_contents_show_the_page_of_each_sheet() -> None:
    cover = printed(order_draft()).pages[0].extract_text()

    assert "課題の分解" in cover
    numbers = [line.strip() for line in cover.splitlines() if line.strip().isdigit()]
    assert [str(n) for n in range(1, 11)] == [n for n in numbers if n][-10:]


def test_every_page_shows_client_sample_remark_and_page_number() -> None:
    reader = printed(order_draft())

    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert "見本酒造株式会社" in text
        assert "見本データ（架空の会社です）" in text
        assert f"{number} / {len(reader.pages)}" in text


def test_no_page_is_empty_when_rendered() -> None:
    pdf = pypdfium2.PdfDocument(PdfWriter().render(order_draft()))

    for page in pdf:
        bitmap = page.render(scale=0.5, grayscale=True)
        rows = bytes(bitmap.buffer)
        middle = rows[60 * bitmap.stride : -60 * bitmap.stride]
        assert sum(1 for shade in middle if shade < 200) > 100
    pdf.close()


@pytest.mark.parametrize(
    "typed",
    ["<b>x</b>", "A<B>C", '<img src="local.png"/>', "&lt;&copy;&", "<顧客名> 5 < 6", "</para>]]>"],
)
def test_what_looks_like_markup_is_printed_as_typed(typed: str) -> None:
    document = of(
        SheetTitle(running=typed, title=typed, bookmark=typed),
        Heading(text=typed),
        Paragraph(text=typed),
        FieldGrid(pairs=((typed, Cell(text=typed)),)),
        FieldList(rows=(FieldRow(label=typed, text=typed),)),
        Table(header=(typed,), widths=(1,), rows=((Cell(text=typed),),)),
        Listing(items=(typed,)),
        Note(text=typed, mark=Mark.WARN),
    )

    text = body(printed(document), document)

    assert text.removesuffix(bare(typed)) == words(document)


def test_one_character_makes_one_page() -> None:
    assert len(printed(of(Paragraph(text="あ"))).pages) == 1


def test_a_document_without_blocks_is_one_page() -> None:
    assert len(printed(of()).pages) == 1


@pytest.mark.parametrize("length", [2, 40, 400])
def test_long_texts_run_over_pages_without_losing_a_character(length: int) -> None:
    long = LONG * length
    document = of(Paragraph(text=long), FieldList(rows=(FieldRow(label="①", text=long),)))

    text = body(printed(document), document).replace("次の頁へ続く", "").replace("\n", "")

    assert text == words(document)


def test_no_page_stays_empty_however_full_the_sheet_before_is() -> None:
    for count in range(30, 56):
        sheet = SheetTitle(running="次", title="次の頁", bookmark="次")
        lines = tuple(Paragraph(text="一行", small=True) for _ in range(count))
        document = of(*lines, Note(text="注"), sheet)

        pages = body(printed(document), document).split("\n")

        assert all(pages), count


def test_no_line_of_a_long_cell_begins_or_ends_where_it_may_not() -> None:
    document = of(
        Table(
            header=("a", "b", "c"),
            widths=(1, 2, 3),
            rows=(tuple(Cell(text=LONG * 40) for _ in range(3)),),
        )
    )

    lines = [
        line.strip()
        for page in printed(document).pages
        for line in page.extract_text().splitlines()
        if line.strip()
    ]

    assert len(lines) > 200
    assert [line for line in lines if line[-1] in NOT_AT_END] == []
    assert [line for line in lines if line[0] in NOT_AT_START] == []


def test_a_table_repeats_its_header_on_each_page_and_says_that_it_goes_on() -> None:
    rows = tuple((Cell(text=str(n), figure=True), Cell(text=f"仕事{n}")) for n in range(200))
    document = of(Table(header=("番号", "仕事の名前"), widths=(1, 5), rows=rows))

    pages = [page.extract_text() for page in printed(document).pages]

    assert len(pages) > 3
    assert all("仕事の名前" in page for page in pages)
    assert all("次の頁へ続く" in page for page in pages[:-1])
    assert "次の頁へ続く" not in pages[-1]


def test_many_pages_of_postings_keep_every_word() -> None:
    items = tuple(replace(ITEMS[0], id=f"w{n}", name=f"仕事{n}") for n in range(12))
    case = replace(
        CASE,
        decomposition=replace(CASE.decomposition, work_items=items),
        postings=tuple(posting_for(item) for item in items),
    )
    document = order_draft(case)

    reader = printed(document)

    assert len(reader.pages) > 26
    everything = bare("".join(page.extract_text() for page in reader.pages))
    assert all(bare(f"{item.name}をお願いします") in everything for item in items)


def test_characters_without_a_glyph_are_named_and_stay_visible() -> None:
    document = of(Paragraph(text="𠮷野さん"), Note(text="😀"))

    assert PdfWriter().missing_glyphs(document) == ("𠮷", "😀")
    assert "〓野さん" in printed(document).pages[0].extract_text()


def test_missing_glyphs_are_found_in_every_part_of_the_sample_and_there_are_none() -> None:
    assert PdfWriter().missing_glyphs(order_draft()) == ()


def test_progress_grows_to_the_end() -> None:
    seen: list[tuple[int, int]] = []

    PdfWriter().render(order_draft(), lambda done, total: seen.append((done, total)))

    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def test_rendering_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        if done * 2 > total:
            raise Cancelled

    with pytest.raises(Cancelled):
        PdfWriter().render(order_draft(), stop)


def test_very_long_names_do_not_leave_the_page() -> None:
    document = replace(
        of(SheetTitle(running="名" * 200, title="題" * 200, bookmark="栞" * 200)),
        client_name="株" * 300,
        footer_left="足" * 300,
        footer_middle="中" * 300,
    )

    text = printed(document).pages[0].extract_text()

    assert bare("題" * 200) in bare(text)
    assert text.count("…") == 4


def test_kanji_beyond_the_first_plane_can_be_found_and_copied() -> None:
    words_beyond = "𠮟る。𩸽を焼く。"
    document = of(Paragraph(text=words_beyond), Note(text=words_beyond))

    assert body(printed(document), document) == words_beyond * 2
    page = pypdfium2.PdfDocument(PdfWriter().render(document))[0]
    assert page.get_textpage().get_text_bounded().count("𩸽") == 2
