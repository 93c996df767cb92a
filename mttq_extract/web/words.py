"""The words of the pages in two languages, from words.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import TableError
from mttq_extract.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


# The fixed words of evidence end where words of the text or names of features begin.
_FIXED = (re.compile(r"[^“]*"), re.compile(r"[^:]*"))
_SHORT = frozenset({"role", "indicator"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, by key, and those for the evidence of a slot."""

    lang: str
    table: Mapping[str, str]
    reasons: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, re.Pattern[str]]

    @classmethod
    def of(cls, lang: str, table: Mapping[str, str], reasons: Mapping[str, Mapping[str, str]]) -> Words:
        """The words of a language, with the phrases of each slot compiled into a pattern."""
        return cls(lang, table, reasons, {slot: _any_of(phrases) for slot, phrases in reasons.items()})

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, with what belongs in its braces.

        Raises TableError when there is no such key.
        """
        try:
            return self.table[key].format(**values) if values else self.table[key]
        except KeyError as error:
            raise TableError(f"words.toml has no {error} for {key!r} ({self.lang}); add it") from None

    def evidence(self, slot: str, why: str) -> str:
        """What a slot stands on, in this language; words of the text and names of features stay as they are."""
        phrases = self.reasons.get(slot)
        if phrases is None:
            return why
        said = _FIXED[slot in _SHORT].match(why)
        fixed = said[0] if said else ""
        return self.phrases[slot].sub(lambda found: phrases[found[0]], fixed) + why[len(fixed) :]


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    # Longest first: "fund before" is one phrase, not the "before" of a period.
    known = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{known})(?!\w)")


def read_words() -> dict[str, Words]:
    """The words of every language of the pages.

    Raises TableError when a row of words.toml lacks a language.
    """
    table = read_page_table("words.toml")
    for key, row in table.items():
        if set(row) != set(LANGUAGES):
            raise TableError(
                f"words.toml: {key} needs {', '.join(LANGUAGES)} and nothing else; it has {', '.join(row)}"
            )
    reasons = {"vi": read_page_table("evidence.toml")}
    said = {lang: {key: row[lang] for key, row in table.items()} for lang in LANGUAGES}
    return {lang: Words.of(lang, said[lang], reasons.get(lang, {})) for lang in LANGUAGES}


def read_page_table(name: str) -> dict[str, Any]:
    """A TOML table of the pages; they stand here and not in tables/, whose hash says how articles were read."""
    return tomllib.loads((files("mttq_extract.web") / name).read_text(encoding="utf-8"))
