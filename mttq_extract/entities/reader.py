"""The rule pass over entities: persons, organisations, places, funds, documents and events of a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mttq_extract.entities.acronyms import acronyms
from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.entities.apposed import apposed
from mttq_extract.entities.bare_units import bare_units
from mttq_extract.entities.candidates import Candidate, covered, resolve
from mttq_extract.entities.credits import CreditReader
from mttq_extract.entities.datelines import outlets
from mttq_extract.entities.documents import DocumentReader
from mttq_extract.entities.events import EventReader
from mttq_extract.entities.foreign import foreign_bodies, later_mentions
from mttq_extract.entities.funds import FundReader
from mttq_extract.entities.glossed import glossed, landed
from mttq_extract.entities.levels import LevelReader
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.linking import Linker
from mttq_extract.entities.offices import OfficeReader
from mttq_extract.entities.organisations import OrganisationReader
from mttq_extract.entities.persons import PersonReader
from mttq_extract.entities.place_lists import PlaceLister
from mttq_extract.entities.place_routes import routes
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.titles import TitleWords
from mttq_extract.entities.tokens import Tokens
from mttq_extract.entities.unit_links import UnitLinks
from mttq_extract.text.view import View
from mttq_extract.types import Entity, Sentence

CROSSED = frozenset({"PER", "ORG", "LOC"})


@dataclass(frozen=True, slots=True)
class EntityReader:
    """Finds the named entities of a text by rule; build it once with `EntityReader.load`."""

    lexicon: Lexicon
    units: AdminUnits

    @classmethod
    def load(cls) -> EntityReader:
        """Compile the tables; raises `TableError` when a row is malformed."""
        return cls(Lexicon.load(), AdminUnits.load())

    def read(
        self,
        view: View,
        sentences: Sequence[Sentence],
        dates: Sequence[Entity] = (),
        published: date | None = None,
        outlet: str | None = None,
    ) -> list[Entity]:
        """Give the entities of a text in order, none overlapping another.

        `sentences` are those of the text (line ends and full stops are read from the text itself); `dates` are
        DATE entities found elsewhere, which take part and are given back. `published` and `outlet` help to tell units
        of one name apart.
        """
        lexicon = self.lexicon
        tokens = Tokens.of(view)
        titles = TitleWords.of(tokens, lexicon)
        offices = {end: start for end, start in titles.ends.items() if titles.kinds[end] == "office"}
        places = PlaceReader(lexicon, tokens, offices, self.units)
        levels = LevelReader(lexicon, tokens, places)
        organisations = OrganisationReader(lexicon, tokens, places, levels, offices, titles.inside)
        lister = PlaceLister(lexicon, tokens, places)
        located = [*lister.find(), *routes(tokens, lexicon, places)]
        bodies = list(organisations.find())
        bodies.extend(landed(tokens, lexicon, titles, bodies, levels.one))
        bodies.extend(glossed(tokens, lexicon, titles, bodies))
        foreign = list(foreign_bodies(tokens, lexicon))
        people = PersonReader(lexicon, tokens, titles, organisations, places, [*bodies, *located])
        persons = people.find(CreditReader(lexicon, tokens, titles, organisations).find())
        found = [
            *FundReader(lexicon, tokens, levels.one).find(),  # first: a body of the same words is the fund
            *located,
            *bodies,
            *persons,
            *DocumentReader(lexicon, tokens, organisations.at).find(),
            *EventReader(lexicon, tokens, organisations.at).find(),
            *outlets(tokens, lexicon),
            *foreign,
            *apposed(tokens, lexicon, titles, bodies, persons),
            *later_mentions(tokens, lexicon, bodies),
            *acronyms(
                tokens,
                lexicon.organisations.called,
                [*bodies, *foreign],
                located,
                lambda j: levels.tail(j, at=False, titled=False),
            ),
        ]
        taken = covered(found, len(tokens))
        found.extend(lister.repeated(taken))
        found.extend(bare_units(tokens, lexicon, self.units, taken, bodies))
        kept = list(uncrossed(resolve(found, len(tokens)), tokens, dates))
        titled = OfficeReader(lexicon, tokens, titles, kept)
        borne = [titled.title(one.start, one.end) if one.type == "PER" else None for one in kept]
        links = UnitLinks(self.units, lexicon, tokens, kept, dates, published, outlet)
        return merged(Linker(lexicon, tokens, kept, borne, links).link(), dates)


def uncrossed(kept: Sequence[Candidate], tokens: Tokens, dates: Sequence[Entity]) -> Iterator[Candidate]:
    """Cut names before a date that begins in them and goes on behind: "Nguyễn Thị Ngà [Sáng nay 10-6]"."""
    view = tokens.view
    spans = [(view.from_text(one.start), view.from_text(one.end - 1)) for one in dates]
    starts = [start for start, _ in spans]
    for one in kept:
        at = bisect_left(starts, tokens.end[one.end - 1]) - 1
        inside = at >= 0 and tokens.start[one.start] < starts[at] and tokens.end[one.end - 1] <= spans[at][1]
        if one.type not in CROSSED or not inside:
            yield one
        elif tokens.capital((end := bisect_left(tokens.start, starts[at], one.start, one.end)) - 1):
            yield replace(one, end=end)


def merged(entities: Sequence[Entity], dates: Sequence[Entity]) -> list[Entity]:
    """Join two lists of entities in text order; of two that overlap the longer stays, a date when they are equal."""
    ranked = sorted((*dates, *entities), key=lambda e: (e.start - e.end, e.type != "DATE", e.start))
    starts: list[int] = []
    kept: list[Entity] = []
    for entity in ranked:
        at = bisect_left(starts, entity.start)
        if (at < len(kept) and kept[at].start < entity.end) or (at and kept[at - 1].end > entity.start):
            continue
        starts.insert(at, entity.start)
        kept.insert(at, entity)
    return kept
