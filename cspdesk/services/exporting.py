"""Turn a case into the papers and files that leave the program."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cspdesk.documents.model import Document
from cspdesk.documents.order_draft import build_evidence, build_order_draft
from cspdesk.documents.plain_text import to_text
from cspdesk.domain.case import Case
from cspdesk.domain.catalogue import Catalogue
from cspdesk.domain.client import Client
from cspdesk.services.atomic_file import write_atomically
from cspdesk.services.case_json import Json, case_as_json
from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.ceiling import ceiling_of
from cspdesk.services.correlation import correlation_of
from cspdesk.services.decomposing import DecomposingService
from cspdesk.services.evidence import Evidence, EvidenceService
from cspdesk.services.evidence_json import evidence_as_json
from cspdesk.services.evidence_sheets import pack_info, sheets
from cspdesk.services.format_comparing import comparison_of
from cspdesk.services.hearing_sheets import blank_sheet, filled_sheet, read_hearing
from cspdesk.services.interview import InterviewService
from cspdesk.services.measures import open_in
from cspdesk.services.obstacles import notice
from cspdesk.services.order_stages import order_days_of
from cspdesk.services.planning import PlanningService
from cspdesk.services.ports import Clock, DocumentWriter, RuleJudge
from cspdesk.services.preparing import days_of, preparation_of
from cspdesk.services.price_sheets import prices_of

Progress = Callable[[int, int], None]

_NOT_IN_NAMES = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200c\u200e-\u200f\u2028-\u202e'
    r"\u2060-\u2069\u3164\ufeff]"
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_NAME_LENGTH = 120
# Linux counts bytes (255), Windows and macOS characters; some room for a number is left.
_NAME_BYTES = 240


class ExportService:
    """Builds documents and writes them; the writer is made with its first use."""

    def __init__(
        self,
        writer: Callable[[], DocumentWriter],
        checking: RuleJudge,
        clock: Clock,
        load: Callable[[], Catalogue] = load_catalogue,
        decomposing: Callable[[], DecomposingService] = DecomposingService,
    ) -> None:
        self._new_writer = writer
        self._writer: DocumentWriter | None = None
        self._evidence = EvidenceService(checking)
        self._clock = clock
        self._load = load
        self._interview = InterviewService(load)
        self._decomposing = decomposing
        self._planning = PlanningService(lambda item: order_days_of(item, load))

    def order_draft(self, case: Case, client: Client) -> Document:
        """Return 発注原稿一式, with each posting checked by the law of the planned order date."""
        evidence = self._evidence_of(case, client)
        ceiling = ceiling_of(case)
        return build_order_draft(
            case,
            client,
            evidence=sheets(evidence),
            pack=pack_info(evidence.pack),
            today=evidence.today,
            obstacles=notice(case.hearing),
            open_measures=open_in(case, self._load()),
            plan=days_of(case, evidence.today, self._planning),
            told_budget_yen=ceiling.yen if ceiling.told else None,
        )

    def preparation(self, case: Case, client: Client) -> Document:
        """Return the list of what the client gets ready before each order."""
        return preparation_of(case, client, self._clock.today(), self._planning)

    def hearing(self, case: Case, client: Client) -> Document:
        """Return the hearing sheet with what was heard so far."""
        read = read_hearing(self._decomposing(), self._interview, case, client)
        return filled_sheet(self._interview, case, client, today=self._clock.today(), read=read)

    def blank_hearing(self, case: Case, client: Client) -> Document:
        """Return the hearing sheet to fill in by hand."""
        return blank_sheet(self._interview, case, client, today=self._clock.today())

    def comparison(self, case: Case, client: Client) -> Document:
        """Return the three formats beside each other for each order, for the owner."""
        return comparison_of(case, client, self._clock.today(), self._load)

    def correlation(self, case: Case, client: Client) -> Document:
        """Return which kinds of work help the problems of the case."""
        return correlation_of(case, client, self._clock.today(), self._load())

    def prices(self, case: Case, client: Client) -> Document:
        """Return what each order costs the client and leaves the worker."""
        return prices_of(case, client, self._clock.today())

    def evidence(self, case: Case, client: Client) -> Document:
        """Return the evidence sheets of all postings, without the order draft around them."""
        evidence = self._evidence_of(case, client)
        return build_evidence(
            case,
            client,
            evidence=sheets(evidence),
            pack=pack_info(evidence.pack),
            today=evidence.today,
        )

    def evidence_json(self, case: Case, client: Client) -> str:
        """Return what the evidence sheets of all postings say, as JSON text."""
        content = evidence_as_json(self._evidence_of(case, client))
        return f"{json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)}\n"

    def _evidence_of(self, case: Case, client: Client) -> Evidence:
        return self._evidence.of(case, client, self._clock.today())

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

    def write_evidence_json(self, case: Case, client: Client, path: Path) -> None:
        """Write the evidence of all postings as a UTF-8 file of JSON.

        Raises:
            ExportFailed, DiskFull: the file could not be written; an old one is still there.
        """
        write_atomically(path, self.evidence_json(case, client).encode("utf-8"))

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
