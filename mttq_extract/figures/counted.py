"""The whole noun behind a number: a word of several syllables, and the noun that a classifier takes."""

from __future__ import annotations

import re

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.scan import Word

_SYLLABLE = re.compile(r" ([^\W\d_]+)")


def whole_noun(lower: str, noun: Word, span: tuple[int, int], lexicon: Lexicon) -> tuple[int, int]:
    """Where the counted noun lies whose first syllable is `noun` and that is known to reach over `span`.

    It goes on to the end of its word ("8 bộ trưởng", "100 kỹ thuật viên"); a classifier takes the word behind it
    ("4 sự lựa chọn", "9 con heo"), one of people only a counted noun ("5 em học sinh", but "5 em tham gia").
    """
    start, end = span
    whole = max(end, lexicon.compounds.end_of(lower, noun[1], noun[2])) if start == noun[1] else end
    if whole != noun[2] or not (noun[0] in lexicon.classifiers or noun[0] in lexicon.takes_noun):
        return start, whole
    behind = _SYLLABLE.match(lower, whole)
    if behind is None or lexicon.stop.match(lower, behind.start(1)):
        return start, whole
    counted = lexicon.count_nouns.match(lower, whole)
    known = counted.end() if counted else whole
    if noun[0] not in lexicon.of_people:
        word = lexicon.compounds.end_of(lower, *behind.span(1))
        known = max(known, word if word > behind.end(1) else whole)
    return start, known
