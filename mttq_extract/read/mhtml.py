"""Web archives (.mhtml, .mht), as browsers save a page with its pictures in one file."""

from __future__ import annotations

import email
import io
from email import policy
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import byte_order_mark
from mttq_extract.read.html import read_html
from mttq_extract.read.limits import MOST_FILE, TooLargeError, read_whole
from mttq_extract.read.source import ReadFailure, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mttq_extract.read.reading import Reading
    from mttq_extract.types import Record


def read_mhtml(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """Read the page of a web archive as one article; its address is the one that it was saved from."""
    try:
        with source.open() as stream:
            data = read_whole(stream, MOST_FILE)
    except TooLargeError as error:
        yield ReadFailure(source.path, str(error))
        return
    page = _page(data)
    if page is None:
        yield ReadFailure(source.path, "file .mhtml hỏng hoặc không có trang nào (no page in the web archive)")
        return
    yield from read_html(Source(source.path, source.name, lambda: io.BufferedReader(io.BytesIO(page))), reading)


def _page(data: bytes) -> bytes | None:
    """The page among the parts: the one that stands where the archive was saved from, else the first."""
    message = email.message_from_bytes(data, policy=policy.compat32)
    address = str(message.get("Snapshot-Content-Location") or "").strip()
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    own = [part for part in pages if address and part.get("Content-Location") == address]
    for part in own or pages:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            noted = address.startswith(("http://", "https://")) and not byte_order_mark(content)[0]
            # The way browsers note an address in pages they save: the reader of pages finds it there.
            return (f"<!-- saved from url=({len(address):04}){address} -->\n".encode() if noted else b"") + content
    return None
