"""A view of a text for matching: characters folded one to one, so that offsets into the text stay true."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass

# The zeros of the scripts with decimal digits of their own, those beyond the sixteen-bit plane left out: each is
# followed by its one to nine.
_ZEROS = (
    *(0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20),
    *(0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50),
    *(0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10),
)
# One character each way, so lengths never change. Sources: Unicode names of the characters press texts confuse.
_CODES = {
    0x00D0: "Đ",  # LATIN CAPITAL LETTER ETH, typed for Đ
    0x0189: "Đ",  # LATIN CAPITAL LETTER AFRICAN D
    **dict.fromkeys([0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFE63, 0xFF0D], "-"),
    **dict.fromkeys([0x2044, 0x2215, 0xFF0F], "/"),
    0xFF05: "%",
    0x2028: "\n",
    0x2029: "\n",
    0x85: "\n",
    0x0D: "\n",
    **{zero + d: str(d) for zero in _ZEROS for d in range(10)},
}
_FOLD = {chr(code): plain for code, plain in _CODES.items()}
# Beyond that plane everything is looked at: a table of its digits would slow the search down everywhere else.
_FOLDED = re.compile(f"[{''.join(map(re.escape, _FOLD))}\U00010000-\U0010ffff]")
# What a view leaves out, and remembers where: characters that print nothing, and blanks beyond the first.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a-\u202e"
_ODD_BLANKS = "\t\u00a0\u2000-\u200a\u202f\u3000"
_LEFT_OUT = re.compile(f"[{_UNSEEN}]+|(?<=[ {_ODD_BLANKS}])[ {_ODD_BLANKS}]+")
# Few texts have any. The plain blank, which is everywhere, is looked for apart: a search of a rare set runs through.
_RARE = re.compile(f"[{_UNSEEN}{_ODD_BLANKS}]")

# Two spellings of one syllable: the tone mark on the first vowel ("hòa") or on the second ("hoà"). Views always
# carry the first, which also reads the slip "đòan" for "đoàn".
_TONES = {
    plain + marked: toned + second
    for plain, second, marks in (("o", "a", "àáảãạ"), ("o", "e", "èéẻẽẹ"), ("u", "y", "ỳýỷỹỵ"))
    for marked, toned in zip(marks, "òóỏõọ" if plain == "o" else "ùúủũụ", strict=True)
}
_FIRSTS: dict[str, str] = {}
for _pair in _TONES:
    _FIRSTS[_pair[0]] = _FIRSTS.get(_pair[0], "") + _pair[1]
_SECOND = re.compile("|".join(f"{first}[{seconds}]" for first, seconds in _FIRSTS.items()))


def _plain(found: re.Match[str]) -> str:
    """What a view shows for one character."""
    char = found[0]
    if plain := _FOLD.get(char):
        return plain
    digit = unicodedata.decimal(char, None)  # "𝟏𝟐 triệu", as posts write it
    return char if digit is None else str(digit)


def stored(text: str) -> str:
    """Give the text as it is stored: NFC, line ends as "\\n", nothing else changed.

    >>> stored("Hòa\\r\\n")
    'Hòa\\n'
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def fold_tones(lower: str) -> str:
    """Put the tone mark of open oa, oe, uy syllables where views carry it; the length stays.

    >>> fold_tones("uỷ ban hoà giải, đoàn")
    'ủy ban hòa giải, đòan'
    """
    return _SECOND.sub(lambda found: _TONES[found[0]], lower)


_OPEN = {old: new for new, old in _TONES.items()}  # "òa" -> "oà"
_CLOSED = re.compile(rf"(?<=q)(?:{'|'.join(_OPEN)})|(?:{'|'.join(_OPEN)})(?=[^\W\d_])")


def spelled(lower: str) -> str:
    """Put the tone mark back where people write it: on the second vowel behind q and in closed syllables.

    >>> spelled("qũy, tòan dân đòan kết, hòa giải, ủy ban, qúy")
    'quỹ, toàn dân đoàn kết, hòa giải, ủy ban, quý'
    """
    return _CLOSED.sub(lambda found: _OPEN[found[0]], lower)


@dataclass(frozen=True, slots=True)
class View:
    """The text prepared for matching.

    `cased` keeps upper case, `lower` is lower case with folded tones; both have the same length. `kept` maps view
    offsets to text offsets, or is None when they are the same.
    """

    text: str
    cased: str
    lower: str
    kept: array[int] | None = None

    @classmethod
    def of(cls, text: str) -> View:
        """Build the view of a stored text.

        >>> View.of("Ðại đoàn kết 1\\u00a0000").lower
        'đại đòan kết 1 000'
        """
        kept: array[int] | None = None
        source = text
        if "  " in text or (_RARE.search(text) and _LEFT_OUT.search(text)):
            kept = array("q")
            at, pieces = 0, []
            for gap in _LEFT_OUT.finditer(text):
                kept.extend(range(at, gap.start()))
                pieces.append(text[at : gap.start()])
                at = gap.end()
            kept.extend(range(at, len(text) + 1))
            source = "".join([*pieces, text[at:]])
        cased = _FOLDED.sub(_plain, source)
        lower = cased.lower()
        if len(lower) != len(cased):  # a few foreign capitals grow ("İ"): keep those as they are
            lower = "".join(low if len(low := c.lower()) == 1 else c for c in cased)
        return cls(text, cased, fold_tones(lower), kept)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a half-open, non-empty view span into a text span."""
        if self.kept is None:
            return start, end
        return self.kept[start], self.kept[end - 1] + 1

    def from_text(self, offset: int) -> int:
        """Translate a text offset into the view offset of the same or the next kept character."""
        return offset if self.kept is None else bisect_left(self.kept, offset)
