"""Plots of groups as Vega-Lite specifications, made with altair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mttq_extract.wording import short_value, unit_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mttq_extract.web.series import Group
    from mttq_extract.web.words import Words

_SCALES = ((1e9, "billion"), (1e6, "million"))
_ROW_HEIGHT = 26
_MOST_YEARS = 60


def by_year(found: Sequence[Group], unit: str, t: Words, link: Callable[[Group], str]) -> dict[str, Any]:
    """Bars by year; each leads to its figures."""
    import altair as alt

    years = [int(group.name) for group in found if group.name.isdigit()]
    # Years without figures keep their place, or the course would look steadier than it is known to be.
    every = range(min(years), max(years) + 1) if years and max(years) - min(years) < _MOST_YEARS else years
    chart = _base(found, unit, t, link).encode(
        x=alt.X(
            "name:O",
            title=t("year"),
            scale=alt.Scale(domain=[str(year) for year in every]),
            axis=alt.Axis(labelAngle=0, labelOverlap=True),
        ),
        y=alt.Y("value:Q", title=_axis(found, unit, t), axis=alt.Axis(format=",~r", tickCount=5)),
    )
    return _finished(chart.mark_bar(cornerRadiusEnd=2), height=260)


def by_name(found: Sequence[Group], unit: str, t: Words, link: Callable[[Group], str]) -> dict[str, Any]:
    """Bars across by place or subject, the greatest first; each leads to its figures."""
    import altair as alt

    chart = _base(found, unit, t, link).encode(
        y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(ticks=False, domain=False)),
        x=alt.X("value:Q", title=_axis(found, unit, t), axis=alt.Axis(format=",~r", tickCount=4, labelOverlap=True)),
    )
    return _finished(chart.mark_bar(cornerRadiusEnd=2), height=_ROW_HEIGHT * len(found) + 10)


def _base(found: Sequence[Group], unit: str, t: Words, link: Callable[[Group], str]) -> Any:
    import altair as alt

    scale, _ = _scale(found, unit)
    values = [
        {
            "name": group.name,
            "value": group.number / scale,
            "said": short_value(group.value or "0", group.value or "0", unit, lang=t.lang),
            "figures": group.figures,
            "href": link(group),
        }
        for group in found
    ]
    tooltip = [
        alt.Tooltip("name:N", title=t("name")),
        alt.Tooltip("said:N", title=t("value")),
        alt.Tooltip("figures:Q", title=t("mentions")),
    ]
    return alt.Chart(alt.InlineData(values=values)).encode(tooltip=tooltip, href="href:N")


def _scale(found: Sequence[Group], unit: str) -> tuple[float, str]:
    most = max((abs(group.number) for group in found), default=0.0)
    if unit == "VND" or most >= 1e7:
        return next(((size, name) for size, name in _SCALES if most >= size), (1.0, ""))
    return 1.0, ""


def _axis(found: Sequence[Group], unit: str, t: Words) -> str:
    """The unit of the axis: "tỷ đồng"."""
    _, scale = _scale(found, unit)
    word = t(f"scale_{scale}") if scale else ""
    summed = t("sum") if any(group.summed for group in found) else t("latest")
    unit_word = f"{word} {unit_name(unit, t.lang).strip()}".strip()
    return f"{summed} ({unit_word})" if unit_word else summed


def _finished(chart: Any, height: int) -> dict[str, Any]:
    spec: dict[str, Any] = chart.properties(width="container", height=height).to_dict(validate=False)
    spec.pop("config", None)  # colours and type are those of the page
    sets = spec.pop("datasets", {})
    if spec["data"].get("name") in sets:
        spec["data"] = {"values": sets[spec["data"]["name"]]}
    return spec
