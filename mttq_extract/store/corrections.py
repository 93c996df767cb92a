"""Corrections by hand: what a person has put right about a figure, kept apart from what the program reads.

A correction belongs to a text (by its hash) and a place in it, so that it outlives re-extraction and goes with the text
to another database. It is put on the figures of every document of that text, in the transaction that writes them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import UsageError
from mttq_extract.store.asking import amount, find_role, find_unit
from mttq_extract.store.counting import unsettle
from mttq_extract.store.explanation import figure_id, no_such_figure
from mttq_extract.store.field_words import find_field, find_modifier
from mttq_extract.store.indicator_table import find_indicators, stored_indicators
from mttq_extract.store.periods import parse_period
from mttq_extract.store.rows import COLUMNS, figure_rows, search_words
from mttq_extract.store.schema import BY_HAND
from mttq_extract.store.stored_document import stored_document
from mttq_extract.tables.loader import read_toml
from mttq_extract.types import Period, plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from mttq_extract.store.parties import Parties
    from mttq_extract.types import Figure

VALUE = "value"
"""Stands for low and high at once."""

NO_FIGURE = "boilerplate"
"""The field by which a figure is taken out: it stays, outside the body of its article, where no question looks."""

FIELDS = (
    *("low", "high", "unit", "of", "per", "modifier", "concept", "role", "indicator", "period", "subject", "place"),
    NO_FIGURE,
)
_NAMED = (VALUE, *FIELDS[:-1])  # as people name them
_NEVER_EMPTY = frozenset(("low", "high", "unit", "modifier", "role", "indicator", NO_FIGURE))
_NUMBER = frozenset(("low", "high", "unit", "of"))  # hold only for the very span they were made for
_MOST_PLACES = 40  # digits before or behind the decimal point that a value may have
_NAMED_BY_SUBJECT = "in the name of the subject"
SCORE, SURE = "score", "1"
"""With its first correction a figure is sure: a person has looked at it."""

_LONGEST = 300
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


def read_value(connection: sqlite3.Connection, field: str, text: str) -> str | None:
    """What a person typed for one of `FIELDS`, as it is stored; an empty text is nothing.

    Raises UsageError for what the field cannot hold.
    """
    text = " ".join(text.split())
    if not text:
        if field in _NEVER_EMPTY:
            raise UsageError(f"{field} không được để trống (must not be empty)")
        return None
    if len(text) > _LONGEST:
        raise UsageError(f"{field} dài {len(text)} ký tự, tối đa {_LONGEST} (too long)")
    if field in ("low", "high", "of"):
        number = amount(text, field)
        if not may_be_stored(number):
            raise UsageError(f"{field} «{text}» dài quá {_MOST_PLACES} chữ số (too many digits)")
        return plain(number)
    if field == "unit":
        return text if text in unit_ids() else find_unit(connection, text)
    if field == "role":
        return find_role(text)
    if field == "period":
        return str(parse_period(text))
    if field == "indicator":
        found = find_indicators(text, stored_indicators(connection))
        if len(found) > 1:
            listed = ", ".join(f"{one.id} ({one.label_vi})" for one in found)
            raise UsageError(f"«{text}» là {len(found)} chỉ số, cần một (one is needed): {listed}")
        return found[0].id
    return find_modifier(text) if field == "modifier" else text


def may_be_stored(number: Decimal) -> bool:
    """Whether a value can be written out: "1e999999" would fill the memory."""
    digits = len(number.as_tuple().digits)
    return number.is_finite() and abs(number.adjusted()) <= _MOST_PLACES and digits <= 2 * _MOST_PLACES


@cache
def unit_ids() -> frozenset[str]:
    """The ids of all units that figures can have."""
    return frozenset({*(row["id"] for row in read_toml("units.toml")["unit"]), "item", "ratio"})


def fits(one: Correction, figure: Figure | None) -> bool:
    """Whether a correction still speaks of what is read at its place: a value, of the same span."""
    return figure is not None and (one.field not in _NUMBER or figure.end == one.end)


def value_of(figure: Figure, field: str) -> str | None:
    """A field of a figure as corrections store it."""
    item = getattr(figure, field)
    if item is None:
        return None
    return plain(item) if isinstance(item, Decimal) else str(int(item)) if isinstance(item, bool) else str(item)


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

    Raises UsageError as `read_value` does, when nothing is left to correct, or low would be above high.
    """
    document, start = place_of(connection, figure)
    (sha256,) = connection.execute("SELECT sha256 FROM documents WHERE id = ?", (document,)).fetchone()
    now = next(one for one in stored_document(connection, document).figures if one.start == start)
    named = {name if name == NO_FIGURE else find_field(name, _NAMED): text for name, text in wanted.items()}
    asked = {name: text for name, text in named.items() if name != VALUE}
    if VALUE in named:
        asked = {"low": named[VALUE], "high": named[VALUE]} | asked
    values = {name: read_value(connection, name, text) for name, text in asked.items()}
    new = {name: value for name, value in values.items() if value != value_of(now, name)}
    if not new:
        raise UsageError(f"Số liệu «{now.surface}» đã như vậy, không có gì để sửa (it is so already)")
    if now.score != float(SURE):
        new[SCORE] = SURE
    low, high = (Decimal(new.get(name) or value_of(now, name) or 0) for name in ("low", "high"))
    if low > high:
        raise UsageError(f"low {plain(low)} lớn hơn high {plain(high)}; sửa cả hai bằng value=… (low above high)")
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
    """Store corrections; one of the same field and place replaces the other, but `was` stays what the program read."""
    names = ", ".join(f'"{name}"' for name in _MOST_FIELDS)
    marks = ", ".join("?" * len(_MOST_FIELDS))
    connection.executemany(
        f"INSERT INTO corrections ({names}) VALUES ({marks}) ON CONFLICT (sha256, start, field) DO UPDATE SET"
        " value = excluded.value, made_by = excluded.made_by, note = excluded.note, made = excluded.made",
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
    by_start: dict[int, list[Correction]] = {}
    for one in kept:
        figure = figures.get(one.start)
        found = fits(one, figure)
        now = replace(one, was=value_of(figure, one.field)) if anew and figure is not None and found else one
        connection.execute(
            "UPDATE corrections SET found = ?, was = ? WHERE sha256 = ? AND start = ? AND field = ?",
            (found, now.was, sha256, one.start, one.field),
        )
        if found:
            by_start.setdefault(one.start, []).append(now)
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
                read = read_value(connection, one.field, one.value)
            except UsageError as error:
                raise UsageError(f"{one.document}:{one.start} «{one.surface}», {one.field}: {error}") from error
            if read != one.value:
                where = f"{one.document}:{one.start} «{one.surface}», {one.field}"
                raise UsageError(f"{where}: «{one.value}», cần «{read}» (not as stored)")
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
        connection.execute("DELETE FROM corrections WHERE sha256 = ? AND start = ?", (one.sha256, one.start))
    return gone


def take_off(connection: sqlite3.Connection, document: str, start: int, parties: Parties) -> list[Correction]:
    """Take the corrections of a figure back: what the program had read stands again. Gives those that were taken."""
    (sha256,) = connection.execute("SELECT sha256 FROM documents WHERE id = ?", (document,)).fetchone()
    kept = [one for one in corrections(connection, sha256=sha256) if one.start == start]
    connection.execute("DELETE FROM corrections WHERE sha256 = ? AND start = ?", (sha256, start))
    for (id_,) in connection.execute("SELECT id FROM documents WHERE sha256 = ? ORDER BY number", (sha256,)).fetchall():
        stored = stored_document(connection, id_)
        figures = [_restored(one, kept) if one.start == start else one for one in stored.figures]
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
