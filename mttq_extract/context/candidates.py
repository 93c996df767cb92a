"""The bodies, places, persons and common nouns of a document that its figures could belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from mttq_extract.context.frame import Frame
from mttq_extract.context.full_names import FullNames
from mttq_extract.context.mention import Mention
from mttq_extract.context.owners import find_owners, letterhead, names_inside
from mttq_extract.context.subject_phrases import OPENING, PhraseFinder, Spans
from mttq_extract.context.subject_table import SubjectTable
from mttq_extract.text.view import View
from mttq_extract.types import Entity

_TYPES = frozenset(("ORG", "LOC", "PER", "FUND", "EVENT"))
_NAME = re.compile(  # one first letter for all kinds: capitals are found several times faster than alternatives
    r"[A-ZĐ](?:[A-ZĐ]{2,}(?!\w)|(?<!Đ)[a-z]{6,}(?!\w)|[^\W\d_]*[A-ZĐ]\w*(?!\w)"
    r"|[^\W\d_]+(?:[ ][A-ZĐ][^\W\d_]+)+|\.(?:[A-ZĐ]\.)+[A-ZĐ]?)"
)
_LIST_GAP = re.compile(r"\s*(?:,|;|và|, và|cùng|\()\s*$")
_SOURCE = re.compile(r"(?<!\w)theo(?: [^\W\d_]+){0,7} $")
_SOURCE_REACH = 60  # characters from "Theo" to the body it leads to
_NEXT = re.compile(r"[ ]*[”\"’']?[ ]*([^\W_]+|[^\w\s])")
_GROUPS = {
    "PER": "PER",
    "EVENT": "EVENT",
    "FRONT": "FRONT",
    "ORG": "ORG",
    "NAME": "ORG",
    "FUND": "ORG",
    "LOC": "LOC",
    "TAIL": "LOC",
}
_CAPITAL = re.compile(r"[ ][A-ZĐ]")
_TERM = re.compile(r" (?:khóa|khoá)(?: thứ)? (?:mới|[ivx\d]+)(?!\w)")
_UNLISTED = frozenset(("TAIL", "OPEN", "WHOLE", "CLAUSE", "COUNT", "BARE", "TITLED", "TERM"))
_PHRASES = frozenset(("OPEN", "WHOLE", "CLAUSE", "COUNT", "BARE", "LEVEL", "PHRASE"))
_ACTS = frozenset(("has", "gives", "does"))
_LEAD = 400  # characters in which an article says what it is about
_REGION = 16  # characters between a cluster of provinces and the region they lie in


class Mentions:
    """The mentions of one document in text order, with what is known of each name over the whole document."""

    def __init__(self, view: View, table: SubjectTable, entities: Sequence[Entity], frames: Sequence[Frame]) -> None:
        self.view = view
        self.table = table
        found = [*self._entities(entities)]
        found += [*self._names(entities)]
        found.sort(key=lambda one: one[0])
        found += PhraseFinder(view.lower, table, Spans(found)).find(frames)
        found.sort(key=lambda one: (one[0], -one[1]))
        self.all = [self._mention(*one) for one in found]
        self.starts = [one.start for one in self.all]
        self._join()
        self.counts = Counter(one.base for one in self.all)
        self.key_counts = Counter(one.key for one in self.all)
        self.acting = Counter(one.base for one in self.all if one.acts)
        self.opening = Counter(one.base for one in self.all if one.initial)
        self.places: dict[str, list[int]] = {}
        for one in self.all:
            self.places.setdefault(one.base, []).append(one.start)
        self.best: dict[str, int] = {}
        for one in self.all:
            self.best[one.base] = max(self.best.get(one.base, 0), self.key_counts[one.key])
        title = view.lower.find("\n")
        self.in_title = {one.base for one in self.between(0, title if 0 < title < _LEAD else _LEAD // 2)}
        self.most = max(self.counts.values(), default=1)
        self.main = self._main()
        self.owners = find_owners(view, table, self.all, self.counts)
        self.full = FullNames(self.all, self.starts, self.main, self.owners, table)
        self.main_groups = {one.base: one.type for one in self.main}
        self.lead = [one for one in self.between(0, _LEAD) if one.type in _GROUPS][:4]

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin at or after `start` and before `end`."""
        return self.all[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _entities(self, entities: Sequence[Entity]) -> Iterable[tuple[int, int, str]]:
        for at, entity in enumerate(entities):
            if entity.type not in _TYPES:
                continue
            start = self.view.from_text(entity.start)
            end = self.view.from_text(entity.end)
            kind = entity.type
            if kind == "FUND" and (level := self.table.fund_level.match(self.view.lower, end)):
                yield start, level.end(), "FUND"
            if kind == "ORG":
                if self.table.cluster.search(self.view.lower, start, end):
                    region = next((one for one in entities[at + 1 : at + 3] if one.type == "LOC"), None)
                    if region is not None and region.start - entity.end < _REGION:
                        end = self.view.from_text(region.end)
                if self.table.words["front"].search(self.view.lower, start, end):
                    kind = "FRONT"
                heads = [*self.table.tail.finditer(self.view.lower, start + 1, end)]
                if heads and self.view.cased[heads[-1].end()].isupper():
                    yield heads[-1].start(), end, "TAIL"
                elif (place := self.table.known_tail(self.view.lower[start:end])) is not None:
                    yield start + place, end, "TAIL"
                yield from self._longer_and_shorter(start, end, kind)
            if kind == "EVENT":
                yield from names_inside(self.view, self.table, start, end)
            if kind == "FRONT":
                yield from letterhead(self.view, self.table, start, end)
            yield start, end, kind

    def _longer_and_shorter(self, start: int, end: int, kind: str) -> Iterable[tuple[int, int, str]]:
        """A body with the term or the level behind its name, and without the term that is part of it."""
        lower = self.view.lower
        if term := _TERM.match(lower, end):
            yield start, term.end(), "TERM"
        elif inside := _TERM.search(lower, start, end):
            yield start, inside.start(), kind
        if (level := self.table.body_level.match(lower, end)) and not _CAPITAL.match(self.view.cased, level.end()):
            yield start, level.end(), kind

    def _names(self, entities: Sequence[Entity]) -> Iterable[tuple[int, int, str]]:
        """Capitals outside of all entities: a law or a feast is no body either."""
        from_text = self.view.from_text
        taken = Spans([(from_text(one.start), from_text(one.end), one.type) for one in entities])
        for name in _NAME.finditer(self.view.cased):
            start, end = name.span()
            shouted = self.view.cased[start:end].isupper() and self.view.cased[max(0, start - 12) : end + 12].isupper()
            nameless = shouted or self._is_nameless(self.view.lower[start:end])
            if not nameless and not taken.hold(start, end):
                yield start, end, "NAME"

    def _is_nameless(self, lower: str) -> bool:
        table = self.table
        first, last = lower.partition(" ")[0], lower.rpartition(" ")[2]
        return lower in table.nameless or first in table.nameless_first or last in table.half_names

    def _mention(self, start: int, end: int, kind: str) -> Mention:
        lower = self.view.lower
        before, initial = self._governor(start)
        right = _NEXT.match(lower, end)
        after, word = "$", ""
        if right:
            word = right[1]
            after = self.table.followers.get(word) or ("#" if word.isdigit() else "w" if word.isalnum() else word)
        acts = kind != "TAIL" and after in _ACTS and (initial or before in ("whole", "w", "with", "list"))
        first, last = self.view.span(start, end)
        text = " ".join(self.view.text[first:last].split("\n"))
        key, base = self.table.forms(text)
        return Mention(start, end, kind, text, key, base, before, after, word, initial, acts)

    def _governor(self, start: int) -> tuple[str, bool]:
        """The class of the word or mark before a mention, and whether it opens its clause."""
        lower = self.view.lower
        left = lower[max(0, start - 30) : start]
        if "\n" in left[-2:]:
            return "^", True
        left = left.rstrip(OPENING)
        if not left:
            return "^", True
        if not left[-1].isalnum():
            return ("^" if left[-1] == "\n" else left[-1]), True
        rest, _, word = left.rpartition(" ")
        pair = f"{rest.rpartition(' ')[2]} {word}"
        governors = self.table.governors
        return governors.get(pair) or governors.get(word) or "w", False

    def _join(self) -> None:
        """Give the last member of each coordination ("A, B và C") those before it."""
        run: list[Mention] = []
        for one in self.all:
            if one.type in _UNLISTED:
                continue
            near = run and one.start - run[-1].end < 6 and one.start >= run[-1].end
            alike = run and (one.type == run[-1].type or {one.type, run[-1].type} <= {"ORG", "FRONT", "NAME"})
            joint = near and alike and _LIST_GAP.fullmatch(self.view.lower, run[-1].end, one.start)
            if joint and not (len(run) == 1 and joint[0].strip() == "," and self._is_source(run[0])):
                run.append(one)
                one.listed = tuple(run[:-1])  # without itself, so that it is freed at once with the article
                continue
            run = [one]

    def _is_source(self, one: Mention) -> bool:
        """Whether a body only reports: "Theo số liệu của [MTTQ tỉnh], các xã đã …" lists no two bodies."""
        return _SOURCE.search(self.view.lower, max(0, one.start - _SOURCE_REACH), one.start) is not None

    def _main(self) -> list[Mention]:
        """The names the article is about: per group (Front, organisations, places) the two most often named."""
        groups: dict[str, dict[str, Mention]] = {name: {} for name in ("FRONT", "ORG", "LOC", "PER", "EVENT")}
        for one in self.all:
            group = _GROUPS.get(one.type)
            if group:
                groups[group].setdefault(one.base, one)
        ranked = [sorted(of.values(), key=lambda one: -self.counts[one.base])[:2] for of in groups.values()]
        return [one for best in ranked for one in best]
