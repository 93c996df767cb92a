"""The rule pass over entities: persons, organisations, places, funds, documents and events of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mttq_extract.entities.acronyms import acronyms
from mttq_extract.entities.candidates import Candidate, resolve
from mttq_extract.entities.datelines import datelines
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.named import DocumentReader, EventReader, FundReader
from mttq_extract.entities.offices import OfficeReader
from mttq_extract.entities.organisations import OrganisationReader
from mttq_extract.entities.persons import PersonReader
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.titles import TitleWords
from mttq_extract.entities.tokens import Tokens
from mttq_extract.text.view import View
from mttq_extract.types import Entity, Sentence


@dataclass(frozen=True, slots=True)
class EntityReader:
    """Finds the named entities of a text by rule; build it once with `EntityReader.load`."""

    lexicon: Lexicon

    @classmethod
    def load(cls) -> EntityReader:
        """Compile the tables; raises `TableError` when a row is malformed."""
        return cls(Lexicon.load())

    def read(self, view: View, sentences: Sequence[Sentence], dates: Sequence[Entity] = ()) -> list[Entity]:
        """Give the entities of a text in order, none overlapping another."""
        tokens = Tokens.of(view)
        titles = TitleWords.of(tokens, self.lexicon)
        offices = {end: start for end, start in titles.ends.items() if titles.kinds[end] == "office"}
        places = PlaceReader(self.lexicon, tokens, offices)
        organisations = OrganisationReader(self.lexicon, tokens, places, offices, titles.inside)
        located = list(places.find())
        bodies = list(organisations.find())
        persons = PersonReader(self.lexicon, tokens, titles, organisations, places, [*bodies, *located])
        people = persons.find()
        named = [
            *DocumentReader(self.lexicon, tokens, organisations.at).find(),
            *EventReader(self.lexicon, tokens, organisations.at).find(),
            *FundReader(self.lexicon, tokens, organisations.level).find(),
        ]
        kept = resolve([*located, *bodies, *people, *named, *datelines(tokens, self.lexicon), *acronyms(tokens, bodies)], len(tokens))
        offices_of = OfficeReader(self.lexicon, tokens, titles, kept)
        out = []
        for one in kept:
            start, end = view.span(tokens.start[one.start], tokens.end[one.end - 1])
            title = offices_of.title(one.start, one.end) if one.type == "PER" else None
            out.append(Entity(start, end, view.text[start:end], one.type, one.rule, title=title))
        return out
