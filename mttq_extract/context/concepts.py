"""What a figure counts, pays for or rates: the noun phrase of the text, in lower case."""

from __future__ import annotations

import re

from mttq_extract.context.frame import Frame
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.text.view import View

_WORD = re.compile(r"[^\W_]+(?:[-–][^\W\d_]+)*")
_GAP = re.compile(r"[ \t]+[“\"]?|[”\"]\s?")
_RATE = re.compile(r"(?:tỷ|tỉ) lệ [^,;.:()\d\n]{2,70}?(?=\s+(?:đạt|là|chiếm|lên|còn|ước|trên|hơn|từ|bình quân|tăng|giảm|xuống)(?!\w)|\s*$)")
_FUND = re.compile(r"(?<!\w)qu[ỹy] (?:[“\"][^”\"\n]{2,60}[”\"]|vì người nghèo|vắc[ -]xin[^,;.\d]{0,40}|phòng,? chống[^;.\d]{0,30}|cứu trợ|đền ơn đáp nghĩa|vì biển đảo[^,;.\d]{0,20})")
_MOST = 9


def concept_of(frame: Frame, view: View, kind: str, lexicon: Lexicon, previous: str | None) -> tuple[str | None, str]:
    """Give the concept and the evidence for it; `previous` is the concept of the quantity before in the sentence."""
    quantity = frame.quantity
    if kind == "money":
        return _money(frame, view, lexicon, previous)
    if kind == "percent":
        rate = None
        for rate in _RATE.finditer(frame.clause):
            pass
        if rate is not None and len(frame.clause) - rate.end() < 40:
            return _as_written(view, frame.start - len(frame.clause) + rate.start(), rate.end() - rate.start()), "rate"
        phrase = _phrase(view, frame.end, lexicon)
        if phrase:
            return phrase, "noun after"
        return previous, "restates"
    if kind == "time":
        return ("tuổi", "age") if "tuổi" in quantity.surface.lower() or ">age" in quantity.rule else (None, "")
    if kind == "physical" or kind == "times":
        return _phrase(view, frame.end, lexicon), "noun after"
    if quantity.noun_start < 0:
        return previous, "elliptic"
    return _phrase(view, view.from_text(quantity.noun_start), lexicon) or quantity.noun, "noun after"


def _money(frame: Frame, view: View, lexicon: Lexicon, previous: str | None) -> tuple[str | None, str]:
    fund = None
    for fund in _FUND.finditer(frame.scope):
        pass
    if fund is not None:
        return _as_written(view, _scope_start(frame, view) + fund.start(), fund.end() - fund.start()), "fund before"
    after = _FUND.search(frame.following)
    if after:
        return _as_written(view, frame.end + after.start(), after.end() - after.start()), "fund after"
    if previous:
        return previous, "with the count before"
    for word in (" cho ", " hỗ trợ ", " xây dựng ", " mua "):
        if frame.right.startswith(word):
            return _phrase(view, frame.end + len(word), lexicon), "purpose"
    return None, ""


def _scope_start(frame: Frame, view: View) -> int:
    near = frame.start
    if frame.quantity.modifier_start >= 0:
        near = view.from_text(frame.quantity.modifier_start)
    return near - len(frame.scope)


def _as_written(view: View, start: int, length: int) -> str:
    first, last = view.span(start, start + length)
    return view.text[first:last].strip().lower()


def _phrase(view: View, start: int, lexicon: Lexicon) -> str | None:
    """The noun phrase at `start`: words up to a function word, a number or punctuation."""
    lower, at, end, count = view.lower, start, start, 0
    gap = _GAP.match(lower, at)
    at = gap.end() if gap else at
    begin = at
    while count < _MOST:
        word = _WORD.match(lower, at)
        if word is None or (word.group()[0].isdigit() and not view.cased[word.start() - 1].isalpha()):
            break
        if count and lexicon.stop.match(lower, at):
            break
        if not count and word.group() in lexicon.not_a_noun:
            return None
        end, count = word.end(), count + 1
        gap = _GAP.match(lower, end)
        if gap is None:
            break
        at = gap.end()
    if not count:
        return None
    return _as_written(view, begin, end - begin).replace("“", "").replace("”", "")
