"""Bytes to stored text: encodings are decoded, nothing is cleaned."""

from __future__ import annotations

import codecs
import unicodedata

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


def decode(data: bytes) -> str:
    """Decode a whole file, by its byte order mark or as UTF-8; the mark is removed.

    Raises UndecodableError for binary data and for bytes that are not in that encoding.
    """
    length, encoding = byte_order_mark(data)
    # The mark stays in what is decoded, so that the position of a bad byte is its position in the file.
    text = decode_bytes(data, encoding)
    return text[1:] if length else text


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
