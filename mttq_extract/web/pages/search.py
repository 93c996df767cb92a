"""Words looked up in indicators, names and sentences, without regard to diacritics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.store.articles import find_sentences
from mttq_extract.store.entity_names import names_in, names_with
from mttq_extract.store.fold import tokens
from mttq_extract.store.indicator_table import stored_indicators
from mttq_extract.web.marks import sentence_pieces
from mttq_extract.web.page import Page

if TYPE_CHECKING:
    import sqlite3

    from mttq_extract.store.entity_names import Named
    from mttq_extract.store.indicator_table import Indicator
    from mttq_extract.web.asked import Asked
    from mttq_extract.web.page import Answer

PAGE = 20
NAMES = 8

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Figures to look at: of an indicator, at a place, in a year, as far as they are named."""

    indicator: Indicator | None
    place: str | None
    year: str | None


def search(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The page of what holds the words."""
    words = asked.word("q")
    found, total = find_sentences(connection, words, PAGE, (asked.page - 1) * PAGE)
    all_words = total > 0
    if not all_words and len(tokens(words)) > 1:
        found, total = find_sentences(connection, words, PAGE, (asked.page - 1) * PAGE, some=True)
    indicators = _indicators(words, stored_indicators(connection))
    names = names_with(connection, words, NAMES) or names_in(connection, words, NAMES)
    hits = [(one, sentence_pieces(one, words)) for one in found]
    context = {
        "words": words,
        "hits": hits,
        "total": total,
        "all_words": all_words,
        "page": asked.page,
        "more": asked.page * PAGE < total,
        "indicators": indicators,
        "names": names,
        "suggestions": _suggestions(words, indicators, names),
    }
    title = asked.t("search_for", words=words) if words else asked.t("search_title")
    return Page("search.html", title, context)


def _indicators(words: str, known: list[Indicator]) -> list[Indicator]:
    """The indicators whose labels hold all the words; else those whose labels are nearly all among the words."""
    wanted = set(tokens(words))
    texts = [
        (one, [tokens(text) for text in (one.label_vi, one.label_en, one.id)]) for one in known if one.id != "other"
    ]
    found = [one for one, labels in texts if wanted and any(wanted <= set(label) for label in labels)]
    if not found:
        shared = [(max(_share(label, wanted) for label in labels[:2]), one) for one, labels in texts]
        found = [one for share, one in sorted(shared, key=lambda pair: pair[0], reverse=True) if share]
    return found[:NAMES]


def _share(label: list[str], wanted: set[str]) -> int:
    """How many words of a label are wanted, or 0 when that is less than three in four, or only one."""
    among = sum(word in wanted for word in label)
    return among if among > 1 and among >= 0.75 * len(label) else 0


def _suggestions(words: str, indicators: list[Indicator], names: list[Named]) -> list[Suggestion]:
    """Figures that a question may ask for: of an indicator it names, at the place and in the year it names."""
    year = next(iter(_YEAR.findall(words)), None)
    place = next((one.name for one in names if one.kind == "LOC"), None)
    if place is None and year is None:
        return []
    return [Suggestion(one, place, year) for one in indicators[:3]] or [Suggestion(None, place, year)]
