"""The body of the Front that a document is about, and its place: whose its figures are when nobody else is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mttq_extract.context.mention import Mention
from mttq_extract.context.subject_table import SubjectTable
from mttq_extract.text.view import View

_LEAD = 1500  # characters in which a report names its body
_LINE = re.compile(r"[ ]*\n[ ]*([^\n]{3,40}?)[ ]*(?=\n|$)")
_PLACES = frozenset(("LOC", "TAIL"))


@dataclass(frozen=True, slots=True)
class Owners:
    """The body and the place of a document, as they are named in it, and its kind ("report", "plan" or "")."""

    body: Mention | None
    place: Mention | None
    kind: str

    def named(self) -> Iterator[tuple[str, Mention]]:
        """The body and the place that were found."""
        if self.body is not None:
            yield "body", self.body
        if self.place is not None:
            yield "place", self.place

    def where(self, table: SubjectTable) -> str | None:
        """The place that the document is about, as written."""
        if self.place is not None:
            return self.place.text
        return table.place_in(self.body.text) if self.body is not None else None

    def short(self, key: str, table: SubjectTable) -> Mention | None:
        """The body that "Mặt trận" or "MTTQ huyện" stands for."""
        if self.body is None or key == self.body.key:
            return None
        found = table.front_short.fullmatch(key)
        if found is None or (found[1] and f" {found[1]} " not in self.body.key):
            return None
        return self.body

    def role(self, key: str, base: str) -> str:
        """What a name is to the document: its "body", its "place", that without its level ("alike"), or ""."""
        if self.body is not None and key == self.body.key:
            return "body"
        if self.place is None or base != self.place.base:
            return ""
        return "place" if key == self.place.key else "alike"

    def fuller(self, one: Mention) -> Mention:
        """The place of the document with its level, for its name alone."""
        return self.place if self.place is not None and one.key == self.place.base else one


def names_inside(view: View, table: SubjectTable, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The body, and its place, that the name of its congress or meeting holds."""
    front = table.words["front"].search(view.lower, start + 1, end)
    if front is None:
        return
    tail = table.named_tail(view.lower, view.cased, front.end(), end)
    if tail is None:
        return
    over = table.term.search(view.lower, tail, end)
    last = over.start() if over else end
    if last > tail:
        head = table.front_head.search(view.lower, start, front.start())
        yield head.start() if head else front.start(), last, "FRONT"
        yield tail, last, "TAIL"


def letterhead(view: View, table: SubjectTable, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The body whose name goes on in the next line of a letterhead with its place."""
    line = _LINE.match(view.lower, end)
    if line is None or not view.cased[start:end].isupper():
        return
    head = table.tail.match(view.lower, line.start(1), line.end(1))
    if head and view.cased[line.start(1) : line.end(1)].isupper():
        yield start, line.end(1), "FRONT"


def find_owners(view: View, table: SubjectTable, mentions: Sequence[Mention], counts: Counter[str]) -> Owners:
    """Give whose document it is: the body of the opening that is named most, with its place."""
    kind = next((name for name, words in table.kinds.items() if words.search(view.lower, 0, _LEAD // 5)), "")

    def tail_of(one: Mention) -> int | None:
        return table.named_tail(view.lower, view.cased, one.start + 1, one.end)

    bodies = [one for one in mentions if one.type == "FRONT" and tail_of(one) is not None]
    body = _most([one for one in bodies if one.start < _LEAD], counts) or _most(bodies, counts)
    if body is None:
        body = _most([one for one in mentions if one.type == "FRONT" and one.start < _LEAD], counts)
        return Owners(body, _place(table, mentions, counts, body), kind)
    key, base = table.forms(view.text[slice(*view.span(tail_of(body) or 0, body.end))])
    same = [one for one in mentions if one.type in _PLACES and one.base == base]
    return Owners(body, next((one for one in same if one.key == key), same[0] if same else None), kind)


def _place(
    table: SubjectTable, mentions: Sequence[Mention], counts: Counter[str], body: Mention | None
) -> Mention | None:
    """The place named most, of the level that the body says it is of, where it is named with its level."""
    places = [one for one in mentions if one.type in _PLACES]
    level = next((part for part in reversed(body.key.split()) if part in table.stands_for), "") if body else ""
    if level:
        kinds = table.stands_for[level]
        places = [one for one in places if one.key.startswith(level + " ") or table.place_kind(one.base) in kinds]
    found = _most([one for one in places if one.start < _LEAD], counts) or _most(places, counts)
    if found is None:
        return None
    same = [one for one in places if one.base == found.base]
    return next((one for one in same if one.key != one.base), found)


def _most(mentions: Sequence[Mention], counts: Counter[str]) -> Mention | None:
    return max(mentions, key=lambda one: (counts[one.base], -one.start), default=None)
