"""What a rate is for each of: "50 triệu đồng/căn", "mỗi suất 500.000 đồng"."""

from __future__ import annotations

import re
from typing import NamedTuple

from mttq_extract.figures.lexicon import Lexicon

_CLAUSE = re.compile(r"[.;:\n]")


class Per(NamedTuple):
    """What an amount is for each of, where the words for it end, and whether a slash ties them to the amount."""

    noun: str | None
    end: int
    tied: bool = False


def per_after(lower: str, end: int, lexicon: Lexicon) -> Per:
    """The noun behind a slash or behind "mỗi"; several slashes are kept ("người/năm")."""
    found = lexicon.joints.slash.match(lower, end)
    if found:
        names, stop = [], end
        while found:
            noun, stop = _whole(lower, found.start(1), found.end(1), lexicon)
            names.append(noun)
            found = lexicon.joints.slash.match(lower, stop)
        return Per("/".join(names), stop, tied=True)
    found = lexicon.joints.each_after.match(lower, end)
    if found:
        return Per(*_whole(lower, found.start(2), found.end(2), lexicon))
    return Per(None, end)


def per_before(lower: str, start: int, lexicon: Lexicon) -> str | None:
    """The noun behind "mỗi" earlier in the clause: "bình quân mỗi nhà được hỗ trợ 30 triệu đồng"."""
    left = lower[max(0, start - 72) : start]
    if not any(word in left for word in lexicon.words["each"]):
        return None
    clause = _CLAUSE.split(left)[-1]
    found = lexicon.joints.each_before.search(clause)
    if not found:
        return None
    return _whole(clause, found.start(1), found.end(1), lexicon)[0]


def _whole(lower: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, int]:
    """The longest counted noun that begins at `start`, else the word start..end."""
    found = lexicon.count_nouns.match(" " + lower[start : start + 32])
    if found and found.end() - 1 >= end - start:
        stop = start + found.end() - 1
        return lower[start:stop], stop
    return lower[start:end], end
