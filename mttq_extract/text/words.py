"""Vietnamese words by underthesea, mapped back to offsets into the text that are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mttq_extract.errors import OffsetError
from mttq_extract.types import Token

Tokenizer = Callable[[str], list[str]]


def underthesea_tokenizer() -> Tokenizer:
    """Load underthesea's word segmenter; about a second the first time."""
    from underthesea import word_tokenize

    def tokenize(sentence: str) -> list[str]:
        # The default rewrites tone marks and characters, so that offsets are lost.
        words: list[str] = word_tokenize(sentence, use_token_normalize=False)
        return words

    return tokenize


def align(text: str, start: int, end: int, words: Iterable[str]) -> list[Token]:
    """Find the words of the sentence start..end in the text; white space may differ, characters may not.

    Raises `OffsetError` naming the word and the place when a word is not there.

    >>> align("Uỷ ban  xã họp", 0, 14, ["Uỷ ban", "xã", "họp"])[1]
    Token(start=8, end=10, text='xã')
    """
    tokens, at = [], start
    for word in words:
        first: int | None = None
        for char in word:
            if char.isspace():
                continue
            while at < end and text[at].isspace():
                at += 1
            if at >= end or text[at] != char:
                raise OffsetError(
                    f"the segmenter's word {word!r} is not in the text at offset {at} "
                    f"({text[at : at + 12]!r}); please report this sentence"
                )
            first = at if first is None else first
            at += 1
        if first is not None:
            tokens.append(Token(first, at, text[first:at]))
    return tokens


def words_of(text: str, start: int, end: int, tokenize: Tokenizer) -> list[Token]:
    """Segment the sentence start..end of a text; falls back to white space when the words cannot be aligned."""
    try:
        return align(text, start, end, tokenize(text[start:end]))
    except OffsetError:
        return align(text, start, end, text[start:end].split())
