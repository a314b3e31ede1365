"""Learn what each code is worded like from `eval/`, the rules' examples and our own drafts.

    python -m scripts.train_wording        # needs the group `training`: scikit-learn, ja-ginza

Prints what is found of sentences that are held back, and writes `resources/wording/wording.bin`.
Equal sentences and equal library versions give equal files.
"""

from __future__ import annotations

import json
import math
import re
import struct
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from cspdesk.documents.posting import posting_text
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.request_format import RequestFormat
from cspdesk.rules.loading import load_pack
from cspdesk.rules.text import normalise
from cspdesk.rules.text import sentences as sentences_in
from cspdesk.rules.wording import LONGEST, runs_of
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.drafting import DraftingService
from cspdesk.services.tree_filling import work_item_from
from eval.score_check import CODES

ROOT = Path(__file__).resolve().parent.parent
FILES = ("wording/sentences.jsonl", "wording/more.jsonl", "own/check_content.jsonl")
# Only learned from: most of it is made to be hard, so that thresholds set by it would be too high
# for what is usually written.
VOICES = "wording/voices.tsv"
POSTINGS = ("wording/postings.jsonl", "own/check_postings.jsonl")
SPECIFIED = ROOT / "tests" / "resources" / "sentences.txt"
TARGET = ROOT / "resources" / "wording" / "wording.bin"
MOMENT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
_SOFTNESS = 1.0
# In so many texts a run has to occur.
_LEAST_TEXTS = 3
# How much one of the rules' own examples counts against any other sentence.
_EXAMPLE_COUNTS = 8.0
# How much the company of words counts beside the runs.
_COMPANY = 0.6
_PARTS = 5
_STEPS = 127
# So many things found are worth one mistake.
_PRICE = 2
# So much further a sentence has to lie alone where another stands beside it, see `Wording.places`.
_ALONE_MORE = 0.4
_ENDINGS = {
    "く": "かきけこい",
    "ぐ": "がぎげごい",
    "す": "さしせそ",
    "つ": "たちてとっ",
    "ぬ": "なにねのん",
    "ぶ": "ばびべぼん",
    "む": "まみめもん",
    "る": "らりれろっ",
    "う": "わいえおっ",
    "い": "くかけさ",
}
_KANJI = re.compile("[一-鿋々]")
_WORD = re.compile("[ァ-ヺー]+|[a-z]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A text in normal form with the codes that it is worded like.

    Attributes:
        asked: it counts when thresholds are set; else it is only learned from.
    """

    text: str
    codes: frozenset[str]
    asked: bool = True
    name: str = ""


def read(name: str) -> list[dict[str, Any]]:
    """Return the lines of one file of `eval/`, none where it is missing."""
    path = ROOT / "eval" / name
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def read_voices() -> list[list[str]]:
    """Return the lines of the file of voices: codes, near code, register, trade, text."""
    path = ROOT / "eval" / VOICES
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]


def normal(text: str) -> str:
    """Return the normal form of a text, line by line."""
    return "\n".join(normalise(row).text for row in text.split("\n"))


def labelled(names: Iterable[str] = FILES) -> list[Said]:
    """Return what was labelled by hand."""
    return [
        Said(normal(line["text"]), frozenset(line["codes"]) & set(CODES), name=name)
        for name in names
        for line in read(name)
        if not line["borderline"]
    ]


def voices() -> list[Said]:
    """Return what was written to be learned from."""
    return [
        Said(normal(text), frozenset(codes.split(",")) & set(CODES), asked=False, name=VOICES)
        for codes, _, _, _, text in read_voices()
    ]


def parts_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [row[start:end] for row in text.split("\n") for start, end in sentences_in(row)]


def windows_of(text: str) -> list[str]:
    """Return the sentences, and pairs of them, that are read one by one."""
    return [*parts_of(text), *pairs_of(text)]


def pairs_of(text: str) -> list[str]:
    """Return every two sentences that stand together in a line."""
    return [
        row[one.start : two.end]
        for row in text.split("\n")
        for one, two in pairwise(sentences_in(row))
    ]


def innocent() -> list[Said]:
    """Return sentences of our drafts and of postings without any code, each one once."""
    texts = [
        line["text"]
        for name in POSTINGS
        for line in read(name)
        if not line["labels"]["violations"] and not line["labels"]["borderline_violations"]
    ]
    texts += drafts()
    found = (w for text in texts for w in windows_of(normal(text)))
    return [Said(w, frozenset(), asked=False, name="innocent") for w in dict.fromkeys(found)]


def drafts() -> Iterator[str]:
    """Yield a draft of every piece of work in every format."""
    case = Case(id="c", client_id="k", title="直販", created_at=MOMENT, updated_at=MOMENT)
    client = Client(
        id="k", name="見本農園", created_at=MOMENT, updated_at=MOMENT, prefecture="長野県"
    )
    service = DraftingService()
    for item in load_catalogue().items:
        for format_ in RequestFormat:
            work = work_item_from(item, id="w")
            draft = service.draft(case, client, work, format_, posting_id="p", today=MOMENT.date())
            yield posting_text(draft).text


def examples() -> list[Said]:
    """Return the rules' examples that hold whatever the circumstances."""
    found = []
    for rule in load_pack().rules:
        if not rule.fragment:
            continue
        for kind, group in (("bad", rule.bad), ("good", rule.good)):
            for example in group:
                plain = not (
                    example.platform or example.order_type or example.stage or example.as_of
                )
                if not example.text or (kind == "bad" and not plain):
                    continue
                if kind == "bad" and rule.category not in CODES:
                    continue
                codes = frozenset({rule.category}) if kind == "bad" else frozenset()
                found.append(Said(normal(example.text), codes, asked=False, name="example"))
    return found


def specified() -> list[Said]:
    """Return the sentences by which the rules are specified, in the same way as examples."""
    categories = {rule.id: rule.category for rule in load_pack().rules}
    found = []
    for line in SPECIFIED.read_text(encoding="utf-8").splitlines():
        rule_id, sign, text = line.split(" ", 2)
        if rule_id in categories:
            codes = frozenset({categories[rule_id]}) & set(CODES) if sign == "+" else frozenset()
            found.append(Said(normal(text), codes, asked=False, name="example"))
    return found


def fingerprint() -> str:
    """Return 16 hex digits over the labelled sentences, independent of line ends."""
    lines = [json.dumps(line, sort_keys=True) for name in FILES for line in read(name)]
    lines += ["\t".join(line) for line in read_voices()]
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


class Company(NamedTuple):
    """Words by the company they keep: the number of each word's vector, and the vectors."""

    rows: dict[str, int]
    vectors: Any


def company() -> Company:
    """Return the vectors of the words that the analyser's package knows, and of their forms."""
    import numpy as np  # noqa: PLC0415 - training only
    import spacy  # noqa: PLC0415 - training only

    vocab = spacy.load("ja_ginza", exclude=["parser", "ner", "tok2vec", "morphologizer"]).vocab
    data = np.asarray(vocab.vectors.data)
    data /= np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-6)
    data -= data.mean(0)
    data /= np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-6)
    rows: dict[str, int] = {}
    seen: set[int] = set()
    for key, row in vocab.vectors.key2row.items():
        if row in seen:
            continue
        seen.add(row)
        for form in _forms(normalise(vocab.strings[key]).text):
            if len(form) == LONGEST and (_KANJI.search(form) or _WORD.fullmatch(form)):
                rows.setdefault(form, row)
    return Company(rows, data)


def _forms(word: str) -> Iterator[str]:
    yield word
    if len(word) > 1 and _KANJI.search(word) and word[-1] in _ENDINGS:
        stem = word[:-1]
        if len(stem) > 1:
            yield stem
        yield from (stem + ending for ending in _ENDINGS[word[-1]])


@dataclass
class Features:
    """Texts as numbers; what is learned from them can be told for every run alone."""

    company: Company
    runs: dict[str, int] = field(default_factory=dict)
    rarity: list[float] = field(default_factory=list)
    word_rarity: dict[str, float] = field(default_factory=dict)

    def fit(self, texts: Sequence[str]) -> None:
        """Count in how many texts each run and word occurs."""
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update(set().union(*map(runs_of, parts_of(text))))
        number = len(texts)
        names = sorted(run for run, n in seen.items() if n >= _LEAST_TEXTS)
        self.runs = {run: place for place, run in enumerate(names)}
        self.rarity = [math.log((1 + number) / (1 + seen[run])) + 1 for run in names]
        self.word_rarity = {
            word: math.log((1 + number) / (1 + seen[word])) for word in self.company.rows
        }

    def of(self, texts: Sequence[str]) -> Any:
        """Return one row a text: its runs, then the sum of its words' vectors."""
        import numpy as np  # noqa: PLC0415 - training only
        import scipy.sparse as sp  # noqa: PLC0415 - training only

        ends, columns, values = [0], [], []
        together = np.zeros((len(texts), self.company.vectors.shape[1]), np.float32)
        for number, text in enumerate(texts):
            length = 0.0
            for part in parts_of(text):
                runs = runs_of(part)
                places = sorted(self.runs[run] for run in runs if run in self.runs)
                length += sum(self.rarity[p] ** 2 for p in places)
                columns += places
                for word in runs & self.company.rows.keys():
                    weight = _COMPANY * self.word_rarity[word]
                    together[number] += weight * self.company.vectors[self.company.rows[word]]
            length = math.sqrt(length) or 1.0
            together[number] /= length
            values += [self.rarity[p] / length for p in columns[ends[-1] :]]
            ends.append(len(columns))
        shape = (len(texts), len(self.runs))
        return sp.hstack([sp.csr_matrix((values, columns, ends), shape=shape), together]).tocsr()

    def weights(self, learned: Any) -> tuple[list[str], Any, list[float]]:
        """Return every run, its weights for each code (rows of `learned`), squared rarity."""
        import numpy as np  # noqa: PLC0415 - training only

        plain, words = learned[:, : len(self.runs)], learned[:, len(self.runs) :]
        by_word = self.company.vectors @ words.T
        names = sorted({*self.runs, *self.company.rows}, key=lambda run: (len(run), run))
        weights = np.zeros((len(names), learned.shape[0]), np.float32)
        squares = []
        for place, run in enumerate(names):
            number = self.runs.get(run)
            if number is not None:
                weights[place] += self.rarity[number] * plain[:, number]
            row = self.company.rows.get(run)
            if row is not None:
                weights[place] += _COMPANY * self.word_rarity[run] * by_word[row]
            squares.append(self.rarity[number] ** 2 if number is not None else 0.0)
        return names, weights, squares


def learn(said: Sequence[Said], features: Features) -> tuple[Any, Any]:
    """Return weights and start of every code."""
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - training only

    features.fit([s.text for s in said])
    vectors = features.of([s.text for s in said])
    rows, starts = [], []
    counts = [_EXAMPLE_COUNTS if s.name == "example" else 1.0 for s in said]
    for code in CODES:
        model = LinearSVC(C=_SOFTNESS, class_weight="balanced", random_state=0)
        model.fit(vectors, [code in s.codes for s in said], sample_weight=counts)
        rows.append(model.coef_[0])
        starts.append(float(model.intercept_[0]))
    return np.array(rows), np.array(starts)


def held_back(said: Sequence[Said], more: Sequence[Said], words: Company) -> Any:
    """Return the margins of each text, told by what was learned without it."""
    import numpy as np  # noqa: PLC0415 - training only
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415 - training only

    margins = np.zeros((len(said), len(CODES)))
    kinds = [min(s.codes, default="") for s in said]
    parts = StratifiedKFold(_PARTS, shuffle=True, random_state=0)
    for known, asked in parts.split(np.zeros(len(said)), kinds):
        features = Features(words)
        rows, starts = learn([*(said[n] for n in known), *more], features)
        margins[asked] = [clearest(said[n].text, features, rows, starts) for n in asked]
    return margins


def clearest(text: str, features: Features, rows: Any, starts: Any) -> Any:
    """Return the largest margin of each code among the sentences of a text, and pairs of them."""
    import numpy as np  # noqa: PLC0415 - training only

    alone = (features.of(parts_of(text)) @ rows.T + starts).max(axis=0)
    if not (pairs := pairs_of(text)):
        return alone
    return np.maximum(alone - _ALONE_MORE, (features.of(pairs) @ rows.T + starts).max(axis=0))


def thresholds(said: Sequence[Said], margins: Any) -> list[float]:
    """Return from which margin on a code is told, so that it is right often enough."""
    found = []
    for number, code in enumerate(CODES):
        ranked = sorted(
            ((float(m), code in s.codes) for s, m in zip(said, margins[:, number], strict=True)),
            reverse=True,
        )
        gain, most, best = 0.0, 0.0, ranked[0][0] + 0.1
        for margin, is_right in ranked:
            gain += 1 if is_right else -_PRICE
            if gain > most:
                most, best = gain, margin
        found.append(best)
    return found


def figures(said: Sequence[Said], margins: Any, limits: list[float]) -> Iterator[str]:
    """Yield what is found and missed by code, and the share of innocent texts told of."""
    found = margins >= limits
    hits = told = there = 0
    for number, code in enumerate(CODES):
        truth = [code in s.codes for s in said]
        right = sum(t and f for t, f in zip(truth, found[:, number], strict=True))
        hits, told, there = hits + right, told + found[:, number].sum(), there + sum(truth)
        share = right / max(found[:, number].sum(), 1)
        yield f"{code:38}{sum(truth):4} P {share:.2f} R {right / max(sum(truth), 1):.2f}"
    yield f"{'total':38}{there:4} P {hits / max(told, 1):.3f} R {hits / max(there, 1):.3f}"
    clean = [bool(f.any()) for s, f in zip(said, found, strict=True) if not s.codes]
    yield f"innocent told of: {sum(clean)} of {len(clean)}"


def packed(features: Features, rows: Any, learned_from: str) -> bytes:
    """Return the content of a weights file; see `unpack_wording` for its form.

    The weights of each code, `rows`, are so large that it is told from 1 on.
    """
    import numpy as np  # noqa: PLC0415 - training only

    names, weights, squares = features.weights(rows)
    weight, square = float(abs(weights).max()) / _STEPS, max(squares) / 255
    whole = np.rint(weights / weight).astype(int)
    kept = [n for n, name in enumerate(names) if squares[n] or abs(whole[n]).max() > 1]
    lanes = np.zeros((len(kept), len(CODES) + 2), np.uint8)
    lanes[:, : len(CODES)] = whole[kept] + 128
    lanes[:, -2] = np.rint(np.array(squares)[kept] / square)
    lanes[:, -1] = 1
    head = {
        "learned_from": learned_from,
        "codes": CODES,
        "weight": weight,
        "square": square,
        "runs": [names[n] for n in kept],
    }
    told = json.dumps(head, ensure_ascii=False).encode()
    return struct.pack("<I", len(told)) + told + bytes(lanes)


def main() -> int:
    """Write the weights file."""
    said, more = labelled(), [*voices(), *innocent(), *examples(), *specified()]
    words = company()
    margins = held_back(said, more, words)
    limits = thresholds(said, margins)
    print("\n".join(figures(said, margins, limits)))
    features = Features(words)
    rows, starts = learn([*said, *more], features)
    content = packed(features, rows / (limits - starts)[:, None], fingerprint())
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(content)
    print(f"{len(said)} + {len(more)} sentences, {len(content) / 1024:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
