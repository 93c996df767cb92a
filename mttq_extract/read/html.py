"""Web pages: the article with its title, captions and tables, and what the page says about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import (
    UndecodableError,
    byte_order_mark,
    converted_note,
    decode,
    may_be_legacy,
    unstorable,
)
from mttq_extract.read.draft import Draft
from mttq_extract.read.limits import MOST_PAGE, TooLargeError, read_whole
from mttq_extract.read.page_body import MARKS, add_body
from mttq_extract.read.page_facts import page_facts, signature
from mttq_extract.read.plain import plain_id
from mttq_extract.read.source import ReadFailure, Source
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

    from mttq_extract.read.reading import Reading

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|table|tbody|tr|td|ul|ol|blockquote|b|i|u|a|em|strong|font|center|main|aside)\b",
    re.IGNORECASE,
)
_MOST_DEPTH = 12_000
"""Elements inside each other; press pages have 60. Parsing takes the square of it."""


class _UnreadableError(ValueError):
    """Why a page gives no article; the message is for the user."""


def read_html(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """Read a saved web page as one article; its first line is the title."""
    try:
        with source.open() as stream:
            data = read_whole(stream, MOST_PAGE)
        yield _record(data, source, reading)
    except (_UnreadableError, UndecodableError, TooLargeError) as error:
        yield ReadFailure(source.path, str(error))


def _record(data: bytes, source: Source, reading: Reading) -> Record:
    from selectolax.lexbor import LexborHTMLParser

    if not data.strip():
        raise _UnreadableError("file rỗng (empty file)")
    page, notes = _decoded(data, reading)
    if (depth := _depth(page)) > _MOST_DEPTH:
        raise _UnreadableError(
            f"các thẻ HTML lồng nhau {depth:,} tầng, quá {_MOST_DEPTH:,}: từ chối đọc (nested too deep)"
        )
    tree = LexborHTMLParser(page)
    notes += _fonts(tree, page, reading)
    facts = page_facts(tree, reading)
    frames = _frames(tree)
    draft = Draft()
    if facts.title:
        draft.add(facts.title)
    add_body(draft, tree, facts, reading)
    if len(draft.lines) <= (1 if facts.title else 0):
        raise _UnreadableError("trang không có bài nào đọc được (no article text in the page)" + frames)
    title = draft.lines[0] if facts.title else None
    if title and facts.heading is None and reading.letterheads.has_motto(draft.lines[1:]):
        title = reading.letterheads.title(draft.prose[1:]) or title  # Word's "title" is what an older file had
    author = facts.author or signature(draft)
    text = draft.text
    if problem := unstorable(text):
        raise _UnreadableError(problem)
    return Record(
        id=plain_id(source.name),
        text=text,
        title=title,
        published=facts.moment.day if facts.moment else None,
        published_at=facts.moment.at if facts.moment else None,
        outlet=_field(facts.site),
        author=_field(author),
        url=_field(facts.url),
        path=source.path,
        notes=notes,
        marks=tuple(draft.marks),
    )


def _frames(tree: LexborHTMLParser) -> str:
    """What is said of a page without text whose frames show other files."""
    shown = [node.attributes.get("src") or "" for node in tree.css("frame[src], iframe[src]")]
    named = ", ".join(dict.fromkeys(name[:80] for name in shown if name.strip()))[:200]
    return f"; trang ghép từ các khung, bài nằm ở: {named} (frames)" if named else ""


def _field(value: str | None) -> str | None:
    """A fact as it can be stored."""
    draft = Draft()
    draft.add(value or "")
    return draft.text or None


def _decoded(data: bytes, reading: Reading) -> tuple[str, tuple[str, ...]]:
    """The page as text: by its mark, as UTF-8, by the encoding it names, or by what Vietnamese comes out."""
    length, _ = byte_order_mark(data)
    if not length and 0 < data.count(0) < len(data) // 100:
        data = data.replace(b"\0", b"")  # slips of an old system; in UTF-16 half the bytes are zero
    try:
        found = decode(data, reading.load_legacy)
        return _cleaned(found.text), found.notes
    except UndecodableError:
        named = _CHARSET.search(data[:4096])
        if length or named is None or b"\0" in data:
            raise
        try:
            text = data.decode(named[1].decode("ascii"), errors="strict")
        except (LookupError, UnicodeDecodeError):
            # One bad byte among thousands is a slip of the site, not another encoding.
            text = data.decode("utf-8", errors="replace")
            if text.count("\ufffd") > max(3, len(text) // 2000):
                raise UndecodableError(
                    f"trang không phải {named[1].decode('ascii')} như nó tự khai, cũng không phải UTF-8 "
                    "(undecodable page); hãy lưu lại trang bằng UTF-8"
                ) from None
            bad = text.count("\ufffd")
            return _cleaned(text), (f"{bad} chỗ không phải UTF-8, đã thay bằng � (invalid bytes replaced)",)
        return _cleaned(text), (converted_note(named[1].decode("ascii")),)


def _cleaned(page: str) -> str:
    """Without NULs and without the two characters that this package marks places with."""
    return page.translate(dict.fromkeys((0, *map(ord, MARKS))))


def _depth(page: str) -> int:
    """How deep elements that do not close by themselves stand inside each other, at most."""
    depth = most = 0
    for found in _NESTING.finditer(page):
        depth = max(0, depth - 1) if found[1] else depth + 1
        most = max(most, depth)
    return most


def _fonts(tree: LexborHTMLParser, page: str, reading: Reading) -> tuple[str, ...]:
    """Convert what is set in the fonts of old encodings, else the whole page when it is typed in one."""
    lower = page.lower()
    converted: dict[str, None] = {}
    if ".vn" in lower or "vni-" in lower:
        for node in tree.css("font[face], [style*=font-family]"):
            face = node.attributes.get("face") or (node.attributes.get("style") or "").partition("font-family:")[2]
            encoding = reading.legacy.of_font(face.split(",")[0].split(";")[0])
            if encoding is None:
                continue
            for text in [t for t in node.traverse(include_text=True) if t.is_text_node]:
                content = text.text() or ""
                if reading.legacy.is_of(encoding, content):
                    text.replace_with(encoding.convert(content, face.split(",")[0].strip(" '\"")))
                    converted[encoding.label] = None
    elif may_be_legacy(body := " ".join((tree.body.text(separator=" ") if tree.body else "").split())):
        found = reading.legacy.in_text(body)
        for text in [t for t in tree.root.traverse(include_text=True) if t.is_text_node] if found and tree.root else []:
            if found and (content := text.text() or "") and reading.legacy.is_of(found, content):
                text.replace_with(found.convert(content))
                converted[found.label] = None
    return tuple(map(converted_note, converted))
