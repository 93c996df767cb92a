"""The garbage collector while many articles are read: tables and models stay, and are not looked at again and again."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_NEW = 20_000
"""New objects from which the collector looks at them; Python's own number is far less than one article makes."""


@contextmanager
def rare_collections() -> Iterator[None]:
    """Collect garbage less often, and none of what is there now; to be entered when tables and models are loaded.

    The settings are those of the whole process; afterwards they are as they were.
    """
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(MOST_NEW, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
