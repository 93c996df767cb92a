"""Raised signs that point to a note: set behind a number they would be read as its last digits."""

from __future__ import annotations

import re

_MARK = re.compile(r"[\s,;]*[(\[]?\s*(?:[1-9]\d?|\*{1,3}|[†‡])(?:\s*[,;]\s*[1-9]\d?)*\s*[)\]]?[\s,;]*")
_POWER = re.compile(r"(?:(?<![^\W\d_])[kdcmh]?m|[x×.]\s*10)$", re.IGNORECASE)
_CLOCK = re.compile(r"\d\s*[hg]$", re.IGNORECASE)
_FRACTION = ("/", "\u2044")


def is_note_mark(before: str, raised: str, after: str = "") -> bool:
    """Whether a raised text is the mark of a note and no part of what it stands behind.

    >>> is_note_mark("xây 125", "1"), is_note_mark("sửa 48", "(2)"), is_note_mark("tổng kinh phí 3,6 tỷ đồng.", "3, 4")
    (True, True, True)
    >>> is_note_mark("rộng 1.200 m", "2"), is_note_mark("từ 7h", "30"), is_note_mark("được 1", "1", "/2 mẫu")
    (False, False, False)
    """
    if _MARK.fullmatch(raised) is None or after.lstrip().startswith(_FRACTION):
        return False
    before = before.rstrip()
    power = (raised.strip() in ("2", "3") and before[-1:].isalpha()) or before.endswith("10")
    return not (power and _POWER.search(before)) and _CLOCK.search(before) is None
