"""Rules that a body of consultants adds: the same shape, their own ids, never above the law."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from cspdesk.domain.finding import is_own_id
from cspdesk.domain.source import Confidence
from cspdesk.errors import DataFileError
from cspdesk.own_files import own_files, read_own_toml
from cspdesk.rules.beginnings import REFERENCE
from cspdesk.rules.loading import pattern_fault, read_rule
from cspdesk.rules.model import Kind, Rule, Vocabulary
from cspdesk.rules.pack_head import read_head
from cspdesk.rules.pattern_faults import unread_sign, ways_fault

OWN_FOLDER = "rules"
# What turns the reading direction round, or is no sign at all, would let words say other than
# they show.
_UNSHOWN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST = {"title": 80, "message": 600, "partial_message": 600, "fix": 600, "suggestion": 600}
_MAX_BYTES = 64 * 1024
_MAX_FILES = 300
# What looks at figures and days is part of the program, and its law stands in the shipped rules.
_OF_WORDS = frozenset({Kind.MISSING, Kind.EXPRESSION, Kind.COMBINATION})


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule with the file that it was read from."""

    file: str
    content: bytes
    rule: Rule


def rule_files(folder: Path) -> tuple[Path, ...]:
    """Return the rule files of a folder, sorted; none where there is no such folder.

    Raises:
        DataFileError: the folder cannot be listed, or holds too many.
    """
    return own_files(folder, _MAX_FILES)


def read_own_rule(path: Path, vocabulary: Vocabulary) -> RuleFile:
    """Return the rule of one file.

    Raises:
        DataFileError: it cannot be read, has a wrong shape, or takes what is not its own.
    """
    own = read_shipped_rule(path, vocabulary)
    _judge(path.name, own.rule)
    return own


def read_shipped_rule(path: Path, vocabulary: Vocabulary) -> RuleFile:
    """Return the rule of a file as one of the program's own, which may rest on the law.

    Raises:
        DataFileError: it cannot be read or has a wrong shape.
    """
    content, values = read_own_toml(path, _MAX_BYTES)
    try:
        rule = read_rule(f"{OWN_FOLDER}/{path.name}", values, vocabulary)
    except DataFileError as error:
        raise DataFileError(path.name, error.key, error.expected) from error
    _judge_patterns(path.name, rule, vocabulary)
    return RuleFile(path.name, content, rule)


def _judge(file: str, rule: Rule) -> None:
    def refuse(key: str, expected: str) -> None:
        raise DataFileError(file, key, expected)

    if not is_own_id(rule.id):
        refuse("id", "must be X- and capital letters, digits or hyphens")
    if rule.confidence is Confidence.CONFIRMED:
        refuse("confidence", "an own rule is not confirmed by the authors of the program")
    if rule.category not in read_head().categories():
        refuse("category", f"{rule.category} is unknown")
    if rule.check.kind not in _OF_WORDS:
        refuse("check.kind", "an own rule looks at words only")
    if rule.check.item is not None:
        refuse("check.item", "is answered by a rule of the program")
    if rule.rests_on_platforms:
        refuse("rests_on_platforms", "is for rules of the program only")
    if rule.matter:
        refuse("matter", "would let a rule of the program fall silent")
    _judge_words(file, rule)


def _judge_words(file: str, rule: Rule) -> None:
    """Look at what is shown: it has to have room, and to read as it is written."""
    for key, longest in _LONGEST.items():
        words: str = getattr(rule, key)
        if _UNSHOWN.search(words) or (key == "title" and "\n" in words):
            raise DataFileError(file, key, "holds a sign that cannot be shown")
        if len(words) > longest:
            raise DataFileError(file, key, f"is longer than {longest} characters")


def _judge_patterns(file: str, rule: Rule, vocabulary: Vocabulary) -> None:
    """Look at every pattern; they are compiled only when a text first needs them."""
    for signal in rule.check.every_signal():
        for key in ("all", "none", "none_near", "elsewhere", "absent"):
            for part in getattr(signal, key):
                if fault := _pattern_fault(part, vocabulary):
                    raise DataFileError(file, f"check…{key}", f"{part}: {fault}")
    for number, repair in enumerate(rule.repairs):
        if fault := _pattern_fault(repair.pattern, vocabulary):
            raise DataFileError(file, f"repair[{number}].pattern", f"{repair.pattern}: {fault}")


def _pattern_fault(part: str, vocabulary: Vocabulary) -> str:
    if sign := unread_sign(part):
        return f"write a backslash before {sign}"
    if ways := ways_fault(part):
        return f"repeats without bounds: {ways}"
    # What a concept stands for may not close a bracket that the part leaves open.
    alone = pattern_fault(REFERENCE.sub("(?:x)", part), vocabulary)
    return alone or pattern_fault(part, vocabulary)


def digest_with(shipped: str, own: tuple[RuleFile, ...]) -> str:
    """Return the fingerprint (16 hex digits) of the shipped rules with the added ones."""
    if not own:
        return shipped
    total = hashlib.sha256(shipped.encode())
    for entry in own:
        total.update(entry.file.encode())
        total.update(entry.content.replace(b"\r\n", b"\n"))
    return total.hexdigest()[:16]
