"""Writing own work in the window: kept at once, used when sound, taken back, exchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from cspdesk.bootstrap import Core, open_workspace
from cspdesk.domain.catalogue import CatalogueItem
from cspdesk.errors import FolderUnusable
from cspdesk.services import own_catalogue, own_store, own_work
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.own_catalogue import load_own
from cspdesk.services.own_fields import OwnKind
from cspdesk.services.own_judging import judge_item
from cspdesk.services.own_work import Use
from tests.cspdesk.services.own_shop import ITEM_TEXTS, PRICE_TEXTS, Shop, by_hand
from tests.cspdesk.services.test_own_catalogue import ITEM
from tests.cspdesk.services.test_own_checks import TEXTS


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_looking_creates_nothing(shop: Shop) -> None:
    assert shop.work.rows() == ()
    assert list(shop.folder.iterdir()) == []


def test_an_entry_is_used_from_the_moment_nothing_in_it_is_wrong(shop: Shop) -> None:
    key = shop.work.add(OwnKind.ITEM)
    assert shop.names() == [("名前のない仕事", Use.UNFINISHED)]

    _, faults = shop.work.put(key, {**ITEM_TEXTS, "low": ""})
    assert list(faults) == ["low"]
    assert (shop.told, len(shop.catalogue().items)) == (0, len(load_catalogue().items))

    assert shop.work.put(key, ITEM_TEXTS) == (key, {})
    assert shop.names() == [("藍染めの型の図案", Use.USED)]
    assert shop.told == 1
    assert shop.catalogue().items[-1].id == key[1]


def test_what_is_being_changed_is_used_as_it_last_was(shop: Shop) -> None:
    key, _ = shop.work.put(shop.work.add(OwnKind.ITEM), ITEM_TEXTS)

    shop.work.put(key, {**ITEM_TEXTS, "name": "藍の図案", "low": "いくらか"})

    assert shop.names() == [("藍の図案", Use.CHANGING)]
    assert shop.catalogue().items[-1].name == "藍染めの型の図案"
    again = Shop(shop.folder)
    assert again.work.texts(key)["low"] == "いくらか"


def test_a_price_is_kept_by_the_work_it_is_for(shop: Shop) -> None:
    begun = shop.work.add(OwnKind.PRICE)

    key, faults = shop.work.put(begun, PRICE_TEXTS)

    assert (key, faults) == ((OwnKind.PRICE, "des-logo"), {})
    logo = shop.catalogue().item("des-logo")
    assert logo is not None
    assert logo.price.low_yen == 40_000
    other = shop.work.add(OwnKind.PRICE)
    assert "もう書いて" in shop.work.put(other, PRICE_TEXTS)[1]["item"]
    moved, _ = shop.work.put(key, {**PRICE_TEXTS, "item": "des-illust"})
    assert moved == (OwnKind.PRICE, "des-illust")
    assert shop.catalogue().item("des-logo") == load_catalogue().item("des-logo")


def test_every_change_can_be_taken_back_and_made_again(shop: Shop) -> None:
    key, _ = shop.work.put(shop.work.add(OwnKind.ITEM), ITEM_TEXTS)
    for name in ("あ", "あい", "あいの図案"):
        shop.work.put(key, {**ITEM_TEXTS, "name": name}, merge_key="name")
    shop.work.remove(key)
    assert shop.names() == []

    assert shop.work.undo() == "「あいの図案」を消す"
    assert shop.names() == [("あいの図案", Use.USED)]
    shop.work.undo()
    assert shop.names() == [("藍染めの型の図案", Use.USED)]
    shop.work.redo()
    assert shop.names() == [("あいの図案", Use.USED)]
    for _ in range(3):
        shop.work.undo()
    assert (shop.names(), shop.work.undo()) == ([], "")


def test_files_written_by_hand_are_shown_and_stay_as_they_are(shop: Shop) -> None:
    path = by_hand(shop.folder, "dye.toml", f"# 自分の控え\n{ITEM}")
    before = path.read_bytes()
    shop.work.reload()
    (row,) = shop.work.rows()

    copied = shop.work.copy(row.key)
    shop.work.put(copied, {**ITEM_TEXTS, "name": "型の図案"})

    assert (row.file, row.use) == ("dye.toml", Use.USED)
    assert shop.names() == [("型の図案", Use.USED), ("藍染めの型の図案", Use.USED)]
    assert path.read_bytes() == before


def test_work_that_something_rests_on_is_not_deleted(shop: Shop) -> None:
    key, _ = shop.work.put(shop.work.add(OwnKind.ITEM), ITEM_TEXTS)
    shop.work.put(shop.work.add(OwnKind.PRICE), {**PRICE_TEXTS, "item": key[1]})

    refusal = shop.work.remove(key)

    assert "「藍染めの型の図案の相場」がこの仕事を使っています" in refusal
    assert len(shop.work.rows()) == 2


def test_work_that_would_wait_for_itself_says_so_at_its_field(shop: Shop) -> None:
    first, _ = shop.work.put(shop.work.add(OwnKind.ITEM), ITEM_TEXTS)
    second, faults = shop.work.put(
        shop.work.add(OwnKind.ITEM), {**ITEM_TEXTS, "prerequisites": first[1]}
    )
    assert faults == {}

    _, faults = shop.work.put(first, {**ITEM_TEXTS, "prerequisites": second[1]})

    assert "輪" in faults["prerequisites"]
    assert len(load_own(shop.folder).faults) == 0


def test_what_falls_out_with_a_file_by_hand_is_named_and_the_rest_can_be_changed(
    shop: Shop,
) -> None:
    path = by_hand(shop.folder, "dye.toml", ITEM)
    leaning = {**ITEM_TEXTS, "name": "のれん", "prerequisites": "X-NOREN-DYE"}
    shop.work.put(shop.work.add(OwnKind.ITEM), leaning)
    other, _ = shop.work.put(shop.work.add(OwnKind.ITEM), ITEM_TEXTS)
    path.unlink()
    shop.work.reload()

    _, faults = shop.work.put(other, {**ITEM_TEXTS, "name": "図案"})

    assert faults == {}
    assert shop.names() == [("のれん", Use.LEFT_OUT), ("図案", Use.USED)]
    assert "X-NOREN-DYE" in shop.work.rows()[0].fault


@pytest.mark.parametrize("content", [b"\xff", b"[[item]\n", b"x = 1", b"[[item]]\nid = 1"])
def test_a_damaged_file_is_kept_beside_and_never_written_over(shop: Shop, content: bytes) -> None:
    path = shop.folder / "catalogue" / "written-in-window.toml"
    path.parent.mkdir()
    path.write_bytes(content)
    shop.work.reload()
    assert "読めません" in shop.work.notes()[0]

    shop.work.put(shop.work.add(OwnKind.ITEM), ITEM_TEXTS)

    assert path.with_name(f"{path.name}.damaged").read_bytes() == content
    assert (shop.names(), shop.work.notes()) == ([("藍染めの型の図案", Use.USED)], ())


def test_typing_on_after_going_back_is_a_step_of_its_own(shop: Shop) -> None:
    key = shop.work.add(OwnKind.ITEM)
    shop.work.put(key, {"name": "型"}, "name")
    shop.work.put(key, {"name": "型", "unit": "点"}, "unit")
    shop.work.undo()

    shop.work.put(key, {"name": "型紙"}, "name")
    shop.work.undo()

    assert shop.work.texts(key) == {"name": "型"}


def test_only_so_many_steps_are_kept_to_go_back(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_work, "_MOST_UNDO", 2)
    key = shop.work.add(OwnKind.ITEM)
    for name in ("型", "型紙", "型紙の図案"):
        shop.work.put(key, {"name": name}, name)

    taken_back = [shop.work.undo() != "" for _ in range(3)]

    assert taken_back == [True, True, False]
    assert shop.work.texts(key) == {"name": "型"}


def test_a_price_in_use_can_be_changed(shop: Shop) -> None:
    key, _ = shop.work.put(shop.work.add(OwnKind.PRICE), PRICE_TEXTS)

    again, faults = shop.work.put(key, {**PRICE_TEXTS, "per": "1案"})

    assert (again, faults) == (key, {})
    assert [row.use for row in shop.work.rows()] == [Use.USED]


def test_a_copy_of_a_price_asks_anew_for_the_work_it_is_for(shop: Shop) -> None:
    key, _ = shop.work.put(shop.work.add(OwnKind.PRICE), PRICE_TEXTS)

    copied = shop.work.copy(key)

    texts = shop.work.texts(copied)
    assert (texts["item"], texts["low"]) == ("", shop.work.texts(key)["low"])


def test_what_cannot_be_stored_is_told_and_changes_nothing(shop: Shop) -> None:
    (shop.folder / "catalogue").write_bytes(b"")

    with pytest.raises(FolderUnusable):
        shop.work.add(OwnKind.ITEM)

    assert (shop.work.rows(), shop.work.undo()) == ((), "")


def test_a_shipped_template_is_a_start_that_wants_ones_own_basis(shop: Shop) -> None:
    logo = load_catalogue().item("des-logo")
    assert logo is not None

    key = shop.work.start_from(logo)

    texts = shop.work.texts(key)
    assert list(shop.work.faults(key, texts)) == ["priced_on", "basis"]
    assert texts["name"] == logo.name


def test_the_command_line_reads_what_the_window_wrote(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    key, _ = shop.work.put(shop.work.add(OwnKind.ITEM), ITEM_TEXTS)

    assert Core(shop.folder).catalogue().item(key[1]) is not None
    assert capsys.readouterr().err == ""


def test_every_step_of_an_open_window_follows_what_is_written(tmp_path: Path) -> None:
    with open_workspace(str(tmp_path)) as workspace:
        words = "のれんを替えるので、藍染めの型を新しくこしらえたいんです。"
        before = workspace.decomposing.propose(words)
        workspace.advice.advise(text=words)
        narrowing = workspace.interview.narrowing

        key = workspace.own_work.add(OwnKind.ITEM)
        workspace.own_work.put(key, ITEM_TEXTS)

        proposal = workspace.decomposing.propose(words)
        assert key[1] in {match.item_id for match in proposal.work_items}
        assert key[1] not in {match.item_id for match in before.work_items}
        advised = workspace.advice.advise(text="図案", item_id=key[1])
        assert ("units", "single") in {(a.question_id, a.value) for a in advised.answers}
        assert workspace.interview.narrowing is not narrowing
        workspace.own_work.undo()
        assert workspace.decomposing.propose(words) == before


def test_what_only_the_reader_of_files_refuses_stays_unfinished_with_its_reason(shop: Shop) -> None:
    key = shop.work.add(OwnKind.PROBLEM)

    _, faults = shop.work.put(key, {**TEXTS[OwnKind.PROBLEM], "sub_issue.1.core": "des-logo"})

    assert "困りごとの id" in faults["name"]
    assert shop.names() == [("染めの柄が古い", Use.UNFINISHED)]


def test_a_halt_between_both_files_loses_nothing_typed(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = shop.work.add(OwnKind.ITEM)
    shop.work.put(key, {**ITEM_TEXTS, "low": ""})
    written: list[str] = []

    def halt_at_second(path: Path, content: bytes) -> None:
        written.append(path.name)
        if len(written) == 2:
            raise KeyboardInterrupt
        path.write_bytes(content)

    monkeypatch.setattr(own_store, "write_atomically", halt_at_second)
    monkeypatch.setattr(Path, "unlink", lambda path, **_: halt_at_second(path, b""))
    with pytest.raises(KeyboardInterrupt):
        shop.work.put(key, ITEM_TEXTS)

    assert [name for name, _ in Shop(shop.folder).names()] == ["藍染めの型の図案"]


def test_going_back_takes_nothing_away_that_somebody_else_wrote(shop: Shop) -> None:
    shop.work.put(shop.work.add(OwnKind.ITEM), ITEM_TEXTS)
    other = Shop(shop.folder, "other")
    other.work.put(other.work.add(OwnKind.ITEM), {**ITEM_TEXTS, "name": "ほかの図案"})

    assert shop.work.undo() == ""
    assert [name for name, _ in shop.names()] == ["藍染めの型の図案", "ほかの図案"]


def test_what_would_not_be_read_again_is_not_written(shop: Shop) -> None:
    lines = "\n".join(f"{number:03d}{'あ' * 290}" for number in range(200))
    long = {**ITEM_TEXTS, **dict.fromkeys(("inputs", "skills", "keywords", "paraphrases"), lines)}
    said: dict[str, str] = {}
    for number in range(4):
        _, said = shop.work.put(shop.work.add(OwnKind.ITEM), {**long, "name": f"図案{number}"})

    assert list(said) == ["name"]
    uses = [use for _, use in Shop(shop.folder).names()]
    assert uses == [Use.USED, Use.USED, Use.UNFINISHED, Use.UNFINISHED]
    with pytest.raises(FolderUnusable):
        shop.work.put(shop.work.add(OwnKind.ITEM), {"name": "あ" * 1_500_000})
    assert [use for _, use in Shop(shop.folder).names()][: len(uses)] == uses


@pytest.mark.parametrize("sign", ["\ud800", "\u202e", "\u061c", "\x1b"])
def test_a_sign_that_cannot_be_shown_is_left_out_of_what_is_used(shop: Shop, sign: str) -> None:
    shop.work.put(shop.work.add(OwnKind.ITEM), {**ITEM_TEXTS, "name": f"藍{sign}の図案"})
    assert [item.name for item in shop.catalogue().items[-1:]] == ["藍の図案"]


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2060", "\u200b \u2060\u00ad"])
def test_a_name_of_signs_without_width_is_no_name(shop: Shop, sign: str) -> None:
    key = shop.work.add(OwnKind.ITEM)

    _, faults = shop.work.put(key, {**ITEM_TEXTS, "name": sign})

    assert "「仕事の名前」がありません" in faults["name"]
    path = by_hand(shop.folder, "a.toml", ITEM.replace('"藍染めの型の図案"', f'"{sign}"'))
    assert sign in path.read_text(encoding="utf-8")
    ((_, said),) = load_own(shop.folder).faults
    assert "空にはできません" in said


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\n", "\r\n", "\x85"])
def test_what_stands_on_one_line_has_no_ends_of_lines(shop: Shop, end: str) -> None:
    shop.work.put(shop.work.add(OwnKind.ITEM), {**ITEM_TEXTS, "name": f"藍の{end}図案"})

    assert shop.catalogue().items[-1].name == "藍の 図案"


def test_a_change_judges_only_what_has_changed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        shop.work.put(shop.work.add(OwnKind.ITEM), {**ITEM_TEXTS, "name": f"図案{number}"})
    key = shop.work.rows()[0].key
    judged: list[str] = []

    def judging(file: str, label: str, item: CatalogueItem) -> None:
        judged.append(item.name)
        judge_item(file, label, item)

    monkeypatch.setattr(own_catalogue, "judge_item", judging)
    shop.work.put(key, {**ITEM_TEXTS, "name": "新しい図案"})
    shop.work.rows()
    shop.work.reload()

    assert judged == ["新しい図案"]
    assert Shop(shop.folder).work.rows()[0].name == "新しい図案"


def test_a_file_changed_by_hand_is_judged_anew(shop: Shop) -> None:
    by_hand(shop.folder, "a.toml", ITEM)
    shop.work.reload()
    by_hand(shop.folder, "a.toml", ITEM.replace("hours = 8.0", "hours = 0"))
    shop.work.reload()

    assert shop.work.rows() == ()
    assert "0 より大きい" in shop.work.notes()[0]
