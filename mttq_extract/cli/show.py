"""Tables and numbers for people."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

_SIGNS = {"more_than": "> ", "at_least": "≥ ", "less_than": "< ", "at_most": "≤ ", "about": "≈ "}
_UNITS = {
    "VND": " đồng",
    "percent": "%",
    "item": "",
    "ratio": "",
    "times": " lần",
    "day": " ngày",
    "month": " tháng",
    "year": " năm",
    "hour": " giờ",
    "night": " đêm",
    "tonne": " tấn",
    "m2": " m²",
}
_ROLES = {
    "actual": "thực hiện",
    "pledged": "cam kết",
    "target": "chỉ tiêu",
    "threshold": "ngưỡng",
    "baseline": "mốc so",
    "change": "tăng giảm",
    "part": "trong đó",
}
# Escape sequences in an article must not reach the terminal.
_CONTROLS: Mapping[int, str] = dict.fromkeys((*range(32), *range(127, 160)), " ")


class Column(NamedTuple):
    """A column of a table: its head, and whether it holds numbers or may not be broken."""

    head: str
    right: bool = False
    whole: bool = False


def console(*, stderr: bool = False) -> Console:
    """A console as wide as its terminal, or as wide as its content when there is none."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else 100_000, highlight=False, soft_wrap=False)


def show_table(columns: Sequence[Column], rows: Iterable[Iterable[str | None]], *, title: str | None = None) -> None:
    """Print a table on stdout; text is shown as it is, without markup and control characters."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, title=title and Text(title), title_justify="left", pad_edge=False)
    for column in columns:
        justify = "right" if column.right else "left"
        table.add_column(column.head, justify=justify, no_wrap=column.whole, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text((cell or "").translate(_CONTROLS)) for cell in row))
    console().print(table)


def printable(text: str) -> str:
    """A text on one line, without control characters."""
    return text.translate(_CONTROLS)


def number(digits: str) -> str:
    """A plain decimal as it is written in Vietnamese.

    >>> number("13000000000"), number("63.58"), number("-1200")
    ('13.000.000.000', '63,58', '-1.200')
    """
    whole, _, fraction = digits.partition(".")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{int(whole.lstrip('-') or 0):,}".replace(",", ".")
    return f"{sign}{grouped}{',' + fraction if fraction else ''}"


def value(
    low: str, high: str, unit: str, *, modifier: str = "exact", of: str | None = None, per: str | None = None
) -> str:
    """The value of a figure: sign, number or range, unit.

    >>> value("13000000000", "13000000000", "VND", modifier="more_than")
    '> 13.000.000.000 đồng'
    >>> value("7", "7", "ratio", of="8"), value("10", "99", "item", modifier="about")
    ('7/8', '≈ 10–99')
    """
    numbers = number(low) if low == high else f"{number(low)}–{number(high)}"
    total = f"/{number(of)}" if of else ""
    rate = f"/{per}" if per else ""
    return f"{_SIGNS.get(modifier, '')}{numbers}{total}{unit_name(unit)}{rate}"


def unit_name(unit: str) -> str:
    """A unit as it follows its number.

    >>> unit_name("VND"), unit_name("percent"), unit_name("kg")
    (' đồng', '%', ' kg')
    """
    return _UNITS.get(unit, f" {unit}")


def role_name(role: str) -> str:
    """A role in Vietnamese."""
    return _ROLES.get(role, role)


def period_name(period: str | None) -> str:
    """A stored period, shorter where it is a whole year or one day.

    >>> period_name("2022-01-01/2022-12-31"), period_name("/2024-09-24"), period_name(None)
    ('2022', '… 2024-09-24', '')
    """
    if not period:
        return ""
    start, _, end = period.partition("/")
    if start == end:
        return start
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    return f"{start} … {end}".strip()
