"""What can be wrong with one annotated row, and with the rows of one document together."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from mttq_extract.evaluate.rows import EntityRow, FigureRow
from mttq_extract.types import ENTITY_TYPES, MODIFIERS, ROLES, Period, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mttq_extract.evaluate.vocabulary import Vocabulary

Row = TypeVar("Row", FigureRow, EntityRow)
_CLOSE_IDS = 3
_LISTED_IDS = 12


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding of `mttq gold check`: where ("file:line"), what and how to mend it."""

    where: str
    message: str
    error: bool = True

    def __str__(self) -> str:
        level = "lỗi (error)" if self.error else "lưu ý (warning)"
        return f"{self.where}: {level}: {self.message}" if self.where else f"{level}: {self.message}"


def figure_problems(row: FigureRow, vocabulary: Vocabulary) -> Iterator[Problem]:
    """What is wrong with the fields of a figure."""

    def problem(message: str) -> Problem:
        return Problem(row.where, message)

    known: tuple[tuple[str, str, Collection[str]], ...] = (
        ("unit", row.unit, vocabulary.units),
        ("modifier", row.modifier, MODIFIERS),
        ("role", row.role, ROLES),
        ("indicator", row.indicator, vocabulary.indicators),
    )
    for name, value, ids in known:
        if value not in ids:
            yield problem(f"{name} {value!r} không có trong bảng; {_suggest(value, ids)} (unknown {name})")
    if row.low > row.high:
        yield problem(f"low {plain(row.low)} > high {plain(row.high)}; đổi chỗ hai số (low exceeds high)")
    yield from _ratio_problems(row)
    if (period := _period_problem(row.period)) is not None:
        yield problem(period)
    if not vocabulary.has_number(row.surface):
        yield problem(f"{row.surface!r} không có chữ số hay số từ; sửa start/end (no number in the span)")
        return
    # A point value is one number: one report of it is enough.
    numbers = (
        {"low": row.low}
        | ({"of": row.of} if row.unit == "ratio" else {})
        | ({} if row.low == row.high else {"high": row.high})
    )
    for name, number in numbers.items():
        if number is not None and not vocabulary.can_be(row.surface, number, row.unit):
            yield problem(
                f"{name} {plain(number)} không thể đọc từ {row.surface!r}; sửa giá trị hoặc đoạn "
                f"(the value cannot come from the surface)"
            )


def entity_problems(row: EntityRow) -> Iterator[Problem]:
    """What is wrong with the fields of an entity."""
    if row.type not in ENTITY_TYPES:
        message = f"type {row.type!r} không có; {_suggest(row.type, ENTITY_TYPES)} (unknown type)"
        yield Problem(row.where, message)
    elif row.title and row.type != "PER":
        yield Problem(row.where, f"title chỉ dành cho PER, không cho {row.type}; để trống (title of a non-person)")


def surface_problems(row: FigureRow | EntityRow, text: str | None) -> Iterator[Problem]:
    """Whether the surface is clean, and is what the text holds at the offsets."""
    if row.surface != unicodedata.normalize("NFC", row.surface):
        yield Problem(row.where, f"{row.surface!r} không ở dạng NFC; chuẩn hóa lại (surface is not NFC)")
    elif row.surface != row.surface.strip():
        yield Problem(row.where, f"{row.surface!r} thừa khoảng trắng ở mép; thu hẹp đoạn (untrimmed span)")
    if row.end - row.start != len(row.surface):
        yield Problem(
            row.where,
            f"đoạn {row.start}-{row.end} dài {row.end - row.start} nhưng surface dài {len(row.surface)}; "
            f"đếm theo ký tự Unicode, end không tính (length of span and surface differ)",
        )
    if text is None or text[row.start : row.end] == row.surface:
        return
    there = text[row.start : row.end]
    message = f"văn bản ở {row.start}-{row.end} là {there!r}, không phải {row.surface!r}"
    yield Problem(row.where, f"{message}; {_nearest(text, row)} (surface does not match the text)")


def span_problems(rows: Sequence[Row], kind: str) -> Iterator[Problem]:
    """Duplicates and overlaps among the figures or the entities of one document; `kind` names them."""
    furthest: Row | None = None
    for row in sorted(rows, key=lambda row: (row.start, row.end, row.where)):
        if furthest is not None and (row.start, row.end) == (furthest.start, furthest.end):
            yield Problem(row.where, f"{kind} trùng với {furthest.where}; bỏ một dòng (duplicate)")
        elif furthest is not None and row.start < furthest.end:
            yield Problem(
                row.where,
                f"{kind} {row.start}-{row.end} chồng lên {furthest.start}-{furthest.end} ở {furthest.where}; "
                f"mỗi ký tự chỉ thuộc một đoạn (overlapping spans)",
            )
        if furthest is None or row.end > furthest.end:
            furthest = row


def _ratio_problems(row: FigureRow) -> Iterator[Problem]:
    if row.unit != "ratio":
        if row.of is not None:
            yield Problem(row.where, f"of {plain(row.of)} chỉ dành cho unit ratio; để trống (of without a ratio)")
    elif row.of is None:
        yield Problem(row.where, "unit ratio thiếu of; ghi số n của k/n (a ratio needs of)")
    elif row.low != row.high:
        yield Problem(row.where, "unit ratio cần low = high = k (a ratio has one k)")


def _period_problem(text: str) -> str | None:
    if not text:
        return None
    fix = "ghi YYYY-MM-DD/YYYY-MM-DD, một đầu có thể trống"
    try:
        period = Period.parse(text)
    except ValueError:
        return f"period {text!r} không đọc được; {fix} (bad period)"
    if "/" not in text or str(period) != text:
        return f"period {text!r} không đúng dạng; {fix} (bad period)"
    if period.start is None and period.end is None:
        return f"period {text!r} không có đầu nào; để trống (empty period)"
    if period.start is not None and period.end is not None and period.start > period.end:
        return f"period {text!r} bắt đầu sau khi kết thúc; đổi chỗ (period runs backwards)"
    return None


def _suggest(value: str, ids: Iterable[str]) -> str:
    from difflib import get_close_matches

    known = sorted(ids)
    if close := get_close_matches(value, known, n=_CLOSE_IDS, cutoff=0.6):
        return f"có phải {' / '.join(close)}?"
    more = " …" if len(known) > _LISTED_IDS else ""
    return f"dùng một trong: {', '.join(known[:_LISTED_IDS])}{more}"


def _nearest(text: str, row: FigureRow | EntityRow) -> str:
    places: list[int] = []
    at = text.find(row.surface)
    while at >= 0 and row.surface:
        places.append(at)
        at = text.find(row.surface, at + 1)
    if not places:
        return "surface này không có trong văn bản"
    start = min(places, key=lambda place: abs(place - row.start))
    return f"chỗ gần nhất là {start}-{start + len(row.surface)}"
