"""spaCy DocBin: `doc.spans["figures"]`, `doc.spans["entities"]`, `doc.ents`, and our rows as user data."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.interchange.bundle import FIGURE, assemble, document_of, join
from mttq_extract.evaluate.interchange.tokens import tokenize
from mttq_extract.evaluate.rows import parse_json

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from mttq_extract.evaluate.interchange.bundle import Bundle, Span

USER_KEY = "mttq"


def export(bundle: Bundle, file: Path) -> None:
    """Write one Doc a document; figures are labelled with their indicator."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    vocab = Vocab()
    docs = [_doc(bundle, id_, vocab) for id_ in bundle.documents]
    DocBin(store_user_data=True, docs=docs).to_disk(file)


def load(file: Path) -> Bundle:
    """Read a DocBin: spans from its span groups, the other fields from its user data.

    Raises:
        GoldError: the file is no DocBin, or a figure is new and has no value yet.
    """
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        docs = list(DocBin().from_disk(file).get_docs(Vocab()))
    except Exception as error:  # spaCy raises whatever its decoders raise
        raise GoldError(f"{file}: không phải DocBin của spaCy ({error}) (not a DocBin)") from error
    parts = []
    for number, doc in enumerate(docs, 1):
        where = f"{file}: doc {number}"
        stored = doc.user_data.get(USER_KEY)
        data = parse_json(stored, where) if isinstance(stored, str) else {}
        document = document_of(data, f"doc-{number}", doc.text, where)
        groups = doc.spans
        entities = groups.get("entities", doc.ents)
        spans: list[Span] = [(span.start_char, span.end_char, span.label_) for span in entities]
        figures = groups.get("figures", ())
        spans += [(span.start_char, span.end_char, FIGURE) for span in figures]
        parts.append((document, doc.text, *join(document.id, doc.text, spans, data, where)))
    return assemble(parts)


def _doc(bundle: Bundle, id_: str, vocab: Vocab) -> Doc:
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans

    text, figures, entities = bundle.texts[id_], bundle.figures.get(id_, ()), bundle.entities.get(id_, ())
    marked: list[tuple[int, int, str]] = [(row.start, row.end, row.indicator) for row in figures]
    marked += [(row.start, row.end, row.type) for row in entities]
    words, spaces, starts = _words(text, tokenize(text, marked))
    doc = Doc(vocab, words=words, spaces=spaces)
    if doc.text != text:
        raise GoldError(f"{id_}: không chia được thành token mà giữ nguyên văn (tokens do not give the text back)")
    index = {start: i for i, start in enumerate(starts)}
    ends = {start + len(word): i + 1 for i, (start, word) in enumerate(zip(starts, words, strict=True))}

    def spans(rows: list[tuple[int, int, str]]) -> list[Span]:
        for start, end, _ in rows:
            if start not in index or end not in ends:
                raise GoldError(f"{id_}: đoạn {start}-{end} có khoảng trắng ở mép; chạy `mttq gold check` (untrimmed)")
        return [Span(doc, index[start], ends[end], label=label or "other") for start, end, label in rows]

    doc.spans["figures"] = spans(marked[: len(figures)])
    doc.spans["entities"] = spans(marked[len(figures) :])
    doc.ents = filter_spans(doc.spans["entities"])
    rows = {"figure_rows": [row.to_dict() for row in figures], "entity_rows": [row.to_dict() for row in entities]}
    doc.user_data[USER_KEY] = json.dumps({"document": bundle.documents[id_].to_dict()} | rows, ensure_ascii=False)
    return doc


def _words(text: str, tokens: list[tuple[int, int]]) -> tuple[list[str], list[bool], list[int]]:
    """Words, following spaces and starts; white space other than one blank is a word of its own."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    at = 0
    for start, end in chain(tokens, [(len(text), len(text))]):
        gap = text[at:start]
        if gap.startswith(" ") and words:
            spaces[-1], gap, at = True, gap[1:], at + 1
        if gap:
            words.append(gap)
            spaces.append(False)
            starts.append(at)
        if end > start:
            words.append(text[start:end])
            spaces.append(False)
            starts.append(start)
        at = end
    return words, spaces, starts
