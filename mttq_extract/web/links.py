"""Addresses of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from mttq_extract.store.articles import figure_place

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_choices(path: str, choices: Mapping[str, Any]) -> str:
    """A path with choices; those that are None or "" are left out.

    >>> with_choices("/so-lieu", {"place": "Tây Hồ", "period": None})
    '/so-lieu?place=T%C3%A2y+H%E1%BB%93'
    """
    kept = [(key, value) for key, value in choices.items() if value not in (None, "")]
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def indicator_path(indicator: str, **choices: Any) -> str:
    """The page of an indicator."""
    return with_choices(f"/chi-so/{quote(indicator, safe='')}", choices)


def figures_path(**choices: Any) -> str:
    """The page of figures, filtered."""
    return with_choices("/so-lieu", choices)


def name_path(name: str) -> str:
    """The page of a place or an organisation."""
    return with_choices("/noi", {"ten": name})


def search_path(words: str) -> str:
    """The page of sentences that hold words."""
    return with_choices("/tim", {"q": words})


def article_path(number: int) -> str:
    """The page of an article."""
    return f"/bai/{number}"


def figure_anchor(figure: int) -> str:
    """The figure in its sentence on the page of its article.

    >>> figure_anchor(4200000963)
    '/bai/42#so-963'
    """
    number, start = figure_place(figure)
    return f"{article_path(number)}#so-{start}"


def source_path(source: str) -> str:
    """The figure "document:start" in its sentence.

    >>> source_path("bai-42:963")
    '/bai?id=bai-42&so=963'
    """
    document, _, start = source.rpartition(":")
    return with_choices("/bai", {"id": document, "so": start})


def figure_path(figure: int) -> str:
    """The page that says why a figure is what it is."""
    return f"/so-lieu/{figure}"
