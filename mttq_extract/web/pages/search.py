"""Words looked up in indicators, names and sentences, without regard to diacritics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.store.articles import find_sentences
from mttq_extract.store.entity_names import names_with
from mttq_extract.store.fold import tokens
from mttq_extract.store.indicator_table import stored_indicators
from mttq_extract.web.marks import sentence_pieces
from mttq_extract.web.page import Page

if TYPE_CHECKING:
    import sqlite3

    from mttq_extract.store.indicator_table import Indicator
    from mttq_extract.web.asked import Asked
    from mttq_extract.web.page import Answer

PAGE = 20
NAMES = 8


def search(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The page of what holds the words."""
    words = asked.word("q")
    found, total = find_sentences(connection, words, PAGE, (asked.page - 1) * PAGE)
    all_words = total > 0
    if not all_words and len(tokens(words)) > 1:
        found, total = find_sentences(connection, words, PAGE, (asked.page - 1) * PAGE, some=True)
    hits = [(one, sentence_pieces(one, words)) for one in found]
    context = {
        "words": words,
        "hits": hits,
        "total": total,
        "all_words": all_words,
        "page": asked.page,
        "more": asked.page * PAGE < total,
        "indicators": _indicators(words, stored_indicators(connection)),
        "names": names_with(connection, words, NAMES) if tokens(words) else [],
    }
    title = asked.t("search_for", words=words) if words else asked.t("search_title")
    return Page("search.html", title, context)


def _indicators(words: str, known: list[Indicator]) -> list[Indicator]:
    """The indicators whose id or labels hold all the words."""
    wanted = set(tokens(words))
    texts = ((one, (one.id, one.label_vi, one.label_en)) for one in known if one.id != "other")
    return [one for one, labels in texts if wanted and any(wanted <= set(tokens(text)) for text in labels)][:NAMES]
