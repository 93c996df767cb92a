from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.agreement import agree, kappa

if TYPE_CHECKING:
    from collections.abc import Callable

    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.rows import EntityRow, FigureRow

    MakeFigure = Callable[..., FigureRow]
    MakeEntity = Callable[..., EntityRow]
    MakeGold = Callable[..., Gold]


def test_kappa_worked_out_by_hand(figure: MakeFigure) -> None:
    answers = [("actual", "actual")] * 20 + [("actual", "part")] * 5 + [("part", "actual")] * 10
    answers += [("part", "part")] * 15
    pairs = [(figure(0, "5 hộ", role=a), figure(0, "5 hộ", role=b)) for a, b in answers]
    # Cohen's own example: observed 35/50; by chance 25/50·30/50 + 25/50·20/50 = 1/2; (0.7 - 0.5)/(1 - 0.5)
    found = kappa("role", pairs)
    assert found.kappa == pytest.approx(0.4)
    assert (found.observed, found.n) == (0.7, 50)


def test_kappa_has_no_value_where_chance_alone_agrees(figure: MakeFigure) -> None:
    found = kappa("role", [(figure(0, "5 hộ"), figure(0, "5 hộ"))])
    assert (found.kappa, found.observed, found.n) == (None, 1.0, 1)
    assert kappa("role", []).observed is None


def test_periods_are_compared_as_days(figure: MakeFigure) -> None:
    pairs = [(figure(0, "5 hộ", period=""), figure(0, "5 hộ", period="/"))]
    pairs += [(figure(0, "5 hộ", period="/2022-01-01"), figure(0, "5 hộ", period="/2022-01-01"))]
    assert kappa("period", pairs).kappa == 1.0


def test_two_annotators(figure: MakeFigure, entity: MakeEntity, make_gold: MakeGold, judge: FieldJudge) -> None:
    rows = [figure(i * 10, "5 hộ", role=role) for i, role in enumerate(["actual", "part", "part", "target"])]
    first = make_gold(rows, [entity("ORG", 0, 5), entity("LOC", 10, 15)])
    second_rows = [rows[0], replace(rows[1], role="actual"), replace(rows[2], modifier="about")]
    second = make_gold(second_rows, [entity("ORG", 0, 5)])
    found = agree(first, second, judge)
    assert found.scores.value("detection_f1") == pytest.approx(6 / 7)
    assert found.scores.value("quantity_f1") == pytest.approx(4 / 7)
    assert found.scores.value("full_f1") == pytest.approx(2 / 7)
    assert found.scores.value("entities_strict_f1") == pytest.approx(2 / 3)
    role = next(one for one in found.kappas if one.slot == "role")
    # over three pairs: observed 2/3, by chance 1/3·2/3 + 2/3·1/3 = 4/9
    assert role.kappa == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))
    assert set(found.to_dict()["kappa"]) == {"unit", "modifier", "role", "indicator", "period"}


def test_only_common_documents_count(figure: MakeFigure, make_gold: MakeGold, judge: FieldJudge) -> None:
    row = figure(0, "5 hộ")
    first = make_gold([row, replace(row, doc="b")])
    second = make_gold([row, replace(row, doc="c")])
    found = agree(first, second, judge)
    assert found.scores.value("detection_f1") == 1.0
    assert (found.documents, found.only_first, found.only_second) == (1, ("b",), ("c",))


def test_a_document_that_one_found_empty_counts(figure: MakeFigure, make_gold: MakeGold, judge: FieldJudge) -> None:
    row = figure(0, "5 hộ")
    found = agree(make_gold([row, replace(row, doc="b")]), make_gold([row], (), ["b"]), judge)
    assert found.scores.value("detection_f1") == pytest.approx(2 / 3)


def test_nothing_in_common_or_different_texts_is_an_error(
    figure: MakeFigure, make_gold: MakeGold, judge: FieldJudge
) -> None:
    gold = make_gold([figure(0, "5 hộ")])
    with pytest.raises(GoldError, match="no document in common"):
        agree(gold, make_gold([figure(0, "5 hộ", doc="b")]), judge)
    one, two = (replace(gold, documents={"a": replace(gold.documents["a"], sha256=h * 64)}) for h in "ab")
    with pytest.raises(GoldError, match="different texts"):
        agree(one, two, judge)


def test_entities_are_compared_as_far_as_both_have_read(
    figure: MakeFigure, entity: MakeEntity, make_gold: MakeGold, judge: FieldJudge
) -> None:
    whole = make_gold([figure(0, "5 hộ")], [entity("ORG", 0, 5), entity("LOC", 60, 65)])
    begun = make_gold([figure(0, "5 hộ")], [entity("ORG", 0, 5)])
    begun = replace(begun, documents={"a": replace(begun.documents["a"], entities_until=50)})
    assert agree(whole, begun, judge).scores.value("entities_strict_f1") == 1.0
    assert agree(begun, whole, judge).scores.value("entities_strict_f1") == 1.0
