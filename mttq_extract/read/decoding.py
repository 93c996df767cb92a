"""Bytes to stored text: encodings are decoded, nothing is cleaned."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mttq_extract.read.legacy import Legacy

_LATIN = re.compile("[\u0080-\u00ff]")
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ĐđƠơƯưĂă]")

# UTF-32 first: its little-endian mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UndecodableError(ValueError):
    """The bytes are not text in an encoding that is read; the message is for the user."""


LONGEST = 15_000_000
"""Characters of the longest text that is taken for one article: a whole yearbook has fewer, a dump of articles more."""


def byte_order_mark(head: bytes) -> tuple[int, str]:
    """The length of the byte order mark at the start of `head` and the encoding it stands for.

    >>> byte_order_mark(b"plain")
    (0, 'utf-8')
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return len(mark), encoding
    return 0, "utf-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and, where it was not simply Unicode, a note for people that says what was converted."""

    text: str
    notes: tuple[str, ...] = ()


def converted_note(label: str) -> str:
    """What a reader says when it converted an old encoding."""
    return f"đã chuyển mã {label} sang Unicode (converted from {label})"


def decode(data: bytes, legacy: Callable[[], Legacy]) -> Decoded:
    """Decode a whole file, by its byte order mark, as UTF-8 or from an encoding that was used before Unicode.

    The mark is removed. `legacy` is asked only for bytes that are no UTF-8 and for letters no Vietnamese text has.
    Raises UndecodableError for binary data and for bytes that are in none of the encodings.
    """
    length, encoding = byte_order_mark(data)
    try:
        # The mark stays in what is decoded, so that the position of a bad byte is its position in the file.
        text = decode_bytes(data, encoding)[1 if length else 0 :]
    except UndecodableError:
        found = None if length else _unmarked_wide(data, legacy) if b"\0" in data else legacy().decode(data)
        if found is None:
            raise
        text, label = found
        return Decoded(text, (converted_note(label),))
    return repaired(text, legacy)


def repaired(text: str, legacy: Callable[[], Legacy]) -> Decoded:
    """A decoded text, converted where it holds the letters of an old encoding saved as Unicode."""
    if not may_be_legacy(text):
        return Decoded(text)
    text, label = legacy().repair(text)
    return Decoded(text, (converted_note(label),) if label else ())


def may_be_legacy(text: str) -> bool:
    """Whether a text holds so few letters that only Vietnamese has that another encoding is worth a thought.

    >>> may_be_legacy("Uû ban Maët traän Toå quoác"), may_be_legacy("Ủy ban Mặt trận Tổ quốc")
    (True, False)
    """
    sample = text[:20_000]
    odd = len(_LATIN.findall(sample))
    return odd > 0 and odd > 2 * len(_VIETNAMESE.findall(sample))


def _unmarked_wide(data: bytes, legacy: Callable[[], Legacy]) -> tuple[str, str] | None:
    """UTF-16 without its mark: every other byte of the blanks and line ends is zero, and words come out."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share, words = legacy().syllables.share(text[:20_000], marked=False)
        if words >= 4 and share >= 0.6 and "\0" not in text:
            return text, encoding.upper()
    return None


def decode_bytes(data: bytes, encoding: str, *, offset: int = 0) -> str:
    """Decode in one encoding; `offset` is where `data` begins in its file, for the message.

    Raises UndecodableError as `decode` does.
    """
    if encoding == "utf-8" and b"\0" in data:
        at = offset + data.index(b"\0")
        raise UndecodableError(f"file nhị phân, không phải văn bản: byte 0x00 ở vị trí {at} (binary file)")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(
            f"không phải {encoding.upper()}: byte 0x{data[error.start]:02X} ở vị trí {offset + error.start} "
            f"(invalid {encoding.upper()}); hãy đổi file sang UTF-8, "
            "ví dụ: iconv -f WINDOWS-1258 -t UTF-8 FILE > FILE.utf8.txt"
        ) from error


def stored_text(text: str) -> str:
    """The text as it is stored and as offsets count it: NFC, and "\\r\\n" as "\\n".

    >>> stored_text("ba\\u0300i\\r\\n")
    'bài\\n'
    """
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n")


def unstorable(text: str) -> str | None:
    """Why a decoded text cannot be stored (half a surrogate pair, a NUL, longer than any article), or None.

    >>> unstorable("bài") is None
    True
    """
    if len(text) > LONGEST:
        return (
            f"dài {len(text):,} ký tự, quá {LONGEST:,}: không phải một bài báo; hãy tách thành từng bài, "
            "hoặc dùng .jsonl mỗi dòng một bài (too long for one article)"
        )
    if "\0" in text:
        return f"có ký tự NUL (U+0000) ở vị trí {text.index(chr(0))}"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"có nửa cặp surrogate ở vị trí {error.start} (lone surrogate)"
    return None
