"""Parts by their values: figures that add up to one beside them, lists under a total, rows above a sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from mttq_extract.context.frame import Frame
from mttq_extract.types import Quantity

SHARES = ("percent", "times", "ratio")
_WINDOW, _SENTENCES, _SHARE_WINDOW, _LIST_WINDOW, _LIST_GAP = 16, 2, 9, 8, 3
_SMALL = 10
LOOSE = Decimal("0.005")
MANY = 1000
_ROUNDING = Decimal("0.6")  # of the last digit: rounded, with a little for inexact wholes
_LEAST_ITEMS = 3


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


def alike(whole: Quantity, part: Quantity, nouns: Nouns) -> bool:
    """Whether one quantity may be part of the other: the same unit and, for counts, nouns that may mean the same."""
    if whole.unit != part.unit or whole.unit in SHARES or part.per:
        return False
    return whole.unit != "item" or may_be_one(whole, part, nouns)


def parts_by_value(
    frames: Sequence[Frame], lower: str, nouns: Nouns, totals: set[int], rows: set[int]
) -> dict[int, tuple[int | None, str]]:
    """For each figure that is a part by arithmetic its whole (None for a table's) and the evidence.

    `totals` are the figures said to be totals, `rows` the sentences that begin like a row of totals.
    """
    found: dict[int, tuple[int | None, str]] = {}
    for j in _rows_over_totals(frames, lower, rows):
        found[j] = (None, "row above a total")
    parted = (
        ("list", _parts_of_lists(frames, lower)),
        ("sum", _parts_of_sums(frames, nouns, totals)),
        ("sum", _parts_of_brackets(frames)),
    )
    for name, parts in parted:
        for j, whole in parts.items():
            found.setdefault(j, (whole, f"{name} of:{frames[whole].quantity.surface}"))
    return found


def share_of(frames: Sequence[Frame], part: int, share: Quantity, nouns: Nouns) -> int | None:
    """The figure before `part` of which it is the given percentage, within the rounding of the percentage."""
    value = frames[part].quantity
    if value.low != value.high or value.unit in SHARES:
        return None
    exponent = share.low.as_tuple().exponent
    off = _ROUNDING.scaleb(exponent if isinstance(exponent, int) else 0)
    for k in range(part - 1, max(-1, part - _SHARE_WINDOW), -1):
        whole = frames[k].quantity
        if frames[part].sentence - frames[k].sentence > _SENTENCES:
            return None
        if not alike(whole, value, nouns) or whole.low <= value.low:
            continue
        if abs(value.low * 100 / whole.low - share.low) <= off:
            return k
    return None


def _groups(frames: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    """Give the half-open ranges of figures that share a sentence."""
    start = 0
    for i in range(1, len(frames) + 1):
        if i == len(frames) or frames[i].sentence != frames[start].sentence:
            yield start, i
            start = i


def _parts_of_sums(frames: Sequence[Frame], nouns: Nouns, totals: set[int]) -> dict[int, int]:
    """Figures that add up to one before them, or to a total behind them."""
    found: dict[int, int] = {}
    for i, frame in enumerate(frames):
        whole = frame.quantity
        if whole.low != whole.high or whole.unit in SHARES:
            continue
        ahead = range(i + 1, min(len(frames), i + _WINDOW))
        members = _adding_up(frames, i, ahead, nouns)
        if not members and i in totals:
            members = _adding_up(frames, i, range(i - 1, max(-1, i - _WINDOW), -1), nouns)
        for j in members:
            found[j] = i
    return found


def _parts_of_brackets(frames: Sequence[Frame]) -> dict[int, int]:
    """Counts in a bracket that add up to the one it explains, whatever they count: "124 đơn vị (105 xã, 19 phường)"."""
    held: dict[int, list[int]] = {}
    for i, frame in enumerate(frames):
        if frame.bracket is not None and frame.quantity.unit == "item" and not frame.quantity.per:
            held.setdefault(frame.bracket, []).append(i)
    found: dict[int, int] = {}
    for whole, parts in held.items():
        total = frames[whole].quantity
        sum_ = sum((frames[i].quantity.low for i in parts), Decimal(0))
        if len(parts) > 1 and total.unit == "item" and total.low == total.high == sum_ >= _SMALL:
            found.update((i, whole) for i in parts)
    return found


def _adding_up(frames: Sequence[Frame], i: int, candidates: Iterable[int], nouns: Nouns) -> list[int]:
    """The first run of like figures whose sum is figure `i`; empty when there is none."""
    whole = frames[i].quantity
    total, members = Decimal(0), list[int]()
    for j in candidates:
        part = frames[j].quantity
        if abs(frames[j].sentence - frames[i].sentence) > _SENTENCES:
            break
        if not alike(whole, part, nouns):
            continue
        if part.low != part.high or part.low >= whole.low:
            return []
        total += part.low
        members.append(j)
        if len(members) >= 2 and total == whole.low:
            return members if _is_no_chance(frames, whole, members) else []
        off = abs(total - whole.low)
        if len(members) >= _LEAST_ITEMS and whole.low >= MANY and off <= whole.low * LOOSE:
            return members
        if total > whole.low * (1 + LOOSE):
            return []
    return []


def _is_no_chance(frames: Sequence[Frame], whole: Quantity, members: Sequence[int]) -> bool:
    """Whether a sum is too good to be a coincidence."""
    if len(members) > 2:
        return True
    parts = [frames[j].quantity for j in members]
    if whole.unit == "item":
        return whole.low >= _SMALL or (whole.noun is not None and all(p.noun in (whole.noun, None) for p in parts))
    together = len({frames[j].sentence for j in members}) == 1
    return together and all(q.modifier == "exact" for q in (whole, *parts))


def _parts_of_lists(frames: Sequence[Frame], lower: str) -> dict[int, int]:
    """Lists of amounts under a greater one: for each item the total, which the items together do not exceed."""
    found: dict[int, int] = {}
    last: tuple[int, int] | None = None
    for start, end in _groups(frames):
        units = Counter(frames[j].quantity.unit for j in range(start, end) if _is_amount(frames[j].quantity))
        unit = units.most_common(1)[0][0] if units else ""
        run = [j for j in range(start, end) if frames[j].quantity.unit == unit and not frames[j].quantity.per]
        marks = sum(";" in lower[frames[a].end : frames[b].start] for a, b in pairwise(run))
        if len(run) < _LEAST_ITEMS or marks < 2:
            continue
        whole = _total_over(frames, run, start, lower)
        if whole is None and last is not None and frames[start].sentence - last[0] <= _LIST_GAP:
            whole = last[1]
        if whole is not None:
            found.update((j, whole) for j in run if j > whole)
            last = (frames[start].sentence, whole)
    return found


def _is_amount(quantity: Quantity) -> bool:
    return quantity.unit not in (*SHARES, "item") and not quantity.per


def _total_over(frames: Sequence[Frame], run: Sequence[int], start: int, lower: str) -> int | None:
    """The figure over a list: its own first when a colon follows, else one of the sentences before."""
    first = frames[run[0]].quantity
    rest = sum((frames[j].quantity.low for j in run[1:]), Decimal(0))
    if ":" in lower[frames[run[0]].end : frames[run[1]].start] and first.low * (1 + LOOSE) >= rest:
        return run[0]
    for k in range(start - 1, max(-1, start - _LIST_WINDOW), -1):
        if frames[start].sentence - frames[k].sentence > _LIST_GAP:
            return None
        before = frames[k].quantity
        if before.unit == first.unit and not before.per and before.high * (1 + LOOSE) >= first.low + rest:
            return k
    return None


def _rows_over_totals(frames: Sequence[Frame], lower: str, rows: set[int]) -> set[int]:
    """Figures in table rows above a row of totals; a row is a sentence whose figures stand side by side."""
    found: set[int] = set()
    block: list[tuple[int, int]] = []
    for start, end in _groups(frames):
        gaps = (lower[frames[j - 1].end : frames[j].start] for j in range(start + 1, end))
        blank = sum(not gap.strip(" |-\t") for gap in gaps)
        distance = frames[start].sentence - frames[block[-1][0]].sentence if block else 0
        if distance > 2 or (blank < 2 and distance != 1):
            block = []
        if blank < 2 and not block:
            continue
        if frames[start].sentence in rows:
            found.update(j for first, last in block for j in range(first, last))
            block = []
        else:
            block.append((start, end))
    return found
