"""Subjects and places of one document under the names of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mttq_extract.store.parties import Parties
    from mttq_extract.types import Document, Entity, Figure


class Names:
    """Names the subjects and places of the figures of one document; each name is worked out once."""

    def __init__(self, document: Document, parties: Parties) -> None:
        self._parties = parties
        self._places = [entity for entity in document.entities if entity.type == "LOC"]
        self._located = {entity.surface for entity in self._places}
        self._bodies: dict[str, Entity] = {}
        for entity in document.entities:
            if entity.type == "ORG":
                self._bodies.setdefault(entity.surface, entity)
        self._subjects: dict[str, tuple[str, str | None]] = {}
        self._named: dict[str, str] = {}

    def of(self, figure: Figure) -> tuple[str | None, str | None, str | None]:
        """The subject's name, the place as written or as the subject says it, and the place's name."""
        name, inside = self._subject(figure.subject) if figure.subject else (None, None)
        place = figure.place or inside
        if place is None:
            return name, None, None
        if place not in self._named:
            self._named[place] = self._parties.place(place)
        return name, place, self._named[place]

    def _subject(self, subject: str) -> tuple[str, str | None]:
        """The name of a subject and the place that it is or holds."""
        if subject not in self._subjects:
            parts = [self._part(part.strip()) for part in subject.split(";") if part.strip()]
            named = "; ".join(dict.fromkeys(name for name, _ in parts)) or subject
            places = "; ".join(dict.fromkeys(place for _, place in parts if place))
            self._subjects[subject] = named, places or None
        return self._subjects[subject]

    def _part(self, subject: str) -> tuple[str, str | None]:
        parties = self._parties
        if subject in self._located:
            return parties.place(subject), subject
        name = parties.subject(subject)
        if not parties.is_named(name) and (place := self._understood(subject)) is not None:
            return parties.subject(f"{subject} {place}"), place
        return name, parties.inside(subject)

    def _understood(self, subject: str) -> str | None:
        """The place of a body named by its level alone ("MTTQ tỉnh"), where linking has found it in the article."""
        body = self._bodies.get(subject)
        unit = ((body.link if body is not None else None) or "").partition("@")[2]
        for place in self._places:
            if unit and place.link == unit:
                return self._parties.bare(place.surface)
        return self._parties.unit(unit)
