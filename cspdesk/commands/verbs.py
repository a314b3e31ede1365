"""What each verb of the command line does; returns the exit code."""

from __future__ import annotations

import gc
import io
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

from cspdesk import bootstrap
from cspdesk.commands import BAD_INPUT_CODE, readable, shapes
from cspdesk.commands.backups import backup_text, restore_text, verify_text
from cspdesk.commands.messages import sentence
from cspdesk.commands.rules import ACTIONS, faults_line
from cspdesk.domain.case import CaseStatus
from cspdesk.domain.finding import CheckResult, Severity
from cspdesk.domain.order_facts import NO_FACTS, Stage
from cspdesk.domain.request_format import OrderType, RequestFormat
from cspdesk.errors import BadInput, ExportFailed, StorageProblem, UnknownPlatform
from cspdesk.services.checking import CheckRequest
from cspdesk.services.ports import CasePage, CaseQuery, CaseRow
from cspdesk.services.telling import read_told
from cspdesk.services.text_input import (
    MAX_BYTES,
    JsonLine,
    checked_text,
    decode_text,
    json_lines,
)

ORDER_TYPES = {
    "direct": OrderType.DIRECT,
    "intermediary1": OrderType.BROKER_RESELL,
    "intermediary2": OrderType.BROKER_MATCH,
}
_STANDARD_INPUT = "-"
_PAGE = 500


def decompose(options: Namespace) -> int:
    """Propose work items and what must not be ordered."""
    core = bootstrap.core_beside(options.data_dir)
    if options.jsonl:
        for line in _lines(options.file):
            words = checked_text(line.text("text"), line.where)
            proposal = core.decomposing.propose(
                words,
                industry=line.text("industry", ""),
                prefecture=line.text("prefecture", ""),
            )
            told = read_told(words, core.clock.today())
            _print_json(shapes.proposal_shape(line.text_id(), proposal, told))
        return 0
    words = _text(options.file)
    proposal = core.decomposing.propose(words)
    told = read_told(words, core.clock.today())
    if options.json:
        _print_json(shapes.proposal_shape(_text_id(options.file), proposal, told))
    else:
        _print(readable.proposal_text(proposal, told))
    return 0


def recommend(options: Namespace) -> int:
    """Recommend one of the three formats."""
    core = bootstrap.core_beside(options.data_dir)
    if options.jsonl:
        for line in _lines(options.file):
            advice = core.advice.advise(
                text=_text_if_given(line),
                item_id=_known_item(core, line),
                facts=_known_facts(core, line),
            )
            _print_json(shapes.advice_shape(line.text_id(), advice))
        return 0
    advice = core.advice.advise(text=_text(options.file))
    if options.json:
        _print_json(shapes.advice_shape(_text_id(options.file), advice))
    else:
        _print(readable.advice_text(advice))
    return 0


def check(options: Namespace) -> int:
    """Check a posting; 1 when an error-level finding exists."""
    core = bootstrap.core_beside(options.data_dir)
    _tell_left_out(core)
    today = _day(options.as_of, "--as-of") if options.as_of else core.clock.today()
    platform = core.platforms.get(options.platform) if options.platform else None
    if options.jsonl:
        worst = 0
        core.checking.warm()
        # What is loaded stays: no collection of garbage has to look through it again.
        gc.freeze()
        for line in _lines(options.file):
            asked = _request(line, options, today)
            if asked.platform_id:
                _known_platform(core, asked.platform_id, line.where)
            result = core.checking.check(asked)
            shape = shapes.check_shape(line.text_id(), result)
            if asked.platform_id:
                shape["platform"] = asked.platform_id
            if asked.facts != NO_FACTS:
                shape["laws"] = shapes.laws_shape(core.checking.laws(asked.facts, asked.as_of))
            _print_json(shape)
            worst = max(worst, _exit_code(result))
        return worst
    request = CheckRequest(
        text=_text(options.file),
        as_of=today,
        format=RequestFormat(options.format) if options.format else None,
        order_type=ORDER_TYPES[options.order_type],
        fragment=options.fragment,
        stage=Stage(options.stage),
        platform_id=options.platform,
    )
    result = core.checking.check(request)
    if options.json:
        shape = shapes.check_shape(_text_id(options.file), result)
        _print_json(shape | ({"platform": platform.id} if platform else {}))
    else:
        _print(readable.check_text(result, platform.name if platform else ""))
    return _exit_code(result)


def demo(options: Namespace) -> int:
    """Write the bundled sample as order draft, text and JSON."""
    folder = Path(options.out)
    with bootstrap.demo_workspace(options.data_dir) as workspace:
        written = bootstrap.write_demo(workspace, folder)
    for path, remark in written:
        _print(f"{path}（{remark}）")
    return 0


def export(options: Namespace) -> int:
    """Write the order draft of one case as PDF, or its evidence as JSON by the file's ending."""
    path = Path(options.out)
    with bootstrap.open_reading(options.data_dir) as workspace:
        opened = workspace.cases.open(options.case_id)
        if path.suffix.lower() == ".json":
            workspace.exporting.write_evidence_json(opened.case, opened.client, path)
            _print(f"{options.out} に書き出しました。")
            return 0
        document = workspace.exporting.order_draft(opened.case, opened.client)
        missing = workspace.exporting.missing_glyphs(document)
        if missing:
            print(  # noqa: T201
                f"cspdesk: 埋め込む書体にない字があり、〓で出ます：{'、'.join(missing)}",
                file=sys.stderr,
            )
        workspace.exporting.write_pdf(document, path)
    _print(f"{options.out} に書き出しました。")
    return 0


def cases(options: Namespace) -> int:
    """List the cases, newest first."""
    with bootstrap.open_reading(options.data_dir) as workspace:
        rows = tuple(_all_rows(workspace.cases.find))
    if options.json:
        _print_json(shapes.case_rows_shape(rows))
    else:
        _print(readable.case_rows_text(rows))
    return 0


def backup(options: Namespace) -> int:
    """Write everything of the data folder into one file."""
    contents = bootstrap.write_backup(options.data_dir, Path(options.out))
    _print(backup_text(options.out, contents))
    return 0


def verify(options: Namespace) -> int:
    """Tell whether a backup or a database is sound; whatever keeps it from being so is 2."""
    try:
        contents = bootstrap.examine_backup(Path(options.file))
    except StorageProblem as problem:
        print(f"cspdesk: {sentence(problem)}", file=sys.stderr)  # noqa: T201
        return BAD_INPUT_CODE
    _print(verify_text(options.file, contents))
    return 0


def restore(options: Namespace) -> int:
    """Make what a backup holds the data of the folder."""
    restored = bootstrap.restore_backup(
        Path(options.file), options.data_dir, replace=options.replace
    )
    _print(restore_text(options.file, restored.contents, restored.kept))
    return 0


def _tell_own_faults(core: bootstrap.Core) -> None:
    """Name the files of own work that are left out, beside the list and not in it."""
    for file, fault in core.own_catalogue.faults:
        print(f"cspdesk: 使っていないファイル {file}: {fault}", file=sys.stderr)  # noqa: T201


def catalogue(options: Namespace) -> int:
    """List the work-item templates."""
    core = bootstrap.core_beside(options.data_dir)
    _tell_own_faults(core)
    entries = shapes.catalogue_shape(core.catalogue())
    if options.json:
        _print_json(entries)
    else:
        _print("\n".join(f"{entry['id']}\t{entry['name']}" for entry in entries))
    return 0


def problems(options: Namespace) -> int:
    """List the problems of the catalogue."""
    core = bootstrap.core_beside(options.data_dir)
    _tell_own_faults(core)
    entries = shapes.problems_shape(core.catalogue())
    if options.json:
        _print_json(entries)
    else:
        _print("\n".join(f"{entry['id']}\t{entry['name']}" for entry in entries))
    return 0


def rules(options: Namespace) -> int:
    """List the rules, show one, or test those of an author."""
    core = bootstrap.core_beside(options.data_dir)
    as_of = _day(options.as_of, "--as-of") if options.as_of else core.clock.today()
    answer = ACTIONS[options.action](core, options, as_of)
    if options.action != "test":
        _tell_left_out(core)
    if options.json:
        _print_json(answer.shape)
    else:
        _print(answer.text)
    return answer.code


def _tell_left_out(core: bootstrap.Core) -> None:
    if left_out := faults_line(core.rule_book):
        print(f"cspdesk: 読めないルールを除きました：{left_out}", file=sys.stderr)  # noqa: T201


def check_installation(_options: Namespace) -> int:
    """Tell whether everything the program needs is there."""
    _print(bootstrap.check_installation())
    return 0


VERBS: dict[str, Callable[[Namespace], int]] = {
    "--check": check_installation,
    "decompose": decompose,
    "recommend": recommend,
    "check": check,
    "demo": demo,
    "export": export,
    "cases": cases,
    "catalogue": catalogue,
    "problems": problems,
    "rules": rules,
    "backup": backup,
    "verify": verify,
    "restore": restore,
}


def _request(line: JsonLine, options: Namespace, today: date) -> CheckRequest:
    chosen = line.text("format", options.format)
    order_type = line.text("order_type", options.order_type)
    as_of = line.text("as_of", "")
    try:
        request_format = RequestFormat(chosen) if chosen else None
    except ValueError as error:
        raise BadInput("wrong_field", line.where, "format") from error
    try:
        stage = Stage(line.text("stage", options.stage))
    except ValueError as error:
        raise BadInput("wrong_field", line.where, "stage") from error
    if order_type not in ORDER_TYPES:
        raise BadInput("wrong_field", line.where, "order_type")
    return CheckRequest(
        text=checked_text(line.text("text"), line.where),
        as_of=_day(as_of, line.where) if as_of else today,
        format=request_format,
        order_type=ORDER_TYPES[order_type],
        fragment=options.fragment or line.flag("fragment"),
        industry=line.text("industry", ""),
        prefecture=line.text("prefecture", ""),
        stage=stage,
        facts=line.facts(),
        platform_id=line.text("platform", options.platform),
    )


def _known_platform(core: bootstrap.Core, platform_id: str, where: str) -> None:
    try:
        core.platforms.get(platform_id)
    except UnknownPlatform as error:
        known = "、".join(error.known)
        detail = f"platform「{platform_id}」。登録があるのは {known}"
        raise BadInput("wrong_field", where, detail) from error


def _text_if_given(line: JsonLine) -> str:
    """Return the text of a line, which may be left out beside a work item or facts."""
    if line.values.get("text") is None and (line.text("work_item", "") or line.texts("facts")):
        return ""
    return checked_text(line.text("text"), line.where)


def _known_item(core: bootstrap.Core, line: JsonLine) -> str:
    item_id = line.text("work_item", "")
    if item_id and core.catalogue().item(item_id) is None:
        raise BadInput("wrong_field", line.where, f"work_item「{item_id}」")
    return item_id


def _known_facts(core: bootstrap.Core, line: JsonLine) -> dict[str, str]:
    """Return the line's facts, refusing questions and answers that the format model has not."""
    facts = line.texts("facts")
    known = {q.id: [o.id for o in q.options] for q in core.advice.model().questions}
    for question, answer in facts.items():
        if question not in known:
            raise BadInput("wrong_field", line.where, f"facts の問い「{question}」")
        if answer not in known[question]:
            among = "、".join(known[question])
            detail = f"facts の {question}「{answer}」。選べるのは {among}"
            raise BadInput("wrong_field", line.where, detail)
    return facts


def _exit_code(result: CheckResult) -> int:
    return 1 if result.count(Severity.ERROR) else 0


def _day(value: str, where: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise BadInput("wrong_date", where, value) from error
    if day.isoformat() != value:
        # Python also reads 20261122 and 2026-W47-7, which nobody is told about.
        raise BadInput("wrong_date", where, value)
    return day


def _all_rows(find: Callable[[CaseQuery], CasePage]) -> Iterator[CaseRow]:
    for status in (CaseStatus.ACTIVE, CaseStatus.ARCHIVED):
        after = None
        while True:
            page = find(CaseQuery(status=status, limit=_PAGE, after=after))
            yield from page.rows
            if page.next_after is None:
                break
            after = page.next_after


@contextmanager
def _stream(name: str) -> Iterator[IO[bytes]]:
    try:
        if name == _STANDARD_INPUT:
            yield _standard_input()
            return
        with Path(name).open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        raise BadInput("missing_file", name) from error
    except OSError as error:
        raise BadInput("unreadable", name) from error


def _standard_input() -> IO[bytes]:
    if sys.stdin is None:
        raise BadInput("unreadable", _STANDARD_INPUT)
    return sys.stdin.buffer


def _lines(name: str) -> Iterator[JsonLine]:
    with _stream(name) as stream:
        yield from json_lines(stream, name)


def _text(name: str) -> str:
    with _stream(name) as stream:
        return decode_text(stream.read(MAX_BYTES + 1), name)


def _text_id(name: str) -> str:
    return name if name == _STANDARD_INPUT else Path(name).stem


def _print(text: str) -> None:
    try:
        print(text, flush=True)  # noqa: T201
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left in the stream would fail once more at the end.
        sys.stdout = io.StringIO()
        raise ExportFailed(Path("標準出力"), error.strerror or type(error).__name__) from error


def _print_json(value: object) -> None:
    _print(json.dumps(value, ensure_ascii=False))
