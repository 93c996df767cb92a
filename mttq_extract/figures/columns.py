"""Tables whose rows became lines: the units that the header line names hold for the bare numbers below it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.numerals import scales_at
from mttq_extract.text.stacked import Cell, Stacked
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Quantity

_LINE = re.compile("\n")
_COLON_ENDS = re.compile(r":\s*(?:\n|$)")  # few texts have a line that ends so
_BRACKET = re.compile(r"\(([^()\d\n]{1,30})\)")
_LABEL = re.compile(r"^[^\d\n]{1,80}\(([^()\d\n]{1,30})\)\s*:?\s*$")
_NUMBER_LINE = re.compile(r"\s*-?\d[\d.,]*\s*$")
_UNIT_AT_END = re.compile(r"\(([^()\d\n]{1,30})\)\s*$")
_NUMBER_OF = re.compile(r"^(?:tổng )?số (?:lượng )?")
_THOUSANDS = re.compile(r"(1[.,]?000(?:[.,]?000)?)\s*")
_PLACEHOLDER = re.compile(r"(?<=\s)-(?=\s|$)")
_LEAST_COLUMNS = 2
_RATES = ("item", "percent", "times", "ratio")
_WHOLE = 100  # percent
_COLUMN = ">column"  # ends the rule of a number that has the unit of its column
_PROSE_WORDS = 20  # a longer line below a caption is no row of its table

# The scale and the unit of one column; a unit of None is a count.
Column = tuple[int, str]


def apply_headers(view: View, quantities: list[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """Give the bare numbers of table rows the unit and scale of their column.

    A header is a line with two or more bracketed units; it holds for the lines right below it that carry as many
    numbers, up to the first line that does not. A caption ("ĐVT: triệu đồng") holds for all bare numbers below it up
    to the first line of prose, one that names a rate ("Tốc độ tăng của các vùng:") for the decimals;
    a label with its unit ("Tỷ lệ hộ nghèo (%)") for the lines below it that are one number.
    """
    joints = lexicon.joints
    heads = (joints.table_unit, joints.table_caption)
    if not quantities or not (
        any(head.search(view.lower) for head in heads)
        or (_COLON_ENDS.search(view.lower) and joints.rate_caption.search(view.lower))
    ):
        return quantities
    begins = [0, *(found.end() for found in _LINE.finditer(view.lower))]
    by_line: dict[int, list[int]] = {}
    for index, quantity in enumerate(quantities):
        by_line.setdefault(begins[bisect_right(begins, view.from_text(quantity.start)) - 1], []).append(index)
    out = list(quantities)
    columns: list[Column] = []
    width = 0
    caption: Column | None = None
    decimals = False  # whether the caption holds for decimals alone
    label: Column | None = None
    at = 0
    for line in view.lower.split("\n"):
        header = _columns(line, lexicon)
        if header:
            columns, width = header, 0 if line.rstrip().endswith(")") else len(header)
        elif columns:
            cells = _cells(line, at, [(i, out[i]) for i in by_line.get(at, [])], view)
            width = width or max(len(columns), len(cells or ()))  # the first row shows columns whose head has no unit
            if cells is None or len(cells) != width:
                columns = []
            else:
                for cell, column in zip(cells[-len(columns) :], columns, strict=True):
                    if cell is not None:
                        out[cell] = _in_column(out[cell], column)
        elif label and _NUMBER_LINE.match(line):
            for index in by_line.get(at, []):
                if out[index].unit == "item" and out[index].of is None:
                    out[index] = _in_column(out[index], label)
        elif said := joints.table_caption.search(line):
            caption, decimals = _unit_of(said[1].strip(), lexicon), False
        elif joints.rate_caption.search(line):
            caption, decimals = (1, "percent"), True
        elif caption and (line.rstrip().endswith(".") or line.count(" ") > _PROSE_WORDS):
            caption = None
        elif caption:
            held = [out[index] for index in by_line.get(at, [])]
            # what is measured in something else is no row of a table of rates
            held_on = not decimals or all(quantity.unit in _RATES and not quantity.noun for quantity in held)
            for index, quantity in zip(by_line.get(at, []), held if held_on else (), strict=False):
                bare = quantity.unit == "item" and quantity.of is None and quantity.noun is None
                bare = bare and not quantity.rule.endswith(_COLUMN)
                rate = not quantity.surface.isdigit() and quantity.high <= _WHOLE and "(" not in line
                if bare and (rate or not decimals):
                    out[index] = _in_column(quantity, caption)
            caption = caption if held_on else None
        if not _NUMBER_LINE.match(line):
            label = _label(line, lexicon)
        at += len(line) + 1
    return out


def in_stacks(view: View, quantities: list[Quantity], tables: Sequence[Stacked], lexicon: Lexicon) -> list[Quantity]:
    """Give the bare numbers of tables whose cells became lines the unit of their column, else that of their row."""
    out = quantities
    for table in tables if quantities else ():
        of_column = [_unit_of_head(head, lexicon) for head in table.heads]
        shares = [lexicon.joints.share_head.search(fold_tones(head.lower())) is not None for head in table.heads]
        units = [
            (cell.start, cell.end, of_column[place] or (None if shares[place] else _unit_of_row(row, table, lexicon)))
            for row in table.rows
            for place, cell in enumerate(row)
            if place > table.name
        ]
        begins = [start for start, _, _ in units]
        out = list(out)
        for index, quantity in enumerate(out):
            at = view.from_text(quantity.start)
            start, end, unit = units[max(0, bisect_right(begins, at) - 1)]
            if unit and start <= at < end and quantity.unit == "item" and quantity.of is None:
                out[index] = _in_column(quantity, unit)
    return out


def _unit_of_head(head: str, lexicon: Lexicon) -> Column | None:
    """The unit that a head of a column ends with, "%" anywhere in it, or what it counts: "Số hộ nghèo"."""
    if unit := _unit_at_end(head, lexicon):
        return unit
    if "%" in head:
        return (1, "percent")
    words = _NUMBER_OF.sub("", fold_tones(head.strip().lower()))
    counted = lexicon.count_nouns.match(" " + words)
    return (1, "item") if counted and counted.group().strip() not in lexicon.words["plans"] else None


def _unit_of_row(row: Sequence[Cell], table: Stacked, lexicon: Lexicon) -> Column | None:
    """The unit that ends the name of a row, or that stands in a cell of its own: "triệu đồng"."""
    if unit := _unit_at_end(row[table.name].text, lexicon):
        return unit
    words = (fold_tones(cell.text.lower()) for cell in row[table.name + 1 :] if not cell.text[0].isdigit())
    return next((unit for said in words if (unit := _unit_of(said, lexicon))), None)


def _unit_at_end(words: str, lexicon: Lexicon) -> Column | None:
    found = _UNIT_AT_END.search(words)
    return _unit_of(fold_tones(found[1].strip().lower()), lexicon) if found else None


def _label(line: str, lexicon: Lexicon) -> Column | None:
    """The unit of a row label that ends in brackets: "Tỷ lệ hộ nghèo (%)"."""
    found = _LABEL.search(line)
    return _unit_of(found[1].strip(), lexicon) if found else None


def _columns(line: str, lexicon: Lexicon) -> list[Column]:
    found = [_unit_of(match[1].strip(), lexicon) for match in _BRACKET.finditer(line)]
    columns = [column for column in found if column]
    return columns if len(columns) >= _LEAST_COLUMNS and len(columns) == len(found) else []


def _unit_of(words: str, lexicon: Lexicon) -> Column | None:
    """ "triệu đồng" → (1000000, "VND"), "%" → (1, "percent"), "nhà" → (1, "item")."""
    scale = 1
    if written := _THOUSANDS.match(words):  # "1.000 đồng"
        scale, words = int(re.sub("[.,]", "", written[1])), words[written.end() :]
    elif scaled := scales_at(" " + words, 0, lexicon.numerals):
        scale, words = scaled[0], (" " + words)[scaled[1] :].strip()
    unit = lexicon.unit_at.fullmatch(words)
    if unit:
        return scale, lexicon.units[" ".join(unit[1].split())].id
    counted = lexicon.count_nouns.fullmatch(" " + words) or words in lexicon.classifiers
    return (scale, "item") if counted else None


def _cells(line: str, at: int, quantities: list[tuple[int, Quantity]], view: View) -> list[int | None] | None:
    """The quantities of a row by column, None for a dash; no row when a number has a unit or noun of its own."""
    if not quantities or any(q.unit != "item" or q.of is not None for _, q in quantities):
        return None
    first = view.from_text(quantities[0][1].start) - at
    places: list[tuple[int, int | None]] = [(view.from_text(q.start) - at, index) for index, q in quantities]
    places += [(dash.start(), None) for dash in _PLACEHOLDER.finditer(line, first)]
    return [index for _, index in sorted(places, key=lambda place: place[0])]


def _in_column(quantity: Quantity, column: Column) -> Quantity:
    scale, unit = column
    low, high = (Decimal(value) * scale for value in (quantity.low, quantity.high))
    if scale > 1:
        low, high = (v.to_integral_value() if v == v.to_integral_value() else v.normalize() for v in (low, high))
    return replace(quantity, low=low, high=high, unit=unit, rule=quantity.rule + _COLUMN)
