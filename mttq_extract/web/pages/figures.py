"""Figures that meet a filter, one by one or in groups; the file to keep; and why a figure is what it is."""

from __future__ import annotations

import csv
import io
from functools import partial
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import UsageError
from mttq_extract.store.asking import separated
from mttq_extract.store.explanation import explanation
from mttq_extract.store.indicator_table import stored_indicators
from mttq_extract.store.measures import MEASURES
from mttq_extract.store.query import GROUP_COLUMNS, figures, groups
from mttq_extract.types import ROLES
from mttq_extract.web.page import Download, Page
from mttq_extract.web.series import Group, with_shares

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from mttq_extract.store.filters import FigureFilter
    from mttq_extract.web.asked import Asked
    from mttq_extract.web.page import Answer

PAGE = 50
MOST_ROWS = 100_000
"""Rows of a file to keep; more are had with `mttq query`."""

GROUPS = ("indicator", "year", "place", "province", "level", "subject", "role", "outlet", "document")
SORTS = ("-period", "period", "-low", "low", "-published", "-score", "id")
SCORES = ("0.4", "0.5", "0.6", "0.7")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PLAIN = frozenset(
    {"id", "low", "high", "of", "start", "end", "score", "boilerplate", *MEASURES} - {"latest_period", "source"}
)


def figures_page(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """Figures by filter, in a table; grouped when a column to group by is chosen."""
    by = [name for name in asked.arguments.get("group", []) if name][:3]
    context: dict[str, Any] = {
        "indicators": stored_indicators(connection),
        "roles": ROLES,
        "ids": [one.id for one in stored_indicators(connection)],
        "groups": GROUPS,
        "scores": SCORES,
        "by": by,
        "notes": (),
        "filled": asked.filled(),
        "error": None,
    }
    status = 200
    try:
        question = asked.question(connection)
        context["notes"], wanted = question.notes, question.filter
        context |= (
            _in_groups(connection, asked, wanted, by)
            if by
            else listed(connection, asked, wanted, asked.word("sort") or "-period")
        )
    except UsageError as error:
        context["error"], status = str(error), 400
    return Page("figures.html", asked.t("figures_title"), context, status=status)


def listed(connection: sqlite3.Connection, asked: Asked, wanted: FigureFilter, sort: str) -> dict[str, Any]:
    """One page of figures as dictionaries, and whether there are more."""
    first = (asked.page - 1) * PAGE
    answer = figures(connection, wanted, sort=sort, limit=first + PAGE + 1)
    rows = [dict(zip(answer.columns, row, strict=True)) for n, row in enumerate(answer.rows) if n >= first]
    return {
        "rows": rows[:PAGE],
        "labels": {indicator.id: indicator for indicator in stored_indicators(connection)},
        "more": len(rows) > PAGE,
        "page": asked.page,
        "sort": sort,
        "sorts": SORTS,
        "sql": answer.sql,
    }


def _in_groups(connection: sqlite3.Connection, asked: Asked, wanted: FigureFilter, by: list[str]) -> dict[str, Any]:
    for name in by:
        if name not in GROUP_COLUMNS:
            raise UsageError(asked.t("bad_group", name=name[:40], names=", ".join(GROUPS)))
    first = (asked.page - 1) * PAGE
    by = list(separated(by, wanted))
    # What does not add up is put in order by what is shown instead.
    for sort in [asked.word("sort")] if asked.word("sort") else ["-sum", "-latest"]:
        answer = groups(connection, wanted, by, sort=sort, limit=first + PAGE + 1)
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        if any(row["sum"] is not None for row in rows):
            break
    shown = rows[first : first + PAGE]
    # A bar says something beside bars of its own unit alone.
    bars: dict[str, list[Group]] = {}
    for row in shown:
        row["group"] = Group.of(row, "")
        bars.setdefault(row["unit"], []).append(row["group"])
    measured = {unit: iter(with_shares(found)) for unit, found in bars.items()}
    for row in shown:
        row["share"] = next(measured[row["unit"]]).share
    labels = {one.id: one for one in stored_indicators(connection)}
    choices = partial(_group_choices, asked.filled(), by)
    return {
        "grouped": shown,
        "columns": by,
        "sql": answer.sql,
        "labels": labels,
        "group_choices": choices,
        "mixed": len(bars) > 1,
        "more": len(rows) > first + PAGE,
        "page": asked.page,
    }


def _group_choices(filled: dict[str, str], by: list[str], row: dict[str, Any]) -> dict[str, Any]:
    """The choices that give the figures of a group, as far as columns can be filtered by."""
    asked_by = {"year": "period", "indicator": "indicator", "place": "place", "subject": "subject", "role": "role"}
    return {**filled, "unit": row["unit"], **{asked_by[one]: row[one] for one in by if one in asked_by}}


def download(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The same as `mttq query --format csv`: figures, or groups, of the filter."""
    wanted = asked.filter(connection)
    by = [name for name in asked.arguments.get("group", []) if name][:3]
    if by:
        answer = groups(connection, wanted, separated(by, wanted), limit=MOST_ROWS)
    else:
        answer = figures(connection, wanted, limit=MOST_ROWS)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows(_harmless(answer.columns, row) for row in answer.rows)
    # The mark at the beginning has Excel read it as UTF-8.
    return Download("so-lieu.csv", "text/csv; charset=utf-8", stream.getvalue().encode("utf-8-sig"))


def _harmless(columns: tuple[str, ...], row: tuple[Any, ...]) -> Iterator[Any]:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    for name, item in zip(columns, row, strict=True):
        formula = isinstance(item, str) and item.startswith(_FORMULA) and name not in _PLAIN
        yield f"'{item}" if formula else item


def why(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The page of one figure: its sentence, and what decided each slot."""
    wanted = asked.variable("figure")
    try:
        found = explanation(connection, wanted)
    except UsageError:
        message = asked.t("no_figure", wanted=wanted)
        return Page("message.html", asked.t("not_found"), {"message": message}, status=404)
    parts = (found.sentence[: found.start], found.sentence[found.start : found.end], found.sentence[found.end :])
    return Page("why.html", asked.t("why_title", surface=parts[1]), {"found": found, "parts_of": parts})
