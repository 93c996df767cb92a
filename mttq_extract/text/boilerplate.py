"""Marking what a page prints beside the article: lists of other stories, share buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mttq_extract.tables.loader import alternatives, read_toml
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Sentence


@dataclass(frozen=True, slots=True)
class BoilerplateReader:
    """Marks sentences that are boilerplate; build it once with `BoilerplateReader.load`."""

    tail: re.Pattern[str]
    line: re.Pattern[str]
    not_before: float

    @classmethod
    def load(cls) -> BoilerplateReader:
        """Compile the table."""
        table = read_toml("boilerplate.toml")
        tail, line = (alternatives(fold_tones(form) for form in table[key]) for key in ("tail", "line"))
        end = r"\s*[:.…>»]*\s*"
        return cls(re.compile(f"(?:{tail}){end}"), re.compile(f"(?:{line}){end}"), table["not_before"])

    def mark(self, view: View, sentences: Sequence[Sentence]) -> list[Sentence]:
        """Give the sentences with their `boilerplate` flag set; nothing is removed.

        A heading such as "Tin đọc nhiều" counts only in the later part of the text, on a line of its own.
        """
        out: list[Sentence] = []
        tail = False
        for sentence in sentences:
            start, end = view.from_text(sentence.start), view.from_text(sentence.end)
            if end - start <= 60:
                line = view.lower[start:end]
                late = start >= self.not_before * len(view.lower)
                tail = tail or (late and self.tail.fullmatch(line) is not None)
                if self.line.fullmatch(line):
                    out.append(replace(sentence, boilerplate=True))
                    continue
            out.append(replace(sentence, boilerplate=True) if tail else sentence)
        return out
