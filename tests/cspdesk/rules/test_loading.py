from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import tomli

from cspdesk import data_files
from cspdesk.errors import DataFileError
from cspdesk.rules import loading
from cspdesk.rules.loading import load_pack, pattern_fault, read_rule, read_vocabulary

NAME = "rules/C13.toml"
VOCABULARY = read_vocabulary()
Change = Callable[[dict[str, Any]], object]


def rule_with(change: Change) -> dict[str, Any]:
    values = tomli.loads(data_files.read_bytes(NAME).decode())
    change(values)
    return values


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda v: v.update(severety="error"), "severety"),
        (lambda v: v.pop("checked_on"), "checked_on"),
        (lambda v: v.pop("source"), "source"),
        (lambda v: v.update(message=" "), "message"),
        (lambda v: v.update(severity="grave"), "severity"),
        (lambda v: v.update(id="C99"), "id"),
        (lambda v: v.update(good=v["good"][:1]), "good"),
        (lambda v: v.update(severity="error", confidence="要確認"), "severity"),
        (lambda v: v.update(field="price_tag"), "field"),
        (lambda v: v["applies"].update(formats=["auction"]), "applies.formats"),
        (lambda v: v["applies"].update({"from": "2024"}), "applies.from"),
        (lambda v: v["applies"].update(platforms=["mihon"]), "applies.platforms"),
        (lambda v: v["applies"].update(not_platforms=["mihon"]), "applies.not_platforms"),
        (lambda v: v["applies"].update(platforms=["lancers"]), "good"),
        (lambda v: v["good"][0].update(platform="mihon"), "good[0].platform"),
        (
            lambda v: v.update(softer=[{"severity": "info", "platforms": ["mihon"]}]),
            "softer[0].platforms",
        ),
        (lambda v: v["check"].update(kind="oracle"), "check.kind"),
        (lambda v: v["check"].update(kind="date", predicate="no_such"), "check.predicate"),
        (lambda v: v["check"].update(signal=[]), "check.kind"),
        (lambda v: v["check"]["signal"][0].update(all=["@nobody"]), "check.signal[0].all"),
        (lambda v: v["check"]["signal"][0].update(all=[]), "check.signal[0].all"),
        (lambda v: v["check"]["signal"][0].update(topics=["sea"]), "check.signal[0].topics"),
        (lambda v: v["check"]["signal"][0].update(within="far"), "check.signal[0].within"),
    ],
)
def test_fault_in_a_rule_file_is_named_by_file_and_key(change: Change, key: str) -> None:
    with pytest.raises(DataFileError) as caught:
        read_rule(NAME, rule_with(change), VOCABULARY)

    assert (caught.value.file, caught.value.key) == (NAME, key)


def test_rule_that_cannot_be_read_is_disabled_and_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = loading.read_rule

    def fail_once(name: str, values: dict[str, Any], vocabulary: Any) -> Any:
        if name == NAME:
            raise DataFileError(name, "message", "needs a text")
        return real(name, values, vocabulary)

    monkeypatch.setattr(loading, "read_rule", fail_once)

    pack = load_pack()

    assert [rule_id for rule_id, _ in pack.disabled] == ["C13"]
    assert pack.rule("C13") is None
    assert pack.rule("C14") is not None


@pytest.mark.parametrize(
    "pattern",
    [
        "あ*い",
        "あ+い",
        "[0-9]{2,}",
        "(?:あ|い)+",
        "(?:あ{1,3}い){2}",
        "あ{1,500}",
        r"[^\]]*あ",
        "(あ",
    ],
)
def test_pattern_that_could_run_away_or_does_not_compile_is_refused(pattern: str) -> None:
    assert pattern_fault(pattern, VOCABULARY)


@pytest.mark.parametrize("pattern", ["[*+]あ{1,3}", r"\+?", "あ?", "[0-9]{2}"])
def test_bounded_pattern_is_accepted(pattern: str) -> None:
    assert pattern_fault(pattern, VOCABULARY) == ""


def test_figure_holds_from_its_first_day() -> None:
    pack = load_pack()
    start = pack.values["payment.max_days"][0].start

    assert pack.value_on("payment.max_days", start) == 60
    assert pack.value_on("payment.max_days", start.replace(day=1, month=10)) is None


def test_message_that_names_no_figure_on_file_is_refused() -> None:
    with pytest.raises(DataFileError) as caught:
        read_rule(NAME, rule_with(lambda v: v.update(message="{payment.days}日")), VOCABULARY)

    assert caught.value.key == "message"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda v: v.update(stage="draft"), "stage"),
        (lambda v: v.update(also_at=["draft"]), "also_at"),
        (lambda v: v["check"].update(limit="payment.days"), "check.limit"),
        (lambda v: v.update(softer=[{"severity": "info", "under": ["civil"]}]), "softer[0].under"),
        (lambda v: v["good"][0].update(given={"staff": 1}), "good[0].given.staff"),
        (lambda v: v["good"][0].pop("text"), "good[0].text"),
        (lambda v: v["bad"][0].update(format="auction"), "bad[0].format"),
        (lambda v: v.update(bad=["見本"]), "bad"),
        (lambda v: v["check"]["signal"][0].update(severity="grave"), "check.signal[0].severity"),
        (lambda v: v.update(softer=[{"severity": "info", "state": "half"}]), "softer[0].state"),
    ],
)
def test_stage_figure_law_and_facts_are_checked_by_name(change: Change, key: str) -> None:
    with pytest.raises(DataFileError) as caught:
        read_rule(NAME, rule_with(change), VOCABULARY)

    assert caught.value.key == key


@pytest.mark.parametrize(
    "name",
    [
        "rules/C01.toml",
        "rules/words/negation.toml",
        "values/payment.toml",
        "law/work_types.toml",
        "calendar/public_holidays.toml",
    ],
)
def test_fingerprint_covers_all_data_that_a_judgement_rests_on(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    covered: list[str] = []

    def digest(names: tuple[str, ...]) -> str:
        covered.extend(names)
        return "0"

    monkeypatch.setattr(data_files, "digest", digest)

    load_pack()

    assert name in covered
