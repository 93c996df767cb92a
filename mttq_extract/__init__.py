"""Figures from Vietnamese press articles about the Fatherland Front (MTTQ).

>>> from mttq_extract import extract
>>> document = extract("Toàn tỉnh đã vận động hơn 13 tỷ đồng, hỗ trợ xây 29 căn nhà.")
>>> [(f.surface, str(f.low), f.unit, f.modifier) for f in document.figures]
[('13 tỷ đồng', '13000000000', 'VND', 'more_than'), ('29 căn nhà', '29', 'item', 'exact')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mttq_extract.types import Document, Entity, Figure, Period, Sentence

if TYPE_CHECKING:
    from datetime import date

    from mttq_extract.pipeline import Extractor

__version__ = "0.1.0"
__all__ = ["Document", "Entity", "Figure", "Period", "Sentence", "extract", "load"]


def load(**options: Any) -> Extractor:
    """Load the tables and models once, as an `Extractor` to be used for many texts.

    Options are those of `mttq_extract.pipeline.Extractor.load`: `indicators`, another reader of indicators.
    """
    from mttq_extract.pipeline import Extractor

    return Extractor.load(**options)


def extract(text: str, *, id: str | None = None, published: date | str | None = None) -> Document:  # noqa: A002
    """Read one article and return its figures and entities.

    `text` is the article as plain text; `published`, a date or "2023-05-06", anchors expressions such as "đến nay".
    For more than one article, `load()` once and use `Extractor.extract_many`: this function loads tables and models on
    every call, which takes half a second. Raises `UsageError` when `text` is no text or `published` no day.

    >>> extract("Đạt 63,58% kế hoạch.").figures[0].low
    Decimal('63.58')
    """
    return load().extract(text, id=id, published=published)
