"""What all of the store knows of its tables, and the migrations that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.store.migration_scripts import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

MIGRATION_SET = "mttq_extract"

NOT_SUMMED = frozenset(
    {
        *("percent", "permille", "ratio", "times", "celsius", "degree"),
        *("year", "quarter", "month", "week", "day", "night", "hour", "minute", "second"),
    }
)
"""Units whose figures mean nothing when they are added up."""

TELLING = 100
"""From here on, equal numbers are taken for the same fact where little else is known of them."""

TOLD_BY_ROWS, TOLD_AGAIN = "=", "=="
"""In column within: a total whose rows, of other subjects and places, count for it where these are not kept apart; and
one that would not count there either, because another figure tells the same of its subject and period."""

BY_HAND = "sửa tay (by hand)"
"""How the evidence of a field begins that a person has put right."""

AHEAD = frozenset({"target", "pledged", "threshold"})
"""Roles of figures that may tell of days to come."""

ID_STRIDE = 100_000_000
"""The id of a row inside a document is the number of the document times this, plus its place in it."""

MIGRATION_NAMES = tuple(SCRIPTS)
"""Every migration this version knows, in order; another name in a database means a newer version made it."""


def migrations() -> Migrations:
    """The migration set, oldest first; the names are those of MIGRATION_NAMES."""
    from sqlite_utils.migrations import Migrations

    found = Migrations(MIGRATION_SET)

    for name, script in SCRIPTS.items():
        found(name=name)(_running(script))
    return found


def _running(script: str) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        _execute(db, script)

    return run


def _execute(db: Database, script: str) -> None:
    """Run statements one by one: `executescript` would commit what the caller has open."""
    for statement in script.split(";"):
        if statement.strip():
            db.execute(statement)
