"""Canonical spelling and link of every entity: mentions of one thing in a document bear one link."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens
from mttq_extract.types import Entity

NAMED_BY_PLACE = frozenset({"province", "city", "district", "county", "town"})


def slug(text: str) -> str:
    """Write a name in ASCII letters, digits and hyphens.

    >>> slug("Quỹ “Vì người nghèo”")
    'quy-vi-nguoi-ngheo'
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(c if c.isascii() and c.isalnum() else "" if unicodedata.combining(c) else " " for c in plain)
    return "-".join(kept.split())


class Linker:
    """Gives the entities of one text their normal form and link."""

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
                out.append(replace(entity, normal=normal, link="per:" + slug(normal)))
            elif entity.type == "LOC":
                normal, link = self._place(span)
                out.append(replace(entity, normal=normal, link="loc:" + link))
            else:
                normal = self._canonical(span.start, span.end)
                out.append(replace(entity, normal=normal, link=f"{entity.type.lower()}:{self._short(normal)}"))
        return self._settle(out)

    def _people(self) -> dict[int, str]:
        """The full name of each person, by its first token: the last full name that ends in a short one."""
        tokens = self._tokens
        full: list[tuple[int, tuple[str, ...]]] = []
        for one in self._spans:
            if one.type == "PER" and one.end - one.start >= 2:
                full.append((one.start, tuple(tokens.lower[one.start : one.end])))
        spelled: dict[tuple[str, ...], str] = {}
        for start, name in full:
            written = " ".join(tokens.cased[start : start + len(name)])
            if name not in spelled or spelled[name].isupper():
                spelled[name] = written.title() if written.isupper() else written
        last: dict[tuple[str, ...], tuple[str, ...]] = {}
        for _, name in reversed(full):  # names before the short form are preferred: see below
            for cut in range(1, len(name)):
                last[name[cut:]] = name
        out: dict[int, str] = {}
        for one in self._spans:
            if one.type != "PER":
                continue
            name = tuple(tokens.lower[one.start : one.end])
            whole = last.get(name, name)
            out[one.start] = spelled.get(whole) or " ".join(tokens.cased[one.start : one.end])
            for cut in range(1, len(name)):
                last[name[cut:]] = last.get(name, name) if name in last else name
        return out

    def _place(self, span: Candidate) -> tuple[str, str]:
        """Canonical spelling and link of a place; province and district words are left out of the link."""
        tokens, places = self._tokens, self._lexicon.places
        known = places.known.get(tokens.lower[span.start : span.end])
        if known is not None:
            return known.name, slug(known.name)
        normal = self._canonical(span.start, span.end)
        found = places.words.longest(tokens.lower, span.start)
        if found is not None and found[0] < span.end and found[1][0].kind in NAMED_BY_PLACE:
            inner = places.known.get(tokens.lower[found[0] : span.end])
            if inner is not None or tokens.shape[found[0]] != "d":
                return normal, slug(inner.name if inner is not None else tokens.text(found[0], span.end))
        return normal, slug(normal)

    def _canonical(self, start: int, end: int) -> str:
        """Write a name out: abbreviations in full, bracketed short names and quotes left out."""
        tokens, canonical = self._tokens, self._lexicon.organisations.canonical
        words = []
        i = start
        while i < end:
            if tokens.shape[i] == "(" and i + 2 < end and tokens.shape[i + 1] == "U" and tokens.shape[i + 2] == ")":
                i += 3
                continue
            found = canonical.longest(tokens.lower, i)
            if found is not None and found[0] <= end:
                words.append((found[1], tokens.glued(i) and i > start and tokens.shape[i - 1] not in "oq"))
                i = found[0]
                continue
            if tokens.shape[i] not in "oeq":
                words.append((tokens.cased[i], tokens.glued(i) and i > start and tokens.shape[i - 1] not in "oq"))
            i += 1
        return "".join(word if glued or not k else " " + word for k, (word, glued) in enumerate(words))

    def _short(self, normal: str) -> str:
        """The link of a canonical name."""
        table = self._lexicon.organisations
        from mttq_extract.text.view import fold_tones

        text = f" {fold_tones(normal.lower())} "
        for old, new in table.link_replace:
            text = text.replace(f" {old} ", f" {new} " if new else " ")
        for city in table.link_cities:
            if text.endswith(f" {city} ") and not text.endswith(f" tp {city} "):
                text = text[: -len(city) - 1] + f"tp {city} "
        return slug(text)

    def _settle(self, entities: list[Entity]) -> list[Entity]:
        """Give a body named by its level alone the link of the one full name it can stand for."""
        levels = {slug(level) for level in self._lexicon.organisations.link_levels}
        links = {e.link for e in entities if e.type == "ORG" and e.link}
        out = []
        for entity in entities:
            link = entity.link
            if entity.type == "ORG" and link and link.rsplit("-", 1)[-1] in levels:
                fuller = {other for other in links if other.startswith(link + "-")}
                if len(fuller) == 1:
                    out.append(replace(entity, link=fuller.pop()))
                    continue
            out.append(entity)
        return out
