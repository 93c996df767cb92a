"""Numbers, units, roles and periods as people read them, in Vietnamese ("vi") or English ("en")."""

from __future__ import annotations

from decimal import Context, Decimal

LANGUAGES = ("vi", "en")
"""The languages of the pages; the command line speaks the first."""

_SIGNS = {"more_than": "> ", "at_least": "≥ ", "less_than": "< ", "at_most": "≤ ", "about": "≈ "}
_UNITS = {
    "VND": (" đồng", " VND"),
    "percent": ("%", "%"),
    "permille": ("‰", "‰"),
    "item": ("", ""),
    "ratio": ("", ""),
    "times": (" lần", " times"),
    "year": (" năm", " years"),
    "quarter": (" quý", " quarters"),
    "month": (" tháng", " months"),
    "week": (" tuần", " weeks"),
    "day": (" ngày", " days"),
    "night": (" đêm", " nights"),
    "hour": (" giờ", " hours"),
    "minute": (" phút", " minutes"),
    "second": (" giây", " seconds"),
    "tonne": (" tấn", " tonnes"),
    "m2": (" m²", " m²"),
    "m3": (" m³", " m³"),
    "km2": (" km²", " km²"),
    "celsius": (" °C", " °C"),
}
_ROLES = {
    "actual": ("thực hiện", "actual"),
    "pledged": ("cam kết", "pledged"),
    "target": ("chỉ tiêu", "target"),
    "threshold": ("ngưỡng", "threshold"),
    "baseline": ("mốc so", "baseline"),
    "change": ("tăng giảm", "change"),
    "part": ("trong đó", "part"),
}
# From the larger to the smaller; an amount below the last is written out.
_SCALES = (
    (Decimal(10) ** 9, (" tỷ", " billion")),
    (Decimal(10) ** 6, (" triệu", " million")),
)
_WIDE = Context(prec=400)
_WRITTEN_OUT = Decimal(10) ** 7  # counts below it are easier to compare with all their digits


def number(digits: str, lang: str = "vi") -> str:
    """A plain decimal with its digits in groups of three.

    >>> number("13000000000"), number("63.58"), number("-1200"), number("-1200.5", "en")
    ('13.000.000.000', '63,58', '-1.200', '-1,200.5')
    """
    whole, _, fraction = digits.partition(".")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{int(whole.lstrip('-') or 0):,}"
    if lang == "en":
        return f"{sign}{grouped}{'.' + fraction if fraction else ''}"
    return f"{sign}{grouped.replace(',', '.')}{',' + fraction if fraction else ''}"


def value(
    low: str,
    high: str,
    unit: str,
    *,
    modifier: str = "exact",
    of: str | None = None,
    per: str | None = None,
    lang: str = "vi",
) -> str:
    """The value of a figure: sign, number or range, unit.

    >>> value("13000000000", "13000000000", "VND", modifier="more_than")
    '> 13.000.000.000 đồng'
    >>> value("7", "7", "ratio", of="8"), value("10", "99", "item", modifier="about")
    ('7/8', '≈ 10–99')
    """
    numbers = number(low, lang) if low == high else f"{number(low, lang)}–{number(high, lang)}"
    total = f"/{number(of, lang)}" if of else ""
    rate = f"/{per}" if per else ""
    return f"{_SIGNS.get(modifier, '')}{numbers}{total}{unit_name(unit, lang)}{rate}"


def short_value(
    low: str,
    high: str,
    unit: str,
    *,
    modifier: str = "exact",
    of: str | None = None,
    per: str | None = None,
    lang: str = "vi",
) -> str:
    """The value of a figure as it is said: large amounts in millions and billions, two places at most.

    >>> short_value("13540000000", "13540000000", "VND"), short_value("3118782449900", "3118782449900", "VND")
    ('13,54 tỷ đồng', '3.118,78 tỷ đồng')
    >>> short_value("12399", "12399", "item"), short_value("20000000", "50000000", "VND", lang="en")
    ('12.399', '20–50 million VND')
    """
    least, most = Decimal(low), Decimal(high)
    size = min((abs(end) for end in (least, most) if end), default=Decimal(0))
    scale, word = Decimal(1), ""
    if size >= (_SCALES[-1][0] if unit == "VND" else _WRITTEN_OUT):
        scale, words = next((s, w) for s, w in _SCALES if size >= s)
        word = words[lang == "en"]
    numbers = "–".join(dict.fromkeys(number(_rounded(end / scale), lang) for end in (least, most)))
    total = f"/{number(of, lang)}" if of else ""
    rate = f"/{per}" if per else ""
    return f"{_SIGNS.get(modifier, '')}{numbers}{total}{word}{unit_name(unit, lang)}{rate}"


def _rounded(amount: Decimal) -> str:
    """At most two places, without zeros at the end."""
    text = format(amount.quantize(Decimal("0.01"), context=_WIDE), "f")
    return text.rstrip("0").rstrip(".")


def unit_name(unit: str, lang: str = "vi") -> str:
    """A unit as it follows its number.

    >>> unit_name("VND"), unit_name("percent"), unit_name("kg")
    (' đồng', '%', ' kg')
    """
    names = _UNITS.get(unit)
    return f" {unit}" if names is None else names[lang == "en"]


def role_name(role: str, lang: str = "vi") -> str:
    """A role in words."""
    names = _ROLES.get(role)
    return role if names is None else names[lang == "en"]


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
