"""Words without diacritics and case: what the full-text index holds and what is looked up in it."""

from __future__ import annotations

import re
import unicodedata

_NOT_MARKS = re.compile("[^\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_TOKEN = re.compile(r"[^\W_]+")
_PHRASES = re.compile(r'"([^"]*)"|(\S+)')


def fold(text: str) -> str:
    """Lower-case text without diacritics. đ is not a letter with a mark to Unicode, so it is named here.

    >>> fold("Đống Đa, ƯỚC ĐẠT")
    'dong da, uoc dat'
    """
    if text.isascii():
        return text.lower()
    marked = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(_NOT_MARKS.findall(marked))


def tokens(text: str) -> list[str]:
    """The folded words and numbers of a text.

    >>> tokens("Quỹ “Vì người nghèo”, 1.670")
    ['quy', 'vi', 'nguoi', 'ngheo', '1', '670']
    """
    return words_of_folded(fold(text))


def words_of_folded(folded: str) -> list[str]:
    """The words and numbers of a text that is folded already.

    >>> words_of_folded("quy, 1.670")
    ['quy', '1', '670']
    """
    return _TOKEN.findall(folded)


def phrase(text: str) -> str | None:
    """A full-text expression for these words next to one another, or None when there is no word.

    >>> phrase("Tây Hồ")
    '"tay ho"'
    """
    words = tokens(text)
    return '"' + " ".join(words) + '"' if words else None


def some_words(text: str) -> str | None:
    """A full-text expression for texts that hold any of the words, to be put in order of how well they fit.

    >>> some_words("mỗi quận")
    '"moi" OR "quan"'
    """
    return " OR ".join(f'"{word}"' for word in dict.fromkeys(tokens(text))) or None


def all_words(text: str) -> str | None:
    """A full-text expression for texts that hold every word; words in double quotes must stand together.

    >>> all_words('trao nhà "Đống Đa" 1.670')
    '"trao" "nha" "dong da" "1 670"'
    """
    phrases = (phrase(quoted or word) for quoted, word in _PHRASES.findall(text))
    return " ".join(p for p in phrases if p) or None
