"""Answers to the format model's questions, read out of what is said about the work."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cspdesk.domain.catalogue import Catalogue, CatalogueItem
from cspdesk.domain.request_format import FormatAnswer
from cspdesk.services.catalogue import open_entry
from cspdesk.services.decomposing_knowledge import LEXICON_FILE, load_knowledge
from cspdesk.services.folding import Folded, fold
from cspdesk.services.weighing import weigh
from cspdesk.services.word_signals import Evidence, SignalReader, read_lexicon, read_signals

WORDS_FILE = "catalogue/format_words.toml"

_LEAST = 0.3
_GUESS_LEAST = 0.35
_MISFIT = 0.7
_TELLING = ("units", "divisible", "dialogue", "opinions")
_MANY = 10
_NUMBER = re.compile(
    r"(?<![0-9.])([0-9]{1,7}|[一二三四五六七八九十百千万]{1,6})"
    r"(万|千|百)?(?:点|枚|件|本|品|社|人(?!か月)|名(?!前)|個|種類|通|店舗|か所|箇所|ヶ所|項目|語(?!で)"
    r"|曲|カット|コマ|冊|箱|レコード|行|さいず|ばーじょん|回分|まい|にん|けん|てん|体|皿|台分|作品|ふぁいる)"
)
_NOT_AMOUNT_BEFORE = re.compile(
    r"(?:社員|従業員|家族|すたっふ|職員|1日|毎日|同じ件を|創業|生徒|会員)$"
)
_LONGEST_BEFORE = 6
_NOT_AMOUNT_AFTER = re.compile(
    r"(?:で(?:やって|回し|やり)|だけの会社|の会社|の店|の事務所|以下の会社|の家族)"
)
_KANJI = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10000}


class FormatReader:
    """Reads formats' facts, reasons not to order, and the kind of work out of a text."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._knowledge = load_knowledge(catalogue)
        lexicon = read_lexicon(open_entry(LEXICON_FILE))
        entry = open_entry(WORDS_FILE)
        self._signals = SignalReader(read_signals(entry, lexicon), entry.texts("masks"))

    def guess(self, text: str) -> CatalogueItem | None:
        """Return the catalogue item that the text is most likely about, None if unclear.

        The first sentence counts twice: it usually names the work. Work that is usually done
        in another way than the text says counts less.
        """
        if not text.strip():
            return None
        scores = weigh(self._knowledge, fold(text), "").direct_items()
        heading = re.split(r"[。\n!?！？]", text.strip(), maxsplit=1)[0]
        for item_id, score in weigh(self._knowledge, fold(heading), "").direct_items().items():
            scores[item_id] = scores.get(item_id, 0.0) + score
        said = {answer.question_id: answer.value for answer in self.read(text)}
        fitting = {
            item: scores[item.id] * _MISFIT ** _misfits(item, said)
            for item in self._catalogue.items
            if scores.get(item.id, 0.0) >= _GUESS_LEAST
        }
        return max(fitting, key=lambda item: fitting[item], default=None)

    def read(self, text: str) -> tuple[FormatAnswer, ...]:
        """Return the answers that the text gives, each with the words it was read from."""
        folded = fold(text)
        best: dict[str, Evidence] = {}
        for found in self._signals.read(folded):
            question, _, _ = found.target.partition("=")
            if question == "gate" or found.weight < _LEAST:
                continue
            if question not in best or best[question].weight < found.weight:
                best[question] = found
        answers = {
            question: FormatAnswer(
                question_id=question,
                value=found.target.partition("=")[2],
                origin="words",
                quote=found.quote,
            )
            for question, found in best.items()
        }
        if "units" not in answers and (counted := _counted(folded)):
            answers["units"] = counted
        return tuple(answers.values())

    def gates(self, text: str) -> dict[str, str]:
        """Return gate ids that the text touches, with the words."""
        return {
            found.target.partition("=")[2]: found.quote
            for found in self._signals.read(fold(text))
            if found.target.startswith("gate=") and found.weight >= _LEAST
        }


def _misfits(item: CatalogueItem, said: Mapping[str, str]) -> int:
    usual = dict(item.format_profile)
    return sum(said[name] != usual.get(name) for name in _TELLING if name in said)


def _counted(folded: Folded) -> FormatAnswer | None:
    """Return the largest number of pieces that the text names as an answer to `units`."""
    largest, place = 0, (0, 0)
    for found in _NUMBER.finditer(folded.text):
        before = folded.text[max(found.start() - _LONGEST_BEFORE, 0) : found.start()]
        if _NOT_AMOUNT_BEFORE.search(before) or _NOT_AMOUNT_AFTER.match(folded.text, found.end()):
            continue
        number = _value(found.group(1)) * _SCALE.get(found.group(2) or "", 1)
        if number > largest:
            largest, place = number, found.span()
    if largest == 0:
        return None
    value = "single" if largest == 1 else "few" if largest < _MANY else "many"
    return FormatAnswer(
        question_id="units", value=value, origin="words", quote=folded.quote(*place)
    )


def _value(digits: str) -> int:
    if digits.isascii():
        return int(digits)
    total = section = current = 0
    for char in digits:
        if char in _KANJI:
            current = _KANJI[char]
        elif char == "万":
            total += (section + current or 1) * _SCALE[char]
            section = current = 0
        else:
            section += (current or 1) * _SCALE[char]
            current = 0
    return total + section + current
