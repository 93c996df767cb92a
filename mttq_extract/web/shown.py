"""What every template can use: words, numbers as people read them, addresses."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from mttq_extract.web import links
from mttq_extract.wording import (
    day_words,
    level_name,
    modifier_name,
    number,
    period_words,
    role_name,
    short_value,
    unit_label,
    value,
    years_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mttq_extract.web.asked import Asked


_OWN_PATH = re.compile(r"/|(?:/[A-Za-z0-9_.~%:-]+)+")


def helpers(asked: Asked) -> dict[str, Any]:
    """The variables of every template, for one request."""
    lang = asked.t.lang
    return {
        "t": asked.t,
        "lang": lang,
        "asked": asked,
        "links": links,
        "amount": partial(amount, lang=lang),
        "measured": partial(measured, lang=lang),
        "said": partial(said, lang=lang),
        "exact": partial(exact, lang=lang),
        "role": partial(role_name, lang=lang),
        "modifier": partial(modifier_name, lang=lang),
        "level": partial(level_name, lang=lang),
        "period": partial(period_words, lang=lang),
        "day": partial(day_words, lang=lang),
        "count": lambda n: number(str(n), lang),
        "unit_label": lambda unit: unit_label(unit, asked.t.lang),
        "label": partial(label, lang=lang),
        "percent": partial(percent, lang=lang),
        "year_label": partial(years_words, lang=asked.t.lang),
        "here": partial(here, asked),
        "other_lang": "vi" if lang == "en" else "en",
    }


def exact(figure: Mapping[str, Any], *, lang: str) -> str:
    """The value of a figure with all its digits."""
    return _value(value, figure, lang)


def said(figure: Mapping[str, Any], *, lang: str) -> str:
    """The value of a figure as it is said."""
    return _value(short_value, figure, lang)


def amount(figure: Mapping[str, Any], *, lang: str) -> Markup:
    """The value of a figure as it is said, the exact one when it is pointed at."""
    return _data(figure["low"], said(figure, lang=lang), exact(figure, lang=lang))


def measured(digits: str | None, unit: str, *, lang: str) -> Markup:
    """A sum, a least or greatest value of a group, likewise; a dash when there is none."""
    if digits is None:
        return Markup('<span class="none">–</span>')
    return _data(digits, short_value(digits, digits, unit, lang=lang), value(digits, digits, unit, lang=lang))


def label(indicator: Any, *, lang: str) -> str:
    """The name of an indicator, given as a row or as an Indicator."""
    key = f"label_{lang}"
    return str(indicator[key] if isinstance(indicator, dict) else getattr(indicator, key))


def percent(share: float, *, lang: str) -> str:
    """A share of 1 in per cent, with one place."""
    return number(f"{share * 100:.1f}", lang) + "%"


def here(asked: Asked, **changes: Any) -> str:
    """The address of this page with some choices changed."""
    kept: dict[str, Any] = {key: values[-1] for key, values in asked.arguments.items() if key != "lang"}
    kept.update((key, values) for key, values in asked.arguments.items() if len(values) > 1)
    # "//elsewhere/" and "/\\elsewhere" would lead to another machine.
    path = asked.path if _OWN_PATH.fullmatch(asked.path) else "/"
    return links.with_choices(path, {**kept, **changes})


def _value(say: Callable[..., str], figure: Mapping[str, Any], lang: str) -> str:
    return say(
        trimmed(figure["low"]),
        trimmed(figure["high"]),
        figure["unit"],
        modifier=figure["modifier"],
        of=figure["of"],
        per=figure["per"],
        lang=lang,
    )


def trimmed(digits: str) -> str:
    """A plain decimal without zeros at its end.

    >>> trimmed("1500000000.0"), trimmed("35.10"), trimmed("100")
    ('1500000000', '35.1', '100')
    """
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _data(digits: str, short: str, whole: str) -> Markup:
    return Markup('<data class="number" value="{}" title="{}">{}</data>').format(digits, whole, short)
