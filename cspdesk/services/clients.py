"""List, edit and merge clients."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from cspdesk.domain.client import Client
from cspdesk.services.ports import ClientStore, Clock

_LIST_LIMIT = 500
_CORPORATE_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|社会福祉法人|\(株\)|\(有\)|\(同\)"
)
_LEGAL_PERSONS = re.compile(
    rf"{_CORPORATE_FORMS.pattern}|\(名\)|\(資\)|法人|協同組合|商工会|信用金庫|信用組合"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """A client and the number of its cases."""

    client: Client
    cases: int


class ClientService:
    """What can be done with clients."""

    def __init__(self, store: ClientStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def find(self, words: str = "") -> tuple[ClientRow, ...]:
        """Return clients in furigana order, at most 500; empty words = all."""
        return tuple(
            ClientRow(client=client, cases=count)
            for client, count in self._store.find(words, _LIST_LIMIT)
        )

    def load(self, client_id: str) -> Client:
        """Return one client. Raises `KeyError`."""
        return self._store.load(client_id)

    def save(self, client: Client) -> Client:
        """Store the client; return it with its next version. Raises `StaleClient`."""
        return self._store.save(replace(client, updated_at=self._clock.now()))

    def look_alikes(self, name: str, *, but: str = "") -> tuple[Client, ...]:
        """Return clients whose name is the same but for corporate form, width and spaces."""
        wanted = name_key(name)
        if not wanted:
            return ()
        # The search finds a name as it is written; one with a space in it only the whole list has.
        rows = {row.client.id: row.client for row in (*self.find(wanted), *self.find())}
        return tuple(
            client
            for client in rows.values()
            if client.id != but and name_key(client.name) == wanted
        )

    def merge(self, kept_id: str, absorbed_id: str) -> Client:
        """Make two records of one firm one: empty values of the kept one are filled.

        All cases of the other go over to the kept one.

        Raises:
            ValueError: both ids are the same.
        """
        if kept_id == absorbed_id:
            raise ValueError("a client cannot be merged with itself")
        kept = self._store.load(kept_id)
        other = self._store.load(absorbed_id)
        filled = replace(
            kept,
            furigana=kept.furigana or other.furigana,
            corporate_number=kept.corporate_number or other.corporate_number,
            industry=kept.industry or other.industry,
            prefecture=kept.prefecture or other.prefecture,
            address=kept.address or other.address,
            employees=kept.employees if kept.employees is not None else other.employees,
            capital_yen=kept.capital_yen if kept.capital_yen is not None else other.capital_yen,
            contact_name=kept.contact_name or other.contact_name,
            contact=kept.contact or other.contact,
            consent_on=kept.consent_on or other.consent_on,
            note="\n".join(note for note in (kept.note, other.note) if note),
            updated_at=self._clock.now(),
        )
        return self._store.merge(filled, absorbed_id)


def is_company(client: Client) -> bool | None:
    """Tell whether a client is a legal person, None where neither number nor name tells.

    A name without a corporate form proves nothing: many firms are called by their shop.
    """
    if client.corporate_number:
        return True
    name = unicodedata.normalize("NFKC", client.name)
    return True if _LEGAL_PERSONS.search(name) else None


def name_key(name: str) -> str:
    """Return a firm's name without corporate form, spaces and width, for comparing only.

    >>> name_key("（株）見本 製作所") == name_key("株式会社見本製作所")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"\s+", "", _CORPORATE_FORMS.sub("", folded))
