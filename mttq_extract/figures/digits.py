"""Reading a number in digits with either separator convention, and the scale words behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from mttq_extract.figures.convention import Convention
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.numerals import Numeral, half_at, scales_at, squeeze
from mttq_extract.figures.scan import left_words

_MOST_PARTS = 10  # "2 phần 3"; no one says "2 phần 30"
_GROUP = 3  # digits
_ROW = 200  # characters
_LONGEST = 24  # digits and separators
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:,\d{1,2})?(?![\d.,]*\d)")
_CELL_ENDS = re.compile(r"[ \t]*%?[ \t]*(?:$|;)", re.MULTILINE)
_NEXT_DIGITS = re.compile(r"\s+(?:và\s+)?(\d{1,3}(?:[.,]\d{3})*)(?![\d.,]*\d)")


def read_digits(lower: str, start: int, end: int, lexicon: Lexicon, convention: Convention) -> Numeral | None:
    """Read the digits at start..end with the scale words behind them; None when they are no one number."""
    core = lower[start:end]
    rule = "digits"
    if len(core) > _LONGEST:
        return None  # a code, and beyond the exact decimals
    if not ("." in core or "," in core):
        if (spaced := _SPACED.match(lower, start)) and _spaced_is_one(lower, spaced, lexicon):
            end = spaced.end()
            value, rule = Decimal(spaced.group().replace(" ", "").replace(",", ".")), "digits.spaced"
        elif broken := lexicon.joints.broken.match(lower, start):
            whole, part = (broken[1], broken[2]) if broken[1] else (broken[3], broken[4])
            if _is_list(lower, start) or _is_numbered(lower, start, lexicon):
                value = Decimal(core)
            else:
                end, value, rule = broken.end(), Decimal(f"{whole}.{part}"), "digits.broken"
        else:
            value = Decimal(core)
    else:
        parsed = _separated(lower, start, core, lexicon, convention)
        if parsed is None:
            return None
        value, rule, length = parsed
        end = start + length
    bare = lower[start:end].isdigit()
    if bare and (part := lexicon.joints.parts_of.match(lower, end)):
        whole = Decimal(part[1] or 2)
        if value < whole <= _MOST_PARTS:
            return Numeral(start, part.end(), value, value, "digits.fraction", of=whole)
    numeral = Numeral(start, end, value, value, rule, digits=lower[start:end], bare=bare)
    return _with_scales(lower, numeral, lexicon)


def _spaced_is_one(lower: str, spaced: re.Match[str], lexicon: Lexicon) -> bool:
    """ "1 670 400 000 đồng" is one number; "năm 12 300 hộ" is not."""
    if spaced.group().startswith("0"):
        return False
    if spaced.group().count(" ") >= 2:
        return not _are_cells(lower, spaced)
    end = spaced.end()
    if _opens_cell(lower, spaced.start()) and _CELL_ENDS.match(lower, end) and not _are_cells(lower, spaced):
        return True
    if scaled := scales_at(lower, end, lexicon.numerals):
        end = scaled[1]
    unit = lexicon.unit_at.match(lower, end)
    return unit is not None and lexicon.units[squeeze(unit[1])].kind in ("money", "physical")


def _opens_cell(lower: str, start: int) -> bool:
    """Whether a number is the first thing in its line, or behind the head of its column, but for a sign."""
    before = lower[max(0, start - 3) : start].rstrip("+-")
    return not before or before.endswith(("\n", ": "))


def _are_cells(lower: str, spaced: re.Match[str]) -> bool:
    """ "Xã A 100 120 120" above "Xã B 80 72 90": whether the groups are cells, like those of a row beside theirs."""
    end = spaced.end()
    if lower[end : end + 1] not in ("", "\n"):
        return False
    groups = spaced.group().count(" ") + 1
    begin = lower.rfind("\n", 0, spaced.start())
    above = lower[max(0, begin - _ROW) : max(0, begin)].rpartition("\n")[2].split()[-groups:]
    below = lower[end + 1 : end + 1 + _ROW].partition("\n")[0].split()[-groups:]
    return any(
        len(cells) == groups
        and all(cell[0].isdigit() for cell in cells)
        and any(len(cell) != _GROUP for cell in cells[1:])
        for cells in (above, below)
    )


def _is_list(lower: str, start: int) -> bool:
    """Whether the digits continue a list ("phường 3, 5, 8"), so that ", 5" is no broken decimal."""
    return lower[max(0, start - 2) : start] == ", " and lower[max(0, start - 3)].isdigit()


def _is_numbered(lower: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the word before is one that numbers go with ("mũi 1, 30% đủ hai mũi"), so that ", 30" is no decimal."""
    words = left_words(lower, start)
    return bool(words) and any(not left.strong for left in lexicon.left.get(words[-1], ()))


def _separated(
    lower: str, start: int, core: str, lexicon: Lexicon, convention: Convention
) -> tuple[Decimal, str, int] | None:
    """Value, rule and length of a number with dots or commas inside."""
    dots, commas = core.count("."), core.count(",")
    if dots and commas:
        last = max(core.rfind("."), core.rfind(","))
        thousands, decimal = (".", ",") if core[last] == "," else (",", ".")
        whole, part = core[:last], core[last + 1 :]
        if decimal in whole or not _grouped(whole, thousands):
            return _shorter(core)
        return Decimal(f"{whole.replace(thousands, '')}.{part}"), f"digits.both:{decimal}=decimal", len(core)
    mark = "." if dots else ","
    parts = core.split(mark)
    if len(parts) > 2:
        if _grouped(core, mark):
            return Decimal("".join(parts)), f"digits.groups:{mark}=thousands", len(core)
        return None if mark == "." else _shorter(core)
    if len(parts[1]) != 3 or len(parts[0]) > 3 or parts[0][0] == "0":
        return Decimal(f"{parts[0]}.{parts[1]}"), f"digits.decimal:{mark}", len(core)
    decimal_mark, why = convention.decide(lower, start + len(core), mark)
    if decimal_mark:
        return Decimal(f"{parts[0]}.{parts[1]}"), f"digits.decimal:{mark}({why})", len(core)
    return Decimal("".join(parts)), f"digits.thousands:{mark}({why})", len(core)


def _grouped(text: str, mark: str) -> bool:
    first, *rest = text.split(mark)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in rest)


def _shorter(core: str) -> tuple[Decimal, str, int]:
    """A run such as "1,2,3" is a list without spaces: read its first number."""
    first = re.split("[.,]", core, maxsplit=1)[0]
    return Decimal(first), "digits.list", len(first)


def _with_scales(lower: str, numeral: Numeral, lexicon: Lexicon) -> Numeral:
    """Multiply by the scale words behind the number and add smaller parts ("3 tỷ 500 triệu")."""
    words = lexicon.numerals
    scaled = scales_at(lower, numeral.end, words)
    if scaled is None:
        return numeral
    scale, end, rule = scaled
    low, high = numeral.low * scale, numeral.high * scale
    last = scale
    while more := _NEXT_DIGITS.match(lower, end):
        smaller = scales_at(lower, more.end(), words) or _rest_of_money(lower, more, last, lexicon)
        if smaller is None or smaller[0] >= last or "," in more[1]:
            break
        added = Decimal(more[1].replace(".", "")) * smaller[0]
        low, high, end, last, rule = low + added, high + added, smaller[1], smaller[0], rule + "+"
    tail = words.tail_of_scale.match(lower, end) if rule and "+" not in rule else None
    if tail and last >= 1000:
        added = Decimal(tail[1]) * last / 10 ** len(tail[1])  # "2 tỷ 350" goes on one power below its scale
        low, high, end, rule = low + added, high + added, tail.end(1), rule + "+tail"
    elif half := half_at(lower, end, words):
        low, high, end, rule = low + Decimal(last) / 2, high + Decimal(last) / 2, half, rule + ".half"
    return replace(numeral, end=end, low=low, high=high, rule=numeral.rule + rule, bare=False, scaled=True, scale=scale)


def _rest_of_money(lower: str, more: re.Match[str], last: int, lexicon: Lexicon) -> tuple[int, int, str] | None:
    """ "25 nghìn 500 đồng": digits below the last scale, right before the currency."""
    unit = lexicon.unit_at.match(lower, more.end())
    money = unit is not None and lexicon.units[squeeze(unit[1])].kind == "money"
    rest = int(more[1].replace(".", "").replace(",", ""))
    return (1, more.end(), "") if money and last == 1000 and rest < last else None
