"""The database of a command: opened, closed, and waited for aloud while another process writes to it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from mttq_extract.store.patience import Patience

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from mttq_extract.store.writer import Store


def _tell(waited: float) -> None:
    click.echo(
        f"Cơ sở dữ liệu đang bị một tiến trình khác khóa (locked): đã đợi {waited:.0f} giây, "
        f"tối đa {PATIENCE.seconds:.0f} giây…",
        err=True,
    )


PATIENCE = Patience(tell=_tell)
"""How commands wait."""


@contextmanager
def reading(db: str) -> Iterator[sqlite3.Connection]:
    """The database at `db`, open for questions.

    Raises UsageError and StoreError as `open_for_reading` does, and StoreError for what SQLite raises inside.
    """
    from mttq_extract.store.connect import open_for_reading, store_errors

    connection = open_for_reading(db, patience=PATIENCE)
    try:
        with store_errors(db):
            yield connection
    finally:
        connection.close()


def writing(db: str) -> Store:
    """The database at `db`, made where there is none, to be used in a `with` statement.

    Raises UsageError and StoreError as `open_for_writing` does.
    """
    from mttq_extract.store.writer import Store

    return Store(db, PATIENCE)
