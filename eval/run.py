"""Print how the program does on the open cases and on the project's own: `make eval`.

Nothing is stored. The mistakes at the end are those the program was surest of, since they
say most about what it has wrong.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from cspdesk.services.checking import CheckingService
from eval.score_check import Score, merged, score_postings, score_sentences, table
from eval.score_decompose import case_files, read_cases, score_decomposition, score_formats
from eval.score_interview import score_interview

HERE = Path(__file__).resolve().parent
MISTAKES_SHOWN = 10
# The reading whose mistakes are told; the others go wrong on the same cases.
_TOLD_READING = "item and text"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSet:
    """One folder of cases; the files of work and formats are found by their names.

    Attributes:
        postings, sentences: files for the check; empty = there are none.
        told: tell the surest mistakes; not those of cases that are kept for reporting.
    """

    title: str
    folder: Path
    postings: str = ""
    sentences: str = ""
    told: bool = True


SETS = (
    CaseSet(
        title="open cases",
        folder=HERE / "open",
        postings="postings_open.jsonl",
        sentences="content_examples_open.jsonl",
    ),
    CaseSet(
        title="own cases",
        folder=HERE / "own",
        postings="check_postings.jsonl",
        sentences="check_content.jsonl",
    ),
    CaseSet(
        title="wording, work half (the sentences are learned from)",
        folder=HERE / "wording",
        postings="postings.jsonl",
        sentences="sentences.jsonl",
    ),
    CaseSet(title="final half of own cases", folder=HERE / "final", told=False),
)


def report(cases: CaseSet) -> list[str]:
    """Return the lines about one set: tables, then the surest mistakes."""
    work, work_mistakes = _work(cases.folder)
    check, check_mistakes = _check(cases) if cases.postings else ([], [])
    lines = [f"==== {cases.title}", *work, *check]
    if not cases.told:
        return lines
    mistakes = sorted(work_mistakes + check_mistakes, key=lambda pair: -pair[0])
    return [
        *lines,
        "",
        f"surest mistakes ({min(len(mistakes), MISTAKES_SHOWN)} of {len(mistakes)})",
        *(f"  {sure:.2f}  {line}" for sure, line in mistakes[:MISTAKES_SHOWN]),
    ]


def _work(folder: Path) -> tuple[list[str], list[tuple[float, str]]]:
    words, formats = case_files(folder)
    lines: list[str] = []
    mistakes: list[tuple[float, str]] = []
    if words:
        figures = score_decomposition(read_cases(words))
        lines += ["", f"work items and problems, {figures.cases} owners", *figures.lines()]
        mistakes += figures.mistakes
        lines += ["", "the interview alone, without words"]
        lines += [f.line(label) for label, f in score_interview(read_cases(words)).items()]
    if formats:
        examples = read_cases(formats)
        readings = score_formats(examples)
        lines += ["", f"request formats, {len(examples)} examples"]
        lines += [reading.line(label) for label, reading in readings.items()]
        mistakes += readings[_TOLD_READING].mistakes
    return lines, mistakes


def _check(cases: CaseSet) -> tuple[list[str], list[tuple[float, str]]]:
    service = CheckingService()
    disclosure, in_postings = score_postings(service, cases.folder / cases.postings)
    content = merged(in_postings, score_sentences(service, cases.folder / cases.sentences))
    lines = [
        "",
        *_table("disclosure, without partial labels", disclosure),
        "",
        *_table("content of postings and sentences, without borderline labels", content),
    ]
    return lines, disclosure.mistakes + content.mistakes


def _table(title: str, score: Score) -> list[str]:
    return [line.removeprefix("== ") for line in table(title, score)]


def main() -> int:
    """Print the report over every set."""
    sys.stdout.write("\n\n".join("\n".join(report(cases)) for cases in SETS) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
