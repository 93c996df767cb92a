"""doccano JSONL for sequence labelling: text and labels, with our rows as extra columns that doccano keeps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.interchange.bundle import FIGURE, assemble, document_of, join, text_in
from mttq_extract.evaluate.rows import parse_json
from mttq_extract.evaluate.texts import read_lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mttq_extract.evaluate.interchange.bundle import Bundle, Span


def export(bundle: Bundle, file: Path) -> None:
    """Write one line a document."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for id_, document in bundle.documents.items():
            figures, entities = bundle.figures.get(id_, ()), bundle.entities.get(id_, ())
            labels: list[Span] = [(row.start, row.end, FIGURE) for row in figures]
            labels += [(row.start, row.end, row.type) for row in entities]
            line = {
                "text": bundle.texts[id_],
                "label": sorted(labels),
                "doc": id_,
                "document": document.to_dict(),
                "figure_rows": [row.to_dict() for row in figures],
                "entity_rows": [row.to_dict() for row in entities],
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def load(file: Path) -> Bundle:
    """Read what doccano exports; the extra columns may stand beside `text` or under `meta`.

    Raises:
        GoldError: a line is malformed, or a figure is new and has no value yet.
    """
    parts = []
    for line, where in read_lines(file):
        data = parse_json(line, where)
        meta = data.get("meta")
        if isinstance(meta, dict):
            data = meta | data
        text = text_in(data, where)
        document = document_of(data, str(data.get("id", "")), text, where)
        parts.append((document, text, *join(document.id, text, _labels(data, where), data, where)))
    return assemble(parts)


def _labels(data: Mapping[str, object], where: str) -> list[Span]:
    """The labels as triples, or as the objects of a project with relations."""
    labels = data.get("label", data.get("labels", data.get("entities", [])))
    spans: list[Span] = []
    for label in labels if isinstance(labels, list) else [None]:
        triple = label
        if isinstance(label, dict):
            triple = [label.get("start_offset"), label.get("end_offset"), label.get("label")]
        match triple:
            case [int(start), int(end), str(name)]:
                spans.append((start, end, name))
            case _:
                raise GoldError(f"{where}: nhãn {label!r} không phải [đầu, cuối, loại] (malformed label)")
    return spans
