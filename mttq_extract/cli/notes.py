"""What readers say about files that were read, told once on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mttq_extract.cli.show import printable
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mttq_extract.read.source import ReadFailure

MOST = 20
"""Notes shown one by one; an archive in an old encoding has one for each article."""


def tell_notes(items: Iterable[Record | ReadFailure]) -> Iterator[Record | ReadFailure]:
    """Pass the items on, and tell the notes of the records among them."""
    told = 0
    for item in items:
        if isinstance(item, Record):
            for note in item.notes:
                told += 1
                if told <= MOST:
                    click.echo(f"Chú ý: {printable(item.path or item.id)}: {printable(note)}", err=True)
        yield item
    if told > MOST:
        click.echo(f"Chú ý: còn {told - MOST} chú ý nữa (more notes)", err=True)
