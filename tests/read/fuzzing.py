"""Fuzzing of every reader: whatever the bytes are, a record that can be stored or a reason comes out, in time."""

from __future__ import annotations

import gzip
import io
import time
import unicodedata
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from mttq_extract.read import ReadFailure
from mttq_extract.read.paths import read_sources
from mttq_extract.read.reading import Reading
from mttq_extract.read.source import Source
from tests.read.files import PROSE, in_encoding, packed, web_archive, with_macros, word, workbook
from tests.read.pages import FAMILIES, STORIES
from tests.read.printed import drawn, printed

TABLE = [["Đơn vị", "Nhà (căn)"], ["Thôn Đông", "5"]]
SLOW = 20.0
"""Seconds that no input of a few kilobytes may take, on a machine under load."""


def seeds() -> dict[str, list[bytes]]:
    """Good files of every format, to be damaged."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        docx = word(folder / "a.docx", PROSE, TABLE).read_bytes()
        pdf = printed(folder / "a.pdf", PROSE, TABLE).read_bytes()
        scan = drawn(folder / "b.pdf").read_bytes()
        book = workbook(folder / "a.xlsx", ("Quỹ", [[PROSE], TABLE[0], ["Thôn Đông", 5], ["Cộng", 0.5]])).read_bytes()
        line = ('{"id": "1", "text": "' + PROSE + '", "published": "24/9/2024 17:05"}\n').encode()
        csv = f'id;text;date\n1;"{PROSE}";2024-09-24\n2;hai;x\n'.encode()
        html = [make(STORIES[0]).encode() for make, _ in FAMILIES.values()]
        inner = {"a.txt": PROSE.encode(), "b.jsonl": line, "c.csv": csv, "d.docx": docx, "e.html": html[0]}
        return {
            ".txt": [PROSE.encode(), in_encoding(PROSE, "vni"), in_encoding(PROSE, "tcvn3"), PROSE.encode("utf-16")],
            ".md": [PROSE.encode()],
            ".html": html,
            ".htm": html[:1],
            ".xhtml": html[:1],
            ".mhtml": [web_archive(page) for page in html[:2]],
            ".mht": [web_archive(html[3])],
            ".pdf": [pdf, scan],
            ".docx": [docx],
            ".docm": [with_macros(folder / "a.docx")],
            ".xlsx": [book],
            ".xlsm": [book],
            ".csv": [csv, csv.replace(b";", b",")],
            ".tsv": [csv.replace(b";", b"\t")],
            ".jsonl": [line * 3],
            ".ndjson": [line * 3],
            ".json": [b"[" + line.strip() + b"]", b"{\n" + line.strip()[1:]],
            ".jsonl.gz": [gzip.compress(line * 3)],
            ".doc": [html[0]],
            ".xls": [html[1]],
            ".zip": [packed(folder / "a.zip", inner).read_bytes()],
        }


_PIECES = [
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b">", b"<table>", b"<tr><td rowspan=99 colspan=99>", b"</div>"),
    *(
        b"<!--",
        b"&#0;",
        b"&#xd800;",
        b"&#x110000;",
        b'"',
        b"\r",
        b"\n",
        b"{",
        b"[[",
        b"%",
        b"PK\x03\x04",
        b"PK\x05\x06",
    ),
    *("\ue0000\ue001".encode(), "\u202e".encode(), "ẳ".encode(), "a\u0300\u0301".encode(), b"<w:p>", b"&amp;"),
    *(b"31/02/2024", b"2024-13-45T99:99:99+99:99", b"<script type='application/ld+json'>{", b"<title>", b"<h1>"),
    *(b"datePublished", b"99999999999", b"endobj", b"PK\x05\x06"),
]

Edit = tuple[str, int, int, bytes]
"""What is done to a file: cut, put, copy, flip or end; where; on how many bytes; and with which."""

edits: st.SearchStrategy[list[Edit]] = st.lists(
    st.tuples(
        st.sampled_from(["cut", "put", "copy", "flip", "end"]),
        st.integers(0, 1 << 20),
        st.sampled_from([1, 2, 8, 64, 512]),
        st.sampled_from(_PIECES) | st.binary(min_size=1, max_size=16),
    ),
    max_size=8,
)


def damaged(good: bytes, done: list[Edit]) -> bytes:
    """A good file with pieces taken out, put in, doubled or overwritten."""
    data = bytearray(good)
    for kind, place, size, piece in done:
        at = place % (len(data) + 1)
        if kind == "cut":
            del data[at : at + size]
        elif kind == "put":
            data[at:at] = piece
        elif kind == "copy":
            data[at:at] = data[at : at + size] * (1 + size % 4)
        elif kind == "flip" and at < len(data):
            data[at] ^= piece[0] or 1
        elif kind == "end" and place % 4 == 0:
            del data[max(at, 1) :]
    return bytes(data)


def inflated(data: bytes, member: str, content: bytes) -> bytes:
    """A .docx with one part replaced: damage inside the archive, which damage of its bytes hardly reaches."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as out:
        for name in source.namelist():
            out.writestr(name, content if name == member else source.read(name))
    return buffer.getvalue()


def check(suffix: str, data: bytes, reading: Reading) -> None:
    """Read bytes as a file of this suffix; raises AssertionError when what comes out breaks a promise."""
    source = Source(f"thư mục/tên{suffix}", f"tên{suffix}", lambda: io.BufferedReader(io.BytesIO(data)))
    begun = time.process_time()
    items = list(read_sources([source], reading))
    took = time.process_time() - begun
    assert took < SLOW, f"{suffix}: {took:.1f} s for {len(data)} bytes"
    assert items, "neither a record nor a reason"
    for item in items:
        if isinstance(item, ReadFailure):
            assert item.reason
            assert "xin báo lại" not in item.reason, item.reason
            item.reason.encode("utf-8", "backslashreplace")
            continue
        assert item.text.strip()
        assert unicodedata.is_normalized("NFC", item.text)
        assert "\0" not in item.text
        for value in (item.id, item.text, item.title, item.outlet, item.author, item.url, item.path, *item.notes):
            (value or "").encode("utf-8")
        for mark in item.marks:
            assert 0 <= mark.start <= mark.end <= len(item.text)
        if item.published_at is not None:
            assert item.published == item.published_at.date()
