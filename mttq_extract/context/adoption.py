"""The span of time over which the figures of an article came together, where the article states none."""

from __future__ import annotations

from collections.abc import Sequence

from mttq_extract.context.chronology import Chronology
from mttq_extract.context.expressions import Expression
from mttq_extract.context.frame import Frame
from mttq_extract.context.period_words import PeriodWords
from mttq_extract.context.reporting import Reporting

_LEAD_REACH = 2000


def adopted(
    words: PeriodWords,
    chronology: Chronology,
    reporting: Reporting,
    frames: Sequence[Frame],
    own: Sequence[Expression | None],
) -> Reporting | None:
    """The span that governs the first dated figure, or most of the first, as reporting period; else None.

    `own` are the expressions that govern the figures of `frames`, `reporting` what the article is known to report on.
    """
    dated = [
        (frame, expression)
        for frame, expression in zip(frames, own, strict=True)
        if frame.start <= _LEAD_REACH and expression and expression.period
    ]
    eventful = reporting.kind == "event"
    held = [
        expression
        for frame, expression in dated
        if expression.kind in ("range", "since") and _collected(words, chronology, eventful, frame, expression)
    ]
    if not held:
        return None
    most = max(held, key=held.count)
    if dated[0][1] is held[0]:
        most = held[0]
    elif 2 * held.count(most) < len(dated):
        return None
    return Reporting(most.period, "first", most.words)


def _collected(
    words: PeriodWords, chronology: Chronology, eventful: bool, frame: Frame, expression: Expression
) -> bool:
    """Whether a span is the time over which the article's figures came together, up to the event it tells of."""
    period, event = expression.period, chronology.event
    if period is None or period.end is None or expression.end > frame.start:
        return False
    if words.target.search(frame.text[:_LEAD_REACH]):
        return False
    if event is None or not eventful:
        return True
    day = chronology.resolve(event)
    return expression.kind == "range" and day is not None and day.start is not None and period.end <= day.start
