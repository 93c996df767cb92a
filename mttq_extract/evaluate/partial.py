"""Gold of which only some figures are annotated: those that people put right in a database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mttq_extract.evaluate.check_rows import figure_problems
from mttq_extract.evaluate.gold import GoldDocument, group
from mttq_extract.evaluate.interchange.bundle import Bundle, write_gold
from mttq_extract.evaluate.rows import figure_row
from mttq_extract.evaluate.texts import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mttq_extract.evaluate.check_rows import Problem
    from mttq_extract.evaluate.rows import FigureRow
    from mttq_extract.evaluate.vocabulary import Vocabulary
    from mttq_extract.types import Document


def partial_gold(documents: Iterable[Document], vocabulary: Vocabulary) -> tuple[Bundle, list[Problem]]:
    """The figures of the documents as gold rows to learn from, in split dev, and why some of them are none.

    A figure is none where its fields are not those of its words: a value that somebody took from another paper. A
    document without any is left out.
    """
    kept: dict[str, Document] = {}
    rows: list[FigureRow] = []
    problems: list[Problem] = []
    for document in documents:
        for item in document.to_dict()["figures"]:
            row = figure_row(item, f"{document.id}:{item['start']}", document.id)
            found = list(figure_problems(row, vocabulary))
            problems += found[:1]
            if not found:
                kept[document.id] = document
                rows.append(row)
    texts = {id_: document.text for id_, document in kept.items()}
    return Bundle({id_: _described(one) for id_, one in kept.items()}, texts, group(kept, rows), {}), problems


def write_with_texts(bundle: Bundle, folder: Path, *, overwrite: bool = False) -> None:
    """Write the gold files, and beside them `texts/texts.jsonl`, since not every id of a database can name a file.

    Raises:
        GoldError: a gold file exists and `overwrite` is not given.
    """
    write_gold(bundle, folder, overwrite=overwrite)
    (folder / "texts").mkdir(exist_ok=True)
    lines = (json.dumps({"id": id_, "text": text}, ensure_ascii=False) + "\n" for id_, text in bundle.texts.items())
    (folder / "texts" / "texts.jsonl").write_text("".join(lines), "utf-8", newline="\n")


def _described(document: Document) -> GoldDocument:
    return GoldDocument(
        document.id,
        split="dev",
        sha256=text_hash(document.text),
        source="external",
        length=len(document.text),
        entities_until=0,
        published=document.published.isoformat() if document.published else "",
        partial=True,
    )
