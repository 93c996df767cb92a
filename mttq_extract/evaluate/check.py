"""Validate gold: every row against its text, the tables and its neighbours, to the last fault."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.check_rows import (
    Problem,
    entity_problems,
    figure_problems,
    span_problems,
    surface_problems,
)
from mttq_extract.evaluate.gold import SOURCES, SPLITS, GoldDocument, document_row, files_of, group
from mttq_extract.evaluate.rows import (
    EntityRow,
    FigureRow,
    entity_row,
    figure_row,
    is_entity,
    is_figure,
    parse_json,
)
from mttq_extract.evaluate.texts import find_texts, read_lines, text_hash
from mttq_extract.read.metadata import published_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mttq_extract.evaluate.vocabulary import Vocabulary
    from mttq_extract.types import Record

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(slots=True)
class _Rows:
    """What the files hold, with the lines that could not be read as problems."""

    documents: dict[str, GoldDocument] = field(default_factory=dict)
    figures: list[FigureRow] = field(default_factory=list)
    entities: list[EntityRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Checked:
    """The problems found, in file order, and how much was checked."""

    problems: tuple[Problem, ...]
    documents: int
    figures: int
    entities: int

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(problem.error for problem in self.problems)

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON."""
        counts = {"documents": self.documents, "figures": self.figures, "entities": self.entities}
        return counts | {"errors": self.errors, "problems": [asdict(problem) for problem in self.problems]}


def check_gold(paths: Sequence[Path], sources: Sequence[Path], vocabulary: Vocabulary) -> Checked:
    """Check gold folders or files against their texts and the package's tables.

    Raises:
        GoldError: a path does not exist or cannot be read at all.
    """
    rows = _read(paths)
    problems = rows.problems
    listed = bool(rows.documents)
    named = {row.doc for row in rows.figures} | {row.doc for row in rows.entities}
    hashes = {id_: document.sha256 for id_, document in rows.documents.items()}
    texts = find_texts(named | set(rows.documents), sources, hashes)
    for document in rows.documents.values():
        problems += _document_problems(document, texts.get(document.id))
    for id_ in sorted(set() if listed else named - set(texts)):
        problems.append(Problem("", f"{id_}: không tìm thấy văn bản; chỉ --texts (text is missing)", error=False))
    for figure in rows.figures:
        problems += figure_problems(figure, vocabulary)
    for entity in rows.entities:
        problems += entity_problems(entity)
    spans: list[FigureRow | EntityRow] = [*rows.figures, *rows.entities]
    for row in spans:
        if listed and row.doc not in rows.documents:
            message = f"văn bản {row.doc!r} không có trong documents.jsonl; thêm hoặc sửa doc (unknown document)"
            problems.append(Problem(row.where, message))
        problems += surface_problems(row, texts[row.doc].text if row.doc in texts else None)
    for entity in rows.entities:
        until = rows.documents[entity.doc].entities_until if entity.doc in rows.documents else None
        if until is not None and entity.start >= until:
            message = f"thực thể nằm sau entities_until {until}; bỏ dòng hoặc sửa (beyond entities_until)"
            problems.append(Problem(entity.where, message))
    for figures in group((), rows.figures).values():
        problems += span_problems(figures, "số liệu")
    for entities in group((), rows.entities).values():
        problems += span_problems(entities, "thực thể")
    order = {problem: i for i, problem in enumerate(problems)}
    ordered = sorted(order, key=lambda problem: (*_place(problem.where), order[problem]))
    return Checked(tuple(ordered), len(rows.documents) or len(named), len(rows.figures), len(rows.entities))


def _read(paths: Sequence[Path]) -> _Rows:
    rows = _Rows()
    for file in files_of(paths):
        for line, where in read_lines(file):
            try:
                _add(rows, line, where)
            except GoldError as error:
                rows.problems.append(Problem(where, str(error).removeprefix(f"{where}: ")))
    return rows


def _add(rows: _Rows, line: str, where: str) -> None:
    data = parse_json(line, where)
    if is_figure(data):
        rows.figures.append(figure_row(data, where))
    elif is_entity(data):
        rows.entities.append(entity_row(data, where))
    else:
        document = document_row(data, where)
        earlier = rows.documents.setdefault(document.id, document)
        if earlier is not document:
            raise GoldError(f"{where}: văn bản {document.id!r} đã có ở {earlier.where}; bỏ một dòng (twice)")


def _document_problems(document: GoldDocument, record: Record | None) -> Iterator[Problem]:
    def problem(message: str, error: bool = True) -> Problem:
        return Problem(document.where, f"{document.id}: {message}", error)

    for name, value, known in (("split", document.split, SPLITS), ("source", document.source, SOURCES)):
        if not value:
            yield problem(f"thiếu {name}; ghi {' | '.join(known)} ({name} is missing)")
        elif value not in known:
            yield problem(f"{name} {value!r} không có; ghi {' | '.join(known)} (unknown {name})")
    if not document.sha256:
        fix = f'ghi "sha256": "{text_hash(record.text)}"' if record else "ghi sha256 của văn bản NFC"
        yield problem(f"thiếu sha256; {fix} (sha256 is missing)")
    elif not _SHA256.fullmatch(document.sha256):
        yield problem("sha256 cần 64 chữ số thập lục phân thường (malformed sha256)")
    elif record is not None and text_hash(record.text) != document.sha256:
        yield problem(
            f"văn bản đã khác lúc gán nhãn (hash {text_hash(record.text)[:12]}…, không phải "
            f"{document.sha256[:12]}…); khôi phục, hoặc soát lại nhãn rồi sửa sha256 (text has changed)"
        )
    if record is None:
        # The texts of other publishers are not shipped with the project.
        external = document.source == "external"
        why = (
            "bài báo không kèm dự án; có nguyên văn thì chỉ --texts"
            if external
            else "không tìm thấy văn bản; chỉ --texts"
        )
        yield problem(f"{why} (text is missing)", not external)
    elif document.length is not None and document.length != len(record.text):
        yield problem(f"length {document.length}, văn bản dài {len(record.text)}; sửa length (wrong length)")
    if document.published and str(published_date(document.published)) != document.published:
        yield problem(f"published {document.published!r} không phải ngày; ghi YYYY-MM-DD (not a date)")
    if document.length is None:
        yield problem("thiếu length; ghi số ký tự của văn bản (length is missing)")


def _place(where: str) -> tuple[str, int]:
    path, _, line = where.rpartition(":")
    return (path, int(line)) if line.isdigit() else (where, 0)
