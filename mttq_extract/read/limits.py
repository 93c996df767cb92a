"""How much of one input is taken into memory: what is larger is refused with the reason, never half read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Protocol

    class Readable(Protocol):
        """What gives bytes."""

        def read(self, size: int = -1, /) -> bytes:
            """At most `size` bytes."""


MOST_TEXT = 64_000_000
"""Bytes of a plain text file: what `decoding.LONGEST` characters can take."""

MOST_PAGE = 32_000_000
"""Bytes of a web page."""

MOST_FILE = 256_000_000
"""Bytes of a PDF or Word file, pictures and all."""

MOST_LINE = 128_000_000
"""Bytes of one line of JSONL."""


class TooLargeError(ValueError):
    """An input is larger than is taken; the message is for the user."""


def read_whole(stream: Readable, most: int) -> bytes:
    """All bytes of a stream; raises TooLargeError when there are more than `most`, having read no more than that."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise TooLargeError(
            f"file lớn hơn {most // 1_000_000} MB, quá lớn cho một bài; hãy tách thành từng bài (too large)"
        )
    return data
