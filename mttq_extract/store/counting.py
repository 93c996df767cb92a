"""Which figures count when figures are added up: each thing once, however often and by whomever it is told.

docs/queries.md has the rules in words. `settle` applies those that look at several documents; what one document says
twice is seen when it is written (`rows.figure_rows`), versions of one article by `duplicates`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from mttq_extract.store.schema import ID_STRIDE, NOT_SUMMED, TELLING, TOLD_AGAIN, TOLD_BY_ROWS
from mttq_extract.store.wider import Around, find_wider

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mttq_extract.entities.admin_units import AdminUnits

CLOSE, LOOSE = 0.01, 0.1
"""How far two values may differ, as a share of the greater, before they contradict each other: exact figures, and
those with "hơn", "gần", "khoảng"."""

_FIRST, _LAST = "0000-00-00", "9999-99-99"

Span: TypeAlias = tuple[str, str]


@dataclass(slots=True)
class Mention:
    """A figure as counting sees it; `span` is None without a period, and open ends are the ends of time."""

    id: int
    fact: int
    low: float
    high: float
    exact: bool
    span: Span | None
    period: str | None
    party: str | None
    is_place: bool
    copied: bool
    unit: str | None
    concept: str | None
    was: tuple[int | None, str | None, int | None, str | None]
    counts_as: int = 0
    within: str | None = None
    wider: int | None = None
    wider_period: str | None = None

    @property
    def now(self) -> tuple[int | None, str | None, int | None, str | None]:
        """What was decided: `was` is what the database says so far."""
        return self.counts_as, self.within, self.wider, self.wider_period


@dataclass(slots=True)
class Told:
    """What one source says of one party in one period, in all: the value of several figures is their sum."""

    source: int
    span: Span
    period: str
    mentions: list[Mention]
    total: float = 0.0

    def __post_init__(self) -> None:
        self.total = sum(mention.low for mention in self.mentions)

    @property
    def exact(self) -> bool:
        """Whether no part of it is "more than" or "about"."""
        return all(mention.exact for mention in self.mentions)

    @property
    def first(self) -> Mention:
        """The greatest of its figures, and of equals the first."""
        return min(self.mentions, key=lambda mention: (-mention.low, mention.id))


def unsettle(connection: sqlite3.Connection, document: str) -> None:
    """Note that what counts has to be decided anew for the indicators of a document."""
    connection.execute(
        "INSERT OR IGNORE INTO unsettled SELECT DISTINCT indicator, unit, role FROM figures"
        " WHERE document = ? AND fact IS NOT NULL",
        (document,),
    )


def settle(connection: sqlite3.Connection, kind: Callable[[str], tuple[bool, bool]], units: AdminUnits) -> None:
    """Decide anew for every indicator, unit and role in table unsettled; to be called inside a transaction.

    `kind` tells of the name of a subject whether it says which one it is, and whether it is a place; `units` which
    places lie inside which.
    """
    execute = connection.execute
    around = Around(units)
    unlike = {id_ for (id_,) in execute("SELECT id FROM indicators WHERE unit = '*'")}
    for key in execute("SELECT indicator, unit, role FROM unsettled").fetchall():
        mentions = list(_mentions(connection, key, kind))
        summed = key[1] not in NOT_SUMMED
        conflicts = _decide(mentions, summed)
        if summed:
            find_wider(mentions, around, by_concept=key[0] in unlike and key[1] == "item")
        _follow(mentions)
        connection.executemany(
            "UPDATE figures SET counts_as = ?, within = ?, wider = ?, wider_period = ? WHERE id = ?",
            [(*m.now, m.id) for m in mentions if m.now != m.was],
        )
        _stand_alone(connection, key, mentions)
        execute("DELETE FROM conflicts WHERE indicator = ? AND unit = ? AND role = ?", key)
        connection.executemany("INSERT INTO conflicts VALUES (?, ?, ?, ?, ?)", [(*pair, *key) for pair in conflicts])
    execute("DELETE FROM unsettled")


def _mentions(
    connection: sqlite3.Connection, key: tuple[str, str, str], kind: Callable[[str], tuple[bool, bool]]
) -> Iterator[Mention]:
    rows = connection.execute(
        "SELECT id, fact, low_num, high_num, modifier = 'exact', period_start, period_end, subject_name,"
        " duplicate_of IS NOT NULL, place_unit, concept, counts_as, within, wider, wider_period FROM figures"
        " WHERE indicator = ? AND unit = ? AND role = ? AND fact IS NOT NULL ORDER BY id",
        key,
    )
    for id_, fact, low, high, exact, start, end, subject, copied, unit, concept, *was in rows:
        dated = start is not None or end is not None
        span = (start or _FIRST, end or _LAST) if dated else None
        period = f"{start or ''}/{end or ''}" if dated else None
        named, is_place = kind(subject) if subject else (False, False)
        party = subject if named else None
        about = (span, period, party, is_place, bool(copied), unit, concept)
        yield Mention(id_, fact, low, high, bool(exact), *about, tuple(was))


def _stand_alone(connection: sqlite3.Connection, key: tuple[str, str, str], mentions: Iterable[Mention]) -> None:
    """Decide which totals told by their rows count where these are kept apart: one a party and period that has none."""
    told = {(m.party, m.span) for m in mentions if m.party and m.counts_as == m.id and not m.copied}
    totals = connection.execute(
        "SELECT id, subject_name, period_start, period_end, within FROM figures WHERE indicator = ? AND unit = ?"
        " AND role = ? AND within IN (?, ?) AND duplicate_of IS NULL ORDER BY low_num DESC, id",
        (*key, TOLD_BY_ROWS, TOLD_AGAIN),
    ).fetchall()
    for id_, party, start, end, was in totals:
        span = (start or _FIRST, end or _LAST) if start is not None or end is not None else None
        within = TOLD_AGAIN if (party, span) in told else TOLD_BY_ROWS
        if party:
            told.add((party, span))
        if within != was:
            connection.execute("UPDATE figures SET within = ? WHERE id = ?", (within, id_))


def _decide(mentions: Sequence[Mention], summed: bool) -> list[tuple[int, int]]:
    """Fill counts_as and within of mentions of one indicator, unit and role; gives the pairs that contradict."""
    by_id = {mention.id: mention for mention in mentions}
    alike: dict[tuple[object, ...], int] = {}
    parties: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        mention.counts_as = mention.fact
        # What an earlier version of the article says is left out of questions, and not compared with anything.
        if mention.fact != mention.id or mention.copied or mention.party is None:
            continue
        compared = mention.span is not None and summed
        # What several articles say of a place is compared article by article; a fund or a company gives to many, and
        # only the same value is the same gift.
        if not (compared and mention.is_place) and (mention.span is not None or mention.low >= TELLING):
            key = (mention.party, mention.span, mention.low, mention.high)
            before = alike.setdefault(key, mention.id)
            if before // ID_STRIDE != mention.id // ID_STRIDE:
                mention.counts_as = before
        if compared and mention.counts_as == mention.id:
            parties[mention.party].append(mention)
    conflicts: list[tuple[int, int]] = []
    for told in parties.values():
        if len(told) > 1:
            conflicts += _compete(told)
    for mention in mentions:
        first = by_id.get(mention.fact, mention)
        if first is not mention:
            mention.counts_as = first.counts_as
            mention.within = first.within
    return conflicts


def _follow(mentions: Sequence[Mention]) -> None:
    """A mention that may stand in for the one that counts is part of the same wider figure."""
    by_id = {mention.id: mention for mention in mentions}
    for mention in mentions:
        counted = by_id.get(mention.counts_as, mention)
        mention.wider, mention.wider_period = counted.wider, counted.wider_period


def _compete(mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """Compare what documents say of one party.

    Of those that tell of one period of a place the one with most counts; a period inside a longer one with a total as
    great is within it.
    """
    by_source: defaultdict[tuple[Span, int], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.span is not None:
            by_source[mention.span, mention.id // ID_STRIDE if mention.is_place else 0].append(mention)
    best: dict[Span, Told] = {}
    conflicts = []
    told = [Told(source, span, group[0].period or "", group) for (span, source), group in by_source.items()]
    for one in sorted(told, key=lambda one: (-one.total, one.first.id)):
        winner = best.setdefault(one.span, one)
        if winner is one:
            continue
        for mention in one.mentions:
            mention.counts_as = winner.first.id
        apart = CLOSE if one.exact and winner.exact else LOOSE
        if winner.total - one.total > apart * winner.total:
            conflicts.append((winner.first.id, one.first.id))
    ordered = sorted(best.values(), key=attrgetter("span"))
    for one in ordered:
        around = [
            other
            for other in ordered
            if other is not one
            and other.span[0] <= one.span[0]
            and one.span[1] <= other.span[1]
            and other.total >= one.total
        ]
        if around:
            nearest = max(around, key=lambda other: (other.span[0], _reversed(other.span[1])))
            for mention in one.mentions:
                mention.within = nearest.period
    return conflicts


def _reversed(day: str) -> tuple[int, ...]:
    """A key that sorts days backwards."""
    return tuple(-ord(letter) for letter in day)
