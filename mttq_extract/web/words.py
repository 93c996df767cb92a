"""The words of the pages in two languages, from words.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import TableError
from mttq_extract.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, by key."""

    lang: str
    table: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, with what belongs in its braces.

        Raises TableError when there is no such key.
        """
        try:
            return self.table[key].format(**values) if values else self.table[key]
        except KeyError as error:
            raise TableError(f"words.toml has no {error} for {key!r} ({self.lang}); add it") from None

    def get(self, key: str, default: str) -> str:
        """The words of a key, or what stands in for them."""
        return self.table.get(key, default)


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
    return {lang: Words(lang, {key: row[lang] for key, row in table.items()}) for lang in LANGUAGES}


def read_page_table(name: str) -> dict[str, Any]:
    """A TOML table of the pages; they stand here and not in tables/, whose hash says how articles were read."""
    return tomllib.loads((files("mttq_extract.web") / name).read_text(encoding="utf-8"))
