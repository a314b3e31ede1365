"""Learn what is heard in sentences from `eval/heard/` and the catalogue.

    python -m scripts.train_heard          # needs the group `training`: scikit-learn

Heard are work, problems, hints at a format, and how a sentence is meant: `heard_items.bin`,
`heard_problems.bin`, `heard_formats.bin` and `heard_stances.bin` in `resources/catalogue`.
Equal sentences and equal library versions give equal files.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from cspdesk.domain.catalogue import Catalogue
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.folding import fold_word
from cspdesk.services.heard_sentences import LONGEST, SHARPNESS

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = ROOT / "eval" / "heard"
PLACE = ROOT / "resources" / "catalogue"
_SOFTNESS, _SHARE_SOFTNESS = 0.5, 4.0
_LEAST_WEIGHT = 0.1
_MOST_OWNERS = 10
_STEPS = 127

Said = list[tuple[str, str]]


def sentences(name: str) -> Said:
    """Return (target, sentence) of one file of `eval/heard/`."""
    lines = (SENTENCES / name).read_text(encoding="utf-8").splitlines()
    return [(target, text) for target, text in (line.split("\t", 1) for line in lines)]


def said_of_items(catalogue: Catalogue) -> Said:
    """Return all that pieces of work are learned from."""
    own = [
        (item.id, text)
        for item in catalogue.items
        for text in (item.name, item.deliverable, *item.keywords, *item.paraphrases)
    ]
    return own + sentences("work_items.tsv")


def said_of_problems(catalogue: Catalogue) -> Said:
    """Return all that problems and their sub-issues are learned from."""
    own = [(p.id, text) for p in catalogue.problems for text in p.paraphrases]
    own += [(s.id, t) for p in catalogue.problems for s in p.sub_issues for t in s.signs]
    return own + sentences("problems.tsv")


def said_of_stances() -> Said:
    """Return sentences by how they are meant: `need`, `settled` or `passing`."""
    return sentences("stances.tsv") + sentences("talks.tsv")


def fingerprint(*names: str) -> str:
    """Return 16 hex digits over files of `eval/heard/`, independent of line ends."""
    lines = (
        line
        for name in names
        for line in (SENTENCES / name).read_text(encoding="utf-8").splitlines()
    )
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def learn(said: Said, learned_from: str) -> bytes:
    """Return the content of a weights file of margins; see `load_heard` for its form."""
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - training only

    return _learn(said, learned_from, LinearSVC(C=_SOFTNESS, random_state=0), 1.0)


def learn_stances(said: Said, learned_from: str) -> bytes:
    """Return the content of a weights file whose degrees are likelihoods."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - training only

    return _learn(
        said, learned_from, LogisticRegression(C=_SHARE_SOFTNESS, max_iter=2000), 1 / SHARPNESS
    )


def _learn(said: Said, learned_from: str, model: Any, size: float) -> bytes:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - training only

    counted = TfidfVectorizer(
        analyzer="char", ngram_range=(1, LONGEST), sublinear_tf=True, min_df=2, lowercase=False
    )
    vectors = counted.fit_transform([fold_word(text) for _, text in said])
    model.fit(vectors, [target for target, _ in said])
    runs = [str(run) for run in counted.get_feature_names_out()]
    return _packed(
        {"learned_from": learned_from, "targets": [str(target) for target in model.classes_]},
        runs,
        [float(value) for value in counted.idf_],
        [_strongest(size * model.coef_[:, number], size) for number in range(len(runs))],
        [size * float(value) for value in model.intercept_],
    )


def _strongest(column: Iterable[float], size: float) -> list[tuple[int, float]]:
    ranked = sorted(enumerate(column), key=lambda pair: -abs(pair[1]))[:_MOST_OWNERS]
    return sorted((n, float(w)) for n, w in ranked if abs(w) >= _LEAST_WEIGHT * size)


def _packed(
    head: dict[str, object],
    runs: list[str],
    rarity: list[float],
    weights: list[list[tuple[int, float]]],
    starts: list[float],
) -> bytes:
    scale = max(abs(w) for owners in weights for _, w in owners) / _STEPS
    told = json.dumps(head | {"runs": runs, "scale": scale}, ensure_ascii=False).encode()
    return b"".join(
        (
            struct.pack("<I", len(told)),
            told,
            array("f", rarity).tobytes(),
            array("H", (len(owners) for owners in weights)).tobytes(),
            array("H", (n for owners in weights for n, _ in owners)).tobytes(),
            array("b", (round(w / scale) for owners in weights for _, w in owners)).tobytes(),
            array("f", starts).tobytes(),
        )
    )


def main() -> int:
    """Write the weights files."""
    catalogue = load_catalogue()
    for name, sources, said in (
        ("heard_items.bin", "work_items.tsv", said_of_items(catalogue)),
        ("heard_problems.bin", "problems.tsv", said_of_problems(catalogue)),
        ("heard_formats.bin", "formats.tsv", sentences("formats.tsv")),
    ):
        content = learn(said, fingerprint(sources))
        _write(name, content, said)
    said = said_of_stances()
    content = learn_stances(said, fingerprint("stances.tsv", "talks.tsv"))
    _write("heard_stances.bin", content, said)
    return 0


def _write(name: str, content: bytes, said: Said) -> None:
    (PLACE / name).write_bytes(content)
    print(f"{name}: {len(said)} sentences, {len(content) / 1024:.0f} KB")


if __name__ == "__main__":
    sys.exit(main())
