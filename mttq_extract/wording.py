"""Numbers, units, roles and periods as people read them, in Vietnamese ("vi") or English ("en")."""

from __future__ import annotations

from datetime import date, timedelta
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
_UNITS_OF_COUNTS = {"item": ("số đếm", "count"), "ratio": ("tỷ số k/n", "ratio k/n")}
_ROLES = {
    "actual": ("thực hiện", "actual"),
    "pledged": ("cam kết", "pledged"),
    "target": ("chỉ tiêu", "target"),
    "threshold": ("ngưỡng", "threshold"),
    "baseline": ("mốc so", "baseline"),
    "change": ("tăng giảm", "change"),
    "part": ("trong đó", "part"),
}
_MODIFIERS = {
    "exact": ("đúng bằng", "exact"),
    "more_than": ("hơn", "more than"),
    "at_least": ("ít nhất", "at least"),
    "less_than": ("dưới, gần", "less than"),
    "at_most": ("nhiều nhất", "at most"),
    "about": ("khoảng", "about"),
}
_FIELDS = {
    "value": "giá trị",
    "low": "từ",
    "high": "đến",
    "unit": "đơn vị",
    "of": "trên tổng",
    "per": "mỗi",
    "modifier": "mức",
    "concept": "đếm gì",
    "role": "vai trò",
    "indicator": "chỉ số",
    "period": "kỳ",
    "subject": "chủ thể",
    "place": "nơi",
    "layout": "chỗ trong bài",
    "rule": "cách đọc",
    "score": "điểm tin cậy",
}
_LEVELS = {
    "all": ("các cấp", "all levels"),
    "central": ("trung ương", "central"),
    "province": ("cấp tỉnh", "province"),
    "district": ("cấp huyện", "district"),
    "commune": ("cấp xã", "commune"),
    "residential": ("khu dân cư", "residential area"),
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


def reason(rule: str) -> str:
    """What the rule that rejected a number says, in Vietnamese; "" for a rule that no table knows.

    >>> reason("ordinal.part+list"), reason("date.day_month")
    ('số thứ tự của điều, khóa, đợt, lớp', 'ngày, tháng, năm')
    """
    from mttq_extract.tables.loader import read_toml

    labels: dict[str, str] = read_toml("rejections.toml")["labels"]
    rule = rule.partition("+")[0]
    return labels.get(rule) or labels.get(rule.partition(".")[0], "")


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


def unit_label(unit: str, lang: str = "vi") -> str:
    """A unit that stands alone, in a column of units.

    >>> unit_label("VND"), unit_label("item"), unit_label("ratio", "en"), unit_label("kg")
    ('đồng', 'số đếm', 'ratio k/n', 'kg')
    """
    names = _UNITS_OF_COUNTS.get(unit)
    return unit_name(unit, lang).strip() if names is None else names[lang == "en"]


def role_name(role: str, lang: str = "vi") -> str:
    """A role in words."""
    names = _ROLES.get(role)
    return role if names is None else names[lang == "en"]


def modifier_name(modifier: str, lang: str = "vi") -> str:
    """A modifier in words.

    >>> modifier_name("more_than"), modifier_name("at_most", "en")
    ('hơn', 'at most')
    """
    names = _MODIFIERS.get(modifier)
    return modifier if names is None else names[lang == "en"]


def field_name(field: str) -> str:
    """A field of a figure in Vietnamese, as it is explained and corrected.

    >>> field_name("role"), field_name("of")
    ('vai trò', 'trên tổng')
    """
    return _FIELDS.get(field, field)


def level_name(level: str, lang: str = "vi") -> str:
    """A level of government in words.

    >>> level_name("commune"), level_name("all", "en")
    ('cấp xã', 'all levels')
    """
    names = _LEVELS.get(level)
    return level if names is None else names[lang == "en"]


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


def years_words(years: str, lang: str = "vi") -> str:
    """A year, or the years of a period as groups name it.

    >>> years_words("2022"), years_words("2019..2024"), years_words("..2024"), years_words("2019..", "en")
    ('2022', '2019–2024', 'đến 2024', 'since 2019')
    """
    first, dots, last = years.partition("..")
    if not dots or (first and last):
        return "–".join(filter(None, (first, last)))
    return period_words(f"{first}/{last}", lang)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HALVES = (("6 tháng đầu năm", "first half of"), ("6 tháng cuối năm", "second half of"))


def day_words(day: str, lang: str = "vi") -> str:
    """A day as it is read.

    >>> day_words("2022-03-05"), day_words("2022-03-05", "en")
    ('5/3/2022', '5 Mar 2022')
    """
    try:
        year, month, in_month = (int(part) for part in day[:10].split("-"))
        return f"{in_month} {_MONTHS[month - 1]} {year}" if lang == "en" else f"{in_month}/{month}/{year}"
    except (ValueError, IndexError):
        return day


def period_words(period: str | None, lang: str = "vi") -> str:
    """A stored period as it is said: a year, half, quarter, month or day where it is one.

    >>> period_words("2022-01-01/2022-12-31"), period_words("2023-01-01/2023-06-30"), period_words("/2024-09-24")
    ('2022', '6 tháng đầu năm 2023', 'đến 24/9/2024')
    >>> period_words("2019-01-01/2019-03-31", "en"), period_words("2022-02-01/2022-02-28"), period_words("2022-05-01/")
    ('Q1 2019', '2/2022', 'từ 1/5/2022')
    """
    if not period:
        return ""
    start, _, end = period.partition("/")
    english = lang == "en"
    if not start or not end:
        word = ("until" if english else "đến") if end else ("since" if english else "từ")
        return f"{word} {day_words(end or start, lang)}"
    if start == end:
        return day_words(start, lang)
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    if start[:4] == end[:4] and start.endswith("-01") and _ends_month(end):
        first, last = int(start[5:7]), int(end[5:7])
        if first == last:
            return f"{_MONTHS[first - 1]} {start[:4]}" if english else f"{first}/{start[:4]}"
        if last - first == 2 and last % 3 == 0:
            quarter = last // 3
            return f"Q{quarter} {start[:4]}" if english else f"quý {('I', 'II', 'III', 'IV')[quarter - 1]}/{start[:4]}"
        if last - first == 5 and last % 6 == 0:
            return f"{_HALVES[last // 6 - 1][english]} {start[:4]}"
    return f"{day_words(start, lang)} – {day_words(end, lang)}"


def _ends_month(day: str) -> bool:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).day == 1
    except (ValueError, OverflowError):
        return False
