"""The ordered, named steps from a text to a `Document`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from mttq_extract.types import Document, Record, Sentence


class Extractor:
    """Tables and models, loaded once; turns texts into documents. Immutable and picklable by reload."""

    tables_hash = "stub"
    models_hash = "stub"

    @classmethod
    def load(cls, **options: Any) -> Extractor:
        """Load tables and models."""
        return cls()

    def extract(
        self,
        text: str,
        *,
        id: str | None = None,  # noqa: A002
        published: date | None = None,
        title: str | None = None,
        outlet: str | None = None,
        author: str | None = None,
        url: str | None = None,
    ) -> Document:
        """Read one article."""
        return Document(id or "", text, title, published, outlet, author, url, (Sentence(0, len(text)),))

    def extract_record(self, record: Record) -> Document:
        """Read one article as a reader gave it."""
        return self.extract(record.text, id=record.id, published=record.published, title=record.title,
                            outlet=record.outlet, author=record.author, url=record.url)

    def extract_many(self, records: Iterable[Record], workers: int = 1) -> Iterator[Document]:
        """Read many articles, in input order, with bounded memory."""
        for record in records:
            yield self.extract_record(record)
