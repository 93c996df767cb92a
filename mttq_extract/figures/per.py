"""What a rate is for each of: "50 triệu đồng/căn", "mỗi suất 500.000 đồng", "62 km một giờ"."""

from __future__ import annotations

import re
from typing import NamedTuple

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.text.view import spelled

_EACH = "mỗi "
_CLAUSE = re.compile(r"[.;:\n]")
_REACH = 72  # characters
_NEAR = 32  # characters to a "mỗi" behind an amount
_NUMBER = re.compile(r"\s*(?:năm|là)?[\s:]*\d")
_MOST = 3  # nouns behind one amount: "người/tháng/năm"


class Per(NamedTuple):
    """What an amount is for each of, where the words for it end, and whether a slash ties them to the amount."""

    noun: str | None
    end: int
    tied: bool = False


def per_after(lower: str, end: int, measured: bool, lexicon: Lexicon) -> Per:
    """The nouns behind slashes, "mỗi" or "một" ("người/năm"); `measured` tells an amount from a count."""
    names, stop = [], end
    while found := lexicon.joints.slash.match(lower, stop):
        if not measured and found.group()[0] == " ":  # "24 quận / huyện" are two names of what is counted
            break
        noun, behind = _whole(lower, found.start(1), found.end(1), lexicon)
        if noun in lexicon.words["plans"] and (lower[end - 1] == "%" or _NUMBER.match(lower, behind)):
            break  # "45 nhà/KH 40 nhà", "112,5%/KH"
        stop = behind
        names.append(noun)
    tied = stop
    while len(names) < _MOST and (found := lexicon.joints.each_after.match(lower, stop)):
        if (
            found["next"]
            or (found["thing"] and not measured)
            or (found["gap"] and not _is_thing(found, names, lexicon))
        ):
            break
        noun, stop = _whole(lower, found.start("noun"), found.end("noun"), lexicon)
        names.append(noun)
    return Per(spelled("/".join(names)) or None, stop, tied=stop == tied > end)


def _is_thing(found: re.Match[str], names: list[str], lexicon: Lexicon) -> bool:
    """Whether the words between an amount and its "mỗi" only say what there is so much of."""
    words = found["gap"].split()
    words = [word for word in words if word not in lexicon.words["per_gap"]]
    return not names and not any(lexicon.stop.fullmatch(word) or word in lexicon.numerals.digits for word in words)


def per_before(lower: str, last: int, start: int, measured: bool, lexicon: Lexicon) -> str | None:
    """The noun behind "mỗi" earlier in the clause: "bình quân mỗi nhà được hỗ trợ 30 triệu đồng".

    `last` is where the amount before ends; what stands right behind that belongs to it ("7% mỗi năm, nay là 9 tỷ").
    """
    left = lower[max(0, start - _REACH) : start]
    if not lexicon.each_left_of.search(left):
        return None
    if last >= start - _REACH:
        taken = per_after(lower, last, measured, lexicon).end
        left = lower[taken:start] if taken > last else left
    clause = _CLAUSE.split(left)[-1]
    begin = max(0, clause.rfind(_EACH))  # "mỗi nhà một việc" behind "mỗi người một tay"
    found = lexicon.joints.each_before.search(clause, begin) or (
        lexicon.joints.yearly_before.search(clause) if measured else None
    )
    if not found:
        return None
    noun = spelled(_whole(clause, found.start(1), found.end(1), lexicon)[0])
    wider = lexicon.joints.each_before.search(clause[:begin]) if noun in lexicon.words["per_times"] else None
    if wider:  # "mỗi xã mỗi tháng 2 triệu"
        return joined(spelled(_whole(clause, wider.start(1), wider.end(1), lexicon)[0]), noun, lexicon)
    return noun


def joined(before: str | None, after: str | None, lexicon: Lexicon) -> str | None:
    """Of what each by both: "mỗi thôn 2 triệu đồng một năm" is for each village and year ("thôn/năm")."""
    times = lexicon.words["per_times"]
    if before and after and after in times and before not in times:
        return f"{before}/{after}"
    return after or before


def _whole(lower: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, int]:
    """The longest counted noun or word that begins at `start`, else the syllable start..end."""
    found = lexicon.count_nouns.match(" " + lower[start : start + 32])
    stop = max(end, start + found.end() - 1 if found else end, lexicon.compounds.end_of(lower, start, end))
    return lower[start:stop], stop
