"""Learn from labelled talks in which order work and problems are proposed.

    python -m scripts.train_ranking        # needs the group `training`: scikit-learn

Writes `resources/catalogue/ranking.toml` from the talks of `eval/open` and `eval/own`; those of
`eval/final` are for reporting only.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing import with_prerequisites
from cspdesk.services.decomposing_knowledge import Knowledge, load_knowledge
from cspdesk.services.folding import fold
from cspdesk.services.heard_sentences import unpack_heard
from cspdesk.services.ranking import (
    PROBLEM_SIGNS,
    SIGNS,
    Ranking,
    problem_signs_of_all,
    signs_of_all,
)
from cspdesk.services.weighing import Scores, weigh
from eval.score_decompose import Case, case_files, read_cases
from scripts.train_heard import learn_stances, said_of_stances

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "catalogue" / "ranking.toml"
_PARTS = 4
_SENSIBLE_COUNTS = 0.3


@dataclass(slots=True)
class Examples:
    """Signs of one kind of target in every talk, if it is wanted, and how much that counts."""

    names: tuple[str, ...]
    signs: list[tuple[float, ...]] = field(default_factory=list)
    wanted: list[bool] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)

    def add(
        self, signs: dict[str, tuple[float, ...]], wanted: list[str], sensible: list[str]
    ) -> None:
        """Add the targets of one talk; what is sensible beside is no mistake to learn from."""
        for name, values in signs.items():
            self.signs.append(values)
            self.wanted.append(name in wanted)
            self.counts.append(_SENSIBLE_COUNTS if name in sensible else 1.0)

    def ranking(self) -> Ranking:
        """Return the weights that tell what is wanted."""
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only
        from sklearn.pipeline import make_pipeline  # noqa: PLC0415
        from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

        scaled, model = StandardScaler(), LogisticRegression(C=0.1, max_iter=3000)
        make_pipeline(scaled, model).fit(
            self.signs, self.wanted, logisticregression__sample_weight=self.counts
        )
        weights = [float(w / s) for w, s in zip(model.coef_[0], scaled.scale_, strict=True)]
        moved = sum(w * float(m) for w, m in zip(weights, scaled.mean_, strict=True))
        return Ranking(float(model.intercept_[0]) - moved, tuple(weights))

    def table(self, title: str, ranking: Ranking) -> list[str]:
        """Return the lines of the weights in the data file."""
        weights = zip(self.names, ranking.weights, strict=True)
        return [
            f"[{title}]",
            f"start = {ranking.start:.4f}",
            *(f"{name} = {weight:.4f}" for name, weight in weights),
        ]


def weighed_talks() -> Iterator[tuple[Case, Knowledge, Scores]]:
    """Yield all talks; how a sentence is meant is never learned from its own talk."""
    knowledge = load_knowledge(load_catalogue())
    paths = [p for name in ("open", "own") for p in case_files(ROOT / "eval" / name)[0]]
    cases = read_cases(paths)
    meant = said_of_stances()
    for part in range(_PARTS):
        held_out = cases[part::_PARTS]
        quotes = {said["quote"] for case in held_out for said in case.get("said", ())}
        others = [(name, text) for name, text in meant if text not in quotes]
        reading = unpack_heard("stances", learn_stances(others, ""))
        for case in held_out:
            known = replace(knowledge, stances=reading)
            yield case, known, weigh(known, fold(case["owner_says"]), case["industry"])


def main() -> int:
    """Write the weights."""
    work, problems = Examples(SIGNS), Examples(PROBLEM_SIGNS)
    talks = [
        (case, known, scores, signs_of_all(known, scores, with_prerequisites(known, scores)))
        for case, known, scores in weighed_talks()
    ]
    for case, _known, _scores, signs in talks:
        expected = case["expected_tasks"]
        work.add(signs, expected["must_have"], expected["nice"])
    ranking = work.ranking()
    for case, knowledge, scores, of_work in talks:
        likely = {item_id: ranking.likelihood(values) for item_id, values in of_work.items()}
        signs = problem_signs_of_all(knowledge, scores, likely)
        problems.add(signs, case["expected_problems"], case.get("acceptable_problems", []))
    lines = [
        "# Made by `python -m scripts.train_ranking` from labelled talks; not edited by hand.",
        *work.table("weights", ranking),
        "",
        *problems.table("problems", problems.ranking()),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(talks)} talks, {sum(work.wanted)} musts, {sum(problems.wanted)} problems")
    return 0


if __name__ == "__main__":
    sys.exit(main())
