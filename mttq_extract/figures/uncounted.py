"""Number words that count nothing: names, years, idioms, and "một" as an article."""

from __future__ import annotations

import re

from mttq_extract.figures.cursor import Cursor
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.numerals import Numeral
from mttq_extract.figures.scan import alone_on_line, at_sentence_start, phrases
from mttq_extract.text.view import View

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.;!?\n]")


def is_name(view: View, start: int, words: list[str], lexicon: Lexicon) -> bool:
    """A number word with a capital inside a sentence, or behind a title, is part of a name."""
    first = _WORD.match(view.lower, start)
    if first is None or first.group() in lexicon.numerals.before_scale:
        return False  # "con số hàng trăm nghìn hộ"
    if words and words[-1] in lexicon.words["name_left"]:
        sets = lexicon.words
        before = words[-2] if len(words) > 1 else ""
        return before not in sets["each_left"] and f"{before} {words[-1]}" not in sets["no_name_left"]
    if not view.cased[start].isupper():
        return False
    following = view.cased[start : start + 24].split()
    if len(following) > 1 and following[1][:1].isupper() and not following[1].isupper():
        counted = lexicon.count_nouns.match(view.lower, first.end())
        return counted is None or " " not in counted[1] or not at_sentence_start(view.cased, start)  # "Hai Chủ tịch"
    return not at_sentence_start(view.cased, start)


def word_rule(
    cursor: Cursor,
    numeral: Numeral,
    words: list[str],
    unit: Unit | None,
    unit_end: int,
    counted: bool,
    noun: tuple[str, int, int] | None,
) -> str | None:
    """Why a number word does not count here, or None."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    surface = lower[numeral.start : numeral.end]
    last = words[-1] if words else ""
    if (
        surface in lexicon.numerals.half_alone
        and noun is None
        and unit is None
        and last not in lexicon.modifiers_before
    ):
        return "word.uncounted"
    if numeral.scaled or numeral.of is not None or numeral.rule in ("words.multiple", "words.half"):
        return None
    if surface in lexicon.words["how_many"] and _points(lower, numeral.end, lexicon):
        return "word.idiom"
    if alone_on_line(lower, numeral.start, numeral.end):
        whole = lower.strip(" \n.;") == surface
        return None if whole or surface not in lexicon.numerals.doubtful else "word.year"
    if (
        surface in lexicon.words["how_many"]
        and last in lexicon.words["vague_left"]
        and (not counted or last in lexicon.words["negation"])
    ):
        return "word.idiom"
    whole_noun = lexicon.count_nouns.match(lower, numeral.end)
    named = noun[0] if noun else lower[numeral.end : unit_end].strip()
    if whole_noun and " " in whole_noun[1]:
        named = whole_noun[1]  # "ba mẹ con" is no "ba mẹ"
    if f"{surface} {named}" in lexicon.words["word_idioms"] or lexicon.idiom_right.match(lower, numeral.end):
        return "word.idiom"
    if surface in lexicon.words["article"]:
        return "article.one" if _is_article(cursor, numeral, words, unit, counted) else None
    if surface in lexicon.numerals.half_alone and noun is not None and noun[0] in lexicon.words["not_half"]:
        return "word.uncounted"
    if last in lexicon.words["both"] and lexicon.numerals.digits.get(surface, 0) > 1 and not counted:
        return None if surface not in lexicon.numerals.doubtful else "word.year"  # "cả hai đều học giỏi"
    if surface in lexicon.numerals.doubtful:
        if unit is not None and unit.kind in ("money", "percent", "physical"):
            return None
        if unit is not None and unit.kind == "time":
            return None if _five_of_time(lower[numeral.end : unit_end].strip(), unit, last, lexicon) else "word.year"
        if unit is not None and last in lexicon.words["multiply"]:
            return None
        if not counted or last in lexicon.words["year_left"]:
            return "word.year"
        return None
    if unit is None and not counted and last not in lexicon.words["multiply"]:
        if noun is None and not numeral.vague and surface.count(" ") > 1:
            return None  # three number words and more are no idiom
        if noun is None or noun[0] in lexicon.not_a_noun or (not numeral.vague and lexicon.stop.fullmatch(noun[0])):
            return "word.uncounted"
        capital = cursor.view.cased[noun[1] : noun[2]]
        acronym = len(capital) > 1 and capital.isupper()
        proper = capital[0].isupper() and not acronym and noun[0] not in lexicon.words["capital_nouns"]
        if proper or surface in lexicon.words["seldom_a_number"] or "\n" in lower[numeral.end : noun[1]]:
            return "word.uncounted"
    return None


def _five_of_time(named: str, unit: Unit, last: str, lexicon: Lexicon) -> bool:
    """ "hơn năm năm", "chờ năm phút": five of them, where "năm tháng" is "the years" and "mỗi năm giờ" each year."""
    if named in lexicon.numerals.doubtful or last in lexicon.words["five_left"]:
        return unit.id != "month"
    return unit.id in lexicon.words["five_times"] and last not in lexicon.words["year_left"]


def _is_article(cursor: Cursor, numeral: Numeral, words: list[str], unit: Unit | None, counted: bool) -> bool:
    """Whether "một" counts nothing: it counts behind "mỗi" and "chỉ", behind a bound, and among other counts."""
    lexicon, sets = cursor.lexicon, cursor.lexicon.words
    last = words[-1] if words else ""
    each = sets["each"].intersection(words) and not sets["not_each"].intersection(words)
    if counted and each and last not in sets["is"] and last not in sets["locative"]:
        return False
    near = set(phrases(words, 3))
    if (last in sets["one_left"] or sets["only"] & near) and not sets["not_one_left"] & {
        *near,
        *phrases(words[:-1], 2),
    }:
        return False
    if (counted or unit is not None) and _enumerated(cursor, numeral, words):
        return False
    if unit is not None and unit.kind in ("time", "age") and last in sets["one_time_left"]:
        return False
    if unit is not None and (unit.kind == "percent" or last in lexicon.modifiers_before):
        return False
    compares = len(words) > 1 and words[-2] in sets["comparative"]  # "lớn hơn một cánh tay"
    return last not in lexicon.modifiers_before or last in sets["locative"] or compares


def _enumerated(cursor: Cursor, numeral: Numeral, words: list[str]) -> bool:
    """ "3 máy trộn và một máy ủi", "trong đó một trẻ": one of several counts."""
    if " ".join(words[-2:]) in cursor.lexicon.words["among"] or " ".join(words[-3:]) in cursor.lexicon.words["among"]:
        return True
    lower = cursor.view.lower
    if words and words[-1] in cursor.lexicon.words["and"] and cursor.quantities:
        last = cursor.quantities[-1]
        between = lower[cursor.view.from_text(last.end) : numeral.start]
        if len(between) <= 60 and not _SENTENCE.search(between):
            return True
    ahead = cursor.lexicon.joints.and_number.match(lower, numeral.end)
    return ahead is not None and (ahead[1] in cursor.lexicon.numerals.digits or ahead[1].isdigit())


def _points(lower: str, end: int, lexicon: Lexicon) -> bool:
    """ "mấy chuyện đó": whether a pointing word stands right behind the noun."""
    behind = lower[end : end + 24].split()
    return len(behind) > 1 and behind[1].rstrip(".,;:") in lexicon.words["demonstrative"]
