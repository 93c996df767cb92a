"""Numbers that belong to the name before them: "Văn Thánh 2", "tàu SAR 411", "46 Tràng Thi"."""

from __future__ import annotations

import itertools
import re

from mttq_extract.figures.candidate import Candidate
from mttq_extract.figures.cursor import Cursor
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.numerals import Numeral
from mttq_extract.figures.scan import Word, at_sentence_start, next_word

_PLACE_LIST = re.compile(r"[,;]\s(?:và\s)?(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s){1,4}\d")
_PLACE_LIST_BEFORE = re.compile(r"\d[,;]\s(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s){1,4}$")
_LIST_ITEM = re.compile(r"(?:[,;]|\svà)\s(?:và\s)?(?:[A-ZĐÀ-Ỹ][\w.]*\s){1,4}$")
_LIST_REACH = 40  # characters from the last count of a list to the joint behind it
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_CELL = re.compile(r"[ \t]+(?:\d|-[ \t]*(?:[\d\n-]|$))")  # a table row: the next column follows
_ROW = re.compile(r"[^\W_][^\n]{0,80}?\s[\d.,]*\d%?$")
_ENUMERATED = re.compile(r"(?:, ?(\d{1,2})){0,20}(?:, ?| và )(\d{1,2})(?![\d.,/%]*\d)")
_NUMBERED_PLACES = re.compile(r"(?:, \d{1,2}){2,20}, [A-ZĐÀ-Ỹ]")  # "các quận nóng: 2, 8, 12, Bình Tân"
_MEMBERS = re.compile(r"\d{1,3}(?:(?:[,;] ?|[,;]? và )\d{1,3}){1,19}(?![\d.,/%]*\d|\s?%)")
_MEMBERS_BEFORE = re.compile(r"(?: [^\W\d_]+){0,3} ?(?:\(|: ?|là |gồm:? |\(gồm:? |\(số |là:? số |gồm các số )")
_INTEGER = re.compile(r"\d+")
_AGAIN = 2  # times that a name with the same number makes it a name


def name_rule(cursor: Cursor, found: Candidate) -> str | None:
    """The rule by which a bare integer of nothing counted belongs to a name beside it, or None."""
    cased, lexicon = cursor.view.cased, cursor.lexicon
    numeral, noun, last = found.numeral, found.noun, found.last
    if is_house_number(cased, found, lexicon):
        return "name.address"
    if _NUMBERED_PLACES.match(cased, numeral.end):
        return "name.numbered"
    if _names_members(cursor, numeral):
        return "ordinal.part"
    if not last or not last[-1].isalpha() or last in lexicon.words["not_a_name"] or last in lexicon.words["tests"]:
        return None
    begin = _word_before(cased, numeral.start, last)
    acronym = len(last) > 1 and cased[begin : begin + len(last)].isupper()
    if acronym and last not in lexicon.words["counting_acronyms"] and not _in_row(cursor, numeral):
        return "name.numbered"
    nothing = noun is None or not lexicon.may_be_noun(noun[0])
    if nothing or _is_shouted(cased, noun):
        capital = begin > 0 and cased[begin].isupper() and not at_sentence_start(cased, begin)
        if capital and not _in_table(cursor, numeral):
            return "name.numbered"
    if last in lexicon.words["before_bare"]:
        return None
    if nothing and lexicon.numbered_head.search(" ".join(found.words)):
        return "name.institution"
    if nothing and _counts_up(cursor.view.lower, numeral):
        return "name.numbered"
    return "name.again" if cursor.named_again(last, numeral.digits) >= _AGAIN else None


def _names_members(cursor: Cursor, numeral: Numeral) -> bool:
    """ "còn 3 tiêu chí (10, 11, 17)": as many numbers as were counted of a kind that has numbers."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    found = _MEMBERS.match(lower, numeral.start)
    if found is None or not cursor.quantities or lexicon.counted_at(lower, found.end()):
        return False
    last = cursor.quantities[-1]
    begin, end = cursor.view.from_text(last.noun_start), cursor.view.from_text(last.noun_end)
    if last.noun is None or lower[begin:end] not in lexicon.left:
        return False
    between = lower[cursor.view.from_text(last.end) : numeral.start]
    return last.low == len(_INTEGER.findall(found.group())) and _MEMBERS_BEFORE.fullmatch(between) is not None


def is_house_number(cased: str, found: Candidate, lexicon: Lexicon) -> bool:
    """ "46 Tràng Thi", "35 Hồ Học Lãm": two capitalised words behind a number that nothing before makes a count."""
    noun, last = found.noun, found.last
    if noun is not None and noun[0] in lexicon.words["roads"] and _on_road(cased, found, lexicon):
        return True
    if noun is None or (found.counted and noun[0] not in lexicon.words["street_nouns"]):
        return False
    word = cased[noun[1] : noun[2]]
    if found.counted and " " in cased[slice(*found.noun_span)]:
        return False  # "1 Bà mẹ Việt Nam Anh hùng"
    if not word[0].isupper() or (len(word) > 1 and word.isupper()):
        return False
    second = next_word(cased, noun[2])
    if noun[0] in lexicon.numerals.digits and second is not None and second[0][:1].isupper():
        return True  # "49 Hai Bà Trưng"
    joined = last in lexicon.words["and"] and not found.counted  # "ở 12 Lê Lợi và 78 Trương Định"
    counts = (last in lexicon.words["counts_left"] and not joined) or last in lexicon.modifiers_before
    return second is not None and second[0][:1].isupper() and not counts


def _on_road(cased: str, found: Candidate, lexicon: Lexicon) -> bool:
    """ "chung cư 105 đường Lê Lợi": a number right before a road with a name of two words."""
    first = next_word(cased, found.noun_span[1])
    second = next_word(cased, first[2]) if first else None
    if first is None or second is None or not (first[0][0].isupper() and second[0][0].isupper()):
        return False
    return found.last not in lexicon.words["counts_left"] and found.last not in lexicon.modifiers_before


def _is_shouted(cased: str, noun: Word | None) -> bool:
    return noun is not None and len(noun[0]) < 4 and cased[noun[1] : noun[2]].isupper()


def _word_before(cased: str, start: int, last: str) -> int:
    """Where the word right before `start` begins."""
    begin = start
    while begin and cased[begin - 1] == " ":
        begin -= 1
    return max(0, begin - len(last))


def _in_table(cursor: Cursor, numeral: Numeral) -> bool:
    """Whether the number stands in a row or list of places with numbers ("Hòa Sơn 12, Ba Ngòi 9")."""
    return _in_row(cursor, numeral) or _goes_on_list(cursor, numeral)


def _in_row(cursor: Cursor, numeral: Numeral) -> bool:
    cased = cursor.view.cased
    if cursor.last_rule.startswith("name") and numeral.start - cursor.last_end <= _LIST_REACH // 2:
        return False  # "tàu SAR41, SAR 273"
    return bool(
        _PLACE_LIST.match(cased, numeral.end)
        or _CELL.match(cased, numeral.end)
        or _ends_a_row(cursor.view.lower, numeral.end)
        or _PLACE_LIST_BEFORE.search(cased, max(0, numeral.start - 40), numeral.start)
    )


def _goes_on_list(cursor: Cursor, numeral: Numeral) -> bool:
    """ "Kiên Giang 9 (chiếm 8%), Hà Nội 7": a name behind the joint of a list whose last item was a count."""
    cased = cursor.view.cased
    joint = _LIST_ITEM.search(cased, max(0, numeral.start - 40), numeral.start)
    if joint is None or not cursor.quantities or cursor.last_rule.startswith(("name", "ordinal")):
        return False  # "tàu Hòn Mun 2 và Bến Nghé 1"
    between = cased[cursor.view.from_text(cursor.quantities[-1].end) : joint.start()]
    return len(between) <= _LIST_REACH and not _SENTENCE_END.search(between)


def _ends_a_row(lower: str, end: int) -> bool:
    """Whether the number ends its line and a line beside it ends in a number too: the last column of a table."""
    stop = lower.find("\n", end)
    if lower[end : stop if stop >= 0 else len(lower)].strip():
        return False
    begin = lower.rfind("\n", 0, end)
    before = lower[max(0, lower.rfind("\n", 0, max(0, begin))) : max(0, begin)]
    after = lower[stop + 1 : lower.find("\n", stop + 1)] if stop >= 0 and lower.find("\n", stop + 1) >= 0 else ""
    return any(_ROW.match(line.strip()) for line in (before, after))


def _counts_up(lower: str, numeral: Numeral) -> bool:
    """ "nhà máy 1, 2 và 3": small numbers that go up one by one name things of one kind."""
    found = _ENUMERATED.match(lower, numeral.end)
    if found is None or numeral.high > 9:
        return False
    run = [int(numeral.high), *(int(n) for n in re.findall(r"\d+", found.group()))]
    return all(after == before + 1 for before, after in itertools.pairwise(run))
