"""brat stand-off: a .txt and an .ann for each document, `annotation.conf`, and `documents.jsonl` beside them.

Unit, modifier, role and indicator are attributes; the other fields are a JSON note on the span.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.interchange.bundle import (
    FIGURE,
    LABELS,
    assemble,
    details_of,
    document_of,
    entity_at,
    figure_at,
)
from mttq_extract.evaluate.rows import parse_json
from mttq_extract.evaluate.texts import read_lines
from mttq_extract.evaluate.vocabulary import Vocabulary
from mttq_extract.read.decoding import stored_text
from mttq_extract.types import MODIFIERS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mttq_extract.evaluate.interchange.bundle import Bundle
    from mttq_extract.evaluate.rows import EntityRow, FigureRow

ATTRIBUTES = ("unit", "modifier", "role", "indicator")
_UNSAFE = re.compile(r'[%/\\:*?"<>|\x00-\x1f]|^\.|[. ]$')
_ATTRIBUTE_VALUE = re.compile(r"\S+")
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def file_name(id_: str) -> str:
    """A document id as a file name without suffix, with what file systems refuse as %XX.

    >>> file_name("vinews/12 (a)")
    'vinews%2F12 (a)'
    """
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), id_)


def export(bundle: Bundle, folder: Path) -> None:
    """Write one folder for brat."""
    folder.mkdir(parents=True, exist_ok=True)
    for id_, text in bundle.texts.items():
        base = file_name(id_)
        (folder / f"{base}.txt").write_text(text, "utf-8", newline="")
        lines = _lines(bundle.figures.get(id_, ()), bundle.entities.get(id_, ()), text)
        (folder / f"{base}.ann").write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    rows = (json.dumps(document.to_dict(), ensure_ascii=False) for document in bundle.documents.values())
    (folder / "documents.jsonl").write_text("".join(f"{row}\n" for row in rows), "utf-8", newline="\n")
    (folder / "annotation.conf").write_text(_configuration(), "utf-8", newline="\n")


def load(folder: Path) -> Bundle:
    """Read a brat folder, also one that was not exported by us.

    Raises:
        GoldError: a file is malformed, or a figure has no value yet.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: brat cần một thư mục .txt và .ann (brat needs a folder)")
    listed: dict[object, dict[str, object]] = {}
    if (sidecar := folder / "documents.jsonl").is_file():
        for line, where in read_lines(sidecar):
            data = parse_json(line, where)
            listed[data.get("doc")] = data
    parts = []
    for path in sorted(folder.glob("*.ann")):
        id_ = unquote(path.stem)
        text_path = path.with_suffix(".txt")
        if not text_path.is_file():
            raise GoldError(f"{path}: thiếu {text_path.name} bên cạnh (no text beside the annotation)")
        text = stored_text(text_path.read_bytes().decode("utf-8"))
        document = document_of({"document": listed.get(id_)}, id_, text, str(path))
        parts.append((document, text, *_read(path, id_, text)))
    if not parts:
        raise GoldError(f"{folder}: không có tệp .ann nào (no .ann file)")
    return assemble(parts)


def _lines(figures: Sequence[FigureRow], entities: Sequence[EntityRow], text: str) -> Iterator[str]:
    spans = [(FIGURE, row.start, row.end, details_of(row)) for row in figures]
    spans += [(row.type, row.start, row.end, {"title": row.title}) for row in entities]
    attributes, notes = count(1), count(1)
    for number, (label, start, end, details) in enumerate(spans, 1):
        yield f"T{number}\t{label} {_fragments(start, end, text)}\t{_BREAKS.sub(' ', text[start:end])}"
        note: dict[str, object] = {}
        for name, value in details.items():
            if name in ATTRIBUTES and isinstance(value, str) and _ATTRIBUTE_VALUE.fullmatch(value):
                yield f"A{next(attributes)}\t{name} T{number} {value}"
            elif value != "":
                note[name] = value
        if note:
            yield f"#{next(notes)}\tAnnotatorNotes T{number}\t{json.dumps(note, ensure_ascii=False)}"


def _fragments(start: int, end: int, text: str) -> str:
    """The offsets of a span, in pieces where it crosses a line, as brat demands."""
    pieces = [(start + found.start(), start + found.end()) for found in re.finditer(r"[^\n]+", text[start:end])]
    return ";".join(f"{left} {right}" for left, right in pieces)


def _read(path: Path, id_: str, text: str) -> tuple[list[FigureRow], list[EntityRow]]:
    spans: dict[str, tuple[str, int, int, str]] = {}
    details: defaultdict[str, dict[str, object]] = defaultdict(dict)
    attributes: defaultdict[str, dict[str, object]] = defaultdict(dict)
    for line, where in read_lines(path):
        key, _, rest = line.rstrip("\n").partition("\t")
        head, _, tail = rest.partition("\t")
        if key.startswith("T"):
            label, *edges = re.split("[ ;]", head)
            if len(edges) < 2 or not all(edge.isdecimal() for edge in edges):
                raise GoldError(f"{where}: không đọc được đoạn {head!r}; cần «LOẠI đầu cuối» (malformed span)")
            spans[key] = (label, int(edges[0]), int(edges[-1]), where)
        elif key.startswith(("A", "M")):
            name, target, *value = head.split(" ")
            attributes[target][name] = " ".join(value)
        elif key.startswith("#") and head.startswith("AnnotatorNotes "):
            details[head.partition(" ")[2]] |= parse_json(tail, where)
    figures: list[FigureRow] = []
    entities: list[EntityRow] = []
    for key, (label, start, end, where) in spans.items():
        # What was set in brat's own window beats what an old note says.
        fields = details[key] | attributes[key]
        if label == FIGURE:
            figures.append(figure_at(id_, start, end, text, fields, where))
        else:
            entities.append(entity_at(id_, start, end, text, label, fields.get("title"), where))
    return figures, entities


def _configuration() -> str:
    vocabulary = Vocabulary.load()
    values = {
        "unit": sorted(vocabulary.units),
        "modifier": MODIFIERS,
        "role": ROLES,
        "indicator": sorted(vocabulary.indicators),
    }
    lines = ["[entities]", *LABELS, "", "[relations]", "", "[events]", "", "[attributes]"]
    lines += [f"{name}\tArg:{FIGURE}, Value:{'|'.join(known)}" for name, known in values.items()]
    return "\n".join(lines) + "\n"
