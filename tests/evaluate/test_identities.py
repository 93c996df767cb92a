"""What must hold of the metrics whatever the rows are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from mttq_extract.evaluate.fields import FieldJudge
from mttq_extract.evaluate.gold import Gold, GoldDocument, group
from mttq_extract.evaluate.predictions import Predictions
from mttq_extract.evaluate.rows import EntityRow, FigureRow
from mttq_extract.evaluate.scores import Scores, evaluate
from mttq_extract.evaluate.subjects import SubjectForms
from mttq_extract.types import ENTITY_TYPES, MODIFIERS, ROLES

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

JUDGE = FieldJudge(SubjectForms.load())
DOCS = ("a", "b", "c")
Row = FigureRow | EntityRow


@st.composite
def figures(draw: st.DrawFn) -> FigureRow:
    surface = draw(st.sampled_from(["5 hộ", "12 căn nhà", "1.250 tỷ đồng", "ba xã", "7/8 thôn", "3-15 hộ"]))
    start = draw(st.integers(0, 40))
    low = Decimal(draw(st.integers(0, 3)))
    return FigureRow(
        doc=draw(st.sampled_from(DOCS)),
        start=start,
        end=start + len(surface),
        surface=surface,
        low=low,
        high=low + draw(st.integers(0, 1)),
        unit=draw(st.sampled_from(["item", "VND"])),
        modifier=draw(st.sampled_from(MODIFIERS[:3])),
        of=draw(st.sampled_from([None, Decimal(8)])),
        concept=draw(st.sampled_from(["", "hộ", "hộ nghèo"])),
        role=draw(st.sampled_from(ROLES[:3])),
        indicator=draw(st.sampled_from(["other", "ho_ngheo"])),
        period=draw(st.sampled_from(["", "2022-01-01/2022-12-31"])),
        subject=draw(st.sampled_from(["", "xã A", "xã A; xã B"])),
    )


@st.composite
def entities(draw: st.DrawFn) -> EntityRow:
    start, length = draw(st.integers(0, 40)), draw(st.integers(1, 8))
    type_ = draw(st.sampled_from(ENTITY_TYPES[:3]))
    doc = draw(st.sampled_from(DOCS))
    return EntityRow(doc=doc, start=start, end=start + length, surface="x" * length, type=type_)


def score(gold: Sequence[Row], predicted: Sequence[Row], resamples: int = 20) -> Scores:
    gold_figures = [row for row in gold if isinstance(row, FigureRow)]
    gold_entities = [row for row in gold if isinstance(row, EntityRow)]
    answer = Predictions(
        group((), [row for row in predicted if isinstance(row, FigureRow)]),
        group((), [row for row in predicted if isinstance(row, EntityRow)]),
    )
    documents = {doc: GoldDocument(doc) for doc in DOCS}
    found = Gold(documents, group(DOCS, gold_figures), group(DOCS, gold_entities))
    return evaluate(found, answer, JUDGE, resamples=resamples)


ROWS = st.lists(figures() | entities(), max_size=12)


@given(ROWS)
def test_gold_against_itself_is_perfect(rows: list[Row]) -> None:
    estimates = score(rows, [replace(row) for row in rows]).estimates.values()
    assert {estimate.value for estimate in estimates} <= {1.0, None}
    if rows:
        assert 1.0 in {estimate.value for estimate in estimates}


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(gold: list[Row], predicted: list[Row], chance: random.Random) -> None:
    before = score(gold, predicted)
    chance.shuffle(gold)
    chance.shuffle(predicted)
    after = score(gold, predicted)
    assert after.estimates == before.estimates
    assert after.gold_hash == before.gold_hash
    assert after.confusion == before.confusion


@given(st.lists(figures() | entities(), min_size=1, max_size=12), st.data())
def test_dropping_a_prediction_lowers_recall_only(rows: list[Row], data: st.DataObject) -> None:
    dropped = data.draw(st.sampled_from(range(len(rows))))
    scores = score(rows, [replace(row) for i, row in enumerate(rows) if i != dropped])
    layer = "detection" if isinstance(rows[dropped], FigureRow) else "entities_overlap"
    total = sum(isinstance(row, type(rows[dropped])) for row in rows)
    assert scores.value(f"{layer}_recall") == (total - 1) / total
    assert scores.value(f"{layer}_precision") == (1.0 if total > 1 else None)
    other = "entities_overlap" if layer == "detection" else "detection"
    assert scores.value(f"{other}_recall") in (1.0, None)


@given(ROWS, ROWS)
def test_levels_are_nested_and_shares_stay_shares(gold: list[Row], predicted: list[Row]) -> None:
    scores = score(gold, predicted)
    for estimate in scores.estimates.values():
        if estimate.value is not None:
            assert 0 <= estimate.value <= 1
            assert estimate.low is None or estimate.high is None or 0 <= estimate.low <= estimate.high <= 1
    counts = [scores.counts[f"figures.{level}"] for level in ("full", "quantity", "value", "matched")]
    assert counts == sorted(counts)
    assert counts[-1] <= min(scores.counts["figures.gold"], scores.counts["figures.predicted"])
    for type_ in ENTITY_TYPES:
        strict, overlap = (
            scores.counts[f"entities.strict.{type_}"],
            scores.counts[f"entities.overlap.{type_}"],
        )
        assert strict <= overlap


@given(ROWS, ROWS)
@settings(max_examples=60)
def test_f1_does_not_care_which_side_is_gold(one: list[Row], other: list[Row]) -> None:
    forth, back = score(one, other), score(other, one)
    for name in ("detection", "value", "quantity", "full", "entities_strict", "entities_overlap"):
        assert forth.value(f"{name}_f1") == back.value(f"{name}_f1")
        assert forth.value(f"{name}_precision") == back.value(f"{name}_recall")


@given(ROWS, ROWS)
@settings(max_examples=60)
def test_macro_is_the_mean_of_the_types_present(gold: list[Row], predicted: list[Row]) -> None:
    scores = score(gold, predicted)
    values = [scores.value(f"entities_strict_{type_}_f1") for type_ in ENTITY_TYPES]
    present = [value for value in values if value is not None]
    mean = scores.value("entities_strict_macro_f1")
    assert (mean is None) == (not present)
    if present:
        assert mean is not None
        assert abs(mean - sum(present) / len(present)) < 1e-12
