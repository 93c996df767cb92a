"""Documents: papers with a number, laws, treaties, resolutions of congresses."""

from __future__ import annotations

from collections.abc import Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.events import Body
from mttq_extract.entities.laws import SHORTEST, LawReader
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.papers import PaperReader
from mttq_extract.entities.tokens import Tokens
from mttq_extract.entities.treaties import TreatyReader


class DocumentReader:
    """Reads the documents of one text; `body` gives the organisation that begins at a token."""

    __slots__ = ("_laws", "_lexicon", "_papers", "_table", "_tokens", "_treaties")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, body: Body) -> None:
        self._lexicon = lexicon
        self._table = lexicon.documents
        self._tokens = tokens
        self._papers = PaperReader(lexicon, tokens)
        self._laws = LawReader(lexicon, tokens, body)
        self._treaties = TreatyReader(lexicon, tokens, self._laws)

    def find(self) -> Iterator[Candidate]:
        """Give every document of the text."""
        tokens, table = self._tokens, self._table
        kinds = (table.numbered, table.law, table.alone, table.congress, table.plenary, table.treaty)
        laws = table.law.first | table.congress.first | table.plenary.first
        numbers = self._lexicon.words.number
        short: dict[str, int] = {}
        for i in tokens.standing(numbers, *(kind.first for kind in kinds)):
            if tokens.lower[i] in numbers and (code := self._papers.coded(i)) is not None:
                yield Candidate(code[0], code[1], "DOC", "document.code")
            end = self._papers.at(i)
            if end is not None:
                yield Candidate(i, end, "DOC", "document.numbered", rank=1)
                yield from self._papers.siblings(end)
                continue
            for one in self._named(i, laws):
                yield one
                if (name := self._short(i, one.end)) is not None:
                    short.setdefault(name, one.end)
        yield from self._later(short)

    def _named(self, i: int, laws: frozenset[str]) -> Iterator[Candidate]:
        """The laws and treaties whose names begin with the head at `i`; `laws` has the first words of laws."""
        tokens, table = self._tokens, self._table
        if tokens.lower[i] in laws:
            names = self._laws.listed(i)
            yield from (Candidate(start, end, "DOC", "document.listed", rank=1) for start, end in names)
            if not names and (end := self._laws.at(i)) is not None:
                yield Candidate(i, end, "DOC", "document.law", rank=1)
        if (end := self._treaties.at(i)) is not None:
            yield Candidate(i, end, "DOC", "document.treaty", rank=2)
        alone = table.alone.longest(tokens.lower, i)
        raised = alone is not None and any(map(tokens.capital, range(i, alone[0])))
        inside = i and tokens.capital(i - 1) and not tokens.opens_sentence(i - 1)
        if alone is not None and raised and not inside:
            yield Candidate(i, self._laws.edition(alone[0]), "DOC", "document.named", rank=1)

    def _short(self, i: int, end: int) -> str | None:
        """What the document from `i` to `end` may be called later: its letters in brackets, or its foreign word."""
        tokens = self._tokens
        law = tokens.lower[i] in self._table.law.first
        if not tokens.capital(i):
            return self._laws.act(i)  # "Ủy ban thực thi hiệp định dệt may (CITA)": the committee
        for k in (end - 3, end):
            if tokens.shape[k : k + 3] == "(U)" and len(tokens.cased[k + 1]) >= SHORTEST:
                whole = not law or tokens.lower[k + 1][0] == tokens.lower[i][0]  # "Luật Đò ngang (ĐN)": its subject
                return tokens.cased[k + 1] if whole else None
        return self._laws.act(i)

    def _later(self, short: dict[str, int]) -> Iterator[Candidate]:
        """The later mentions of documents by their short names: "Tu chính án Loewe … bỏ [Loewe]"."""
        tokens = self._tokens
        for i in tokens.standing(frozenset(map(str.lower, short))):
            bare = not tokens.capital(i + 1) and not (i and tokens.capital(i - 1))
            if bare and short.get(tokens.cased[i], i) < i:
                yield Candidate(i, i + 1, "DOC", "document.short", rank=-1)
