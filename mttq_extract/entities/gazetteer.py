"""Known places and the words that make a name a place, compiled from their tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mttq_extract.entities.phrases import TOKEN, Phrases, flags, folded, words_of
from mttq_extract.errors import TableError
from mttq_extract.tables.loader import read_text, read_toml, rows
from mttq_extract.text.view import fold_tones

HEADER = ["name", "kind", "bare", "aliases"]
BARE = ("yes", "context", "no")


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A word that makes the name behind it a place: a level of government or a thing that bears a name."""

    kind: str
    admin: bool
    number: bool
    always_number: bool
    not_before: frozenset[str]
    not_after: frozenset[str]
    pair: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A known place: its canonical name, kind, where it may stand bare, and which of its words are capitals."""

    name: str
    kind: str
    bare: str
    capitals: tuple[bool, ...]

    @classmethod
    def of(cls, form: str, name: str, kind: str, bare: str) -> Place:
        """Read a form of a place; its own capitals are those a text must have."""
        return cls(name, kind, bare, tuple(word[0].isupper() for word in TOKEN.findall(form)))


@dataclass(frozen=True, slots=True)
class Places:
    """Place words and known places; `small` are the first words of known places that need no capital there."""

    words: Phrases[tuple[PlaceWord, ...]]
    known: Phrases[Place]
    small: frozenset[str]
    lists: Phrases[bool]
    clusters: Phrases[bool]
    asks: Phrases[bool]
    strong_asks: frozenset[str]
    whereto: frozenset[str]
    number_then: frozenset[str]
    bare_levels: Phrases[bool]
    level_splits: Phrases[int]
    compounds: dict[str, frozenset[str]]
    not_asked: Phrases[bool]
    amounts: frozenset[str]
    not_counted: Phrases[bool]
    serial: frozenset[str]
    parts: frozenset[str]
    door: frozenset[str]
    rather: frozenset[str]
    not_rather: frozenset[str]
    lanes: frozenset[str]
    hamlets: frozenset[str]
    doorstep: frozenset[str]
    houses: Phrases[bool]
    sides: frozenset[str]
    routes: frozenset[str]
    no_routes: frozenset[str]
    route_from: frozenset[str]
    ways: frozenset[str]
    called: frozenset[str]
    abroad: Phrases[bool]
    folk: frozenset[str]
    outside: frozenset[str]
    namesakes: Phrases[bool]
    of_level: Phrases[bool]

    @classmethod
    def load(cls) -> Places:
        """Compile places.toml and places.tsv; raises `TableError` when a row is malformed."""
        table = read_toml("places.toml")
        words: dict[str, list[PlaceWord]] = {}
        for key, kind in (("admin", "level"), ("feature", "kind")):
            for row in rows(table, "places.toml", key, ("forms", kind)):
                word = PlaceWord(
                    row[kind],
                    key == "admin",
                    row.get("number", False),
                    row.get("always_number", False),
                    folded(row.get("not_before", [])),
                    folded(row.get("not_after", [])),
                    row.get("pair", False),
                )
                for form in row["forms"]:
                    words.setdefault(form, []).append(word)
        landmarks = [form for row in rows(table, "places.toml", "known") for form in row["forms"]]
        # of two forms that differ in capitals the one that asks for fewer is read last and holds
        landmarks.sort(key=lambda form: -sum(map(str.isupper, form)))
        known = [*gazetteer(), *((form, Place.of(form, form, "landmark", "yes")) for form in landmarks)]
        return cls(
            Phrases((form, tuple(found)) for form, found in words.items()),
            Phrases(known),
            frozenset(words_of(form)[0] for form, place in known if not place.capitals[0]),
            flags(table["lists"]),
            flags(table["clusters"]),
            flags(table["asks"]),
            folded(table["strong_asks"]),
            folded(table["whereto"]),
            folded(table["number_then"]),
            flags(table["bare_levels"]),
            Phrases((form, len(words_of(kept))) for form, kept in table["level_splits"].items()),
            {fold_tones(name): folded(behind) for name, behind in table["compounds"].items()},
            flags(table["not_asked"]),
            folded(table["amounts"]),
            flags(table["not_counted"]),
            folded(table["serial"]),
            folded(table["parts"]),
            folded(table["door"]),
            folded(table["rather"]),
            folded(table["not_rather"]),
            folded(table["lanes"]),
            folded(table["hamlets"]),
            folded(table["doorstep"]),
            flags(table["houses"]),
            folded(table["sides"]),
            folded(table["routes"]),
            folded(table["no_routes"]),
            folded(table["from"]),
            folded(table["ways"]),
            folded(table["called"]),
            flags(table["abroad"]),
            folded(table["folk"]),
            folded(table["outside"]),
            flags(table["namesakes"]),
            flags(table["of_level"]),
        )


def gazetteer() -> Iterator[tuple[str, Place]]:
    """Give every form of places.tsv with its place; raises `TableError` naming the line that is malformed."""
    lines = [line for line in read_text("places.tsv").splitlines() if line and not line.startswith("#")]
    if not lines or lines[0].split("\t") != HEADER:
        raise TableError(f"table places.tsv: the header must be {', '.join(HEADER)}; restore it")
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(HEADER) or cells[2] not in BARE:
            raise TableError(
                f"table places.tsv: {line!r} is not name, kind, bare ({'|'.join(BARE)}), aliases; correct it"
            )
        name, kind, bare, aliases = cells
        yield name, Place.of(name, name, kind, bare)
        for alias in filter(None, aliases.split(";")):
            # an alias is unlike any common word, so it may stand bare unless the row asks for context
            yield alias, Place.of(alias, name, kind, "yes" if bare == "no" else bare)
