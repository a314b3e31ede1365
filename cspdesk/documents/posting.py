"""The posting as one text, as it is checked and pasted, with the place of each field in it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cspdesk.domain.posting import Posting, PostingField


@dataclass(frozen=True, slots=True)
class PostingText:
    """A posting as running text.

    Attributes:
        text: all filled fields, each under its name in brackets.
        spans: field and half-open range of its own text (without the name), in code points,
            in the order of the text.
    """

    text: str
    spans: tuple[tuple[PostingField, int, int], ...]

    @property
    def fingerprint(self) -> str:
        """Return the digest of the text: another one once a single character differs."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def posting_text(posting: Posting) -> PostingText:
    r"""Return the posting as text; fields that are empty or blank are left out.

    >>> from cspdesk.domain.request_format import RequestFormat
    >>> draft = Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT)
    >>> draft = draft.with_text(PostingField.TITLE, "ロゴの制作")
    >>> posting_text(draft).text
    '【件名】\nロゴの制作\n'
    """
    parts: list[str] = []
    spans: list[tuple[PostingField, int, int]] = []
    place = 0
    for name in PostingField:
        value = posting.text(name)
        if not value.strip():
            continue
        gap = "\n" if parts else ""
        heading = f"{gap}【{name.label}】\n"
        start = place + len(heading)
        spans.append((name, start, start + len(value)))
        parts.append(f"{heading}{value}\n")
        place = start + len(value) + 1
    return PostingText("".join(parts), tuple(spans))
