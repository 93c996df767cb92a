"""The title of a person: offices, ranks and forms of address before and behind the name."""

from __future__ import annotations

from collections.abc import Iterable

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.titles import TitleWords
from mttq_extract.entities.tokens import Tokens

LONGEST_FIELD = 6


class OfficeReader:
    """Reads the titles of persons once persons, bodies and places are settled."""

    __slots__ = ("_body_ends", "_body_starts", "_lexicon", "_people", "_people_ends", "_titles", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, titles: TitleWords, settled: Iterable[Candidate]) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._titles = titles
        self._people: set[int] = set()
        self._people_ends: set[int] = set()
        self._body_starts: dict[int, int] = {}
        self._body_ends: dict[int, int] = {}
        for one in settled:
            if one.type == "PER":
                self._people.add(one.start)
                self._people_ends.add(one.end)
            elif one.type in ("ORG", "LOC"):
                self._body_starts[one.start] = one.end
                self._body_ends[one.end] = one.start

    def title(self, start: int, end: int) -> str | None:
        """Give the title of the person at tokens `start` to `end`, as written, or None."""
        address, before = self._before(start)
        behind = self._behind(end)
        if before is not None and behind is not None and not before[1]:
            return f"{before[0]}, {behind}"
        if before is not None:
            return before[0]
        return behind or address

    def _before(self, i: int) -> tuple[str | None, tuple[str, bool] | None]:
        """Form of address, and what stands before the name with whether an office is in it."""
        tokens, titles = self._tokens, self._titles
        address = None
        if titles.kinds.get(i) == "plain":
            single = self._lexicon.titles.words.longest(tokens.lower, i - 1)
            address = tokens.text(i - 1 if single is not None and single[0] == i else titles.ends[i], i)
            i = titles.ends[i]
            if tokens.shape[i - 1] == ",":
                i -= 1
        elements: list[tuple[int, bool]] = []
        t = i
        while (found := self._element_before(t)) is not None:
            elements.append((self._with_before_words(found[0]), found[1]))
            t = elements[-1][0]
            if tokens.lower[t - 1] in self._lexicon.titles.joins and self._element_before(t - 1) is not None:
                t -= 1
        if not elements:
            return address, None
        if elements[-1][0] - 1 in self._people_ends and tokens.shape[elements[-1][0] - 1] in ",-(":
            # the chain began with the offices of the person before: only what adjoins the name is of this one
            adjoining = [one for one in elements if address is None and tokens.shape[i - 1] != ","][:1]
            if len(elements) == 1 or not adjoining:
                return address, None
            elements = adjoining
        return address, (tokens.text(elements[-1][0], i).rstrip(" ."), any(office for _, office in elements))

    def _element_before(self, t: int) -> tuple[int, bool] | None:
        """Start of the office or rank that ends at `t`, its body included."""
        tokens, titles = self._tokens, self._titles
        kind = titles.kinds.get(t)
        if kind in ("office", "rank"):
            return titles.ends[t], kind == "office"
        body = self._body_ends.get(t)
        if body is not None:
            if titles.kinds.get(body) == "office":
                return titles.ends[body], True
            if tokens.lower[body - 1] in (",", "-") and body - 1 in self._body_ends:
                return self._element_before(body - 1)
            return None
        for k in range(t - 1, max(t - LONGEST_FIELD, 0), -1):
            if titles.kinds.get(k) == "office":
                found = self._lexicon.organisations.fields.longest(tokens.lower, k)
                return (titles.ends[k], True) if found is not None and found[0] == t else None
        return None

    def _with_before_words(self, t: int) -> int:
        tokens, before = self._tokens, self._lexicon.titles.before
        for back in (2, 1):
            if t >= back:
                found = before.longest(tokens.lower, t - back)
                if found is not None and found[0] == t:
                    return t - back
        return t

    def _behind(self, end: int) -> str | None:
        """The chain of offices that follows a name after a comma, dash or bracket."""
        tokens, joins = self._tokens, self._lexicon.titles.joins
        if tokens.shape[end] not in ",-(":
            return None
        first = j = end + 1
        last = None
        while True:
            k = j
            while (before := self._lexicon.titles.before.longest(tokens.lower, k)) is not None:
                k = before[0]
            stop = self._element_behind(k)
            if stop is None or stop in self._people or (stop + 1 in self._people and tokens.shape[stop] == "l"):
                break
            last = stop
            if tokens.lower[stop] not in joins:
                break
            j = stop + 1
        return None if last is None else tokens.text(first, last)

    def _element_behind(self, k: int) -> int | None:
        """End of the office that begins at `k`, its body included."""
        ends = [end for end in self._titles.starts.get(k, ()) if self._titles.kinds.get(end) in ("office", "rank")]
        if not ends:
            return None
        for end in ends:
            if end in self._body_starts:
                return self._body_starts[end]
        field = self._lexicon.organisations.fields.longest(self._tokens.lower, ends[0])
        return field[0] if field is not None and self._tokens.capital(ends[0]) else ends[0]
