"""What is written beside a model of candidates: its data, its cross-validation, and its bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mttq_extract.context.chain_model import ARRAYS, TRUSTED, ChainModel, Step
from mttq_extract.evaluate.texts import text_hash
from mttq_extract.train.chain_fit import SETTINGS, SOURCE_WEIGHTS, Lesson, fit
from mttq_extract.train.examples import SPLITS, Annotated
from mttq_extract.train.store import settled, versions

FOLDS = 5

Chooser = Callable[[Sequence[Step]], list[int]]
"""Gives the place of the row that the rules choose for each figure of a document."""


def chain_card(task: str, version: int, model: ChainModel, lessons: Sequence[Lesson], hashed: str) -> dict[str, Any]:
    """The card of a model: its settings, what it learned from and the versions used; `hashed` names the data."""
    reached: Counter[str] = Counter()
    for lesson in lessons:
        reached[lesson.source] += sum(right is not None for right in lesson.right)
    return {
        "task": task,
        "estimator": {"name": "network of one hidden layer under a linear chain (numpy)", **SETTINGS},
        "temperature": 1.0,
        "features": {"version": version, "count": len(model.index)},
        "data": {
            "hash": hashed,
            "documents": dict(sorted(Counter(lesson.source for lesson in lessons).items())),
            "figures": dict(sorted(reached.items())),
            "weights": SOURCE_WEIGHTS,
            "splits": SPLITS,
        },
        "versions": versions(),
    }


def validate(lessons: Sequence[Lesson], annotated: Sequence[Annotated], rule: Chooser) -> dict[str, Any]:
    """The share of annotated figures whose slot is right, each document held out once: by rule, by model, by both
    where the model is asked for some figures only, and the share whose answer is among the candidates."""
    right: Counter[tuple[str, str]] = Counter()
    all_figures: Counter[str] = Counter()
    rows = {text_hash(one.record.text): len(one.rows) for one in annotated}
    order = sorted(range(len(lessons)), key=lambda place: lessons[place].document)
    for fold in range(FOLDS):
        inside = [lessons[place] for at, place in enumerate(order) if at % FOLDS == fold]
        outside = [lessons[place] for at, place in enumerate(order) if at % FOLDS != fold]
        model = fit(outside) if any(any(lesson.right) for lesson in outside) else None
        for lesson in inside:
            for source in ("all", lesson.source):
                all_figures[source] += rows[lesson.document]
            for system, chosen in _answers(lesson, model, rule):
                for marks, at in zip(lesson.right, chosen, strict=True):
                    if marks is not None and (at is None or marks[at]):
                        right[system, "all"] += 1
                        right[system, lesson.source] += 1
    systems = ("rule", "model", *(("both",) if any(lesson.weighed for lesson in lessons) else ()), "within reach")
    accuracy = {
        system: {source: round(right[system, source] / max(count, 1), 4) for source, count in all_figures.items()}
        for system in systems
    }
    return {"folds": FOLDS, "grouped_by": "document", "accuracy": accuracy}


def _answers(lesson: Lesson, model: ChainModel | None, rule: Chooser) -> Iterator[tuple[str, list[int | None]]]:
    steps = lesson.steps
    yield "within reach", [None] * len(steps)
    if not steps:
        return
    ruled = rule(steps)
    yield "rule", list(ruled)
    if model is not None:
        best = [int(one.argmax()) for one in model.chain(steps).marginals()]
        yield "model", list(best)
        if lesson.weighed:
            yield "both", [b if asked else r for asked, r, b in zip(lesson.weighed, ruled, best, strict=True)]


def chain_bytes(model: ChainModel) -> bytes:
    """The model as a skops file; the same model gives the same bytes."""
    import skops.io

    parts: dict[str, Any] = {"features": "\n".join(model.index)}
    return settled(skops.io.dumps(parts | {name: getattr(model, name) for name in ARRAYS}), TRUSTED)
