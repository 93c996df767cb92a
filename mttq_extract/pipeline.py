"""The ordered, named steps from a text to a `Document`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from mttq_extract.context.lost_cells import with_lost_cells
from mttq_extract.context.published import dateline
from mttq_extract.context.reader import ContextReader
from mttq_extract.context.stacked_cells import signed, stacked_marks, without_heads
from mttq_extract.context.table_heads import HeadReader
from mttq_extract.entities.dates import DateMention, DateReader
from mttq_extract.entities.reader import EntityReader
from mttq_extract.errors import MttqError, UsageError
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.indicators.reader import IndicatorReader
from mttq_extract.read.grids import GridReader
from mttq_extract.read.metadata import published_date
from mttq_extract.tables.loader import tables_hash
from mttq_extract.text.boilerplate import BoilerplateReader
from mttq_extract.text.sentences import SentenceSplitter
from mttq_extract.text.stacked import stacked_tables
from mttq_extract.text.tabbed import tabbed_tables
from mttq_extract.text.view import View, stored
from mttq_extract.text.words import underthesea_tokenizer, words_of
from mttq_extract.types import Document, Entity, Figure, Mark, Quantity, Record, Sentence, Token

_TITLE_MOST = 200
_SAID = ("title", "outlet", "url", "author")


@dataclass(frozen=True, slots=True, repr=False)
class Extractor:
    """Tables and models, loaded once, that turn texts into documents.

    The steps are named in `STEPS`, in order. `tables_hash` and `models_hash` tell two extractors apart: with the
    same hashes and package version they read every text alike.
    """

    lexicon: Lexicon
    sentences: SentenceSplitter
    boilerplate: BoilerplateReader
    dates: DateReader
    entities: EntityReader
    context: ContextReader
    heads: HeadReader
    grids: GridReader
    tables_hash: str
    models_hash: str

    STEPS = ("view", "sentences", "boilerplate", "figures", "dates", "entities", "context")

    def __repr__(self) -> str:
        """Which one it is, on a line: its tables written out are 20 MB, which a notebook would show."""
        return f"Extractor(tables {self.tables_hash[:12]}, models {self.models_hash[:12]})"

    @classmethod
    def load(cls, indicators: IndicatorReader | None = None) -> Extractor:
        """Load tables and models; raises `TableError` or `ModelError` when one is malformed or altered.

        `indicators` stands in for the reader with the model of the package.
        """
        lexicon, dates = Lexicon.load(), DateReader.load()
        return cls._with(ContextReader.load(lexicon, dates, indicators))

    @classmethod
    def rules_alone(cls) -> Extractor:
        """An extractor without models, whatever models there are: training needs none, outdated ones least of all.

        Raises:
            TableError: a table is malformed.
        """
        return cls._with(ContextReader.rules_alone(Lexicon.load(), DateReader.load()))

    @classmethod
    def _with(cls, context: ContextReader) -> Extractor:
        return cls(
            context.lexicon,
            SentenceSplitter.load(),
            BoilerplateReader.load(),
            context.dates,
            EntityReader.load(),
            context,
            HeadReader.load(),
            GridReader.load(),
            tables_hash(),
            context.models_hash,
        )

    def extract(
        self,
        text: str,
        *,
        id: str | None = None,  # noqa: A002
        published: date | str | None = None,
        title: str | None = None,
        outlet: str | None = None,
        author: str | None = None,
        url: str | None = None,
        published_at: datetime | None = None,
        marks: Sequence[Mark] = (),
    ) -> Document:
        """Read one article; see `mttq_extract.extract`. Without `published` the dateline of the text is used.

        Raises `UsageError` when `text` is no text or `published` no day.

        `marks` are what a reader knows about spans of the text, which then has to be stored text already.
        """
        if not isinstance(text, str):
            raise UsageError(f"text must be a str, not {type(text).__name__}; read bytes with a codec first")
        text, day = stored(text), _day(published)
        view = View.of(text)
        stacked = [*stacked_tables(view.cased), *tabbed_tables(view)]
        marks = [*marks, *stacked_marks(view, stacked, self.grids)]
        sentences = _marked(self.boilerplate.mark(view, self.sentences.split(text)), marks)
        quantities, rejections = read_figures(view, self.lexicon, stacked)
        quantities, rejections = with_lost_cells(view, quantities, rejections, marks, stacked, self.lexicon)
        quantities, rejections = without_heads(quantities, rejections, marks)
        mentions = self.dates.read(view)
        day = day or dateline(view, mentions)
        dates = [_date_entity(view, e, day) for m in mentions for e in self.dates.entities(view, m)]
        entities = self.entities.read(view, sentences, dates, day, outlet or url)
        cells = _cells(quantities, marks)
        quantities = signed(view.text, quantities, cells)
        figures = self.context.read(view, sentences, quantities, mentions, entities, day, cells)
        if cells:
            figures = self.heads.settle(view, figures, entities, cells, marks)
        figures = self.context.certainty.judge(figures)
        return Document(
            id=id or "",
            text=text,
            title=title or _title(text, marks),
            published=day,
            outlet=outlet,
            author=author,
            url=url,
            sentences=tuple(sentences),
            figures=tuple(_placed(figure, sentences[figure.sentence]) for figure in figures),
            entities=tuple(entities),
            rejections=tuple(rejections),
            published_at=published_at,
        )

    def words(self, document: Document) -> Iterator[list[Token]]:
        """Segment a document into words by underthesea, a list a sentence, with checked offsets into its text.

        Loads underthesea, about a second the first time.
        """
        tokenize = underthesea_tokenizer()
        for sentence in document.sentences:
            yield words_of(document.text, sentence.start, sentence.end, tokenize)

    def extract_record(self, record: Record) -> Document:
        """Read one article as a reader gave it."""
        return self.extract(
            record.text,
            id=record.id,
            published=record.published,
            title=record.title,
            outlet=record.outlet,
            author=record.author,
            url=record.url,
            published_at=record.published_at,
            marks=record.marks,
        )

    def extract_many(self, records: Iterable[Record | str | Mapping[str, Any]], workers: int = 1) -> Iterator[Document]:
        """Read many articles and yield their documents in input order, with bounded memory.

        `records` are texts, `Record`s, or mappings with the fields of a line of JSONL (`text`, and where known `id`,
        `title`, `published`, `outlet`, `url`, `author`); a record without an id is named by its place, from "0".
        With `workers` above 1 they are read in that many processes, which load tables and models anew; a script then
        calls this under `if __name__ == "__main__":`. Raises `UsageError` for what is no record, `EngineError` when
        workers do not start, and `MttqError` naming the document that one could not read.
        """
        as_records = (_record(record, number) for number, record in enumerate(records))
        if workers <= 1:
            yield from map(self.extract_record, as_records)
            return
        from mttq_extract.worker_process import ExtractionFailure
        from mttq_extract.workers import extraction

        with extraction(type(self).load, workers) as pool:
            pool.hashes()  # workers that cannot start are told of before a document is blamed
            for record, outcome in pool.outcomes(as_records):
                if outcome is None or isinstance(outcome, ExtractionFailure):
                    raise MttqError(f"document {record.id}: {outcome.reason if outcome else 'no answer'}")
                yield outcome


def _day(published: object) -> date | None:
    """The day of publication: a date, or one as a publication field has it ("2023-05-06", "6/5/2023")."""
    if published is None or type(published) is date:
        return published
    day = published.date() if isinstance(published, datetime) else published_date(published)
    if day is None:
        raise UsageError(f"published {published!r} is no day; give a datetime.date or '2023-05-06'")
    return day


def _record(given: object, number: int) -> Record:
    """One of the inputs of `extract_many` as a record."""
    if isinstance(given, Record):
        return given
    fields = {"text": given} if isinstance(given, str) else given
    if not isinstance(fields, Mapping) or not isinstance(fields.get("text"), str):
        raise UsageError(
            f"extract_many: record {number} is no Record, text or mapping with a text: {given!r:.80}; "
            "give the text alone or {'id': …, 'text': …}"
        )
    known = {name: fields[name] for name in _SAID if fields.get(name) is not None}
    id_ = fields.get("id")
    name = str(number) if id_ is None else str(id_)
    return Record(id=name, text=fields["text"], published=_day(fields.get("published")), **known)


def _date_entity(view: View, mention: DateMention, published: date | None) -> Entity:
    start, end = view.span(mention.start, mention.end)
    period = mention.period(published.year if published else None, published)
    normal = str(period) if period else None
    return Entity(start, end, view.text[start:end], "DATE", f"date.{mention.kind}", normal=normal)


def _marked(sentences: list[Sentence], marks: Sequence[Mark]) -> list[Sentence]:
    """Set the flags of the sentences that begin inside a caption or an aside."""
    spans = sorted((m.start, m.end, m.kind) for m in marks if m.kind in ("caption", "aside"))
    if not spans:
        return sentences
    starts = [start for start, _, _ in spans]
    out: list[Sentence] = []
    for sentence in sentences:
        at = bisect_right(starts, sentence.start) - 1
        kind = spans[at][2] if at >= 0 and sentence.start < spans[at][1] else None
        if kind == "caption":
            sentence = replace(sentence, caption=True)
        elif kind == "aside":
            sentence = replace(sentence, boilerplate=True)
        out.append(sentence)
    return out


def _placed(figure: Figure, sentence: Sentence) -> Figure:
    """A figure with what is known of the place of its sentence on the page."""
    if sentence.caption:
        figure = replace(figure, evidence={**figure.evidence, "layout": "caption"})
    return replace(figure, boilerplate=True) if sentence.boilerplate else figure


def _cells(quantities: Sequence[Quantity], marks: Sequence[Mark]) -> dict[int, Mark]:
    """The table cells that quantities begin in, by index of the quantity."""
    cells = sorted((m for m in marks if m.kind == "cell"), key=lambda m: m.start)
    starts = [cell.start for cell in cells]
    found: dict[int, Mark] = {}
    for index, quantity in enumerate(quantities):
        at = bisect_right(starts, quantity.start) - 1
        if at >= 0 and quantity.start < cells[at].end:
            found[index] = cells[at]
    return found


def _title(text: str, marks: Iterable[Mark]) -> str | None:
    """The first line, when it is short and no row of a table."""
    begin = len(text) - len(text.lstrip())
    first = text[begin:].partition("\n")[0]
    row = any(mark.kind == "cell" and mark.start < begin + len(first) for mark in marks)
    return first.strip() if 0 < len(first.strip()) <= _TITLE_MOST and not row else None
