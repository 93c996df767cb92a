"""Elements of a page: their text, and what they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.read.draft import clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def text_of(node: LexborNode) -> str:
    """The text of an element on one line."""
    return " ".join(clean(node.text(separator=" ") or "").split())


def ancestors(node: LexborNode | None) -> set[int]:
    """The ids in memory of an element and of all that it stands in; none for no element."""
    out = set()
    while node is not None:
        out.add(node.mem_id)
        node = node.parent
    return out
