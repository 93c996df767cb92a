"""Questions for figures that are sure enough."""

from __future__ import annotations

from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.query import Answer, figures, groups
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Document, Figure, Period, Record, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

TEXT = "30 nhà, 30 nhà, 12 nhà"
YEAR = Period.parse("2023-01-01/2023-12-31")


def house(start: int, number: int, score: float, subject: str) -> Figure:
    return Figure(
        start, start + 6, f"{number} nhà", Decimal(number), Decimal(number), "item", "exact", "digits",
        indicator="nha_xay_moi", period=YEAR, subject=subject, score=score,
    )  # fmt: skip


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """One article that tells 30 houses twice, doubtful first, and 12 of another body, very doubtful."""
    found = (house(0, 30, 0.4, "xã An"), house(8, 30, 0.8, "xã An"), house(16, 12, 0.2, "xã Bình"))
    document = Document("a", TEXT, sentences=(Sentence(0, len(TEXT)),), figures=found)
    path = str(tmp_path / "a.db")
    with Store(path) as store:
        run = store.begin_run(ExtractorVersion("0", "t", "m"))
        store.write(document, Record("a", TEXT), run)
        store.end_run(run, Counts(documents_stored=1), complete=True)
    with closing(open_for_reading(path)) as opened:
        yield opened


def rows(answer: Answer) -> list[dict[str, Any]]:
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


@pytest.mark.parametrize("least, starts", [(0.0, [0, 8, 16]), (0.4, [0, 8]), (0.5, [8]), (0.9, [])])
def test_less_sure_figures_are_left_out(connection: Connection, least: float, starts: list[int]) -> None:
    assert [row["start"] for row in rows(figures(connection, FigureFilter(score=least)))] == starts


@pytest.mark.parametrize("least, total", [(None, "42"), (0.0, "42"), (0.4, "30"), (0.5, "30")])
def test_a_sure_mention_stands_in_for_the_doubtful_one_that_counts(
    connection: Connection, least: float | None, total: str
) -> None:
    (row,) = rows(groups(connection, FigureFilter(score=least), ["indicator"]))
    assert row["sum"] == total
    assert [row["sum"] for row in rows(groups(connection, FigureFilter(score=least), ["year"]))] == [total]


def test_nothing_is_sure_enough(connection: Connection) -> None:
    assert rows(groups(connection, FigureFilter(score=0.95), ["indicator"])) == []
