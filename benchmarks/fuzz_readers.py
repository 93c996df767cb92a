"""Fuzzing of every reader for some minutes, for a nightly run: `python benchmarks/fuzz_readers.py --minutes 10`.

Good files of every format are damaged by hypothesis; whatever comes out must be a record that can be stored or a
reason, in time, and never an exception. Exit code 1 at the first input that breaks this; hypothesis prints the
edits that make it. Needs the extra `test`.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from mttq_extract.read.reading import Reading
from tests.read.fuzzing import Edit, check, damaged, edits, inflated, seeds

ROUND = 100
"""Inputs of one format before the next one has its turn."""


def main() -> int:
    """Fuzz until the time is over; the number of inputs of each format is printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    end = time.monotonic() + 60 * arguments.minutes
    good, reading = seeds(), Reading()
    counts = dict.fromkeys(good, 0)
    turn = arguments.seed
    while time.monotonic() < end:
        for suffix in good:
            turn += 1
            counts[suffix] += _round(suffix, good[suffix], reading, turn, end)
    print(", ".join(f"{suffix} {count:,}" for suffix, count in counts.items()))
    print(f"{sum(counts.values()):,} inputs, no failure")
    return 0


def _round(suffix: str, good: list[bytes], reading: Reading, turn: int, end: float) -> int:
    """One round over one format; returns how many inputs were read."""
    done = 0
    relaxed = settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )

    @seed(turn)
    @relaxed
    @given(st.integers(0, len(good) - 1), edits, st.binary(max_size=300))
    def run(number: int, changes: list[Edit], noise: bytes) -> None:
        nonlocal done
        if time.monotonic() > end:
            return
        done += 1
        data = damaged(good[number], changes)
        check(suffix, data, reading)
        if suffix == ".docx":
            check(suffix, inflated(good[number], "word/document.xml", b"<w:document>" + noise), reading)
        elif done % 10 == 0:
            check(suffix, noise, reading)

    run()
    return done


if __name__ == "__main__":
    sys.exit(main())
