"""An indicator: its values by year, place and subject, and the figures they come from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mttq_extract.store.indicator_table import nearest_indicators, stored_indicators
from mttq_extract.web import charts, links
from mttq_extract.web.page import Json, Page
from mttq_extract.web.pages.figures import listed
from mttq_extract.web.series import grouped, main_unit, single_years

if TYPE_CHECKING:
    import sqlite3

    from mttq_extract.store.filters import FigureFilter
    from mttq_extract.store.indicator_table import Indicator
    from mttq_extract.web.asked import Asked
    from mttq_extract.web.page import Answer
    from mttq_extract.web.series import Group

SHOWN = 15
COLUMNS = ("year", "place", "subject")


def indicator(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The page of one indicator."""
    found = _find(connection, asked)
    if isinstance(found, Page):
        return found
    wanted = asked.filter(connection, indicators=(found.id,))
    unit, units = main_unit(connection, _without_unit(asked, connection, found))
    unit = wanted.unit or unit
    parts = []
    if unit is not None:
        measured = asked.filter(connection, indicators=(found.id,), unit=unit)
        for column in COLUMNS:
            rows, several = _rows(connection, measured, column)
            if rows or several:
                spec = links.with_choices(f"/chi-so/{found.id}/{column}.json", {**asked.filled(), "unit": unit})
                spec = spec if len(rows) > 1 else ""
                parts.append({"column": column, "rows": rows, "several": several, "spec": spec})
    context = {
        "indicator": found,
        "unit": unit,
        "units": units,
        "parts_of": parts,
        "filled": asked.filled(),
        "row_link": partial(_row_link, asked, found.id, unit),
        **listed(connection, asked, wanted, asked.word("sort") or "-period"),
    }
    return Page("indicator.html", found.label_en if asked.t.lang == "en" else found.label_vi, context)


def chart(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The plot of one indicator by year, place or subject, as Vega-Lite."""
    found = _find(connection, asked)
    if isinstance(found, Page):
        return found
    unit = asked.word("unit") or main_unit(connection, asked.filter(connection, indicators=(found.id,)))[0] or "item"
    column = asked.variable("column")
    measured = asked.filter(connection, indicators=(found.id,), unit=unit)
    rows, _ = _rows(connection, measured, column)

    def link(group: Group) -> str:
        return _row_link(asked, found.id, unit, column, group.name)

    draw = charts.by_year if column == "year" else charts.by_name
    return Json(draw(rows, unit, asked.t, link))


def _rows(connection: sqlite3.Connection, wanted: FigureFilter, column: str) -> tuple[list[Group], list[Group]]:
    """The groups to show and to plot, and those of periods that are no single year."""
    if column == "year":
        return single_years(grouped(connection, wanted, column))
    return grouped(connection, wanted, column, SHOWN), []


def _find(connection: sqlite3.Connection, asked: Asked) -> Indicator | Page:
    wanted = asked.variable("indicator")
    known = stored_indicators(connection)
    found = next((one for one in known if one.id == wanted), None)
    if found is not None:
        return found
    context = {"message": asked.t("no_indicator", wanted=wanted[:80]), "indicators": nearest_indicators(wanted, known)}
    return Page("message.html", asked.t("not_found"), context, status=404)


def _without_unit(asked: Asked, connection: sqlite3.Connection, found: Indicator) -> FigureFilter:
    return asked.filter(connection, indicators=(found.id,), unit=None)


def _row_link(asked: Asked, indicator: str, unit: str | None, column: str, name: str) -> str:
    """The figures behind a bar."""
    key = "period" if column == "year" else column
    choices: dict[str, Any] = {"indicator": indicator, **asked.filled(), "unit": unit, "role": "actual", key: name}
    return links.figures_path(**choices)
