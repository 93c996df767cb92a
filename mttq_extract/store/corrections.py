"""Corrections by hand: what a person has put right about a figure, kept apart from what the program reads.

A correction belongs to a text (by its hash) and a place in it, so that it outlives re-extraction and goes with the text
to another database. It is put on the figures of every document of that text, in the transaction that writes them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import UsageError
from mttq_extract.store.correction_values import NO_FIGURE, QUANTITY, SCORE, SURE, read_value, read_values, value_of
from mttq_extract.store.counting import unsettle
from mttq_extract.store.explanation import figure_id, no_such_figure
from mttq_extract.store.rows import COLUMNS, figure_rows, search_words
from mttq_extract.store.schema import BY_HAND
from mttq_extract.store.stored_document import stored_document
from mttq_extract.types import Period

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from mttq_extract.store.parties import Parties
    from mttq_extract.types import Figure

_NAMED_BY_SUBJECT = "in the name of the subject"
_OF_PLACE = ("document", "end", "surface", "was")
_MOST_FIELDS = ("sha256", "document", "start", "end", "surface", "field", "value", "was", "made_by", "note", "made")


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one figure put right: `was` is what the program read, `value` what a person says; None is nothing.

    `document` is the id under which the text was stored when it was made, `found` whether a figure starts there now.
    """

    sha256: str
    document: str
    start: int
    end: int
    surface: str
    field: str
    value: str | None
    was: str | None
    made_by: str | None
    note: str | None
    made: str
    found: bool = True

    @property
    def told(self) -> str:
        """The evidence of the field, as people read it."""
        about = "; ".join(part for part in (self.made_by, self.made[:10], self.note) if part)
        return f"{BY_HAND}: trước là {self.was or 'trống'} ({about})"

    def to_dict(self) -> dict[str, Any]:
        """The line of a file of corrections."""
        return {name: item for name, item in asdict(self).items() if name != "found"}


def fitting(kept: Sequence[Correction], figure: Figure | None) -> set[str]:
    """The fields of the corrections of one place that still speak of what is read there: a value, of the same span.

    With none of them nobody has looked at the figure, and the score is not put on either.
    """
    if figure is None:
        return set()
    fields = {one.field for one in kept if one.field not in QUANTITY or one.end == figure.end}
    return fields if fields != {SCORE} else set()


def place_of(connection: sqlite3.Connection, figure: str) -> tuple[str, int]:
    """The document and the start of a figure, given as `mttq explain` takes it.

    Raises UsageError when there is no such figure.
    """
    found = connection.execute(
        "SELECT document, start FROM figures WHERE id = ?", (figure_id(connection, figure),)
    ).fetchone()
    if found is None:
        raise no_such_figure(connection, figure)
    return str(found[0]), int(found[1])


def wanted_corrections(
    connection: sqlite3.Connection,
    figure: str,
    wanted: Mapping[str, str],
    *,
    by: str | None,
    note: str | None,
    made: str,
) -> list[Correction]:
    """The corrections that a person asks for: those fields that are not so already, and the score with them.

    Raises UsageError as `read_values` does.
    """
    document, start = place_of(connection, figure)
    (sha256,) = connection.execute("SELECT sha256 FROM documents WHERE id = ?", (document,)).fetchone()
    now = next(one for one in stored_document(connection, document).figures if one.start == start)
    new = read_values(connection, wanted, now)
    if now.score != float(SURE):
        new[SCORE] = SURE
    where, about = (sha256, document, start, now.end, now.surface), (by or None, note or None, made)
    return [Correction(*where, name, value, value_of(now, name), *about) for name, value in new.items()]


def corrected(figure: Figure, corrections: Sequence[Correction]) -> Figure:
    """The figure with its corrections, which say so in its evidence.

    An end of the value that was not corrected gives way where it would cross the other one.
    """
    changes: dict[str, Any] = {one.field: _typed(one.field, one.value) for one in corrections}
    evidence = figure.evidence | {one.field: one.told for one in corrections}
    if "subject" in changes and "place" not in changes and evidence.get("place", "").startswith(_NAMED_BY_SUBJECT):
        changes["place"] = None
        del evidence["place"]
    if changes.get("role", "part") != "part":
        changes["part_of"] = None
    found = replace(figure, **changes, evidence=evidence)
    if found.low > found.high:
        return replace(found, low=found.high) if "high" in changes else replace(found, high=found.low)
    return found


def _typed(field: str, text: str | None) -> Any:
    if text is None:
        return None
    if field in ("low", "high", "of"):
        return Decimal(text)
    if field == "period":
        return Period.parse(text)
    if field == SCORE:
        return float(text)
    return text == "1" if field == NO_FIGURE else text


def corrections(connection: sqlite3.Connection, *, sha256: str | None = None) -> list[Correction]:
    """The corrections of a text, or all, in the order of documents and places."""
    names = ", ".join(f'"{field.name}"' for field in fields(Correction))
    where, values = ("", ()) if sha256 is None else (" WHERE sha256 = ?", (sha256,))
    rows = connection.execute(f"SELECT {names} FROM corrections{where} ORDER BY document, start, field", values)
    return [replace(Correction(*row[:-1]), found=bool(row[-1])) for row in rows]


def keep(connection: sqlite3.Connection, made: Iterable[Correction]) -> None:
    """Store corrections; one of the same field and place replaces the other, but `was` stays what the program read.

    One that finds nothing gives way with its span, since what is put right now is what stands there now. A value that
    holds does not give way to that of other words.
    """
    names = ", ".join(f'"{name}"' for name in _MOST_FIELDS)
    marks = ", ".join("?" * len(_MOST_FIELDS))
    now = ", ".join(f'"{name}" = CASE WHEN found THEN "{name}" ELSE excluded."{name}" END' for name in _OF_PLACE)
    connection.executemany(
        f"INSERT INTO corrections ({names}) VALUES ({marks}) ON CONFLICT (sha256, start, field) DO UPDATE SET {now},"
        " value = excluded.value, made_by = excluded.made_by, note = excluded.note, made = excluded.made"
        f' WHERE NOT found OR "end" = excluded."end" OR field NOT IN {QUANTITY}',
        [tuple(getattr(one, name) for name in _MOST_FIELDS) for one in made],
    )


def put_on(connection: sqlite3.Connection, document: str, parties: Parties, *, anew: bool) -> int:
    """Put the corrections of a stored document on its figures; gives the number of figures that have any.

    `anew` says that the program has just read the text, so that what stands there is its word, which undoing restores.
    """
    (sha256,) = connection.execute("SELECT sha256 FROM documents WHERE id = ?", (document,)).fetchone()
    kept = corrections(connection, sha256=sha256)
    if not kept:
        return 0
    stored = stored_document(connection, document)
    figures = {figure.start: figure for figure in stored.figures}
    places: dict[int, list[Correction]] = {}
    for one in kept:
        places.setdefault(one.start, []).append(one)
    by_start: dict[int, list[Correction]] = {}
    for start, there in places.items():
        figure = figures.get(start)
        fields = fitting(there, figure)
        for one in there:
            found = one.field in fields
            now = replace(one, was=value_of(figure, one.field)) if anew and figure is not None and found else one
            connection.execute(
                "UPDATE corrections SET found = ?, was = ? WHERE sha256 = ? AND start = ? AND field = ?",
                (found, now.was, sha256, start, one.field),
            )
            if found:
                by_start.setdefault(start, []).append(now)
    changed = [corrected(one, by_start[one.start]) if one.start in by_start else one for one in stored.figures]
    _rewrite(connection, replace(stored, figures=tuple(changed)), parties)
    return len(by_start)


def lose(connection: sqlite3.Connection, sha256: str) -> None:
    """Note that no document has a text any more: its corrections are kept, and told to find nothing."""
    connection.execute(
        "UPDATE corrections SET found = 0 WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM documents WHERE sha256 = ?)",
        (sha256, sha256),
    )


def lost(connection: sqlite3.Connection) -> int:
    """How many figures have corrections that find nothing now."""
    query = "SELECT count(*) FROM (SELECT DISTINCT sha256, start FROM corrections WHERE NOT found)"
    return int(connection.execute(query).fetchone()[0])


def checked(connection: sqlite3.Connection, made: Iterable[Correction]) -> list[Correction]:
    """Corrections of another database as they can be stored here: `was` is what is read here, where the text is here.

    Raises UsageError naming the one that a field cannot hold, and then none is to be stored.
    """
    out = []
    for one in made:
        if one.field != SCORE and one.field != NO_FIGURE and one.value is not None:
            try:
                value = unicodedata.normalize("NFC", one.value)
                read = read_value(connection, one.field, value)
            except UsageError as error:
                raise UsageError(f"{one.document}:{one.start} «{one.surface}», {one.field}: {error}") from error
            if read != value:
                where = f"{one.document}:{one.start} «{one.surface}», {one.field}"
                raise UsageError(f"{where}: «{one.value}», cần «{read}» (not as stored)")
            one = replace(one, value=read)
        query = "SELECT id FROM documents WHERE sha256 = ? ORDER BY number LIMIT 1"
        here = connection.execute(query, (one.sha256,)).fetchone()
        figure = None
        if here is not None:
            figure = next((f for f in stored_document(connection, here[0]).figures if f.start == one.start), None)
        out.append(one if figure is None else replace(one, was=value_of(figure, one.field)))
    return out


def lost_at(connection: sqlite3.Connection, figure: str) -> list[Correction]:
    """The corrections that find nothing, given as `mttq corrections` lists them: "document:start"."""
    document, _, start = figure.strip().rpartition(":")
    listed = (one for one in corrections(connection) if one.document == document and str(one.start) == start)
    return [one for one in listed if not one.found]


def forget(connection: sqlite3.Connection, figure: str) -> list[Correction]:
    """Take back corrections that find nothing; gives those that were taken."""
    gone = lost_at(connection, figure)
    for one in gone:
        query = "DELETE FROM corrections WHERE sha256 = ? AND start = ? AND field = ?"
        connection.execute(query, (one.sha256, one.start, one.field))
    return gone


def undo(connection: sqlite3.Connection, figure: str, parties: Parties) -> list[Correction]:
    """Take back the corrections of a figure, those that find nothing and those that are on it; gives them all.

    Raises UsageError when there is neither such a figure nor such a correction.
    """
    gone = forget(connection, figure)
    try:
        document, start = place_of(connection, figure)
    except UsageError:
        if gone:
            return gone
        raise
    (sha256,) = connection.execute("SELECT sha256 FROM documents WHERE id = ?", (document,)).fetchone()
    if gone and all(one.sha256 != sha256 for one in gone):
        return gone  # those of a former text: what was put right in this one stays
    return gone + take_off(connection, document, start, parties)


def take_off(connection: sqlite3.Connection, document: str, start: int, parties: Parties) -> list[Correction]:
    """Take the corrections of a figure back: what the program had read stands again. Gives those that were taken."""
    (sha256,) = connection.execute("SELECT sha256 FROM documents WHERE id = ?", (document,)).fetchone()
    kept = [one for one in corrections(connection, sha256=sha256) if one.start == start]
    connection.execute("DELETE FROM corrections WHERE sha256 = ? AND start = ?", (sha256, start))
    found = [one for one in kept if one.found]  # the others are not on it: there is nothing to give back
    for (id_,) in connection.execute("SELECT id FROM documents WHERE sha256 = ? ORDER BY number", (sha256,)).fetchall():
        stored = stored_document(connection, id_)
        figures = [_restored(one, found) if one.start == start else one for one in stored.figures]
        _rewrite(connection, replace(stored, figures=tuple(figures)), parties)
    return kept


def _restored(figure: Figure, kept: Sequence[Correction]) -> Figure:
    slots = {one.field for one in kept}
    evidence = {slot: why for slot, why in figure.evidence.items() if slot not in slots}
    return replace(figure, **{one.field: _typed(one.field, one.was) for one in kept}, evidence=evidence)


def _rewrite(connection: sqlite3.Connection, document: Any, parties: Parties) -> None:
    """Store the figures of a document that are not as they stand, with the words they are found by."""
    names = COLUMNS["figures"]
    number = connection.execute("SELECT number FROM documents WHERE id = ?", (document.id,)).fetchone()[0]
    columns = ", ".join(f'"{name}"' for name in names)
    query = f"SELECT {columns} FROM figures WHERE document = ? ORDER BY id"
    before = {row[0]: row for row in connection.execute(query, (document.id,))}
    rows = [row for row in figure_rows(document, number, parties, document.published) if tuple(row) != before[row[0]]]
    if not rows:
        return
    unsettle(connection, document.id)
    setting = ", ".join(f'"{name}" = ?' for name in names)
    for row in rows:
        old, new = (dict(zip(names, one, strict=True)) for one in (before[row[0]], row))
        connection.execute(
            "INSERT INTO figures_fts (figures_fts, rowid, subject, place) VALUES ('delete', ?, ?, ?)",
            (row[0], *_words(old)),
        )
        connection.execute(f"UPDATE figures SET {setting} WHERE id = ?", (*row, row[0]))
        connection.execute("INSERT INTO figures_fts (rowid, subject, place) VALUES (?, ?, ?)", (row[0], *_words(new)))
    unsettle(connection, document.id)
    connection.execute("UPDATE totals_state SET fresh = 0 WHERE fresh")


def _words(row: Mapping[str, Any]) -> tuple[str, str]:
    return search_words(row["subject"], row["place"], row["subject_name"], row["place_name"])
