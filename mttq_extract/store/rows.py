"""Values of a document as rows of the database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from mttq_extract.errors import OffsetError, StoreError
from mttq_extract.store.fold import fold, words_of_folded
from mttq_extract.store.schema import ID_STRIDE
from mttq_extract.types import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mttq_extract.store.signature import Signer
    from mttq_extract.types import Document, Figure, Record

Row: TypeAlias = tuple[Any, ...]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": (*("title", "published", "outlet", "author", "url", "path", "sha256", "record_sha256", "text"),),
    "sentences": ("id", "document", "ordinal", "start", "end", "boilerplate", "text"),
    "figures": (
        *("id", "document", "sentence", "start", "end", "surface", "low", "high", "low_num", "high_num", "unit", "of"),
        *("per", "modifier", "concept", "role", "indicator", "period", "period_start", "period_end", "subject"),
        *("place", "rule", "score", "boilerplate", "fact", "part_of", "evidence"),
    ),
    "entities": (*("id", "document", "start", "end", "surface", "type", "normal", "link", "title", "rule", "score"),),
    "rejections": ("id", "document", "start", "end", "surface", "rule"),
}
"""The columns of the rows made here, in their order."""

RELATIVE = frozenset({"id", "sentence", "fact", "part_of"})
"""Columns of all but documents that hold ids inside the document: counted from 0 until it has its number."""

NOT_SUMMED = frozenset(
    {
        *("percent", "permille", "ratio", "times", "celsius", "degree"),
        *("year", "quarter", "month", "week", "day", "night", "hour", "minute", "second"),
    }
)
"""Units whose figures mean nothing when they are added up."""


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
    def of(cls, document: Document, record: Record, signer: Signer) -> DocumentRows:
        """The rows of a document that was made of a record.

        Raises StoreError when the text is too long for stable ids; OffsetError for spans that contradict each other.
        """
        if len(document.text) >= ID_STRIDE:
            raise StoreError(
                f"{record.path or document.id}: bài dài {len(document.text)} ký tự, tối đa {ID_STRIDE - 1} "
                "(text too long); hãy chia nhỏ file"
            )
        published = document.published or record.published
        title = document.title or record.title
        sha256 = record_sha256(record)
        row = (
            title,
            published.isoformat() if published else None,
            document.outlet or record.outlet,
            document.author or record.author,
            document.url or record.url,
            record.path,
            text_sha256(document.text),
            sha256,
            document.text,
        )
        sentences = sentence_rows(document, 0)
        folded = [fold(sentence[-1]) for sentence in sentences]
        words: list[str] = []
        for sentence, line in zip(document.sentences, folded, strict=True):
            if not sentence.boilerplate:
                words += words_of_folded(line)
        return cls(
            document.id,
            len(document.text),
            row,
            sha256,
            sentences,
            figure_rows(document, 0),
            entity_rows(document, 0),
            rejection_rows(document, 0),
            (
                (fold(title or ""), fold(document.text)),
                folded,
                [search_words(figure.subject, figure.place) for figure in document.figures],
            ),
            signer.signature(words),
        )


def text_sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def record_sha256(record: Record) -> str:
    """SHA-256 of all of a record that extraction reads: its text and its metadata, but not its path."""
    published = record.published.isoformat() if record.published else None
    read = [record.text, record.title, published, record.outlet, record.author, record.url]
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
            document.text[sentence.start : sentence.end],
        )
        for ordinal, sentence in enumerate(document.sentences)
    ]


def figure_rows(document: Document, number: int) -> list[Row]:
    """Rows of table figures; the id is made of the place in the text, so that it outlives re-extraction.

    Raises OffsetError when a figure names a sentence that is not there, or two start at one place.
    """
    rows: list[Row] = []
    starts: set[int] = set()
    facts: dict[Row, int] = {}
    for figure in document.figures:
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
        if _may_be_summed(figure):
            fact = facts.setdefault(_fact_key(figure), number * ID_STRIDE + figure.start)
        rows.append(_figure_row(figure, document.id, number, fact, whole))
    return rows


_TELLING = 100  # from here on, equal numbers in one article are one fact


def _may_be_summed(figure: Figure) -> bool:
    """Whether adding the figure to others makes sense: no percentage, ratio, rate, duration, average or boilerplate."""
    if figure.unit in NOT_SUMMED or figure.per is not None or figure.boilerplate:
        return False
    return figure.unit != "item" or figure.low == figure.low.to_integral_value()


def _fact_key(figure: Figure) -> Row:
    """What two mentions of one fact in a document share.

    A large number that comes again in an article is the same fact even where its subject is worded anew; a small
    one may count something else, so its period and subject have to agree too.
    """
    if figure.low >= _TELLING:
        return figure.role, figure.indicator, figure.low, figure.high, figure.unit
    return figure.role, figure.indicator, figure.low, figure.high, figure.unit, figure.period, figure.subject


def _figure_row(figure: Figure, document: str, number: int, fact: int | None, whole: int | None) -> Row:
    period = figure.period
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
        figure.place,
        figure.rule,
        figure.score,
        int(figure.boilerplate),
        fact,
        whole,
        json.dumps(figure.evidence, ensure_ascii=False, sort_keys=True),
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


def search_words(subject: str | None, place: str | None) -> tuple[str, str]:
    """The folded words a figure is found by; a figure with no place of its own is where its subject is."""
    return fold(subject or ""), fold(place or subject or "")
