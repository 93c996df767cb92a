"""The candidates of periods, and where the model decides."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from mttq_extract.context.period_model import PeriodChooser, inherited
from mttq_extract.pipeline import Extractor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mttq_extract.context.chain_model import Step
    from mttq_extract.context.frame import Frame
    from mttq_extract.context.periods import Dated, PeriodReader

EXTRACTOR = Extractor.load()


@dataclass(frozen=True)
class _Recorder(PeriodChooser):
    """Keeps the steps and what the rules said."""

    seen: list[Step] = field(default_factory=list)
    ruled: list[Dated] = field(default_factory=list)

    def weigh(
        self, reader: PeriodReader, frames: Sequence[Frame], roles: Sequence[str], nouns: Sequence[str]
    ) -> list[Dated]:
        self.ruled.extend(reader.decide(frames, roles))
        self.seen.extend(self.steps(reader, frames, roles, nouns, self.ruled))
        return self.ruled


def steps(text: str) -> _Recorder:
    recorder = _Recorder(None)
    replace(EXTRACTOR, context=replace(EXTRACTOR.context, periods=recorder)).extract(text)
    return recorder


REPORT = """Xã Hòa Lộc họp mặt cuối năm
Sáng 12/12/2021, xã Hòa Lộc họp mặt các hộ góp đất. Năm 2020, xã làm 3 km đường. Đường mới rộng 4 m.
Tính đến hết tháng 11, bà con đã góp 215 triệu đồng.
"""


def test_the_answer_of_the_rules_comes_first_and_no_period_is_always_offered() -> None:
    recorder = steps(REPORT)
    assert len(recorder.seen) == 3
    for step, (period, _) in zip(recorder.seen, recorder.ruled, strict=True):
        assert step.rows[0].key == (str(period) if period else "")
        assert "" in {row.key for row in step.rows}
        assert len({row.key for row in step.rows}) == len(step.rows)


@pytest.mark.parametrize("wanted", ["2021-12-12/2021-12-12", "2020-01-01/2020-12-31", "2021-01-01/2021-12-31"])
def test_the_times_of_the_article_are_offered_to_every_figure(wanted: str) -> None:
    for step in steps(REPORT).seen:
        assert wanted in {row.key for row in step.rows}


def test_a_date_without_a_certain_year_is_offered_in_the_likeliest() -> None:
    text = "Hôm 12/12, xã Hòa Lộc trao 20 suất quà. Mùa lúa năm 2021, xã thu 300 tấn thóc."
    recorder = steps(text)
    offered = [row for row in recorder.seen[0].rows if row.key == "2021-12-12/2021-12-12"]
    assert offered
    assert recorder.ruled[0][0] is None
    assert any(name.startswith("certain.guess") for name in offered[0].features)


def test_a_figure_goes_on_with_the_period_of_the_one_before() -> None:
    first, second, third = steps(REPORT).seen
    assert set(first.held) == {-1}
    for row, held in zip(second.rows, second.held, strict=True):
        assert held == next((at for at, old in enumerate(first.rows) if old.key == row.key), -1)
    assert "link.sentence" in second.figure
    assert third.going_on[0] == "same.next"


@pytest.mark.parametrize(
    ("why", "weighed"),
    [
        ("article.event: ngày 4/5/2023", True),
        ("article.target", True),
        ("before.day: ngày 4/5/2023", True),
        ("sentence.year: năm 2023", False),
        ("article.reported: 6 tháng đầu năm 2023", False),
        ("article.none: ", False),
        ("timeless.age", False),
    ],
)
def test_only_what_is_handed_on_is_weighed(why: str, weighed: bool) -> None:
    assert inherited(why) is weighed
