"""The publication date that an article prints about itself: at its top, in its dateline or in its signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mttq_extract.entities.dates import DateMention
from mttq_extract.text.view import View

_TOP = 700
_BOTTOM = 400
_LINE_MOST = 80
_LEAD_MOST = 30
_SIGNED_MOST = 70
_ZONE_MOST = 8
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}")
_NUMBERED = re.compile(r"\s*số\s*:?\s*[\d.…]*\s*[-/]\s*[^\s\d][^\s,]*\s+")
_UP_TO = re.compile(r"(?<!\w)(?:đến|tới|từ|trước|sau|hết|hạn)(?:\s+(?:hết|trước|sau))?(?:\s+ngày)?\s*$")
_DASHED = re.compile(r"\s*[-|:]\s")


def dateline(view: View, mentions: Sequence[DateMention]) -> date | None:
    """Give the publication date an article prints: on a line near its top, before its first words, or under its end.

    `mentions` are its dates in text order; None when no line says so beyond doubt.
    """
    found = printed(view, mentions)
    period = found.period() if found else None
    return period.start if period else None


def printed(view: View, mentions: Sequence[DateMention]) -> DateMention | None:
    """Give the mention that prints the publication date, or None."""
    for mention in mentions[:8]:
        if mention.start > _TOP:
            break
        if _is_day(mention) and (_alone(view, mention) or _opens_lead(view, mention)):
            return mention
    last = [m for m in mentions[-4:] if _is_day(m) and m.start > len(view.lower) - _BOTTOM and _signs(view, m)]
    return last[0] if len(last) == 1 else None


def _is_day(mention: DateMention) -> bool:
    return {"d1", "m1", "y1"} <= mention.parts.keys() and "d2" not in mention.parts


def _line(view: View, mention: DateMention) -> tuple[str, str]:
    """What stands before and behind the date on its line."""
    begin = view.lower.rfind("\n", 0, mention.start) + 1
    end = view.lower.find("\n", mention.end)
    return view.lower[begin : mention.start], view.lower[mention.end : end if end >= 0 else len(view.lower)]


def _alone(view: View, mention: DateMention) -> bool:
    before, behind = _line(view, mention)
    if before.endswith("(") and before.strip() != "(":
        return False  # a story listed with its date
    if _UP_TO.search(before):
        return False  # "(Tính đến 15/7/2024)": what is told, not when it is printed
    if sum(c.isalpha() for c in behind) > _ZONE_MOST or behind.rstrip().endswith((".", "!", "?")):
        return False  # a sentence goes on
    numbered = _NUMBERED.match(
        before
    )  # "Số: 5/BC-MTTQ   Hòa Lam, ngày 3 tháng 2 năm 2031": two columns of a letterhead
    length = len(before) + len(behind) - (numbered.end() if numbered else 0)
    clock = _CLOCK.search(before) or _CLOCK.search(behind) or _CLOCK.search(view.lower, mention.start, mention.end)
    return length + mention.end - mention.start <= _LINE_MOST and (clock is not None or length <= _LEAD_MOST)


def _opens_lead(view: View, mention: DateMention) -> bool:
    """ "ABC - 07/04/2020 - Sáng …": an outlet or a place, the date, a dash, then the first words."""
    before, behind = _line(view, mention)
    return len(before) <= _LEAD_MOST and before.rstrip().endswith(("-", ",", "|")) and _DASHED.match(behind) is not None


def _signs(view: View, mention: DateMention) -> bool:
    """A short last line that ends with the date: author, outlet or place before it."""
    before, behind = _line(view, mention)
    if _UP_TO.search(before):
        return False
    named = before.rstrip().endswith((",", "-", "ngày", "(", ")")) or not before.strip()
    return named and len(before) <= _SIGNED_MOST and behind.strip(" ).") == "" and not re.search(r"\d", before)
