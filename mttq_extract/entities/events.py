"""Events: sessions, congresses, elections, gatherings with a quoted name, events known by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.event_names import EventNames
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import ROMAN, Tokens, numeral

Body = Callable[[int], "tuple[int, str] | None"]
SHORTEST_QUOTE = 4
YEAR_LENGTH = 4
SHORTEST_LETTERS = 3  # of the letters that a number may follow: "ASEM 5"
LONGEST_NUMBER = 2  # digits of a congress's number
LONGEST_STORM = 3  # words of a storm's name
LONGEST_NAME = 14  # words of a meeting's name behind its kind
QUOTED = 2  # rank of a quoted name: "cuộc thi “Tìm hiểu Luật Giá”" is no law
SITTING = frozenset({"org.level", "org.body"})  # bodies that sit in numbered sessions


def term_end(lexicon: Lexicon, tokens: Tokens, j: int) -> int:
    """Give the end of the term behind a name: "(khóa XI, XII)", "khóa XI", ", khóa XII"; `j` when there is none."""
    bracket = tokens.shape[j] == "("
    k = j + 1 if tokens.shape[j] in "(," else j
    if tokens.lower[k] not in lexicon.words.term or not numeral(tokens.lower[k + 1]):
        return j
    k += 2
    while tokens.shape[k] == "," and tokens.capital(k + 1) and numeral(tokens.lower[k + 1]):
        k += 2
    return j if bracket and tokens.shape[k] != ")" else k + bracket


def congress_end(lexicon: Lexicon, tokens: Tokens, j: int, body: Body | None) -> int:
    """Give the end of what tells a congress: its body, the Party, "lần thứ" or "khóa" with a number."""
    table, lower = lexicon.events, tokens.lower
    while True:
        ordinal = table.ordinal.longest(lower, j)
        counted = None if ordinal is None else table.numbers.longest(lower, ordinal[0])
        if ordinal is not None and numeral(lower[ordinal[0]]):
            j = ordinal[0] + 1
            while lower[j] in lexicon.words.listing and tokens.shape[j + 1] in "UC" and set(lower[j + 1]) <= ROMAN:
                j += 2
        elif counted is not None:
            j = counted[0]
        elif (tokens.capital(j) and set(lower[j]) <= ROMAN) or (body is not None and _tells(lexicon, tokens, j)):
            j += 1
        elif body is None:
            return j
        elif (found := body(j)) is not None:
            j = found[0]
        elif (part := table.congress_parts.longest(lower, j)) is not None and (
            lower[part[0] - 1] not in table.party or tokens.capital(part[0] - 1)
        ):
            party = body(part[0] - 1)  # "Đại hội XIX của [Đảng Cộng sản Trung Quốc]"
            j = part[0] if party is None else party[0]
        else:
            return j


def _tells(lexicon: Lexicon, tokens: Tokens, j: int) -> bool:
    """Whether digits behind "Đại hội" are its number, not a count: "Đại hội 12 của Đảng"."""
    if tokens.shape[j] != "d" or len(tokens.cased[j]) > LONGEST_NUMBER or tokens.shape[j + 2 : j + 3] == "d":
        return False
    first = lexicon.events.congress.longest(tokens.lower, j - 2)
    if first is None or first[0] != j:
        return False
    return tokens.shape[j + 1] != "l" or tokens.lower[j + 1] in lexicon.places.number_then


class EventReader:
    """Reads the named events of one text; `body` gives the organisation that begins at a token."""

    __slots__ = ("_body", "_lexicon", "_names", "_table", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, body: Body) -> None:
        self._lexicon = lexicon
        self._table = lexicon.events
        self._tokens = tokens
        self._body = body
        self._names = EventNames(lexicon, tokens, body)

    def find(self) -> Iterator[Candidate]:
        """Give every event of the text."""
        table = self._table
        readers = (
            ("quoted", table.quoted.first, self._quoted),
            ("session", table.session.first, self._session),
            ("meeting", table.meeting.first, self._meeting),
            ("plenum", table.plenum.first, self._plenum),
            ("congress", table.congress.first, self._congress),
            ("election", table.election.first, self._election),
            ("gathering", table.gathering.first, self._gathering),
            ("storm", table.storm.first, self._storm),
            ("name", table.names.first, self._name),
            ("day", table.day_first, self._spanned(self._names.day)),
            ("history", table.history.first, self._spanned(self._names.history)),
            ("kind", table.open.first, self._spanned(self._names.kind)),
        )
        for i in self._tokens.standing(*(first for _, first, _ in readers)):
            lower = self._tokens.lower[i]
            for rule, first, read in readers:
                if lower in first and (found := read(i)) is not None:
                    yield Candidate(
                        found[0], found[1], "EVENT", "event." + rule, rank=QUOTED if rule == "quoted" else 0
                    )
                    break

    def _spanned(self, end_of: Callable[[int], int | None]) -> Callable[[int], tuple[int, int] | None]:
        """A reader of spans from a reader of ends: what tells which one, number and year, belongs to a name."""

        def span(i: int) -> tuple[int, int] | None:
            end = end_of(i)
            return None if end is None else (i, self._year(congress_end(self._lexicon, self._tokens, end, None)))

        return span

    def _session(self, i: int) -> tuple[int, int] | None:
        """A numbered session, with the election it is held for."""
        tokens, table = self._tokens, self._table
        found = table.session.longest(tokens.lower, i)
        if found is None:
            return None
        if tokens.lower[found[0]] in self._lexicon.words.year and tokens.shape[found[0] + 1] == "d":
            return None  # "kỳ họp [năm 2019]"
        if numeral(tokens.lower[found[0]]):
            end = found[0] + 1
        elif (word := table.numbers.longest(tokens.lower, found[0])) is not None:
            end = word[0]
        else:
            return None
        if tokens.shape[end] == "(" and tokens.shape[end + 1] == "C" and tokens.shape[end + 2] == ")":
            return i, end + 3  # "bão số 10 [(Doksuri)]"
        election = self._election(end)
        return i, self._of_body(end) if election is None else election[1]

    def _of_body(self, j: int) -> int:
        """The term, or the body right behind: "kỳ họp thứ 4 [HĐND tỉnh]"; behind a comma or "của" it is apart."""
        termed = term_end(self._lexicon, self._tokens, j)
        body = self._body(j)
        if termed > j or body is None or body[1] not in SITTING:
            return termed
        return term_end(self._lexicon, self._tokens, body[0])

    def _meeting(self, i: int) -> tuple[int, int] | None:
        """A meeting told by its number, then its body."""
        tokens, lexicon = self._tokens, self._lexicon
        found = self._table.meeting.longest(tokens.lower, i)
        if found is None:
            return None
        word = self._table.numbers.longest(tokens.lower, found[0])
        j = found[0] + 1 if word is None else word[0]
        if tokens.lower[j] in lexicon.organisations.of or tokens.shape[j] == ",":
            j += 1
        body = self._body(j)
        if body is not None and not tokens.capital(i):
            table = self._lexicon.organisations.central
            body = body if any(table.longest(tokens.lower, k) is not None for k in range(j, body[0])) else None
        return None if body is None else (i, term_end(self._lexicon, self._tokens, body[0]))

    def _plenum(self, i: int) -> tuple[int, int] | None:
        """A meeting told by its body, then its number."""
        tokens = self._tokens
        found = self._table.plenum.longest(tokens.lower, i)
        if found is None or not tokens.capital(i) or (body := self._body(found[0])) is None:
            return None
        end = congress_end(self._lexicon, tokens, body[0], None)
        if end == body[0] and tokens.shape[end] == "d" and term_end(self._lexicon, tokens, end + 1) > end + 1:
            end += 1  # "Hội nghị Ban Chấp hành Trung ương [7] khóa XII"
        return None if end == body[0] else (i, term_end(self._lexicon, self._tokens, end))

    def _congress(self, i: int) -> tuple[int, int] | None:
        tokens, table = self._tokens, self._table
        found = table.congress.longest(tokens.lower, i)
        if found is None:
            return None
        j = found[0]
        of = table.congress_of.longest(tokens.lower, j)
        if of is not None and self._body(j) is None and any(tokens.capital(k) for k in range(j, of[0])):
            start = of[0]
        else:
            start = j
        end = congress_end(self._lexicon, tokens, start, self._body)
        counted = tokens.capital(i) and any(table.ordinal.longest(tokens.lower, k) for k in range(j, end))
        if end == j or not (counted or any(tokens.capital(k) for k in range(j, end))):
            return None
        told = any(tokens.lower[k] in table.party or numeral(tokens.lower[k]) for k in range(j, end))
        return (i, end) if tokens.capital(i) or told else None

    def _election(self, i: int) -> tuple[int, int] | None:
        """An election with its term, and the one held with it."""
        tokens, table = self._tokens, self._table
        found = table.election.longest(tokens.lower, i)
        if found is None:
            return None
        j = found[0]
        while (more := table.election_more.longest(tokens.lower, j)) is not None:
            j = more[0]
            if tokens.lower[j - 1] in self._lexicon.words.term and numeral(tokens.lower[j]):
                j += 1
        if j > found[0] and (body := self._body(j - 1)) is not None:
            j = body[0]  # "và đại biểu HĐND [TP Huế]"
        return i, j

    def _quoted(self, i: int) -> tuple[int, int] | None:
        tokens = self._tokens
        found = self._table.quoted.longest(tokens.lower, i)
        if found is None:
            return None
        j, inside = found
        end = tokens.quoted(j)
        if end is None or end - j < SHORTEST_QUOTE:
            return None
        return (i, congress_end(self._lexicon, tokens, end, None)) if inside else (j + 1, end - 1)

    def _storm(self, i: int) -> tuple[int, int] | None:
        """A storm with a name: "bão Yagi"."""
        tokens = self._tokens
        found = self._table.storm.longest(tokens.lower, i)
        if found is None or tokens.shape[found[0]] != "C":
            return None
        if self._lexicon.places.known.longest(tokens.lower, found[0]) is not None:
            return None  # "tâm bão Kỳ Anh"
        return i, tokens.run(found[0], LONGEST_STORM)

    def _gathering(self, i: int) -> tuple[int, int] | None:
        """A meeting with a proper name: "Diễn đàn Kinh tế Thế giới", "Năm hữu nghị Việt Nam - Lào 2017"."""
        tokens, table = self._tokens, self._table
        found = table.gathering.longest(tokens.lower, i)
        if found is None or not (tokens.capital(i) or found[1]):
            return None
        j = k = found[0]
        while k - j < LONGEST_NAME:
            inside = table.gathering_parts.longest(tokens.lower, k)
            if inside is not None:
                k = inside[0]
            elif tokens.capital(k) or (tokens.shape[k] == "-" and tokens.capital(k + 1)):
                k += 1
            else:
                break
        if tokens.capital(i) and k > j:
            k = max(k, self._names.end(j))
        while k > j and not tokens.capital(k - 1) and not any(map(tokens.capital, range(j, k))):
            k -= 1
        if k == j and "U" not in tokens.shape[i:j]:
            return None
        return i, self._year(congress_end(self._lexicon, tokens, k, None))

    def _name(self, i: int) -> tuple[int, int] | None:
        tokens = self._tokens
        found = self._table.names.longest(tokens.lower, i)
        if found is None or not any(tokens.capital(k) for k in range(i, found[0])):
            return None
        return i, self._year(congress_end(self._lexicon, tokens, found[0], None))

    def _numbered(self, j: int) -> bool:
        """Whether the number at token `j` closes a name rather than counts what follows."""
        tokens = self._tokens
        if tokens.shape[j] != "d" or len(tokens.cased[j]) > LONGEST_NUMBER or tokens.glued(j):
            return False
        return tokens.shape[j + 1] not in "ld-/" or tokens.lower[j + 1] in self._lexicon.places.number_then

    def _year(self, j: int) -> int:
        """The number or year that tells which one: "Hội nghị Cấp cao ASEM 5", "Hội Báo toàn quốc 2017", "năm 2017"."""
        tokens = self._tokens
        if tokens.shape[j - 1] == "U" and len(tokens.cased[j - 1]) >= SHORTEST_LETTERS and self._numbered(j):
            return j + 1
        k = j + 1 if tokens.lower[j] in self._lexicon.words.year else j
        year = (
            tokens.shape[k] == "d" and len(tokens.cased[k]) == YEAR_LENGTH and tokens.cased[k].startswith(("19", "20"))
        )
        return k + 1 if year and tokens.shape[k + 1] not in "-/" else j
