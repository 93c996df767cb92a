"""A stretch of tokens that a rule holds for a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """Half-open token offsets, type and rule of a possible entity; of two that overlap the higher rank wins."""

    start: int
    end: int
    type: str
    rule: str
    rank: int = 0


def resolve(candidates: Iterable[Candidate], size: int) -> list[Candidate]:
    """Keep candidates that do not overlap: higher rank first, then the longer, then the earlier."""
    taken = bytearray(size)
    kept = []
    for one in sorted(candidates, key=lambda c: (-c.rank, c.start - c.end, c.start)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    kept.sort(key=lambda c: c.start)
    return kept


def covered(candidates: Iterable[Candidate], size: int) -> bytearray:
    """Mark the tokens that candidates cover, with one spare token at the end."""
    taken = bytearray(size + 1)
    for one in candidates:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    return taken
