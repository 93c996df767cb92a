from __future__ import annotations

from mttq_extract.context.years import Years
from mttq_extract.text.view import View

TEXT = "Làng, ngày 4/3/2031. Năm 2029 mở 4 lớp, năm 2034 sẽ mở 9 lớp. Trường có 70 bàn."


def _beside(figure: str, sentence: str, before: str = "") -> set[str]:
    start, near = TEXT.index(sentence), TEXT.index(figure)
    last = start + len(sentence)
    return Years.of(View.of(TEXT)).beside(
        start, near, near + len(figure), last, TEXT.index(before) if before else start
    )


def test_years_stand_to_the_day_of_the_text_and_to_each_other() -> None:
    sentence = "Năm 2029 mở 4 lớp, năm 2034 sẽ mở 9 lớp."
    assert _beside("4 lớp", sentence) == {"left past", "left first", "right far ahead", "right last",
                                          "later in the sentence"}  # fmt: skip
    assert _beside("9 lớp", sentence) == {"left far ahead", "left last", "last in the sentence"}


def test_a_sentence_without_years_says_so_and_tells_of_the_one_before() -> None:
    assert _beside("70 bàn", "Trường có 70 bàn.", "Năm 2029") == {"none", "before far ahead"}


def test_dates_counts_and_sums_are_no_years_and_without_a_day_nothing_is_known() -> None:
    years = Years.of(View.of("Ngày 4/3 thu 2.031 kg, 2031,5 tấn và 12031 bao; năm 2031 còn 4 kho."))
    assert (years.years, years.day) == ([2031], None)
    assert years.beside(0, 60, 61, 70, 0) == {"left ?"}
