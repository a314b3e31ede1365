"""New sentences are validated as a whole, taken once, and keep to their half."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import grow
from eval.grow import FaultyLine, Line, known_texts, new_lines, parsed, scored

ROW = "vague_scope\t-\tpolite\t飲食\tいい感じに仕上げてください。"
INNOCENT = "-\tvague_scope\tpolite\t飲食\t見本のとおりに三枚仕上げてください。"


def test_line_is_codes_near_code_register_trade_and_text() -> None:
    assert parsed(ROW, "a:1") == Line(
        ("vague_scope",), "", "polite", "飲食", "いい感じに仕上げてください。"
    )
    assert parsed(INNOCENT, "a:1").near == "vague_scope"
    assert parsed(ROW, "a:1").row() == ROW


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("vague_scope\t-\tpolite\t飲食", "columns"),
        ("vague_scope\t-\tpolite\t飲食\t ", "text"),
        ("nonsense\t-\tpolite\t飲食\t文です。", "unknown code nonsense"),
        ("vague_scope\tvague_scope\tpolite\t飲食\t文です。", "innocent"),
    ],
)
def test_faulty_line_is_refused_with_its_place_and_reason(row: str, why: str) -> None:
    with pytest.raises(FaultyLine, match=f"(?s)a:7.*{why}"):
        parsed(row, "a:7")


def test_sentence_that_the_corpus_holds_is_not_taken_again(tmp_path: Path) -> None:
    (tmp_path / "old.jsonl").write_text(
        json.dumps({"text": "いい感じに 仕上げてください｡"}), encoding="utf-8"
    )

    lines = [parsed(row, "") for row in (ROW, INNOCENT, INNOCENT)]

    assert list(new_lines(lines, known_texts([tmp_path]))) == [parsed(INNOCENT, "")]


def test_first_run_scores_are_those_of_the_check_as_it_stands() -> None:
    lines = [
        parsed("unfair_low_price\t-\tpolite\t飲食\t無報酬ですが、実績になります。", ""),
        parsed(INNOCENT, ""),
    ]

    score = scored(lines)

    assert score.by_name["unfair_low_price"].hits == 1
    assert (score.clean_flagged, score.clean_total) == (0, 1)


def test_whole_file_is_refused_for_one_faulty_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, voices, final = (tmp_path / name for name in ("new.tsv", "voices.tsv", "final.tsv"))
    source.write_text(f"{ROW}\nnonsense\n", encoding="utf-8")
    monkeypatch.setattr(grow, "VOICES", voices)
    monkeypatch.setattr(grow, "FINAL", final)
    monkeypatch.setattr("sys.argv", ["grow", str(source)])

    assert grow.main() == 2
    assert "new.tsv:2" in capsys.readouterr().err
    assert not voices.exists()


def test_taken_lines_go_to_their_halves_by_their_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, voices, final = (tmp_path / name for name in ("new.tsv", "voices.tsv", "final.tsv"))
    rows = [f"-\t-\tpolite\t飲食\t見本の{n}番めの文です。" for n in range(60)]
    source.write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.setattr(grow, "VOICES", voices)
    monkeypatch.setattr(grow, "FINAL", final)
    monkeypatch.setattr("sys.argv", ["grow", str(source)])

    assert grow.main() == 0
    kept = [path.read_text(encoding="utf-8").splitlines() for path in (voices, final)]
    assert sorted(kept[0] + kept[1]) == sorted(rows)
    assert all(grow.is_final(row.split("\t")[-1]) for row in kept[1])
    assert 0 < len(kept[1]) < len(kept[0])
