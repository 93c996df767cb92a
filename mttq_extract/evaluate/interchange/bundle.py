"""Gold together with its texts: what annotation tools take and give back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.gold import KINDS, Gold, GoldDocument, check_texts, document_row, group
from mttq_extract.evaluate.rows import EntityRow, FigureRow, entity_row, figure_row
from mttq_extract.evaluate.texts import text_hash
from mttq_extract.read.decoding import stored_text
from mttq_extract.types import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from mttq_extract.evaluate.predictions import Predictions
    from mttq_extract.types import Record

FIGURE = "FIGURE"
LABELS = (FIGURE, *ENTITY_TYPES)
DETAILS = ("low", "high", "unit", "modifier", "of", "per", "concept", "role", "indicator", "period", "subject")
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Annotated documents by id, with the text and the rows of each.

    The rows of a `draft` were made by a machine and no one has read them yet.
    """

    documents: Mapping[str, GoldDocument]
    texts: Mapping[str, str]
    figures: Mapping[str, tuple[FigureRow, ...]]
    entities: Mapping[str, tuple[EntityRow, ...]]
    draft: bool = False


def bundle_of(gold: Gold, texts: Mapping[str, Record]) -> Bundle:
    """Put gold and its texts together.

    Raises:
        GoldError: a text is missing, or not the one that was annotated.
    """
    if problems := check_texts(gold, texts):
        first = next(iter(problems.values()))
        raise GoldError(f"{len(problems)} văn bản chưa xuất được, ví dụ {first} (texts missing or changed)")
    return Bundle(gold.documents, {id_: texts[id_].text for id_ in gold.documents}, gold.figures, gold.entities)


def draft_of(predictions: Predictions, texts: Mapping[str, Record], split: str) -> Bundle:
    """Put predictions and their texts together, for people to correct; the documents belong to `split`.

    Raises:
        GoldError: there is no document, or a text is missing or not the one that was read.
    """
    if not predictions.ids:
        raise GoldError("Không có văn bản nào trong kết quả trích xuất (no document in the predictions)")
    documents: dict[str, GoldDocument] = {}
    for id_ in sorted(predictions.ids):
        day = texts[id_].published if id_ in texts else None
        published = day.isoformat() if day else ""
        documents[id_] = GoldDocument(id_, split=split, source="external", published=published)
    found = bundle_of(Gold(documents, predictions.figures, predictions.entities), texts)
    hashed = {
        id_: replace(document, sha256=text_hash(found.texts[id_]), length=len(found.texts[id_]))
        for id_, document in documents.items()
    }
    return replace(found, documents=hashed, draft=True)


def assemble(parts: Iterable[tuple[GoldDocument, str, Sequence[FigureRow], Sequence[EntityRow]]]) -> Bundle:
    """Make a bundle of documents as a tool gives them back.

    Raises:
        GoldError: a document comes twice.
    """
    documents: dict[str, GoldDocument] = {}
    texts: dict[str, str] = {}
    figures: list[FigureRow] = []
    entities: list[EntityRow] = []
    for document, text, figure_rows, entity_rows in parts:
        if document.id in documents:
            raise GoldError(f"{document.where}: văn bản {document.id!r} có hai lần; bỏ một (comes twice)")
        documents[document.id] = document
        texts[document.id] = text
        figures += figure_rows
        entities += entity_rows
    return Bundle(documents, texts, group(documents, figures), group(documents, entities))


def details_of(row: FigureRow) -> dict[str, object]:
    """The fields of a figure beside its span, as the gold files store them."""
    return {name: value for name, value in row.to_dict().items() if name not in ("doc", "start", "end", "surface")}


def figure_at(doc: str, start: int, end: int, text: str, details: Mapping[str, object], where: str) -> FigureRow:
    """A figure of a tool, its surface taken from the text.

    Raises:
        GoldError: the span lies outside the text, or the figure has no value yet.
    """
    surface = _surface(start, end, text, where)
    if details.get("low") in (None, "") or details.get("high") in (None, ""):
        raise GoldError(f"{where}: số liệu {surface!r} chưa có low và high; điền rồi xuất lại (no value yet)")
    return figure_row({**details, "doc": doc, "start": start, "end": end, "surface": surface}, where)


def entity_at(doc: str, start: int, end: int, text: str, type_: str, title: object, where: str) -> EntityRow:
    """An entity of a tool, its surface taken from the text.

    Raises:
        GoldError: the span lies outside the text.
    """
    surface = _surface(start, end, text, where)
    row = {"doc": doc, "start": start, "end": end, "surface": surface, "type": type_, "title": title}
    return entity_row(row, where)


def join(
    doc: str, text: str, spans: Iterable[Span], details: Mapping[str, object], where: str
) -> tuple[list[FigureRow], list[EntityRow]]:
    """Give the spans of a tool that knows only labels the fields that were exported beside them.

    `details` holds the rows under "figure_rows" and "entity_rows". A span whose row is not there is new: an
    entity then has no title, a figure no value.

    Raises:
        GoldError: a figure is new, or a row is malformed.
    """
    known: dict[Span, list[dict[str, object]]] = {}
    for name in ("figure_rows", "entity_rows"):
        for row in _rows(details, name, where):
            label = FIGURE if name == "figure_rows" else row.get("type")
            known.setdefault((row.get("start"), row.get("end"), label), []).append(row)  # type: ignore[arg-type]
    figures: list[FigureRow] = []
    entities: list[EntityRow] = []
    for start, end, label in spans:
        rows = known.get((start, end, label))
        row = rows.pop(0) if rows else {}
        if label == FIGURE:
            figures.append(figure_at(doc, start, end, text, row, where))
        else:
            entities.append(entity_at(doc, start, end, text, label, row.get("title"), where))
    return figures, entities


def document_of(data: Mapping[str, object], fallback: str, text: str, where: str) -> GoldDocument:
    """The document whose row was exported under "document"; `fallback` is its id where a tool was given none.

    Raises:
        GoldError: there is no id, a field is of the wrong kind, or the text is not the one that was exported.
    """
    stored = data.get("document")
    fields = stored if isinstance(stored, dict) else {}
    id_ = fields.get("doc") or data.get("doc") or fallback
    if not id_:
        raise GoldError(f"{where}: văn bản không có id; thêm trường doc (no id)")
    document = document_row({**fields, "doc": id_}, where)
    hash_ = text_hash(text)
    if document.sha256 not in ("", hash_):
        raise GoldError(
            f"{where}: văn bản {id_!r} đã bị đổi từ lúc xuất; nhập lại với nguyên văn "
            f"(the text has changed since it was exported)"
        )
    return replace(document, sha256=hash_, length=len(text))


def text_in(data: Mapping[str, object], where: str) -> str:
    """The stored text under `text`.

    Raises:
        GoldError: there is none.
    """
    text = data.get("text")
    if not isinstance(text, str):
        raise GoldError(f"{where}: thiếu trường text (no text)")
    return stored_text(text)


def write_gold(bundle: Bundle, folder: Path, *, overwrite: bool = False) -> None:
    """Write the three gold files.

    Raises:
        GoldError: one of them exists and `overwrite` is not given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = {kind: folder / f"{kind}.jsonl" for kind in KINDS}
    for path in paths.values():
        if path.exists() and not overwrite:
            raise GoldError(f"{path} đã có; chọn thư mục khác hoặc thêm --overwrite (the file exists)")
    documents = [bundle.documents[id_] for id_ in sorted(bundle.documents)]
    rows: dict[str, Iterable[dict[str, object]]] = {
        "documents": [document.to_dict() for document in documents],
        "figures": [row.to_dict() for document in documents for row in bundle.figures.get(document.id, ())],
        "entities": [row.to_dict() for document in documents for row in bundle.entities.get(document.id, ())],
    }
    for kind, path in paths.items():
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows[kind])
        path.write_text("".join(lines), "utf-8", newline="\n")


def write_texts(bundle: Bundle, folder: Path, *, overwrite: bool = False) -> None:
    """Write each text as `<id>.txt`; a text that is there and the same is left alone.

    Raises:
        GoldError: an id is no path inside the folder, or another text is there and `overwrite` is not given.
    """
    for id_, text in bundle.texts.items():
        path = folder / f"{id_}.txt"
        if ".." in path.relative_to(folder).parts if path.is_relative_to(folder) else True:
            raise GoldError(f"{id_!r} không thể là tên file trong {folder}; sửa id (not a path inside the folder)")
        if path.exists() and path.read_bytes() != text.encode() and not overwrite:
            raise GoldError(f"{path} đã có và khác nội dung; thêm --overwrite (another text is there)")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")


def _surface(start: int, end: int, text: str, where: str) -> str:
    if not 0 <= start < end <= len(text):
        raise GoldError(f"{where}: đoạn {start}-{end} nằm ngoài văn bản dài {len(text)} (span outside the text)")
    return text[start:end]


def _rows(details: Mapping[str, object], name: str, where: str) -> list[dict[str, object]]:
    rows = details.get(name)
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise GoldError(f"{where}: {name} phải là danh sách đối tượng (must be a list of objects)")
    return rows
