"""Work and problems of a consultant's own: validated, named when wrong, part of proposals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cspdesk.bootstrap import Core
from cspdesk.commands.line import run
from cspdesk.documents.plain_text import to_text
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.catalogue_search import find_items
from cspdesk.services.own_catalogue import OwnCatalogue, load_own
from cspdesk.services.tree_filling import work_item_from
from tests.builders import a_case, a_client

ITEM = """
[[item]]
id = "X-NOREN-DYE"
work_type = "illustration"
name = "藍染めの型の図案"
deliverable = "型紙に起こせる図案"
unit = "点"
quantity = [1, 1, 3]
inputs = ["染める物の寸法", "使う色"]
skills = ["図案"]
formats = [{ format = "competition", why = "見比べて選べます" }]
unsuitable = [{ format = "task", why = "一つの図案は分けられません" }]
price = { low = 20000, typical = 35000, high = 60000, per = "点", basis = "過去の発注 4件", \
checked_on = 2026-10-31, confidence = "自社で登録" }
hours = 8.0
days = [7, 14, 21]
acceptance = ["型に起こせる線の太さである"]
rights_note = "図案の著作権の扱いを契約に書きます。"
withholding = "yes"
withholding_why = "デザインの報酬に当たります。"
personal_data = "none"
secret = "none"
legal_notes = ""
keywords = ["藍染め", "型染め"]
paraphrases = ["藍染めの型を新しくこしらえたい"]
format_profile = { secrecy = "none", units = "single" }
checked_on = 2026-10-31
"""
PROBLEM = """
[[problem]]
id = "X-DYE"
name = "染めの柄が古い"
paraphrases = ["藍染めの柄が昔のままで若い人が手に取らない"]
keywords = ["藍染め"]
checked_on = 2026-10-31
[[problem.goal]]
goal = "新しい柄が売れる"
measure = "新しい柄の売上"
[[problem.sub_issue]]
id = "X-DYE.pattern"
name = "柄をつくる"
signs = ["柄が昔のまま"]
reason = "図案は外に頼めます"
items = [{ item = "X-NOREN-DYE", priority = "core" }]
[[problem.not_to_order]]
id = "X-DYE.x1"
name = "よその柄の写し"
verdict = "never"
who = "だれにも頼まない"
reason = "ほかの人の権利に触れます"
instead = "新しい図案を頼みます"
"""
PRICE = """
[[price]]
item = "des-logo"
low = 40000
typical = 66000
high = 90000
per = "採用1点"
basis = "県内の発注 6件"
checked_on = 2026-10-31
confidence = "自社で登録"
"""
Put = Callable[[str, str], None]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def written(name: str, text: str) -> None:
        folder = tmp_path / "catalogue"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return written


def test_a_data_folder_without_own_work_adds_nothing(tmp_path: Path) -> None:
    assert load_own(tmp_path) == OwnCatalogue()
    assert Core(tmp_path).catalogue() is load_catalogue()
    assert list(tmp_path.iterdir()) == []


def test_own_work_stands_behind_the_shipped_and_is_found_by_its_words(
    put: Put, tmp_path: Path
) -> None:
    put("dye.toml", ITEM)

    catalogue = Core(tmp_path).catalogue()

    assert catalogue.items[:-1] == load_catalogue().items
    assert [item.id for item in find_items(catalogue, "藍染め")] == ["X-NOREN-DYE"]


def test_own_work_and_problems_are_proposed_from_the_owners_words(put: Put, tmp_path: Path) -> None:
    put("dye.toml", ITEM + PROBLEM)

    proposal = Core(tmp_path).decomposing.propose(
        "藍染めの柄が昔のままで、若い人が手に取らないんです。藍染めの型を新しくしたい。"
    )

    assert proposal.work_items[0].item_id == "X-NOREN-DYE"
    assert "X-DYE" in [match.problem_id for match in proposal.problems]
    assert "X-DYE.x1" in [match.id for match in proposal.not_to_order]


def test_an_own_problem_that_the_talk_is_about_comes_first(put: Put, tmp_path: Path) -> None:
    put("dye.toml", ITEM + PROBLEM)

    proposal = Core(tmp_path).decomposing.propose(
        "藍染めの柄が昔のままで、若い人が手に取らないんです。"
    )

    assert proposal.problems[0].problem_id == "X-DYE"


def test_its_profile_counts_for_the_format(put: Put, tmp_path: Path) -> None:
    put("dye.toml", ITEM)

    advised = Core(tmp_path).advice.advise(text="図案", item_id="X-NOREN-DYE", facts={})

    assert ("units", "single") in {(a.question_id, a.value) for a in advised.answers}


def test_a_price_says_in_own_words_and_with_its_day_what_it_rests_on(
    put: Put, tmp_path: Path
) -> None:
    put("dye.toml", ITEM)
    item = Core(tmp_path).catalogue().item("X-NOREN-DYE")
    assert item is not None

    basis = work_item_from(item, id="w", issue_id="", why=()).price_basis

    assert item.price.sources[0].checked_on == date(2026, 10, 31)
    assert "過去の発注 4件" in basis
    assert "自社で登録" in basis


def test_an_own_price_takes_the_place_of_the_shipped_one(put: Put, tmp_path: Path) -> None:
    put("prices.toml", PRICE)

    logo = Core(tmp_path).catalogue().item("des-logo")

    assert logo is not None
    assert (logo.price.low_yen, logo.price.confidence) == (40_000, "自社で登録")
    assert "県内の発注 6件" in work_item_from(logo, id="w").price_basis


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"des-logo"', '"des-nothing"', "「des-nothing」という仕事"),
        ("low = 40000", "low = 70000", "低め"),
        ('basis = "県内の発注 6件"', 'basis = ""', "空にはできません"),
        ("[[price]]", PRICE + "[[price]]", "「des-logo」は、ほかの所でも使われています"),
        ("6件", "6件\\u202e", "画面に出ない文字"),
    ],
)
def test_a_price_that_is_wrong_is_named_and_left_out(
    put: Put, tmp_path: Path, old: str, new: str, said: str
) -> None:
    put("prices.toml", PRICE.replace(old, new, 1))

    own = load_own(tmp_path)

    assert said in own.faults[0][1]
    assert own.files == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"X-NOREN-DYE"', '"des-logo"', "「X-」で始め"),
        ('"illustration"', '"drawing"', "18の仕事の種類"),
        ('unit = "点"\n', "", "unit：文字"),
        ('name = "藍染めの型の図案"', 'name = ""', "空にはできません"),
        ("low = 20000", "low = 90000", "low、typical、high"),
        ("checked_on = 2026-10-31, ", "", "日付を 2026-01-01"),
        ('"自社で登録"', '"参考"', "「自社で登録」にしてください"),
        ('"competition"', '"contest"', "project、competition、task"),
        ('"competition"', '"task"', "重ねないで"),
        ("hours = 8.0", "hours = nan", "0 より大きい"),
        ("days = [7, 14, 21]", "days = [7, 14, 99999]", "大きすぎます"),
        ('units = "single"', 'units = "both"', "依頼形式の質問にない"),
        ("legal_notes", "law", "legal_notes"),
        ('secret = "none"', 'secret = "none"\ncolour = "blue"', "「colour」という見出し"),
        (
            'secret = "none"',
            'secret = "none"\nprerequisites = ["nothing"]',
            "「nothing」という仕事",
        ),
        ("[[item]]", "[[item]", "TOML の書き方"),
    ],
)
def test_what_is_wrong_is_named_and_left_out(
    put: Put, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in ITEM
    put("wrong.toml", ITEM.replace(old, new, 1))
    put("right.toml", PROBLEM.replace("X-NOREN-DYE", "des-logo"))

    own = load_own(tmp_path)

    ((file, fault),) = own.faults
    assert file == "wrong.toml"
    assert said in fault
    assert [f.name for f in own.files] == ["right.toml"]


def test_a_file_that_rests_on_one_left_out_is_left_out_too(put: Put, tmp_path: Path) -> None:
    put("a.toml", ITEM.replace("hours = 8.0", "hours = 0"))
    put("b.toml", PROBLEM)

    own = load_own(tmp_path)

    assert own.files == ()
    assert [file for file, _ in own.faults] == ["a.toml", "b.toml"]


def test_personal_data_is_never_given_to_a_crowd(put: Put, tmp_path: Path) -> None:
    crowd = ITEM.replace('"task"', '"project"').replace('"competition"', '"task"')
    put("a.toml", crowd)
    put(
        "b.toml",
        crowd.replace("X-NOREN-DYE", "X-SHEETS").replace(
            'personal_data = "none"', 'personal_data = "yes"', 1
        ),
    )

    own = load_own(tmp_path)

    assert [file.name for file in own.files] == ["a.toml"]
    assert [file for file, _ in own.faults] == ["b.toml"]


def test_what_rests_on_a_file_that_falls_out_late_falls_out_as_well(
    put: Put, tmp_path: Path
) -> None:
    put("a.toml", PROBLEM)
    put("b.toml", ITEM.replace("hours", 'prerequisites = ["nothing"]\nhours', 1))

    own = load_own(tmp_path)

    assert own.files == ()
    assert [file for file, _ in own.faults] == ["a.toml", "b.toml"]


def test_an_id_belongs_to_the_first_file_that_has_it(put: Put, tmp_path: Path) -> None:
    put("a.toml", ITEM)
    put("b.toml", ITEM)

    own = load_own(tmp_path)

    assert [file.name for file in own.files] == ["a.toml"]
    assert own.faults == (("b.toml", "id：「X-NOREN-DYE」は、ほかの所でも使われています。"),)


def test_work_that_waits_for_itself_is_left_out(put: Put, tmp_path: Path) -> None:
    put("a.toml", ITEM.replace("hours", 'prerequisites = ["X-NOREN-DYE"]\nhours', 1))

    assert "輪" in load_own(tmp_path).faults[0][1]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"", b"item = 3", b"item = [1]", b"[[item]]\nid = 1", b"x = [" * 5000]
)
def test_no_content_of_a_file_keeps_the_program_from_starting(
    tmp_path: Path, content: bytes
) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "a.toml").write_bytes(content)

    assert [file for file, _ in load_own(tmp_path).faults] == ["a.toml"]


def test_an_own_problem_stands_in_the_printed_table(put: Put, tmp_path: Path) -> None:
    put("dye.toml", ITEM + PROBLEM)

    sheet = Core(tmp_path).exporting.correlation(a_case(), a_client())

    assert "染めの柄が古い" in to_text(sheet)


def test_the_example_of_the_guide_is_sound(put: Put, tmp_path: Path) -> None:
    guide = Path(__file__).parents[3] / "docs" / "own-catalogue-guide.md"
    example = guide.read_text("utf-8").split("```toml\n")[1].split("```")[0]
    put("example.toml", example)

    own = load_own(tmp_path)

    assert own.faults == ()
    assert [item.id for item in own.files[0].items] == ["X-INDIGO-PATTERN"]


def test_the_list_on_the_command_line_holds_own_work_and_names_what_is_left_out(
    put: Put, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("dye.toml", ITEM)
    put("wrong.toml", "")

    assert run(["--data-dir", str(tmp_path), "catalogue"]) == 0

    told = capsys.readouterr()
    assert "X-NOREN-DYE\t藍染めの型の図案" in told.out
    assert "wrong.toml: 仕事（[[item]]）も困りごと" in told.err
