"""The figure pass: from a view of a text to its quantities and its rejected numbers, in one scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mttq_extract.figures.bounds import bound_of, carried_over
from mttq_extract.figures.candidate import Candidate
from mttq_extract.figures.columns import apply_headers, in_stacks
from mttq_extract.figures.combine import ratio_at, unit_at
from mttq_extract.figures.convention import Convention
from mttq_extract.figures.counted import whole_noun
from mttq_extract.figures.cursor import Cursor, reject
from mttq_extract.figures.digits import read_digits
from mttq_extract.figures.glued import glued_left
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.measure import in_unit, tidied, without_unit
from mttq_extract.figures.numerals import Numeral
from mttq_extract.figures.per import joined, per_after, per_before
from mttq_extract.figures.ranges import range_at
from mttq_extract.figures.reject import shape_at
from mttq_extract.figures.scan import alone_on_line, left_words, line_begins, next_word
from mttq_extract.figures.sharing import shared_unit
from mttq_extract.figures.uncounted import is_name
from mttq_extract.figures.verdict import rule_against
from mttq_extract.figures.words import read_words
from mttq_extract.text.stacked import Stacked, stacked_tables
from mttq_extract.text.view import View
from mttq_extract.types import Quantity, Rejection

_COUNTED = ("item", "ratio", "times")
_TIMED = ("time", "age")
_NO_RATE = ("ratio", "times")
_MEDALS = 1000  # there are fewer of a kind
_SIGNS = "-−"
_CARRIED = 32  # characters from one bound to the amount it holds for too


def read_figures(
    view: View, lexicon: Lexicon, tables: Sequence[Stacked] | None = None
) -> tuple[list[Quantity], list[Rejection]]:
    """Read every number of a text: the quantities and the numbers that are none, in text order.

    Offsets are text offsets (see `View`). The time is linear in the length of the text. `tables` are those of
    `view.cased` whose cells became lines; they are looked for when they are not given.
    """
    lower = view.lower
    cursor = Cursor(view, lexicon, Convention(lower, lexicon.joints), [], [])
    for start, end in lexicon.numerals.spans(lower):
        if start >= cursor.skip:
            _read_one(cursor, start, end)
    if tables is None:
        tables = stacked_tables(view.cased)
    return apply_headers(view, in_stacks(view, cursor.quantities, tables, lexicon), lexicon), cursor.rejections


def _read_one(cursor: Cursor, start: int, end: int) -> None:
    view, lexicon, lower = cursor.view, cursor.lexicon, cursor.view.lower
    words = left_words(lower, start)
    if lower[start].isdigit():
        glued = glued_left(cursor, start, end)
        if glued:
            return reject(cursor, start, end, glued)
        line_start = line_begins(lower, start, "-+*•(")
        shape = shape_at(lower, view.cased, start, words, line_start, lexicon)
        if shape:
            return reject(cursor, start, shape[1], shape[0])
        numeral = read_digits(lower, start, end, lexicon, cursor.convention)
        if numeral is None:
            return reject(cursor, start, end, "version_or_section")
    else:
        if is_name(view, start, words, lexicon):
            cursor.skip = end
            return None
        numeral = read_words(lower, start, lexicon)
        if numeral is None:
            return None
    if words and words[-1] in lexicon.numerals.negative and _is_below_zero(lower, numeral, lexicon):
        numeral = replace(numeral, low=-numeral.low, high=-numeral.high, rule=f"{numeral.rule}>negative")
    _judge(cursor, start, numeral, words)
    if numeral.rule == "digits.list" and cursor.last_end == numeral.end:
        cursor.skip = cursor.last_end = end  # "các điều 21,22,23 và 24"
    return None


def _is_below_zero(lower: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """ "âm 5 độ", "âm 2,5%", "là âm 3."; but "ghi âm hai lần" is no minus."""
    if numeral.low != numeral.high:
        return False
    unit, _ = unit_at(lower, numeral, lexicon)
    return unit.id in lexicon.words["below_zero"] if unit else next_word(lower, numeral.end) is None


def _judge(cursor: Cursor, start: int, numeral: Numeral, words: list[str]) -> None:
    """Read what belongs to the number, found at `start`, and keep or reject it."""
    ratio = ratio_at(cursor, numeral, words)
    if isinstance(ratio, tuple):
        rule, end = ratio
        return reject(cursor, numeral.start, end, rule)
    found = _candidate(cursor, ratio or range_at(cursor, numeral) or numeral, words, ratio is not None)
    if rule_said := rule_against(cursor, found):
        return reject(cursor, found.numeral.start, found.unit_end, rule_said)
    if found.noun and found.noun[0] in cursor.lexicon.not_a_noun and not found.counted:
        found.noun, found.noun_span = None, (found.numeral.end, found.numeral.end)
    if found.numeral.start != start:  # "hơn chục hộ" is read from its "hơn" on
        found.words = left_words(cursor.view.lower, found.numeral.start)
    if _tells_age(found, cursor.lexicon):
        found.noun, found.noun_span, found.counted = None, (found.numeral.end, found.numeral.end), False
    if found.noun:
        found.noun_span = whole_noun(cursor.view.lower, found.noun, found.noun_span, cursor.lexicon)
    _keep(cursor, found)
    return None


def _tells_age(found: Candidate, lexicon: Lexicon) -> bool:
    """ "ở tuổi 30 anh về quê": the person behind an age is not counted."""
    person = found.noun is not None and found.noun[0] in lexicon.of_people
    return person and " ".join(found.words[-2:]) in lexicon.words["at_age"]


def _candidate(cursor: Cursor, numeral: Numeral, words: list[str], ratio: bool) -> Candidate:
    """The number with the unit or the noun behind it."""
    lexicon, lower = cursor.lexicon, cursor.view.lower
    numeral, unit, unit_end = _with_unit(cursor, numeral, ratio)
    noun = next_word(lower, numeral.end) if unit is None else None
    count = lexicon.count_nouns.match(lower, numeral.end) if unit is None else None
    begins = noun[1] if noun else count.start(1) if count else numeral.end
    if "\n" in lower[numeral.end : begins] and cursor.view.cased[begins].isupper():
        noun = count = None  # the next line begins something else
    if noun and lexicon.not_counted.match(lower, noun[1]):
        noun = count = None  # "bao nhiêu" is no bag
    noun_span = count.span(1) if count else noun[1:] if noun else (numeral.end, numeral.end)
    counted = count is not None or bool(noun and noun[0] in lexicon.classifiers)
    return Candidate(numeral, words, unit, unit_end, noun, noun_span, counted, ratio)


def _with_unit(cursor: Cursor, numeral: Numeral, ratio: bool) -> tuple[Numeral, Unit | None, int]:
    """The number with the scale and sign that hold for it, its unit, and where the unit, or else the number, ends."""
    lexicon, lower = cursor.lexicon, cursor.view.lower
    multiple = numeral.rule == "words.multiple"  # "gấp rưỡi ngày thường" counts no days
    known = cursor.unit_read
    if known is not None and known[0] is numeral and not multiple:
        _, unit, unit_end = known
    else:
        unit, unit_end = (None, numeral.end) if multiple else unit_at(lower, numeral, lexicon)
    if ratio and unit and unit.id == "year" and lexicon.joints.years_tail.match(lower, unit_end):
        unit, unit_end = None, numeral.end  # "từ 60/102 năm 2003"
    if unit is None and not numeral.scaled and (shared := shared_unit(cursor, numeral)):
        numeral, unit, unit_end = shared
    if unit is not None and unit.kind == "money" and _is_medal(lower, numeral, lexicon):
        unit, unit_end = None, numeral.end
    if unit is not None and _next_line(cursor, numeral.end, unit_end):
        unit, unit_end = None, numeral.end  # "năm 2022", and below it "Bảng 1"
    if unit is None and lower[numeral.start].isdigit():
        sign = lexicon.joints.currency_before.search(lower, max(0, numeral.start - 5), numeral.start)
        unit = lexicon.units[sign[1]] if sign else None
    if _is_minus(cursor, numeral, unit):
        numeral = replace(numeral, low=-numeral.high, high=-numeral.low, rule=f"{numeral.rule}>negative")
    return numeral, unit, unit_end


def _is_medal(lower: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """ "3 bạc và 5 đồng": bronze behind gold and silver."""
    few = numeral.bare and numeral.high < _MEDALS
    return few and lexicon.joints.medals_before.search(lower, max(0, numeral.start - 30), numeral.start) is not None


def _next_line(cursor: Cursor, start: int, end: int) -> bool:
    """Whether a unit stands on the line below its number and opens it with a capital."""
    between = cursor.view.lower[start:end]
    return "\n" in between and cursor.view.cased[end - len(between.lstrip())].isupper()


def _keep(cursor: Cursor, found: Candidate) -> None:
    """Add the figure to the quantities and go on behind it."""
    view, lexicon, numeral = cursor.view, cursor.lexicon, found.numeral
    value = in_unit(view.lower, found, found.unit, lexicon) if found.unit else without_unit(cursor, found)
    if numeral.of is not None:
        value = value._replace(low=numeral.low, high=numeral.high, unit="ratio")  # "thu hồi 94/104 ha"
    low, high, unit, end, rule = tidied(value, found)
    measured = unit not in _COUNTED and not (found.unit and found.unit.kind in _TIMED)
    per = per_after(view.lower, end, measured, lexicon)
    behind = max(end, per.end)
    before = None
    if unit not in _NO_RATE and not (found.unit and found.unit.kind == "age"):
        last = view.from_text(cursor.quantities[-1].end) if cursor.quantities else -1
        before = per_before(view.lower, last, numeral.start, measured, lexicon)
    modifier, modifier_start = bound_of(view.lower, found, value, behind, lexicon)
    if modifier == "exact" and cursor.quantities and not found.noun:
        last_end = view.from_text(cursor.quantities[-1].end)
        if numeral.start - last_end <= _CARRIED:
            between = view.lower[last_end : numeral.start]
            modifier = carried_over(cursor.quantities[-1], between, unit, lexicon)
    start, stop = view.span(numeral.start, behind if per.tied else end)
    noun_start, noun_end = view.span(*found.noun_span) if found.noun else (-1, -1)
    cursor.quantities.append(
        Quantity(
            start=start,
            end=stop,
            surface=view.text[start:stop],
            low=low,
            high=high,
            unit=unit,
            modifier=modifier,
            rule=rule,
            of=numeral.of,
            per=joined(before, per.noun, lexicon),
            noun=found.noun[0] if found.noun else None,
            noun_start=noun_start,
            noun_end=noun_end,
            modifier_start=view.span(modifier_start, numeral.end)[0],
        )
    )
    cursor.skip, cursor.last_rule, cursor.last_end = behind, "", -1


def _is_minus(cursor: Cursor, numeral: Numeral, unit: Unit | None) -> bool:
    """ "-3 độ C", "(-2,5%)", or a signed number alone: elsewhere the sign is a dash or a bullet."""
    lower = cursor.view.lower
    if not numeral.start or lower[numeral.start - 1] not in _SIGNS:
        return False
    if not cursor.lexicon.joints.minus.search(lower, max(0, numeral.start - 2), numeral.start):
        return False
    if alone_on_line(lower, numeral.start, numeral.end):
        return True
    if unit is None or unit.id not in cursor.lexicon.words["signed_units"]:
        return False
    return unit.kind == "physical" or not line_begins(lower, numeral.start, "-−")
