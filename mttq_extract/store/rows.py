"""Values of a document as rows of the database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from mttq_extract.errors import OffsetError, StoreError
from mttq_extract.store.closing_rows import told_twice
from mttq_extract.store.fold import fold, words_of_folded
from mttq_extract.store.names import Names
from mttq_extract.store.schema import ID_STRIDE, TELLING
from mttq_extract.types import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mttq_extract.store.parties import Parties
    from mttq_extract.store.signature import Signer
    from mttq_extract.types import Document, Figure, Record

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
        *("subject_name", "place_name", "counts_as"),
    ),
    "entities": (*("id", "document", "start", "end", "surface", "type", "normal", "link", "title", "rule", "score"),),
    "rejections": ("id", "document", "start", "end", "surface", "rule"),
}
"""The columns of the rows made here, in their order."""

RELATIVE = frozenset({"id", "sentence", "fact", "part_of", "counts_as"})
"""Columns of all but documents that hold ids inside the document: counted from 0 until it has its number."""


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """All that is stored of a document, ready to be written: what can be worked out away from the database.

    `document` is its row in table documents. The ids in the other rows count from 0; the writer adds what the number
    of the document makes them start from. `folded` are the words the full-text indexes
    hold of title and text, of each sentence, and of subject and place of each figure.
    """

    id: str
    length: int
    document: Row
    record_sha256: str
    sentences: list[Row]
    figures: list[Row]
    entities: list[Row]
    rejections: list[Row]
    folded: tuple[tuple[str, str], list[str], list[tuple[str, str]]]
    signature: bytes

    @classmethod
    def of(cls, document: Document, record: Record, signer: Signer, parties: Parties) -> DocumentRows:
        """The rows of a document that was made of a record.

        Raises StoreError when the text is too long for stable ids; OffsetError for spans that contradict each other.
        """
        if len(document.text) >= ID_STRIDE:
            raise StoreError(
                f"{record.path or document.id}: bài dài {len(document.text)} ký tự, tối đa {ID_STRIDE - 1} "
                "(text too long); hãy chia nhỏ file"
            )
        published = document.published or record.published
        moment = document.published_at or record.published_at
        title = document.title or record.title
        sha256 = record_sha256(record)
        row = (
            title,
            published.isoformat() if published else None,
            moment.isoformat() if moment else None,
            document.outlet or record.outlet,
            document.author or record.author,
            document.url or record.url,
            record.path,
            "\n".join(record.notes) or None,
            text_sha256(document.text),
            sha256,
            document.text,
        )
        sentences = sentence_rows(document, 0)
        figures = figure_rows(document, 0, parties)
        folded = folded_words(title, document.text, sentences, figures)
        told = (line for row, line in zip(sentences, folded[1], strict=True) if not row[_ASIDE])
        return cls(
            document.id,
            len(document.text),
            row,
            sha256,
            sentences,
            figures,
            entity_rows(document, 0),
            rejection_rows(document, 0),
            folded,
            signer.signature(words_of_folded("\n".join(told))),
        )


def folded_words(
    title: str | None, text: str, sentences: Sequence[Row], figures: Sequence[Row]
) -> tuple[tuple[str, str], list[str], list[tuple[str, str]]]:
    """What the full-text indexes hold of a document: see DocumentRows.folded."""
    told = [sentence[_TEXT] for sentence in sentences]
    lines = fold("\n".join(told)).split("\n")  # at once, because sentences end where lines do
    if len(lines) != len(told):
        lines = [fold(sentence) for sentence in told]
    named = [tuple(row[at] for at in _NAMED) for row in figures]
    words = {names: search_words(*names) for names in set(named)}  # most names come again
    pieces, done = [], 0
    for sentence, line in zip(sentences, lines, strict=True):  # the text is folded with its sentences, not once more
        pieces += [fold(text[done : sentence[_START]]), line]
        done = sentence[_END]
    return (
        (fold(title or ""), "".join([*pieces, fold(text[done:])])),
        lines,
        [words[names] for names in named],
    )


_TEXT, _START, _END, _ASIDE = map(COLUMNS["sentences"].index, ("text", "start", "end", "boilerplate"))
_NAMED = [COLUMNS["figures"].index(name) for name in ("subject", "place", "subject_name", "place_name")]


def text_sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def record_sha256(record: Record) -> str:
    """SHA-256 of all of a record that extraction reads: its text and its metadata, but not its path."""
    published = record.published.isoformat() if record.published else None
    read: list[Any] = [record.text, record.title, published, record.outlet, record.author, record.url]
    if record.published_at is not None:
        read.append(record.published_at.isoformat())
    if record.marks:
        read.append([astuple(mark) for mark in record.marks])
    return text_sha256(json.dumps(read, ensure_ascii=False))


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


def figure_rows(document: Document, number: int, parties: Parties) -> list[Row]:
    """Rows of table figures; the id is made of the place in the text, so that it outlives re-extraction.

    A figure with no place of its own is where its subject is: the subject itself when it is a place, else the place
    in its name.

    Raises OffsetError when a figure names a sentence that is not there, or two start at one place.
    """
    rows: list[Row] = []
    starts: set[int] = set()
    facts: dict[Row, int] = {}
    names = Names(document, parties)
    twice = told_twice(document, parties.totals)
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
            fact = facts.setdefault(_fact_key(figure), number * ID_STRIDE + figure.start)
        rows.append(_figure_row(figure, document.id, number, fact, whole, names))
    return rows


def _may_be_counted(figure: Figure) -> bool:
    """Whether the figure says how much there is of a thing: no rate, no average and no boilerplate."""
    if figure.per is not None or figure.boilerplate:
        return False
    return figure.unit != "item" or figure.low == figure.low.to_integral_value()


def _fact_key(figure: Figure) -> Row:
    """What two mentions of one fact in a document share.

    A large number that comes again in an article is the same fact even where its subject is worded anew; a small
    one may count something else, so its period and subject have to agree too.
    """
    if figure.low >= TELLING:
        return figure.role, figure.indicator, figure.low, figure.high, figure.unit
    return figure.role, figure.indicator, figure.low, figure.high, figure.unit, figure.period, figure.subject


def _figure_row(figure: Figure, document: str, number: int, fact: int | None, whole: int | None, names: Names) -> Row:
    period = figure.period
    subject_name, place, place_name = names.of(figure)
    return (
        number * ID_STRIDE + figure.start,
        document,
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
        None if period is None or period.start is None else period.start.isoformat(),
        None if period is None or period.end is None else period.end.isoformat(),
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
