"""Why a figure is what it is: its sentence, the evidence of each slot, the numbers that were left out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import UsageError

if TYPE_CHECKING:
    import sqlite3

SLOTS = (
    "low",
    "high",
    "unit",
    "of",
    "per",
    "modifier",
    "concept",
    "role",
    "indicator",
    "period",
    "subject",
    "place",
)
"""The slots of a figure, in the order they are shown."""


NEAREST = 5
"""How many figures of its article an error offers."""


@dataclass(frozen=True, slots=True)
class RejectedNumber:
    """A number of the sentence that is no figure; `start` counts from the start of the sentence."""

    start: int
    surface: str
    rule: str


@dataclass(frozen=True, slots=True)
class RejectedIn:
    """A rejected number and the sentence it stands in."""

    document: str
    sentence: str
    number: RejectedNumber


@dataclass(frozen=True, slots=True)
class Explanation:
    """A stored figure with what it stands on; `start` and `end` count from the start of `sentence`."""

    id: int
    document: str
    title: str | None
    published: str | None
    path: str | None
    sentence: str
    start: int
    end: int
    values: dict[str, Any]
    label: str
    rule: str
    score: float
    boilerplate: bool
    evidence: dict[str, str]
    rejected: tuple[RejectedNumber, ...]


def explanation(connection: sqlite3.Connection, figure: str) -> Explanation:
    """The explanation of a figure, by its id ("4200000963") or as "document:start" ("bai-42:963").

    Raises UsageError when there is no such figure.
    """
    id_ = figure_id(connection, figure)
    slots = ", ".join(f'f."{slot}"' for slot in SLOTS)
    cursor = connection.execute(
        "SELECT f.id, f.document, d.title, d.published, d.path, s.text AS sentence, s.start AS first,"
        ' s."end" AS last, f.start, f."end", i.label_vi, f.rule, f.score, f.boilerplate, f.evidence,'
        f" {slots} FROM figures AS f JOIN documents AS d ON d.id = f.document"
        " JOIN sentences AS s ON s.id = f.sentence JOIN indicators AS i ON i.id = f.indicator WHERE f.id = ?",
        (id_,),
    )
    found = cursor.fetchone()
    if found is None:
        raise no_such_figure(connection, figure)
    row = dict(zip((column[0] for column in cursor.description), found, strict=True))
    rejected = connection.execute(
        'SELECT start, surface, rule FROM rejections WHERE document = ? AND start >= ? AND "end" <= ? ORDER BY start',
        (row["document"], row["first"], row["last"]),
    )
    return Explanation(
        id=row["id"],
        document=row["document"],
        title=row["title"],
        published=row["published"],
        path=row["path"],
        sentence=row["sentence"],
        start=row["start"] - row["first"],
        end=row["end"] - row["first"],
        values={slot: row[slot] for slot in SLOTS},
        label=row["label_vi"],
        rule=row["rule"],
        score=row["score"],
        boilerplate=bool(row["boilerplate"]),
        evidence=json.loads(row["evidence"]),
        rejected=tuple(RejectedNumber(start - row["first"], surface, rule) for start, surface, rule in rejected),
    )


def rejection(connection: sqlite3.Connection, place: str) -> RejectedIn | None:
    """The rejected number at "document:start" with its sentence, or None when there is none."""
    document, start = _place(place)
    if start is None:
        return None
    row = connection.execute(
        "SELECT s.text, s.start, r.start, r.surface, r.rule FROM rejections AS r JOIN sentences AS s"
        ' ON s.document = r.document AND s.start <= r.start AND s."end" > r.start'
        ' WHERE r.document = ? AND r.start <= ? AND r."end" > ?',
        (document, start, start),
    ).fetchone()
    return RejectedIn(document, row[0], RejectedNumber(row[2] - row[1], row[3], row[4])) if row else None


def no_such_figure(connection: sqlite3.Connection, figure: str) -> UsageError:
    """What to say of a name that is no figure's: which figures its document has, where it names one."""
    said, (document, start) = f"Không có số liệu mã «{figure}» (no such figure)", _place(figure)
    query = "SELECT start, surface FROM figures WHERE document = ? ORDER BY abs(start - ?), start LIMIT ?"
    near = sorted(connection.execute(query, (document, start or 0, NEAREST)).fetchall())
    if not near:
        return UsageError(f"{said}; mã ở cột đầu của: mttq query --db FILE")
    listed = ", ".join(f"{document}:{start} «{surface}»" for start, surface in near)
    return UsageError(f"{said}. Trong bài này có (figures of the article): {listed}")


def figure_id(connection: sqlite3.Connection, figure: str) -> int | None:
    """The id of a figure given by its id or as "document:start"; None when it is neither."""
    document, start = _place(figure)
    if start is not None:
        row = connection.execute(
            "SELECT id FROM figures WHERE document = ? AND start = ?", (document, start)
        ).fetchone()
        return row[0] if row else None
    return int(document) if re.fullmatch(r"[0-9]{1,18}", document) else None


def _place(name: str) -> tuple[str, int | None]:
    """The document and the offset of "document:start"; the whole name where there is no offset."""
    document, colon, start = name.strip().rpartition(":")
    if colon and document and re.fullmatch(r"[0-9]{1,9}", start):
        return document, int(start)
    return name.strip(), None
