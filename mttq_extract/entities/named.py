"""Documents, events and funds: numbered papers, laws, sessions, congresses, campaigns, quoted names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

Body = Callable[[int], "tuple[int, str] | None"]
LONGEST_QUOTE = 40
ROMAN = frozenset("ivxlcdm")


def quoted_end(tokens: Tokens, i: int) -> int | None:
    """Give the token behind the closing quote of a quotation that opens at `i`."""
    shape = tokens.shape
    if shape[i] not in "oq":
        return None
    mark = tokens.cased[i]
    closing = "e" if shape[i] == "o" else "q"
    for k in range(i + 1, min(i + LONGEST_QUOTE, len(tokens))):
        if shape[k] == "n":
            return None
        if shape[k] == closing and (closing == "e" or tokens.cased[k] == mark):
            return k + 1
    return None


def _number(word: str) -> bool:
    return word.isdigit() or (bool(word) and set(word) <= ROMAN)


class DocumentReader:
    """Reads numbered documents, laws and resolutions of one text."""

    __slots__ = ("_body", "_table", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, body: Body) -> None:
        self._table = lexicon.documents
        self._tokens = tokens
        self._body = body

    def find(self) -> Iterator[Candidate]:
        """Give every document of the text."""
        tokens, table = self._tokens, self._table
        firsts = table["numbered"].first | table["law"].first | table["alone"].first | table["congress"].first
        for i, lower in enumerate(tokens.lower):
            if lower not in firsts:
                if lower in table["number_words"] and tokens.shape[i - 1] == "n" and (code := self._coded(i + 1)):
                    yield Candidate(code[0], code[1], "DOC", "document.number")
                continue
            end = self._numbered(i)
            if end is not None:
                yield Candidate(i, end, "DOC", "document.numbered", rank=1)
                continue
            end = self._law(i)
            if end is not None:
                yield Candidate(i, end, "DOC", "document.law", rank=1)
            alone = table["alone"].longest(tokens.lower, i)
            if alone is not None and tokens.capital(i) and not (i and tokens.capital(i - 1)):
                yield Candidate(i, alone[0], "DOC", "document.named", rank=1)

    def _coded(self, j: int) -> tuple[int, int] | None:
        """A number with its code at the head of a paper: "Số: 12/BC-MTTQ"."""
        tokens = self._tokens
        if tokens.shape[j] == ":":
            j += 1
        end = self._code(j) if tokens.shape[j] == "d" else j
        return (j, end) if any(tokens.shape[k] == "U" for k in range(j, end)) else None

    def _numbered(self, i: int) -> int | None:
        tokens, table = self._tokens, self._table
        found = table["numbered"].longest(tokens.lower, i)
        if found is None:
            return None
        name = " ".join(tokens.lower[i : found[0]])
        j = found[0]
        worded = tokens.lower[j] in table["number_words"]
        if worded:
            j += 1
            if tokens.shape[j] == ":":
                j += 1
        if tokens.shape[j] != "d" or (not worded and "." in tokens.cased[j]):
            return None
        code = self._code(j)
        if code > j + 1:
            return code
        digits = tokens.cased[j]
        if not digits.isdigit():
            return None
        if not worded:
            if name in table["never_bare"] or (name in table["capital"] and not tokens.capital(i)):
                return None
            if tokens.lower[j + 1] in ("tháng", "năm", "ngày", "%", "tỷ", "triệu", "người", "nội", "đại", "điểm") or (
                len(digits) == 4 and digits[:2] in ("19", "20")
            ):
                return None
        return self._dated_code(j + 1)

    def _code(self, j: int) -> int:
        """The end of a number with its code: "97/2019/QH14", "124-QĐ/TW"."""
        tokens = self._tokens
        k = j + 1
        while tokens.shape[k] in "/-" and tokens.glued(k) and tokens.shape[k + 1] in "CUld" and tokens.glued(k + 1):
            k += 2
            if tokens.shape[k] == "d" and tokens.glued(k):
                k += 1
        return k

    def _dated_code(self, k: int) -> int:
        """A code that follows the date: "số 27 ngày 5/3/2025-NQ/TU"."""
        tokens = self._tokens
        if tokens.lower[k] != "ngày" or tokens.shape[k + 1] != "d":
            return k
        end = self._code(k + 1)
        return end if any(tokens.shape[m] == "U" for m in range(k + 1, end)) else k

    def _law(self, i: int) -> int | None:
        tokens, table = self._tokens, self._table
        congress = table["congress"].longest(tokens.lower, i)
        if congress is not None and tokens.capital(i):
            return self._resolution(congress[0])
        found = table["law"].longest(tokens.lower, i)
        if found is None or table["law_not_before"].longest(tokens.lower, found[0]) is not None:
            return None
        j = found[0]
        if not tokens.capital(i) and not tokens.capital(j) and tokens.lower[i] != "dự":
            return None
        end = j
        while True:
            word = table["law_words"].longest(tokens.lower, end)
            if word is None:
                break
            end = word[0]
            if tokens.lower[end] in table["law_links"] and (
                further := table["law_words"].longest(tokens.lower, end + 1)
            ) is not None and (tokens.lower[end] != "," or tokens.shape[end + 1] == "U"):
                end += 1
        if end == j:
            return None
        after = table["law_after"].longest(tokens.lower, end)
        if after is not None:
            return int(after[0])
        year = end + 1 if tokens.lower[end] == "năm" else end
        if tokens.shape[year] == "d" and tokens.cased[year][:2] in ("19", "20") and len(tokens.cased[year]) == 4:
            return year + 1
        if tokens.shape[end] == "(" and tokens.lower[end + 1 : end + 2] == ["năm"] and tokens.shape[end + 3] == ")":
            return end + 4
        return end

    def _resolution(self, j: int) -> int | None:
        """The congress behind "Nghị quyết Đại hội"."""
        end = congress_end(self._tokens, j, self._body)
        return end if end > j else None


def congress_end(tokens: Tokens, j: int, body: Body, of: int | None = None) -> int:
    """Give the end of what tells a congress: numbers, its body, "lần thứ" or "khóa" with a number."""
    lower = tokens.lower
    while True:
        if lower[j] in ("lần", "thứ", "khóa") and (
            _number(lower[j + 1]) or (lower[j + 1] == "thứ" and _number(lower[j + 2]))
        ):
            j += 3 if lower[j + 1] == "thứ" else 2
        elif tokens.shape[j] in "UC" and set(lower[j]) <= ROMAN:
            j += 1
        elif lower[j] == "đại" and lower[j + 1] == "biểu":
            j += 2
        elif lower[j] == "tòan" and lower[j + 1] == "quốc":
            j += 2
        elif lower[j] == "của" and lower[j + 1] == "đảng" and tokens.capital(j + 1):
            j += 2
        elif lower[j] == "đảng" and tokens.capital(j) and lower[j + 1] != "bộ" and body(j) is None:
            j += 1
        elif (found := body(j)) is not None:
            j = found[0]
        else:
            return j


class EventReader:
    """Reads named events of one text."""

    __slots__ = ("_body", "_table", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, body: Body) -> None:
        self._table = lexicon.events
        self._tokens = tokens
        self._body = body

    def find(self) -> Iterator[Candidate]:
        """Give every event of the text."""
        tokens, table = self._tokens, self._table
        firsts = frozenset().union(
            *(table[k].first for k in ("session", "congress", "meeting", "plenum", "election", "quoted", "names"))
        )
        for i, lower in enumerate(tokens.lower):
            if lower not in firsts:
                continue
            for read in (self._quoted, self._session, self._meeting, self._plenum, self._congress, self._election, self._name):
                found = read(i)
                if found is not None:
                    yield Candidate(found[0], found[1], "EVENT", "event." + read.__name__.strip("_"))
                    break

    def _session(self, i: int) -> tuple[int, int] | None:
        tokens, table = self._tokens, self._table
        found = table["session"].longest(tokens.lower, i)
        if found is None:
            return None
        j = found[0]
        if _number(tokens.lower[j]):
            end = j + 1
        elif (word := table["numbers"].longest(tokens.lower, j)) is not None:
            end = word[0]
        else:
            return None
        election = self._election(end)
        return i, election[1] if election is not None else end

    def _plenum(self, i: int) -> tuple[int, int] | None:
        tokens = self._tokens
        found = self._table["plenum"].longest(tokens.lower, i)
        if found is None or not tokens.capital(i) or (body := self._body(found[0])) is None:
            return None
        end = congress_end(tokens, body[0], lambda _: None)
        return None if end == body[0] else (i, self._term(end))

    def _meeting(self, i: int) -> tuple[int, int] | None:
        tokens = self._tokens
        found = self._table["meeting"].longest(tokens.lower, i)
        if found is None or not tokens.capital(i):
            return None
        j = found[0] + 1
        if tokens.lower[j] in ("của", ","):
            j += 1
        body = self._body(j)
        return None if body is None else (i, self._term(body[0]))

    def _term(self, j: int) -> int:
        tokens = self._tokens
        return j + 2 if tokens.lower[j] == "khóa" and _number(tokens.lower[j + 1]) else j

    def _congress(self, i: int) -> tuple[int, int] | None:
        tokens, table = self._tokens, self._table
        found = table["congress"].longest(tokens.lower, i)
        if found is None:
            return None
        j = found[0]
        of = table["congress_of"].longest(tokens.lower, j)
        if of is None or not any(tokens.capital(k) for k in range(j, of[0])) or self._body(j) is not None:
            of = (j, True)
        end = congress_end(tokens, of[0], self._body)
        if end == j or not any(tokens.capital(k) for k in range(j, end)):
            return None
        if not tokens.capital(i) and not any(tokens.lower[k] == "đảng" or _number(tokens.lower[k]) for k in range(j, end)):
            return None
        return i, end

    def _election(self, i: int) -> tuple[int, int] | None:
        tokens, table = self._tokens, self._table
        found = table["election"].longest(tokens.lower, i)
        if found is None:
            return None
        j = found[0]
        while (more := table["election_more"].longest(tokens.lower, j)) is not None:
            j = more[0]
            if tokens.lower[j - 1] == "khóa" and _number(tokens.lower[j]):
                j += 1
        if tokens.lower[j - 1] == "hđnd" and (body := self._body(j - 1)) is not None:
            j = body[0]
        return i, j

    def _quoted(self, i: int) -> tuple[int, int] | None:
        tokens = self._tokens
        found = self._table["quoted"].longest(tokens.lower, i)
        if found is None:
            return None
        j = found[0]
        end = quoted_end(tokens, j)
        if end is None or end - j < 4:
            return None
        if found[1]:
            return i, congress_end(tokens, end, lambda _: None)
        return j + 1, end - 1

    def _name(self, i: int) -> tuple[int, int] | None:
        tokens = self._tokens
        found = self._table["names"].longest(tokens.lower, i)
        if found is None or not any(tokens.capital(k) for k in range(i, found[0])):
            return None
        return i, found[0]


class FundReader:
    """Reads funds and campaigns of one text."""

    __slots__ = ("_level", "_table", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, level: Callable[[int], int]) -> None:
        self._level = level
        self._table = lexicon.funds
        self._tokens = tokens

    def find(self) -> Iterator[Candidate]:
        """Give every fund and campaign of the text."""
        tokens, heads, names = self._tokens, self._table["heads"], self._table["names"]
        firsts = heads.first | names.first
        for i, lower in enumerate(tokens.lower):
            if lower not in firsts:
                continue
            head = heads.longest(tokens.lower, i)
            if head is not None:
                yield from self._headed(i, head[0], head[1])
            name = names.longest(tokens.lower, i)
            if name is not None:
                yield from self._named(i, name[0], name[1])

    def _headed(self, i: int, j: int, inside: bool) -> Iterator[Candidate]:
        """A quoted or known name behind "Quỹ", "cuộc vận động"…; joined quotations are names too."""
        tokens = self._tokens
        end = quoted_end(tokens, j)
        if end is None:
            name = self._table["names"].longest(tokens.lower, j)
            if name is None or (name[1][0] and " ".join(tokens.lower[i:j]) not in name[1][0]):
                return
            if inside:
                yield Candidate(i, self._level(name[0]), "FUND", "fund.named")
            elif tokens.capital(j) or not name[1][0]:
                yield Candidate(j, name[0], "FUND", "fund.named")
            return
        if inside:
            yield Candidate(i, self._level(end), "FUND", "fund.quoted")
            return
        while end is not None:
            inner = self._table["heads"].longest(tokens.lower, j + 1)
            yield Candidate(j + 1, end - 1, "FUND", "fund.quoted")
            if inner is None and tokens.lower[end] not in (",", "và", ";"):
                return
            j = end + 1
            end = quoted_end(tokens, j)

    def _named(self, i: int, j: int, row: tuple[frozenset[str], bool, object]) -> Iterator[Candidate]:
        tokens = self._tokens
        heads, capital, _ = row
        if heads:
            return
        quoted = tokens.shape[i - 1] in "oq" and tokens.shape[j] in "eq"
        if quoted or not capital or tokens.capital(i):
            yield Candidate(i, j, "FUND", "fund.known")
