"""What a heading looks like: a short line without a stop at its end."""

from __future__ import annotations

_LONGEST = 119
_CLOSED = '.;,!?”"'


def may_head(line: str) -> bool:
    """Whether a line may head what follows.

    >>> may_head("II. Kết quả đạt được"), may_head("Đã trao 20 suất quà."), may_head(" ")
    (True, False, False)
    """
    said = line.rstrip()
    return len(line) <= _LONGEST and bool(said) and said[-1] not in _CLOSED
