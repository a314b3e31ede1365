"""Turn a case into the papers and files that leave the program."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from cspdesk.documents.evidence_sheet import EvidenceRow, PostingEvidence, RulePackInfo
from cspdesk.documents.model import Document, Mark
from cspdesk.documents.order_draft import build_order_draft
from cspdesk.documents.plain_text import to_text
from cspdesk.documents.posting import posting_text
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.finding import CheckResult, Finding, ItemResult, Severity
from cspdesk.domain.posting import Posting
from cspdesk.domain.request_format import OrderType
from cspdesk.services.atomic_file import write_atomically
from cspdesk.services.case_json import Json, case_as_json
from cspdesk.services.ports import Clock, DocumentWriter

Progress = Callable[[int, int], None]

_MARKS = {
    "適合": Mark.OK,
    "一部": Mark.WARN,
    "注意": Mark.WARN,
    "なし": Mark.ERR,
    "不適合": Mark.ERR,
    "案内": Mark.INFO,
}
_NOT_IN_NAMES = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200c\u200e-\u200f\u2028-\u202e'
    r"\u2060-\u2069\u3164\ufeff]"
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_PASSAGE = 24
_NAME_LENGTH = 120
# Linux counts bytes (255), Windows and macOS characters; some room for a number is left.
_NAME_BYTES = 240


class EvidenceLine(Protocol):
    """One line of a check's evidence; `state` is the word shown to people."""

    @property
    def rule(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def quote(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102


class RulesInfo(Protocol):
    """Which rule pack judges."""

    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def digest(self) -> str: ...  # noqa: D102
    @property
    def checked_on(self) -> date: ...  # noqa: D102


class Checking(Protocol):
    """What exporting needs of the checking service."""

    def check_posting(self, posting: Posting, *, order_type: OrderType, as_of: date) -> CheckResult:
        """Check one posting by the law of a day."""
        ...

    def evidence_rows(self, result: CheckResult) -> Sequence[EvidenceLine]:
        """Return what was checked, line by line."""
        ...

    def rules_info(self) -> RulesInfo:
        """Tell which rule pack judges."""
        ...


class ExportService:
    """Builds documents and writes them; the writer is made with its first use."""

    def __init__(
        self,
        writer: Callable[[], DocumentWriter],
        checking: Checking,
        clock: Clock,
    ) -> None:
        self._new_writer = writer
        self._writer: DocumentWriter | None = None
        self._checking = checking
        self._clock = clock

    def order_draft(self, case: Case, client: Client) -> Document:
        """Return 発注原稿一式, with each posting checked by the law of the planned order date."""
        today = self._clock.today()
        evidence = {}
        for item in case.decomposition.ordered_items():
            posting = case.posting_for(item.id)
            if posting is not None and posting.texts:
                result = self._checking.check_posting(
                    posting, order_type=case.order_type, as_of=case.judged_on(today)
                )
                evidence[posting.id] = self._evidence(result, posting_text(posting).text)
        info = self._checking.rules_info()
        pack = RulePackInfo(version=info.version, digest=info.digest, checked_on=info.checked_on)
        return build_order_draft(case, client, evidence=evidence, pack=pack, today=today)

    def _evidence(self, result: CheckResult, text: str) -> PostingEvidence:
        places = {found.rule: (found.start, found.end) for found in _found(result)}
        rows = tuple(
            EvidenceRow(
                rule=row.rule,
                title=row.title,
                mark=_MARKS.get(row.state, Mark.NONE),
                state=row.state,
                quote=passage(text, *places.get(row.rule, (0, 0))) or row.quote,
                source=row.source,
            )
            for row in self._checking.evidence_rows(result)
        )
        return PostingEvidence(
            rows=tuple(row for row in rows if row.mark is not Mark.NONE),
            clear=tuple(row for row in rows if row.mark is Mark.NONE),
            errors=result.count(Severity.ERROR),
            warnings=result.count(Severity.WARNING),
            infos=result.count(Severity.INFO),
            as_of=result.as_of,
            stopped=len(result.stopped_rules),
        )

    def pdf(self, document: Document, progress: Progress | None = None) -> bytes:
        """Return the document as PDF; `progress(done, total)` may raise `Cancelled`."""
        return self._writing().render(document, progress)

    def write_pdf(self, document: Document, path: Path, progress: Progress | None = None) -> None:
        """Write the document as PDF, whole or not at all.

        Raises:
            DiskFull: there is no room.
            ExportFailed: the place cannot be written.
        """
        write_atomically(path, self.pdf(document, progress))

    def plain_text(self, document: Document) -> str:
        """Return the document as plain text."""
        return to_text(document)

    def write_text(self, document: Document, path: Path) -> None:
        """Write the document as a UTF-8 text file.

        Raises:
            ExportFailed, DiskFull: the file could not be written; an old one is still there.
        """
        write_atomically(path, self.plain_text(document).encode("utf-8"))

    def missing_glyphs(self, document: Document) -> tuple[str, ...]:
        """Return characters that would not be printed, each once, in reading order."""
        return self._writing().missing_glyphs(document)

    def case_json(self, case: Case, client: Client) -> dict[str, Json]:
        """Return the whole case in the order of its fields, ready for JSON."""
        return case_as_json(case, client)

    def suggested_name(self, case: Case, client: Client, today: date) -> str:
        """Return a file name that every system takes, with client, title and day."""
        del case
        return file_name(f"{client.name} 発注原稿", today, ".pdf")

    def _writing(self) -> DocumentWriter:
        if self._writer is None:
            self._writer = self._new_writer()
        return self._writer


def _found(result: CheckResult) -> Sequence[ItemResult | Finding]:
    """Return what has a place in the text; of several places for a rule the first one last."""
    return (*reversed(result.findings), *result.items)


def passage(text: str, start: int, end: int) -> str:
    r"""Return the passage around `[start, end)`: its sentence or line, shortened where long.

    >>> passage("【納期】\n1月15日です。早めも歓迎。", 6, 8)
    '1月15日です。'
    """
    if start >= end:
        return ""
    left = max(text.rfind(stop, 0, start) for stop in "。\n") + 1
    stops = [place for stop in "。\n" if (place := text.find(stop, end - 1)) >= 0]
    right = min(stops, default=len(text) - 1) + 1
    before = "…" if start - left > _PASSAGE else ""
    after = "…" if right - end > _PASSAGE else ""
    left = max(left, start - _PASSAGE)
    right = min(right, end + _PASSAGE)
    return f"{before}{text[left:right].strip()}{after}"


def file_name(title: str, day: date, ending: str) -> str:
    r"""Return a file name from words that somebody typed.

    >>> file_name("A/B商店 発注原稿", date(2026, 11, 24), ".pdf")
    'A_B商店 発注原稿_2026-11-24.pdf'
    """
    tail = f"_{day}{ending}"
    clean = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", title))
    clean = " ".join(clean.split()).strip(". ") or "名称未定"
    if _RESERVED.fullmatch(clean.split(".")[0].strip()):
        clean = f"_{clean}"
    clean = clean[: _NAME_LENGTH - len(tail)]
    room = _NAME_BYTES - len(tail.encode())
    clean = clean.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    return f"{clean.rstrip('. ')}{tail}"
