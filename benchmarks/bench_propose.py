"""Times the reading of an owner's words in processor time: the index, then 3,000 characters.

Run with `python -m benchmarks.bench_propose`.
"""

from __future__ import annotations

import statistics
import sys
import time

from cspdesk.services.decomposing import DecomposingService

ROUNDS = 20
WORDS = "チラシの反応がなくて、写真も暗い。予約の電話で手が止まる。名簿は紙のまま。"
LENGTH = 3_000


def main() -> int:
    """Print the figures."""
    service = DecomposingService()
    begin = time.process_time()
    service.propose("チラシを作りたい。")
    built = (time.process_time() - begin) * 1000
    text = (WORDS * (LENGTH // len(WORDS) + 1))[:LENGTH]
    taken = []
    for number in range(ROUNDS):
        begin = time.process_time()
        service.propose(f"{text}{number}")
        taken.append((time.process_time() - begin) * 1000)
    sys.stdout.write(f"load, index and first words {built:7.1f} ms\n")
    sys.stdout.write(f"3,000 characters            {statistics.median(taken):7.1f} ms\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
