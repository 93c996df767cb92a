"""Whether a point or a comma before three digits marks decimals or thousands: a decision with evidence."""

from __future__ import annotations

import re

from mttq_extract.figures.joints import Joints

# Unambiguous numbers of either convention; the three-digit ones in question prove nothing.
_EN = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d,])|(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d+")
_VI = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.])|(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d+")
_MARKED = re.compile(r"\d(?<![\d.,]\d)\d{0,2}[.,]\d")  # where any of the patterns may match
_SAMPLE = 200_000  # characters: beyond that an article proves nothing new
_COMMA = re.compile(r"(?<![\d.,/])\d{1,3},\d{1,2}(?![\d,.]\d|\d)")


class Convention:
    """The separator convention of one article; the evidence is gathered once, when first needed."""

    __slots__ = ("_evidence", "_joints", "_lower")

    def __init__(self, lower: str, joints: Joints) -> None:
        self._lower = lower
        self._joints = joints
        self._evidence: tuple[int, int, int, int] | None = None

    @property
    def evidence(self) -> tuple[int, int, int, int]:
        """Counts of English-style and Vietnamese-style numbers, of decimal points before a scale, of decimal commas."""
        if self._evidence is None:
            sample = self._lower[:_SAMPLE]
            starts = [found.start() for found in _MARKED.finditer(sample)]
            english, vietnamese, points, commas = (
                sum(1 for start in starts if pattern.match(sample, start))
                for pattern in (_EN, _VI, self._joints.point_decimal, _COMMA)
            )
            self._evidence = (english, vietnamese, points, commas)
        return self._evidence

    def decide(self, lower: str, end: int, mark: str) -> tuple[bool, str]:
        """Say whether `mark` in "ddd<mark>ddd" ending at `end` is the decimal mark, and why.

        >>> text = "quyên góp 29,004 tỷ đồng"
        >>> Convention(text, Joints.load()).decide(text, 16, ",")
        (True, 'before scale')
        >>> text = "giúp 1,500 người; 12,345,678 đồng"
        >>> Convention(text, Joints.load()).decide(text, 10, ",")
        (False, 'count')
        """
        english, vietnamese, points, commas = self.evidence
        scale = self._joints.scale_next.match(lower, end)
        if mark == ",":
            if scale:
                if (english > vietnamese or (points and not vietnamese)) and not commas:
                    return False, "article: comma groups"
                return True, "before scale"
            if self._joints.percent_next.match(lower, end):
                return True, "before percent"
            if self._joints.whole_next.match(lower, end):
                return False, "whole measure"  # nobody gives a floor by the square millimetre
            if self._joints.measure_next.match(lower, end):
                return (False, "article: comma groups") if english > vietnamese else (True, "before measure")
            if commas and not english and self._joints.rate_next.match(lower, end):
                return True, "article: decimal commas"
            return False, "count"
        if scale and ((points and not commas and not vietnamese) or (english > vietnamese and not commas)):
            return True, "article: decimal point"
        percent = self._joints.percent_next.match(lower, end)
        if english > vietnamese and not commas and (percent or self._joints.measure_next.match(lower, end)):
            return True, "article: decimal point"
        if percent and not lower.startswith("000", end - 3):  # "5.000%" is five thousand
            return True, "before percent"
        return False, "default"
