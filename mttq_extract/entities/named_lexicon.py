"""What the entity pass knows of documents, events and funds, compiled from their tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mttq_extract.entities.phrases import Phrases, flags, folded
from mttq_extract.tables.loader import Row, read_toml, rows


def _forms(table: dict[str, list[Row]], name: str, key: str) -> Phrases[bool]:
    return flags(form for row in rows(table, name, key) for form in row["forms"])


def _marked(table: dict[str, list[Row]], name: str, key: str, mark: str) -> Phrases[Any]:
    """The forms of a table's rows, each with what its row says of them under `mark`."""
    return Phrases((form, row[mark]) for row in rows(table, name, key, ("forms", mark)) for form in row["forms"])


def _written(name: str, law: Row) -> Iterator[str]:
    """Give a law's name as it is written: in full, without its commas, shortened word by word and as a whole."""
    for form in (name, name.replace(",", "")):
        yield form
        shortest = form
        for long, short in law["short"]:
            if long in form:
                yield form.replace(long, short)
            shortest = shortest.replace(long, short)
        yield shortest


@dataclass(frozen=True, slots=True)
class Documents:
    """Kinds of numbered documents, words of laws, documents known by name."""

    numbered: Phrases[bool]
    capital: Phrases[bool]
    never_bare: Phrases[bool]
    not_before: frozenset[str]
    bare_before: Phrases[bool]
    bare_mark: Phrases[bool]
    bare_after: frozenset[str]
    deed_stops: Phrases[bool]
    law: Phrases[bool]
    law_draft: Phrases[bool]
    law_not_before: Phrases[bool]
    law_words: Phrases[bool]
    law_links: frozenset[str]
    law_after: Phrases[bool]
    law_stops: Phrases[bool]
    law_ends: Phrases[bool]
    law_not_start: Phrases[bool]
    law_of: frozenset[str]
    law_loose: frozenset[str]
    law_kinds: frozenset[str]
    law_narrow: Phrases[bool]
    law_not_after: Phrases[bool]
    law_names: Phrases[bool]
    treaty: Phrases[bool]
    treaty_stops: Phrases[bool]
    treaty_about: Phrases[bool]
    treaty_not: Phrases[bool]
    keeps: Phrases[bool]
    law_amends: Phrases[bool]
    law_about: frozenset[str]
    law_acts: Phrases[bool]
    law_plural: frozenset[str]
    law_many: frozenset[str]
    alone: Phrases[bool]
    congress: Phrases[bool]
    plenary: Phrases[bool]

    @classmethod
    def load(cls) -> Documents:
        """Compile documents.toml; raises `TableError` when a row is malformed."""
        name = "documents.toml"
        table = read_toml(name)
        numbered = rows(table, name, "numbered", ("forms", "capital_without_number_word", "never_bare"))[0]
        treaty = rows(table, name, "treaty", ("forms", "stops"))[0]
        law = rows(table, name, "law", ("forms", "not_before", "words", "links", "after"))[0]
        return cls(
            _forms(table, name, "numbered"),
            flags(numbered["capital_without_number_word"]),
            flags(numbered["never_bare"]),
            folded(numbered["not_before"]),
            flags(numbered["bare_before"]),
            flags(numbered["bare_mark"]),
            folded(numbered["bare_after"]),
            flags(numbered["deed_stops"]),
            flags(law["forms"]),
            flags(law["draft"]),
            flags(law["not_before"]),
            flags(law["words"]),
            folded(law["links"]),
            flags(law["after"]),
            flags(law["stops"]),
            flags(law["ends"]),
            flags(law["not_start"]),
            folded(law["of"]),
            folded(law["loose"]),
            folded(law["kinds"]),
            flags(law["narrow"]),
            flags(law["not_after"]),
            flags(form for name in law["names"].replace("\n", " ").split(";") for form in _written(name.strip(), law)),
            flags(treaty["forms"]),
            flags(treaty["stops"]),
            flags(treaty["about"]),
            flags(treaty["not_names"]),
            flags(law["keeps"]),
            flags(law["amends"]),
            folded(law["about"]),
            flags(law["acts"]),
            folded(law["plural"]),
            folded(law["many"]),
            _forms(table, name, "alone"),
            _forms(table, name, "congress"),
            _forms(table, name, "plenary"),
        )


@dataclass(frozen=True, slots=True)
class Events:
    """Words of sessions, congresses, elections and gatherings, and events known by name."""

    session: Phrases[bool]
    numbers: Phrases[bool]
    congress: Phrases[bool]
    congress_of: Phrases[bool]
    congress_parts: Phrases[bool]
    ordinal: Phrases[bool]
    party: frozenset[str]
    meeting: Phrases[bool]
    plenum: Phrases[bool]
    election: Phrases[bool]
    election_more: Phrases[bool]
    quoted: Phrases[bool]
    gathering: Phrases[bool]
    gathering_parts: Phrases[bool]
    storm: Phrases[bool]
    names: Phrases[bool]
    day_first: frozenset[str]
    day_of: Phrases[bool]
    open: Phrases[str]
    not_open: Phrases[bool]
    wide: Phrases[bool]
    keeps: Phrases[bool]
    stops: Phrases[bool]
    history: Phrases[bool]

    @classmethod
    def load(cls) -> Events:
        """Compile events.toml; raises `TableError` when a row is malformed."""
        name = "events.toml"
        table = read_toml(name)
        congress = rows(table, name, "congress", ("forms", "of", "parts", "ordinal", "party"))[0]
        return cls(
            _forms(table, name, "session"),
            flags(form for row in rows(table, name, "session", ("forms", "numbers")) for form in row["numbers"]),
            _forms(table, name, "congress"),
            flags(congress["of"]),
            flags(congress["parts"]),
            flags(congress["ordinal"]),
            folded(congress["party"]),
            _forms(table, name, "meeting"),
            _forms(table, name, "plenum"),
            _forms(table, name, "election"),
            flags(form for row in rows(table, name, "election", ("forms", "more")) for form in row["more"]),
            _marked(table, name, "quoted", "inside"),
            _marked(table, name, "gathering", "lower"),
            flags(part for row in rows(table, name, "gathering") for part in row.get("parts", [])),
            _forms(table, name, "storm"),
            _forms(table, name, "name"),
            folded(["ngày"]),
            _marked(table, name, "day", "whole"),
            _marked(table, name, "open", "need"),
            flags(form for row in rows(table, name, "open") for form in row.get("not_after", [])),
            _forms(table, name, "wide"),
            _forms(table, name, "keep"),
            _forms(table, name, "stop"),
            _marked(table, name, "history", "any"),
        )


@dataclass(frozen=True, slots=True)
class FundName:
    """A fund known by name: the heads it asks for (none: it stands alone), and whether it must be capitalised."""

    heads: Phrases[bool] | None
    capital: bool


@dataclass(frozen=True, slots=True)
class Funds:
    """Heads of funds (with whether they belong to the name) and known names."""

    heads: Phrases[bool]
    names: Phrases[FundName]
    programmes: Phrases[bool]
    gifts: Phrases[bool]
    shows: Phrases[bool]
    open: Phrases[bool]
    not_open: Phrases[bool]
    foreign: Phrases[bool]

    @classmethod
    def load(cls) -> Funds:
        """Compile funds.toml; raises `TableError` when a row is malformed."""
        name = "funds.toml"
        table = read_toml(name)
        return cls(
            _marked(table, name, "head", "inside"),
            Phrases(
                (form, FundName(flags(row["heads"]) if "heads" in row else None, row.get("capital", False)))
                for row in rows(table, name, "name")
                for form in row["forms"]
            ),
            _forms(table, name, "programme"),
            Phrases(
                (form, key == "gifts")
                for key in ("not_gifts", "gifts")
                for row in rows(table, name, "programme", (key,))
                for form in row[key]
            ),
            flags(form for row in rows(table, name, "programme", ("shows",)) for form in row["shows"]),
            _forms(table, name, "open"),
            flags(form for row in rows(table, name, "open", ("not_after",)) for form in row["not_after"]),
            flags(form for row in rows(table, name, "open", ("foreign",)) for form in row["foreign"]),
        )
