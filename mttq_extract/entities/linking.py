"""Canonical spelling and link of every entity: mentions of one thing in a document bear one link."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.phrases import words_of
from mttq_extract.entities.tokens import Tokens
from mttq_extract.text.view import fold_tones
from mttq_extract.types import Entity

# kinds of places whose link leaves the place word out ("quận Tây Hồ", "Tây Hồ")
NAMED_ALONE = frozenset({"province", "city", "district", "county", "town"})
# rules of bodies that belong to a level of government
OF_A_LEVEL = frozenset({"org.front", "org.committee", "org.level", "org.part", "org.field"})


def slug(text: str) -> str:
    """Write a name in ASCII letters, digits and hyphens.

    >>> slug("Quỹ “Vì người nghèo”")
    'quy-vi-nguoi-ngheo'
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("\u0111", "d"))
    kept = "".join(c if c.isascii() and c.isalnum() else "" if unicodedata.combining(c) else " " for c in plain)
    return "-".join(kept.split())


def recased(folded: str, cased: str) -> str:
    """Give a folded lower-case word the capitals of the word as written.

    >>> recased("ủy", "Uỷ")
    'Ủy'
    """
    return "".join(low.upper() if high.isupper() else low for low, high in zip(folded, cased, strict=True))


class Linker:
    """Gives the entities of one text their normal form and link; `spans` are their tokens."""

    __slots__ = ("_entities", "_lexicon", "_spans", "_tokens")

    def __init__(
        self, lexicon: Lexicon, tokens: Tokens, spans: Sequence[Candidate], entities: Sequence[Entity]
    ) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._spans = spans
        self._entities = entities

    def link(self) -> list[Entity]:
        """Give the entities again, with `normal` and `link` filled."""
        people = self._people()
        out = []
        for span, entity in zip(self._spans, self._entities, strict=True):
            if entity.type == "PER":
                normal = people[span.start]
                link = slug(normal)
            elif entity.type == "LOC":
                normal, link = self._place(span)
            elif entity.type == "DOC":
                normal = self._paper(span)
                link = slug(self._short(normal))
            else:
                normal = self._written(span.start, span.end)
                link = self._body(normal) if entity.rule in OF_A_LEVEL else slug(self._short(normal))
            out.append(replace(entity, normal=normal, link=f"{entity.type.lower()}:{link}"))
        return self._settled(self._acronyms(out))

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

    def _place(self, span: Candidate) -> tuple[str, str]:
        """Canonical spelling and link of a place; province and district words are left out of the link."""
        tokens, places = self._tokens, self._lexicon.places
        known = places.known.get(tokens.lower[span.start : span.end])
        if known is not None:
            return known.name, slug(known.name)
        normal = self._written(span.start, span.end)
        found = places.words.longest(tokens.lower, span.start)
        if found is None or found[0] >= span.end or found[1][0].kind not in NAMED_ALONE:
            return normal, slug(normal)
        inner = places.known.get(tokens.lower[found[0] : span.end])
        if inner is None and tokens.shape[found[0]] == "d":
            return normal, slug(normal)
        return normal, slug(inner.name if inner is not None else tokens.text(found[0], span.end))

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
            if found is not None and found[0] <= end:
                out += ("" if glued else " ") + found[1]
                i = found[0]
                continue
            if tokens.shape[i] not in "oeq":
                out += ("" if glued else " ") + recased(tokens.lower[i], tokens.cased[i])
            i += 1
        return out

    def _short(self, normal: str) -> str:
        """A canonical name in lower case without the words that two spellings may have or lack."""
        text = f" {fold_tones(normal.lower())} "
        for old, new in self._lexicon.canonical.replace:
            text = text.replace(f" {old} ", f" {new} " if new else " ")
        return text.strip()

    def _body(self, normal: str) -> str:
        """The link of a body of government: the level word before a province or city is always there."""
        canonical, places = self._lexicon.canonical, self._lexicon.places
        text = self._short(normal)
        words = words_of(text)
        for length in (4, 3, 2, 1):
            if len(words) <= length or (known := places.known.get(words[-length:])) is None:
                continue
            if known.kind == "province":
                level = canonical.city if fold_tones(known.name.lower()) in canonical.cities else canonical.province
                rest = words[:-length]
                if rest[-1] != level:
                    rest.append(level)
                return slug(" ".join([*rest, known.name]))
            break
        return slug(text)

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

    def _settled(self, entities: list[Entity]) -> list[Entity]:
        """Give a body named by its level alone the place that the text's bodies of this level have, if one only."""
        canonical = self._lexicon.canonical
        levels = {slug(level) for level in canonical.levels}
        plurals = {slug(plural) for plural in canonical.plurals}
        links = {e.link.removeprefix("org:") for e in entities if e.type == "ORG" and e.link}
        places: dict[str, set[str]] = {}
        for link in links:
            parts = link.split("-")
            for k in range(1, len(parts) - 1):
                if parts[k] in levels and parts[k - 1] not in plurals:
                    places.setdefault(parts[k], set()).add("-".join(parts[k + 1 :]))
        out = []
        for entity in entities:
            parts = entity.link.split("-") if entity.type == "ORG" and entity.link else [""]
            open_level = len(parts) > 1 and parts[-1] in levels and parts[-2] not in plurals
            meant = places.get(parts[-1], set()) if open_level else set()
            out.append(replace(entity, link=f"{entity.link}-{next(iter(meant))}") if len(meant) == 1 else entity)
        return out
