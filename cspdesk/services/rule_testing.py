"""Runs the examples of rules, and joins the rules of a body of consultants to the shipped ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.errors import DataFileError
from cspdesk.rules.loading import load_pack
from cspdesk.rules.model import Example, Pack, Rule
from cspdesk.rules.own_rules import OWN_FOLDER, OwnRule, digest_with, read_own_rule, rule_files
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
    own: list[OwnRule] = []
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
            faults.append((path.name, fault_words(error)))
        else:
            own.append(entry)
    return replace(
        pack,
        digest=digest_with(pack.digest, tuple(own)),
        rules=(*pack.rules, *(entry.rule for entry in own)),
        disabled=(*pack.disabled, *faults),
        own=frozenset(entry.rule.id for entry in own),
    )


def _refuse_failing(entry: OwnRule, pack: Pack) -> None:
    for fault in failing_examples(entry.rule, pack):
        expected = "is not objected to" if fault.key.startswith("bad") else "is objected to"
        raise DataFileError(entry.file, fault.key, expected)
