"""Read gold: the documents, figures and entities that people annotated, from folders or single files."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.rows import (
    EntityRow,
    FigureRow,
    entity_row,
    figure_row,
    is_entity,
    is_figure,
    parse_json,
    text_of,
)
from mttq_extract.evaluate.texts import JSONL_SUFFIXES, read_lines, text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from mttq_extract.types import Record

SPLITS = ("dev", "test", "regressions")
SOURCES = ("corpus", "external")
KINDS = ("documents", "figures", "entities")
_DOCUMENT_FIELDS = ("doc", "split", "sha256", "source", "length", "entities_until", "published", "partial")
Row = TypeVar("Row", FigureRow, EntityRow)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document.

    `entities_until` is where entity annotation ends, None for the whole text; `published` is the ISO day that
    the extractor is told; `extra` keeps the other fields of the row as they are; in a `partial` one only some of
    the figures are annotated.
    """

    id: str
    split: str = "all"
    sha256: str = ""
    source: str = ""
    length: int | None = None
    entities_until: int | None = None
    published: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)
    partial: bool = False
    where: str = field(default="", compare=False)

    def scored(self) -> list[object]:
        """What of a document bears on a score: the notes of people on it do not."""
        scored: list[object] = [self.id, self.split, self.sha256, self.entities_until, self.published]
        return [*scored, "partial"] if self.partial else scored

    def to_dict(self) -> dict[str, object]:
        """The row as `documents.jsonl` stores it."""
        row: dict[str, object] = {"doc": self.id, "sha256": self.sha256, "split": self.split}
        row |= {"source": self.source, "length": self.length}
        row |= {} if self.entities_until is None else {"entities_until": self.entities_until}
        row |= {"partial": True} if self.partial else {}
        return row | ({"published": self.published} if self.published else {}) | dict(self.extra)


@dataclass(frozen=True, slots=True)
class Gold:
    """Annotated documents by id, with their rows; `has_figures` and `has_entities` tell which layers exist.

    A document of `documents` without rows was read and holds none. `folders` are the gold folders read, so
    that the texts beside them can be found.
    """

    documents: Mapping[str, GoldDocument]
    figures: Mapping[str, tuple[FigureRow, ...]]
    entities: Mapping[str, tuple[EntityRow, ...]]
    has_figures: bool = True
    has_entities: bool = True
    folders: tuple[Path, ...] = ()

    def select(self, split: str, source: str | None = None) -> Gold:
        """The documents of one split, and of one source where it is named; split "all" is every document.

        Raises:
            GoldError: no document is left.
        """
        chosen = {id_ for id_, document in self.documents.items() if split in ("all", document.split)}
        if not chosen:
            splits = ", ".join(sorted({document.split for document in self.documents.values()})) or "-"
            raise GoldError(
                f"Không văn bản nào thuộc phần {split!r}; các phần hiện có: {splits}; dùng --split all "
                f"hoặc thêm split vào documents.jsonl (no document in this split)"
            )
        if source is not None:
            chosen = {id_ for id_ in chosen if self.documents[id_].source == source}
        if not chosen:
            raise GoldError(f"Không văn bản nào có nguồn {source!r} (no document from this source)")
        return self.keep(chosen)

    @property
    def text_hashes(self) -> dict[str, str]:
        """The hash of the text of each document that records one."""
        return {id_: document.sha256 for id_, document in self.documents.items() if document.sha256}

    @property
    def default_split(self) -> str:
        """The split to score when none is named: dev, or all where nothing is set apart as dev."""
        return "dev" if any(document.split == "dev" for document in self.documents.values()) else "all"

    def keep(self, ids: Iterable[str]) -> Gold:
        """The same gold with these documents only."""
        kept = {id_: self.documents[id_] for id_ in sorted(ids)}
        return replace(
            self,
            documents=kept,
            figures={id_: self.figures.get(id_, ()) for id_ in kept},
            entities={id_: self.entities.get(id_, ()) for id_ in kept},
        )

    @property
    def hash(self) -> str:
        """A sha256 over all that is scored, whatever the order of the files."""
        rows = [json.dumps(["document", document.scored()]) for document in self.documents.values()]
        rows += [json.dumps(["figure", row.to_dict()]) for rows_ in self.figures.values() for row in rows_]
        rows += [json.dumps(["entity", row.to_dict()]) for rows_ in self.entities.values() for row in rows_]
        return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


def read_gold(paths: Sequence[Path]) -> Gold:
    """Read gold from folders, or from explicit figure, entity and document JSONL files, taken together.

    Rows are told apart by their fields. Without a documents file every document that has a row is in
    split "all".

    Raises:
        GoldError: a path or a row is malformed, a document is listed twice, or a row names an unlisted one.
    """
    documents: dict[str, GoldDocument] = {}
    figures: list[FigureRow] = []
    entities: list[EntityRow] = []
    files = files_of(paths)
    for file in files:
        for line, where in read_lines(file):
            data = parse_json(line, where)
            if is_figure(data):
                figures.append(figure_row(data, where))
            elif is_entity(data):
                entities.append(entity_row(data, where))
            else:
                _add_document(documents, document_row(data, where))
    listed = bool(documents)
    rows: list[FigureRow | EntityRow] = [*figures, *entities]
    for row in rows:
        if row.doc not in documents:
            if listed:
                raise GoldError(
                    f"{row.where}: văn bản {row.doc!r} không có trong documents.jsonl; thêm văn bản "
                    f"hoặc sửa doc (unknown document)"
                )
            documents[row.doc] = GoldDocument(row.doc)
    if not documents:
        names = ", ".join(str(path) for path in paths)
        raise GoldError(f"Không có dòng chuẩn nào trong {names} (the gold is empty)")
    return Gold(
        {id_: documents[id_] for id_ in sorted(documents)},
        group(documents, figures),
        group(documents, entities),
        has_figures=bool(figures) or _has_file(files, "figures"),
        has_entities=bool(entities) or _has_file(files, "entities"),
        folders=tuple(path for path in paths if path.is_dir()),
    )


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The gold files under all paths; one that is named twice, or in its folder too, is read once.

    Raises:
        GoldError: as `gold_files` does.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in gold_files(path):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def gold_files(path: Path) -> list[Path]:
    """The gold files under a path: the file itself, or a folder's `*documents|figures|entities.jsonl[.gz]`.

    Raises:
        GoldError: the path does not exist or the folder holds no such file.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise GoldError(f"Không tìm thấy đường dẫn: {path} (no such path)")
    endings = tuple(f"{kind}{suffix}" for kind in KINDS for suffix in JSONL_SUFFIXES)
    files = sorted(file for file in path.iterdir() if file.is_file() and file.name.endswith(endings))
    if not files:
        raise GoldError(
            f"{path}: thư mục không có file chuẩn; cần documents.jsonl, figures.jsonl, entities.jsonl "
            f"(no gold files in this folder)"
        )
    return files


def document_row(data: Mapping[str, object], where: str) -> GoldDocument:
    """Build a document from a JSON object of `documents.jsonl`.

    Raises:
        GoldError: a field is missing or of the wrong kind.
    """
    id_ = data.get("doc")
    if not isinstance(id_, str) or not id_:
        raise GoldError(
            f"{where}: không nhận ra dòng này: cần low/high (số liệu), type (thực thể) hoặc doc và split "
            f"(văn bản) (neither a figure, an entity nor a document)"
        )
    return GoldDocument(
        id_,
        split=text_of(data, "split", where),
        sha256=text_of(data, "sha256", where),
        source=text_of(data, "source", where),
        length=_count(data, "length", where),
        entities_until=_count(data, "entities_until", where),
        published=text_of(data, "published", where),
        partial=_flag(data, "partial", where),
        extra={name: value for name, value in data.items() if name not in _DOCUMENT_FIELDS},
        where=where,
    )


def group(ids: Iterable[str], rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """Rows by document, in text order; every id of `ids` has an entry."""
    lists: dict[str, list[Row]] = {id_: [] for id_ in sorted(ids)}
    for row in rows:
        lists.setdefault(row.doc, []).append(row)
    return {id_: tuple(sorted(found, key=lambda row: (row.start, row.end))) for id_, found in lists.items()}


def check_texts(gold: Gold, texts: Mapping[str, Record]) -> dict[str, str]:
    """What is wrong with the text of each document, by id: missing, or not the text that was annotated."""
    problems: dict[str, str] = {}
    for id_, document in gold.documents.items():
        record = texts.get(id_)
        if record is None:
            problems[id_] = f"{id_}: không tìm thấy văn bản; thêm {id_}.txt hoặc chỉ --texts (no text)"
            continue
        rows: list[FigureRow | EntityRow] = [*gold.figures.get(id_, ()), *gold.entities.get(id_, ())]
        # The text is trusted by its hash; only where none is recorded do the rows have to vouch for it.
        if document.sha256:
            changed = text_hash(record.text) != document.sha256
        else:
            changed = any(record.text[row.start : row.end] != _nfc(row.surface) for row in rows)
        if changed:
            problems[id_] = (
                f"{id_}: văn bản không còn như lúc gán nhãn ({record.path or '-'}); khôi phục văn bản hoặc chạy "
                f"`mttq gold check` "
                f"(text has changed)"
            )
    return problems


def _count(data: Mapping[str, object], key: str, where: str) -> int | None:
    number = data.get(key)
    if number is None or (isinstance(number, int) and not isinstance(number, bool) and number >= 0):
        return number
    raise GoldError(f"{where}: {key} phải là số nguyên không âm, thấy {number!r} (must be an integer)")


def _flag(data: Mapping[str, object], key: str, where: str) -> bool:
    value = data.get(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise GoldError(f"{where}: {key} phải là true hoặc false, thấy {value!r} (must be true or false)")


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _add_document(documents: dict[str, GoldDocument], document: GoldDocument) -> None:
    earlier = documents.get(document.id)
    if earlier is not None:
        raise GoldError(
            f"{document.where}: văn bản {document.id!r} đã có ở {earlier.where}; bỏ một dòng (listed twice)"
        )
    documents[document.id] = document


def _has_file(files: Iterable[Path], kind: str) -> bool:
    return any(kind in file.name for file in files)
