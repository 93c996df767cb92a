from __future__ import annotations

import sqlite3

import pytest

from mttq_extract.errors import UsageError
from mttq_extract.store.explanation import explanation
from mttq_extract.store.health import inspect
from mttq_extract.store.summary import indicator_summaries


def id_of(connection: sqlite3.Connection, surface: str) -> int:
    found: int = connection.execute("SELECT id FROM figures WHERE surface = ?", (surface,)).fetchone()[0]
    return found


def test_an_explanation_holds_sentence_slots_evidence_and_rejected_numbers(connection: sqlite3.Connection) -> None:
    found = explanation(connection, str(id_of(connection, "13 tỷ đồng")))
    assert found.sentence.startswith("Năm 2022 đã qua")
    assert found.sentence[found.start : found.end] == "13 tỷ đồng"
    assert found.values["low"] == "13000000000"
    assert found.values["period"] == "2022-01-01/2022-12-31"
    assert found.evidence == {"indicator": "fake: đồng", "period": "fake: năm 2022"}
    assert found.label == "Vận động Quỹ “Vì người nghèo”"
    (rejected,) = found.rejected
    assert found.sentence[rejected.start :].startswith("2022")
    assert (rejected.surface, rejected.rule) == ("2022", "period.year")


def test_a_figure_is_also_named_by_its_document_and_place(connection: sqlite3.Connection) -> None:
    id_ = id_of(connection, "12 căn nhà")
    start = connection.execute("SELECT start FROM figures WHERE id = ?", (id_,)).fetchone()[0]
    assert explanation(connection, f"binh-minh:{start}") == explanation(connection, str(id_))


@pytest.mark.parametrize("id_", ["1", "x", "", "9" * 30, "hoa-dao:1", "hoa-dao:", ":5", "²", "-1", "1.5"])
def test_an_unknown_figure_is_wrong_usage(connection: sqlite3.Connection, id_: str) -> None:
    with pytest.raises(UsageError, match="Không có số liệu"):
        explanation(connection, id_)


def test_summaries_give_sums_or_the_latest_value(connection: sqlite3.Connection) -> None:
    houses, money, rate = indicator_summaries(connection)
    assert (houses.label, houses.figures, houses.value, houses.period) == ("Nhà xây mới", 5, "46", None)
    assert (money.figures, money.unit, money.value) == (3, "VND", "13000000000")
    assert (rate.unit, rate.value, rate.period) == ("percent", "63.58", "2022-01-01/2022-12-31")


def test_a_sound_database(connection: sqlite3.Connection) -> None:
    health = inspect(connection)
    assert (health.documents, health.figures, health.failures) == (2, 10, 0)
    assert (health.damage, health.unsearchable, health.stopped_last, health.older) == ("", 0, False, 0)


def test_what_is_wrong_with_a_database(stored: str) -> None:
    writer = sqlite3.connect(stored)
    writer.execute("INSERT INTO runs (started, package_version, tables_hash, models_hash) VALUES ('', '9', '', '')")
    writer.execute("DELETE FROM sentences WHERE id = (SELECT max(id) FROM sentences)")
    writer.commit()
    health = inspect(writer)
    writer.close()
    assert health.stopped_last
    assert health.older == 2
    assert health.unsearchable == 1
    assert "figures → sentences" in health.damage
