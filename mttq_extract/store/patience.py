"""Waiting while another process holds the database: told after a few seconds, given up after a minute."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from mttq_extract.errors import LockedError

if TYPE_CHECKING:
    from collections.abc import Callable

_Answer = TypeVar("_Answer")

_PAUSE = 0.05  # seconds: SQLite turns some requests away at once, however long it was told to wait


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a database that another process is writing to.

    It is given up after `seconds`. Every `every` seconds `tell` hears how many have passed.
    """

    seconds: float = 60.0
    every: float = 5.0
    tell: Callable[[float], None] | None = None

    @property
    def at_once(self) -> float:
        """Seconds that SQLite itself waits before it says that the database is busy."""
        return min(self.every, self.seconds)

    def wait(self, path: str, action: Callable[[], _Answer]) -> _Answer:
        """What `action` gives, tried again while the database at `path` is held.

        Raises LockedError when that takes too long, and what else `action` raises. It must leave nothing behind
        when the database turns it away.
        """
        begun = time.monotonic()
        due = self.at_once
        while True:
            try:
                return action()
            except Exception as error:
                waited = time.monotonic() - begun
                if not (getattr(error, "sqlite_errorname", None) or "").startswith("SQLITE_BUSY"):
                    raise
                if waited >= self.seconds:
                    raise LockedError(
                        f"Cơ sở dữ liệu {path}: đã đợi {waited:.0f} giây mà vẫn bị một tiến trình khác khóa (locked); "
                        "đợi nó xong rồi chạy lại"
                    ) from error
            if self.tell is not None and waited >= due:
                self.tell(waited)
                due += self.every
            time.sleep(_PAUSE)


PATIENT = Patience()
"""How long is waited where nobody says anything else: a minute, without a word."""
