from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from mttq_extract.evaluate.fields import FieldJudge, concept_f1, same_period, same_quantity, same_value
from mttq_extract.evaluate.rows import FigureRow

MakeFigure = Callable[..., FigureRow]


def test_decimals_are_equal_by_value_not_by_spelling(figure: MakeFigure) -> None:
    assert same_value(figure(0, "63,5%", "63.50"), figure(0, "63,5%", "63.5"))


def test_decimals_are_exact(figure: MakeFigure) -> None:
    big = "12345678901234567890.1"
    assert not same_value(figure(0, "1", big), figure(0, "1", big[:-1] + "2"))


@pytest.mark.parametrize("change", [{"low": "4"}, {"high": "6"}, {"unit": "VND"}, {"of": Decimal(8)}])
def test_each_part_of_a_value_counts(figure: MakeFigure, change: dict[str, Any]) -> None:
    fields: dict[str, Any] = {"low": "5", "high": "5", "unit": "item"}
    assert not same_value(figure(0, "5", **fields), figure(0, "5", **(fields | change)))


def test_quantity_is_value_and_modifier(figure: MakeFigure) -> None:
    gold = figure(0, "5", modifier="about")
    assert same_quantity(gold, figure(0, "5", modifier="about"))
    assert not same_quantity(gold, figure(0, "5", modifier="exact"))
    assert not same_quantity(gold, figure(0, "5", "2", modifier="about"))


@pytest.mark.parametrize(
    "gold, predicted, same",
    [
        ("2022-01-01/2022-12-31", "2022-01-01/2022-12-31", True),
        ("/2024-09-24", "/2024-09-24", True),
        ("/2024-09-24", "2024-09-24/", False),
        ("", "/", True),
        ("", "2022-01-01/2022-12-31", False),
        ("2022-01-01/2022-12-31", "2022-01-01/2022-12-30", False),
        ("không rõ", "", False),
    ],
)
def test_period(figure: MakeFigure, gold: str, predicted: str, same: bool) -> None:
    assert same_period(figure(0, "5", period=gold), figure(0, "5", period=predicted)) is same


@pytest.mark.parametrize(
    "gold, predicted, expected",
    [
        ("căn nhà", "căn nhà", 1.0),
        ("Căn nhà", "căn  nhà", 1.0),
        ("", "", 1.0),
        ("căn nhà", "", 0.0),
        ("căn nhà", "suất quà", 0.0),
        # 2 words shared of 2 and 5: 2·2/7
        ("căn nhà", "căn nhà đại đoàn kết", 4 / 7),
        # a word said twice is shared twice only where both say it twice: 2·1/3
        ("xã xã", "xã", 2 / 3),
        ("Quỹ “Vì trẻ em”", "quỹ vì trẻ em", 1.0),
        ("hoà giải", "hòa giải", 1.0),
    ],
)
def test_concept(gold: str, predicted: str, expected: float) -> None:
    assert concept_f1(gold, predicted) == pytest.approx(expected)
    assert concept_f1(predicted, gold) == pytest.approx(expected)


@pytest.mark.parametrize(
    "field, value",
    [
        ("modifier", "about"),
        ("role", "part"),
        ("indicator", "qua_tang"),
        ("period", "/2024-01-01"),
        ("unit", "km"),
    ],
)
def test_full_needs_each_of_its_fields(figure: MakeFigure, judge: FieldJudge, field: str, value: str) -> None:
    assert judge.full(figure(0, "5"), figure(0, "5"))
    assert not judge.full(figure(0, "5"), figure(0, "5", **{field: value}))


@pytest.mark.parametrize("field", ["subject", "concept", "per", "place"])
def test_full_does_not_ask_for_other_fields(figure: MakeFigure, judge: FieldJudge, field: str) -> None:
    assert judge.full(figure(0, "5"), figure(0, "5", **{field: "xã An"}))
