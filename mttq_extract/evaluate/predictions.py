"""Predicted rows: read from a file, or made by the package's own extractor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from mttq_extract.errors import GoldError, MttqError
from mttq_extract.evaluate.gold import group
from mttq_extract.evaluate.metrics import LAYERS
from mttq_extract.evaluate.rows import (
    EntityRow,
    FigureRow,
    entity_row,
    figure_row,
    is_entity,
    is_figure,
    parse_json,
)
from mttq_extract.evaluate.texts import read_lines
from mttq_extract.read.decoding import stored_text
from mttq_extract.read.metadata import published_date
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mttq_extract.types import Document


class ExtractsRecords(Protocol):
    """What can be scored: anything that makes a document of a record, such as `pipeline.Extractor`."""

    def extract_record(self, record: Record) -> Document:
        """Read one article."""


@dataclass(frozen=True, slots=True)
class Predictions:
    """Predicted rows by document; `texts` are the texts they point into, where the file holds them.

    `documents` are the ids that were predicted, with or without rows; None where the file cannot tell (flat
    rows). `failures` maps a document that could not be extracted to the reason.
    """

    figures: Mapping[str, tuple[FigureRow, ...]]
    entities: Mapping[str, tuple[EntityRow, ...]]
    has_figures: bool = True
    has_entities: bool = True
    documents: frozenset[str] | None = None
    texts: Mapping[str, Record] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """Every document that the predictions name."""
        return frozenset(self.figures) | frozenset(self.entities) | (self.documents or frozenset())

    def missing(self, ids: Iterable[str]) -> list[str]:
        """Documents of `ids` that the predictions leave out; empty where the file cannot tell."""
        return [] if self.documents is None else sorted(set(ids) - self.documents)


def read_predictions(path: Path) -> Predictions:
    """Read the output of `mttq extract --format jsonl`, or flat figure and entity rows with `doc`.

    Raises:
        GoldError: the file or a line is malformed, or a document comes twice.
    """
    figures: list[FigureRow] = []
    entities: list[EntityRow] = []
    texts: dict[str, Record] = {}
    seen: dict[str, str] = {}
    flat = False
    layers: set[str] = set()
    for line, where in read_lines(path):
        data = parse_json(line, where)
        if "figures" in data or "entities" in data:
            id_ = data.get("id", data.get("doc"))
            if not isinstance(id_, str) or not id_:
                raise GoldError(f"{where}: văn bản không có id (the document has no id)")
            if id_ in seen:
                raise GoldError(f"{where}: văn bản {id_!r} đã có ở {seen[id_]}; bỏ một dòng (twice)")
            seen[id_] = where
            layers |= {name for name in LAYERS if data.get(name) is not None}
            figures += [figure_row(item, place, id_) for place, item in _items(data, "figures", where)]
            entities += [entity_row(item, place, id_) for place, item in _items(data, "entities", where)]
            if isinstance(text := data.get("text"), str):
                published = published_date(data.get("published"))
                texts[id_] = Record(id_, stored_text(text), published=published, path=str(path))
        elif is_figure(data):
            flat = True
            figures.append(figure_row(data, where))
        elif is_entity(data):
            flat = True
            entities.append(entity_row(data, where))
        else:
            raise GoldError(
                f"{where}: không phải kết quả của `mttq extract --format jsonl`, không phải số liệu "
                f"hay thực thể có doc (not a prediction)"
            )
    ids = {row.doc for row in figures} | {row.doc for row in entities} | set(seen)
    return Predictions(
        group(ids, figures),
        group(ids, entities),
        # A file without one entity did not try to find entities; a document with an empty list did. So did, of both
        # layers, a file that is empty.
        has_figures=bool(figures) or "figures" in layers or not ids,
        has_entities=bool(entities) or "entities" in layers or not ids,
        documents=None if flat else frozenset(seen),
        texts=texts,
    )


def predict(extractor: ExtractsRecords, records: Iterable[Record]) -> Predictions:
    """Run the extractor over texts; a document it cannot read is one of `failures` and counts as empty."""
    figures: list[FigureRow] = []
    entities: list[EntityRow] = []
    texts: dict[str, Record] = {}
    failures: dict[str, str] = {}
    for record in records:
        texts[record.id] = record
        try:
            document = extractor.extract_record(record).to_dict()
        except MttqError as error:
            failures[record.id] = f"{record.id}: {error}"
            continue
        figures += [figure_row(item, f"extract {record.id}", record.id) for item in document["figures"]]
        entities += [entity_row(item, f"extract {record.id}", record.id) for item in document["entities"]]
    return Predictions(
        group(texts, figures),
        group(texts, entities),
        documents=frozenset(texts),
        texts=texts,
        failures=failures,
    )


def _items(data: Mapping[str, object], key: str, where: str) -> list[tuple[str, dict[str, object]]]:
    items = data.get(key)
    if items is None:
        return []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise GoldError(f"{where}: {key} phải là danh sách đối tượng (must be a list of objects)")
    return [(f"{where} {key}[{i}]", item) for i, item in enumerate(items)]
