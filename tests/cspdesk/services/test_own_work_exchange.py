"""Own work goes to colleagues and comes from them in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from cspdesk.errors import ExportTooLarge
from cspdesk.services.own_catalogue import load_own
from cspdesk.services.own_exchange import Standing, Taking
from cspdesk.services.own_fields import OwnKind
from tests.cspdesk.services.own_shop import ITEM_TEXTS, Shop, by_hand
from tests.cspdesk.services.test_own_catalogue import ITEM, PRICE, PROBLEM


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def a_file_of(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    by_hand(folder, "all.toml", text)
    path = folder / "送る.toml"
    Shop(folder).work.export(path)
    return path


def test_what_one_writes_out_another_takes_in_whole(shop: Shop, tmp_path: Path) -> None:
    path = a_file_of(tmp_path / "her", ITEM + PROBLEM + PRICE)

    offer = shop.work.look_into(path)
    assert (offer.fault, {o.standing for o in offer.entries}) == ("", {Standing.NEW})
    assert not (tmp_path / "catalogue").exists()
    assert shop.work.take_in(offer, {}) == ""

    assert [row.key[0] for row in shop.work.rows()] == list(OwnKind)
    again = shop.work.look_into(path)
    assert {o.standing for o in again.entries} == {Standing.SAME}
    shop.work.undo()
    assert shop.work.rows() == ()


@pytest.mark.parametrize(
    ("taking", "names"),
    [
        (Taking.LEAVE, ["自分の図案"]),
        (Taking.TAKE, ["藍染めの型の図案"]),
        (Taking.BOTH, ["自分の図案", "藍染めの型の図案"]),
    ],
)
def test_mine_theirs_or_both(shop: Shop, tmp_path: Path, taking: Taking, names: list[str]) -> None:
    path = a_file_of(tmp_path / "her", ITEM + PROBLEM)
    shop.work.take_in(shop.work.look_into(path), {})
    key = (OwnKind.ITEM, "X-NOREN-DYE")
    shop.work.put(key, {**ITEM_TEXTS, "name": "自分の図案"})

    offer = shop.work.look_into(path)
    (differing,) = (o for o in offer.entries if o.standing is Standing.DIFFERS)
    assert differing.differences == (("仕事の名前", "自分の図案", "藍染めの型の図案"),)
    assert differing.takings[0] is Taking.LEAVE
    shop.work.take_in(offer, {key: taking})

    assert [row.name for row in shop.work.rows() if row.key[0] is OwnKind.ITEM] == names
    assert load_own(shop.folder).faults == ()


def test_both_of_a_problem_get_ids_of_their_own_throughout(shop: Shop, tmp_path: Path) -> None:
    path = a_file_of(tmp_path / "her", ITEM + PROBLEM)
    shop.work.take_in(shop.work.look_into(path), {})
    for kind, name in ((OwnKind.ITEM, "X-NOREN-DYE"), (OwnKind.PROBLEM, "X-DYE")):
        texts = shop.work.texts((kind, name))
        shop.work.put((kind, name), {**texts, "name": "自分の名前"})

    offer = shop.work.look_into(path)
    assert shop.work.take_in(offer, {o.key: Taking.BOTH for o in offer.entries}) == ""

    theirs = shop.catalogue().problems[-1]
    assert theirs.id not in ("X-DYE", "")
    assert all(sub.id.startswith(f"{theirs.id}.") for sub in theirs.sub_issues)
    assert theirs.sub_issues[0].items[0].item_id == shop.catalogue().items[-1].id != "X-NOREN-DYE"


def test_what_stands_in_a_file_by_hand_is_not_replaced(shop: Shop, tmp_path: Path) -> None:
    path = a_file_of(tmp_path / "her", ITEM)
    by_hand(shop.folder, "mine.toml", ITEM.replace("藍染めの型の図案", "手書きの図案"))

    offer = shop.work.look_into(path)

    assert offer.entries[0].takings == (Taking.LEAVE, Taking.BOTH)
    assert "手書き" in offer.entries[0].remark


def test_leaving_out_what_the_rest_needs_is_refused_before_anything_is_written(
    shop: Shop, tmp_path: Path
) -> None:
    path = a_file_of(tmp_path / "her", ITEM + PROBLEM)
    offer = shop.work.look_into(path)

    refusal = shop.work.take_in(offer, {(OwnKind.ITEM, "X-NOREN-DYE"): Taking.LEAVE})

    assert "X-NOREN-DYE" in refusal
    assert (shop.work.rows(), shop.work.undo()) == ((), "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "仕事"),
        (b"\x89PNG\r\n\x1a\n", "UTF-8"),
        (b'[[item]]\nid = "X', "書き方"),
        (ITEM.replace("hours = 8.0", "hours = 0").encode(), "1番目の仕事の「作業時間」：0 より"),
        (PROBLEM.encode(), "「X-NOREN-DYE」という仕事はありません"),
        ((ITEM + ITEM).encode(), "ほかの所でも"),
        (b"#" * (3 * 1024 * 1024), "超えています"),
    ],
)
def test_a_damaged_file_is_explained_and_nothing_is_taken(
    shop: Shop, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "壊れた.toml"
    path.write_bytes(content)

    offer = shop.work.look_into(path)

    assert said in offer.fault
    assert shop.work.take_in(offer, {}) == offer.fault
    assert shop.work.rows() == ()


def test_a_file_that_is_gone_or_is_a_folder_is_explained(shop: Shop, tmp_path: Path) -> None:
    assert "読み取れません" in shop.work.look_into(tmp_path / "ない.toml").fault
    assert "読み取れません" in shop.work.look_into(tmp_path).fault


def test_what_is_unfinished_is_not_written_out(shop: Shop, tmp_path: Path) -> None:
    shop.work.put(shop.work.add(OwnKind.ITEM), ITEM_TEXTS)
    shop.work.add(OwnKind.PROBLEM)

    shop.work.export(tmp_path / "送る.toml")

    assert shop.work.count_to_export() == (1, 1)
    assert len(Shop(tmp_path / "his", "b").work.look_into(tmp_path / "送る.toml").entries) == 1


def test_a_file_too_large_to_be_taken_in_is_not_written_out(shop: Shop, tmp_path: Path) -> None:
    long = "あ" * 400_000
    for number in range(2):
        text = ITEM.replace("X-NOREN-DYE", f"X-{number}").replace(
            'rights_note = "', f'rights_note = "{long}'
        )
        by_hand(shop.folder, f"{number}.toml", text)
    shop.work.reload()
    path = tmp_path / "全部.toml"

    with pytest.raises(ExportTooLarge):
        shop.work.export(path)

    assert not path.exists()
