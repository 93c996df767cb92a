"""What the entity pass knows of organisations, persons and small words, compiled once from the tables."""

from __future__ import annotations

from dataclasses import dataclass

from mttq_extract.entities.gazetteer import Places
from mttq_extract.entities.named_lexicon import Documents, Events, Funds
from mttq_extract.entities.phrases import Phrases, flags, folded, words_of
from mttq_extract.tables.loader import read_toml, rows
from mttq_extract.tables.syllables import Syllables
from mttq_extract.text.view import fold_tones


def _names(listed: str) -> list[str]:
    """Give the names of a table that are joined by semicolons."""
    return [name.strip() for name in listed.replace("\n", " ").split(";") if name.strip()]


@dataclass(frozen=True, slots=True)
class Head:
    """The first words of a body's name, and what may follow."""

    kind: str
    bare: str
    lower: bool
    at: bool
    term: bool
    land: bool
    region: bool
    not_after: Phrases[bool]
    then: Phrases[bool]


@dataclass(frozen=True, slots=True)
class Organisations:
    """Heads, parts and fields of organisation names."""

    heads: Phrases[tuple[Head, ...]]
    after: dict[str, frozenset[str]]
    before: Phrases[frozenset[str]]
    legal: Phrases[bool]
    numbered: frozenset[str]
    numbered_schools: frozenset[str]
    verbs: frozenset[str]
    fields: Phrases[bool]
    common: Phrases[bool]
    acts: Phrases[bool]
    offices: frozenset[str]
    trades: Phrases[bool]
    deeds: Phrases[bool]
    joins: frozenset[str]
    of: frozenset[str]
    about: frozenset[str]
    steering: Phrases[bool]
    boards: Phrases[bool]
    purposes: Phrases[bool]
    purpose_stops: Phrases[bool]
    purpose_goes_on: frozenset[str]
    purpose_others: Phrases[bool]
    lettered: frozenset[str]
    foreign_ends: frozenset[str]
    foreign_not: frozenset[str]
    english: frozenset[str]
    firm_ends: frozenset[str]
    weak_ends: frozenset[str]
    front: Phrases[bool]
    central: Phrases[bool]
    vietnam: Phrases[bool]
    national: Phrases[bool]
    national_lower: Phrases[bool]
    regions: Phrases[bool]
    directions: Phrases[bool]
    scopes: Phrases[bool]
    plurals: Phrases[bool]
    suffixes: Phrases[bool]
    states: Phrases[bool]
    vietnam_ends: frozenset[str]
    no_place: Phrases[bool]
    schools: Phrases[bool]
    venues: Phrases[bool]
    called: Phrases[bool]
    firms: Phrases[bool]
    apposed: Phrases[bool]
    ranks: Phrases[bool]
    also_ranks: frozenset[str]
    landed: Phrases[bool]
    not_landed: frozenset[str]
    blocs: frozenset[str]
    initials: frozenset[str]
    areas: Phrases[bool]
    list_joins: frozenset[str]
    outlets: Phrases[str]
    outlet_before: Phrases[bool]

    @classmethod
    def load(cls) -> Organisations:
        """Compile organisations.toml; raises `TableError` when a row is malformed."""
        table = read_toml("organisations.toml")
        heads: dict[tuple[str, ...], list[Head]] = {}
        for row in rows(table, "organisations.toml", "head", ("kind", "bare", "forms")):
            head = Head(
                row["kind"],
                row["bare"],
                row.get("lower", False),
                row.get("at", False),
                row.get("term", False),
                row.get("land", False),
                row.get("region", False),
                flags(row.get("not_after", [])),
                flags(row.get("then", [])),
            )
            for form in row["forms"]:
                heads.setdefault(tuple(words_of(form)), []).append(head)
        parts, compounds, fields = table["parts"], table["compounds"], table["fields"]
        return cls(
            heads=Phrases((" ".join(words), tuple(found)) for words, found in heads.items()),
            after={fold_tones(head): folded(words) for head, words in compounds["after"].items()},
            before=Phrases((head, folded(words)) for head, words in compounds["before"].items()),
            legal=flags(form for row in table["legal"] for form in row["forms"]),
            numbered=folded(parts["numbered"]),
            numbered_schools=folded(parts["numbered_schools"]),
            verbs=folded(parts["verbs"]),
            fields=flags(_names(fields["names"])),
            common=flags(fields["common"]),
            acts=flags(fields["acts"]),
            offices=folded(fields["offices"]),
            trades=flags(fields["trades"]),
            deeds=flags(fields["deeds"]),
            joins=folded(parts["joins"]),
            of=folded(parts["of"]),
            about=folded(parts["about"]),
            steering=flags(parts["steering"]),
            boards=flags(form for row in table["head"] if row["kind"] == "board" for form in row["forms"]),
            purposes=Phrases([(form, key == "purposes") for key in ("aims", "purposes") for form in parts[key]]),
            purpose_stops=Phrases(
                (form, key == "purpose_stops") for key in ("purpose_keeps", "purpose_stops") for form in parts[key]
            ),
            purpose_goes_on=folded(parts["purpose_goes_on"]),
            purpose_others=flags(parts["purpose_others"]),
            lettered=folded(parts["lettered"]),
            foreign_ends=folded(parts["foreign_ends"]),
            foreign_not=folded(parts["foreign_not"]),
            english=folded(parts["english"]),
            firm_ends=folded(parts["firm_ends"]),
            weak_ends=folded(parts["weak_ends"]),
            front=flags(parts["front"]),
            central=flags(parts["central"]),
            vietnam=flags(parts["vietnam"]),
            national=flags(parts["national"]),
            national_lower=flags(parts["national_lower"]),
            regions=flags(parts["regions"]),
            directions=flags(parts["directions"]),
            scopes=flags(parts["scopes"]),
            plurals=flags(parts["plurals"]),
            suffixes=flags(parts["suffixes"]),
            states=flags(parts["states"]),
            areas=flags(parts["areas"]),
            no_place=flags(parts["no_place"]),
            schools=flags(parts["schools"]),
            venues=flags(parts["venues"]),
            called=flags(parts["called"]),
            firms=flags(parts["firms"]),
            apposed=flags(parts["apposed"]),
            ranks=flags(parts["ranks"]),
            also_ranks=folded(parts["also_ranks"]),
            landed=Phrases((form, key == "landed_named") for key in ("landed", "landed_named") for form in parts[key]),
            not_landed=folded(parts["not_landed"]),
            blocs=folded(parts["blocs"]),
            initials=frozenset("".join(word[0] for word in name.split()) for name in _names(fields["names"])),
            vietnam_ends=frozenset(words_of(form)[-1] for form in parts["vietnam"]),
            list_joins=folded(parts["list_joins"]),
            outlets=Phrases((name, name) for name in table["outlets"]["names"]),
            outlet_before=flags(table["outlets"]["before"]),
        )


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands beside persons' names."""

    family: frozenset[str]
    strong: frozenset[str]
    middle: frozenset[str]
    foreign_given: frozenset[str]
    particles: frozenset[str]
    not_in_name: frozenset[str]
    not_bare: frozenset[str]
    tongue: frozenset[str]
    aged: frozenset[str]
    openers: frozenset[str]
    inner: Phrases[bool]
    articles: frozenset[str]
    speech: Phrases[bool]
    elected: Phrases[bool]
    joins: frozenset[str]
    words: Phrases[str]
    before: Phrases[bool]
    credits: Phrases[bool]
    tails: Phrases[bool]
    known: Phrases[bool]

    @classmethod
    def load(cls) -> Titles:
        """Compile titles.toml; raises `TableError` when a row is malformed."""
        table = read_toml("titles.toml")
        offices = rows(table, "titles.toml", "office")
        words = [(form, "office") for row in offices for form in row["forms"]]
        for row in rows(table, "titles.toml", "honorific", ("kind", "forms")):
            words.extend((form, row["kind"]) for form in row["forms"])
        return cls(
            family=folded(table["family_names"].split()),
            strong=folded(table["strong_families"].split()),
            middle=folded(table["middle_names"].split()),
            foreign_given=folded(table["foreign_given"].split()),
            particles=folded(table["particles"].split()),
            not_in_name=folded(table["not_in_name"].split()),
            not_bare=folded(table["not_bare"].split()),
            tongue=folded(table["tongue"]),
            aged=folded(table["aged"]),
            openers=folded(table["openers"]),
            inner=flags(table["inner"]),
            articles=folded(table["articles"]),
            speech=flags(table["speech"]),
            elected=flags(table["elected"]),
            joins=folded(table["joins"]),
            words=Phrases(words),
            before=flags(form for row in offices for form in row.get("before", [])),
            credits=flags(form for row in rows(table, "titles.toml", "credit") for form in row["forms"]),
            tails=flags(form for row in rows(table, "titles.toml", "tail") for form in row["forms"]),
            known=flags(form for row in rows(table, "titles.toml", "known") for form in row["forms"]),
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Small words that hold names together."""

    conj: frozenset[str]
    listing: frozenset[str]
    loose: frozenset[str]
    signed: frozenset[str]
    number: frozenset[str]
    term: frozenset[str]
    new: frozenset[str]
    at: frozenset[str]
    between: frozenset[str]
    day: frozenset[str]
    year: frozenset[str]
    month: frozenset[str]
    colon: frozenset[str]
    issuers: frozenset[str]
    kinds: frozenset[str]

    @classmethod
    def load(cls) -> Words:
        """Read entity_words.toml."""
        table = {key: folded(forms) for key, forms in read_toml("entity_words.toml").items()}
        return cls(table.pop("and"), table.pop("list"), **table)


@dataclass(frozen=True, slots=True)
class Canonical:
    """How names are written out, and how a canonical name becomes a link (`replace`: whole words, blanks included)."""

    forms: Phrases[str]
    papers: Phrases[str]
    replace: tuple[tuple[str, str], ...]
    shouted: frozenset[str]

    @classmethod
    def load(cls) -> Canonical:
        """Read canonical.toml."""
        table = read_toml("canonical.toml")
        link = table["link"]
        return cls(
            Phrases(table["forms"].items()),
            Phrases(table["papers"].items()),
            tuple((f" {fold_tones(old)} ", f" {fold_tones(new)} " if new else " ") for old, new in link["replace"]),
            folded(table["shouted"]),
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the entity pass looks up; build it once with `Lexicon.load`."""

    organisations: Organisations
    places: Places
    titles: Titles
    words: Words
    canonical: Canonical
    documents: Documents
    events: Events
    funds: Funds
    syllables: Syllables

    @classmethod
    def load(cls) -> Lexicon:
        """Compile the tables; raises `TableError` when a row is malformed."""
        return cls(
            Organisations.load(),
            Places.load(),
            Titles.load(),
            Words.load(),
            Canonical.load(),
            Documents.load(),
            Events.load(),
            Funds.load(),
            Syllables.load(),
        )
