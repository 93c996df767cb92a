"""Tables and numbers for people."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

# Escape sequences in an article must not reach the terminal.
_CONTROLS: Mapping[int, str] = dict.fromkeys((*range(32), *range(127, 160)), " ")


class Column(NamedTuple):
    """A column of a table: its head, and whether it holds numbers or may not be broken."""

    head: str
    right: bool = False
    whole: bool = False


def console(*, stderr: bool = False) -> Console:
    """A console as wide as its terminal, or as wide as its content when there is none."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else 100_000, highlight=False, soft_wrap=False)


def is_narrow(least: int) -> bool:
    """Whether answers go to a terminal of fewer columns than that."""
    return sys.stdout.isatty() and console().width < least


def show_table(columns: Sequence[Column], rows: Iterable[Iterable[str | None]], *, title: str | None = None) -> None:
    """Print a table on stdout; text is shown as it is, without markup and control characters."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, title=title and Text(title), title_justify="left", pad_edge=False)
    for column in columns:
        # Half a number on a line of its own would be read as a number: what has no room is seen to be cut.
        table.add_column(
            column.head,
            justify="right" if column.right else "left",
            no_wrap=column.whole,
            overflow="ellipsis" if column.whole else "fold",
        )
    for row in rows:
        table.add_row(*(Text((cell or "").translate(_CONTROLS)) for cell in row))
    console().print(table)


def printable(text: str) -> str:
    """A text on one line, without control characters."""
    return text.translate(_CONTROLS)
