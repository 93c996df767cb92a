"""What is asked of a page: its address, the choices in it, and the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from mttq_extract.errors import UsageError
from mttq_extract.store.asking import ask

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from mttq_extract.store.asking import Asked as Question
    from mttq_extract.store.filters import FigureFilter
    from mttq_extract.web.app import PageOptions
    from mttq_extract.web.words import Words

LONGEST_WORDS = 300
MOST_PAGES = 400

FILTERS = ("indicator", "place", "subject", "period", "role", "unit", "min", "max", "score", "q")
"""Names of the choices that make a filter, as they stand in an address."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as a page function sees it; `chosen` is the language that its address asks for."""

    path: str
    variables: Mapping[str, str]
    arguments: Mapping[str, list[str]]
    t: Words
    options: PageOptions
    database: str
    chosen: str | None = None

    def word(self, name: str) -> str:
        """The last value of an argument without blanks around it and characters that nothing holds; "" if none.

        Raises UsageError when it is too long to be meant.
        """
        text = self.typed(name)
        if len(text) > LONGEST_WORDS:
            raise UsageError(self.t("too_long", most=LONGEST_WORDS))
        return text

    def typed(self, name: str) -> str:
        """The same, however long it is."""
        return (self.arguments.get(name) or [""])[-1].replace("\0", "").strip()

    def variable(self, name: str) -> str:
        """A part of the path, with its escapes undone."""
        return unquote(self.variables.get(name) or "")

    @property
    def page(self) -> int:
        """The page of a list, from 1.

        Raises UsageError when it is not a number, or further than anyone reads.
        """
        text = self.word("trang") or "1"
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_PAGES):
            raise UsageError(self.t("bad_page", most=MOST_PAGES))
        return int(text)

    def filled(self) -> dict[str, str]:
        """The choices that are not empty."""
        found = {name: text for name in FILTERS if (text := self.word(name))}
        return {**found, "inside": "1"} if self.word("inside") == "1" and "place" in found else found

    def question(self, connection: sqlite3.Connection, **fixed: Any) -> Question:
        """The figures asked for; `fixed` says what the page itself decides, in the words of `store.asking.ask`.

        Raises UsageError when a choice cannot be understood.
        """
        filled = self.filled()
        asked = {
            "indicators": (filled["indicator"],) if "indicator" in filled else (),
            "place": filled.get("place"),
            "inside": "place" in filled and self.word("inside") == "1",
            "subject": filled.get("subject"),
            "period": filled.get("period"),
            "roles": (filled["role"],) if "role" in filled else (),
            "unit": filled.get("unit"),
            "low": filled.get("min"),
            "high": filled.get("max"),
            "score": self._score(filled.get("score")),
            "search": filled.get("q"),
        }
        return ask(connection, **{**asked, **fixed})

    def _score(self, text: str | None) -> float | None:
        try:
            least = None if text is None else float(text.replace(",", "."))
        except ValueError:
            least = -1.0
        if least is not None and not 0 <= least <= 1:
            raise UsageError(self.t("bad_score", text=text))
        return least

    def filter(self, connection: sqlite3.Connection, **fixed: Any) -> FigureFilter:
        """The filter of `question`."""
        return self.question(connection, **fixed).filter
