"""Texts from before Unicode: TCVN3, VNI, VISCII and windows-1258 are told apart by what they decode to."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.tables.loader import read_toml
from mttq_extract.tables.syllables import Syllables

if TYPE_CHECKING:
    from viparse.normalize.tables import Charmap

_SAMPLE = 20_000  # characters that decide; a text is in one encoding
_LEAST_BYTES = 4  # words beyond ASCII that must agree, when the bytes are no UTF-8 anyway
_LEAST_TEXT = 12  # the same when the text is valid Unicode: leaving it as it is must be the rule
_PLAUSIBLE = 0.85
_IMPLAUSIBLE = 0.4
_CP1252 = {b: bytes([b]).decode("cp1252") for b in range(0x80, 0xA0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
# Letters that Vietnamese never uses outside these encodings, and signs that press texts hold singly.
_SUSPECT = re.compile("[\u00a1-\u00bf\u00c3-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df"
                      "\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]")  # fmt: skip
_MIXED = re.compile("[a-zA-Z][\u0080-\u00ff]|[\u0080-\u00ff][a-zA-Z]")
_TWICE = re.compile("\u00e1[\u00ba\u00bb]")  # how nearly all letters with two marks begin, taken for windows-1252
_WIDE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """One encoding that lives in Latin-1 letters: the name for people, its fonts and its letters."""

    id: str
    label: str
    fonts: tuple[str, ...]
    capitals: tuple[str, ...]
    charmap: Charmap
    controls: bool = False

    def surface(self, data: bytes) -> str:
        """Bytes as the characters that `convert` takes."""
        text = data.decode("latin-1")
        return text if self.controls else text.translate(_CP1252)

    def convert(self, text: str, font: str = "") -> str:
        """The text in Unicode, NFC; `font` is the font it is set in, where that is known."""
        from viparse.normalize.tables import convert

        converted: str = convert(text, self.charmap)
        name = font.lower().lstrip()
        capital = name.endswith("h") and name.startswith(self.capitals) if self.capitals else False
        return converted.upper() if capital else converted


@dataclass(frozen=True, slots=True)
class Legacy:
    """The encodings from before Unicode; build it once with `Legacy.load`."""

    encodings: tuple[Encoding, ...]
    syllables: Syllables

    @classmethod
    def load(cls) -> Legacy:
        """Compile the table; loads viparse."""
        from viparse.normalize.encodings import CHARMAPS
        from viparse.normalize.tables import build_charmap

        return cls(
            tuple(
                Encoding(
                    row["id"],
                    row["label"],
                    tuple(row["fonts"]),
                    tuple(row["capitals"]),
                    build_charmap(row["id"], [*CHARMAPS[row["charmap"]].pairs, *map(tuple, row["extra"])]),
                    row["controls"],
                )
                for row in read_toml("legacy.toml")["encoding"]
            ),
            Syllables.load(),
        )

    def of_font(self, font: str | None) -> Encoding | None:
        """The encoding that a font implies (".VnTime", "VNI-Times"), or None."""
        name = (font or "").strip(" '\"").lower()
        name = re.sub(r"^[a-z]{6}\+", "", name)  # the tag of a font embedded in part
        return next((e for e in self.encodings if e.fonts and name.startswith(e.fonts)), None)

    def is_of(self, encoding: Encoding, text: str) -> bool:
        """Whether a text set in a font of an encoding is typed in it; Unicode text in such a font is not."""
        return not text.isascii() and _WIDE.search(text) is None

    def decode(self, data: bytes) -> tuple[str, str] | None:
        """Decode bytes that are no UTF-8: the text and the encoding's name for people, or None when none fits."""
        best: tuple[float, str, Encoding | None] | None = None
        for text, encoding in self._readings(data):
            share, words = self.syllables.share(text[:_SAMPLE])
            if words >= _LEAST_BYTES and share >= _PLAUSIBLE and (best is None or share > best[0]):
                best = share, text, encoding
        if best is None:
            return self._guessed(data)
        _, text, found = best
        return (text, "windows-1258") if found is None else (found.convert(found.surface(data)), found.label)

    def _readings(self, data: bytes) -> list[tuple[str, Encoding | None]]:
        out: list[tuple[str, Encoding | None]] = []
        with contextlib.suppress(UnicodeDecodeError):
            out.append((unicodedata.normalize("NFC", data.decode("cp1258")), None))
        return out + [(encoding.convert(encoding.surface(data[:_SAMPLE])), encoding) for encoding in self.encodings]

    def _guessed(self, data: bytes) -> tuple[str, str] | None:
        """What charset-normalizer says, when that reads as Vietnamese."""
        from charset_normalizer import from_bytes

        found = from_bytes(data[:200_000]).best()
        if found is None or found.encoding in ("utf_8", "ascii"):
            return None
        try:
            text = data.decode(found.encoding)
        except (UnicodeDecodeError, LookupError):
            return None
        share, words = self.syllables.share(text[:_SAMPLE])
        return (text, found.encoding) if words >= _LEAST_BYTES and share >= _PLAUSIBLE else None

    def in_text(self, text: str) -> Encoding | None:
        """The encoding whose letters a Unicode text holds instead of Vietnamese ones, or None: nearly always.

        Such a text comes from a file that was saved as UTF-8 by a program that knew nothing of its font.
        """
        sample = text[:_SAMPLE]
        suspects = len(_SUSPECT.findall(sample))
        if suspects < _LEAST_TEXT or suspects < 4 * len(_WIDE.findall(sample)):
            return None
        if self.syllables.share(sample)[0] >= _IMPLAUSIBLE:
            return None
        marked = " ".join(word for word in sample.split() if _MIXED.search(word))
        scored = [(*self.syllables.share(e.convert(marked), marked=False), e) for e in self.encodings]
        share, words, best = max(scored, key=lambda item: item[0])
        return best if words >= _LEAST_TEXT and share >= _PLAUSIBLE else None

    def repair(self, text: str) -> tuple[str, str | None]:
        """The text, converted where it was typed in another encoding's letters, and the name of that encoding."""
        if (once := decoded_twice(text)) is not None:
            return once, "UTF-8 / windows-1252"
        encoding = self.in_text(text)
        return (text, None) if encoding is None else (encoding.convert(text), encoding.label)


def decoded_twice(text: str) -> str | None:
    """The text whose UTF-8 was taken for windows-1252 and written as UTF-8 again; None when it is no such text.

    >>> decoded_twice("Máº·t tráº\u00adn Tá»\u2022 quá»\u2018c"), decoded_twice("Café, élèves")
    ('Mặt trận Tổ quốc', None)
    """
    if not _TWICE.search(text[:_SAMPLE]):
        return None
    try:
        data = b"".join(char.encode("latin-1" if ord(char) < 0x100 else "cp1252") for char in text)
        once = data.decode("utf-8")
    except UnicodeError:
        return None
    return once if len(_WIDE.findall(once)) >= _LEAST_BYTES else None
