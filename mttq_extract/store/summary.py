"""What a database holds, in a few lines: its indicators with their sums or latest values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.store.filters import LAST_DAY, FigureFilter
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


def indicator_summaries(connection: sqlite3.Connection, limit: int) -> list[IndicatorSummary]:
    """The indicators with the most figures, "other" left out."""
    labels = {indicator.id: indicator.label_vi for indicator in stored_indicators(connection)}
    mentions: dict[str, int] = {}
    main: dict[str, tuple[str, str | None]] = {}
    for id_, unit, figures, total, _, _ in groups(connection, FigureFilter(), ["indicator", "unit"]).rows:
        mentions[id_] = mentions.get(id_, 0) + figures
        main.setdefault(id_, (unit, total))  # the groups with the most figures come first
    mentions.pop("other", None)
    found = []
    for id_ in sorted(mentions, key=lambda id_: (-mentions[id_], id_))[:limit]:
        unit, total = main[id_]
        value, period = (total, None) if total is not None else _latest(connection, id_, unit)
        found.append(IndicatorSummary(labels[id_], mentions[id_], unit, value, period))
    return found


def _latest(connection: sqlite3.Connection, indicator: str, unit: str) -> tuple[str | None, str | None]:
    """The value and period of the figure whose period ends last."""
    row = connection.execute(
        "SELECT f.low, f.period FROM figures AS f INDEXED BY figures_filter"
        " WHERE f.duplicate_of IS NULL AND f.indicator = ? AND f.unit = ? AND f.role = 'actual'"
        f" AND {LAST_DAY} IS NOT NULL ORDER BY {LAST_DAY} DESC, f.id LIMIT 1",
        (indicator, unit),
    ).fetchone()
    return row or (None, None)
