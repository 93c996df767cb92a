"""The words that bound or blur a number, before and behind it."""

from __future__ import annotations

import re

from mttq_extract.figures.lexicon import BEFORE_WORDS, Lexicon
from mttq_extract.figures.scan import left_words, next_word, phrases

_CLAUSE = re.compile(r"[.,;:\n]")
_MOST_BETWEEN = 3  # words between a modifier and its number
_NEGATION_REACH = 60  # characters
_ESTIMATE_REACH = 80  # characters
_SUSPENSE = ("…", "...", "&")  # the last is what some feeds make of an ellipsis
_BOUNDS = ("more_than", "at_least", "less_than", "at_most")


def modifier_before(
    lower: str, start: int, end: int, words: list[str], noun: str, small: bool, lexicon: Lexicon
) -> tuple[str, int]:
    """Give the modifier before `start`, behind `words`, and where its words begin (`start` when there are none).

    Several modifiers may stand together; one that bounds wins over one that blurs, the first of two bounds wins.
    `end` is where the quantity ends; `noun` is the word counted and `small` whether the number could number places:
    "trên 5 tuyến đường".
    """
    near = words
    if not words and lower[start - 1 : start] == "\n":  # a wrapped line: "hơn" may end the line before
        words = left_words(lower, start - 1)
    multiplied = 1 if words and words[-1] in lexicon.words["multiply"] else 0
    words = words[:-1] if multiplied else words  # "gần gấp đôi"
    if words and words[-1].endswith(_SUSPENSE):
        words = [*words[:-1], words[-1].rstrip("&….")]  # "xấp xỉ… 25 tỷ đồng"
    found, taken, skipped = "exact", 0, 0
    last_skipped = ""
    while words:
        ends = words[-1] in lexicon.modifier_ends
        hit = _longest(lower, start, words, noun, small, lexicon) if ends else None
        if multiplied and words[-1] in lexicon.words["surplus"] and (hit is None or hit[0] != "at_most"):
            break  # "vượt gấp đôi kế hoạch"
        if hit is None:
            # "ước tính lên đến 2,3 tỷ": words between count only when a modifier turns up behind them
            if (taken and found != "about") or skipped == _MOST_BETWEEN or words[-1] not in lexicon.words["connectors"]:
                break
            words, skipped, last_skipped = words[:-1], skipped + 1, words[-1]
            continue
        id_, size = hit
        if words[-1] in lexicon.words["locative"] and _pointed_at(lower, end, lexicon):
            break  # "trên 12 km này"
        if " ".join(words[-size:]) in lexicon.words["latest"] and (behind := next_word(lower, end)):
            id_ = "at_least" if behind[0] in lexicon.words["ahead_of"] else id_  # "chậm nhất 7 ngày trước khi họp"
        if skipped and id_ not in ("about", "at_least", "at_most"):
            break
        superlative = " ".join(words[-2:]) in lexicon.words["superlatives"]
        # "giải cao nhất là 1 xe đạp", "cao nhất là 66 tuổi"
        named = last_skipped in lexicon.words["is"] and (
            noun or lower[start:end].endswith(tuple(lexicon.words["ages"]))
        )
        if skipped and superlative and (named or last_skipped not in lexicon.words["bound_connector"]):
            break
        if words[-1] in lexicon.words["surplus"] and (
            lexicon.compared.match(lower, end)
            or lexicon.joints.of_plan.match(lower, end)
            or lexicon.joints.traversed.match(lower, end)
        ):
            break  # "vượt 148 căn so với chỉ tiêu"
        if found == "exact" or (found == "about" and id_ in _BOUNDS):
            found = id_
        words, taken, skipped = words[:-size], taken + size + skipped, 0
    if not taken:
        return _said_before(lower, start, near, lexicon), start
    begin = start
    for _ in range(taken + multiplied):
        while begin and lower[begin - 1].isspace():
            begin -= 1
        while begin and not lower[begin - 1].isspace():
            begin -= 1
    return found, begin


def _said_before(lower: str, start: int, words: list[str], lexicon: Lexicon) -> str:
    """A bound or an estimate that is said earlier in the clause: "mức tối đa đối với cán bộ là 9 triệu"."""
    if words and words[-1] in lexicon.words["is"]:
        bound = lexicon.joints.bound_of.search(lower, max(0, start - _NEGATION_REACH), start)
        if bound:
            return lexicon.modifiers_before[bound[1]][0]
    if not lexicon.words["bound_far"].isdisjoint(words):
        bound = lexicon.joints.bound_far.search(lower, max(0, start - _NEGATION_REACH), start)
        if bound:
            return lexicon.modifiers_before[bound[1]][0]
    if words and words[-1] in lexicon.words["estimate_ends"]:
        return "exact"
    if lexicon.joints.estimated_head.search(lower, max(0, start - _ESTIMATE_REACH), start):
        return "about"
    return "about" if _estimated(words, lexicon) else "exact"


def _estimated(words: list[str], lexicon: Lexicon) -> bool:
    """ "Ước thu mỗi ngày 840 triệu": an estimate said before the number, with no other number or comma between."""
    if lexicon.words["estimated"].isdisjoint(words):
        return False
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word in lexicon.words["estimated"]:
            return words[at + 1 : at + 2] == [] or words[at + 1] not in lexicon.words["wishes"]
        if word[-1] in ",;)" or word[0].isdigit():
            return False
    return False


def _longest(
    lower: str, start: int, words: list[str], noun: str, small: bool, lexicon: Lexicon
) -> tuple[str, int] | None:
    """The longest modifier that ends the words: its id and its size in words."""
    for phrase in phrases(words, BEFORE_WORDS):
        known = lexicon.modifiers_before.get(phrase)
        if known is None:
            continue
        id_, unless_before = known
        size = phrase.count(" ") + 1
        before = words[-size - 1] if len(words) > size else ""
        if not unless_before.isdisjoint(phrases(words[:-size], 2)):
            return None  # "tốc độ", "cao hơn", "hoạt động trên"
        if phrase in lexicon.units and before[-1:].isdigit():
            return None  # "6 độ 50 phút"
        if phrase in lexicon.words["negatable"] and _negated(lower, start, lexicon):
            id_ = "at_most"  # "không để quá 48 giờ"
        if small and phrase in lexicon.words["locative"] and noun in lexicon.words["locative_nouns"]:
            return None
        return id_, size
    return None


def _pointed_at(lower: str, end: int, lexicon: Lexicon) -> bool:
    behind = next_word(lower, end)
    return behind is not None and behind[0] in lexicon.words["this"]


def _negated(lower: str, start: int, lexicon: Lexicon) -> bool:
    """Whether the clause before `start` says no ("không để người mất trong nhà quá 48 giờ")."""
    clause = _CLAUSE.split(lower[max(0, start - _NEGATION_REACH) : start])[-1]
    return bool(lexicon.words["negation"].intersection(clause.split()))


def modifier_after(lower: str, end: int, lexicon: Lexicon) -> str | None:
    """Give the modifier behind a number, its unit and up to four words ("80% hộ dân trở lên", "điểm thi 7,0+")."""
    if lower.startswith(("+", " +"), end) and not lower[end + 1 : end + 4].strip(" +")[:1].isalnum():
        return "at_least"
    after = lexicon.after_at.match(lower, end)
    if after is None or lexicon.words["since_to"].intersection(after.group().split()):
        return None  # "35.000 đồng/con từ bốn tháng tuổi trở lên"
    return lexicon.modifiers_after[" ".join(after[1].split())]
