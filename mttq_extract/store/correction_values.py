"""The fields of a figure that a person can put right, and how what was typed for one is read."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from mttq_extract.errors import UsageError
from mttq_extract.store.asking import amount, find_role, find_unit
from mttq_extract.store.field_words import find_field, find_modifier
from mttq_extract.store.indicator_table import find_indicators, stored_indicators
from mttq_extract.store.periods import parse_period
from mttq_extract.tables.loader import read_toml
from mttq_extract.types import plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from mttq_extract.types import Figure

VALUE = "value"
"""Stands for low and high at once."""

NO_FIGURE = "boilerplate"
"""The field by which a figure is taken out: it stays, outside the body of its article, where no question looks."""

FIELDS = (
    *("low", "high", "unit", "of", "per", "modifier", "concept", "role", "indicator", "period", "subject", "place"),
    NO_FIGURE,
)
QUANTITY = ("low", "high", "unit", "of")
"""The fields of the number itself, which hold only for the very span that they were made for."""

SCORE, SURE = "score", "1"
"""With its first correction a figure is sure: a person has looked at it."""

_NAMED = (VALUE, *FIELDS[:-1])  # as people name them
_NEVER_EMPTY = frozenset(("low", "high", "unit", "modifier", "role", "indicator", NO_FIGURE))
_MOST_PLACES = 40  # digits before or behind the decimal point that a value may have
_LONGEST = 300


def read_values(connection: sqlite3.Connection, wanted: Mapping[str, str], now: Figure) -> dict[str, str | None]:
    """Those fields that a person wants otherwise than they are `now`, by our names, as they are stored.

    Raises UsageError as `read_value` does, for a field that there is not, when all is so already, and when the fields
    together make no value.
    """
    named = {name if name == NO_FIGURE else find_field(name, _NAMED): text for name, text in wanted.items()}
    asked = {name: text for name, text in named.items() if name != VALUE}
    if VALUE in named:
        asked = {"low": named[VALUE], "high": named[VALUE]} | asked
    values = {name: read_value(connection, name, text) for name, text in asked.items()}
    new = {name: value for name, value in values.items() if value != value_of(now, name)}
    if not new:
        raise UsageError(f"Số liệu «{now.surface}» đã như vậy, không có gì để sửa (it is so already)")
    if not new.keys().isdisjoint(QUANTITY):
        _check_quantity({name: value_of(now, name) for name in QUANTITY} | new)
    return new


def _check_quantity(quantity: Mapping[str, str | None]) -> None:
    low, high = (Decimal(quantity[name] or 0) for name in ("low", "high"))
    if low > high:
        raise UsageError(f"low {plain(low)} lớn hơn high {plain(high)}; sửa cả hai bằng value=… (low above high)")
    ratio, whole = quantity["unit"] == "ratio", quantity["of"]
    if ratio and whole is None:
        raise UsageError("Đơn vị ratio (k trên n) cần cả n: thêm of=… (a ratio needs its whole)")
    if ratio and low != high:
        raise UsageError("Đơn vị ratio (k trên n) chỉ có một k: sửa bằng value=… (a ratio has one k)")
    if whole is not None and not ratio:
        raise UsageError(f"of {whole} chỉ dành cho đơn vị ratio: thêm of= để bỏ, hay unit=ratio (of without a ratio)")


def read_value(connection: sqlite3.Connection, field: str, text: str) -> str | None:
    """What a person typed for one of `FIELDS`, as it is stored; an empty text is nothing.

    Raises UsageError for what the field cannot hold.
    """
    text = unicodedata.normalize("NFC", " ".join(text.split()))  # as texts are: some keyboards type NFD
    if not text:
        if field in _NEVER_EMPTY:
            raise UsageError(f"{field} không được để trống (must not be empty)")
        return None
    if len(text) > _LONGEST:
        raise UsageError(f"{field} dài {len(text)} ký tự, tối đa {_LONGEST} (too long)")
    if field in ("low", "high", "of"):
        number = amount(text, field)
        if not may_be_stored(number):
            raise UsageError(f"{field} «{text}» dài quá {_MOST_PLACES} chữ số (too many digits)")
        return plain(number)
    if field == "unit":
        return text if text in unit_ids() else find_unit(connection, text)
    if field == "role":
        return find_role(text)
    if field == "period":
        return str(parse_period(text))
    if field == "indicator":
        found = find_indicators(text, stored_indicators(connection))
        if len(found) > 1:
            listed = ", ".join(f"{one.id} ({one.label_vi})" for one in found)
            raise UsageError(f"«{text}» là {len(found)} chỉ số, cần một (one is needed): {listed}")
        return found[0].id
    return find_modifier(text) if field == "modifier" else text


def may_be_stored(number: Decimal) -> bool:
    """Whether a value can be written out: "1e999999" would fill the memory."""
    digits = len(number.as_tuple().digits)
    return number.is_finite() and abs(number.adjusted()) <= _MOST_PLACES and digits <= 2 * _MOST_PLACES


@cache
def unit_ids() -> frozenset[str]:
    """The ids of all units that figures can have."""
    return frozenset({*(row["id"] for row in read_toml("units.toml")["unit"]), "item", "ratio"})


def value_of(figure: Figure, field: str) -> str | None:
    """A field of a figure as corrections store it."""
    item = getattr(figure, field)
    if item is None:
        return None
    return plain(item) if isinstance(item, Decimal) else str(int(item)) if isinstance(item, bool) else str(item)
