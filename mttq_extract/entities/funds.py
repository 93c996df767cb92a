"""Funds and campaigns: a head with a quoted or known name, and names known by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.named_lexicon import FundName
from mttq_extract.entities.tokens import Tokens

LONGEST_NAME = 4  # capitalised words behind a fund's kind
LONGEST_KIND = 3  # words in lower case between "quỹ" and its name
WIDEST = 40  # tokens before and behind a programme in which gifts are told
LONGEST_OPEN = 7  # words of a name that no table knows


class FundReader:
    """Reads the funds of one text; `level` gives the end of level and place words that close a name."""

    __slots__ = ("_level", "_lexicon", "_table", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, level: Callable[[int], int]) -> None:
        self._lexicon = lexicon
        self._table = lexicon.funds
        self._tokens = tokens
        self._level = level

    def find(self) -> Iterator[Candidate]:
        """Give every fund and campaign of the text."""
        tokens, heads, names, programmes = self._tokens, self._table.heads, self._table.names, self._table.programmes
        for i in tokens.standing(heads.first, names.first, programmes.first):
            head = heads.longest(tokens.lower, i)
            if head is not None:
                yield from self._headed(i, head[0], head[1])
            programme = programmes.longest(tokens.lower, i)
            if programme is not None and (end := tokens.quoted(programme[0])) and self._gives(i, end):
                yield Candidate(programme[0] + 1, end - 1, "FUND", "fund.programme")
            name = names.longest(tokens.lower, i)
            if name is not None and self._stands_alone(i, name[0], name[1]):
                yield Candidate(i, name[0], "FUND", "fund.known")

    def _headed(self, i: int, j: int, inside: bool) -> Iterator[Candidate]:
        """A quoted or known name behind "Quỹ", "cuộc vận động"…; quotations joined to it are names too."""
        tokens = self._tokens
        end = tokens.quoted(j)
        if end is None:
            yield from self._known(i, j, inside)
        elif inside:
            yield Candidate(i, self._level(end), "FUND", "fund.quoted")
        else:
            yield from self._quotations(j)

    def _known(self, i: int, j: int, inside: bool) -> Iterator[Candidate]:
        tokens = self._tokens
        name = self._table.names.longest(tokens.lower, j)
        if name is None or (name[1].heads is not None and name[1].heads.get(tokens.lower[i:j]) is None):
            whole = self._table.names.longest(tokens.lower, i)
            end = self._open(i, j)
            if end > j and (whole is None or (whole[1].heads is None and end > whole[0] and not tokens.capital(i))):
                yield Candidate(i, self._level(end), "FUND", "fund.open")
            return
        if inside:
            central = self._lexicon.organisations.central.longest(tokens.lower, name[0])
            end = self._level(name[0]) if central is None else central[0]  # "Quỹ Cứu trợ Trung ương"
            if end == name[0] and self._lexicon.titles.words.longest(tokens.lower, end) is None:
                end = tokens.run(end, LONGEST_NAME)  # "Quỹ Khuyến học Lê Quý Đôn"
            yield Candidate(i, end, "FUND", "fund.named")
        elif tokens.capital(j) or name[1].heads is None:
            yield Candidate(j, name[0], "FUND", "fund.named")

    def _open(self, i: int, j: int) -> int:
        """The end of a fund's name that no table knows: "Quỹ Tấm lòng Việt", "quỹ khởi nghiệp Đồng Khởi"; else `j`."""
        tokens, table, organisations = self._tokens, self._table, self._lexicon.organisations
        if table.open.get(tokens.lower[i:j]) is None or table.not_open.before(tokens.lower, i):
            return j
        k = j
        stops = self._lexicon.events.stops
        while k - j < LONGEST_KIND and tokens.shape[k] == "l" and stops.longest(tokens.lower, k) is None:
            k += 1
        if not tokens.capital(k) or table.foreign.longest(tokens.lower, j) is not None:
            return j
        head = organisations.heads.longest(tokens.lower, k)
        if organisations.front.longest(tokens.lower, k) or (head is not None and not tokens.capital(i)):
            return j  # "quỹ [Mặt trận]"
        if k == j and self._lexicon.places.known.longest(tokens.lower, k) is not None:
            return j  # "quỹ [Hà Nội]"
        end = tokens.run(k, LONGEST_NAME)
        while tokens.capital(i) and end - k < LONGEST_OPEN and self._level(end) == end:
            goes_on = tokens.shape[end] == "l" and tokens.shape[max(k, end - 2) : end] not in ("CC", "lU", "UU", "CU")
            if tokens.lower[end] in self._lexicon.words.conj and tokens.shape[end + 1 : end + 3] == "Cl":
                if organisations.heads.longest(tokens.lower, end + 1) is not None:
                    break  # "Quỹ Tấm lòng Lam và [Hội Chữ thập đỏ]"
                end += 3  # "Quỹ Hòa giải và [Phát triển]"
                continue
            if not tokens.capital(end) and (not goes_on or tokens.lower[end] in organisations.verbs):
                break  # "Quỹ Tấm lòng Lam [trao]", "Quỹ Lê Lam [chân thành]"
            end += 1
        return end if tokens.capital(i) or end - k > 1 else j

    def _quotations(self, j: int) -> Iterator[Candidate]:
        tokens, words = self._tokens, self._lexicon.words
        while (end := tokens.quoted(j)) is not None:
            inner = self._table.heads.longest(tokens.lower, j + 1)
            yield Candidate(j + 1, end - 1, "FUND", "fund.quoted")
            if inner is None and tokens.lower[end] not in words.listing and tokens.shape[end] != ";":
                return
            j = end + 1

    def _gives(self, i: int, end: int) -> bool:
        """Whether the words of the sentence around tokens `i` to `end` tell of gifts, and of no show or lottery."""
        tokens, gifts, shows = self._tokens, self._table.gifts, self._table.shows
        first = max(tokens.shape.rfind(mark, max(0, i - WIDEST), i) for mark in "n.") + 1 or max(0, i - WIDEST)
        ends = [k for mark in "n." if (k := tokens.shape.find(mark, end, end + WIDEST)) >= 0]
        last = min(ends, default=min(end + WIDEST, len(tokens)))
        if any(shows.longest(tokens.lower, k) is not None for k in range(first, last)):
            return False
        told = (gifts.longest(tokens.lower, k) for k in (*range(first, i), *range(end, last)))
        return any(found is not None and found[1] for found in told)  # "trao quà", but "trao đổi"

    def _stands_alone(self, i: int, j: int, name: FundName) -> bool:
        tokens = self._tokens
        quoted = tokens.shape[i - 1] in "oq" and tokens.shape[j] in "eq"
        return name.heads is None and (quoted or not name.capital or tokens.capital(i))
