"""Tables that Markdown draws with pipes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mttq_extract.read.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mttq_extract.read.reading import Reading

_RULE = re.compile(r"\s*+(?:\|\s*+)?+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)++\|?\s*+")
_CELL = re.compile(r"(?<!\\)\|")


def with_tables(text: str, reading: Reading) -> Draft | None:
    """The text with its pipe tables rendered row by row; None when it has none with a rule under its heads.

    Lines of other text keep their words; blank lines are left out, as in every text that is put together.
    """
    lines = text.split("\n")
    if not any(map(_RULE.fullmatch, lines)):
        return None
    draft = Draft()
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        grid = [_cells(line) for line in lines[at:end] if not _RULE.fullmatch(line)]
        if end > at and reading.grids.is_data(grid):
            draft.add_rows(reading.grids.lines(grid, reading.grids.units.above(draft.above())))
        else:
            end = max(end, at + 1)
            for line in lines[at:end]:
                draft.add(line)
        at = end
    return draft


def _end(lines: Sequence[str], at: int) -> int:
    """The end of the table whose heads stand at a line; `at` when none do."""
    if at + 1 >= len(lines) or "|" not in lines[at] or not _RULE.fullmatch(lines[at + 1]):
        return at
    end = at + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _cells(line: str) -> list[str]:
    """The cells of a row.

    >>> _cells(r"| Xã Đông | 1\\|2 | 5 |")
    ['Xã Đông', '1|2', '5']
    """
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.replace("\\|", "|").strip(" *") for cell in _CELL.split(inner)]
