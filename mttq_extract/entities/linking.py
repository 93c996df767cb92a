"""Canonical spelling and link of every entity: mentions of one thing, in one text or in many, bear one link.

Units of government are linked to the gazetteer ("vn:old:003"); a body to its kind at its unit ("org:mttq@vn:old:003"),
a hamlet or street to its name in its unit ("loc:thon-2@vn:old:24916"), a person to the full name. What a text leaves
open has no link.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens
from mttq_extract.entities.unit_links import UnitLinks
from mttq_extract.text.view import fold_tones, spelled
from mttq_extract.types import Entity

_ASCII_WORD, _WORD = re.compile("[0-9A-Za-z]+"), re.compile(r"[^\W_]+")
_TONE_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # the one between joins nothing
# rules of bodies that belong to a level of government
OF_A_LEVEL = frozenset({"org.front", "org.committee", "org.level", "org.part", "org.field", "org.list"})
# kinds of places that many units have one of under the same name
LOCAL = frozenset({"hamlet", "road", "works", "site"})


def slug(text: str) -> str:
    """Write a name in ASCII letters, digits and hyphens.

    >>> slug("Quỹ “Vì người nghèo”")
    'quy-vi-nguoi-ngheo'
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("\u0111", "d"))
    return "-".join(_ASCII_WORD.findall(_TONE_MARKS.sub("", plain)))


def recased(folded: str, cased: str) -> str:
    """Give a folded lower-case word the capitals of the word as written.

    >>> recased("ủy", "Uỷ")
    'Ủy'
    """
    if cased[1:].islower() and len(folded) == len(cased):
        return folded[0].upper() + folded[1:] if cased[0].isupper() else folded
    return "".join(low.upper() if high.isupper() else low for low, high in zip(folded, cased, strict=True))


def named(text: str) -> str:
    """Write a person's name as a link: diacritics stay, because they tell persons apart.

    >>> named("Lê Thị  Hòa")
    'lê-thị-hòa'
    """
    return "-".join(_WORD.findall(fold_tones(text.lower())))


class Linker:
    """Makes the entities of one text, with normal form and link; `titles` are those that persons bear, else None."""

    __slots__ = ("_lexicon", "_spans", "_titles", "_tokens", "_units")

    def __init__(
        self,
        lexicon: Lexicon,
        tokens: Tokens,
        spans: Sequence[Candidate],
        titles: Sequence[str | None],
        units: UnitLinks,
    ) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._spans = spans
        self._titles = titles
        self._units = units

    def link(self) -> list[Entity]:
        """Give the entities in the order of their spans."""
        people, tokens, view = self._people(), self._tokens, self._tokens.view
        out = []
        for number, (span, title) in enumerate(zip(self._spans, self._titles, strict=True)):
            score = 1.0
            link: str | None
            if span.type == "PER":
                normal = people[span.start]
                link = f"per:{named(normal)}" if " " in normal else None  # "bà Hương" alone is anyone
            elif span.type == "LOC":
                normal, link, score = self._place(number, span)
            elif span.type == "DOC":
                normal = self._paper(span)
                link = "doc:" + slug(self._short(normal))
            elif span.type == "ORG":
                normal = self._written(span.start, span.end)
                link, score = self._body(number, span, normal)
            else:
                normal = self._written(span.start, span.end)
                link = f"{span.type.lower()}:{slug(self._short(normal))}"
            start, end = view.span(tokens.start[span.start], tokens.end[span.end - 1])
            surface = view.text[start:end]
            out.append(Entity(start, end, surface, span.type, span.rule, normal, link, title, score))
        return self._acronyms(out)

    def _people(self) -> dict[int, str]:
        """The full name of each person, by its first token; a short name means the full one read last.

        A short name that stands before any full one (in a headline) means the first full one behind it.
        """
        tokens = self._tokens
        names = [(one.start, one.end) for one in self._spans if one.type == "PER"]
        spelled: dict[tuple[str, ...], str] = {}
        meant: dict[tuple[str, ...], tuple[str, ...]] = {}
        for start, end in reversed(names):
            name = tuple(tokens.lower[start:end])
            if end - start > 1:
                written = " ".join(tokens.cased[start:end])
                if name not in spelled or not written.isupper():
                    spelled[name] = written.title() if written.isupper() else written
                meant.update({name[cut:]: name for cut in range(1, len(name))})
        out: dict[int, str] = {}
        for start, end in names:
            name = tuple(tokens.lower[start:end])
            whole = meant.get(name, name)
            out[start] = spelled.get(whole) or " ".join(tokens.cased[start:end])
            if whole is name:
                meant.update({name[cut:]: name for cut in range(1, len(name))})
        return out

    def _place(self, number: int, span: Candidate) -> tuple[str, str | None, float]:
        """Canonical spelling, link and certainty of a place."""
        tokens, places = self._tokens, self._lexicon.places
        known = places.known.get(tokens.lower[span.start : span.end])
        normal = known.name if known is not None else self._written(span.start, span.end)
        unit = self._units.of(number)
        if unit is not None:
            return normal, unit[0].id, unit[1]
        if self._units.is_unit(number):
            home = self._units.above(number)
            return normal, None if home is None else f"loc:{slug(normal)}@{home.id}", 1.0
        word = places.words.longest(tokens.lower, span.start)
        if known is not None or word is None or not any(one.kind in LOCAL for one in word[1]):
            return normal, f"loc:{slug(normal)}", 1.0
        home = self._units.around(span.start, span.end)
        return normal, None if home is None else f"loc:{slug(normal)}@{home.id}", 1.0

    def _paper(self, span: Candidate) -> str:
        """A document's name with its kind in full; codes stay as they are."""
        tokens = self._tokens
        kind = self._lexicon.canonical.papers.longest(tokens.lower, span.start)
        if kind is None or kind[0] >= span.end:
            return tokens.text(span.start, span.end)
        return f"{kind[1]} {tokens.text(kind[0], span.end)}"

    def _written(self, start: int, end: int) -> str:
        """A name written out: abbreviations in full, bracketed short names and quotes left out."""
        tokens, forms = self._tokens, self._lexicon.canonical.forms
        out = ""
        i = start
        while i < end:
            if tokens.shape[i : i + 3] == "(U)" and i + 3 < end:
                i += 3
                continue
            glued = not out or (tokens.glued(i) and tokens.shape[i - 1] not in "oq)")
            found = forms.longest(tokens.lower, i)
            if found is not None and found[0] <= end and self._may_be_short(i, found[0]):
                out += ("" if glued else " ") + found[1]
                i = found[0]
                continue
            if tokens.shape[i] not in "oeq":
                out += ("" if glued else " ") + recased(spelled(tokens.lower[i]), tokens.cased[i])
            i += 1
        return out

    def _may_be_short(self, i: int, end: int) -> bool:
        """Whether a word that is a short form only in capitals is in capitals ("TƯ", but not "Đầu tư")."""
        shouted = self._lexicon.canonical.shouted
        word = self._tokens.cased[i]
        return end - i > 1 or self._tokens.lower[i] not in shouted or word.isupper()

    def _short(self, normal: str) -> str:
        """A canonical name in lower case without the words that two spellings may have or lack."""
        text = f" {fold_tones(normal.lower())} "
        for old, new in self._lexicon.canonical.replace:
            text = text.replace(old, new)
        return text.strip()

    def _body(self, number: int, span: Candidate, normal: str) -> tuple[str | None, float]:
        """The link of a body: its kind at its unit, or its name; None for one of a level that the text leaves open."""
        if span.rule not in OF_A_LEVEL:
            return "org:" + slug(self._short(normal)), 1.0
        found = self._units.seat(number, span)
        if found is None:
            return "org:" + slug(self._short(normal)), 1.0
        end, unit, sure = found
        kind = slug(self._short(self._written(span.start, end)))
        return (None if unit is None else f"org:{kind}@{unit.id}"), sure

    def _acronyms(self, entities: list[Entity]) -> list[Entity]:
        """Give a short name the link of the body that it follows in brackets."""
        meant = {
            entity.surface: before.link
            for before, entity in pairwise(entities)
            if entity.rule == "org.acronym" and entity.start - before.end <= 2
        }
        return [
            replace(entity, link=meant.get(entity.surface, entity.link)) if entity.rule == "org.acronym" else entity
            for entity in entities
        ]
