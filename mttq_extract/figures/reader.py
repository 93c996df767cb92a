"""The figure pass: from a view of a text to its quantities and its rejected numbers, in one scan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from mttq_extract.figures.convention import Convention
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.modifiers import modifier_after, modifier_before
from mttq_extract.figures.numerals import Numeral, read_digits, read_words
from mttq_extract.figures.per import per_after, per_before
from mttq_extract.figures.reject import (
    is_anchored,
    is_clock,
    is_date_not_ratio,
    is_long_id,
    is_year,
    left_rule,
    shape_at,
)
from mttq_extract.figures.scan import at_sentence_start, left_words, next_word
from mttq_extract.text.view import View
from mttq_extract.types import Quantity, Rejection

_RANGE = re.compile(r"\s?(?:-|~)\s?|\s+(?:đến|tới|cho đến|-)\s+(?:(?:hơn|gần|trên|dưới|khỏang|khoảng)\s+)?|\s+(hoặc|hay)\s+")
_RATIO = re.compile(r"\s?/\s?(\d+(?:[.,]\d{3})*)(?![\d/]|[.,]\d)")
_OUT_OF = re.compile(r"\s+(?:trong|trên)\s+(?:tổng số\s+|tổng\s+|số\s+)?(\d+(?:\.\d{3})*|[^\W\d_]+)(?![\d.,]*\d)")
_DATE_TAIL = re.compile(r"\s+\d{1,2}(?!\d|[.,]\d|\s+(?:đêm|ngày|giờ|phút|tháng|năm))|\s+(?:chạp|giêng|âm lịch|dương lịch)(?!\w)")
_YEARS_TAIL = re.compile(r"\s*\(?(?:giai đọan|từ|nhiệm kỳ|tính từ|từ năm)?\s*(?:19|20)\d\d(?!\d|[.,]\d)")
_TYPO_LEFT = re.compile(r"[^\W\d_]+$")
_QUOTED = re.compile(r"[^“”\"\n]{1,28}[”\"]")
_TIMES = re.compile(r"(?<!\w)gấp\s+(?:gần\s+|hơn\s+|khoảng\s+|tới\s+)?(đôi|rưỡi)(?!\w)")
_PLACE_LIST = re.compile(r"[,;]\s(?:và\s)?(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s){1,4}\d")
_PLACE_LIST_BEFORE = re.compile(r"\d[,;]\s(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s){1,4}$")
_AND_DIGITS = re.compile(r"(?:\s*,\s*\d+(?:[.,]\d+)*)*\s*(?:,\s*)?(?:và|hoặc|hay)\s+(?=\d)")
_PHONE_LIKE = re.compile(r"[\d:.()+t/\-x] {0,2}\(?$")
_SENTENCE = re.compile(r"[.;!?\n]")
_AND_NUMBER = re.compile(r"[^.;!?\n,]{1,40}\s(?:và|,)\s(\d+|[^\W\d_]+)(?=\s)")
_AGE = re.compile(r"(?<!\w)tuổi(?:[^.;:\d\n]{0,40}(?<!\w)là)?\s+(?:khoảng |gần |hơn |trên )?$")
_COUNT_AGE = ("age", "time", "physical", "money", "percent", "times")


@dataclass(slots=True)
class _Cursor:
    """What the scan carries along the text: read so far, and what was rejected last."""

    view: View
    lexicon: Lexicon
    convention: Convention
    quantities: list[Quantity]
    rejections: list[Rejection]
    skip: int = 0
    last_rule: str = ""
    last_end: int = -1


def read_figures(view: View, lexicon: Lexicon) -> tuple[list[Quantity], list[Rejection]]:
    """Read every number of a text: the quantities and the numbers that are none, in text order.

    Offsets are text offsets (see `View`). The time is linear in the length of the text.
    """
    lower = view.lower
    cursor = _Cursor(view, lexicon, Convention(lower, lexicon), [], [])
    for found in lexicon.numerals.scan.finditer(lower):
        if found.start() >= cursor.skip:
            _read_one(cursor, found.start(), found.end())
    return cursor.quantities, cursor.rejections


def _reject(cursor: _Cursor, start: int, end: int, rule: str) -> None:
    first, last = cursor.view.span(start, end)
    cursor.rejections.append(Rejection(first, last, cursor.view.text[first:last], rule))
    cursor.skip, cursor.last_rule, cursor.last_end = end, rule, end


def _read_one(cursor: _Cursor, start: int, end: int) -> None:
    view, lexicon, lower = cursor.view, cursor.lexicon, cursor.view.lower
    words = left_words(lower, start)
    if lower[start].isdigit():
        glued = _glued_left(view, start, lexicon)
        if glued:
            return _reject(cursor, start, end, glued)
        line_start = not lower[max(0, lower.rfind("\n", 0, start) + 1) : start].strip(" \t-+*•(")
        shape = shape_at(lower, view.cased, start, words, line_start, lexicon)
        if shape:
            return _reject(cursor, start, shape[1], shape[0])
        numeral = read_digits(lower, start, end, lexicon, cursor.convention)
        if numeral is None:
            return _reject(cursor, start, end, "version_or_section")
    else:
        if _is_name(view, start, words, lexicon):
            cursor.skip = end
            return None
        numeral = read_words(lower, start, lexicon)
        if numeral is None:
            return None
    _accept_or_reject(cursor, numeral, words)
    return None


def _glued_left(view: View, start: int, lexicon: Lexicon) -> str | None:
    """A digit right behind a letter, or behind letter and hyphen, belongs to a name ("F0", "COVID-19")."""
    if start == 0:
        return None
    before = view.lower[start - 1]
    if before.isalpha():
        run = _TYPO_LEFT.search(view.lower, max(0, start - 12), start)
        word = run.group() if run else ""
        if len(word) > 2 and (word in lexicon.modifiers_before or lexicon.stop.fullmatch(word)):
            return None
        return "name.glued"
    if before in "-–_/@#+" and start > 1 and (view.lower[start - 2].isalpha() or view.lower[start - 2].isdigit()):
        return "name.glued"
    return None


def _is_name(view: View, start: int, words: list[str], lexicon: Lexicon) -> bool:
    """A number word with a capital inside a sentence, or behind a title, is part of a name."""
    if words and words[-1] in lexicon.words["name_left"]:
        return True
    if not view.cased[start].isupper():
        return False
    following = view.cased[start : start + 24].split()
    if len(following) > 1 and following[1][:1].isupper() and not following[1].isupper():
        return True
    return not at_sentence_start(view.cased, start)


def _accept_or_reject(cursor: _Cursor, numeral: Numeral, words: list[str]) -> None:
    lexicon, lower = cursor.lexicon, cursor.view.lower
    ratio = _ratio(cursor, numeral, words)
    if isinstance(ratio, str):
        found = _RATIO.match(lower, numeral.end)
        return _reject(cursor, numeral.start, found.end() if found else numeral.end, ratio)
    numeral = ratio or _range(cursor, numeral) or numeral
    unit, unit_end = _unit(lower, numeral, lexicon)
    if unit is None and not numeral.scaled and (shared := _shared_unit(cursor, numeral)):
        numeral, unit, unit_end = shared
    noun = next_word(lower, numeral.end) if unit is None else None
    count = lexicon.count_nouns.match(lower, numeral.end) if unit is None else None
    if noun and "\n" in lower[numeral.end : noun[1]] and cursor.view.cased[noun[1]].isupper():
        noun = count = None  # the next line begins something else
    counted = count is not None or bool(noun and noun[0] in lexicon.classifiers)
    rule = _rule_against(cursor, numeral, words, unit, unit_end, counted, noun, ratio is not None)
    if rule:
        return _reject(cursor, numeral.start, unit_end if unit else numeral.end, rule)
    if unit is None and noun and noun[0] in lexicon.not_a_noun and not counted:
        noun = None
    noun_span = count.span(1) if count else noun[1:] if noun else (numeral.end, numeral.end)
    _emit(cursor, numeral, unit, unit_end, noun_span, noun[0] if noun else "")
    return None


def _ratio(cursor: _Cursor, numeral: Numeral, words: list[str]) -> Numeral | str | None:
    """"7/8 phường" and "1 trong 3 đơn vị" as one numeral with `of`; a rule when "k/n" is a date or a map scale."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    if numeral.scaled or numeral.vague or numeral.low != numeral.low.to_integral_value():
        return None
    if found := _RATIO.match(lower, numeral.end):
        whole = Decimal(re.sub("[.,]", "", found[1]))
        counted = lexicon.count_nouns.match(lower, found.end()) is not None
        rated = bool(words) and words[-1] in lexicon.words["map_left"]
        if rated and whole % 100 == 0:
            return "scale_of_map"
        after = next_word(lower, found.end())
        named = counted or bool(after and after[0] not in lexicon.not_a_noun and not lexicon.stop.match(after[0])
                                and lower[found.end() : found.end() + 1] == " ")
        if after and (not counted or whole > 99) and _two_capitals(cursor.view.cased, after):
            return "name.address"
        if numeral.bare and is_date_not_ratio(int(numeral.low), int(whole), named or rated, whole > 12):
            return "date.day_month"
        return _with_whole(numeral, found.end(), whole, "ratio.slash")
    if found := _OUT_OF.match(lower, numeral.end):
        if found[1][0].isdigit():
            whole = Decimal(found[1].replace(".", ""))
            end = found.end(1)
        else:
            known = found[1] in lexicon.numerals.digits or found[1] in lexicon.numerals.tens
            inner = read_words(lower, found.start(1), lexicon) if known else None
            if inner is None:
                return None
            whole, end = inner.low, inner.end
        unit = lexicon.unit_at.match(lower, end)
        if not numeral.digits and "số" in found.group():
            return None  # "một trong số 140 người" counts the 140
        if whole > numeral.low and unit is None and not 1900 <= whole <= 2099:
            return _with_whole(numeral, end, whole, "ratio.out_of")
    return None


def _two_capitals(cased: str, word: tuple[str, int, int]) -> bool:
    second = next_word(cased, word[2])
    return cased[word[1]].isupper() and bool(second) and second[0][0].isupper() and not cased[word[1] : word[2]].isupper()


def _with_whole(numeral: Numeral, end: int, whole: Decimal, rule: str) -> Numeral:
    return Numeral(numeral.start, end, numeral.low, numeral.high, f"{numeral.rule}>{rule}", of=whole)


def _range(cursor: _Cursor, numeral: Numeral) -> Numeral | None:
    """"10-15", "từ 200.000 đồng đến 1 triệu đồng": one numeral from the first low to the second high."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    end = numeral.end
    first_unit, first_end = _unit(lower, numeral, lexicon)
    if first_unit:
        end = first_end
    joint = _RANGE.match(lower, end)
    if joint is None:
        return None
    found = lexicon.numerals.scan.match(lower, joint.end())
    if found is None:
        return None
    if lower[found.start()].isdigit():
        second = read_digits(lower, found.start(), found.end(), lexicon, cursor.convention)
        if lower[found.end() : found.end() + 1] == "/":
            return None
    else:
        second = read_words(lower, found.start(), lexicon)
    if second is None or second.of is not None or numeral.vague or second.vague:
        return None
    second_unit, _ = _unit(lower, second, lexicon)
    if first_unit and second_unit and first_unit.id != second_unit.id:
        return None
    if first_unit and not second_unit and first_unit.kind != "percent":
        return None
    low = numeral.low
    if second.scaled and not numeral.scaled and not first_unit:
        low = low * second.scale
        if low >= second.high:  # "250.000 đến 1,5 triệu", "800 - 1 tỷ"
            low = numeral.low if numeral.low >= 1000 else low / 1000
    if low >= second.high or (low == 0 and not first_unit):
        return None
    if joint[1] and second.high != low + 1:  # "2 hoặc 3 khu"
        return None
    wide = not first_unit and not second_unit and not second.scaled and second.high > low * 20
    if wide and low > 0:
        return None
    bare = numeral.bare and second.bare
    return Numeral(
        numeral.start, second.end, low, second.high, f"{numeral.rule}-{second.rule}>range", bare=bare,
        digits=numeral.digits if bare else "", scaled=second.scaled, scale=second.scale,
    )


def _shared_unit(cursor: _Cursor, numeral: Numeral) -> tuple[Numeral, Unit | None, int] | None:
    """"lần lượt nhận 8,8 và 7,3 tỉ đồng": the scale and unit of the last number hold for those before it."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    joint = _AND_DIGITS.match(lower, numeral.end)
    if joint is None or not numeral.digits:
        return None
    if "lần lượt" not in lower[max(0, numeral.start - 90) : numeral.start] and numeral.low == numeral.low.to_integral_value():
        return None
    found = lexicon.numerals.scan.match(lower, joint.end())
    last = read_digits(lower, found.start(), found.end(), lexicon, cursor.convention) if found else None
    if last is None:
        return None
    unit, _ = _unit(lower, last, lexicon)
    if not last.scaled and (unit is None or unit.kind == "time"):
        return None
    if unit is None and last.scaled:
        unit = lexicon.units["đồng"] if last.scale >= 1_000_000 and not lexicon.count_nouns.match(lower, last.end) else None
    value = numeral.low * last.scale
    return (
        Numeral(numeral.start, numeral.end, value, value, f"{numeral.rule}>shared_unit", scaled=last.scaled,
                scale=last.scale, digits=numeral.digits),
        unit,
        numeral.end,
    )


def _unit(lower: str, numeral: Numeral, lexicon: Lexicon) -> tuple[Unit | None, int]:
    found = lexicon.unit_at.match(lower, numeral.end)
    if found is None:
        return None, numeral.end
    unit = lexicon.units[" ".join(found[1].split())]
    not_before = unit.not_before_scaled if numeral.scaled and unit.kind == "money" else unit.not_before
    if not_before and not_before.match(lower, found.end()):
        return None, numeral.end
    if "\n" in lower[numeral.end : found.start(1)] and unit.kind not in ("money", "percent"):
        return None, numeral.end
    return unit, found.end()


def _rule_against(
    cursor: _Cursor, numeral: Numeral, words: list[str], unit: Unit | None, unit_end: int, counted: bool,
    noun: tuple[str, int, int] | None, ratio: bool,
) -> str | None:
    """The rule by which this number is no figure, or None."""
    lower, cased, lexicon = cursor.view.lower, cursor.view.cased, cursor.lexicon
    last = words[-1] if words else ""
    digits = bool(numeral.digits) or "digits" in numeral.rule
    if found := left_rule(words, numeral, unit, counted, ratio, lexicon):
        return found
    if _continues_list(cursor, numeral, unit, counted):
        return f"{cursor.last_rule}+list"
    if unit is not None and unit.kind == "time":
        after = next_word(lower, unit_end)
        if lexicon.anchored.match(lower, unit_end) or is_anchored(unit, words, after[0] if after else "", lexicon):
            return "duration.anchored"
        if unit.id in ("day", "month") and numeral.high <= 31 and _DATE_TAIL.match(lower, unit_end):
            return "date.spelled"
        if unit.id == "year" and _YEARS_TAIL.match(lower, unit_end):
            return "period.of_years"
        if unit.id in ("year", "day") and lexicon.anniversary.search(" ".join(words)):
            return "anniversary"
        if is_clock(numeral, unit, words, lexicon):
            return "clock"
    if unit is None and digits:
        if is_year(numeral, counted, words, lexicon):
            return "date.year"
        if not counted and _PHONE_LIKE.search(lower, max(0, numeral.start - 12), numeral.start) and lexicon.phone.search(
            lower, max(0, numeral.start - 48), numeral.start
        ):
            return "contact.phone"
        if is_long_id(numeral, unit):
            return "contact.account"
        after = cased[numeral.end : numeral.end + 1]
        if after.isalpha() and not lexicon.count_nouns.match(" " + lower[numeral.end : numeral.end + 24]):
            return "name.glued"
        if lexicon.idiom_right.match(lower, numeral.end):
            return "idiom"
        if not counted and _is_slogan(cursor.view, numeral):
            return "slogan"
        if _is_row_number(lower, numeral):
            return "list_number"
        if numeral.bare and not ratio and not counted and noun and cased[noun[1]].isupper():
            word = cased[noun[1] : noun[2]]
            second = next_word(cased, noun[2])
            if not (len(word) > 1 and word.isupper()) and last not in lexicon.words["counts_left"] and (
                last not in lexicon.modifiers_before and second and second[0][:1].isupper()
            ):
                return "name.address"
        if numeral.bare and not ratio and not counted and _named_before(cased, numeral.start, last) and not (
            _PLACE_LIST.match(cased, numeral.end) or _PLACE_LIST_BEFORE.search(cased, max(0, numeral.start - 40), numeral.start)
        ) and (
            noun is None or noun[0] in lexicon.not_a_noun or lexicon.stop.fullmatch(noun[0])
        ):
            return "name.numbered"
    if not digits:
        return _word_rule(cursor, numeral, words, unit, unit_end, counted, noun)
    return None


def _is_row_number(lower: str, numeral: Numeral) -> bool:
    """A number that begins its line numbers the row when the line before or after begins with its neighbour."""
    begin = lower.rfind("\n", 0, numeral.start) + 1
    if not numeral.bare or lower[begin : numeral.start].strip(" \t") or numeral.high > 999:
        return False
    following = lower.find("\n", numeral.end) + 1
    before = lower.rfind("\n", 0, max(0, begin - 1)) + 1
    value = int(numeral.low)
    return bool(
        (following and _line_number(lower, following) == value + 1)
        or (begin and _line_number(lower, before) == value - 1)
    )


def _line_number(lower: str, at: int) -> int | None:
    found = re.compile(r"[ \t]*(\d{1,3})(?![\d.,/]*\d)").match(lower, at)
    return int(found[1]) if found else None


def _named_before(cased: str, start: int, last: str) -> bool:
    """Whether the word before is a capitalised name inside its sentence ("bản Sâng 1", "PC 67")."""
    if not last or not last[-1].isalpha():
        return False
    begin = start
    while begin and cased[begin - 1] == " ":
        begin -= 1
    begin -= len(last)
    return begin > 0 and cased[begin].isupper() and (
        cased[begin:start].strip().isupper() and len(last) > 1 or not at_sentence_start(cased, begin)
    )


def _continues_list(cursor: _Cursor, numeral: Numeral, unit: Unit | None, counted: bool) -> bool:
    """"phường 3, 5 và 8": a bare number joined to a rejected one is rejected like it."""
    if cursor.last_end < 0 or unit is not None or counted or not numeral.bare:
        return False
    if not cursor.last_rule.startswith(("ordinal", "name.unit", "name.road", "date", "numbered", "contact")):
        return False
    between = cursor.view.lower[cursor.last_end : numeral.start]
    if cursor.last_rule.startswith("contact") and not between.strip():
        return True
    return len(between) <= 8 and between.strip() in cursor.lexicon.words["list_joint"]


def _is_slogan(view: View, numeral: Numeral) -> bool:
    """“3 cứng”: a number right behind an opening quotation mark whose phrase is short."""
    before = view.cased[numeral.start - 1 : numeral.start]
    if before not in ("“", '"') or not numeral.bare:
        return False
    if before == '"' and view.cased[: numeral.start].count('"') % 2 == 0:
        return False
    return _QUOTED.match(view.cased, numeral.end) is not None


def _word_rule(
    cursor: _Cursor, numeral: Numeral, words: list[str], unit: Unit | None, unit_end: int, counted: bool,
    noun: tuple[str, int, int] | None,
) -> str | None:
    """Why a number word does not count here, or None."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    surface = lower[numeral.start : numeral.end]
    last = words[-1] if words else ""
    if numeral.scaled or numeral.of is not None or numeral.rule in ("words.multiple", "words.half"):
        return None
    if "vague" in numeral.rule and last in lexicon.words["vague_left"]:
        return "word.idiom"
    if noun is not None and f"{surface} {noun[0]}" in lexicon.words["word_idioms"]:
        return "word.idiom"
    if surface == "một":
        if last in lexicon.words["one_left"] or (
            any(word in lexicon.words["only"] for word in words[-3:]) and last not in lexicon.words["not_only"]
        ):
            return None
        if (counted or unit is not None) and _enumerated(cursor, numeral, words):
            return None
        if unit is not None and unit.kind in ("time", "age") and last in lexicon.words["one_time_left"]:
            return None
        if unit is not None and unit.kind in ("physical", "money", "percent"):
            return None
        return "article.one"
    if surface == "nửa" and noun is not None and noun[0] in lexicon.words["not_half"]:
        return "word.uncounted"
    if surface == "năm":
        if unit is not None and unit.kind == "time" and unit.id != "month" and last in lexicon.words["five_left"]:
            return None
        if not counted or last in lexicon.words["year_left"]:
            return "word.year"
        return None
    if unit is None and not counted:
        if noun is None or noun[0] in lexicon.not_a_noun or lexicon.stop.fullmatch(noun[0]):
            return "word.uncounted"
        if cursor.view.cased[noun[1]].isupper() or surface == "chín" or "\n" in lower[numeral.end : noun[1]]:
            return "word.uncounted"
    return None


def _enumerated(cursor: _Cursor, numeral: Numeral, words: list[str]) -> bool:
    """"3 máy trộn và một máy ủi", "trong đó một trẻ": one of several counts."""
    if words[-2:] == ["trong", "đó"]:
        return True
    lower = cursor.view.lower
    if words and (words[-1] == "và" or words[-1].endswith(",")) and cursor.quantities:
        last = cursor.quantities[-1]
        between = lower[cursor.view.from_text(last.end) : numeral.start]
        if len(between) <= 60 and not _SENTENCE.search(between):
            return True
    ahead = _AND_NUMBER.match(lower, numeral.end)
    return bool(ahead) and ahead[1] in cursor.lexicon.numerals.digits or bool(ahead) and ahead[1].isdigit()


def _emit(
    cursor: _Cursor, numeral: Numeral, unit: Unit | None, unit_end: int, noun_span: tuple[int, int], noun: str
) -> None:
    view, lexicon, lower = cursor.view, cursor.lexicon, cursor.view.lower
    low, high, id_, end, rule = numeral.low, numeral.high, "item", noun_span[1], numeral.rule
    if unit is not None:
        id_, end = unit.id, unit_end
        low, high = low * unit.factor, high * unit.factor
        if unit.kind == "times":
            near = left_words(lower, numeral.start)
            if not any(word in lexicon.words["times_left"] for word in near):
                id_ = "item"
        rule += f">{id_}"
        if unit.kind == "time" and (half := _half_unit(lower, end, lexicon)):
            low, high, end, rule = low + unit.factor / 2, high + unit.factor / 2, half, rule + ".half"
    elif not noun and _AGE.search(lower, max(0, numeral.start - 60), numeral.start):
        id_, end, rule = "year", numeral.end, rule + ">age"
    elif numeral.rule == "words.multiple":
        id_, end = "times", numeral.end
    elif numeral.scaled and numeral.scale >= 1_000_000 and _is_bare_money(lower, numeral, noun, lexicon):
        id_, end, rule = "VND", numeral.end, rule + ">VND.unsaid"
    if numeral.of is not None:
        id_ = "ratio" if id_ == "item" else id_
    per, per_end = per_after(lower, end, lexicon)
    if per is None and (id_ != "item" or unit is not None or True):
        per = per_before(lower, numeral.start, lexicon)
    small = unit is None and numeral.high <= 20 and numeral.high == numeral.high.to_integral_value()
    modifier, modifier_start = modifier_before(lower, numeral.start, noun, small, lexicon)
    if after := modifier_after(lower, max(end, per_end), lexicon):
        modifier = after
    if modifier == "exact" and numeral.vague:
        modifier = "about"
    start, stop = view.span(numeral.start, end)
    cursor.quantities.append(
        Quantity(
            start=start, end=stop, surface=view.text[start:stop], low=low, high=high, unit=id_, modifier=modifier,
            rule=rule, of=numeral.of, per=per, noun=noun or None, noun_start=view.span(noun_span[0], noun_span[1])[0] if noun else -1,
            noun_end=view.span(numeral.start, noun_span[1])[1],
            modifier_start=view.span(modifier_start, numeral.end)[0],
        )
    )
    cursor.skip, cursor.last_rule, cursor.last_end = max(end, per_end), "", -1


def _half_unit(lower: str, end: int, lexicon: Lexicon) -> int | None:
    word = next_word(lower, end)
    return word[2] if word and word[0] in lexicon.numerals.halves else None


def _is_bare_money(lower: str, numeral: Numeral, noun: str, lexicon: Lexicon) -> bool:
    """"40 triệu/nhà", "đóng góp 11 triệu": millions of nothing are đồng; millions of a noun are not."""
    if not noun or noun in lexicon.not_a_noun:
        return True
    return lexicon.stop.match(lower, numeral.end + 1) is not None and (
        lexicon.count_nouns.match(lower, numeral.end) is None
    )
