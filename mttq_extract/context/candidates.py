"""The bodies, places, persons and common nouns of a document that its figures could belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mttq_extract.context.frame import Frame
from mttq_extract.tables.loader import alternatives, read_text, read_toml
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Entity

_TYPES = frozenset(("ORG", "LOC", "PER", "FUND"))
_NAME = re.compile(
    r"[A-ZĐ][A-ZĐ]{2,}(?!\w)|[A-Z][a-z]{6,}(?!\w)|[A-ZĐ][^\W\d_]*[A-ZĐ]\w*(?!\w)"
    r"|[A-ZĐ][^\W\d_]+(?:[ ][A-ZĐ][^\W\d_]+)+"
)
_LIST_GAP = re.compile(r"\s*(?:,|;|và|, và|cùng|\()\s*$")
_OPENING = " “\"‘'"
_NEXT = re.compile(r"[ ]*[”\"’']?[ ]*([^\W_]+|[^\w\s])")
_GROUPS = {"FRONT": "FRONT", "ORG": "ORG", "NAME": "ORG", "FUND": "ORG", "LOC": "LOC", "TAIL": "LOC"}
_COMMON = ("level", "phrase", "whole", "bare", "open")
_LEAD = 400  # characters in which an article says what it is about
_LOOK_BACK = 60  # mentions


def _words(forms: Iterable[str]) -> str:
    return alternatives(fold_tones(form.lower()) for form in forms)


def _weights() -> dict[str, float]:
    rows = (line.split("\t") for line in read_text("subject_weights.tsv").splitlines() if line[:1] not in ("", "#"))
    return {name: float(weight) for name, weight in rows}


def _classes(table: dict[str, list[str]]) -> dict[str, str]:
    return {fold_tones(form): name for name, forms in table.items() for form in forms}


@dataclass(slots=True)
class Mention:
    """One place in the text (view offsets) where a possible subject is written.

    `type` is an entity type, FRONT for a body of the Front, TAIL for the place inside an organisation's name, NAME
    for capitals that no entity covers, LEVEL, PHRASE and OPEN for common nouns, WHOLE for "toàn tỉnh". `before` and
    `after` are the classes of the words around it, `key` what two mentions of the same subject share.
    """

    start: int
    end: int
    type: str
    text: str
    key: str
    base: str
    before: str
    after: str
    initial: bool
    listed: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """The compiled table of subjects; build it once with `SubjectTable.load`."""

    common: re.Pattern[str]
    tail: re.Pattern[str]
    governors: dict[str, str]
    followers: dict[str, str]
    words: dict[str, re.Pattern[str]]
    same: tuple[tuple[re.Pattern[str], str], ...]
    level: re.Pattern[str]
    tight: re.Pattern[str]
    age: str
    weights: dict[str, float] = field(default_factory=dict)
    met: dict[tuple[object, ...], float] = field(default_factory=dict)
    written: dict[str, tuple[str, str]] = field(default_factory=dict)

    def forms(self, text: str) -> tuple[str, str]:
        """The key and the base of a subject, kept once they have been made."""
        found = self.written.get(text)
        if found is None:
            key = self.key(text)
            found = self.written[text] = (key, self.base(key))
        return found

    def key(self, text: str) -> str:
        """The writing-independent form of a subject."""
        return key_of(text, self.same)

    def base(self, key: str) -> str:
        """A key without its level: "tỉnh An Bình" and "An Bình" share it."""
        return self.level.sub("", key, count=1) or key

    @classmethod
    def load(cls) -> SubjectTable:
        """Compile the table and read the weights."""
        table = read_toml("subjects.toml")
        verbs = _words(table["verbs"])
        opener = (
            rf"(?:(?<=[,;:.(\n] )|(?<=\n)|^|(?<=trong đó )|(?<=riêng )|(?<=hiện )|(?<=còn )|(?<=nay ))"
            rf"(?P<open>(?:{_words(table['openers'])})(?:[ ][^\W_]+){{0,8}}?)(?=[ ](?:{verbs}|\d)(?!\w)|[ ]?[:(])"
        )
        return cls(
            re.compile(
                rf"(?<!\w)(?:(?P<level>{_words(table['levels_counted'])})(?!\w)"
                rf"|(?P<phrase>{_words(table['common'])})(?!\w)"
                rf"|(?P<whole>(?:{_words(table['whole'])})[ ](?P<head>{_words(table['heads'])}))(?!\w)"
                rf"|(?P<bare>{_words(table['heads'])})(?=[ ](?:{verbs})(?!\w)))|{opener}"
            ),
            re.compile(rf"(?<!\w)(?:{_words(table['place_heads'])})[ ]?(?=\w)"),
            _classes(table["governors"]),
            _classes(table["followers"]),
            {name: re.compile(rf"(?<!\w)(?:{_words(forms)})(?!\w)") for name, forms in table["words"].items()},
            tuple((re.compile(row[0]), row[1]) for row in table["same"]),
            re.compile(rf"^(?:{_words(table['levels'])})[ ]"),
            re.compile(rf"[\s:(\-]*(?:(?:{_words(table['tight'])})[\s:(\-]*)*"),
            table["age"],
            _weights(),
        )


class Mentions:
    """The mentions of one document in text order, with what is known of each name over the whole document."""

    def __init__(self, view: View, table: SubjectTable, entities: Sequence[Entity], frames: Sequence[Frame]) -> None:
        self.view = view
        self.table = table
        found = [*self._entities(entities)]
        found += [*self._names(found)]
        found.sort(key=lambda one: one[0])
        taken = _Spans(found)
        found += [one for one in self._common(frames) if not taken.hold(one[0], one[1])]
        found.sort(key=lambda one: (one[0], -one[1]))
        self.all = [self._mention(*one) for one in found]
        self.starts = [one.start for one in self.all]
        self._join()
        self.counts = Counter(one.base for one in self.all)
        self.most = max(self.counts.values(), default=1)
        self.main = self._main()
        self.main_groups = {one.base: one.type for one in self.main}
        self.lead = [one for one in self.between(0, _LEAD) if one.type in _GROUPS][:4]

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin at or after `start` and before `end`."""
        return self.all[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def meant(self, one: Mention) -> Mention | None:
        """What "toàn tỉnh" or "tỉnh" stands for: the last name that begins with the noun, else the main place."""
        head = one.key.rpartition(" ")[2] if one.type == "WHOLE" else one.key
        at = bisect_left(self.starts, one.start)
        for other in reversed(self.all[max(0, at - _LOOK_BACK) : at]):
            if other.type in ("LOC", "TAIL", "ORG", "FRONT") and other.key.startswith(head):
                return other
        return next((other for other in self.main if other.type in ("LOC", "TAIL")), None)

    def _entities(self, entities: Sequence[Entity]) -> Iterable[tuple[int, int, str]]:
        for entity in entities:
            if entity.type not in _TYPES:
                continue
            start = self.view.from_text(entity.start)
            end = self.view.from_text(entity.end)
            kind = entity.type
            if kind == "ORG":
                if self.table.words["front"].search(self.view.lower, start, end):
                    kind = "FRONT"
                heads = [*self.table.tail.finditer(self.view.lower, start + 1, end)]
                if heads and self.view.cased[heads[-1].end()].isupper():
                    yield heads[-1].start(), end, "TAIL"
            yield start, end, kind

    def _names(self, found: list[tuple[int, int, str]]) -> Iterable[tuple[int, int, str]]:
        taken = _Spans(found)
        for name in _NAME.finditer(self.view.cased):
            start, end = name.span()
            shouted = self.view.cased[start:end].isupper() and self.view.cased[max(0, start - 12) : end + 12].isupper()
            if not shouted and not taken.hold(start, end):
                yield start, end, "NAME"

    def _common(self, frames: Sequence[Frame]) -> Iterable[tuple[int, int, str]]:
        """Common nouns, in the sentences of figures and the sentences before them."""
        done = 0
        for frame in frames:
            begin = frame.near - len(frame.scope)
            end = begin + len(frame.text)
            for match in self.table.common.finditer(self.view.lower, max(done, begin - len(frame.before) - 2), end):
                name = next(name for name in _COMMON if match[name])
                yield match.start(name), match.end(name), name.upper()
            done = max(done, end)

    def _mention(self, start: int, end: int, kind: str) -> Mention:
        lower = self.view.lower
        before, initial = self._governor(start)
        right = _NEXT.match(lower, end)
        after = "$"
        if right:
            word = right[1]
            after = self.table.followers.get(word) or ("#" if word.isdigit() else "w" if word.isalnum() else word)
        first, last = self.view.span(start, end)
        text = self.view.text[first:last]
        key, base = self.table.forms(text)
        return Mention(start, end, kind, text, key, base, before, after, initial)

    def _governor(self, start: int) -> tuple[str, bool]:
        """The class of the word or mark before a mention, and whether it opens its clause."""
        lower = self.view.lower
        left = lower[max(0, start - 30) : start]
        if "\n" in left[-2:]:
            return "^", True
        left = left.rstrip(_OPENING)
        if not left:
            return "^", True
        if not left[-1].isalnum():
            return ("^" if left[-1] == "\n" else left[-1]), True
        rest, _, word = left.rpartition(" ")
        pair = f"{rest.rpartition(' ')[2]} {word}"
        governors = self.table.governors
        return governors.get(pair) or governors.get(word) or "w", False

    def _join(self) -> None:
        """Give the last member of each coordination ("A, B và C") all of its members."""
        run: list[Mention] = []
        for one in self.all:
            if one.type in ("TAIL", "OPEN", "WHOLE"):
                continue
            near = run and one.start - run[-1].end < 6 and one.start >= run[-1].end
            alike = run and (one.type == run[-1].type or {one.type, run[-1].type} <= {"ORG", "FRONT", "NAME"})
            if near and alike and _LIST_GAP.fullmatch(self.view.lower, run[-1].end, one.start):
                run.append(one)
                one.listed = tuple(run)
                continue
            run = [one]

    def _main(self) -> list[Mention]:
        """The names the article is about: per group (Front, organisations, places) the two most often named."""
        groups: dict[str, dict[str, Mention]] = {"FRONT": {}, "ORG": {}, "LOC": {}}
        for one in self.all:
            group = _GROUPS.get(one.type)
            if group:
                groups[group].setdefault(one.base, one)
        ranked = [sorted(of.values(), key=lambda one: -self.counts[one.base])[:2] for of in groups.values()]
        return [one for best in ranked for one in best]


class _Spans:
    """Spans in order, to ask whether a new one meets any of them."""

    def __init__(self, spans: Sequence[tuple[int, int, str]]) -> None:
        ordered = sorted((start, end) for start, end, _ in spans)
        self.starts = [start for start, _ in ordered]
        self.ends = [end for _, end in ordered]

    def hold(self, start: int, end: int) -> bool:
        at = bisect_left(self.starts, end)
        return at > 0 and any(self.ends[k] > start for k in range(max(0, at - 3), at))


def key_of(text: str, same: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """What two writings of one subject share: case, tone places and the abbreviations of `same` evened out."""
    key = fold_tones(text.lower())
    for pattern, form in same:
        key = pattern.sub(form, key)
    return " ".join(key.split())
