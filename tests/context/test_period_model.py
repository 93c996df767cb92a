"""The candidates of periods, and where the model decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mttq_extract.context.period_model import inherited
from mttq_extract.context.periods import Dated
from mttq_extract.pipeline import Extractor
from mttq_extract.train.periods import StepRecorder

if TYPE_CHECKING:
    pass

EXTRACTOR = Extractor.load()


def recorded(text: str) -> StepRecorder:
    recorder = StepRecorder(None)
    replace(EXTRACTOR, context=replace(EXTRACTOR.context, periods=recorder)).extract(text)
    return recorder


REPORT = """Xã Hòa Lộc họp mặt cuối năm
Sáng 12/12/2021, xã Hòa Lộc họp mặt các hộ góp đất. Năm 2020, xã làm 3 km đường. Đường mới rộng 4 m.
Tính đến hết tháng 11, bà con đã góp 215 triệu đồng.
"""


def test_the_answer_of_the_rules_comes_first_and_no_period_is_always_offered() -> None:
    recorder = recorded(REPORT)
    assert len(recorder.seen) == 3
    for step, ruled in zip(recorder.seen, recorder.ruled, strict=True):
        assert step.rows[0].key == (str(ruled.period) if ruled.period else "")
        assert "" in {row.key for row in step.rows}
        assert len({row.key for row in step.rows}) == len(step.rows)


@pytest.mark.parametrize("wanted", ["2021-12-12/2021-12-12", "2020-01-01/2020-12-31", "2021-01-01/2021-12-31"])
def test_the_times_of_the_article_are_offered_to_every_figure(wanted: str) -> None:
    for step in recorded(REPORT).seen:
        assert wanted in {row.key for row in step.rows}


def test_a_date_without_a_certain_year_is_offered_in_the_likeliest() -> None:
    text = "Hôm 12/12, xã Hòa Lộc trao 20 suất quà. Mùa lúa năm 2021, xã thu 300 tấn thóc."
    recorder = recorded(text)
    offered = [row for row in recorder.seen[0].rows if row.key == "2021-12-12/2021-12-12"]
    assert offered
    assert recorder.ruled[0].period is None
    assert any(name.startswith("certain.guess") for name in offered[0].features)


def test_a_figure_goes_on_with_the_period_of_the_one_before() -> None:
    first, second, third = recorded(REPORT).seen
    assert set(first.held) == {-1}
    for row, held in zip(second.rows, second.held, strict=True):
        assert held == next((at for at, old in enumerate(first.rows) if old.key == row.key), -1)
    assert "link.sentence" in second.figure
    assert third.going_on[0] == "same.next.told"  # "Tính đến hết tháng 11" stands between


@pytest.mark.parametrize(
    ("rule", "weighed"),
    [
        ("article.event", True),
        ("article.target", True),
        ("before.day", True),
        ("sentence.year", False),
        ("article.reported", False),
        ("article.none", False),
        ("timeless.age", False),
    ],
)
def test_only_what_is_handed_on_is_weighed(rule: str, weighed: bool) -> None:
    assert inherited(Dated(None, rule, "ngày 4/5/2023")) is weighed
