"""Which value is the latest: that of the day up to which it was told, not of the days still to come."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from mttq_extract.store.connect import open_for_reading, open_for_writing
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.query import Answer, figures, groups
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Document, Figure, Period, Record, Sentence

if TYPE_CHECKING:
    from pathlib import Path


def table(answer: Answer) -> list[dict[str, Any]]:
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


Articles: TypeAlias = dict[str, tuple[str | None, list[tuple[str, str, str | None]]]]


def told(path: str, articles: Articles) -> sqlite3.Connection:
    """A database of articles: the day of publication, and the value, role and period of each figure."""
    with Store(path) as store:
        run = store.begin_run(ExtractorVersion("0", "t", "m"))
        for id_, (day, said) in articles.items():
            text = f"{'1' * len(said)} {id_}"
            published = date.fromisoformat(day) if day else None
            found = tuple(
                Figure(
                    *(at, at + 1, "1", Decimal(value), Decimal(value), "item", "exact", "r"),
                    role=role,
                    indicator="can_bo",
                    period=Period(*map(date.fromisoformat, period.split("/"))) if period else None,
                )
                for at, (value, role, period) in enumerate(said)
            )
            document = Document(id_, text, published=published, sentences=(Sentence(0, len(text)),), figures=found)
            store.write(document, Record(id_, text, published=published), run)
        store.end_run(run, Counts(documents_stored=1), complete=True)
    return open_for_reading(path)


TERM = "2024-01-01/2029-12-31"
OF_2024 = "2024-01-01/2024-12-31"
OF_2025 = "2025-01-01/2025-12-31"
BY_2030 = "2030-01-01/2030-12-31"


@pytest.mark.parametrize("by", [["indicator"], ["subject"], ["role"], ["concept"]])
def test_the_latest_value_is_not_that_of_a_term_which_goes_on(tmp_path: Path, by: list[str]) -> None:
    articles: Articles = {
        "dai-hoi": ("2024-10-18", [("405", "actual", TERM)]),
        "cuoi-nam": ("2025-12-30", [("410", "actual", OF_2025), ("500", "target", BY_2030)]),
    }
    with closing(told(str(tmp_path / "a.db"), articles)) as connection:
        rows = table(groups(connection, FigureFilter(), by))
        (row,) = [row for row in rows if row.get("role") != "target"]
        assert (row["latest"], row["latest_period"]) == ("410", OF_2025)
        aims = table(groups(connection, FigureFilter(role="target"), by))
        assert [row["latest"] for row in aims] == ["500"]


def test_newest_first_puts_what_is_aimed_at_behind_what_was(tmp_path: Path) -> None:
    articles: Articles = {
        "mot": (
            "2025-03-01",
            [("1", "target", BY_2030), ("2", "actual", OF_2024), ("3", "actual", None)],
        ),
        "hai": ("2024-10-18", [("4", "actual", TERM), ("5", "target", "2024-01-01/2024-06-30")]),
        "ba": (None, [("6", "target", OF_2025)]),
    }
    with closing(told(str(tmp_path / "a.db"), articles)) as connection:
        newest = table(figures(connection, FigureFilter(), sort="-period"))
        assert [row["low"] for row in newest] == ["2", "4", "5", "1", "6", "3"]
        aims = table(figures(connection, FigureFilter(role="target"), sort="-period"))
        assert [row["low"] for row in aims] == ["5", "1", "6"]


def test_the_day_of_the_record_stands_in_for_that_of_the_document(tmp_path: Path) -> None:
    period = Period(date(2024, 1, 1), date(2029, 12, 31))
    found = Figure(0, 1, "1", Decimal(1), Decimal(1), "item", "exact", "r", role="actual", period=period)
    document = Document("mot", "1", sentences=(Sentence(0, 1),), figures=(found,))
    with Store(str(tmp_path / "a.db")) as store:
        run = store.begin_run(ExtractorVersion("0", "t", "m"))
        store.write(document, Record("mot", "1", published=date(2024, 10, 18)), run)
    with closing(open_for_reading(str(tmp_path / "a.db"))) as connection:
        assert connection.execute("SELECT as_of FROM figures").fetchall() == [("2024-10-18",)]


def test_an_older_database_learns_up_to_which_day_a_figure_tells(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    said: Articles = {"mot": ("2024-10-18", [("4", "actual", TERM), ("5", "target", BY_2030), ("6", "actual", None)])}
    told(path, said).close()
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute("SELECT as_of FROM figures ORDER BY id").fetchall()
        assert before == [("2024-10-18",), ("2030-12-31",), (None,)]
        for index in ("figures_filter", "figures_place", "figures_subject"):
            connection.execute(f"DROP INDEX {index}")
        connection.execute("ALTER TABLE figures DROP COLUMN as_of")
        for index in ("figures_filter", "figures_place", "figures_subject"):
            connection.execute(f"CREATE INDEX {index} ON figures(indicator)")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'latest_by_what_was_told'")
        connection.commit()
    open_for_writing(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT as_of FROM figures ORDER BY id").fetchall() == before
