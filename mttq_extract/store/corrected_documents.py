"""The stored documents that people have put figures right in, with those figures alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mttq_extract.store.correction_values import NO_FIGURE
from mttq_extract.store.corrections import corrections
from mttq_extract.store.stored_document import stored_document

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from mttq_extract.types import Document


def corrected_documents(connection: sqlite3.Connection) -> Iterator[Document]:
    """The documents with the figures that were put right, as they stand now, in the order they were stored.

    Of documents of the same text the first; figures that a person took out, and those of corrections that find
    nothing, are not among them.
    """
    places: dict[str, set[int]] = {}
    for one in corrections(connection):
        if one.found:
            places.setdefault(one.sha256, set()).add(one.start)
    for one in corrections(connection):
        if one.field == NO_FIGURE and one.value == "1":
            places.get(one.sha256, set()).discard(one.start)
    for sha256, id_ in connection.execute(
        "SELECT sha256, id FROM documents WHERE sha256 IN (SELECT sha256 FROM corrections) ORDER BY number"
    ).fetchall():
        starts = places.pop(sha256, set())
        if starts:
            document = stored_document(connection, id_)
            yield replace(document, figures=tuple(one for one in document.figures if one.start in starts))
