"""All that is stored of a document, made into rows away from the database."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import StoreError
from mttq_extract.store.fold import fold, words_of_folded
from mttq_extract.store.rows import COLUMNS, entity_rows, figure_rows, rejection_rows, search_words, sentence_rows
from mttq_extract.store.schema import ID_STRIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mttq_extract.store.parties import Parties
    from mttq_extract.store.rows import Row
    from mttq_extract.store.signature import Signer
    from mttq_extract.types import Document, Record

_TEXT, _START, _END, _ASIDE = map(COLUMNS["sentences"].index, ("text", "start", "end", "boilerplate"))
_NAMED = [COLUMNS["figures"].index(name) for name in ("subject", "place", "subject_name", "place_name")]


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
        figures = figure_rows(document, 0, parties, published)
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
            signer.signature(words_of_folded("\n".join(told)), row[1] or ""),
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
