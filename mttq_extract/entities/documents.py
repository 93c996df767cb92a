"""Documents: papers with a number, laws, treaties, resolutions of congresses."""

from __future__ import annotations

from collections.abc import Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.events import Body
from mttq_extract.entities.laws import LawReader
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
        acts: dict[str, int] = {}
        for i in tokens.standing(numbers, *(kind.first for kind in kinds)):
            if tokens.lower[i] in numbers and tokens.shape[i - 1] == "n" and (code := self._papers.coded(i + 1)):
                yield Candidate(code[0], code[1], "DOC", "document.code")
            end = self._papers.at(i)
            if end is not None:
                yield Candidate(i, end, "DOC", "document.numbered", rank=1)
                yield from self._papers.siblings(end)
                continue
            names = self._laws.listed(i) if tokens.lower[i] in laws else []
            yield from (Candidate(start, end, "DOC", "document.listed", rank=1) for start, end in names)
            end = self._laws.at(i) if tokens.lower[i] in laws and not names else None
            if end is not None:
                yield Candidate(i, end, "DOC", "document.law", rank=1)
                if (name := self._laws.act(i)) is not None:
                    acts.setdefault(name, end)
            end = self._treaties.at(i)
            if end is not None:
                yield Candidate(i, end, "DOC", "document.treaty", rank=2)
            alone = table.alone.longest(tokens.lower, i)
            raised = alone is not None and any(map(tokens.capital, range(i, alone[0])))
            inside = i and tokens.capital(i - 1) and not tokens.opens_sentence(i - 1)
            if alone is not None and raised and not inside:
                yield Candidate(i, alone[0], "DOC", "document.named", rank=1)
        for i in tokens.standing(frozenset(map(str.lower, acts))):
            bare = not tokens.capital(i + 1) and not (i and tokens.capital(i - 1))
            if bare and acts.get(tokens.cased[i], i) < i:
                yield Candidate(i, i + 1, "DOC", "document.act", rank=-1)  # "Tu chính án Loewe … bỏ [Loewe]"
