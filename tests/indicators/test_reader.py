from __future__ import annotations

from dataclasses import replace

import pytest

from mttq_extract.indicators.reader import IndicatorReader
from mttq_extract.pipeline import Extractor

TRAINED = Extractor.load()
RULES = replace(TRAINED, context=replace(TRAINED.context, indicators=IndicatorReader.rules_alone()))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Xã mở 14 cuộc giám sát. Như vậy mới được 63%.", ["giam_sat", "giam_sat"]),
        ("Xã mở 14 cuộc giám sát. Trời mưa. Cả xã mừng vui. Như vậy mới được 63%.", ["giam_sat", "other"]),
        ("Như vậy mới được 63%.", ["other"]),
    ],
)
def test_a_share_of_nothing_named_goes_on_with_the_figure_before(text: str, named: list[str]) -> None:
    assert [figure.indicator for figure in RULES.extract(text).figures] == named


def test_what_a_share_takes_over_is_not_sure() -> None:
    share = RULES.extract("Xã mở 14 cuộc giám sát. Như vậy mới được 63%.").figures[1]
    assert share.evidence["indicator"] == "as before"
    assert share.score < 0.5
