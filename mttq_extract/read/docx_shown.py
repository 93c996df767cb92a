"""What a Word file shows when all its changes are accepted: wrappers are opened, deleted and hidden runs taken out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, TypeAlias

from mttq_extract.read.note_marks import is_note_mark

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = (f"{_W}del", f"{_W}moveFrom")
# Around paragraphs, tables, runs and rows alike, and nothing of themselves: insertions, fields, boxes of forms.
_WRAPPERS = tuple(_W + name for name in ("ins", "moveTo", "smartTag", "customXml", "fldSimple", "sdtContent"))
_OFF = ("0", "false", "off")


def settle(root: Element) -> None:
    """Change a tree of WordprocessingML so that paragraphs and tables hold their runs and rows directly.

    Text boxes become paragraphs behind the one that they hang on. What is deleted in a tracked change, moved away or
    hidden is dropped, and so are raised marks of notes; what is inserted stays.
    """
    for choice in list(root.iter(f"{_MC}AlternateContent")):
        _choose(choice)
    for node in list(root.iter(*_GONE)):
        _delete(node)
    for node in list(root.iter(f"{_W}vanish")):
        run = _above(node, f"{_W}r")
        if node.get(f"{_W}val") not in _OFF and run is not None:
            _drop(run)
    for box in list(root.iter(f"{_W}txbxContent")):
        _move_out(box)
    for node in list(root.iter(f"{_W}sdt")):
        _replace(node, list(node))
    for node in list(root.iter(*_WRAPPERS)):
        _replace(node, list(node))
    for paragraph in list(root.iter(f"{_W}p")):
        if paragraph.find(f".//{_W}vertAlign") is not None:
            _drop_note_marks(paragraph)


def _choose(node: Element) -> None:
    """One drawing is there twice, for new programs and for old ones: the first that is there stays."""
    kinds = (node.find(f"{_MC}{kind}") for kind in ("Choice", "Fallback"))
    chosen = next((found for found in kinds if found is not None), ())
    _replace(node, list(chosen))


def _delete(node: Element) -> None:
    """Drop what a tracked deletion covers: runs, a row of a table, or the end of a paragraph."""
    parent = node.getparent()
    if parent is None:
        return
    if parent.tag == f"{_W}trPr":
        row = _above(node, f"{_W}tr")
        if row is not None:
            _drop(row)
        return
    mark = parent.tag == f"{_W}rPr" and (above := parent.getparent()) is not None and above.tag == f"{_W}pPr"
    if mark and (paragraph := _above(node, f"{_W}p")) is not None:
        after = paragraph.getnext()
        if after is not None and after.tag == f"{_W}p":
            for child in list(paragraph)[::-1]:
                if child.tag != f"{_W}pPr":
                    after.insert(1 if after.find(f"{_W}pPr") is not None else 0, child)
            _drop(paragraph)
    else:
        _drop(node)


def _move_out(box: Element) -> None:
    """Put the paragraphs of a text box behind the outermost paragraph that it hangs on."""
    holders = list(box.iterancestors(f"{_W}p"))
    if holders:
        for child in list(box)[::-1]:
            holders[-1].addnext(child)


def _drop_note_marks(paragraph: Element) -> None:
    """Drop the raised runs of a paragraph that together are the mark of a note; Word cuts them anywhere."""
    runs = [(run, "".join(text.text or "" for text in run.iter(f"{_W}t"))) for run in paragraph.iter(f"{_W}r")]
    whole, at = "".join(text for _, text in runs), 0
    for raised, group in groupby(runs, key=lambda pair: _is_raised(pair[0])):
        together = list(group)
        end = at + sum(len(text) for _, text in together)
        if raised and is_note_mark(whole[:at], whole[at:end], whole[end:]):
            for run, _ in together:
                _drop(run)
        at = end


def _is_raised(run: Element) -> bool:
    align = run.find(f"{_W}rPr/{_W}vertAlign")
    return align is not None and align.get(f"{_W}val") == "superscript"


def _replace(node: Element, others: Iterable[Element]) -> None:
    """Put other elements in the place of one."""
    for other in others:
        node.addprevious(other)
    _drop(node)


def _drop(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _above(node: Element, tag: str) -> Element | None:
    """The nearest element of a kind that a node stands in."""
    return next(node.iterancestors(tag), None)
