from __future__ import annotations

import re
from pathlib import Path

import pytest

from cspdesk.errors import DataFileError
from cspdesk.rules.loading import read_vocabulary
from cspdesk.rules.own_rules import read_own_rule
from cspdesk.services.file_faults import UNNAMED
from cspdesk.services.rule_faults import fault_words
from tests.builders import OWN_RULE

VOCABULARY = read_vocabulary()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('severity = "warning"', 'severty = "warning"', 'severity：文字（"…"）で書いてください。'),
        ('title = "見本の決まり"', 'title = " "', "title：空にはできません。"),
        ("[check]", 'colour = "red"\n[check]', "applies.colour：この名前の項目はありません。"),
        ('"warning"', '"grave"', "severity：「grave」という値は使えません。"),
        ("2026-11-22", '"2026-11-22"', "checked_on：日付を 2026-01-01 の形で"),
        ("[applies]", '[applies]\nformats = ["auction"]', "「auction」という値は使えません"),
        ('["投稿を代行"]', '["@nobody"]', "@nobody という共通の言葉はありません"),
        ('["投稿を代行"]', '["投稿.*代行"]', "上限がない"),
        ('["投稿を代行"]', '["(投稿"]', "「(投稿」を正規表現として読めません"),
        ('["投稿を代行"]', "[]", "探す言葉が 1つ以上要ります"),
        ('["投稿を代行"]', '["投稿を代行"]\ntopics = ["sea"]', "「sea」という見出しはありません"),
        ("募集しません", "募集しません{payment.days}", "payment.days という数値はありません"),
        ('id = "X-SNS"', 'id = "X-OTHER"', "ファイルの名前と同じ"),
        ("checked_on = 2026-11-22", "checked_on = ", "7行目の 14文字目"),
        ('text = "投稿を代行してください。"', "text =", "TOML の書き方になっていません"),
        ('[[bad]]\ntext = "投稿を代行してください。"', "", "それぞれ 2 つ以上要ります"),
    ],
)
def test_fault_in_a_rule_file_is_said_in_japanese(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in OWN_RULE
    path = tmp_path / "X-SNS.toml"
    path.write_text(OWN_RULE.replace(old, new), encoding="utf-8")

    with pytest.raises(DataFileError) as caught:
        read_own_rule(path, VOCABULARY)

    assert said in fault_words(caught.value)


def test_every_fault_that_reading_can_tell_has_japanese_words() -> None:
    """Read what the readers say, so that a new sentence is not forgotten here."""
    import cspdesk.rules  # noqa: PLC0415 - the place of the sources is needed only here

    folder = Path(cspdesk.rules.__file__).parent
    sources = "".join(
        (folder / name).read_text(encoding="utf-8")
        for name in ("table.py", "loading.py", "own_rules.py", "given_facts.py")
    )
    told = re.findall(r'(?:fail|refuse)\([^"\n]*"?[\w.]*"?, "([^"]+)"\)', sources)
    kinds = re.findall(r'_pop\(key, \w+, "([^"]+)"', sources)

    assert len(told) > 10
    assert len(kinds) > 5
    for expected in (*told, *(f"needs {kind}" for kind in kinds)):
        assert UNNAMED not in fault_words(DataFileError("x", "", expected)), expected


def test_words_that_are_too_long_are_told_with_the_length_there_is_room_for() -> None:
    said = fault_words(DataFileError("x", "title", "is longer than 80 characters"))

    assert said == "title：80 文字以内にしてください。"
