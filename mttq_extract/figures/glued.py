"""Numbers that stand glued to what is before them: part of a name, or a number whose blank was lost."""

from __future__ import annotations

import re

from mttq_extract.figures.combine import unit_at
from mttq_extract.figures.cursor import Cursor
from mttq_extract.figures.digits import read_digits
from mttq_extract.figures.numerals import squeeze

_WHOLE_SYLLABLE = 3  # letters
_SUM = 1_000_000  # money that is a sum for all that stand behind a slash rather than a price
_NOUN = 24  # characters in which what is counted begins
_ROUND = frozenset(10**power for power in range(2, 7))
_TYPO_LEFT = re.compile(r"[^\W\d_]+$")


def glued_left(cursor: Cursor, start: int, end: int) -> str | None:
    """A digit right behind a letter, or behind letter and hyphen, belongs to a name ("F0", "COVID-19")."""
    view, lexicon = cursor.view, cursor.lexicon
    if start == 0:
        return None
    before = view.lower[start - 1]
    if before in "x×" and cursor.quantities and ">shared_unit" in cursor.quantities[-1].rule:
        return None  # "40x30 mm"
    if before.isalpha():
        run = _TYPO_LEFT.search(view.lower, max(0, start - 12), start)
        word = run.group() if run else ""
        if lexicon.joints.currency_before.search(view.lower, max(0, start - 5), start):
            return None  # "USD1.5"
        if view.cased[start - len(word) : start].islower() and _blank_lost(cursor, word, start, end):
            return None
        return "name.glued"
    if before == "," and view.lower[start - 2 : start - 1] in ("'", "’"):
        return "name.glued"  # code that was left in the page
    if before == "/" and _set_against(cursor, start, end):
        return None
    if before in "-–_/@#+" and start > 1 and (view.lower[start - 2].isalpha() or view.lower[start - 2].isdigit()):
        return "name.glued"
    return None


def _blank_lost(cursor: Cursor, word: str, start: int, end: int) -> bool:
    """ "từ147 tỷ đồng", "đại học1.388 USD": whether a word that is no name, or an amount, stands without its blank."""
    lexicon, lower = cursor.lexicon, cursor.view.lower
    if len(word) > 1 and (word in lexicon.modifiers_before or lexicon.stop.fullmatch(word)):
        return True
    if len(word) < _WHOLE_SYLLABLE:
        return False
    if lower.startswith("%", end):
        return True  # "chỉ chiếm đuợc15%": no name ends in a percentage
    if end - start < _WHOLE_SYLLABLE:
        return False
    if lexicon.joints.scale_next.match(lower, end):
        return any(mark in lower[start:end] for mark in ".,")
    unit = lexicon.unit_at.match(lower, end)
    return unit is not None and lexicon.units[squeeze(unit[1])].kind in ("money", "percent")


def _set_against(cursor: Cursor, start: int, end: int) -> bool:
    """ "12 buổi/1.400 lượt người", "18 tỷ đồng/12 tỷ đồng": a second quantity behind a slash.

    So many for a round number of things ("2 người/10.000 xe") or for a time ("15.000 đồng/120 phút") is one rate.
    """
    if not cursor.quantities or cursor.view.from_text(cursor.quantities[-1].end) != start - 1:
        return False
    first = cursor.quantities[-1]
    second = read_digits(cursor.view.lower, start, end, cursor.lexicon, cursor.convention)
    if second is None:
        return False
    if first.unit == "item":
        return first.noun is not None and second.low not in _ROUND
    unit, _ = unit_at(cursor.view.lower, second, cursor.lexicon)
    if unit is None and first.low >= _SUM and first.unit in cursor.lexicon.currencies:
        noun = cursor.lexicon.count_nouns.match(" " + cursor.view.lower[second.end : second.end + _NOUN])
        return noun is not None and second.low not in _ROUND  # "3,5 tỷ/70 hộ"
    return unit is not None and unit.id == first.unit
