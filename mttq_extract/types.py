"""The values that flow through the package: frozen, slotted, free of behaviour beyond their own checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from mttq_extract.errors import OffsetError

MODIFIERS = ("exact", "more_than", "at_least", "less_than", "at_most", "about")
ROLES = ("actual", "pledged", "target", "threshold", "baseline", "change", "part")
ENTITY_TYPES = ("PER", "ORG", "LOC", "FUND", "DOC", "EVENT", "DATE")


def plain(value: Decimal) -> str:
    """Write a decimal without exponent, keeping the digits it was given.

    >>> plain(Decimal("1.3E+10"))
    '13000000000'
    >>> plain(Decimal("35.10"))
    '35.10'
    """
    return format(value, "f")


@dataclass(frozen=True, slots=True)
class Period:
    """A time interval; both ends are inclusive days, and either may be open (None)."""

    start: date | None
    end: date | None

    def __str__(self) -> str:
        return f"{self.start or ''}/{self.end or ''}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read "YYYY-MM-DD/YYYY-MM-DD"; either side may be empty.

        >>> Period.parse("/2024-09-24")
        Period(start=None, end=datetime.date(2024, 9, 24))
        """
        start, _, end = text.partition("/")
        return cls(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)


@dataclass(frozen=True, slots=True)
class Token:
    """A word with half-open offsets into the document text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with half-open offsets into the document text; `caption` when it stands under a picture."""

    start: int
    end: int
    boilerplate: bool = False
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Rejection:
    """A number that the text holds but that is not a figure, and the rule that says so."""

    start: int
    end: int
    surface: str
    rule: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a number says by itself, before its context is read: the output of the figure pass.

    `noun` is the first word of what is counted; `noun_start`, `noun_end` are the offsets of the counted noun
    right behind the number, `modifier_start` where the modifier before it begins (-1 when there is none).
    """

    start: int
    end: int
    surface: str
    low: Decimal
    high: Decimal
    unit: str
    modifier: str
    rule: str
    of: Decimal | None = None
    per: str | None = None
    noun: str | None = None
    noun_start: int = -1
    noun_end: int = -1
    modifier_start: int = -1


@dataclass(frozen=True, slots=True)
class Figure:
    """One mention of a quantity with its meaning; the fields are those of the annotation guideline.

    `evidence` maps a slot ("role", "indicator", "period", ...) to the rule or model that filled it and the
    words it stood on; `rule` is the path that read the number. `part_of` is, for a part whose whole is known, the
    index of that figure in its document. `score` is the probability that value, role, indicator and period are all
    right; `sure` has that of single slots, where a model gave one.
    """

    start: int
    end: int
    surface: str
    low: Decimal
    high: Decimal
    unit: str
    modifier: str
    rule: str
    of: Decimal | None = None
    per: str | None = None
    concept: str | None = None
    role: str = "actual"
    indicator: str = "other"
    period: Period | None = None
    subject: str | None = None
    place: str | None = None
    sentence: int = 0
    score: float = 1.0
    boilerplate: bool = False
    part_of: int | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def to_dict(self, sentence: str) -> dict[str, Any]:
        """The JSON object of the interface; `sentence` is the text of the sentence that holds the figure."""
        return {
            "start": self.start,
            "end": self.end,
            "surface": self.surface,
            "low": plain(self.low),
            "high": plain(self.high),
            "unit": self.unit,
            "of": None if self.of is None else plain(self.of),
            "per": self.per,
            "modifier": self.modifier,
            "concept": self.concept,
            "role": self.role,
            "indicator": self.indicator,
            "period": None if self.period is None else str(self.period),
            "subject": self.subject,
            "place": self.place,
            "sentence": sentence,
            "rule": self.rule,
            "score": self.score,
            "boilerplate": int(self.boilerplate),
        }


@dataclass(frozen=True, slots=True)
class Entity:
    """A named mention: half-open offsets, type, normal form, the id it is linked to and, for a PER, the title."""

    start: int
    end: int
    surface: str
    type: str
    rule: str
    normal: str | None = None
    link: str | None = None
    title: str | None = None
    score: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of the interface."""
        return {
            "start": self.start,
            "end": self.end,
            "surface": self.surface,
            "type": self.type,
            "normal": self.normal,
            "link": self.link,
            "title": self.title,
            "rule": self.rule,
            "score": self.score,
        }


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader knows about a span of the text it gives, with half-open offsets.

    `kind` is "caption" (under a picture), "aside" (beside the article: lists of other stories, share buttons),
    "cell" (the value of a table cell: `head` is what its row and column say is counted, `owner` the place or body
    that its row is named after, `column` the head of its column), "head" (the head of a column, in which no number
    counts anything), "line" (any cell that is a line of the text) or "total" (a row that closes its table with sums).
    """

    start: int
    end: int
    kind: str
    head: str | None = None
    owner: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One input article as a reader gives it: text as stored, and what the file says about it.

    `published_at` is the time of publication with its zone, where the file tells it; `notes` say what the reader
    had to convert or could not use.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    path: str | None = None
    notes: tuple[str, ...] = ()
    published_at: datetime | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """An article with everything that was found in it. Offsets count code points of `text` (NFC)."""

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[Figure, ...] = ()
    entities: tuple[Entity, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    published_at: datetime | None = None

    def __post_init__(self) -> None:
        spans: list[Figure | Entity | Rejection] = [*self.figures, *self.entities, *self.rejections]
        for span in spans:
            if self.text[span.start : span.end] != span.surface:
                raise OffsetError(
                    f"document {self.id}: {type(span).__name__} {span.start}-{span.end} claims {span.surface!r} "
                    f"but the text holds {self.text[span.start : span.end]!r}; please report this article"
                )

    def __repr__(self) -> str:
        """How much there is, on a line: all of a long article is 100,000 characters, which a notebook would show."""
        return (
            f"Document({self.id!r}, title={self.title!r}, published={self.published}, {len(self.text)} characters, "
            f"{len(self.figures)} figures, {len(self.entities)} entities)"
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of `mttq extract --format jsonl`: decimals are plain strings, missing values None.

        `published_at` and `url` are there for articles whose file tells them.
        """
        sentences = [self.text[s.start : s.end] for s in self.sentences]
        found: dict[str, Any] = {
            "id": self.id,
            "text": self.text,
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "outlet": self.outlet,
            "author": self.author,
            "figures": [f.to_dict(sentences[f.sentence]) for f in self.figures],
            "entities": [e.to_dict() for e in self.entities],
        }
        if self.published_at is not None:
            found["published_at"] = self.published_at.isoformat()
        if self.url is not None:
            found["url"] = self.url
        return found
