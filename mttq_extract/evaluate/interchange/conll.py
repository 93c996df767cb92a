"""CoNLL columns: token, offsets, entity tag, figure tag, and the fields of a figure at its first token."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mttq_extract.evaluate.interchange.bundle import FIGURE, details_of
from mttq_extract.evaluate.interchange.tokens import bio, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mttq_extract.evaluate.interchange.bundle import Bundle, Span

HEADER = "# columns = FORM START END ENTITY FIGURE FIELDS"


def export(bundle: Bundle, file: Path) -> None:
    """Write all documents to one file; a line of the text is a sentence, an empty line ends it.

    Raises:
        GoldError: two entities, or two figures, overlap.
    """
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f"{HEADER}\n")
        for id_ in bundle.documents:
            out.writelines(f"{line}\n" for line in _lines(bundle, id_))


def _lines(bundle: Bundle, id_: str) -> Iterator[str]:
    text = bundle.texts[id_]
    entities: list[Span] = [(row.start, row.end, row.type) for row in bundle.entities.get(id_, ())]
    figures: list[Span] = [(row.start, row.end, FIGURE) for row in bundle.figures.get(id_, ())]
    fields = {row.start: details_of(row) for row in bundle.figures.get(id_, ())}
    titles = {row.start: row.title for row in bundle.entities.get(id_, ()) if row.title}
    tokens = tokenize(text, [*entities, *figures])
    rows = zip(tokens, bio(tokens, entities, id_), bio(tokens, figures, id_), strict=True)
    yield f"# doc = {json.dumps(id_, ensure_ascii=False)}"
    before = 0
    for (start, end), entity, figure in rows:
        if "\n" in text[before:start]:
            yield ""
        before = end
        given: dict[str, object] = {}
        if figure.startswith("B-"):
            given |= {name: value for name, value in fields[start].items() if value != ""}
        if entity.startswith("B-") and start in titles:
            given["title"] = titles[start]
        column = json.dumps(given, ensure_ascii=False) if given else "_"
        yield "\t".join((text[start:end], str(start), str(end), entity, figure, column))
    yield ""
