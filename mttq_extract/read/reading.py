"""What all readers of one run share: the user's options and the tables, each loaded when it is first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mttq_extract.read.grids import GridReader
    from mttq_extract.read.legacy import Legacy
    from mttq_extract.read.letterheads import Letterheads
    from mttq_extract.read.month_words import MonthWords
    from mttq_extract.read.outlets import Outlets


@dataclass(frozen=True)
class Reading:
    """Options and tables of a run; `text_column` names the column of CSV files that holds the articles."""

    text_column: str | None = None

    @cached_property
    def legacy(self) -> Legacy:
        """The encodings from before Unicode."""
        from mttq_extract.read.legacy import Legacy

        return Legacy.load()

    def load_legacy(self) -> Legacy:
        """The same, as a function to be called when it is needed."""
        return self.legacy

    @cached_property
    def grids(self) -> GridReader:
        """How tables are written as lines."""
        from mttq_extract.read.grids import GridReader

        return GridReader.load()

    @cached_property
    def letterheads(self) -> Letterheads:
        """What stands above the title of a report."""
        from mttq_extract.read.letterheads import Letterheads

        return Letterheads.load()

    @cached_property
    def outlets(self) -> Outlets:
        """Known outlets and where pages keep the parts of an article."""
        from mttq_extract.read.outlets import Outlets

        return Outlets.load()

    @cached_property
    def months(self) -> MonthWords:
        """Months in words."""
        from mttq_extract.read.month_words import MonthWords

        return MonthWords.load()

    def load_months(self) -> MonthWords:
        """The same, as a function to be called when it is needed."""
        return self.months

    @cached_property
    def columns(self) -> dict[str, list[str]]:
        """Names of CSV columns by what they hold."""
        from mttq_extract.tables.loader import read_toml

        return read_toml("columns.toml")
