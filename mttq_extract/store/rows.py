"""Values of a document as rows of the database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from mttq_extract.errors import OffsetError
from mttq_extract.store.closing_rows import closings
from mttq_extract.store.fold import fold
from mttq_extract.store.names import Names
from mttq_extract.store.place_units import PlaceUnits
from mttq_extract.store.schema import AHEAD, ID_STRIDE, TELLING, TOLD_BY_ROWS
from mttq_extract.types import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from mttq_extract.store.closing_rows import Closing
    from mttq_extract.store.parties import Parties
    from mttq_extract.types import Document, Figure

_EVIDENCE = json.JSONEncoder(ensure_ascii=False, sort_keys=True)

Row: TypeAlias = tuple[Any, ...]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": (
        *("title", "published", "published_at", "outlet", "author", "url", "path", "notes"),
        *("sha256", "record_sha256", "text"),
    ),
    "sentences": ("id", "document", "ordinal", "start", "end", "boilerplate", "caption", "text"),
    "figures": (
        *("id", "document", "sentence", "start", "end", "surface", "low", "high", "low_num", "high_num", "unit", "of"),
        *("per", "modifier", "concept", "role", "indicator", "period", "period_start", "period_end", "subject"),
        *("place", "rule", "score", "boilerplate", "fact", "part_of", "evidence"),
        *("subject_name", "place_name", "counts_as", "as_of", "within", "place_unit", "province", "level"),
    ),
    "entities": (*("id", "document", "start", "end", "surface", "type", "normal", "link", "title", "rule", "score"),),
    "rejections": ("id", "document", "start", "end", "surface", "rule"),
}
"""The columns of the rows made here, in their order."""

RELATIVE = frozenset({"id", "sentence", "fact", "part_of", "counts_as"})
"""Columns of all but documents that hold ids inside the document: counted from 0 until it has its number."""


def sentence_rows(document: Document, number: int) -> list[Row]:
    """Rows of table sentences."""
    return [
        (
            number * ID_STRIDE + ordinal,
            document.id,
            ordinal,
            sentence.start,
            sentence.end,
            int(sentence.boilerplate),
            int(sentence.caption),
            document.text[sentence.start : sentence.end],
        )
        for ordinal, sentence in enumerate(document.sentences)
    ]


def figure_rows(document: Document, number: int, parties: Parties, published: date | None) -> list[Row]:
    """Rows of table figures; the id is made of the place in the text, so that it outlives re-extraction.

    A figure with no place of its own is where its subject is: the subject itself when it is a place, else the place
    in its name. `published` is the day of the document, or of its record where it has none.

    Raises OffsetError when a figure names a sentence that is not there, or two start at one place.
    """
    rows: list[Row] = []
    starts: set[int] = set()
    facts: dict[Row, int] = {}
    names = Names(document, parties)
    linked = ((entity.type, entity.surface, entity.link) for entity in document.entities)
    units = PlaceUnits(parties.units, parties.governments, linked, published)
    closed = closings(document, parties.totals, _may_be_counted)
    twice = {place: closing for closing in closed for place in closing.left_out}
    # Equal amounts of two rows that a total adds up are two facts.
    table_of = {place: number for number, closing in enumerate(closed) for place in closing.rows}
    taken: set[tuple[int, int]] = set()
    for place, figure in enumerate(document.figures):
        if not 0 <= figure.sentence < len(document.sentences) or figure.start in starts:
            raise OffsetError(
                f"document {document.id}: figure {figure.surface!r} at {figure.start} names sentence "
                f"{figure.sentence} of {len(document.sentences)} or starts where another does; "
                "please report this article"
            )
        starts.add(figure.start)
        if figure.part_of is not None and not 0 <= figure.part_of < len(document.figures):
            raise OffsetError(
                f"document {document.id}: figure {figure.surface!r} at {figure.start} is said to be part of figure "
                f"{figure.part_of} of {len(document.figures)}; please report this article"
            )
        whole = None if figure.part_of is None else number * ID_STRIDE + document.figures[figure.part_of].start
        fact = None
        if _may_be_counted(figure) and place not in twice:
            own = number * ID_STRIDE + figure.start
            fact = facts.setdefault(_fact_key(figure), own)
            if place in table_of:
                fact = own if (table_of[place], fact) in taken else fact
                taken.add((table_of[place], fact))
        apart = place in twice and _told_by_others(twice[place], document.figures, names)
        rows.append(_figure_row(figure, document, number, fact, whole, names, units, published, apart=apart))
    return rows


def _may_be_counted(figure: Figure) -> bool:
    """Whether the figure says how much there is of a thing: no rate, no average and no boilerplate."""
    if figure.per is not None or figure.boilerplate:
        return False
    return figure.unit != "item" or figure.low == figure.low.to_integral_value()


def _told_by_others(closing: Closing, figures: Sequence[Figure], names: Names) -> bool:
    """Whether the rows of a total are those of other subjects and places, from which a question may keep it apart."""
    if closing.left_out != {closing.total}:
        return False
    subject, _, place = names.of(figures[closing.total])
    others = [names.of(figures[row]) for row in closing.rows]
    return all(one[0] != subject and one[2] != place for one in others)


def _fact_key(figure: Figure) -> Row:
    """What two mentions of one fact in a document share.

    A large number that comes again in an article is the same fact even where its subject is worded anew; a small
    one may count something else, so its period and subject have to agree too.
    """
    if figure.low >= TELLING:
        return figure.role, figure.indicator, figure.low, figure.high, figure.unit
    return figure.role, figure.indicator, figure.low, figure.high, figure.unit, figure.period, figure.subject


def as_of(role: str, start: str | None, end: str | None, published: str | None) -> str | None:
    """The day up to which a figure tells: the last of its period, but nobody tells what was done after his day.

    >>> as_of("actual", "2024-01-01", "2029-12-31", "2024-10-18")
    '2024-10-18'
    """
    last = end or start
    return published if last and published and last > published and role not in AHEAD else last


def _figure_row(
    figure: Figure,
    document: Document,
    number: int,
    fact: int | None,
    whole: int | None,
    names: Names,
    units: PlaceUnits,
    published: date | None,
    *,
    apart: bool,
) -> Row:
    period = figure.period
    start = None if period is None or period.start is None else period.start.isoformat()
    end = None if period is None or period.end is None else period.end.isoformat()
    subject_name, place, place_name = names.of(figure)
    unit, province = units.of(place, figure.subject)
    return (
        number * ID_STRIDE + figure.start,
        document.id,
        number * ID_STRIDE + figure.sentence,
        figure.start,
        figure.end,
        figure.surface,
        plain(figure.low),
        plain(figure.high),
        float(figure.low),
        float(figure.high),
        figure.unit,
        None if figure.of is None else plain(figure.of),
        figure.per,
        figure.modifier,
        figure.concept,
        figure.role,
        figure.indicator,
        None if period is None else str(period),
        start,
        end,
        figure.subject,
        place,
        figure.rule,
        figure.score,
        int(figure.boilerplate),
        fact,
        whole,
        _EVIDENCE.encode(figure.evidence),
        subject_name or None,
        place_name or None,
        fact,
        as_of(figure.role, start, end, published.isoformat() if published else None),
        TOLD_BY_ROWS if apart else None,
        unit,
        province,
        units.level(subject_name, unit),
    )


def entity_rows(document: Document, number: int) -> list[Row]:
    """Rows of table entities."""
    return [
        (
            number * ID_STRIDE + ordinal,
            document.id,
            entity.start,
            entity.end,
            entity.surface,
            entity.type,
            entity.normal,
            entity.link,
            entity.title,
            entity.rule,
            entity.score,
        )
        for ordinal, entity in enumerate(document.entities)
    ]


def rejection_rows(document: Document, number: int) -> list[Row]:
    """Rows of table rejections."""
    return [
        (number * ID_STRIDE + ordinal, document.id, item.start, item.end, item.surface, item.rule)
        for ordinal, item in enumerate(document.rejections)
    ]


def search_words(
    subject: str | None, place: str | None, subject_name: str | None, place_name: str | None
) -> tuple[str, str]:
    """The folded words a figure is found by: as written and as the database names it.

    A figure without any place is looked up under its subject.
    """
    named = _words(subject, subject_name)
    return named, _words(place, place_name) or named


def _words(*names: str | None) -> str:
    # The mark between two names keeps a phrase from running over both.
    return " ; ".join(dict.fromkeys(fold(name) for name in names if name))
