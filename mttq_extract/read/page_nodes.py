"""Elements of a page: their text, and what they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.read.draft import clean
from mttq_extract.read.note_marks import is_note_mark

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode


_BLOCKS = "p, div, li, h1, h2, h3, h4, h5, h6, td, th, blockquote, section, article, tr, br, dd, dt, pre, figcaption"
_BLOCK_TAGS = frozenset(_BLOCKS.split(", ")) | {"body"}


def text_of(node: LexborNode) -> str:
    """The text of an element on one line."""
    return " ".join(clean(node.text(separator=" ") or "").split())


def lines_of(node: LexborNode) -> list[str]:
    """The text of an element, a line for each block in it."""
    blocks = {inner.mem_id for inner in node.css(_BLOCKS)}
    lines: list[list[str]] = [[]]
    last = None
    for inner in node.traverse(include_text=True):
        if inner.is_text_node:
            holder = inner.parent
            while holder is not None and holder.mem_id not in blocks and holder.mem_id != node.mem_id:
                holder = holder.parent
            place = holder.mem_id if holder is not None else None
            if place != last:
                lines.append([])
                last = place
            lines[-1].append(inner.text() or "")
        elif inner.tag == "br":
            lines.append([])
    return [line for parts in lines if (line := " ".join("".join(parts).split()))]


def ancestors(node: LexborNode | None) -> set[int]:
    """The ids in memory of an element and of all that it stands in; none for no element."""
    out = set()
    while node is not None:
        out.add(node.mem_id)
        node = node.parent
    return out


def drop_note_marks(tree: LexborHTMLParser) -> None:
    """Take the raised marks of notes out of a page."""
    for node in tree.css("sup"):
        if node.parent is not None and is_note_mark(_beside(node, -1), node.text() or "", _beside(node, 1)):
            node.decompose()


def _beside(node: LexborNode, way: int) -> str:
    """The text that stands next to an element in its line, before (-1) or behind (1) it."""
    while node.parent is not None:
        beside = node.prev if way < 0 else node.next
        if beside is not None:
            return beside.text() or ""
        node = node.parent
        if node.tag in _BLOCK_TAGS:
            break
    return ""
