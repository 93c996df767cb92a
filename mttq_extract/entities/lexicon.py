"""What the entity pass knows, compiled once from the tables into phrase look-ups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mttq_extract.entities.phrases import Phrases, words_of
from mttq_extract.errors import TableError
from mttq_extract.tables.loader import Row, read_text, read_toml, rows
from mttq_extract.text.view import fold_tones


@dataclass(frozen=True, slots=True)
class Head:
    """The first words of a body's name, and what may follow."""

    kind: str
    bare: str
    lower: bool
    at: bool
    term: bool
    not_after: Phrases[bool]


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A word that makes the name behind it a place: a level of government or a thing that bears a name."""

    kind: str
    admin: bool
    number: bool
    always_number: bool
    not_before: frozenset[str]
    not_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A known place: its canonical name, kind, where it may stand bare, and which of its words are capitals."""

    name: str
    kind: str
    bare: str
    capitals: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Organisations:
    """Heads, parts and fields of organisation names."""

    heads: Phrases[tuple[Head, ...]]
    legal: Phrases[bool]
    central: Phrases[bool]
    vietnam: Phrases[bool]
    national: Phrases[bool]
    front: Phrases[bool]
    suffixes: Phrases[bool]
    after: dict[str, frozenset[str]]
    before: Phrases[frozenset[str]]
    common: Phrases[bool]
    scopes: Phrases[bool]
    plurals: Phrases[bool]
    of: frozenset[str]
    joins: frozenset[str]
    list_joins: frozenset[str]
    fields: Phrases[bool]
    outlets: Phrases[str]
    outlet_before: Phrases[bool]
    canonical: Phrases[str]
    link_replace: tuple[tuple[str, str], ...]
    link_levels: frozenset[str]
    link_cities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Places:
    """Place words and known places."""

    words: Phrases[tuple[PlaceWord, ...]]
    known: Phrases[Place]
    lists: Phrases[bool]
    asks: Phrases[bool]
    number_then: frozenset[str]
    strong_asks: frozenset[str]
    bare_levels: Phrases[bool]


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands beside persons' names."""

    family: frozenset[str]
    strong: frozenset[str]
    middle: frozenset[str]
    not_in_name: frozenset[str]
    openers: frozenset[str]
    joins: frozenset[str]
    words: Phrases[str]
    before: Phrases[bool]
    links: frozenset[str]
    credits: Phrases[bool]
    tails: Phrases[bool]
    known: Phrases[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the entity pass looks up; build it once with `Lexicon.load`."""

    organisations: Organisations
    places: Places
    titles: Titles
    funds: dict[str, Any]
    documents: dict[str, Any]
    events: dict[str, Any]

    @classmethod
    def load(cls) -> Lexicon:
        """Compile the tables; raises `TableError` when a row is malformed."""
        return cls(_organisations(), _places(), _titles(), _funds(), _documents(), _events())


def flags(forms: Iterable[str]) -> Phrases[bool]:
    """Phrases that only say they are there."""
    return Phrases((form, True) for form in forms)


def folded(forms: Iterable[str]) -> frozenset[str]:
    """Lower-case forms with folded tones."""
    return frozenset(fold_tones(form.lower()) for form in forms)


def _organisations() -> Organisations:
    table = read_toml("organisations.toml")
    heads: dict[tuple[str, ...], list[Head]] = {}
    for row in rows(table, "organisations.toml", "head", ("kind", "bare", "forms")):
        head = Head(
            row["kind"],
            row["bare"],
            row.get("lower", False),
            row.get("at", False),
            row.get("term", False),
            flags(row.get("not_after", [])),
        )
        for form in row["forms"]:
            heads.setdefault(tuple(words_of(form)), []).append(head)
    parts = table["parts"]
    return Organisations(
        heads=Phrases((" ".join(words), tuple(found)) for words, found in heads.items()),
        legal=flags(form for row in table["legal"] for form in row["forms"]),
        central=flags(parts["central"]),
        vietnam=flags(parts["vietnam"]),
        national=flags(parts["national"]),
        front=flags(parts["front"]),
        suffixes=flags(parts["suffixes"]),
        after={fold_tones(head): folded(words) for head, words in table["compounds"]["after"].items()},
        before=Phrases((head, folded(words)) for head, words in table["compounds"]["before"].items()),
        common=flags(table["fields"]["common"]),
        scopes=flags(parts["scopes"]),
        plurals=flags(parts["plurals"]),
        of=folded(parts["of"]),
        joins=folded(parts["joins"]),
        list_joins=folded(parts["list_joins"]),
        fields=flags(name.strip() for name in table["fields"]["names"].replace("\n", " ").split(";") if name.strip()),
        outlets=Phrases((name, name) for name in table["outlets"]["names"]),
        outlet_before=flags(table["outlets"]["before"]),
        canonical=Phrases(table["canonical"].items()),
        link_replace=tuple((fold_tones(old), fold_tones(new)) for old, new in table["link"]["replace"]),
        link_levels=folded(table["link"]["levels"]),
        link_cities=folded(table["link"]["cities"]),
    )


def _places() -> Places:
    table = read_toml("places.toml")
    words: dict[str, list[PlaceWord]] = {}
    for admin, key in ((True, "admin"), (False, "feature")):
        for row in rows(table, "places.toml", key, ("forms",)):
            word = PlaceWord(
                row["level"] if admin else row["kind"],
                admin,
                row.get("number", False) or row.get("site", False),
                row.get("always_number", False),
                folded(row.get("not_before", [])),
                folded(row.get("not_after", [])),
            )
            for form in row["forms"]:
                words.setdefault(form, []).append(word)
    known: Phrases[Place] = Phrases()
    for form, place in _gazetteer():
        known.add(form, place)
    for row in table["known"]:
        for form in row["forms"]:
            known.add(form, _place(form, form, "landmark", "yes"))
    return Places(
        words=Phrases((form, tuple(found)) for form, found in words.items()),
        known=known,
        lists=flags(table["lists"]),
        asks=flags(table["asks"]),
        number_then=folded(table["number_then"]),
        strong_asks=folded(table["strong_asks"]),
        bare_levels=flags(table["bare_levels"]),
    )


def _place(form: str, name: str, kind: str, bare: str) -> Place:
    return Place(name, kind, bare, tuple(word[0].isupper() for word in _cased_words(form)))


def _cased_words(form: str) -> list[str]:
    from mttq_extract.entities.phrases import TOKEN

    return TOKEN.findall(form)


def _gazetteer() -> Iterable[tuple[str, Place]]:
    lines = [line for line in read_text("places.tsv").splitlines() if line and not line.startswith("#")]
    if lines[0].split("\t") != ["name", "kind", "bare", "aliases"]:
        raise TableError("table places.tsv: the header must be name, kind, bare, aliases; restore it")
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != 4 or cells[2] not in ("yes", "context", "no"):
            raise TableError(f"table places.tsv: {line!r} is not name, kind, bare (yes|context|no), aliases; correct it")
        name, kind, bare, aliases = cells
        yield name, _place(name, name, kind, bare)
        for alias in filter(None, aliases.split(";")):
            # an alias is unlike any common word, so it may stand bare unless the row asks for context
            yield alias, _place(alias, name, kind, "yes" if bare == "no" else bare)


def _titles() -> Titles:
    table = read_toml("titles.toml")
    words: Phrases[str] = Phrases()
    for row in rows(table, "titles.toml", "office"):
        for form in row["forms"]:
            words.add(form, "office")
    for row in rows(table, "titles.toml", "honorific", ("kind", "forms")):
        for form in row["forms"]:
            words.add(form, row["kind"])
    return Titles(
        family=folded(table["family_names"].split()),
        strong=folded(table["strong_families"].split()),
        middle=folded(table["middle_names"].split()),
        not_in_name=folded(table["not_in_name"].split()),
        openers=folded(table["openers"]),
        joins=folded(table["joins"]),
        words=words,
        before=flags(form for row in table["office"] for form in row.get("before", [])),
        links=folded(form for row in table["office"] for form in row.get("links", [])),
        tails=flags(form for row in table["tail"] for form in row["forms"]),
        credits=flags(form for row in table["credit"] for form in row["forms"]),
        known=Phrases((form, form) for row in table["known"] for form in row["forms"]),
    )


def _funds() -> dict[str, Any]:
    table = read_toml("funds.toml")
    return {
        "heads": Phrases(
            (form, bool(row["inside"])) for row in rows(table, "funds.toml", "head", ("forms", "inside")) for form in row["forms"]
        ),
        "names": Phrases((form, _fund_row(row)) for row in rows(table, "funds.toml", "name") for form in row["forms"]),
    }


def _fund_row(row: Row) -> tuple[frozenset[str], bool, Phrases[bool]]:
    return folded(row.get("heads", [])), row.get("capital", False), flags(row.get("not_before", []))


def _documents() -> dict[str, Any]:
    table = read_toml("documents.toml")
    numbered = table["numbered"][0]
    law = table["law"][0]
    return {
        "numbered": flags(form for row in table["numbered"] for form in row["forms"]),
        "capital": folded(numbered["capital_without_number_word"]),
        "never_bare": folded(numbered["never_bare"]),
        "number_words": folded(numbered["number_words"]),
        "law": flags(law["forms"]),
        "law_not_before": flags(law["not_before"]),
        "law_words": flags(law["words"]),
        "law_links": folded(law["links"]),
        "law_after": flags(law["after"]),
        "alone": flags(form for row in table["alone"] for form in row["forms"]),
        "congress": flags(form for row in table["congress"] for form in row["forms"]),
    }


def _events() -> dict[str, Any]:
    table = read_toml("events.toml")
    return {
        "session": flags(form for row in table["session"] for form in row["forms"]),
        "numbers": flags(form for row in table["session"] for form in row["numbers"]),
        "congress": flags(form for row in table["congress"] for form in row["forms"]),
        "congress_of": flags(form for row in table["congress"] for form in row["of"]),
        "meeting": flags(form for row in table["meeting"] for form in row["forms"]),
        "plenum": flags(form for row in table["plenum"] for form in row["forms"]),
        "election": flags(form for row in table["election"] for form in row["forms"]),
        "election_more": flags(form for row in table["election"] for form in row["more"]),
        "quoted": Phrases((form, bool(row["inside"])) for row in table["quoted"] for form in row["forms"]),
        "names": Phrases((form, bool(row.get("capital"))) for row in table["name"] for form in row["forms"]),
    }
