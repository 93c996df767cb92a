"""Files of corrections, one JSON object a line, by which offices exchange them."""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import ReadError
from mttq_extract.store.correction_values import FIELDS, NO_FIGURE, SCORE, SURE, may_be_stored
from mttq_extract.store.corrections import Correction
from mttq_extract.types import MODIFIERS, ROLES, Period

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_NUMBERS, _PLACES = ("low", "high", "of"), ("start", "end")
_MAY_BE_NULL = ("value", "was", "made_by", "note")
_LONGEST_TEXT = 2**31


@dataclass(frozen=True, slots=True)
class Imported:
    """How many corrections of a file, without those of scores, were put on, find nothing here, wait for their texts."""

    put_on: int
    nothing: int
    waiting: int


def outcome(made: Sequence[Correction], kept: Iterable[Correction], here: Collection[str]) -> Imported:
    """What became of corrections `made` elsewhere: `kept` are all stored now, `here` the hashes of the texts."""
    told = [one for one in made if one.field != SCORE]
    on = {(one.sha256, one.start, one.field, one.value) for one in kept if one.found}
    put_on = sum((one.sha256, one.start, one.field, one.value) in on for one in told)
    waiting = sum(one.sha256 not in here for one in told)
    return Imported(put_on, len(told) - put_on - waiting, waiting)


def read_corrections(path: str) -> list[Correction]:
    """Read a file that `mttq corrections --export` wrote: all of it, or nothing.

    Raises ReadError naming the line that is malformed.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = [(number, line) for number, line in enumerate(file, 1) if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: không đọc được (cannot read): {error}") from error
    return [_correction(line, f"{path}, dòng {number}") for number, line in lines]


def _correction(line: str, where: str) -> Correction:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise ReadError(f"{where}: không phải JSON ({error}) (not JSON)") from error
    if not isinstance(data, dict):
        raise ReadError(f"{where}: cần một đối tượng JSON (an object is needed)")
    given: dict[str, Any] = {}
    for one in fields(Correction):
        if one.name == "found":
            continue
        value = data.get(one.name)
        kinds: tuple[type, ...] = (int,) if one.name in _PLACES else (str,)
        if (value is None and one.name not in _MAY_BE_NULL and one.default is MISSING) or not (
            value is None or (isinstance(value, kinds) and not isinstance(value, bool))
        ):
            raise ReadError(
                f"{where}: ô {one.name} là {value!r} (malformed); file phải do mttq corrections --export ghi"
            )
        given[one.name] = value
    found = Correction(**given)
    if not 0 <= found.start < found.end <= _LONGEST_TEXT:
        raise ReadError(f"{where}: đoạn {found.start}-{found.end}; cần 0 <= start < end (not a span of a text)")
    if not _holds(found):
        raise ReadError(f"{where}: {found.field} không nhận {found.value!r} (not a value of this field)")
    return found


def _holds(one: Correction) -> bool:
    """Whether the field may have the value; what was read before is told, never used."""
    value = one.value
    if one.field == SCORE:
        return value == SURE
    if one.field == NO_FIGURE:
        return value in ("0", "1")
    if one.field not in FIELDS:
        return False
    if one.field in ("role", "modifier"):
        return value in (ROLES if one.field == "role" else MODIFIERS)
    if value is None:
        return one.field not in ("low", "high", "unit", "indicator")
    try:
        if one.field in _NUMBERS:
            return may_be_stored(Decimal(value))
        if one.field == "period":
            Period.parse(value)
    except (InvalidOperation, ValueError):
        return False
    return True
