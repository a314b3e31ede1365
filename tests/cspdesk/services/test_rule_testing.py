from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cspdesk.bootstrap import Core, open_workspace
from cspdesk.domain.finding import OWN_PREFIX, Severity
from cspdesk.domain.source import Confidence
from cspdesk.rules.loading import load_pack
from cspdesk.services.checking import CheckRequest
from cspdesk.services.rule_testing import examine, failing_examples, load_with_own
from tests.builders import OWN_RULE

TODAY = date(2026, 11, 22)
BAD = "投稿を代行してください。"
Put = Callable[[str, str], None]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def written(name: str, text: str) -> None:
        folder = tmp_path / "rules"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return written


def test_own_rule_judges_beside_the_shipped_ones(put: Put, tmp_path: Path) -> None:
    put("X-SNS.toml", OWN_RULE)

    result = Core(tmp_path).checking.check(CheckRequest(text=BAD, as_of=TODAY))

    finding = next(finding for finding in result.findings if finding.rule == "X-SNS")
    assert (finding.severity, finding.confidence) == (Severity.WARNING, Confidence.OWN)
    assert finding.title == "見本の決まり（自社のルール）"
    assert "G01" in result.applied_rules


def test_own_rule_is_part_of_the_fingerprint(put: Put, tmp_path: Path) -> None:
    shipped = load_pack()
    assert load_with_own(tmp_path).digest == shipped.digest

    put("X-SNS.toml", OWN_RULE)

    pack = load_with_own(tmp_path)
    assert pack.digest != shipped.digest
    assert pack.version == shipped.version
    assert pack.own == {"X-SNS"}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("X-SNS.toml", "id =", "TOML"),
        ("X-SNS.toml", OWN_RULE.replace("自社で登録", "確認済"), "「確認済」は使えません"),
        ("C01.toml", OWN_RULE.replace("X-SNS", "C01"), "「X-」で始め"),
        ("X-SNS.toml", OWN_RULE.replace("投稿を代行", "そんな言葉"), "bad[0]：悪い例なのに"),
        ("X-SNS.toml", OWN_RULE.replace("写真を3枚加工", "投稿を代行"), "good[1]：良い例なのに"),
    ],
)
def test_own_rule_that_is_not_sound_is_named_and_stops_nothing(
    put: Put, tmp_path: Path, name: str, text: str, said: str
) -> None:
    if said.startswith("bad"):
        text = text.replace('"そんな言葉してください。"', f'"{BAD}"')
    put(name, text)
    core = Core(tmp_path)

    result = core.checking.check(CheckRequest(text=BAD, as_of=TODAY))

    ((file, reason),) = core.rule_book.faults()
    assert file == name
    assert said in reason
    assert result.pack_digest == load_pack().digest
    assert core.rule_book.entry("C01", TODAY).own is False


def test_sound_rules_hold_beside_one_that_is_not(put: Put, tmp_path: Path) -> None:
    put("X-SNS.toml", OWN_RULE)
    put("X-BAD.toml", "id =")

    pack = load_with_own(tmp_path)

    assert pack.own == {"X-SNS"}
    assert [file for file, _ in pack.disabled] == ["X-BAD.toml"]


def test_opened_data_folder_brings_its_own_rules(put: Put, tmp_path: Path) -> None:
    put("X-SNS.toml", OWN_RULE)

    with open_workspace(str(tmp_path)) as workspace:
        assert workspace.rule_book.entry("X-SNS", TODAY).own


def test_shipped_rules_never_take_the_ids_of_own_ones() -> None:
    assert not [rule.id for rule in load_pack().rules if rule.id.startswith(OWN_PREFIX)]


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name hold any byte")
def test_name_of_a_file_that_no_text_can_hold_is_told_in_signs_that_can(
    put: Put, tmp_path: Path
) -> None:
    put("X-OK", OWN_RULE)
    (tmp_path / "rules" / os.fsdecode(b"X-\xff\n.toml")).write_text(OWN_RULE, "utf-8")

    names = [name for name, _ in load_with_own(tmp_path).disabled]

    assert [name for name in names if "dcff" in name] == ["X-\\udcff\ufffd.toml"]


def test_file_in_the_place_of_the_folder_holds_no_rules(tmp_path: Path) -> None:
    (tmp_path / "rules").write_bytes(b"")

    assert load_with_own(tmp_path).own == frozenset()


def test_reading_own_rules_creates_nothing(tmp_path: Path) -> None:
    load_with_own(tmp_path / "missing")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("rule", load_pack().rules[:12], ids=lambda rule: rule.id)
def test_shipped_examples_are_judged_alike_when_their_rule_stands_alone(rule: object) -> None:
    pack = load_pack()
    found = pack.rule(getattr(rule, "id", ""))

    assert found is not None
    assert failing_examples(found, pack) == ()


def test_rule_of_the_authors_guide_is_sound_as_it_stands_there(put: Put, tmp_path: Path) -> None:
    guide = Path(__file__).parents[3] / "docs" / "rule-authors-guide.md"
    written = re.search(r"```toml\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    assert written is not None
    put("X-SNS-POST.toml", written[1])

    report = examine(tmp_path / "rules")

    assert (report.rules, report.examples, report.faults) == (1, 4, ())
