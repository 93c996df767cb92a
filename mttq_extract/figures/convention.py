"""Whether a point or a comma before three digits marks decimals or thousands: a decision with evidence."""

from __future__ import annotations

import re

# Unambiguous numbers of either convention; the three-digit ones in question prove nothing.
_EN = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d,])|(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d+")
_VI = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])|(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d+")
_POINT = re.compile(r"(?<![\d.,/])\d{1,3}\.\d{1,2}\s*(?:tỷ|tỉ|triệu|nghìn)(?!\w)")
_COMMA = re.compile(r"(?<![\d.,/])\d{1,3},\d{1,2}(?![\d,.]\d|\d)")
_SCALE = re.compile(r"\s*(?:tỷ|tỉ|triệu|nghìn tỷ|ngàn tỷ|nghìn tỉ|ngàn tỉ|nghìn|ngàn|vạn)(?!\w)(?!\s+lệ)")
_PERCENT = re.compile(r"\s*(?:%|phần\s+trăm)")
_MEASURE = re.compile(r"\s*(?:ha|héc\s*ta|hecta|tấn|km|km2|km²|m|m2|m²|m3|m³|kg|tạ|lít|kwh|mw|độ|giờ|phút|giây|lần)(?!\w)")


class Convention:
    """The separator convention of one article; the evidence is gathered once, when first needed."""

    __slots__ = ("_evidence", "_lower")

    def __init__(self, lower: str, lexicon: object = None) -> None:
        self._lower = lower
        self._evidence: tuple[int, int, int, int] | None = None

    @property
    def evidence(self) -> tuple[int, int, int, int]:
        """Counts: English-style numbers, Vietnamese-style numbers, points as decimal before a scale, decimal commas."""
        if self._evidence is None:
            sample = self._lower[:200_000]
            self._evidence = tuple(sum(1 for _ in p.finditer(sample)) for p in (_EN, _VI, _POINT, _COMMA))  # type: ignore[assignment]
        assert self._evidence is not None
        return self._evidence

    def decide(self, lower: str, end: int, mark: str) -> tuple[bool, str]:
        """Say whether `mark` in "ddd<mark>ddd" ending at `end` is the decimal mark, and why.

        >>> text = "quyên góp 29,004 tỷ đồng"
        >>> Convention(text).decide(text, 16, ",")
        (True, 'before scale')
        >>> text = "giúp 1,500 người; 12,345,678 đồng"
        >>> Convention(text).decide(text, 10, ",")
        (False, 'count')
        """
        english, vietnamese, points, commas = self.evidence
        scale = _SCALE.match(lower, end)
        if mark == ",":
            if scale:
                return (False, "article: comma groups") if english > vietnamese and not commas else (True, "before scale")
            if _PERCENT.match(lower, end):
                return True, "before percent"
            if _MEASURE.match(lower, end):
                return (False, "article: comma groups") if english > vietnamese else (True, "before measure")
            return False, "count"
        if scale and ((points and not commas and not vietnamese) or (english > vietnamese and not commas)):
            return True, "article: decimal point"
        if english > vietnamese and not commas and (_PERCENT.match(lower, end) or _MEASURE.match(lower, end)):
            return True, "article: decimal point"
        if _PERCENT.match(lower, end):
            return True, "before percent"
        return False, "default"
