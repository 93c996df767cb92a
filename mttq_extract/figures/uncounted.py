"""Number words that count nothing: names, years, idioms, and "một" as an article."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mttq_extract.figures.candidate import Candidate
from mttq_extract.figures.combine import unit_at
from mttq_extract.figures.cursor import Cursor
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.numerals import half_of_unit
from mttq_extract.figures.scan import alone_on_line, at_sentence_start, left_words, next_word, phrases
from mttq_extract.figures.words import read_words
from mttq_extract.text.view import View
from mttq_extract.types import Quantity

_WORD = re.compile(r"[^\W\d_]+")
_AGED = 24  # characters
_NO_NAME = 10  # children are called Hai to Mười
_ONLY_REACH = 4  # words
_NEAR = 60  # characters between the counts of an enumeration
_IN_BRACKET = re.compile(r"[^.,:;\n()\d]{0,24}\(")  # "4 người thân (một người đã già)"
_BROKEN_DOWN = re.compile(r"[^.,:;\n()\d]{0,12}[,:] ")
_QUOTES = (" “", ' "')
_SENTENCE = re.compile(r"[.;!?\n]")


def is_name(view: View, start: int, words: list[str], lexicon: Lexicon) -> bool:
    """A number word with a capital inside a sentence, or behind a title, is part of a name."""
    first = _WORD.match(view.lower, start)
    if first is None or first.group() in lexicon.numerals.before_scale:
        return False  # "con số hàng trăm nghìn hộ"
    if words and words[-1] in lexicon.numerals.digits and first.group() in lexicon.words["ten_alone"]:
        return True  # "Hai Mươi"
    if words and words[-1] in lexicon.words["name_left"] and first.group() not in lexicon.numerals.vague:
        sets = lexicon.words
        before = words[-2] if len(words) > 1 else ""
        if words[-1] in lexicon.words["ranks"] and (before in lexicon.numerals.digits or before.isdigit()):
            return False  # "chia thành bảy hạng ba cụm"
        if view.cased[start].islower() and _tells_age(view.lower, start, lexicon):
            return False  # "cụ bà một trăm linh hai tuổi"
        return before not in sets["each_left"] and f"{before} {words[-1]}" not in sets["no_name_left"]
    if not view.cased[start].isupper() or _is_spelled_out(view, start, lexicon):
        return False
    following = view.cased[start : start + 24].split()
    if len(following) > 1 and following[1][:1].isupper() and not following[1].isupper():
        counted = lexicon.count_nouns.match(view.lower, first.end())
        return counted is None or " " not in counted[1] or not at_sentence_start(view.cased, start)  # "Hai Chủ tịch"
    return not at_sentence_start(view.cased, start)


def _is_spelled_out(view: View, start: int, lexicon: Lexicon) -> bool:
    """Whether a number of several words, all in capitals like what stands around it, tells an amount or a count.

    "Bằng chữ: Hai Trăm Triệu Đồng", "TRAO BA MƯƠI CĂN NHÀ"; but "Hai Mươi" alone is anyone's name.
    """
    numeral = read_words(view.lower, start, lexicon)
    if numeral is None:
        return False
    words = view.cased[start : numeral.end].split()
    if len(words) < 2 or not all(word[0].isupper() for word in words):
        return False
    unit, _ = unit_at(view.lower, numeral, lexicon)
    if unit is not None:
        return unit.kind != "time"  # "đường Ba Mươi Tháng Tư"
    if numeral.scaled:
        return True
    counted = lexicon.count_nouns.match(view.lower, numeral.end)
    if counted is None:
        return False
    shouted = all(word.isupper() for word in words)
    return shouted or not view.cased[counted.end() + 1 : counted.end() + 2].isupper()  # "Mười Hai Con Giáp"


def _tells_age(lower: str, start: int, lexicon: Lexicon) -> bool:
    """Whether an age of ten and more stands at `start`; "bác hai tuổi cao" may be a name."""
    numeral = read_words(lower, start, lexicon)
    unit, _ = unit_at(lower, numeral, lexicon) if numeral and numeral.high > _NO_NAME else (None, 0)
    return unit is not None and unit.kind == "age"


def word_rule(cursor: Cursor, found: Candidate) -> str | None:
    """Why a number word does not count here, or None."""
    lower, lexicon, numeral = cursor.view.lower, cursor.lexicon, found.numeral
    surface = lower[numeral.start : numeral.end]
    half, doubtful = surface in lexicon.numerals.half_alone, surface in lexicon.numerals.doubtful
    if half and found.noun is None and found.unit is None and found.last not in lexicon.modifiers_before:
        return "word.uncounted"
    if surface in lexicon.words["village"] and not found.counted and found.unit is None:
        return "word.uncounted"
    if numeral.scaled or numeral.of is not None or numeral.rule in ("words.multiple", "words.half"):
        return None
    if surface in lexicon.words["how_many"] and _points(lower, numeral.end, lexicon):
        return "word.idiom"
    if alone_on_line(lower, numeral.start, numeral.end):
        whole = lower.strip(" \n.;") == surface
        return "word.year" if doubtful and not whole else None
    if doubtful and found.unit is not None and found.unit.id == "month" and _is_five(lower, found, lexicon):
        return None  # "sau năm tháng thi công"
    if _is_idiom(lower, found, surface, lexicon):
        return "word.idiom"
    if surface in lexicon.words["article"]:
        return "article.one" if _is_article(cursor, found) else None
    if half and found.noun is not None and found.noun[0] in lexicon.words["not_half"]:
        return "word.uncounted"
    if found.last in lexicon.words["both"] and lexicon.numerals.digits.get(surface, 0) > 1 and not found.counted:
        return "word.year" if doubtful else None  # "cả hai đều học giỏi"
    if doubtful:
        return None if _is_five(lower, found, lexicon) else "word.year"
    return "word.uncounted" if _counts_nothing(cursor, found, surface) else None


def _is_idiom(lower: str, found: Candidate, surface: str, lexicon: Lexicon) -> bool:
    sets = lexicon.words
    vague = surface in sets["how_many"] and found.last in sets["vague_left"]
    if vague and (not found.counted or found.last in sets["negation"]):
        return True
    named = found.noun[0] if found.noun else _unit_said(lower, found, lexicon)
    whole_noun = lexicon.count_nouns.match(lower, found.numeral.end)
    if whole_noun and " " in whole_noun[1]:
        named = whole_noun[1]  # "ba mẹ con" is no "ba mẹ"
    said = f"{surface} {named}"
    if f"{found.last} {said}" in sets["word_idioms"]:
        return True  # "mỗi xã một sản phẩm"
    return said in sets["word_idioms"] or bool(lexicon.idiom_right.match(lower, found.numeral.end))


def _unit_said(lower: str, found: Candidate, lexicon: Lexicon) -> str:
    """The unit as it is written, a time with its half ("năm rưỡi")."""
    end = found.unit_end
    if found.unit is not None and found.unit.kind == "time":
        end = half_of_unit(lower, end, lexicon.numerals) or end
    return lower[found.numeral.end : end].strip()


def _is_five(lower: str, found: Candidate, lexicon: Lexicon) -> bool:
    """Whether "năm" is five, and no year."""
    unit, last = found.unit, found.last
    aged = unit is not None and unit.kind == "age" and unit.id == "month"  # "từ năm tháng tuổi"
    if unit is not None and (aged or unit.kind in ("money", "percent", "physical")):
        return last not in lexicon.words["yearly"]  # "hằng năm độ mặn cao nhất rơi vào tháng 4"
    if unit is not None and unit.kind == "time":
        return _is_five_of_time(lower, found.unit_end, _unit_said(lower, found, lexicon), unit, last, lexicon)
    if unit is not None and (last in lexicon.words["multiply"] or last in lexicon.modifiers_before):
        return True  # "gấp năm lần", "khoảng năm lần"
    reached = " ".join(found.words[-2:]) in lexicon.words["five_after"]
    return found.counted and (reached or last not in lexicon.words["year_left"])


def _is_five_of_time(lower: str, end: int, named: str, unit: Unit, last: str, lexicon: Lexicon) -> bool:
    """ "hơn năm năm", "chờ năm phút": five of them, where "năm tháng" is "the years" and "mỗi năm giờ" each year."""
    if named in lexicon.numerals.doubtful or last in lexicon.words["five_left"]:
        behind = next_word(lower, end)
        return unit.id != "month" or (behind is not None and behind[0] in lexicon.words["five_work"])
    return unit.id in lexicon.words["five_times"] and last not in lexicon.words["year_left"]


def _counts_nothing(cursor: Cursor, found: Candidate, surface: str) -> bool:
    """Whether neither a unit nor a noun that could be counted stands behind the number word."""
    lexicon, numeral, noun = cursor.lexicon, found.numeral, found.noun
    if found.unit is not None or found.counted or found.last in lexicon.words["multiply"]:
        return False
    if found.last in lexicon.words["beyond"] and lexicon.joints.aged_group.search(
        cursor.view.lower, max(0, numeral.start - _AGED), numeral.start
    ):
        return False
    if noun is None:
        quoted = cursor.view.lower[numeral.end : numeral.end + 2] in _QUOTES  # "hàng trăm “ông chủ” nhỏ"
        cased, start = cursor.view.cased, numeral.start
        if quoted and (cased[start].islower() or at_sentence_start(cased, start)):
            return False
        return numeral.vague or surface.count(" ") <= 1  # three number words and more are no idiom
    if noun[0] in lexicon.not_a_noun or (not numeral.vague and lexicon.stop.fullmatch(noun[0])):
        return True
    capital = cursor.view.cased[noun[1] : noun[2]]
    acronym = len(capital) > 1 and capital.isupper()
    if capital[0].isupper() and not acronym and noun[0] not in lexicon.words["capital_nouns"]:
        return True
    return surface in lexicon.words["seldom_a_number"] or "\n" in cursor.view.lower[numeral.end : noun[1]]


def _is_article(cursor: Cursor, found: Candidate) -> bool:
    """Whether "một" counts nothing: it counts behind "mỗi" and "chỉ", behind a bound, and among other counts."""
    lexicon, sets = cursor.lexicon, cursor.lexicon.words
    words, unit, last = found.words, found.unit, found.last
    each = _of_each(words, lexicon)
    often = unit is not None and unit.kind in ("times", "time")  # "mỗi ngày một lần", "mỗi người một ngày lương"
    if (found.counted or often) and each and last not in sets["is"] and last not in sets["locative"]:
        return False
    near = set(phrases(words, 3))
    only = last in sets["one_left"] or sets["only"] & near or (found.counted and _only_before(words, sets))
    if only and not sets["not_one_left"] & {*near, *phrases(words[:-1], 2)}:
        return False
    if (found.counted or unit is not None) and _enumerated(cursor, found):
        return False
    if any(lexicon.modifiers_before.get(phrase, ("",))[0] == "at_least" for phrase in near):
        return False  # "ít nhất là một năm"
    if unit is not None and unit.kind == "time" and last in sets["per_times"] and sets["each"].intersection(words[-2:]):
        return False  # "mỗi năm một tháng lương"
    if found.counted and lexicon.joints.harmed.match(cursor.view.lower, found.numeral.end):
        return False  # "làm một người chết"
    if unit is not None and unit.kind in ("time", "age") and last in sets["one_time_left"]:
        return False
    if unit is not None and half_of_unit(cursor.view.lower, found.unit_end, lexicon.numerals):
        return False  # "một tiếng rưỡi"
    if unit is not None and unit.id == "day" and _and_night(cursor.view.lower, found, sets):
        return False
    if unit is not None and (unit.kind == "percent" or last in lexicon.modifiers_before):
        return False
    compares = len(words) > 1 and words[-2] in sets["comparative"]  # "lớn hơn một cánh tay"
    return last not in lexicon.modifiers_before or last in sets["locative"] or compares


def _and_night(lower: str, found: Candidate, sets: Mapping[str, frozenset[str]]) -> bool:
    """ "đắp đê một ngày đêm": a day and its night are always counted."""
    behind = next_word(lower, found.unit_end)
    return behind is not None and behind[0] in sets["and_night"]


def _only_before(words: list[str], sets: Mapping[str, frozenset[str]]) -> bool:
    """ "chỉ đăng ký một thuê bao", "chỉ giữ lại một đầu mối": an "only" up to three words before."""
    for at, word in enumerate(reversed(words)):
        if word in sets["only_far"]:
            return (
                sets["not_one_far"].isdisjoint((*words[-at - 1 :], *words[: len(words) - at - 1][-1:]))
                and at <= _ONLY_REACH
            )
        if word[-1] in ",;.:":
            return False
    return False


def _of_each(words: list[str], lexicon: Lexicon) -> bool:
    """ "mỗi nhà một con bò"; not "mỗi tháng, một công nhân nhận được 4 triệu"."""
    sets = lexicon.words
    if sets["each"].isdisjoint(words[:-1]) or not sets["not_each"].isdisjoint(words):
        return False  # "mỗi một xã" is each
    return not words[-1].endswith(",")


def _enumerated(cursor: Cursor, found: Candidate) -> bool:
    """ "3 máy trộn và một máy ủi", "trong đó một trẻ": one of several counts."""
    sets, words = cursor.lexicon.words, found.words
    if " ".join(words[-2:]) in sets["among"] or " ".join(words[-3:]) in sets["among"]:
        return True
    lower = cursor.view.lower
    if cursor.quantities:
        last = cursor.quantities[-1]
        between = lower[cursor.view.from_text(last.end) : found.numeral.start]
        together = found.noun is not None and found.noun[0] in sets["company"] and found.last in sets["along"]
        joined = found.last in sets["and"] or " ".join(words[-2:]) in sets["and"]
        if (joined or together) and len(between) <= _NEAR and not _SENTENCE.search(between):
            return True
        if (
            last.high > 1
            and last.unit == "item"
            and found.unit is None
            and (_IN_BRACKET.fullmatch(between) or _two_ones(lower, between, found))
        ):
            return True
        if last.high == 1 and not between.strip():
            return True
        if found.noun is not None and last.noun == found.noun[0] and _in_same_place(cursor, last, found, between):
            return True
    ahead = cursor.lexicon.joints.and_number.match(lower, found.numeral.end)
    return ahead is not None and (ahead[1] in cursor.lexicon.numerals.digits or ahead[1].isdigit())


def _in_same_place(cursor: Cursor, last: Quantity, found: Candidate, between: str) -> bool:
    """ "cầu hai nhịp, cầu một nhịp": as many of the same behind the same word."""
    if len(between) > _NEAR or _SENTENCE.search(between):
        return False
    return left_words(cursor.view.lower, cursor.view.from_text(last.start))[-1:] == [found.last]


def _two_ones(lower: str, between: str, found: Candidate) -> bool:
    """ "2 người con, một gái một trai": two ones behind the count that they break down."""
    start, end = found.numeral.start, found.noun_span[1]
    one = lower[start : found.numeral.end]
    return _BROKEN_DOWN.fullmatch(between) is not None and lower.startswith((f" {one} ", f" và {one} "), end)


def _points(lower: str, end: int, lexicon: Lexicon) -> bool:
    """ "mấy chuyện đó": whether a pointing word stands right behind the noun."""
    behind = lower[end : end + 24].split()
    return len(behind) > 1 and behind[1].rstrip(".,;:") in lexicon.words["demonstrative"]
