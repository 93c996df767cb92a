"""What a worker does to a record besides extraction: all that can be worked out away from the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mttq_extract.store.document_rows import DocumentRows
from mttq_extract.store.parties import Parties
from mttq_extract.store.signature import Signer
from mttq_extract.workers import Parallel, Serial, extraction

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from mttq_extract.types import Document, Record
    from mttq_extract.worker_process import Loader, RecordExtractor

RowExtraction: TypeAlias = Serial[DocumentRows] | Parallel[DocumentRows]


@dataclass(frozen=True, slots=True)
class RowExtractor:
    """An extractor that gives the rows of a document in place of the document.

    What the process that writes has left to do decides how much several workers gain.
    """

    extractor: RecordExtractor[Document]
    signer: Signer
    parties: Parties

    @property
    def tables_hash(self) -> str:
        """Digest of the tables."""
        return self.extractor.tables_hash

    @property
    def models_hash(self) -> str:
        """Digest of the models."""
        return self.extractor.models_hash

    def extract_record(self, record: Record) -> DocumentRows:
        """Read one article; raises what `DocumentRows.of` does."""
        return DocumentRows.of(self.extractor.extract_record(record), record, self.signer, self.parties)


@dataclass(frozen=True, slots=True)
class RowLoader:
    """Loads a `RowExtractor` around the extractor that `load` makes, in whichever process it is called."""

    load: Loader[Document]

    def __call__(self) -> RowExtractor:
        """Load tables, models and what makes signatures."""
        return RowExtractor(self.load(), Signer(), Parties.load())


def row_extraction(
    load: Loader[Document], workers: int = 1, *, seconds: float | None = None
) -> AbstractContextManager[RowExtraction]:
    """An extraction of rows with this many workers, which load while whoever enters it goes on, with the database say.

    `load` makes the extractor, once in each worker; one works in this process, and loads when it is first asked.
    `seconds` is what one record may take.
    """
    return extraction(RowLoader(load), workers, seconds=seconds)
