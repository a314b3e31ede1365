"""Learn from labelled talks in which order work is proposed.

    python -m scripts.train_ranking        # needs the group `training`: scikit-learn

Writes `resources/catalogue/ranking.toml` from the talks of `eval/open` and `eval/own`; those of
`eval/final` are for reporting only.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing import with_prerequisites
from cspdesk.services.decomposing_knowledge import load_knowledge
from cspdesk.services.folding import fold
from cspdesk.services.ranking import SIGNS, signs_of
from cspdesk.services.weighing import weigh
from eval.score_decompose import case_files, read_cases

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "catalogue" / "ranking.toml"
_LEAST_STRENGTH = 0.1


def examples() -> tuple[list[tuple[float, ...]], list[bool]]:
    """Return the signs of every piece of work that comes into question, and if it is a must."""
    knowledge = load_knowledge(load_catalogue())
    signs: list[tuple[float, ...]] = []
    wanted: list[bool] = []
    paths = [p for name in ("open", "own") for p in case_files(ROOT / "eval" / name)[0]]
    for case in read_cases(paths):
        scores = weigh(knowledge, fold(case["owner_says"]), case["industry"])
        strengths = with_prerequisites(knowledge, scores)
        for item_id, strength in sorted(strengths.items()):
            if strength > _LEAST_STRENGTH:
                signs.append(signs_of(scores, strengths, item_id))
                wanted.append(item_id in case["expected_tasks"]["must_have"])
    return signs, wanted


def main() -> int:
    """Write the weights."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415

    signs, wanted = examples()
    scaled, model = StandardScaler(), LogisticRegression(C=1.0, max_iter=1000)
    make_pipeline(scaled, model).fit(signs, wanted)
    weights = [float(w / s) for w, s in zip(model.coef_[0], scaled.scale_, strict=True)]
    start = float(model.intercept_[0]) - sum(
        w * float(m) for w, m in zip(weights, scaled.mean_, strict=True)
    )
    lines = [
        "# Made by `python -m scripts.train_ranking` from labelled talks; not edited by hand.",
        "[weights]",
        f"start = {start:.4f}",
        *(f"{name} = {w:.4f}" for name, w in zip(SIGNS, weights, strict=True)),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(signs)} pieces of work, {sum(wanted)} of them musts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
