"""The text of an article cut into paragraphs, sentences and marked pieces."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.store.fold import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mttq_extract.store.articles import Article, FoundSentence


_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `kind` is "text", "figure", "entity" or "word", and `row` what is known of it."""

    kind: str
    text: str
    row: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a part of one; `opens` says whether it is the first part."""

    ordinal: int
    opens: bool
    boilerplate: bool
    pieces: list[Piece]


def paragraphs(article: Article) -> list[list[Passage]]:
    """The lines of an article that hold anything, each cut into its sentences."""
    marks = _marks(article)
    found: list[list[Passage]] = []
    sentences = article.sentences
    at = start = 0
    for line in article.text.split("\n"):
        end = start + len(line)
        passages: list[Passage] = []
        edge = start
        while at < len(sentences) and sentences[at]["start"] < end:
            sentence = sentences[at]
            last = min(sentence["end"], end)
            # Blanks between sentences go with the one behind them.
            pieces = list(_pieces(article.text, edge, last, marks))
            passages.append(
                Passage(sentence["ordinal"], sentence["start"] >= start, bool(sentence["boilerplate"]), pieces)
            )
            edge = last
            if sentence["end"] > end:
                break
            at += 1
        if passages:
            found.append(passages)
        start = end + 1
    return found


def _marks(article: Article) -> list[tuple[int, int, Piece]]:
    """Figures, and the entities that do not overlap one, in the order of the text."""
    spans = [(row["start"], row["end"], Piece("figure", row["surface"], row)) for row in article.figures]
    taken = sorted((start, end) for start, end, _ in spans)
    at = 0
    for row in article.entities:
        while at < len(taken) and taken[at][1] <= row["start"]:
            at += 1
        if at == len(taken) or row["end"] <= taken[at][0]:
            spans.append((row["start"], row["end"], Piece("entity", row["surface"], row)))
    return sorted(spans, key=lambda span: span[:2])


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int, Piece]]) -> Iterator[Piece]:
    """The pieces of text[start:end]; a mark that does not lie inside is left out."""
    edge = start
    for i in range(bisect_left(marks, start, key=lambda mark: mark[0]), len(marks)):
        first, last, piece = marks[i]
        if first >= end:
            break
        if first < edge or last > end:
            continue
        if first > edge:
            yield Piece("text", text[edge:first])
        yield piece
        edge = last
    if edge < end:
        yield Piece("text", text[edge:end])


def sentence_pieces(found: FoundSentence, words: str) -> list[Piece]:
    """A sentence with its figures marked, and outside of them the words that were looked up."""
    marks = [
        (row["start"] - found.start, row["end"] - found.start, Piece("figure", row["surface"], row))
        for row in found.figures
    ]
    wanted = frozenset(tokens(words))
    pieces: list[Piece] = []
    for piece in _pieces(found.text, 0, len(found.text), marks):
        pieces += _words(piece.text, wanted) if piece.kind == "text" else [piece]
    return pieces


def _words(text: str, wanted: frozenset[str]) -> Iterator[Piece]:
    """A text cut at the words that are wanted, whose pieces are of kind "word"."""
    edge = 0
    for match in _WORD.finditer(text):
        if fold(match[0]) in wanted:
            if match.start() > edge:
                yield Piece("text", text[edge : match.start()])
            yield Piece("word", match[0])
            edge = match.end()
    if edge < len(text):
        yield Piece("text", text[edge:])
