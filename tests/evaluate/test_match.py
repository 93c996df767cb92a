from __future__ import annotations

from collections.abc import Callable

from mttq_extract.evaluate.match import match_figures, match_overlap, match_strict, number_positions
from mttq_extract.evaluate.rows import EntityRow, FigureRow

MakeFigure = Callable[..., FigureRow]
MakeEntity = Callable[..., EntityRow]


def test_number_is_the_digits_without_separators_unit_or_modifier(figure: MakeFigure) -> None:
    assert number_positions(figure(100, "1.250 tỷ đồng")) == {100, 102, 103, 104}


def test_number_in_words_is_every_letter(figure: MakeFigure) -> None:
    assert number_positions(figure(0, "ba hộ")) == {0, 1, 3, 4}


def test_a_written_fraction_is_a_number_and_an_exponent_is_none(figure: MakeFigure) -> None:
    assert number_positions(figure(0, "¼ số hộ")) == {0}
    assert number_positions(figure(0, "50 m²")) == {0, 1}
    assert number_positions(figure(0, "một m²")) == {0, 1, 2, 4}


def test_spans_that_share_only_the_unit_do_not_match(figure: MakeFigure) -> None:
    # "5 tỷ 300 triệu": one span ends before the other's digits begin.
    gold = figure(0, "5 tỷ đồng")
    assert match_figures([gold], [figure(2, "tỷ đồng")]) == []


def test_spans_that_share_one_digit_match(figure: MakeFigure) -> None:
    gold, predicted = figure(0, "15 hộ"), figure(1, "5 hộ nghèo")
    assert match_figures([gold], [predicted]) == [(gold, predicted)]


def test_touching_spans_do_not_match(figure: MakeFigure) -> None:
    assert match_figures([figure(0, "12")], [figure(2, "34")]) == []


def test_range_split_in_two_matches_the_half_with_more_digits(figure: MakeFigure) -> None:
    gold = figure(0, "5-150 hộ")
    left, right = figure(0, "5"), figure(2, "150 hộ")
    assert match_figures([gold], [left, right]) == [(gold, right)]


def test_best_overlap_wins_over_file_order(figure: MakeFigure) -> None:
    first, second = figure(0, "12"), figure(2, "3456")
    predicted = figure(1, "23456")
    assert match_figures([first, second], [predicted]) == [(second, predicted)]


def test_equal_digits_prefer_the_closer_span(figure: MakeFigure) -> None:
    gold = figure(10, "50 căn")
    long, exact = figure(10, "50 căn nhà tình nghĩa"), figure(10, "50 căn")
    assert match_figures([gold], [long, exact]) == [(gold, exact)]
    assert match_figures([gold], [figure(10, "50"), exact]) == [(gold, exact)]


def test_one_gold_is_matched_once_only(figure: MakeFigure) -> None:
    gold = figure(0, "50 căn")
    assert len(match_figures([gold], [figure(0, "50 căn"), figure(0, "50 căn", role="part")])) == 1


def test_a_long_span_before_a_short_one_is_still_found(figure: MakeFigure) -> None:
    gold = figure(90, "7 hộ")
    long = figure(0, "1" + " " * 89 + "7 hộ")
    short = figure(80, "3 hộ")
    assert match_figures([gold], [short, long]) == [(gold, long)]


def test_ties_do_not_depend_on_order(figure: MakeFigure) -> None:
    gold = figure(0, "50 căn")
    one, two = figure(0, "50 căn", role="part"), figure(0, "50 căn", role="change")
    assert match_figures([gold], [one, two]) == match_figures([gold], [two, one])


def test_strict_needs_span_and_type(entity: MakeEntity) -> None:
    gold = [entity("ORG", 0, 5)]
    assert len(match_strict(gold, [entity("ORG", 0, 5)])) == 1
    assert match_strict(gold, [entity("LOC", 0, 5), entity("ORG", 0, 4), entity("ORG", 1, 5)]) == []


def test_strict_duplicate_prediction_counts_once(entity: MakeEntity) -> None:
    assert len(match_strict([entity("ORG", 0, 5)], [entity("ORG", 0, 5), entity("ORG", 0, 5)])) == 1


def test_overlap_is_one_to_one_best_first(entity: MakeEntity) -> None:
    first, second = entity("ORG", 0, 10), entity("ORG", 10, 20)
    predicted = entity("ORG", 8, 20)
    assert match_overlap([first, second], [predicted]) == [(second, predicted)]


def test_overlap_needs_the_type_and_a_shared_character(entity: MakeEntity) -> None:
    gold = [entity("ORG", 5, 10)]
    assert match_overlap(gold, [entity("LOC", 5, 10), entity("ORG", 0, 5), entity("ORG", 10, 12)]) == []


def test_a_row_without_a_surface_is_matched_by_its_span(figure: MakeFigure) -> None:
    gold = figure(10, "5 hộ")
    silent = figure(10, "", "5", end=14)
    assert match_figures([gold], [silent]) == [(gold, silent)]
    assert match_figures([gold], [figure(11, "", "5", end=14)]) == []
