"""Laws by name, and resolutions named by their congress or plenum."""

from __future__ import annotations

from mttq_extract.entities.events import Body, congress_end, term_end
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.paper_codes import CodeReader
from mttq_extract.entities.tokens import Tokens, numeral

DEEPEST = 4  # laws that change laws that change laws
LONGEST_SUBJECT = 14  # words of what a law is about
MANY_BEFORE = 3  # words up to a head that say that it has many names ("các dự án luật")
SHORTEST = 3  # letters that stand for a law's whole subject
SURE_STATUTE = 3  # words of a name that is no kind ("điều lệ công ty")


class LawReader:
    """Reads the laws of one text; `body` gives the organisation that begins at a token."""

    __slots__ = ("_body", "_codes", "_lexicon", "_table", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, body: Body) -> None:
        self._lexicon = lexicon
        self._table = lexicon.documents
        self._codes = CodeReader(lexicon.words, tokens)
        self._tokens = tokens
        self._body = body

    def at(self, i: int, depth: int = 0) -> int | None:
        """The end of a law's name, or of a resolution named by its congress."""
        tokens, table = self._tokens, self._table
        plenary = table.plenary.longest(tokens.lower, i)
        if plenary is not None and not tokens.shape[i : plenary[0]].islower() and numeral(tokens.lower[plenary[0]]):
            return self._of_party(term_end(self._lexicon, self._tokens, plenary[0] + 1))
        congress = table.congress.longest(tokens.lower, i)
        raised = congress is not None and "C" in tokens.shape[i : congress[0]].replace("U", "C")
        if congress is not None and (raised or self._numbers(congress[0])):
            end = congress_end(self._lexicon, tokens, congress[0], self._body)
            told = end > congress[0] and any(map(self._counts, range(congress[0], end)))
            return term_end(self._lexicon, tokens, end) if told else None
        found = table.law.longest(tokens.lower, i)
        if found is None or table.law_not_after.before(tokens.lower, i):
            return None
        j = found[0]
        if (
            table.law_not_before.longest(tokens.lower, j) is not None
            and table.law_names.longest(tokens.lower, j) is None
        ):
            return None
        amended = table.law_amends.longest(tokens.lower, j)
        if amended is not None and (laws := self._laws(amended[0], depth + 1)) is not None:
            return laws
        if not tokens.capital(i) and not tokens.capital(j):
            return self._lowered(i, j)
        if tokens.lower[j] in table.law_about and tokens.capital(i):
            j += 1
        end = self._subject(j)
        known = table.law_names.longest(tokens.lower, j)
        if known is not None and (known[0] >= end or self._goes_on(known[0])):
            return self.edition(known[0])
        if end == j and tokens.capital(j) and self._lexicon.places.known.longest(tokens.lower, j) is not None:
            return None  # "luật Thụy Sĩ"
        if end == j and tokens.shape[i] == "C" and self._letters(j):
            return self.edition(j + 1)  # "Luật PPP"
        act = self.foreign(j)
        if act > j and not tokens.capital(act):
            return self.edition(act)
        narrow = table.law_narrow.longest(tokens.lower, i) is not None
        stop = self._whole_subject(j, sure=not narrow and tokens.capital(i))
        if stop is not None and (end == j or tokens.shape[stop] in ";("):
            end = max(end, stop)
        kind = end == j + 1 and tokens.lower[j] in table.law_kinds
        cut = narrow and tokens.shape[end] == "l" and table.law_stops.longest(tokens.lower, end) is None
        return None if end == j or kind or cut else self.edition(end)

    def _letters(self, j: int) -> bool:
        """Whether letters alone stand for what a law is about: "Luật [PPP]", but not "Luật TP.HCM"."""
        tokens = self._tokens
        if tokens.shape[j] != "U" or len(tokens.cased[j]) < SHORTEST:
            return False
        return tokens.shape[j + 1 + (tokens.shape[j + 1] == ".")] not in "CU"

    def _lowered(self, i: int, j: int) -> int | None:
        """The end of a law all in lower case, named by the table or as a draft: "vi phạm luật đất đai"."""
        tokens, lower, table = self._tokens, self._tokens.lower, self._table
        if lower[i - 1] in table.law_plural:
            return None
        draft = table.law_draft.before(lower, i)
        if draft and lower[j] in table.law_about:
            j += 1
        known = table.law_names.longest(lower, j)
        if known is not None:
            k = known[0]
            of = lower[k] in table.law_of and not draft
            kinds = of and (tokens.shape[k + 1] == "d" or lower[k + 1] in table.law_many)
            short = k - j < SURE_STATUTE and table.law_narrow.longest(lower, i) is not None
            return None if short or kinds else self.edition(k)  # "luật giá của 16 nước": many laws
        if not draft or table.law_not_start.longest(lower, j) is not None:
            return None
        end = self._subject(j)
        if end == j or (tokens.shape[end] in "lCU" and table.law_stops.longest(lower, end) is None):
            end = self._whole_subject(j, sure=False) or j
        return None if end == j else self.edition(end)

    def _of_party(self, j: int) -> int:
        """The end of "của Đảng" behind a plenum's resolution."""
        tokens, lexicon = self._tokens, self._lexicon
        party = tokens.lower[j] in lexicon.organisations.of and tokens.lower[j + 1] in lexicon.events.party
        return j + 2 if party and tokens.capital(j + 1) and not tokens.capital(j + 2) else j

    def listed(self, i: int) -> list[tuple[int, int]]:
        """The bare names of two laws or more that share the head at `i`: "các luật: [Đất đai], [Giá] và [Thú y]"."""
        tokens, table = self._tokens, self._table
        found = table.law.longest(tokens.lower, i)
        if found is None or table.law_not_after.before(tokens.lower, i):
            return []
        if table.law_many.isdisjoint(tokens.lower[max(0, i - MANY_BEFORE) : i]):
            return []
        colon = tokens.shape[found[0]] == ":"
        j = found[0] + colon
        names: list[tuple[int, int]] = []
        while (colon or tokens.capital(j)) and (known := table.law_names.longest(tokens.lower, j)) is not None:
            end = self.edition(known[0])
            names.append((j, end))
            if tokens.lower[end] not in self._lexicon.words.listing:
                break
            j = end + 1
        return names if len(names) > 1 else []

    def _laws(self, i: int, depth: int) -> int | None:
        """The end of the laws that one law changes: "… một số điều của [Luật Giá và Luật Dược số 10/2016/QH13]"."""
        tokens = self._tokens
        if tokens.lower[i] in self._table.law_many and (names := self.listed(i + 1)):
            return names[-1][1]
        end = self.at(i, depth) if depth <= DEEPEST else None
        if end is None:
            return None
        if tokens.lower[end] in self._lexicon.words.conj and (more := self.at(end + 1, depth)) is not None:
            end = more
        return end

    def _whole_subject(self, j: int, sure: bool) -> int | None:
        """The end of a subject no table knows: all words up to a mark or, behind a sure head, to a word of `ends`."""
        tokens, stops = self._tokens, self._table.law_stops
        k = j
        while k - j < LONGEST_SUBJECT:
            kept = self._table.keeps.longest(tokens.lower, k)
            if kept is not None:
                k = kept[0]
            elif stops.longest(tokens.lower, k) is not None:
                break
            elif k > j and tokens.shape[k] == "," and self.lists_fields(k + 1):
                k += 1
            elif tokens.shape[k] not in "lCU" or (k > j and tokens.shape[k] != "l" and tokens.shape[j] != "C"):
                break
            else:
                k += 1
        while k > j and (tokens.shape[k - 1] == "," or tokens.lower[k - 1] in self._table.law_loose):
            k -= 1
        if k - j < 2 or k - j >= LONGEST_SUBJECT:
            return None
        short = tokens.shape[k : k + 3] in ("(U)", "(C)")  # "Đạo luật Đò ngang (ĐLĐN)"
        if tokens.shape[k] == "(" and not short and self._table.law_after.longest(tokens.lower, k) is None:
            return None
        if tokens.shape[k] in ";,.)(:neq" or tokens.shape[j] == "C":
            return k
        ends = sure and self._table.law_ends.longest(tokens.lower, k) is not None
        return k if ends and self._table.law_not_start.longest(tokens.lower, j) is None else None

    def _goes_on(self, j: int) -> bool:
        """Whether the sentence goes on behind a law's name: "Luật Cạnh tranh [và Chính phủ] sẽ lập …"."""
        tokens, table = self._tokens, self._table
        return tokens.lower[j] in table.law_links and table.law_stops.longest(tokens.lower, j + 1) is not None

    def foreign(self, j: int) -> int:
        """The end of the foreign words that name an act: "Tu chính án [Brandt-Loewe]"; `j` where there are none."""
        tokens = self._tokens
        if self._lexicon.places.known.longest(tokens.lower, j) is not None:
            return j
        k = j
        while tokens.shape[k] == "C" and not self._lexicon.syllables.valid(tokens.lower[k]):
            k += 1
            if tokens.shape[k] == "-" and tokens.glued(k) and tokens.glued(k + 1) and tokens.shape[k + 1] == "C":
                k += 1
        return k

    def act(self, i: int) -> str | None:
        """The one foreign word that names the act whose head stands at `i`: "Loewe" of "Tu chính án Loewe"."""
        found = self._table.law_acts.longest(self._tokens.lower, i)
        if found is None or self.foreign(found[0]) != found[0] + 1:
            return None
        return self._tokens.cased[found[0]]

    def _counts(self, j: int) -> bool:
        """Whether a word is the number of a congress or meeting."""
        lower, events = self._tokens.lower, self._lexicon.events
        return numeral(lower[j]) or (events.ordinal.before(lower, j) and events.numbers.longest(lower, j) is not None)

    def _numbers(self, j: int) -> bool:
        """Whether a number behind "nghị quyết đại hội" in lower case tells the congress, not a count."""
        tokens = self._tokens
        return numeral(tokens.lower[j]) and tokens.lower[j + 1] not in self._table.not_before

    def _subject(self, j: int) -> int:
        """The end of what a law is about."""
        tokens, table = self._tokens, self._table
        while (word := table.law_words.longest(tokens.lower, j)) is not None:
            j = word[0]
            joined = tokens.lower[j] in table.law_links and table.law_words.longest(tokens.lower, j + 1) is not None
            if joined and (tokens.shape[j] != "," or tokens.shape[j + 1] == "U"):
                j += 1
        return j - 1 if tokens.lower[j - 1] in table.law_of else j

    def lists_fields(self, j: int, most: int = LONGEST_SUBJECT) -> bool:
        """Whether words behind a comma go on to "và" or a sure end: "quản lý, sử dụng vũ khí và công cụ hỗ trợ"."""
        tokens, conj = self._tokens, self._lexicon.words.conj
        last = j + most
        while tokens.shape[j] in "l,":
            if tokens.lower[j] in conj:
                return True
            j += 1
            if j > last:
                return False
        return tokens.shape[j] == ";" or self._table.law_after.longest(tokens.lower, j) is not None

    def edition(self, end: int) -> int:
        """What tells a law's edition: "(sửa đổi)", "năm 2015"."""
        tokens = self._tokens
        land = self._lexicon.organisations.vietnam.longest(tokens.lower, end)
        if land is not None and tokens.capital(end):
            end = land[0]  # "Luật Dạy nghề [VN] 2006"
        while True:
            after = self._table.law_after.longest(tokens.lower, end)
            if after is not None:
                end = after[0]
            bracket = tokens.shape[end] == "("
            year = end + bracket
            if tokens.lower[year] in self._lexicon.words.year:
                year += 1
            if tokens.shape[year] != "d" or not self._codes.year(year) or (bracket and tokens.shape[year + 1] != ")"):
                break
            end = year + 1 + bracket
        if tokens.lower[end] in self._lexicon.words.number and tokens.shape[end + 1] == "d":
            code = self._codes.end(end + 1)
            return code if code > end + 2 else end
        return end
