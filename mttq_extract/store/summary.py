"""What a database holds, in a few lines: its indicators with their sums or latest values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.indicator_table import stored_indicators
from mttq_extract.store.query import groups

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class IndicatorSummary:
    """An indicator, how often it is mentioned, and one value in its most frequent unit.

    `value` is the sum of what may be added up, or, where `period` is given, the latest value.
    """

    label: str
    figures: int
    unit: str
    value: str | None
    period: str | None = None


def indicator_summaries(connection: sqlite3.Connection) -> list[IndicatorSummary]:
    """Every indicator that has figures, those with the most first, "other" left out."""
    labels = {indicator.id: indicator.label_vi for indicator in stored_indicators(connection)}
    mentions: dict[str, int] = {}
    main: dict[str, tuple[str, str | None, str | None, str | None]] = {}
    answer = groups(connection, FigureFilter(), ["indicator", "unit"])
    for row in answer.rows:
        group = dict(zip(answer.columns, row, strict=True))
        id_ = group["indicator"]
        mentions[id_] = mentions.get(id_, 0) + group["figures"]
        # The groups with the most figures come first.
        main.setdefault(id_, (group["unit"], group["sum"], group["latest"], group["latest_period"]))
    mentions.pop("other", None)
    found = []
    for id_ in sorted(mentions, key=lambda id_: (-mentions[id_], id_)):
        unit, total, latest, period = main[id_]
        value, of = (total, None) if total is not None else (latest, period)
        found.append(IndicatorSummary(labels[id_], mentions[id_], unit, value, of))
    return found


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a database holds, when its articles were published, and when it was last filled."""

    documents: int
    figures: int
    indicators: int
    failures: int
    first: str | None
    last: str | None
    filled: str | None
    running: bool


def contents(connection: sqlite3.Connection) -> Contents:
    """Count what is there; a run that has not finished is told of."""

    def one(sql: str) -> tuple[Any, ...]:
        return tuple(connection.execute(sql).fetchone())

    run = connection.execute(
        "SELECT coalesce(finished, started), finished FROM runs ORDER BY id DESC LIMIT 1"
    ).fetchone()
    indicators = "SELECT count(*) FROM indicators AS i WHERE EXISTS (SELECT 1 FROM figures WHERE indicator = i.id)"
    return Contents(
        documents=one("SELECT count(*) FROM documents")[0],
        figures=one("SELECT count(*) FROM figures")[0],
        indicators=one(indicators)[0],
        failures=one("SELECT count(*) FROM failures")[0],
        first=one("SELECT min(published) FROM documents")[0],
        last=one("SELECT max(published) FROM documents")[0],
        filled=None if run is None else run[0],
        running=run is not None and run[1] is None,
    )
