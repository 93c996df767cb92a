from __future__ import annotations

import pytest

from mttq_extract.errors import UsageError
from mttq_extract.store.asking import separated
from mttq_extract.store.columns import column_words, find_column
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.fold import fold
from mttq_extract.store.measures import GROUP_COLUMNS, MEASURES
from mttq_extract.store.query import FIGURE_COLUMNS

KNOWN = {*GROUP_COLUMNS, *MEASURES, *FIGURE_COLUMNS}


def test_columns_of_groups_have_words_and_no_words_stand_for_two() -> None:
    named = column_words()
    assert set(named) <= KNOWN
    assert {*GROUP_COLUMNS, *MEASURES} <= set(named)
    for columns in ((*GROUP_COLUMNS, *MEASURES), FIGURE_COLUMNS):
        said = [fold(words) for name in columns if name in named for words in (named[name].label, *named[name].words)]
        assert len(said) == len(set(said))


@pytest.mark.parametrize(
    "words, name",
    [
        ("tỉnh", "province"),
        ("TINH", "province"),
        ("Tỉnh (nay)", "province"),
        ("năm", "year"),
        ("chỉ tiêu", "indicator"),
        ("chi so", "indicator"),
        ("vai trò", "role"),
        ("đơn vị", "unit"),
        ("nơi", "place"),
        ("địa phương", "place"),
        ("chủ thể", "subject"),
        ("kỳ", "period"),
        ("báo", "outlet"),
        ("place", "place"),
    ],
)
def test_vietnamese_names_of_columns(words: str, name: str) -> None:
    assert find_column(words, GROUP_COLUMNS) == name
    assert separated([words], FigureFilter(indicators=("nha_xay_moi",))) == (name,)


def test_an_unknown_column_is_told_all_of_them_in_both_languages() -> None:
    for words in ("huyen", "", "%"):
        with pytest.raises(UsageError) as caught:
            find_column(words, GROUP_COLUMNS)
        for said in (f"«{words}»", "indicator (chỉ số)", "province (tỉnh)", "year (năm)"):
            assert said in str(caught.value)


def test_a_column_that_an_answer_has_not_is_not_found_by_its_words_either() -> None:
    with pytest.raises(UsageError):
        find_column("giá trị", GROUP_COLUMNS)
    assert find_column("giá trị", FIGURE_COLUMNS) == "low"
