"""One stand-off row of a gold or predictions file: a figure or an entity with its offsets."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from mttq_extract.errors import GoldError
from mttq_extract.types import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

FIGURE_TEXTS = ("surface", "unit", "modifier", "per", "concept", "role", "indicator", "period", "subject")
# A value further from one than this is a typing error, and writing it out in full would fill the memory.
LARGEST_EXPONENT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure as annotated or predicted; a missing text is "", a missing `of` or `score` None.

    `where` is the file and line it was read from; it takes no part in comparison.
    """

    doc: str
    start: int
    end: int
    surface: str
    low: Decimal
    high: Decimal
    unit: str
    modifier: str
    of: Decimal | None = None
    per: str = ""
    concept: str = ""
    role: str = ""
    indicator: str = ""
    period: str = ""
    subject: str = ""
    place: str = ""
    score: float | None = field(default=None, compare=False)
    where: str = field(default="", compare=False)

    def to_dict(self) -> dict[str, object]:
        """The row as the gold files store it: decimals as plain strings, missing values ""."""
        row: dict[str, object] = {"doc": self.doc, "start": self.start, "end": self.end}
        row |= {"surface": self.surface, "low": plain(self.low), "high": plain(self.high), "unit": self.unit}
        row |= {"modifier": self.modifier, "of": "" if self.of is None else plain(self.of), "per": self.per}
        row |= {"concept": self.concept, "role": self.role, "indicator": self.indicator}
        row |= {"period": self.period, "subject": self.subject}
        return row | ({"place": self.place} if self.place else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """One entity as annotated or predicted; `title` is that of a PER, else ""."""

    doc: str
    start: int
    end: int
    surface: str
    type: str
    title: str = ""
    where: str = field(default="", compare=False)

    def to_dict(self) -> dict[str, object]:
        """The row as the gold files store it."""
        row: dict[str, object] = {"doc": self.doc, "start": self.start, "end": self.end}
        return row | {"surface": self.surface, "type": self.type, "title": self.title}


def parse_json(line: str, where: str) -> dict[str, object]:
    """Read one JSON object, with every decimal kept exact.

    Raises:
        GoldError: the line is not JSON, or not an object.
    """
    try:
        value = json.loads(line, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        reason = f"cột {error.colno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise GoldError(f"{where}: không phải JSON ({reason}); mỗi dòng là một đối tượng JSON") from error
    if not isinstance(value, dict):
        raise GoldError(f"{where}: cần đối tượng JSON {{...}}, thấy {type(value).__name__} (not an object)")
    return value


def is_figure(data: Mapping[str, object]) -> bool:
    """Whether a row is a figure: only figures have `low`."""
    return "low" in data


def is_entity(data: Mapping[str, object]) -> bool:
    """Whether a row is an entity: it has a `type` and no value."""
    return "type" in data and not is_figure(data)


def figure_row(data: Mapping[str, object], where: str, doc: str | None = None) -> FigureRow:
    """Build a figure from a JSON object; `doc` stands in where the row names no document.

    Raises:
        GoldError: a field is missing or of the wrong kind.
    """
    name, start, end = _place(data, where, doc)
    texts = {key: text_of(data, key, where) for key in (*FIGURE_TEXTS, "place")}
    low = decimal_of(data, "low", where)
    high = decimal_of(data, "high", where)
    if low is None or high is None:
        raise GoldError(f"{where}: thiếu low hoặc high; giá trị đơn thì low = high (low and high are needed)")
    of = decimal_of(data, "of", where)
    score = data.get("score")
    sure = float(score) if isinstance(score, (int, float, Decimal)) else None
    return FigureRow(doc=name, start=start, end=end, low=low, high=high, of=of, score=sure, where=where, **texts)


def entity_row(data: Mapping[str, object], where: str, doc: str | None = None) -> EntityRow:
    """Build an entity from a JSON object; `doc` stands in where the row names no document.

    Raises:
        GoldError: a field is missing or of the wrong kind.
    """
    name, start, end = _place(data, where, doc)
    texts = {key: text_of(data, key, where) for key in ("surface", "type", "title")}
    return EntityRow(doc=name, start=start, end=end, where=where, **texts)


def decimal_of(data: Mapping[str, object], key: str, where: str) -> Decimal | None:
    """The exact decimal under `key`, None where it is missing, null or "".

    Raises:
        GoldError: the value is not a plain finite decimal.
    """
    value = data.get(key)
    if value is None or value == "":
        return None
    number = None
    if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = None
    # `Decimal` reads "1_000" and full-width digits too: the files hold plain ASCII decimals only.
    readable = not isinstance(value, str) or (value.isascii() and "_" not in value and value.strip() == value)
    if number is None or not number.is_finite() or not readable or _exponent(number) > LARGEST_EXPONENT:
        raise GoldError(
            f'{where}: {key} là {value!r}; ghi số thập phân đầy đủ, ví dụ "13000000000" hay "63.58" '
            f"(not a plain decimal)"
        )
    return number


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(abs(number.adjusted()), abs(exponent)) if isinstance(exponent, int) else 0


def _place(data: Mapping[str, object], where: str, doc: str | None) -> tuple[str, int, int]:
    name = data.get("doc", doc)
    if not isinstance(name, str) or not name:
        raise GoldError(f"{where}: thiếu tên văn bản ở trường doc (field doc is missing)")
    start, end = data.get("start"), data.get("end")
    if not _is_offset(start) or not _is_offset(end):
        raise GoldError(f"{where}: start, end phải là số nguyên, thấy {start!r}, {end!r} (not integers)")
    assert isinstance(start, int)
    assert isinstance(end, int)
    if not 0 <= start < end:
        raise GoldError(f"{where}: đoạn {start}-{end} rỗng hoặc âm; cần 0 <= start < end (empty span)")
    return name, start, end


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def text_of(data: Mapping[str, object], key: str, where: str) -> str:
    """The text under `key`, "" where it is missing or null.

    Raises:
        GoldError: the value is not a string.
    """
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise GoldError(f"{where}: {key} phải là chuỗi, thấy {value!r} (must be a string)")
    return value
