"""Names of communes and districts without a level word, in a text that names the unit they lie in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens
from mttq_extract.text.view import fold_tones

SHORTEST, LONGEST = 2, 3  # words of a name
LONGEST_PARENT = 5  # words and dashes of a province's or a district's name
NUMBER = re.compile("d")  # among the shapes of tokens
BEFORE_COUNT = "n,;-&("  # shapes of what stands before a name in a list of names with their numbers


def bare_units(
    tokens: Tokens, lexicon: Lexicon, units: AdminUnits, taken: bytearray, bodies: Sequence[Candidate]
) -> Iterator[Candidate]:
    """Give bare names of units that lie in a district or province the text names: "Thái Thụy: … kế đến là Thụy Hà".

    `taken` marks tokens of other names; a firm of `bodies` keeps its name ("Công ty Xuân Mai … của Xuân Mai").
    """
    shape, resume = tokens.shape, 0
    named: frozenset[str] | None = None
    known: dict[str, bool] = {}
    firms = {tokens.text(one.end - SHORTEST, one.end) for one in bodies if one.rule == "org.named"}
    for i in tokens.capitals:
        if i < resume:
            continue
        resume = end = tokens.run(i, len(tokens))
        i += tokens.lower[i] in lexicon.places.strong_asks  # "Ở Thụy Hà"
        if not SHORTEST <= end - i <= LONGEST or "U" in shape[i:end] or any(taken[i:end]):
            continue
        name = tokens.text(i, end)
        if name in firms or not _stands(tokens, lexicon, i, end):
            continue
        if name not in known:
            named = _names(tokens, lexicon) if named is None else named
            known[name] = _known(units, name, named)
        if known[name]:
            yield Candidate(i, end, "LOC", "place.bare_unit", rank=-2)


def _stands(tokens: Tokens, lexicon: Lexicon, i: int, end: int) -> bool:
    """Whether what is beside a name lets it be a place: no signature, title, number of a house or of a thing."""
    before, behind = tokens.shape[i - 1] if i else "n", tokens.shape[end]
    if before in "d/" or (tokens.glued(end) and behind not in ",.;:)n") or (before == behind == "n"):
        return False
    if behind == "d" and before not in BEFORE_COUNT and tokens.lower[i - 1] not in lexicon.words.listing:
        return False  # "giàn khoan Hải Dương 981"
    if tokens.lower[i] in lexicon.titles.strong or lexicon.titles.words.before(tokens.lower, i):
        return False  # "cụ Lê Lợi", "nhà Trần Phú"
    places = lexicon.places
    return places.namesakes.longest(tokens.lower, i) is None and not places.not_asked.before(tokens.lower, i)


def _names(tokens: Tokens, lexicon: Lexicon) -> frozenset[str]:
    """Give what may be names of districts and provinces in a text: runs of words, and the numbers of districts."""
    names = {
        tokens.text(i, j)
        for i in tokens.capitals
        for j in range(i + 1, min(i + LONGEST_PARENT, len(tokens)) + 1)
        if tokens.capital(j - 1)
    }
    words = lexicon.places.words
    for found in NUMBER.finditer(tokens.shape):
        i = found.start()
        before = [one for k in (1, 2) if i >= k for one in words.get(tokens.lower[i - k : i]) or ()]
        if any(word.kind == "district" for word in before):
            names.add(tokens.cased[i])  # "quận 12", never "12 tiết mục"
    return frozenset(names)


def _known(units: AdminUnits, name: str, named: frozenset[str]) -> bool:
    """Whether a unit bears the name that lies in a unit which the text names."""
    return any(
        fold_tones(above.name) in named
        for unit, spelled in units.spelled(name)
        if spelled
        for above in units.parents(unit)
    )
