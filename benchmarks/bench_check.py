"""Times the check in processor time: while typing, whole texts, JSON lines, beside textlint.

Run with `python -m benchmarks.bench_check`; with `--long` also 10,000,000 characters.
"""

from __future__ import annotations

import random
import re
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial

from benchmarks.textlint import warm_milliseconds
from cspdesk.domain.case import Case
from cspdesk.domain.client import Client
from cspdesk.domain.posting import Posting, PostingField
from cspdesk.domain.request_format import RequestFormat
from cspdesk.rules.loading import load_pack
from cspdesk.services.checking import CheckingService, CheckRequest
from cspdesk.services.judging import JudgingService

AS_OF = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
KEYSTROKES = 60
TYPED = "納品はPDFで、急ぎません。"
PARAGRAPH = """【見本工房の読み物づくり】
木の食器の作り手を紹介する記事を10本（1本1,200字ほど）書いていただける方を募集します。
写真と取材の録音はお渡しします。文体はです・ます調、納品はWordでお願いします。
■納期
２０２７年２月２６日（金）。途中の確認を２月１２日に一度行います。
■報酬
1本6,600円（税込）。納品を受けた月の翌月20日に、ご指定の口座へ振り込みます（手数料は当工房が負担）。
■費用
通信費とソフトは受注者の負担です。取材の交通費は実費を当工房が支払います。
■権利
著作権は報酬の支払いと同時に当工房へ移ります。実績としての紹介はご自由にどうぞ。
■質問
サイト内のメッセージで受け付けます（担当：広報 見本。平日2営業日以内に返信します）。
修正は2回まで、3回目からは1回1,100円をお支払いします。他サイトの文章の転載はしないでください。
"""


def posting_of(length: int) -> str:
    """Return a posting of this many characters; no two paragraphs have the same figures."""
    dice = random.Random(length)  # noqa: S311 - not for secrets
    count = length // len(PARAGRAPH) + 1
    paragraphs = (
        re.sub("[本工費質]", lambda m: f"{m[0]}{dice.random():.6f}", PARAGRAPH)
        for _ in range(count)
    )
    return "".join(paragraphs)[:length]


def postings(count: int, length: int) -> Iterator[str]:
    """Yield texts of the rules' own examples, mixed anew and with other figures each time."""
    dice = random.Random(1)  # noqa: S311 - not for secrets
    examples = [e.text for rule in load_pack().rules for e in (*rule.good, *rule.bad) if e.text]
    for number in range(count):
        text = f"{number}回目の募集\n"
        while len(text) < length:
            text += re.sub("[0-9]", lambda _: str(dice.randint(1, 9)), dice.choice(examples)) + "\n"
        yield text[:length]


def processor_ms(work: Callable[[], object]) -> float:
    """Return the processor time of one call in milliseconds."""
    begin = time.process_time()
    work()
    return (time.process_time() - begin) * 1000


def show(what: str, taken: list[float]) -> None:
    """Print median and 95th percentile."""
    taken.sort()
    late = taken[int(len(taken) * 0.95) - 1]
    print(f"{what:<44} median {statistics.median(taken):7.2f} ms, p95 {late:7.2f} ms")


def check(service: CheckingService, text: str) -> float:
    """Return the processor time of judging a text."""
    request = CheckRequest(text=text, as_of=AS_OF, format=RequestFormat.PROJECT)
    return processor_ms(partial(service.check, request))


def typing(service: CheckingService, text: str, place: int, pieces: list[str]) -> list[float]:
    """Return what each check takes while pieces are put into a text one after the other."""
    taken = []
    for piece in pieces:
        text = text[:place] + piece + text[place:]
        place += len(piece)
        taken.append(check(service, text))
    return taken


def keystrokes(service: CheckingService) -> None:
    """Print what an edit costs, by length of the text and place of the edit."""
    letters = list(TYPED * (KEYSTROKES // len(TYPED) + 1))[:KEYSTROKES]
    pasted = [PARAGRAPH.replace("10本", f"{number}本") for number in range(20)]
    for length in (2_000, 20_000):
        text = posting_of(length)
        check(service, text)
        middle = text.index("\n", length // 2)
        for where, place in (("at the end", length), ("in the middle", middle)):
            show(f"{length:>6} characters, typing {where}", typing(service, text, place, letters))
        show(f"{length:>6} characters, pasting a paragraph", typing(service, text, middle, pasted))
    show("  2,000 characters in the fields of a posting", typing_in_fields(service))


def typing_in_fields(service: CheckingService) -> list[float]:
    """Return what each check of a posting takes while its field for the work is typed in."""
    posting = Posting(id="p", work_item_id="w", format=RequestFormat.PROJECT)
    for field in PostingField:
        posting = posting.with_text(field, posting_of(100))
    case = Case(id="c", client_id="k", title="見本", created_at=MOMENT, updated_at=MOMENT)
    client = Client(id="k", name="見本工房", created_at=MOMENT, updated_at=MOMENT)
    judging = JudgingService(service)
    taken = []
    for number in range(KEYSTROKES):
        text = posting_of(100) + TYPED[: number % len(TYPED)]
        edited = posting.with_text(PostingField.WORK_CONTENT, text)
        taken.append(processor_ms(partial(judging.judge, case, client, edited, AS_OF)))
    return taken


def whole_texts(service: CheckingService, *, long: bool) -> None:
    """Print texts that were never seen: many short ones, and long ones with their growth."""
    plain = [posting_of(1_000 + number) for number in range(400)]
    for what, texts in (("plain postings", plain), ("mixed examples", list(postings(400, 1_000)))):
        spent = sum(check(service, text) for text in texts) / 1000
        print(f"{what} of 1,000 characters, all different   {len(texts) / spent:7.0f} a second")
    for length in (100_000, 1_000_000, *([10_000_000] if long else [])):
        text = posting_of(length)
        print(f"{length:>10,} characters               {check(service, text) / 1000:8.2f} s")
        spent = check(service, text.replace("\n", "、")) / 1000
        print(f"{length:>10,} characters in one line   {spent:8.2f} s")


def growth(service: CheckingService) -> None:
    """Print how much more eight times as much of each bad example takes: 8 is linear."""
    worst = (0.0, "")
    for rule in load_pack().rules:
        text = rule.bad[0].text.replace("\n", "、")[:60]
        if not text:
            continue
        short, long = (check(service, text * (n // len(text)) + "い") for n in (4_000, 32_000))
        worst = max(worst, (long / short, rule.id))
    print(f"eight times the text, worst of all rules     {worst[0]:7.1f} x ({worst[1]})")


def beside_textlint(service: CheckingService) -> None:
    """Print a warm textlint run over the same text, if it is installed."""
    text = posting_of(20_000)
    ours = check(service, f"{text}。")
    theirs = warm_milliseconds(text) if shutil.which("npm") else None
    if theirs is None:
        print("textlint is not installed (npm install textlint): nothing to compare with")
        return
    print(f"20,000 characters: cspdesk {ours:.0f} ms, warm textlint {theirs:.0f} ms")


def main() -> int:
    """Print the figures."""
    service = CheckingService()
    print(f"loading the rules, in the background           {processor_ms(service.warm):7.1f} ms")
    first = check(service, posting_of(2_000))
    print(f"first judgement, 2,000 characters              {first:7.1f} ms")
    keystrokes(service)
    whole_texts(service, long="--long" in sys.argv)
    growth(service)
    beside_textlint(service)
    return 0


if __name__ == "__main__":
    sys.exit(main())
