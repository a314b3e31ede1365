"""Times the check in processor time: loading, a 2,000-character posting, a 20,000-character one.

Run with `python -m benchmarks.bench_check`.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date

from cspdesk.domain.request_format import RequestFormat
from cspdesk.services.checking import CheckingService, CheckRequest

AS_OF = date(2026, 11, 21)
ROUNDS = 60
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
    """Return a posting of this many characters, made of ordinary paragraphs."""
    repeated = PARAGRAPH * (length // len(PARAGRAPH) + 1)
    return repeated[:length]


def milliseconds(service: CheckingService, text: str, rounds: int) -> tuple[float, float]:
    """Return median and 95th percentile of checking a text whose end changes each time."""
    taken = []
    for number in range(rounds):
        request = CheckRequest(text=f"{text}\n{number}", as_of=AS_OF, format=RequestFormat.PROJECT)
        begin = time.process_time()
        service.check(request)
        taken.append((time.process_time() - begin) * 1000)
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.95) - 1]


def main() -> int:
    """Print the figures."""
    service = CheckingService()
    begin = time.process_time()
    service.warm()
    sys.stdout.write(
        f"load and first check        {(time.process_time() - begin) * 1000:7.1f} ms\n"
    )
    for length, rounds in ((1_000, ROUNDS), (2_000, ROUNDS), (20_000, ROUNDS // 6)):
        service.check(CheckRequest(text=posting_of(length), as_of=AS_OF))
        median, late = milliseconds(service, posting_of(length), rounds)
        sys.stdout.write(f"{length:>6} characters: median {median:7.2f} ms, p95 {late:7.2f} ms\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
