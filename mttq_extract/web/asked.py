"""What is asked of a page: its address, the choices in it, and the language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from mttq_extract.errors import UsageError
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.indicator_table import find_indicators, stored_indicators
from mttq_extract.store.periods import parse_period
from mttq_extract.types import ROLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from mttq_extract.web.app import PageOptions
    from mttq_extract.web.words import Words

LONGEST_WORDS = 300
MOST_PAGES = 400

FILTERS = ("indicator", "place", "subject", "period", "role", "unit", "min", "max", "q")
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
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_PAGES):
            raise UsageError(self.t("bad_page", most=MOST_PAGES))
        return int(text)

    def filled(self) -> dict[str, str]:
        """The choices that are not empty."""
        return {name: text for name in FILTERS if (text := self.word(name))}

    def filter(self, connection: sqlite3.Connection, **fixed: Any) -> FigureFilter:
        """The figures asked for; `fixed` says what the page itself decides.

        Raises UsageError when a choice cannot be understood.
        """
        filled = self.filled()
        role = filled.get("role")
        if role is not None and role not in ROLES:
            raise UsageError(self.t("bad_role", role=role, roles=", ".join(ROLES)))
        indicators: tuple[str, ...] = ()
        if "indicator" in filled:
            found = find_indicators(filled["indicator"], stored_indicators(connection))
            indicators = tuple(indicator.id for indicator in found)
        asked = {
            "indicators": indicators,
            "place": filled.get("place"),
            "subject": filled.get("subject"),
            "period": parse_period(filled["period"]) if "period" in filled else None,
            "role": role,
            "unit": filled.get("unit"),
            "low": self._amount("min"),
            "high": self._amount("max"),
            "search": filled.get("q"),
        }
        return FigureFilter(**{**asked, **fixed})

    def _amount(self, name: str) -> Decimal | None:
        text = self.word(name)
        if not text:
            return None
        try:
            found = Decimal(text)
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite():
            raise UsageError(self.t("bad_amount", text=text))
        return found
