"""The first page: what is in the database, the indicators, and figures lately published."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from mttq_extract.store.articles import article_figures, list_articles
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.indicator_table import stored_indicators
from mttq_extract.store.query import groups
from mttq_extract.store.summary import contents
from mttq_extract.web.page import Page
from mttq_extract.web.series import Group, sparkline
from mttq_extract.web.words import read_page_table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from mttq_extract.store.indicator_table import Indicator
    from mttq_extract.web.asked import Asked
    from mttq_extract.web.page import Answer

LATEST = 8
LOOKED_AT = 30
"""Articles that are looked at for them."""


def start(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The first page."""
    known, held = stored_indicators(connection), contents(connection)
    rows = list(_indicator_rows(connection, known, held.last))
    sections = [(group, list(members)) for group, members in groupby(rows, key=lambda row: row["indicator"].group)]
    context = {
        "contents": held,
        "sections": sections,
        "latest": _latest(connection),
        "questions": read_page_table("questions.toml")["question"],
        "labels": {indicator.id: indicator for indicator in known},
    }
    return Page("start.html", asked.t("start_title"), context)


def _indicator_rows(
    connection: sqlite3.Connection, known: list[Indicator], published: str | None
) -> Iterator[dict[str, Any]]:
    """For each indicator with figures: mentions, main unit, the value of its last year and a line through all.

    A year after the last article was `published` has no results yet, whatever a figure was read as.
    """
    mentions: dict[str, int] = {}
    units: dict[str, str] = {}
    for row in _dicts(groups(connection, FigureFilter(), ["indicator"])):
        mentions[row["indicator"]] = mentions.get(row["indicator"], 0) + row["figures"]
        units.setdefault(row["indicator"], row["unit"])  # the groups with the most figures come first
    years: dict[str, list[Group]] = {}
    for row in _dicts(groups(connection, FigureFilter(role="actual"), ["indicator", "year"], sort="year")):
        if (row["year"] or "").isdigit() and row["unit"] == units[row["indicator"]]:
            group = Group.of(row, row["year"])
            if group.value is not None and not (published and row["year"] > published[:4]):
                years.setdefault(row["indicator"], []).append(group)
    for indicator in known:
        if indicator.id in mentions and indicator.id != "other":
            found = years.get(indicator.id, [])
            yield {
                "indicator": indicator,
                "figures": mentions[indicator.id],
                "unit": units[indicator.id],
                "last": found[-1] if found else None,
                "points": sparkline(found),
                "span": f"{found[0].name}–{found[-1].name}" if found else "",
            }


def _latest(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Figures of the articles published last, two an article, each of a known indicator."""
    found: list[dict[str, Any]] = []
    for origin, _ in list_articles(connection, LOOKED_AT):
        rows = (
            {**row, "title": origin.title, "published": origin.published, "outlet": origin.outlet}
            for row in article_figures(connection, origin.id)
            if row["role"] == "actual" and row["indicator"] != "other" and not row["boilerplate"]
        )
        found += islice(rows, 2)
        if len(found) >= LATEST:
            break
    return found[:LATEST]


def _dicts(answer: Any) -> Iterator[dict[str, Any]]:
    return (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
