"""What kinds of rows a table has: heads, numbers of columns, sections, and rows of values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mttq_extract.read.table_units import UnitReader

_VALUE = re.compile(r"(?:[<>≥≤~]\s*)?[-+–]?\s*\d[\d.,/\s–-]*(?:%|‰)?(?:\s*[^\W\d_]+(?:[ /][^\W\d_]+){0,4})?\.?")
_INDEX = re.compile(r"\(?\d{1,2}\)?(?:\s*[=+x×/*()-]+\s*\(?\d{1,2}\)?)*|[A-Z]")
_FORMULA = re.compile(r"(?:[IVXLC]{1,6}|[A-Z]|[a-z]|\d{1,2})(?:\s*[=+–-]\s*(?:[IVXLC]{1,6}|[A-Z]|[a-z]|\d{1,2}))+")
_ORDINAL = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?|[IVXLC]{1,6}\.?|[a-zđ][.)]?|[A-Z]\.?")
_DAY = re.compile(r"(?:\d{1,2}[/.-])?(?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d")
_SHORT_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])")
_BULLET = re.compile(r"[-–+•*]\s+(?=\D)")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)\d\d)?")
_MONTHS = re.compile(r"\d{1,2}\s+tháng\s+(?:đầu|cuối|năm|(?:19|20)\d\d).*", re.IGNORECASE)
_BARE_MONTHS = re.compile(r"\d{1,2}\s+tháng", re.IGNORECASE)

Row = Sequence[str]


def is_value(cell: str) -> bool:
    """Whether a cell holds a number, with or without a unit."""
    return _VALUE.fullmatch(cell.strip()) is not None


def is_years(cell: str) -> bool:
    """Whether a cell is a year or a span of years: "2023", "2016 - 2020"."""
    return _YEARS.fullmatch(cell.strip()) is not None


def is_time(cell: str) -> bool:
    """Whether a cell is a time and no count: years, a month or a day with its year."""
    return is_years(cell) or _DAY.fullmatch(cell.strip()) is not None


def is_day(cell: str) -> bool:
    """Whether a cell may be a day without its year: "12/9"; only its column tells it from a share."""
    return _SHORT_DAY.fullmatch(cell.strip()) is not None


def bulleted(name: str) -> tuple[str, str]:
    """The bullet that opens the name of a row, with the space behind it, and the name: "- Hộ nghèo"."""
    found = _BULLET.match(name)
    return (found.group(), name[found.end() :]) if found else ("", name)


def is_ordinal(cell: str) -> bool:
    """Whether a cell may number its row: "1", "2.1", "II", "a)"."""
    return _ORDINAL.fullmatch(cell) is not None


def is_formula(words: str) -> bool:
    """Whether words say from which rows or columns a value is reckoned: "I+II-III", "A=B+C".

    >>> is_formula("I+II-III"), is_formula("m2"), is_formula("m/s")
    (True, False, False)
    """
    return _FORMULA.fullmatch(words.strip()) is not None


def is_index(row: Row) -> bool:
    """ "(1) (2) (3)=(1)+(2)" or "A B 1 2": the row that numbers the columns."""
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or not all(_INDEX.fullmatch(cell) for cell in filled):
        return False
    numbers = [int(found[0]) for cell in filled if (found := re.search(r"\d+", cell))]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def section_of(row: Row) -> str | None:
    """The words of a row that heads those below it, which stand alone in it or in each of its cells, else None."""
    filled = set(filter(None, row))
    if len(row) <= 2 or not filled:
        return None
    if len(filled) == 1:
        return next(iter(filled))
    named = set(filter(None, row[1:]))
    if len(named) != 1 or not row[1] or not is_ordinal(row[0]) or is_value(row[1]):
        return None
    return f"{row[0].rstrip('.')}. {row[1]}"


def heads_and_body(rows: Sequence[Row], units: UnitReader) -> tuple[list[str], list[Row]]:
    """The heads of the columns, several above each other joined to one, and the rows below them."""
    headed = [number > 0 and section_of(row) is not None and any(row[:2]) for number, row in enumerate(rows)]
    numbered = enumerate(rows)
    heading = [
        row for _, row in takewhile(lambda at: _is_heading(at[1], first=not at[0]) and not headed[at[0]], numbered)
    ]
    if len(heading) == len(rows):
        heading = list(rows[:1]) if len(rows) > 1 and len(rows[0]) > 2 else []
    if all(map(is_index, heading)):  # numbers, and no heads that they could number
        heading = []
    body = [row for row in rows[len(heading) :] if not (heading and is_index(row))]
    return [_joined(column, units) for column in zip(*_padded(heading), strict=True)] if heading else [], body


def lowered(head: str) -> str:
    """A head in the middle of a line: small, unless it is an abbreviation or a name."""
    return head if head[1:2].isupper() else head[:1].lower() + head[1:]


def _is_heading(row: Row, *, first: bool) -> bool:
    """Whether a row holds no numbers but those of times: heads, or the numbers that count the columns."""
    filled = [cell for cell in row if cell]
    values = [cell for cell in filled if is_value(cell) and not is_years(cell) and not _MONTHS.fullmatch(cell)]
    if first:  # below it "6 tháng" may be how long something lasts
        values = [cell for cell in values if not _BARE_MONTHS.fullmatch(cell)]
    return len(filled) > 1 and (is_index(row) or not values)


def _padded(rows: Sequence[Row]) -> list[list[str]]:
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _joined(parts: Sequence[str], units: UnitReader) -> str:
    """Heads above each other as one, each once, with the unit that any of them gives at the end."""
    kept: dict[str, None] = {}
    unit = ""
    for part in parts:
        part, own = units.of_head(part)
        unit = f" ({own})" if own else unit
        if part and not _INDEX.fullmatch(part):  # what numbers the columns is no head
            kept[part] = None
    first, *others = kept or [""]
    return " ".join([first, *map(lowered, others)]) + unit
