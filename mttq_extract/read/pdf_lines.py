"""Lines of printed pages back to paragraphs: where a line is full, the next one goes on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

_EDGE = 0.09  # of the height of a page, above and below which running heads stand
_MARGIN = 0.065  # of the height of a page, where no text begins: 55 points of A4
_FULL = 0.88  # of the width of its column that a line takes when the paragraph goes on
_INDENT = 8.0  # points
_SAME_COLUMN = 45.0  # points between the beginnings of lines of one column
_COLUMN = 5  # lines that begin at one place make a column
_BULLET = re.compile(r"(?:[-–—+•*▪●■]|\d{1,2}(?:\.\d{1,2})*[.)/]|[IVXLC]{1,6}[.)/]|[a-zđ][.)])\s")
_PAGE_NUMBER = re.compile(r"[-–—|]?\s*(?:trang|page)?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–—|]?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BROKEN = re.compile(r"[\u0002\u00ad\ufffe-]$")  # how PDFium writes the hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page; places are points from the left and from the top of a page `height` points high."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    height: float


Part: TypeAlias = PageLine | list[list[str]]
"""A line, or a table by row and column."""


def body_lines(pages: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """The pages without their numbers and without the heads and feet that come again and again."""
    seen = Counter(key for page in pages for key in {_key(p) for p in page if isinstance(p, PageLine) and _at_edge(p)})
    often = max(2, (len(pages) + 1) // 2)
    return [[part for part in page if not (isinstance(part, PageLine) and _runs(part, seen, often))] for page in pages]


def in_margin(page: Sequence[Part]) -> list[PageLine]:
    """The lines in the upper margin of a page, apart from those below: a running head, even on a single page."""
    lines = [part for part in page if isinstance(part, PageLine)]
    above = [line for line in lines if 0 < line.bottom < _MARGIN * line.height]
    below = [line.top for line in lines if line not in above]
    if not above or not below:
        return []
    apart = min(below) - max(line.bottom for line in above) > max(line.bottom - line.top for line in above)
    return above if apart else []


def _runs(line: PageLine, seen: Counter[str], often: int) -> bool:
    if not _at_edge(line):
        return False
    return _PAGE_NUMBER.fullmatch(line.text) is not None or seen[_key(line)] >= often


def _at_edge(line: PageLine) -> bool:
    return line.bottom < _EDGE * line.height or line.top > (1 - _EDGE) * line.height


def _key(line: PageLine) -> str:
    return _DIGITS.sub("0", line.text)


def paragraphs(pages: Iterable[Sequence[Part]]) -> Iterator[str | list[list[str]]]:
    """The paragraphs and tables of all pages in order; both go on over the ends of pages."""
    open_: list[PageLine] = []
    width: float = 0.0
    table: list[list[str]] | None = None
    for page in pages:
        lines = [part for part in page if isinstance(part, PageLine)]
        for number, part in enumerate(page):
            if isinstance(part, list):
                if open_:
                    yield _joined(open_)
                    open_ = []
                if table is not None and number == 0 and len(part[0]) == len(table[0]):
                    table += part[1:] if part[0] == table[0] else part
                    continue
                if table is not None:
                    yield table
                table = part
                continue
            if table is not None:
                yield table
                table = None
            if open_ and not _goes_on(open_, part, width, new_page=number == 0):
                yield _joined(open_)
                open_ = []
            open_.append(part)
            width = _column_right(part, lines)
    if open_:
        yield _joined(open_)
    if table is not None:
        yield table


def _column_right(line: PageLine, lines: Sequence[PageLine]) -> float:
    """Where the lines of the column of a line end; a headline over several columns is none of its lines."""
    next_column = min((one.left for one in lines if one.left > line.right and one.left > line.left + 100), default=None)
    limit = float("inf")
    if next_column is not None and sum(abs(one.left - next_column) < _INDENT for one in lines) >= _COLUMN:
        limit = next_column
    rights = (one.right for one in lines if abs(one.left - line.left) < _SAME_COLUMN and one.right <= limit)
    return max(rights, default=line.right)


def _goes_on(before: Sequence[PageLine], line: PageLine, width: float, *, new_page: bool) -> bool:
    """Whether a line belongs to the paragraph of the lines before it; `width` is where their column ends."""
    last = before[-1]
    if _BULLET.match(line.text):
        return False
    if last.right - last.left < _FULL * (width - last.left):
        # A short line ends a paragraph, unless the next begins in the middle of a sentence right under it.
        return line.text[:1].islower() and not new_page and not last.text.endswith((".", ";", ":", "!", "?"))
    if new_page or line.top < last.top:  # another page or column
        return not last.text.endswith((".", "!", "?", ":")) or line.text[:1].islower()
    if line.top - last.bottom > 1.2 * max(4.0, last.bottom - last.top):
        return False
    # The first line of a paragraph is indented, the second one is not.
    return not (line.left - last.left > _INDENT or (len(before) > 1 and line.left - before[1].left > _INDENT))


def _joined(lines: Sequence[PageLine]) -> str:
    """One paragraph; a hyphen at the end of a line stays, since Vietnamese breaks no words."""
    text = ""
    for line in lines:
        if not text:
            text = line.text
        elif _BROKEN.search(text) and text[-2:-1].isalnum() and line.text[:1].isalnum():
            text = _BROKEN.sub("-", text) + line.text
        else:
            text = f"{text} {line.text}"
    return text
