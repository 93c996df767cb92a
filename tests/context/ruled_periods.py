"""The periods of figures by the rules alone, as the tests of those ask for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mttq_extract.context.period_model import PeriodChooser
from mttq_extract.pipeline import Extractor

_LOADED = Extractor.load()
EXTRACTOR = replace(_LOADED, context=replace(_LOADED.context, periods=PeriodChooser(None)))


def periods(text: str, published: date | None = None) -> dict[str, str]:
    """The period of each figure by its surface, "" where it has none."""
    document = EXTRACTOR.extract(text, published=published)
    return {f.surface: str(f.period) if f.period else "" for f in document.figures}
