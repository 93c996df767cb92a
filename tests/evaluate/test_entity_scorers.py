"""The entity scores beside those of seqeval and nervaluate, where these are installed."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mttq_extract.evaluate.fields import FieldJudge
from mttq_extract.evaluate.gold import Gold, GoldDocument, group
from mttq_extract.evaluate.predictions import Predictions
from mttq_extract.evaluate.rows import EntityRow
from mttq_extract.evaluate.scores import Scores, evaluate
from mttq_extract.evaluate.subjects import SubjectForms

JUDGE = FieldJudge(SubjectForms.load())
LENGTH = 30
Spans = list[tuple[int, int, str]]


@st.composite
def documents(draw: st.DrawFn) -> list[Spans]:
    """Spans that do not overlap within a document, as sequence labels demand."""
    made: list[Spans] = []
    for _ in range(3):
        spans: Spans = []
        at = draw(st.integers(0, 4))
        while at < LENGTH:
            end = min(LENGTH, at + draw(st.integers(1, 5)))
            spans.append((at, end, draw(st.sampled_from(["PER", "ORG", "LOC"]))))
            at = end + draw(st.integers(0, 5))
        made.append([span for span in spans if draw(st.booleans())])
    return made


def score(gold: list[Spans], predicted: list[Spans]) -> Scores:
    def rows(documents: list[Spans]) -> dict[str, tuple[EntityRow, ...]]:
        found = [
            EntityRow(doc=str(i), start=start, end=end, surface="x" * (end - start), type=type_)
            for i, spans in enumerate(documents)
            for start, end, type_ in spans
        ]
        return group((), found)

    ids = {str(i): GoldDocument(str(i)) for i in range(len(gold))}
    return evaluate(Gold(ids, {}, rows(gold)), Predictions({}, rows(predicted)), JUDGE, resamples=2)


def bio(spans: Spans) -> list[str]:
    tags = ["O"] * LENGTH
    for start, end, type_ in spans:
        tags[start:end] = [f"B-{type_}"] + [f"I-{type_}"] * (end - start - 1)
    return tags


@given(documents(), documents())
@settings(max_examples=60, deadline=None)
def test_strict_scores_are_those_of_seqeval(gold: list[Spans], predicted: list[Spans]) -> None:
    metrics = pytest.importorskip("seqeval.metrics")
    true, answer = [bio(spans) for spans in gold], [bio(spans) for spans in predicted]
    if not any(gold) and not any(predicted):
        return
    scores = score(gold, predicted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, measure in (("precision", metrics.precision_score), ("recall", metrics.recall_score)):
            ours = scores.value(f"entities_strict_{name}")
            # Where nothing is predicted seqeval says 0, we say that there is no precision.
            assert (ours or 0.0) == pytest.approx(measure(true, answer))
        for average, suffix in (("micro", ""), ("macro", "_macro")):
            theirs = metrics.f1_score(true, answer, average=average)
            assert scores.value(f"entities_strict{suffix}_f1") == pytest.approx(theirs)


@given(documents(), documents())
@settings(max_examples=60, deadline=None)
def test_strict_micro_is_that_of_nervaluate(gold: list[Spans], predicted: list[Spans]) -> None:
    evaluator = pytest.importorskip("nervaluate.evaluator")

    def labels(documents: list[Spans]) -> list[list[dict[str, Any]]]:
        # nervaluate's ends are inclusive
        return [[{"label": t, "start": s, "end": e - 1} for s, e, t in spans] for spans in documents]

    tags = ["PER", "ORG", "LOC"]
    theirs = evaluator.Evaluator(labels(gold), labels(predicted), tags=tags, loader="dict").evaluate()
    strict = theirs["overall"]["strict"]
    scores = score(gold, predicted)
    assert (scores.value("entities_strict_precision") or 0.0) == pytest.approx(strict.precision)
    assert (scores.value("entities_strict_recall") or 0.0) == pytest.approx(strict.recall)
    assert (scores.value("entities_strict_f1") or 0.0) == pytest.approx(strict.f1)


def test_overlap_is_nervaluates_entity_type_scheme_where_spans_pair_off() -> None:
    evaluator = pytest.importorskip("nervaluate.evaluator")
    gold: list[Spans] = [[(0, 5, "PER"), (10, 20, "ORG"), (22, 28, "LOC")]]
    predicted: list[Spans] = [[(0, 4, "PER"), (12, 20, "ORG"), (22, 28, "ORG")]]

    def labels(documents: list[Spans]) -> list[list[dict[str, Any]]]:
        return [[{"label": t, "start": s, "end": e - 1} for s, e, t in spans] for spans in documents]

    tags = ["PER", "ORG", "LOC"]
    theirs = evaluator.Evaluator(labels(gold), labels(predicted), tags=tags, loader="dict").evaluate()
    scores = score(gold, predicted)
    # Two of three have the right type, worked out by hand; nervaluate agrees.
    assert scores.value("entities_overlap_f1") == pytest.approx(2 / 3)
    assert theirs["overall"]["ent_type"].f1 == pytest.approx(2 / 3)
