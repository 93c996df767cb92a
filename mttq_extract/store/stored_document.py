"""A stored document as an object again, as far as its figures need it to be made into rows anew."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mttq_extract.store.schema import ID_STRIDE
from mttq_extract.types import Document, Entity, Figure, Period, Sentence

if TYPE_CHECKING:
    import sqlite3

_FIGURE = (
    'id, sentence, start, "end", surface, low, high, unit, "of", per, modifier, concept, role, indicator, period,'
    " subject, place, rule, score, boilerplate, part_of, evidence"
)


def stored_document(connection: sqlite3.Connection, id_: str) -> Document:
    """The document of an id that is stored, with its sentences, figures and entities, each in the order of the text."""
    text, published = connection.execute("SELECT text, published FROM documents WHERE id = ?", (id_,)).fetchone()
    sentences = connection.execute(
        'SELECT start, "end", boilerplate, caption FROM sentences WHERE document = ? ORDER BY id', (id_,)
    )
    cursor = connection.execute(f"SELECT {_FIGURE} FROM figures WHERE document = ? ORDER BY id", (id_,))
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    places = {row["id"]: place for place, row in enumerate(rows)}
    entities = connection.execute(
        'SELECT start, "end", surface, type, rule, normal, link, title, score FROM entities WHERE document = ?'
        " ORDER BY id",
        (id_,),
    )
    return Document(
        id=id_,
        text=text,
        published=None if published is None else date.fromisoformat(published),
        sentences=tuple(Sentence(start, end, bool(aside), bool(caption)) for start, end, aside, caption in sentences),
        figures=tuple(_figure(row, places) for row in rows),
        entities=tuple(Entity(*row) for row in entities),
    )


def _figure(row: dict[str, Any], places: dict[int, int]) -> Figure:
    evidence: dict[str, str] = json.loads(row["evidence"])
    return Figure(
        start=row["start"],
        end=row["end"],
        surface=row["surface"],
        low=Decimal(row["low"]),
        high=Decimal(row["high"]),
        unit=row["unit"],
        modifier=row["modifier"],
        rule=row["rule"],
        of=None if row["of"] is None else Decimal(row["of"]),
        per=row["per"],
        concept=row["concept"],
        role=row["role"],
        indicator=row["indicator"],
        period=None if row["period"] is None else Period.parse(row["period"]),
        subject=row["subject"],
        # A place that only the subject's name says is worked out anew with it.
        place=row["place"] if "place" in evidence else None,
        sentence=row["sentence"] % ID_STRIDE,
        score=row["score"],
        boilerplate=bool(row["boilerplate"]),
        part_of=places.get(row["part_of"]),
        evidence=evidence,
    )
