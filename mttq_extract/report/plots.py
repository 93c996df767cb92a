"""Bars as SVG that stands in the page: no script, no font and no file from elsewhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mttq_extract.wording import short_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mttq_extract.report.content import Bar

WIDTH, ROW, NAMES, VALUES = 720, 26, 220, 150
_LONGEST_NAME = 32


def bars(found: Sequence[Bar], title: str) -> str:
    """Bars across, one a line, each with its name and its value; negative values are drawn as nothing.

    >>> from mttq_extract.report.content import Bar
    >>> "13 tỷ đồng" in bars([Bar("quận <A>", 13e9, "VND")], "Theo nơi")
    True
    """
    most = max((bar.value for bar in found), default=0.0)
    room = WIDTH - NAMES - VALUES
    lines = []
    for number, bar in enumerate(found):
        y = number * ROW
        length = room * max(bar.value, 0) / most if most > 0 else 0
        said = short_value(_digits(bar.value), _digits(bar.value), bar.unit)
        name = bar.name if len(bar.name) <= _LONGEST_NAME else bar.name[: _LONGEST_NAME - 1] + "…"
        lines.append(
            f'<text x="{NAMES - 8}" y="{y + 17}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{NAMES}" y="{y + 4}" width="{max(length, 1):.1f}" height="{ROW - 8}" rx="2"/>'
            f'<text x="{NAMES + max(length, 1) + 6:.1f}" y="{y + 17}">{escape(said)}</text>'
        )
    height = len(found) * ROW + 4
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(lines)}</svg>"
    )


def _digits(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
