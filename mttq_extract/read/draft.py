"""The text that a reader puts together from the parts of a page or a file, with marks that stay true."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import stored_text
from mttq_extract.types import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mttq_extract.read.grid_cells import Line

# What XML and pages let through and no text needs: controls, and halves of surrogate pairs.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class Draft:
    """A text in the making: one paragraph a line, the marks of its lines, and which of them are rows of tables."""

    lines: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0
    rows: set[int] = field(default_factory=set)

    def add(self, text: str, kind: str | None = None) -> None:
        """Add a paragraph, or several; blank ones are left out. `kind` marks it ("caption", "aside")."""
        for line in clean(text).split("\n"):
            if stripped := " ".join(line.split()):
                start = self._append(stripped)
                if kind:
                    self.marks.append(Mark(start, self.length, kind))

    def add_rows(self, lines: Iterable[Line]) -> None:
        """Add the rendered rows of a table; their text must be `clean` already."""
        for line in lines:
            start = self._append(line.text)
            for cell in line.cells:
                self.marks.append(
                    Mark(start + cell.start, start + cell.end, "cell", cell.head, cell.owner, cell.column)
                )
                if cell.said[0] < cell.said[1]:
                    self.marks.append(Mark(start + cell.said[0], start + cell.said[1], "head"))
            if line.cells:
                self.rows.add(len(self.lines) - 1)
            if line.total:
                self.marks.append(Mark(start, self.length, "total"))

    def _append(self, line: str) -> int:
        start = self.length + (1 if self.lines else 0)
        self.lines.append(line)
        self.length = start + len(line)
        return start

    def above(self) -> list[str]:
        """The last lines, up to the last row of a table."""
        return self.lines[max(self.rows, default=-1) + 1 :]

    @property
    def prose(self) -> list[str]:
        """The lines that are no rows of tables: among them is the title."""
        return [line for number, line in enumerate(self.lines) if number not in self.rows]

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.lines)


def clean(text: str) -> str:
    """A piece of a page as it can be stored: NFC, line ends as "\\n", without control characters.

    >>> clean("a\\x0bb\\r\\n")
    'ab\\n'
    """
    return _CONTROLS.sub("", stored_text(text).replace("\r", "\n"))
