"""Numbers that are not figures: dates, ordinals, names, documents, phones. Every rule stands in a table."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from mttq_extract.figures.candidate import Candidate
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.numerals import Numeral
from mttq_extract.figures.rejection_rows import Left, Shape
from mttq_extract.figures.scan import at_sentence_start, phrases

_NOON, _FULL_DAY = 12, 24
_CODE = 8  # digits of an account or a code
_PADDED = 5  # digits of one that begins with zero
_LONG_AGO = 5  # years
_YEAR = re.compile(r"(?:19|20)\d\d$")
_DAY_MONTH = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2})")


def shape_at(
    lower: str, cased: str, start: int, words: list[str], line_start: bool, lexicon: Lexicon
) -> tuple[str, int] | None:
    """Match the shapes at a digit; gives the rule and the end of what it covers."""
    last = words[-1].rstrip(",:") if words else ""
    if "/" in last:
        last = "/" + last.rpartition("/")[2]  # "330.000đ/m 2"
    near = lexicon.shapes_behind
    anywhere = near[""]
    here = near.get(" ".join(words[-2:])) or near.get(last) or anywhere
    if not anywhere.may_be_at(lower, cased, start) and (here is anywhere or not here.may_be_at(lower, cased, start)):
        return None
    for shape in here.shapes:
        if shape.line_start and not line_start:
            continue
        if shape.sentence_start and not _begins_item(cased, start):
            continue
        if shape.left_char and lower[start - 1 : start] != shape.left_char:
            continue
        if shape.unless_left and not shape.unless_left.isdisjoint((last, " ".join(words[-2:]))):
            continue
        found = shape.pattern.match(cased if shape.cased else lower, start)
        if found and _plausible(shape, found):
            counted = shape.unless_counted and lexicon.count_nouns.match(lower, found.end())
            return None if counted else (shape.rule, found.end())
    return None


def _begins_item(cased: str, start: int) -> bool:
    """Whether a numbered item may begin at `start`: a sentence does, and behind a colon the number is 1."""
    if not at_sentence_start(cased, start):
        return False
    return not cased[max(0, start - 3) : start].rstrip().endswith(":") or cased[start : start + 2] in ("1.", "1-", "1/")


def _plausible(shape: Shape, found: re.Match[str]) -> bool:
    if shape.rule == "score" and shape.descending:
        first, second = (int(n) for n in re.findall(r"\d+", found.group()))
        return first > second > 12  # below, it is a date
    if shape.rule in ("date.full", "date.day_month"):
        numbers = [int(n) for n in re.findall(r"\d+", found.group())]
        if shape.descending and numbers[0] <= numbers[1]:
            return False  # ascending, it may be a range
        return 1 <= numbers[0] <= 31 and 1 <= numbers[1] <= 12
    return True


def is_date_not_ratio(k: int, n: int, counted: bool, exceeds: bool) -> bool:
    """Whether "k/n" without a date word is a day and month: possible as one, and nothing is counted after it.

    >>> is_date_not_ratio(24, 9, counted=False, exceeds=False), is_date_not_ratio(7, 8, counted=True, exceeds=False)
    (True, False)
    """
    return 1 <= k <= 31 and 1 <= n <= 12 and not counted and not exceeds


def left_rule(found: Candidate, counted: bool, lexicon: Lexicon) -> str | None:
    """The rule by which the words before a number make it an ordinal, a name or a date part.

    `counted` when the noun behind the number is counted: that of a title is not.
    """
    words, numeral, unit = found.words, found.numeral, found.unit
    if found.in_digits and found.last in lexicon.words["rank"] and not (unit and unit.kind == "money"):
        return "ordinal"  # even "vị khách thứ 2 triệu"
    if unit and unit.kind == "age" and " ".join(words[-2:]) in lexicon.words["medals"]:
        return "name.medal"  # "Huy hiệu 80 năm tuổi Đảng"
    on_road = found.noun is not None and found.noun[0] in lexicon.words["roads"]
    if found.ratio and on_road and found.last in lexicon.words["house"]:
        return "name.address"  # "ngôi nhà số 37/15 đường Cô Bắc"
    if (unit and unit.kind != "time") or numeral.scaled or (numeral.of is not None and counted):
        return None
    listed = found.last.endswith(":")
    if found.last.endswith((":", ")")):  # "nghị định (NĐ) 181"
        words = [*words[:-1], words[-1].rstrip(":)")]
    if not words or words[-1] not in lexicon.left_ends:
        return None
    named = found.noun is not None and lexicon.may_be_noun(found.noun[0])
    for phrase in phrases(words, 4):
        for left in lexicon.left.get(phrase, ()):
            size = phrase.count(" ") + 1
            before = words[-size - 1] if len(words) > size else ""
            if before in left.unless_before:
                return None
            weak_name = not left.strong and left.rule.startswith("name.")
            part = before and before not in lexicon.words["plural"] and left.rule == "ordinal.part"
            if listed and (counted or weak_name or part):
                continue  # "cơ khí giao thông: 120", "quản lý công nghiệp: 180"
            if not numeral.digits and named and not left.strong:
                continue  # "ghi hình hai nghi can"
            if _applies(left, found, counted):
                return left.rule
    return None


def _applies(left: Left, found: Candidate, counted: bool) -> bool:
    numeral, unit, ratio = found.numeral, found.unit, found.ratio
    if left.ratio_only:
        return ratio and numeral.of is not None and (numeral.of % 100 == 0 or numeral.of < numeral.low)
    if ratio and not counted and left.rule in ("name.road", "contact.address"):
        return True  # "ngách 44/55"
    if ratio and counted:
        return left.rule in ("ordinal", "name.event")
    if not numeral.digits and not left.rule.startswith(("ordinal", "date", "numbered")):
        return False
    if unit and unit.id in ("night", "hour", "minute"):
        return False
    if numeral.digits and not numeral.bare:
        return False
    if left.max is not None and numeral.high > left.max:
        return False
    short_year = len(numeral.digits) in (2, 4) and not counted and not unit
    if left.year_only and not (_YEAR.match(numeral.digits) or short_year):
        return False
    if left.min_digits and len(numeral.digits) < left.min_digits:
        return False
    if left.padded and numeral.digits.startswith("0"):
        return True  # "thông tư 02 hướng dẫn ..."
    if left.strong and (numeral.digits or not counted):
        return unit is None or left.rule.startswith(("date", "numbered"))
    return not counted and (unit is None or (unit.kind == "time" and left.rule.startswith("date")))


def is_year(numeral: Numeral, counted: bool, words: list[str], lexicon: Lexicon) -> bool:
    """Whether a bare number is a year: 1900 to 2099, with nothing counted or after a time word."""
    if not numeral.bare or not _YEAR.match(numeral.digits):
        return False
    last = words[-1] if words else ""
    return not counted or last in lexicon.words["year_left"] or last in lexicon.numerals.doubtful


def is_long_id(numeral: Numeral, *, counted: bool) -> bool:
    """Whether a bare run of digits without a unit is an account or a code.

    Eight digits are, five behind a zero, and seven that count nothing, unless they are a round number: press sets off
    the thousands of what it counts.
    """
    length = len(numeral.digits)
    code = length >= _CODE or (length == _CODE - 1 and not counted and not numeral.digits.endswith("00"))
    return numeral.bare and (code or (length >= _PADDED and numeral.digits[0] == "0"))


def is_anchored(unit: Unit, value: Decimal, words: list[str], next_two: str, ends: bool, lexicon: Lexicon) -> bool:
    """Whether a duration reaches up to now ("cách đây 7 năm", "sau 30 năm đổi mới", "Trong 6 tháng, ...").

    `next_two` are the words behind the unit, `ends` whether a comma stands there.
    """
    following = next_two.partition(" ")[0]
    sets = lexicon.words
    bare = [word for word in words if word not in lexicon.modifiers_before]
    if " ".join(word.rstrip(".…") for word in bare[-2:]) in sets["anchored_left"]:
        return True  # "cách đây... 4-5 năm"
    if " ".join(bare[-3:]) in sets["yearly_and"]:
        return True
    if unit.id not in ("year", "month"):
        return False
    if ends and bare and bare[-1] in sets["anchored_first"] and (len(bare) == 1 or bare[-2][-1] in ".!?…"):
        return True  # "Đã gần 3 năm, người dân vẫn chờ"
    if " ".join(bare[-2:]) in sets["reported"] and " ".join(bare[-3:-1]) not in sets["against_plan"]:
        return True
    last = bare[-1] if bare else ""
    if last in sets["best_of"] and not sets["superlative"].isdisjoint(bare[-3:-1]):
        return True
    if unit.id == "month" and value in (6, 9) and " ".join(bare[-3:]) in sets["reported_on"]:
        return True  # "báo cáo kinh tế xã hội 6 tháng"
    if unit.id == "month" and value in (6, 9) and ends and (not words or words[-1][-1] in ".;"):
        return True  # "9 tháng, quỹ thu 2 tỷ đồng"
    if " ".join(bare[-2:]) in sets["anchored_alone"] or (last in sets["anchored_alone"] and ends):
        return True
    if last in sets["term"]:
        return False  # "kỳ hạn 6 tháng tăng thêm 0,1%"
    if unit.id == "month" and value < 12 and following in sets["changing"]:
        return True
    if unit.id == "year" and following in sets["implementing"] and last not in sets["anchored_after"]:
        return True
    planned = any(" ".join(pair) in sets["plan"] for pair in itertools.pairwise(bare))
    if unit.id == "year" and planned and " ".join(bare[-3:-1]) not in sets["against_plan"]:
        return True
    if unit.id == "year" and value >= 5 and {following, next_two} & sets["lifetime"]:
        return True
    if last in sets["anchored_after"] and {following, next_two} & sets["anchored_verbs"]:
        # "sau 16 năm thực hiện luật" tells the time up to now, "sau 2 năm thực hiện" how long it took
        return unit.id == "year" and (value >= _LONG_AGO or following in sets["lifetime"])
    if " ".join(words[-2:]) in sets["up_to_now"] or " ".join(words[-3:-1]) in sets["up_to_now"]:
        return True
    if {following, next_two} & sets["lasting"]:
        return False
    if last in sets["period_left"] and len(bare) > 1 and bare[-2] in sets["granted"]:
        return False  # "trợ cấp trong 6 tháng"
    if last in sets["period_left"] and unit.id == "month" and value in (6, 9) and words[-1] == last:
        return True  # "trong 6 tháng" is the first half of the year, "trong khoảng 6 tháng" is as long
    if last in sets["period_left"] and (next_two or ends):  # what ends its sentence tells how long: "…, trong 2 tháng."
        return len(bare) < 2 or bare[-2][-1] in ",;.:"
    return False


def is_clock(numeral: Numeral, unit: Unit, words: list[str], following: str, lexicon: Lexicon) -> bool:
    """Whether "9 giờ" tells the time of day: at most 24, behind a word such as "lúc" or before one such as "sáng"."""
    if unit.id != "hour" or numeral.vague or numeral.high > 24 or numeral.high != int(numeral.high):
        return False
    if following in lexicon.words["clock_tail"]:
        return True
    bare = [word for word in words if word not in lexicon.modifiers_before]
    if " ".join(bare[-2:]) in lexicon.words["took_from"]:
        return False
    return (
        bool(bare)
        and bare[-1] in lexicon.words["clock_left"]
        and (bare[-1] != "sau" or _NOON <= numeral.high < _FULL_DAY)
    )
