"""The lines of a printed page in reading order, whichever way its text is turned, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from mttq_extract.read.pdf_lines import PageLine
from mttq_extract.read.pdf_raised import Box, Piece, without_note_marks

_HYPHENS = str.maketrans({"\u0002": "-", "\ufffe": "-"})  # how PDFium writes the one at the end of a line
_MOST_RECTANGLES = 1_000
_FEWEST = 5  # lines that run over the gap between columns before they are taken apart
_GAP = 9.0  # points between columns
_FULL = 0.6  # of its width that the lines of a column fill on average: cells of tables do not
_MIDDLE = (0.25, 0.75)  # of the width of the text, where the gap is looked for


def page_lines(page: Any) -> tuple[list[PageLine], bool]:
    """The lines of a page, and whether its text runs the way the page is turned."""
    lines, turn = _read(page, None)
    as_shown = turn == page.get_rotation()
    if not as_shown:  # PDFium orders lines by the way the page is turned: sideways, the last would come first
        page.set_rotation(turn)
        lines, _ = _read(page, turn)
    return lines, as_shown


def _read(page: Any, turn: int | None) -> tuple[list[PageLine], int]:
    """The lines of a page whose text is turned by so many degrees (None: to be found out), and that turn."""
    text_page = page.get_textpage()
    try:
        found: list[Piece] = []
        at = 0
        for raw in text_page.get_text_range(errors="ignore").split("\n"):
            text = raw.rstrip("\r")
            if text.strip():
                first = at + len(text) - len(text.lstrip())
                last = at + len(text.rstrip()) - 1
                found.append(Piece(text.strip(), first, _charbox(text_page, first), _charbox(text_page, last)))
            at += len(raw) + 1
        turn = _direction([(piece.begin, piece.end) for piece in found], page.get_rotation()) if turn is None else turn
        width, height = page.get_size()
        if page.get_rotation() in (90, 270):
            width, height = height, width  # of the sheet as it lies in the file, where boxes are measured
        if turn == 0:
            found = without_note_marks(text_page, found)
        lines = [_line(piece.text, _around(piece.begin, piece.end), turn, width, height) for piece in found]
        return _in_columns(text_page, lines) if turn == 0 else lines, turn
    finally:
        text_page.close()


def _charbox(text_page: Any, index: int) -> Box:
    import pypdfium2

    try:
        left, bottom, right, top = text_page.get_charbox(index)
    except (pypdfium2.PdfiumError, IndexError):
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top


def _around(first: Box, last: Box) -> Box:
    """The box of a line, from those of its first and last characters."""
    if not any(first) or not any(last):
        return 0.0, 0.0, 0.0, 0.0
    return min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3])


def _direction(ends: Sequence[tuple[Box, Box]], default: int) -> int:
    """By how many degrees most text is turned against the sheet: 0, or 90 when it runs upwards, and so on."""
    lengths = dict.fromkeys((0, 90, 180, 270), 0.0)
    for first, last in ends:
        across, up = last[0] - first[0], last[1] - first[1]
        if abs(across) >= abs(up):
            lengths[0 if across >= 0 else 180] += abs(across)
        else:
            lengths[90 if up >= 0 else 270] += abs(up)
    best = max(lengths, key=lambda turn: lengths[turn])
    return best if lengths[best] > 0 else default


def _line(text: str, box: Box, turn: int, width: float, height: float) -> PageLine:
    """A line with its place from the left and the top of the sheet as it is read."""
    left, bottom, right, top = box
    text = text[:-1].translate(_HYPHENS) + text[-1:]
    if turn == 90:
        return PageLine(text, bottom, top, left, right, width)
    if turn == 180:
        return PageLine(text, width - right, width - left, bottom, top, height)
    if turn == 270:
        return PageLine(text, height - top, height - bottom, width - right, width - left, width)
    return PageLine(text, left, right, height - top, height - bottom, height)


def _in_columns(text_page: Any, lines: list[PageLine]) -> list[PageLine]:
    """The lines of a page, those that run over the gap between two columns of prose taken apart."""
    count = text_page.count_rects()
    if len(lines) < _FEWEST or not len(lines) < count <= _MOST_RECTANGLES:
        return lines
    height = lines[0].height
    pieces = [text_page.get_rect(index) for index in range(count)]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    low, high = (left + share * (right - left) for share in _MIDDLE)
    # Right ends of pieces are where a gap may begin.
    for begin in sorted({round(piece[2], 1) for piece in pieces if low <= piece[2] <= high}):
        end = min((piece[0] for piece in pieces if piece[0] >= begin), default=right)
        if end - begin < _GAP:
            continue
        over = [line for line in lines if line.left < begin - _GAP and line.right > end + _GAP]
        split = [line for line in over if not any(_crosses(piece, line, begin, end) for piece in pieces)]
        if len(split) < _FEWEST:
            continue
        columns = [_column(text_page, pieces, split, side, begin, height) for side in ("left", "right")]
        if all(_is_prose(column) for column in columns):
            return _replaced(lines, split, columns)
    return lines


def _crosses(piece: Box, line: PageLine, begin: float, end: float) -> bool:
    """Whether a piece of a line runs over the gap."""
    return piece[0] < begin - 1 and piece[2] > end - 1 and _beside(piece, line)


def _beside(piece: Box, line: PageLine) -> bool:
    middle = line.height - (piece[1] + piece[3]) / 2
    return line.top - 1 <= middle <= line.bottom + 1


def _column(
    text_page: Any, pieces: Sequence[Box], split: Sequence[PageLine], side: str, gap: float, height: float
) -> list[PageLine]:
    """The lines of one column, from the pieces on its side."""
    out: list[PageLine] = []
    for line in split:
        mine = [p for p in pieces if _beside(p, line) and (p[0] < gap) == (side == "left")]
        if not mine:
            continue
        box = (min(p[0] for p in mine), min(p[1] for p in mine), max(p[2] for p in mine), max(p[3] for p in mine))
        text = text_page.get_text_bounded(box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1, errors="ignore")
        if text := " ".join(text.split()):
            out.append(_line(text, box, 0, 0.0, height))
    return out


def _is_prose(column: Sequence[PageLine]) -> bool:
    """Whether the lines of a column are full, and hold words."""
    if len(column) < _FEWEST:
        return False
    left, right = min(line.left for line in column), max(line.right for line in column)
    filled = sum(line.right - line.left for line in column) / len(column)
    return filled >= _FULL * (right - left) and sum(line.text.count(" ") for line in column) >= 3 * len(column)


def _replaced(
    lines: Sequence[PageLine], split: Sequence[PageLine], columns: Sequence[Sequence[PageLine]]
) -> list[PageLine]:
    """The page with the columns, one behind the other, where the lines that held both stood."""
    out: list[PageLine] = []
    gone = set(map(id, split))
    for together, group in groupby(lines, key=lambda line: id(line) in gone):
        run = list(group)
        if not together:
            out += run
            continue
        top, bottom = run[0].top - 1, run[-1].bottom + 1
        out += [line for column in columns for line in column if top <= (line.top + line.bottom) / 2 <= bottom]
    return out
