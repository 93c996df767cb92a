"""A place or an organisation: its figures by indicator, and the articles that name it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mttq_extract.store.articles import mentions
from mttq_extract.store.entity_names import KINDS, common_names, names_with
from mttq_extract.store.indicator_table import stored_indicators
from mttq_extract.store.query import groups
from mttq_extract.web.page import Page
from mttq_extract.web.pages.figures import listed
from mttq_extract.web.series import Group

if TYPE_CHECKING:
    import sqlite3

    from mttq_extract.store.filters import FigureFilter
    from mttq_extract.web.asked import Asked
    from mttq_extract.web.page import Answer

SHOWN = 30
NAMES = 60
LIKE = 8


def name(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The page of a name; without one, the names that are mentioned most."""
    wanted = asked.word("ten")
    if not wanted:
        kinds = [(kind, common_names(connection, kind, NAMES)) for kind in KINDS]
        return Page("names.html", asked.t("names_title"), {"kinds": kinds})
    found, total = mentions(connection, wanted, SHOWN)
    at = asked.question(connection, place=wanted)
    context: dict[str, Any] = {
        "name": wanted,
        "known": names_with(connection, wanted, LIKE, together=True),
        "notes": at.notes,
        "articles": found,
        "articles_total": total,
        "place": _by_indicator(connection, at.filter),
        "subject": _by_indicator(connection, asked.filter(connection, subject=wanted)),
        **listed(connection, asked, at.filter, asked.word("sort") or "-period"),
    }
    return Page("name.html", wanted, context)


def _by_indicator(connection: sqlite3.Connection, wanted: FigureFilter) -> list[dict[str, Any]]:
    """What a name's figures say of each indicator: mentions, sum and greatest value by unit."""
    labels = {indicator.id: indicator for indicator in stored_indicators(connection)}
    answer = groups(connection, wanted, ["indicator"], limit=SHOWN)
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return [
        {**row, "label": labels.get(row["indicator"]), "group": Group.of(row, "")}
        for row in rows
        if row["indicator"] != "other"
    ]
