"""The spaCy door: `nlp(text)` with words by underthesea, `doc.ents` and `doc.spans["figures"]`.

>>> import mttq_extract.spacy
>>> nlp = mttq_extract.spacy.blank()
>>> doc = nlp("MTTQ quận Tây Hồ trao 29 căn nhà.")
>>> [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]
[('MTTQ quận Tây Hồ', 'ORG', 'org:mttq@vn:old:003')]
>>> [(span.text, span._.figure.low) for span in doc.spans["figures"]]
[('29 căn nhà', Decimal('29'))]

`doc._.published` (a day, or "YYYY-MM-DD") anchors expressions such as "đến nay"; set it on `nlp.make_doc(text)` before
the pipeline runs. Importing this module imports spaCy; underthesea and the tables are loaded by the first text.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer, filter_spans, registry

from mttq_extract.text.view import stored
from mttq_extract.types import Entity, Figure, Period, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from spacy.vocab import Vocab

    from mttq_extract.pipeline import Extractor
    from mttq_extract.types import Document, Token

FACTORY = "mttq"
TOKENIZER = "mttq.words.v1"
FIGURES = "figures"
ENTITIES = "entities"
_FIGURE_KEY, _ENTITY_KEY = "mttq.figure", "mttq.entity"
_KEPT = 64  # documents read by the tokenizer that wait for the component


def blank(**config: Any) -> Language:
    """A pipeline for Vietnamese with our words, entities and figures; `config` is that of the factory "mttq"."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.add_pipe(FACTORY, config=config)
    return nlp


class Reader:
    """Reads texts with an extractor that is loaded for the first one; what is read once is handed on."""

    def __init__(self) -> None:
        self._extractor: Extractor | None = None
        self._tokenize: Callable[[str], list[str]] | None = None
        self._read: OrderedDict[tuple[str, date | None], Document] = OrderedDict()

    def document(self, text: str, published: date | None = None) -> Document:
        """The figures and entities of a text; kept until `take` asks for them."""
        if self._extractor is None:
            from mttq_extract.pipeline import Extractor

            self._extractor = Extractor.load()
        document = self._extractor.extract(text, published=published)
        self._read[text, published] = document
        if len(self._read) > _KEPT:
            self._read.popitem(last=False)
        return document

    def take(self, text: str, published: date | None = None) -> Document:
        """What was read of a text, or what is read of it now."""
        return self._read.pop((text, published), None) or self._fresh(text, published)

    def _fresh(self, text: str, published: date | None) -> Document:
        document = self.document(text, published)
        self._read.pop((text, published))
        return document

    def words(self, document: Document) -> list[Token]:
        """The words of a document in order, by underthesea."""
        from mttq_extract.text.words import underthesea_tokenizer, words_of

        if self._tokenize is None:
            self._tokenize = underthesea_tokenizer()
        return [
            word
            for sentence in document.sentences
            for word in words_of(document.text, sentence.start, sentence.end, self._tokenize)
        ]


class WordTokenizer(DummyTokenizer):
    """Words by underthesea, cut where a figure or an entity begins or ends, so that each is a run of tokens.

    Blanks beyond the first and line ends are tokens of their own; `doc.text` is the text, in NFC.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.reader = Reader()

    def __call__(self, text: str) -> Doc:
        """Cut a text into a Doc; raises ValueError when it is longer than an article can be."""
        document = self.reader.document(stored(text))
        found: list[Figure | Entity] = [*document.figures, *document.entities]
        cuts = {at for span in found for at in (span.start, span.end)}
        words, spaces = _tokens(document.text, self.reader.words(document), sorted(cuts))
        doc = Doc(self.vocab, words=words, spaces=spaces)
        if doc.text != document.text:
            raise ValueError("the tokens do not give the text back; please report this text")
        return doc


def _tokens(text: str, words: Iterable[Token], cuts: Sequence[int]) -> tuple[list[str], list[bool]]:
    """Texts of tokens and whether a space follows each; together they are the text."""
    pieces = []
    at = 0
    for word in words:
        while at < len(cuts) and cuts[at] <= word.start:
            at += 1
        inner = at
        bounds = [word.start]
        while inner < len(cuts) and cuts[inner] < word.end:
            bounds.append(cuts[inner])
            inner += 1
        for start, end in pairwise((*bounds, word.end)):
            piece = text[start:end]
            start += len(piece) - len(piece.lstrip())
            if piece.strip():
                pieces.append((start, start + len(piece.strip())))
    out: list[str] = []
    spaces: list[bool] = []
    last = 0
    for start, end in [*pieces, (len(text), len(text))]:
        gap = text[last:start]
        if gap.startswith(" ") and out:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            out.append(gap)
            spaces.append(False)
        if end > start:
            out.append(text[start:end])
            spaces.append(False)
        last = end
    return out, spaces


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], WordTokenizer]:
    """What spaCy's configuration names by "mttq.words.v1"."""
    return lambda nlp: WordTokenizer(nlp.vocab)


class MttqComponent:
    """Sets `doc.ents`, `doc.spans["figures"]`, `doc.spans["entities"]` and, where none are set, sentence starts."""

    def __init__(self, nlp: Language, figures: bool, entities: bool, spans_key: str) -> None:
        tokenizer = nlp.tokenizer
        self.reader = tokenizer.reader if isinstance(tokenizer, WordTokenizer) else Reader()
        self.figures = figures
        self.entities = entities
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc; a span that begins or ends inside a token (of another tokenizer) is widened to it."""
        document = self.reader.take(doc.text, _day(doc._.published))
        if doc.text != document.text:
            raise ValueError("the text is not in Unicode NFC; normalise it before nlp(), so that offsets stay true")
        kept: dict[Any, Any] = doc.user_data
        if self.figures:
            spans = [_span(doc, figure, figure.indicator) for figure in document.figures]
            doc.spans[self.spans_key] = spans
            for span, figure in zip(spans, document.figures, strict=True):
                kept[_FIGURE_KEY, span.start_char, span.end_char] = to_plain(figure)
        if self.entities:
            spans = [_span(doc, entity, entity.type, entity.link or "") for entity in document.entities]
            doc.spans[ENTITIES] = spans
            doc.ents = filter_spans([*spans, *doc.ents])
            for span, entity in zip(spans, document.entities, strict=True):
                kept[_ENTITY_KEY, span.start_char, span.end_char] = to_plain(entity)
        if len(doc) and not doc.has_annotation("SENT_START"):
            starts = {sentence.start for sentence in document.sentences}
            for token in doc:
                token.is_sent_start = token.i == 0 or token.idx in starts
        return doc


@Language.factory(
    FACTORY,
    default_config={"figures": True, "entities": True, "spans_key": FIGURES},
    assigns=["doc.ents", "doc.spans"],
)
def make_component(nlp: Language, name: str, figures: bool, entities: bool, spans_key: str) -> MttqComponent:
    """Make the component "mttq": figures go to `doc.spans[spans_key]`, entities to `doc.ents`."""
    return MttqComponent(nlp, figures, entities, spans_key)


def _span(doc: Doc, found: Figure | Entity, label: str, link: str = "") -> Span:
    span = doc.char_span(found.start, found.end, label=label, kb_id=link, alignment_mode="expand")
    assert span is not None, "a character of the text is in no token"
    return span


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def to_plain(found: Figure | Entity) -> dict[str, Any]:
    """A figure or an entity as plain values that a DocBin can hold."""
    out: dict[str, Any] = {}
    for each in fields(found):
        value = getattr(found, each.name)
        if isinstance(value, Decimal):
            value = plain(value)
        elif isinstance(value, Period):
            value = str(value)
        out[each.name] = value
    return out


def _kept(span: Span, key: str) -> dict[str, Any] | None:
    data: dict[Any, Any] = span.doc.user_data
    found: dict[str, Any] | None = data.get((key, span.start_char, span.end_char))
    return found


def figure_of(span: Span) -> Figure | None:
    """The figure of a span of `doc.spans["figures"]`, or None: what `span._.figure` gives."""
    found = _kept(span, _FIGURE_KEY)
    if found is None:
        return None
    exact = {name: Decimal(found[name]) for name in ("low", "high", "of") if found[name] is not None}
    period = None if found["period"] is None else Period.parse(found["period"])
    return Figure(**{**found, **exact, "period": period})


def entity_of(span: Span) -> Entity | None:
    """The entity of a span of `doc.ents`, or None: what `span._.entity` gives."""
    found = _kept(span, _ENTITY_KEY)
    return None if found is None else Entity(**found)


for _holder, _name, _options in (
    (Span, "figure", {"getter": figure_of}),
    (Span, "entity", {"getter": entity_of}),
    (Doc, "published", {"default": None}),
):
    if not _holder.has_extension(_name):
        _holder.set_extension(_name, **_options)
