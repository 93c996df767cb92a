"""Tokens whose edges include the edges of every span: what token-based formats need to lose no offset."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mttq_extract.errors import GoldError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mttq_extract.evaluate.interchange.bundle import Span

# A number with its separators is one token; so is a run of letters; so is any other mark.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\S")


def tokenize(text: str, spans: Iterable[Span] = ()) -> list[tuple[int, int]]:
    """The tokens of a text as offsets, cut again wherever a span begins or ends.

    >>> [("164.860đ"[s:e]) for s, e in tokenize("164.860đ")]
    ['164.860', 'đ']
    """
    cuts = {edge for start, end, _ in spans for edge in (start, end)}
    tokens: list[tuple[int, int]] = []
    for found in _TOKEN.finditer(text):
        edges = [found.start(), *sorted(c for c in cuts if found.start() < c < found.end()), found.end()]
        tokens += pairwise(edges)
    return tokens


def bio(tokens: Sequence[tuple[int, int]], spans: Sequence[Span], where: str) -> list[str]:
    """B, I and O tags of spans that do not overlap.

    Raises:
        GoldError: two spans share a token, or a span holds none.
    """
    tags = ["O"] * len(tokens)
    for start, end, label in spans:
        inside = [i for i, (left, right) in enumerate(tokens) if start <= left and right <= end]
        if not inside or any(tags[i] != "O" for i in inside):
            raise GoldError(
                f"{where}: đoạn {start}-{end} chồng lên đoạn khác hoặc rỗng; chạy `mttq gold check` (cannot be tagged)"
            )
        for i in inside:
            tags[i] = f"I-{label}"
        tags[inside[0]] = f"B-{label}"
    return tags
