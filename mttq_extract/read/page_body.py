"""The body of a page: what trafilatura takes for the article, with captions, tables and asides in their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mttq_extract.read.grid_cells import Line
from mttq_extract.read.page_nodes import ancestors, drop_note_marks, lines_of, text_of
from mttq_extract.read.page_tables import grid_of
from mttq_extract.read.quiet import quiet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from mttq_extract.read.draft import Draft
    from mttq_extract.read.page_facts import PageFacts
    from mttq_extract.read.reading import Reading
    from mttq_extract.read.table_units import UnitReader

# Two signs of Linear A: trafilatura drops what is not printable, and private characters are not.
_OPEN, _CLOSE = MARKS = "\U00010600", "\U00010601"
_BESIDE = 3  # elements above or below a table that are looked at for its unit
_PLACE = re.compile(f"{_OPEN}(\\d{{1,9}}){_CLOSE}")
_TABLE_TAG = re.compile(r"<(/?)(?:table|tbody|thead|tfoot|tr|td|th|caption|colgroup|col)\b[^>]*>", re.IGNORECASE)
_NO_TEXT = "script, style, noscript, template, iframe, svg"
# Of the text of a known body, what trafilatura must find, or the body is taken as it is; of that of the page, what an
# element holds that is no frame.
_SHARE = 0.4
_MOST_CAPTION = 600
_LINKED = 0.6  # of the text of a list that its links hold


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands where a mark was set in the page: lines of a table, a caption or an aside."""

    lines: tuple[Line, ...]
    kind: str | None


@dataclass(slots=True)
class _Marker:
    """Replaces parts of a page by paragraphs with marks that trafilatura carries along."""

    tree: LexborHTMLParser
    reading: Reading
    blocks: list[_Block] = field(default_factory=list)

    def put(self, node: LexborNode, lines: Sequence[Line], kind: str | None) -> None:
        """Set a marked paragraph in the place of a node."""
        if not lines:
            node.decompose()
            return
        paragraph = self.tree.create_node("p")
        # The words stay in it: by their number and length trafilatura tells articles from menus.
        paragraph.insert_child(f"{_OPEN}{len(self.blocks)}{_CLOSE} " + " ".join(line.text for line in lines))
        self.blocks.append(_Block(tuple(lines), kind))
        node.insert_before(paragraph)
        node.decompose()

    def block(self, place: re.Match[str]) -> _Block | None:
        """The block whose place was found; None when the page itself wrote the signs, as references to characters."""
        number = int(place[1])
        return self.blocks[number] if number < len(self.blocks) else None

    def _unmarked(self, nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
        """The elements that are still in the page, and hold nothing that is marked, when their turn comes."""
        for node in nodes:
            if node.parent is not None and _OPEN not in (node.text() or ""):
                yield node

    def captions(self, selectors: Sequence[str]) -> None:
        """Mark what stands under pictures."""
        for node in self._unmarked(self.tree.css(", ".join(selectors))):
            text = text_of(node)
            if not text or len(text) > _MOST_CAPTION:
                continue
            holder = node
            while holder.parent is not None and holder.parent.tag in ("figure", "td", "tr", "tbody", "table"):
                holder = holder.parent
            if holder.tag not in ("figure", "table") or len(text_of(holder)) > len(text) + 40:
                holder = node
            self.put(holder, [Line(text)], "caption")

    def asides(self, selectors: Sequence[str]) -> None:
        """Mark lists of other stories inside the article."""
        for node in self._unmarked(self.tree.css(", ".join(selectors))):
            if node.css_first("h1") is None and len(text_of(node)) < 1_500:
                self.put(node, [Line(line) for line in lines_of(node)], "aside")

    def lists_of_links(self) -> None:
        """Mark lists whose items are links to other pages and nothing else: menus, and other stories again."""
        for node in self._unmarked(self.tree.css("ul, ol")):
            links = [text for link in node.css("a[href]") if (text := text_of(link))]
            every = len(links) > 1 and len(links) >= len(node.css("li")) and node.css_first("h1") is None
            if every and sum(map(len, links)) >= _LINKED * len(text_of(node)):
                self.put(node, [Line(line) for line in lines_of(node)], "aside")

    def tables(self) -> None:
        """Write tables of data as lines; inner tables come first, and layouts are left alone."""
        for node in self._unmarked(reversed(self.tree.css("table"))):
            if len(node.css("table")) > 1:
                continue
            grid = grid_of(node)
            if grid and self.reading.grids.is_data(grid):
                caption = node.css_first("caption")
                above = [text_of(caption)] if caption is not None else []
                units = self.reading.grids.units
                around = units.above(_texts_beside(node, before=True)[::-1]), _unit_below(node, units)
                unit = units.above(above) or around[0] or around[1]
                lines = [*(Line(line) for line in above), *self.reading.grids.lines(grid, unit)]
                if node.parent is not None and node.parent.tag == "figure":
                    node.parent.unwrap()  # what stands in a figure is taken for a picture
                self.put(node, lines, None)


def _texts_beside(node: LexborNode, *, before: bool) -> list[str]:
    """The texts of the elements next to one, or to the boxes that hold nothing else, up to a table; nearest first."""
    beside = node.prev if before else node.next
    parent = node.parent
    if beside is None and parent is not None and parent.tag != "body":
        return _texts_beside(parent, before=before)
    out: list[str] = []
    while beside is not None and len(out) < _BESIDE:
        if text := text_of(beside):
            if beside.tag == "table" or beside.css_first("table") is not None or _OPEN in text:
                out.append(_OPEN)
                break
            out.append(text)
        beside = beside.next if not before else beside.prev
    return out


def _unit_below(node: LexborNode, units: UnitReader) -> str | None:
    """The unit that the line below a table gives; before another table it is that one's."""
    below = _texts_beside(node, before=False)
    return units.below(below[0]) if below and _OPEN not in "".join(below[:2]) else None


def add_body(draft: Draft, tree: LexborHTMLParser, facts: PageFacts, reading: Reading) -> None:
    """Add the lead and the body of the article to a draft that holds its title; the tree is used up."""
    if tree.body is None:
        return
    _drop_frame(tree, tree.body, facts)
    marker = _Marker(tree, reading)
    marker.captions(facts.outlet.selectors["caption"])
    marker.asides(facts.outlet.selectors["aside"])
    marker.lists_of_links()
    lead = _lead(tree, facts)  # now that the boxes of other stories, with leads of their own, are gone
    marker.tables()
    own = _own_body(tree, facts)
    lines = _main_lines(tree, facts) if own is None else [*_captions_before(own, tree, facts, marker), *_own_lines(own)]
    title = _bare(draft.lines[0]) if draft.lines else ""
    known = [_bare(_PLACE.sub("", line)) for line in lines[:12]]
    if lead and not any(_bare(lead)[:80] in line for line in known) and _bare(lead) != title:
        draft.add(lead)
    author = _bare(facts.author) if facts.author else None
    top = lines[: 4 if own is not None else len(lines) // 2 + 4]
    begin = next((number for number, line in enumerate(top) if title and _bare(line) == title), 0)
    for number, line in enumerate(lines):
        place = _PLACE.search(line)
        if place is not None:
            draft.add(line[: place.start()])
            if (block := marker.block(place)) is not None:
                _add_block(draft, block)
            continue
        bare = _bare(line)
        if number <= begin and bare == title:
            continue
        # What a page without an element for the article prints above its title is menus and the day of the visit.
        draft.add(line, "aside" if (number < begin and own is None) or bare == author else None)


def _drop_frame(tree: LexborHTMLParser, body: LexborNode, facts: PageFacts) -> None:
    """Take out what is no text, and what stands around the article on every page."""
    for node in tree.css(_NO_TEXT):
        node.decompose()
    most = _SHARE * len(text_of(body))
    for node in tree.css(", ".join(facts.outlet.selectors["dropped"])):
        # Some systems put the whole page into a form, or the article into an element with a class of the frame.
        if node.parent is not None and node.tag not in ("html", "body") and len(text_of(node)) < most:
            node.decompose()
    drop_note_marks(tree)
    home = ancestors(facts.heading)
    for node in tree.css("header"):  # with the day of the visit; the one of the article holds its title
        titled = node.mem_id in home or node.css_first("h1") is not None
        if node.parent is not None and not titled and len(text_of(node)) < most:
            node.decompose()


def _add_block(draft: Draft, block: _Block) -> None:
    if block.kind is None:
        draft.add_rows(block.lines)
        return
    for line in block.lines:
        draft.add(line.text, block.kind)


def _lead(tree: LexborHTMLParser, facts: PageFacts) -> str:
    for selector in facts.outlet.selectors["lead"]:
        for node in tree.css(selector)[:1]:
            text = text_of(node)
            if 30 <= len(text) <= 1_500:
                return text
    return ""


def _own_body(tree: LexborHTMLParser, facts: PageFacts) -> LexborNode | None:
    """The page's own element for the article, where there is one."""
    for selector in facts.outlet.selectors["body"]:
        body = max(tree.css(selector), key=lambda node: len(node.text()), default=None)
        if body is not None and len(text_of(body)) >= 200:
            return body
    return None


def _captions_before(own: LexborNode, tree: LexborHTMLParser, facts: PageFacts, marker: _Marker) -> list[str]:
    """The places of the captions that stand between the title and the page's own element for the article."""
    if facts.heading is None or tree.body is None:
        return []
    heading, behind = facts.heading.mem_id, False
    found: list[str] = []
    for node in tree.body.traverse(include_text=True):
        if node.mem_id == own.mem_id:
            return found
        behind = behind or node.mem_id == heading
        place = _PLACE.search(node.text() or "") if behind and node.is_text_node else None
        block = marker.block(place) if place is not None else None
        if place is not None and block is not None and block.kind == "caption":
            found.append(place[0])
    return []


def _own_lines(own: LexborNode) -> list[str]:
    """The lines of the article in the page's own element for it."""
    whole = lines_of(own)
    found = _extracted(f"<html><body><article>{own.html}</article></body></html>")
    return found if sum(map(len, found)) >= _SHARE * sum(map(len, whole)) and _keeps_places(found, whole) else whole


def _main_lines(tree: LexborHTMLParser, facts: PageFacts) -> list[str]:
    """The lines of the article in a page that has no element of its own for it."""
    found = _extracted(tree.html or "")
    title = _bare(facts.title or "")
    if any(_bare(line) != title for line in found):
        return found
    # Nothing, or the title alone: too deep inside other elements, or too short for it to be an article.
    return lines_of(tree.body) if tree.body is not None else []


def _keeps_places(found: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether no table, caption or aside of the body got lost."""
    return set(_PLACE.findall("\n".join(whole))) <= set(_PLACE.findall("\n".join(found)))


def _extracted(page: str) -> list[str]:
    """What trafilatura takes for the article, line by line; nothing when it finds none."""
    import trafilatura

    quiet("trafilatura", "htmldate", "courlan", "justext", "readability")
    # The tables that are left are layouts; written as tables, their cells would run together.
    page = _TABLE_TAG.sub(r"<\1div>", page)
    try:
        found = trafilatura.bare_extraction(
            page, include_comments=False, include_tables=True, with_metadata=False, favor_recall=True
        )
    except (RecursionError, ValueError, AssertionError, TypeError, AttributeError):
        return []  # pages so broken that its tree walks fail: the text is taken as it stands
    text = getattr(found, "text", None) or ""
    return [line for line in text.split("\n") if line.strip(" |-")]


def _bare(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
