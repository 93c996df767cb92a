from __future__ import annotations

import pytest

from mttq_extract.errors import UsageError
from mttq_extract.store.periods import parse_period


@pytest.mark.parametrize(
    "text, interval",
    [
        ("2022", "2022-01-01/2022-12-31"),
        ("2022-Q1", "2022-01-01/2022-03-31"),
        ("2022-q4", "2022-10-01/2022-12-31"),
        ("2022-H1", "2022-01-01/2022-06-30"),
        ("2022-h2", "2022-07-01/2022-12-31"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2022-12", "2022-12-01/2022-12-31"),
        ("2022-03-15", "2022-03-15/2022-03-15"),
        ("2019..2024", "2019-01-01/2024-12-31"),
        ("2019-Q2..2019-Q3", "2019-04-01/2019-09-30"),
        ("2019..", "2019-01-01/"),
        ("..2019-H1", "/2019-06-30"),
        ("2022-01-05/2022-06-30", "2022-01-05/2022-06-30"),
        ("/2022-06-30", "/2022-06-30"),
        (" 2022 ", "2022-01-01/2022-12-31"),
    ],
)
def test_forms(text: str, interval: str) -> None:
    assert str(parse_period(text)) == interval


@pytest.mark.parametrize(
    "text",
    ["", "..", "/", "22", "2022-Q5", "2022-H3", "2022-13", "2022-02-30", "năm xx", "2022/2023/2024", "0000"],
)
def test_anything_else_is_wrong_usage_that_names_it(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_period(text)
    assert f"«{text}»" in str(caught.value)
    assert "2022-Q1" in str(caught.value)


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(UsageError, match="trước khi"):
        parse_period("2024..2019")
