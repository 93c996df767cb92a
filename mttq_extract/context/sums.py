"""Parts by arithmetic: figures that add up to one beside them, lists under a total, rows above a sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mttq_extract.context.frame import Frame
from mttq_extract.types import Quantity

_SHARES = ("percent", "times", "ratio")
_WINDOW, _SENTENCES = 16, 2
_SMALL = 10
_LOOSE = Decimal("0.005")
_LEAST_ITEMS = 3
_SHARE_WINDOW = 9


@dataclass(frozen=True, slots=True)
class Nouns:
    """First words of nouns that may stand for each other: those of people, and those that fit anything."""

    people: frozenset[str]
    generic: frozenset[str]


def may_be_one(a: Quantity, b: Quantity, nouns: Nouns) -> bool:
    """Whether the things counted may be the same."""
    if a.noun == b.noun or not a.noun or not b.noun or {a.noun, b.noun} & nouns.generic:
        return True
    return {a.noun, b.noun} <= nouns.people


def alike(a: Quantity, b: Quantity, nouns: Nouns) -> bool:
    """Whether two quantities can be added up: the same unit and, for counts, nouns that may mean the same."""
    if a.unit != b.unit or a.unit in _SHARES or b.per:
        return False
    return a.unit != "item" or may_be_one(a, b, nouns)


def groups(frames: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    """Give the half-open ranges of figures that share a sentence."""
    start = 0
    for i in range(1, len(frames) + 1):
        if i == len(frames) or frames[i].sentence != frames[start].sentence:
            yield start, i
            start = i


def parts_of_sums(frames: Sequence[Frame], nouns: Nouns, totals: set[int]) -> dict[int, int]:
    """For each figure that is a part by arithmetic, the figure it adds up to; `totals` are those said to be totals."""
    found: dict[int, int] = {}
    for i, frame in enumerate(frames):
        whole = frame.quantity
        if whole.low != whole.high:
            continue
        if whole.unit in _SHARES:
            continue
        ahead = (j for j in range(i + 1, min(len(frames), i + _WINDOW)) if _near(frames, i, j, _SENTENCES))
        members = _adding_up(frames, whole, ahead, nouns)
        if not members and i in totals:
            back = (j for j in range(i - 1, max(-1, i - _WINDOW), -1) if _near(frames, j, i, _SENTENCES))
            members = _adding_up(frames, whole, back, nouns)
        for j in members:
            found[j] = i
    return found


def _near(frames: Sequence[Frame], i: int, j: int, most: int) -> bool:
    return frames[j].sentence - frames[i].sentence <= most


def _adding_up(frames: Sequence[Frame], whole: Quantity, candidates: Iterator[int], nouns: Nouns) -> list[int]:
    """The first run of like figures whose sum is the whole; empty when there is none."""
    total, members = Decimal(0), []
    for j in candidates:
        part = frames[j].quantity
        if not alike(whole, part, nouns):
            continue
        if part.low != part.high or part.low >= whole.low:
            return []
        total += part.low
        members.append(j)
        if len(members) >= 2 and total == whole.low:
            return members if _is_no_chance(frames, whole, members) else []
        if len(members) >= _LEAST_ITEMS and abs(total - whole.low) <= whole.low * _LOOSE and whole.low >= 1000:
            return members
        if total > whole.low * (1 + _LOOSE):
            return []
    return []


def _is_no_chance(frames: Sequence[Frame], whole: Quantity, members: Sequence[int]) -> bool:
    """Whether a sum is too good to be a coincidence."""
    if len(members) > 2:
        return True
    parts = [frames[j].quantity for j in members]
    if whole.unit == "item":
        return whole.low >= _SMALL or (whole.noun is not None and all(part.noun in (whole.noun, None) for part in parts))
    return len({frames[j].sentence for j in members}) == 1 and all(q.modifier == "exact" for q in (whole, *parts))


def parts_of_lists(frames: Sequence[Frame], lower: str) -> dict[int, int]:
    """Lists of amounts under a greater one: for each item the total, which is not exceeded by the items together."""
    found: dict[int, int] = {}
    last: tuple[int, int] | None = None
    for start, end in groups(frames):
        money = [j for j in range(start, end) if frames[j].quantity.unit not in (*_SHARES, "item") and not frames[j].quantity.per]
        unit = frames[money[0]].quantity.unit if money else ""
        run = [j for j in money if frames[j].quantity.unit == unit]
        listed = [j for a, j in zip(run, run[1:], strict=False) if ";" in lower[frames[a].end : frames[j].start]]
        sentence = frames[start].sentence
        if len(run) >= _LEAST_ITEMS and len(listed) >= 2:
            whole = _total_over(frames, run, start, lower)
            if whole is None and last is not None and sentence - last[0] <= 2:
                whole = last[1]
            if whole is not None:
                first = next(j for j in run if j > whole)
                found.update((j, whole) for j in run if j >= first)
                last = (sentence, whole)
    return found


def _total_over(frames: Sequence[Frame], run: Sequence[int], start: int, lower: str) -> int | None:
    """The figure over a list: its own first when a colon follows, else one of the sentences before."""
    unit = frames[run[0]].quantity.unit
    rest = sum((frames[j].quantity.low for j in run[1:]), Decimal(0))
    if ":" in lower[frames[run[0]].end : frames[run[1]].start] and frames[run[0]].quantity.low * (1 + _LOOSE) >= rest:
        return run[0]
    items = sum((frames[j].quantity.low for j in run), Decimal(0))
    for k in range(start - 1, max(-1, start - 8), -1):
        if frames[start].sentence - frames[k].sentence > 3:
            return None
        before = frames[k].quantity
        if before.unit == unit and not before.per and before.high * (1 + _LOOSE) >= items:
            return k
    return None


def rows_over_totals(frames: Sequence[Frame], lower: str, is_total: set[int]) -> set[int]:
    """Figures in table rows above a row of totals; `is_total` holds the sentences that begin a row of totals."""
    found: set[int] = set()
    block: list[tuple[int, int]] = []
    for start, end in groups(frames):
        blank = sum(1 for j in range(start + 1, end) if not lower[frames[j - 1].end : frames[j].start].strip(" |-\t"))
        if blank < 2 and not (block and frames[start].sentence - frames[block[-1][0]].sentence == 1):
            block = []
            continue
        if block and frames[start].sentence - frames[block[-1][0]].sentence > 2:
            block = []
        if frames[start].sentence in is_total:
            for first, last in block:
                found.update(range(first, last))
            block = []
        else:
            block.append((start, end))
    return found


def share_of(frames: Sequence[Frame], part: int, share: Quantity, nouns: Nouns) -> int | None:
    """The figure before `part` of which it is the given percentage, within the rounding of the percentage."""
    value = frames[part].quantity
    if value.low != value.high or value.unit in _SHARES:
        return None
    exponent = share.low.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    for k in range(part - 1, max(-1, part - _SHARE_WINDOW), -1):
        whole = frames[k].quantity
        if frames[part].sentence - frames[k].sentence > _SENTENCES:
            return None
        if alike(whole, value, nouns) and whole.low > value.low and abs(value.low * 100 / whole.low - share.low) <= step:
            return k
    return None
