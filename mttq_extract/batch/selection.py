"""Which of its inputs a run takes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.read import ReadFailure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from mttq_extract.types import Record


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions on the inputs of a run; None asks nothing.

    `limit` is how many articles are extracted at most, not counting those the database holds already. `since` is the
    first day of publication: an article that is known to be older is left out, one without a date is taken. `failed`
    are the inputs that gave no document before, as `Store.failures` gives them: only they are taken.
    """

    limit: int | None = None
    since: date | None = None
    failed: Mapping[str, frozenset[str]] | None = None

    def is_recent(self, record: Record) -> bool:
        """Whether a record is not known to be older than `since`."""
        return self.since is None or record.published is None or record.published >= self.since

    def is_retried(self, item: Record | ReadFailure) -> bool:
        """Whether an input failed before, or stands in a file or a folder that did.

        A failure that names no record (a line that could not be read) stands for the whole file.
        """
        if self.failed is None:
            return True
        for path in (item.path or "", *_folders(item.path or "")):
            if path not in self.failed:
                continue
            items = self.failed[path]
            if isinstance(item, ReadFailure) or item.id in items:
                return True
            if any(not one or one.startswith("line ") for one in items):
                return True
        return False


def retry_paths(failed: Iterable[str]) -> Iterator[str | ReadFailure]:
    """The paths on disk that failed inputs are read from: the archive of a member; a failure for what is gone."""
    given: set[str] = set()
    for path in failed:
        found = next((one for one in (path, *_folders(path)) if os.path.lexists(one)), None)
        if path == "-":
            yield ReadFailure(path, "đọc từ đầu vào chuẩn: hãy đưa lại bài đó (standard input cannot be read again)")
        elif found is None or (found != path and os.path.isdir(found)):
            yield ReadFailure(path, "không còn file này; chạy ở thư mục cũ, hoặc nêu PATH mới (no such file)")
        elif found not in given:
            given.add(found)
            yield found


def _folders(path: str) -> Iterator[str]:
    while (parent := os.path.dirname(path)) and parent != path:
        path = parent
        yield path
