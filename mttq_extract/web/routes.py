"""Which address is which page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mttq_extract.web.links import with_choices
from mttq_extract.web.page import Page, Redirect
from mttq_extract.web.pages import articles, figures, indicators, names, quality, search, start

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from mttq_extract.web.asked import Asked
    from mttq_extract.web.page import Answer

ROUTES: list[tuple[str, Callable[[sqlite3.Connection, Asked], Answer]]] = [
    (r"/$", start.start),
    (r"/chi-so/(?P<indicator>[^/]+)$", indicators.indicator),
    (r"/chi-so/(?P<indicator>[^/]+)/(?P<column>year|place|subject)\.json$", indicators.chart),
    (r"/so-lieu$", figures.figures_page),
    (r"/so-lieu\.csv$", figures.download),
    (r"/so-lieu/(?P<figure>[^/]+)$", figures.why),
    (r"/noi$", names.name),
    (r"/bai$", articles.articles),
    (r"/bai/(?P<number>[^/]+)$", articles.article),
    (r"/tim$", search.search),
    (r"/chat-luong$", quality.quality),
]


def missing(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The page of an address that is none; one with a slash too many leads to the one without."""
    shorter = asked.path.removesuffix("/")
    if shorter != asked.path and any(re.match(pattern, shorter) for pattern, _ in ROUTES):
        return Redirect(with_choices(shorter, asked.arguments))
    return Page("message.html", asked.t("not_found"), {"message": asked.t("not_found_hint")}, status=404)
