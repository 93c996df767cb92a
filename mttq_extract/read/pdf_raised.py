"""Marks of notes on a printed page: small signs above the line, which its text layer sets right behind the words."""

from __future__ import annotations

import ctypes
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from mttq_extract.read.note_marks import is_note_mark

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the lower left corner."""

_DIGITS = frozenset("0123456789")
_SIGNS = _DIGITS | frozenset("()[],;*")
_SMALL = 0.9  # of the height of the letters before it
_RISE = 0.15  # of that height, between the feet of letters and sign
_LETTERS = 8  # that are measured: among them is a tall one


class Piece(NamedTuple):
    """What a text layer gives as one line: the place of its first character, and the boxes of its first and last."""

    text: str
    first: int
    begin: Box
    end: Box


def without_note_marks(text_page: Any, pieces: list[Piece]) -> list[Piece]:
    """The lines of an upright page without the marks of notes; a line that broke off at a raised sign goes on."""
    out: list[Piece] = []
    foot: float | None = None  # of the line that ended with a raised sign
    for piece in pieces:
        text, last = _unmarked(text_page, piece)
        level = foot is not None and abs(_foot(text_page, piece.first) - foot) < 1
        if out and level and piece.begin[0] > out[-1].begin[0]:
            joint = " " if piece.first and _is_blank(text_page, piece.first - 1) else ""
            out[-1] = out[-1]._replace(text=f"{out[-1].text}{joint}{text}", end=piece.end)
        else:
            out.append(piece._replace(text=text))
        foot = None if last is None else _foot(text_page, last)
    return [piece for piece in out if piece.text]


def _unmarked(text_page: Any, piece: Piece) -> tuple[str, int | None]:
    """The text of a line without marks; where a raised sign ends it, also the place of the last one on the line."""
    line, first = piece.text, piece.first
    if _SIGNS.isdisjoint(line):
        return line, None
    raised = [False] * len(line)
    level: list[int] = []  # places of the last characters on the line
    for place, char in enumerate(line):
        if char in _SIGNS and level:
            raised[place] = _is_raised(text_page, first + place, level[-_LETTERS:], small=char in _DIGITS)
        elif char.isspace():
            raised[place] = raised[place - 1]
        if not raised[place] and not char.isspace():
            level.append(first + place)
    out, at = "", 0
    for up, group in groupby(raised):
        part = line[at : at + len(list(group))]
        at += len(part)
        mark = up and is_note_mark(out, part, line[at:])
        out += part[len(part.rstrip()) :] if mark else part
    return out, level[-1] if raised[-1] and level else None


def _is_raised(text_page: Any, index: int, level: list[int], *, small: bool) -> bool:
    rise = _foot(text_page, index) - _foot(text_page, level[-1])
    if rise <= 0:
        return False
    tall = max(_height(text_page, one) for one in level)
    return rise > _RISE * tall and (not small or 0 < _height(text_page, index) < _SMALL * tall)


def _foot(text_page: Any, index: int) -> float:
    """Where the line stands on which a character is set, in points from the lower edge of the sheet."""
    import pypdfium2.raw

    x, y = ctypes.c_double(), ctypes.c_double()
    pypdfium2.raw.FPDFText_GetCharOrigin(text_page, index, x, y)
    return y.value


def _height(text_page: Any, index: int) -> float:
    _, bottom, _, top = text_page.get_charbox(index)
    return float(top - bottom)


def _is_blank(text_page: Any, index: int) -> bool:
    import pypdfium2.raw

    return chr(pypdfium2.raw.FPDFText_GetUnicode(text_page, index)) in " \u00a0"
