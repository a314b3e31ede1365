"""The command line as others use it: a process, its streams and its exit code."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cspdesk import bootstrap

_TEXTS = {
    "decompose": "チラシを作りたい。ホームページも古くて見にくい。",
    "recommend": "開業する店のロゴを、いろいろな案を見て1つ選びたい。",
    "check": "ロゴを作ってください。報酬は3万円です。",
}
_DISCLOSURE = {
    "work_content",
    "deadline",
    "reward_amount",
    "payment_date",
    "payment_method",
    "expenses",
    "intellectual_property",
    "contact",
}


def _run(
    *arguments: str, stdin: bytes = b"", cwd: Path | None = None, data_dir: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    where = () if data_dir is None else ("--data-dir", str(data_dir))
    environment = {**os.environ, "LC_ALL": "C", "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "cspdesk", *where, *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        cwd=cwd,
        env=environment,
    )


def _json(*arguments: str, text: str) -> Any:
    done = _run(*arguments, "-", "--json", stdin=text.encode())
    assert done.returncode in (0, 1), done.stderr.decode()
    return json.loads(done.stdout)


def test_decompose_has_the_agreed_shape() -> None:
    answer = _json("decompose", text=_TEXTS["decompose"])

    assert set(answer) == {"id", "problems", "work_items", "not_to_order", "ask"}
    assert answer["work_items"], "a plain wish for a leaflet leads to work"
    for item in answer["work_items"]:
        assert set(item) == {"id", "name", "verdict", "score", "why"}
        assert item["verdict"] in {"order", "in_house", "professional", "postpone"}
        assert item["why"]
    for entry in answer["not_to_order"]:
        assert set(entry) == {"id", "name", "verdict", "who", "why"}
        assert entry["verdict"] in {"in_house", "professional", "avoid", "never"}
    scores = [item["score"] for item in answer["work_items"]]
    assert scores == sorted(scores, reverse=True)


def test_decompose_adds_what_the_words_tell_by_the_way_with_the_words() -> None:
    text = "チラシを作りたい。10万まで。パート入れて7人です。"
    told = _json("decompose", text=text)["told"]

    assert set(told) == {"budget_yen", "employees"}
    assert (told["budget_yen"]["value"], told["employees"]["value"]) == (100_000, 7)
    for found in told.values():
        assert set(found) == {"value", "quote", "start", "end", "sure"}
        assert text[found["start"] : found["end"]] == found["quote"]


def test_recommend_has_the_agreed_shape() -> None:
    answer = _json("recommend", text=_TEXTS["recommend"])

    assert set(answer) == {
        "id",
        "format",
        "scores",
        "excluded",
        "gates",
        "reasons",
        "open_questions",
    }
    assert answer["format"] in answer["scores"]
    assert set(answer["scores"]) == {"project", "competition", "task"}
    assert answer["format"] not in answer["excluded"]


def test_check_has_the_agreed_shape_and_offsets_fit_the_given_text() -> None:
    text = "\r\n".join((_TEXTS["check"], "連絡は㈱見本のＬＩＮＥに直接お願いします。"))
    answer = _json("check", text=text)

    assert set(answer) == {"id", "disclosure", "findings", "as_of", "rule_pack"}
    assert set(answer["disclosure"]) == _DISCLOSURE
    for finding in answer["findings"]:
        assert set(finding) == {
            "rule",
            "category",
            "severity",
            "start",
            "end",
            "text",
            "message",
            "fix",
            "source",
        }
        assert text[finding["start"] : finding["end"]] == finding["text"]
        assert finding["source"]


def test_a_fragment_is_judged_without_what_a_whole_posting_needs() -> None:
    answer = _json("check", "--fragment", text="商品写真の切り抜きを20点お願いします。")

    assert answer["disclosure"] == {}
    assert answer["findings"] == []


def test_check_exits_1_only_with_an_error() -> None:
    assert _run("check", "-", stdin=_TEXTS["check"].encode()).returncode == 1
    harmless = "商品写真の切り抜きを20点お願いします。".encode()
    assert _run("check", "-", "--fragment", stdin=harmless).returncode == 0


@pytest.mark.parametrize("verb", ["decompose", "recommend", "check"])
def test_json_lines_are_answered_in_order_until_a_bad_one_is_named(verb: str) -> None:
    good = [json.dumps({"id": f"n{n}", "text": _TEXTS[verb]}, ensure_ascii=False) for n in (1, 2)]
    stdin = "\n".join([*good, "{broken", good[0]]).encode()

    done = _run(verb, "-", "--jsonl", stdin=stdin)

    assert done.returncode == 2
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["n1", "n2"]
    assert "3行目" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_line_may_set_its_own_date_and_format() -> None:
    lines = [
        {"id": "a", "text": _TEXTS["check"], "as_of": "2024-10-31", "format": "project"},
        {"id": "b", "text": _TEXTS["check"], "order_type": "direct", "fragment": True},
    ]
    stdin = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()

    done = _run("check", "-", "--jsonl", stdin=stdin)

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[0]["as_of"] == "2024-10-31"
    assert answers[1]["disclosure"] == {}


def test_recommend_takes_a_work_item_with_facts_alone() -> None:
    line = {"id": "a", "work_item": "des-logo", "facts": {"secrecy": "secret"}}

    done = _run("recommend", "-", "--jsonl", stdin=json.dumps(line).encode())

    assert json.loads(done.stdout)["format"] == "project"


def test_recommend_takes_facts_alone_and_facts_beside_a_text() -> None:
    lines = [
        {"id": "a", "facts": {"opinions": "yes", "units": "many", "divisible": "yes"}},
        {"id": "b", "text": "店の印。いろいろな案を見たい。", "facts": {"secrecy": "secret"}},
    ]
    stdin = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()

    done = _run("recommend", "-", "--jsonl", stdin=stdin)

    answers = [json.loads(line)["format"] for line in done.stdout.splitlines()]
    assert answers == ["task", "project"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ({"facts": {"no-such-question": "yes"}}, "no-such-question"),
        ({"text": "店の印", "facts": {"secrecy": "no-such-answer"}}, "no-such-answer"),
        ({"work_item": "no-such-work"}, "no-such-work"),
        ({"facts": {}}, "text"),
        ({"work_item": "des-logo", "facts": ["secrecy"]}, "facts"),
        ({"text": "店の印", "facts": 0}, "facts"),
    ],
    ids=["question", "answer", "work item", "nothing given", "no object", "zero"],
)
def test_recommend_names_the_fact_or_work_that_it_does_not_know(
    line: dict[str, object], named: str
) -> None:
    done = _run("recommend", "-", "--jsonl", stdin=json.dumps(line, ensure_ascii=False).encode())

    assert done.returncode == 2
    assert done.stdout == b""
    assert named in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


@pytest.mark.parametrize(
    ("stdin", "word"),
    [
        (b"", "空"),
        ("依頼".encode("cp932"), "UTF-8"),
        (b"a\0b", "文字ではない"),
        (b"a" * (10 * 1024 * 1024 + 1), "10 MB"),
    ],
    ids=["empty", "cp932", "nul", "large"],
)
@pytest.mark.parametrize("verb", ["decompose", "check"])
def test_bad_input_is_one_sentence_and_exit_2(verb: str, stdin: bytes, word: str) -> None:
    done = _run(verb, "-", stdin=stdin)

    assert done.returncode == 2
    assert done.stdout == b""
    message = done.stderr.decode()
    assert word in message
    assert len(message.splitlines()) == 1
    assert "Traceback" not in message


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no-such-file.txt"),
        ("check", "."),
        ("check", "-", "--as-of", "2026-13-01"),
        ("check", "-", "--as-of", "20261122"),
        ("check", "-", "--as-of", "2026-W47-7"),
        ("check", "-", "--format", "auction"),
        ("unknown",),
        ("export", "nothing", "--out", "x.pdf"),
        ("decompose",),
    ],
    ids=" ".join,
)
def test_what_cannot_be_carried_out_exits_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = _run(*arguments, stdin=b"x", cwd=tmp_path, data_dir=tmp_path / "data")

    assert done.returncode == 2
    assert done.stdout == b""
    assert "Traceback" not in done.stderr.decode()
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    "line", [b'{"id":"a","text":"\\ud83d x"}\n', b'{"id":"\\ud83d","text":"x"}\n'], ids=str
)
def test_surrogates_in_json_are_named_by_their_line(line: bytes) -> None:
    done = _run("check", "-", "--jsonl", stdin=line)

    assert done.returncode == 2
    assert "1行目" in done.stderr.decode()


@pytest.mark.parametrize("verb", ["check", "decompose", "recommend"])
def test_reading_verbs_leave_the_data_folder_alone(verb: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"

    _run(verb, "-", stdin=_TEXTS[verb].encode(), data_dir=folder)
    _run("catalogue", data_dir=folder)
    _run("problems", data_dir=folder)

    assert not folder.exists()


def test_catalogue_and_problems_list_ids_and_names() -> None:
    items = json.loads(_run("catalogue", "--json").stdout)
    problems = json.loads(_run("problems", "--json").stdout)

    logo = next(item for item in items if item["id"] == "des-logo")
    assert set(logo) == {"id", "name", "category", "work_type", "formats"}
    assert logo["formats"][0] in {"project", "competition", "task"}
    assert {"P-SALES", "P-WEB"} <= {problem["id"] for problem in problems}
    assert set(problems[0]) == {"id", "name"}


def test_the_demo_writes_three_files_and_repeats_itself(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = _run("demo", "--out", str(tmp_path / "a"), data_dir=data)
    second = _run("demo", "--out", str(tmp_path / "b"), data_dir=data)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr.decode()

    for name in ("order-draft.pdf", "order-draft.txt", "case.json"):
        written = (tmp_path / "a" / name).read_bytes()
        assert written
        assert written == (tmp_path / "b" / name).read_bytes()
    case = json.loads((tmp_path / "a" / "case.json").read_bytes())
    assert {"id", "client", "owner_words", "work_items", "postings"} <= set(case)
    assert case["client"]["name"].startswith("見本")
    listed = json.loads(_run("cases", "--json", data_dir=data).stdout)
    assert [row["id"] for row in listed] == [case["id"]]
    assert set(listed[0]) == {"id", "client", "title", "updated_at"}


def test_a_stored_case_is_exported_and_the_list_of_an_empty_folder_is_empty(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    assert json.loads(_run("cases", "--json", data_dir=data).stdout) == []
    assert not data.exists()
    _run("demo", "--out", str(tmp_path / "out"), data_dir=data)
    case_id = json.loads((tmp_path / "out" / "case.json").read_bytes())["id"]

    done = _run("export", case_id, "--out", str(tmp_path / "見本.pdf"), data_dir=data)

    assert done.returncode == 0, done.stderr.decode()
    same = (tmp_path / "out" / "order-draft.pdf").read_bytes()
    assert (tmp_path / "見本.pdf").read_bytes() == same


def test_a_file_that_ends_in_json_gets_the_evidence_the_same_each_time(tmp_path: Path) -> None:
    data = tmp_path / "data"
    _run("demo", "--out", str(tmp_path / "out"), data_dir=data)
    case_id = json.loads((tmp_path / "out" / "case.json").read_bytes())["id"]

    for name in ("一.json", "二.JSON"):
        done = _run("export", case_id, "--out", str(tmp_path / name), data_dir=data)
        assert done.returncode == 0, done.stderr.decode()

    written = (tmp_path / "一.json").read_bytes()
    found = json.loads(written)
    assert found["form"] == "cspdesk-evidence-1"
    assert [posting["number"] for posting in found["postings"]] == [1, 2, 3, 4, 5]
    assert str(tmp_path) not in written.decode()
    assert (tmp_path / "二.JSON").read_bytes() == written


def test_a_folder_that_cannot_be_used_exits_3(tmp_path: Path) -> None:
    occupied = tmp_path / "data"
    occupied.write_text("a file, not a folder", encoding="utf-8")

    done = _run("demo", "--out", str(tmp_path / "out"), data_dir=occupied)

    assert done.returncode == 3
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "cspdesk.db").write_bytes(b"not a database at all, just text " * 200)
    before = (data / "cspdesk.db").read_bytes()

    for arguments in (("cases",), ("demo", "--out", str(tmp_path / "out"))):
        assert _run(*arguments, data_dir=data).returncode == 3
    assert (data / "cspdesk.db").read_bytes() == before


def test_the_installation_check_and_the_version_answer() -> None:
    assert _run("--check").returncode == 0
    assert _run("--version").stdout.decode().startswith("cspdesk ")


def test_help_is_japanese() -> None:
    text = _run("check", "--help").stdout.decode()

    assert "依頼文" in text or "UTF-8" in text


def test_lists_are_read_beside_an_open_window_but_nothing_is_written(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with bootstrap.open_workspace(str(data)) as window:
        opened = window.cases.create(client_name="見本商店", words="客が減った。")

        listed = _run("cases", "--json", data_dir=data)
        written = _run("demo", "--out", str(tmp_path / "out"), data_dir=data)

    assert [row["id"] for row in json.loads(listed.stdout)] == [opened.case.id]
    assert written.returncode == 3
    assert "別の cspdesk" in written.stderr.decode()
    assert not (tmp_path / "out").exists()


def test_data_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert _run("demo", "--out", str(tmp_path / "out"), data_dir=data).returncode == 0
    with contextlib.closing(sqlite3.connect(data / "cspdesk.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with contextlib.closing(sqlite3.connect(data / "cspdesk.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = (data / "cspdesk.db").read_bytes()

    for arguments in (("cases",), ("demo", "--out", str(tmp_path / "out2"))):
        done = _run(*arguments, data_dir=data)
        assert done.returncode == 3
        assert "新しい版" in done.stderr.decode()
    assert (data / "cspdesk.db").read_bytes() == before


def test_contract_is_judged_by_its_own_rules() -> None:
    text = "納品日：2026年11月21日\n支払期日：2027年1月20日"
    done = _run(
        "check", "-", "--json", "--stage", "contract", "--as-of", "2026-11-22", stdin=text.encode()
    )

    answer = json.loads(done.stdout)

    assert done.returncode == 1
    assert answer["disclosure"] == {}
    assert "D01" in {finding["rule"] for finding in answer["findings"]}


def test_facts_of_a_line_are_judged_and_answered_with_the_laws_that_hold() -> None:
    line = {
        "text": "見本",
        "stage": "contract",
        "as_of": "2026-11-22",
        "facts": {"receipt_date": "2026-11-21", "payment_date": "2027-01-20", "resale": False},
    }
    done = _run("check", "-", "--jsonl", stdin=json.dumps(line).encode())

    answer = json.loads(done.stdout)

    assert "D01" in {finding["rule"] for finding in answer["findings"]}
    assert answer["laws"]["freelance"]["standing"] == "to_check"
    assert answer["laws"]["toriteki"]["reasons"]


@pytest.mark.parametrize(
    "more", [{"facts": []}, {"facts": {"employees": 1}}, {"facts": {"resale": 1}}, {"stage": "x"}]
)
def test_facts_and_stage_of_a_wrong_kind_are_refused(more: dict[str, Any]) -> None:
    done = _run("check", "-", "--jsonl", stdin=json.dumps({"text": "見本", **more}).encode())

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_an_id_comes_back_as_it_was_given() -> None:
    lines = [{"id": 7, "text": _TEXTS["check"]}, {"text": _TEXTS["check"]}]
    stdin = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()

    answers = [
        json.loads(line) for line in _run("check", "-", "--jsonl", stdin=stdin).stdout.splitlines()
    ]

    assert [answer["id"] for answer in answers] == [7, ""]


def test_an_empty_folder_name_is_not_taken_for_the_persons_own_data(tmp_path: Path) -> None:
    done = _run("--data-dir", "", "demo", "--out", str(tmp_path / "out"))

    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


def test_no_display_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform != "linux":
        pytest.skip("only Linux starts without a display")

    done = _run()

    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
    assert "ディスプレイ" in done.stderr.decode()
