"""The time of publication as a page prints it near the title, or as its address holds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mttq_extract.read.moments import Moment, published_moment
from mttq_extract.read.page_nodes import ancestors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from mttq_extract.read.month_words import MonthWords
    from mttq_extract.read.outlets import Outlet

_MOST_LINE = 90  # characters of a line that prints the date
_BEHIND = 1_500  # characters of text behind the title in which the date stands
_MOST_NODES = 5  # of one selector that are looked at
_ABOVE, _BELOW = 600, 12_000  # characters of text above and below the title in which the page's own element stands
_BEFORE = 200  # the same before it: farther up, pages print the day of the visit
_FRAME = ("header", "nav", "footer", "aside", "li")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=/|-)")
_IN_NAME = re.compile(r"[-/_.](20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6,9})?(?=\.|-|_|/|$)")
_SHORT_NAME = re.compile(r"-\d{3}([12]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{9}(?=\.)")


def printed_moment(
    tree: LexborHTMLParser, outlet: Outlet, heading: LexborNode | None, load_months: Callable[[], MonthWords]
) -> Moment | None:
    """The moment in the page's own element for it near the heading, else the first one printed around the heading.

    An element far from the heading belongs to another story, and is taken only where nothing else is said.
    """
    home = ancestors(heading)
    places = _places(tree) if heading is not None else {}
    start = places.get(heading.mem_id, 0) if heading is not None else 0
    far: Moment | None = None
    for selector in outlet.selectors["date"]:
        for node in tree.css(selector)[:_MOST_NODES]:
            if _is_elsewhere(node, home):
                continue
            said = (node.attributes.get("datetime"), node.attributes.get("title"), node.text(separator=" "))
            found = [m for value in said if value and len(value) < 200 and (m := published_moment(value, load_months))]
            if not found:
                continue
            moment = next((moment for moment in found if moment.at), found[0])
            if heading is None or -_ABOVE <= places.get(node.mem_id, start) - start <= _BELOW:
                return moment
            far = far or moment
    return (_around(tree, heading, start, load_months) if heading is not None else None) or far


def _places(tree: LexborHTMLParser) -> dict[int, int]:
    """How many characters of text stand before each element."""
    places: dict[int, int] = {}
    seen = 0
    for node, text in _texts(tree):
        if text is None:
            places[node.mem_id] = seen
        else:
            seen += len(text)
    return places


def _is_elsewhere(node: LexborNode, home: set[int]) -> bool:
    """Whether a node stands in the head or foot of the page, or in a list of other stories; not so the title's own."""
    parent = node.parent
    while parent is not None:
        if parent.tag in _FRAME and parent.mem_id not in home:
            return True
        parent = parent.parent
    return False


def _around(
    tree: LexborHTMLParser, heading: LexborNode, start: int, load_months: Callable[[], MonthWords]
) -> Moment | None:
    """The first moment printed behind the heading, which begins after `start` characters, else the last before it."""
    before: Moment | None = None
    seen, inside = 0, False
    for node, text in _texts(tree):
        inside = inside or node.mem_id == heading.mem_id
        if text is None:
            continue
        seen += len(text)
        if not inside and seen >= start - _BEFORE:
            before = _moment(node, text, load_months) or before
        elif inside and seen - start > _BEHIND:
            break
        elif inside and (moment := _moment(node, text, load_months)) is not None:
            return moment
    return before


def _texts(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str | None]]:
    """Elements, and texts with what they say, in the order of the page."""
    if tree.body is None:
        return
    for node in tree.body.traverse(include_text=True):
        if node.is_text_node:
            parent = node.parent
            if parent is None or parent.tag not in ("script", "style", "noscript", "template"):
                yield node, " ".join((node.text() or "").split())
        else:
            yield node, None


def _moment(node: LexborNode, text: str, load_months: Callable[[], MonthWords]) -> Moment | None:
    if len(text) > _MOST_LINE or _YEARS.search(text) is None:
        return None
    found = published_moment(text, load_months)
    if found is None or found.at is not None:
        return found
    parent = node.parent.parent if node.parent is not None else None  # the clock may stand in an element of its own
    line = " ".join(parent.text(separator=" ").split()) if parent is not None else ""
    wider = published_moment(line, load_months) if len(line) <= _MOST_LINE else None
    return wider if wider is not None and wider.day == found.day else found


def date_of_url(url: str | None) -> Moment | None:
    """The day in an address: "/2024/09/24/", "-20240924170512345.htm" or "-185240924170512345.htm".

    >>> print(date_of_url("https://example.vn/trao-nha-20240924170512345.htm").day)
    2024-09-24
    """
    for pattern in (_IN_PATH, _IN_NAME, _SHORT_NAME):
        if found := pattern.search(url or ""):
            year, month, day = found.groups()
            return published_moment(f"{year if len(year) == 4 else f'20{year}'}-{month}-{day}")
    return None
