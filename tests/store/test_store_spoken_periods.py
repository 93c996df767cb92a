from __future__ import annotations

from datetime import date

import pytest

from mttq_extract.errors import UsageError
from mttq_extract.store.fold import fold
from mttq_extract.store.periods import parse_period
from mttq_extract.store.spoken_periods import SpokenPeriods
from mttq_extract.tables.loader import read_toml

TABLE = read_toml("questions.toml")["period"]
TODAY = date(2026, 5, 20)


@pytest.mark.parametrize("example", TABLE["examples"])
def test_examples_with_and_without_marks(example: str) -> None:
    said, _, interval = example.partition(" => ")
    for text in (said, fold(said), said.upper(), f"  {said} "):
        assert str(parse_period(text)) == interval, text


@pytest.mark.parametrize("text", TABLE["not_examples"])
def test_what_is_no_period_is_told_all_forms(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_period(text)
    for said in (f"«{text}»", "2022-Q1", "quý III/2024", "nhiệm kỳ 2019-2024"):
        assert said in str(caught.value)


@pytest.mark.parametrize(
    "text, interval",
    [
        ("Quý 4 năm 2023", "2023-10-01/2023-12-31"),
        ("quí IV-2023", "2023-10-01/2023-12-31"),
        ("quý 2 2023", "2023-04-01/2023-06-30"),
        ("T6/2023", "2023-06-01/2023-06-30"),
        ("tháng 6 năm 2023", "2023-06-01/2023-06-30"),
        ("6/2023", "2023-06-01/2023-06-30"),
        ("15/3/2022", "2022-03-15/2022-03-15"),
        ("sáu tháng cuối năm 2023", "2023-07-01/2023-12-31"),
        ("nửa đầu năm 2023", "2023-01-01/2023-06-30"),
        ("trong 9 tháng đầu năm 2024", "2024-01-01/2024-09-30"),
        ("giai đoạn 2021–2025", "2021-01-01/2025-12-31"),
        ("2021 - 2025", "2021-01-01/2025-12-31"),
        ("năm 2021 đến năm 2025", "2021-01-01/2025-12-31"),
        ("từ tháng 10/2022 đến tháng 3/2023", "2022-10-01/2023-03-31"),
        ("từ 2022-Q2 đến 2022-Q4", "2022-04-01/2022-12-31"),
        ("kể từ tháng 7/2025", "2025-07-01/"),
        ("tính đến quý III/2024", "/2024-09-30"),
    ],
)
def test_ways_of_saying_a_period(text: str, interval: str) -> None:
    assert str(parse_period(text)) == str(parse_period(fold(text))) == interval


@pytest.mark.parametrize(
    "text, interval",
    [
        ("năm nay", "2026-01-01/2026-12-31"),
        ("năm ngoái", "2025-01-01/2025-12-31"),
        ("6 tháng đầu năm nay", "2026-01-01/2026-06-30"),
        ("từ năm ngoái đến nay", "2025-01-01/"),
    ],
)
def test_times_that_only_a_day_tells(text: str, interval: str) -> None:
    assert str(SpokenPeriods.load(lambda _: None).read(text, TODAY)) == interval


def test_what_words_are_taken_for_is_told() -> None:
    notes: list[str] = []
    parse_period("2024-Q3", notes)
    assert notes == []
    parse_period("quý III/2024", notes)
    assert notes == ["«quý III/2024» là kỳ 2024-07-01/2024-09-30 (period)"]


def test_words_cannot_end_before_they_start_either() -> None:
    with pytest.raises(UsageError, match="trước khi"):
        parse_period("từ năm 2024 đến năm 2019")
