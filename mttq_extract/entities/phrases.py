"""Phrases looked up word by word: the longest one that begins at a token."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from mttq_extract.text.view import fold_tones

T = TypeVar("T")

# A word, which ends where a list's next number runs into it ("tỉnh Quảng Bình21. Hà …") and holds the apostrophes
# inside it ("H’Len"); a number with its separators; a mark; line ends. Most words end at once: that is asked first.
TOKEN = re.compile(
    r"[^\W\d_]++(?:(?![\d_'’])|(?<=[^\W\d_][^\W\d_A-ZĐ])(?=\d{1,3}(?:\. |\.? ?[A-ZĐ][^\W\d_A-Z]+ )[A-ZĐ])"
    r"|\w*(?:['’](?=[^\W\d_])\w+)*)|\d+(?:[.,]\d+)*|\n+|[^\s\w]|_"
)


def words_of(form: str) -> list[str]:
    """Cut a form into lower-case words the way texts are cut.

    >>> words_of("TP.HCM")
    ['tp', '.', 'hcm']
    """
    return TOKEN.findall(fold_tones(form.lower()))


def folded(forms: Iterable[str]) -> frozenset[str]:
    """Give single words in lower case with folded tones."""
    return frozenset(fold_tones(form.lower()) for form in forms)


class Phrases(Generic[T]):
    """A trie over words; each phrase carries a value. Filled once while the tables are read, then only asked."""

    __slots__ = ("_root", "first", "last")

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        self._root: dict[str, Any] = {}
        last: set[str] = set()
        for form, value in entries:
            node = self._root
            word = ""
            for word in words_of(form):
                node = node.setdefault(word, {})
            node[""] = value
            last.add(word)
        self.first: frozenset[str] = frozenset(self._root)
        self.last: frozenset[str] = frozenset(last)

    def longest(self, words: list[str], i: int) -> tuple[int, T] | None:
        """Give the end and value of the longest phrase that begins at word `i`."""
        found: tuple[int, T] | None = None
        node = self._root.get(words[i]) if i < len(words) else None
        while node is not None:
            i += 1
            if "" in node:
                found = i, node[""]
            node = node.get(words[i]) if i < len(words) else None
        return found

    def every(self, words: list[str], i: int) -> list[tuple[int, T]]:
        """Give the end and value of every phrase that begins at word `i`, longest first."""
        found: list[tuple[int, T]] = []
        node = self._root.get(words[i]) if i < len(words) else None
        while node is not None:
            i += 1
            if "" in node:
                found.append((i, node[""]))
            node = node.get(words[i]) if i < len(words) else None
        found.reverse()
        return found

    def get(self, words: list[str]) -> T | None:
        """Give the value of exactly these words."""
        node: Any = self._root
        for word in words:
            node = node.get(word)
            if node is None:
                return None
        value: T | None = node.get("")
        return value

    def before(self, words: list[str], i: int, most: int = 2) -> bool:
        """Whether a phrase of at most `most` words ends right before word `i`."""
        if not i or words[i - 1] not in self.last:
            return False
        return any(self.get(words[i - back : i]) is not None for back in range(1, most + 1) if i >= back)


def flags(forms: Iterable[str]) -> Phrases[bool]:
    """Give phrases that only say they are there."""
    return Phrases((form, True) for form in forms)
