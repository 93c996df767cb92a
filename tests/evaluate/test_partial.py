"""Documents of which only some figures are annotated."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.cases import find_cases
from mttq_extract.evaluate.check import check_gold
from mttq_extract.evaluate.gold import document_row, read_gold
from mttq_extract.evaluate.partial import partial_gold, write_with_texts
from mttq_extract.evaluate.reliability import reliability
from mttq_extract.evaluate.scores import evaluate
from mttq_extract.evaluate.vocabulary import Vocabulary
from mttq_extract.train.examples import read_annotated
from mttq_extract.types import Document, Figure, Period, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.predictions import Predictions
    from tests.evaluate.conftest import MakeFigure

    MakeGold = Callable[..., Gold]
    MakePredictions = Callable[..., Predictions]

TEXT = "Năm 2023, xã An trao 30 suất quà và vận động 5 tỷ đồng."


def found(surface: str, value: int, unit: str) -> Figure:
    start, number = TEXT.index(surface), Decimal(value)
    year = Period.parse("2023-01-01/2023-12-31")
    return Figure(start, start + len(surface), surface, number, number, unit, "exact", "digits", period=year)


def article(id_: str, *figures: Figure, text: str = TEXT) -> Document:
    return Document(id_, text, sentences=(Sentence(0, len(TEXT)),), figures=figures)


GIFTS, MONEY = found("30 suất quà", 30, "item"), found("5 tỷ đồng", 5_000_000_000, "VND")


def test_what_is_not_annotated_is_not_counted(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    one, two, other = figure(0, "1 hộ", score=0.9), figure(10, "2 hộ", "2", score=0.9), figure(20, "3 hộ", "3")
    whole = make_gold([one, other])
    part = replace(whole, documents={"a": replace(whole.documents["a"], partial=True)})
    said = make_predictions([one, two])
    scores = evaluate(part, said, judge)
    assert scores.value("detection_precision") == 1.0
    assert scores.value("detection_recall") == 0.5
    assert evaluate(whole, said, judge).value("detection_precision") == 0.5
    assert [case.kind for case in find_cases(part, said, judge, {})] == ["missed"]
    assert reliability(part, said, judge) == ()
    assert part.hash != whole.hash


def test_a_document_tells_it_with_true_or_false() -> None:
    row = {"doc": "a", "split": "dev", "partial": True}
    assert document_row(row, "x:1").partial
    assert document_row(row, "x:1").to_dict()["partial"] is True
    assert "partial" not in document_row({"doc": "a"}, "x:1").to_dict()
    with pytest.raises(GoldError, match="x:1: partial phải là true hoặc false"):
        document_row(row | {"partial": "yes"}, "x:1")


def test_rows_of_documents_pass_the_check_and_are_learned_from(tmp_path: Path) -> None:
    on_paper = replace(MONEY, low=Decimal(6), high=Decimal(6))
    documents = [article("../tin/1", GIFTS, on_paper), article("../tin/2", on_paper, text=f"{TEXT} ")]
    bundle, problems = partial_gold(documents, Vocabulary.load())
    assert [problem.where for problem in problems] == [f"../tin/1:{MONEY.start}", f"../tin/2:{MONEY.start}"]
    write_with_texts(bundle, tmp_path / "hoc")
    gold = read_gold([tmp_path / "hoc"])
    assert list(gold.documents) == ["../tin/1"]
    assert [(row.surface, row.period) for row in gold.figures["../tin/1"]] == [("30 suất quà", "2023-01-01/2023-12-31")]
    assert check_gold([tmp_path / "hoc"], [tmp_path / "hoc" / "texts"], Vocabulary.load()).problems == ()
    (one,), notes = read_annotated([tmp_path / "hoc"], None, ())
    assert (one.partial, len(one.rows), notes) == (True, 1, [])


def test_gold_that_annotates_the_whole_text_comes_first(tmp_path: Path) -> None:
    part, _ = partial_gold([article("a", GIFTS)], Vocabulary.load())
    both, _ = partial_gold([article("a", GIFTS, MONEY)], Vocabulary.load())
    whole = replace(both, documents={"a": replace(both.documents["a"], partial=False)})
    for name, bundle in (("part", part), ("whole", whole)):
        write_with_texts(bundle, tmp_path / name)
    for order in (("part", "whole"), ("whole", "part")):
        (one,), _ = read_annotated([tmp_path / name for name in order], None, ())
        assert (one.partial, len(one.rows)) == (False, 2), json.dumps(order)
