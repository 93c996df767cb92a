"""The names of the features that say how a possible subject stands to a figure; see subject_rows.py.

Whole numbers are given as far as they are told apart: the callers take the smaller of a count and the most that tells.
"""

from __future__ import annotations

from mttq_extract.context.chain_model import named_once


@named_once
def related(relation: str, kind: str, before: str, after: str) -> tuple[str, ...]:
    """How a mention stands to a figure, with what it is and the classes of the words around it."""
    return f"rel.{relation}", f"{relation}.{kind}", f"{relation}.b.{before}", f"{relation}.a.{after}"


@named_once
def also(relation: str) -> tuple[str, ...]:
    """A candidate that is met once more."""
    return (f"also.{relation}",)


@named_once
def cluster(nearest: str, relation: str) -> tuple[str, ...]:
    """Another writing of the candidate stands nearer."""
    return (f"cluster.{nearest}.{relation}",)


@named_once
def placed(kind: str, before: str, after: str) -> tuple[str, ...]:
    """What a mention is and what stands around it, each two together too."""
    both = f"tb.{kind}.{before}", f"ta.{kind}.{after}", f"ba.{before}.{after}"
    return f"t.{kind}", f"b.{before}", f"a.{after}", *both


@named_once
def spelled(key: str) -> tuple[str, ...]:
    """A name, its first word and its first two."""
    first, second, *_ = *key.split(" ", 2), ""
    return f"h.{first}", f"h2.{first} {second}".rstrip(), f"k.{key}"


@named_once
def counted(words: int, count: int, same: int) -> tuple[str, ...]:
    """The length of a name in words, and how often the article has the name and this writing of it."""
    return f"w.{words}", f"count{count}", f"keycount{same}"


@named_once
def led(acting: int, opening: int) -> tuple[str, ...]:
    """How often a name acts in the article, and how often it opens a clause."""
    return f"acts{acting}", f"opens{opening}"


@named_once
def recent(relation: str, gap: int, lately: int, before: int, behind: int) -> tuple[str, ...]:
    """How far back a name was last met, how often lately, and how often in all before and behind."""
    return f"last{gap}", f"last.{relation}{gap}", f"lately{lately}", f"past{before}", f"ahead{behind}"


@named_once
def main(kind: str) -> tuple[str, ...]:
    """A name the article is about."""
    return (f"main.{kind}",)


@named_once
def behind(rank: int, first: int, numbers: int, commas: int, distance: int) -> tuple[str, ...]:
    """A mention before the figure in its sentence: its rank from the figure and from the start, what lies between."""
    marks = f"S.numbers{numbers}", f"S.commas{commas}", f"S.nc{min(numbers, 2)}{min(commas, 2)}"
    return f"S.rank{rank}", f"S.first{first}", *marks, f"S.d{distance}"


@named_once
def acting(rank: int, actors: int) -> tuple[str, ...]:
    """The rank of one that acts among those of its sentence, from the figure."""
    return f"S.actor{rank}", f"S.actors{actors}{rank}"


@named_once
def initial(relation: str, kind: str, after: str) -> tuple[str, ...]:
    """A mention that opens its clause."""
    return (f"{relation}.initial.{kind}.{after}",)


@named_once
def ahead(rank: int, numbers: int, commas: int, distance: int, words: int, kind: str, before: str) -> tuple[str, ...]:
    """A mention behind the figure in its sentence."""
    marks = f"A.numbers{numbers}", f"A.commas{commas}", f"A.d{distance}", f"A.words{words}"
    return f"A.rank{rank}", *marks, f"A.tb.{kind}.{before}"


@named_once
def away(relation: str, rank: int, distance: int) -> tuple[str, ...]:
    """A mention in a sentence before: its rank from the figure's sentence and how far it is."""
    return f"{relation}.rank{rank}", f"{relation}.d{distance}"


@named_once
def ranked(relation: str, rank: int) -> tuple[str, ...]:
    """The rank of a mention in a place of the article."""
    return (f"{relation}.rank{rank}",)


@named_once
def typed(relation: str, kind: str) -> tuple[str, ...]:
    """The type of a mention in a place of the article."""
    return (f"{relation}.{kind}",)
