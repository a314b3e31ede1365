"""Runs the examples of rules, and joins the rules of a body of consultants to the shipped ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from cspdesk import data_files
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.errors import BadInput, DataFileError
from cspdesk.rules.loading import load_pack
from cspdesk.rules.model import Example, Pack, Rule
from cspdesk.rules.own_rules import (
    OWN_FOLDER,
    RuleFile,
    digest_with,
    read_own_rule,
    read_shipped_rule,
    rule_files,
)
from cspdesk.rules.pack_head import PACK_FILE
from cspdesk.services.checking import CheckingService, CheckRequest
from cspdesk.services.rule_faults import fault_words

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFault:
    """An example that is not judged as its rule says.

    Attributes:
        key: where it stands, e.g. `bad[1]`.
        objected: the rule objected to it; a bad example wants that, a good one does not.
    """

    key: str
    example: Example
    objected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFault:
    """What is wrong with a rule file, in words.

    Attributes:
        key: where in the file; empty = the file as a whole.
        text: key and fault as one line.
        example: the shape is sound, but an example is not judged as the rule says.
    """

    file: str
    key: str
    text: str
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleReport:
    """What the test of an author's rules found."""

    rules: int
    examples: int
    faults: tuple[RuleFault, ...]


def failing_examples(rule: Rule, pack: Pack) -> tuple[ExampleFault, ...]:
    """Return the examples of a rule that it judges otherwise than it says."""
    alone = replace(pack, rules=(rule,))
    service = CheckingService(lambda: alone)
    return tuple(
        ExampleFault(key=f"{kind}[{number}]", example=example, objected=objected)
        for kind, examples in (("good", rule.good), ("bad", rule.bad))
        for number, example in enumerate(examples)
        if (objected := _objects(service, rule, example, pack.checked_on)) is not (kind == "bad")
    )


def _objects(service: CheckingService, rule: Rule, example: Example, usual: date) -> bool:
    formats = [kind for kind in RequestFormat if kind in rule.applies.formats]
    order_types = [kind for kind in OrderType if kind in rule.applies.order_types]
    result = service.check(
        CheckRequest(
            text=example.text,
            as_of=example.as_of or _day_in_force(rule, usual),
            format=example.format or formats[0],
            order_type=example.order_type or order_types[-1],
            stage=example.stage or rule.stage,
            facts=example.given,
            platform_id=example.platform,
        )
    )
    return any(finding.rule == rule.id for finding in result.findings)


def _day_in_force(rule: Rule, usual: date) -> date:
    if rule.applies.until is not None:
        usual = min(usual, rule.applies.until - _DAY)
    return max(usual, rule.applies.start) if rule.applies.start is not None else usual


def load_with_own(folder: Path) -> Pack:
    """Return the shipped rules with those that a data folder adds; creates nothing.

    An own rule that cannot be read, or that fails its own examples, is left out and named.

    Raises:
        DataFileError: the shipped rules cannot be read.
    """
    pack = load_pack()
    own: list[RuleFile] = []
    faults: list[tuple[str, str]] = []
    try:
        files = rule_files(folder / OWN_FOLDER)
    except DataFileError as error:
        files = ()
        faults.append((OWN_FOLDER, fault_words(error)))
    for path in files:
        try:
            entry = read_own_rule(path, pack.vocabulary)
            _refuse_failing(entry, pack)
        except DataFileError as error:
            faults.append((_shown_name(path), fault_words(error)))
        else:
            own.append(entry)
    return replace(
        pack,
        digest=digest_with(pack.digest, tuple(own)),
        rules=(*pack.rules, *(entry.rule for entry in own)),
        disabled=(*pack.disabled, *faults),
        own=frozenset(entry.rule.id for entry in own),
    )


def examine(place: Path) -> RuleReport:
    """Read the rule file, or every one of a folder, and run its examples.

    Rules among the program's own data may be confirmed and carry an error; all others are
    held to what a body of consultants may add.

    Raises:
        BadInput: there is no such file, or the folder holds no rule.
    """
    pack = load_pack()
    shipped = data_files.folder(OWN_FOLDER).resolve()
    faults: list[RuleFault] = []
    read = examples = 0
    for path in _rules_at(place):
        reader = read_shipped_rule if path.resolve().parent == shipped else read_own_rule
        try:
            rule = reader(path, pack.vocabulary).rule
        except DataFileError as error:
            faults.append(RuleFault(file=_shown_name(path), key=error.key, text=fault_words(error)))
            continue
        read += 1
        examples += len(rule.good) + len(rule.bad)
        for fault in failing_examples(rule, pack):
            text = f"{fault_words(_example_error(path.name, fault))}「{fault.example.text}」"
            faults.append(RuleFault(file=path.name, key=fault.key, text=text, example=True))
    return RuleReport(rules=read, examples=examples, faults=tuple(faults))


def _shown_name(path: Path) -> str:
    """Return the name of a file as it can be written and printed, whatever it is made of."""
    name = path.name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def _rules_at(place: Path) -> tuple[Path, ...]:
    if not place.is_dir():
        if not place.exists():
            raise BadInput("missing_file", str(place))
        return (place,)
    try:
        found = tuple(path for path in rule_files(place) if path.name != Path(PACK_FILE).name)
    except DataFileError as error:
        raise BadInput("unreadable", str(place)) from error
    if not found:
        raise BadInput("empty", str(place))
    return found


def _refuse_failing(entry: RuleFile, pack: Pack) -> None:
    for fault in failing_examples(entry.rule, pack):
        raise _example_error(entry.file, fault)


def _example_error(file: str, fault: ExampleFault) -> DataFileError:
    expected = "is objected to" if fault.objected else "is not objected to"
    return DataFileError(file, fault.key, expected)
