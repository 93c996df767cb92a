"""Ids that are distinct within one run."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from mttq_extract.read.plain import plain_id
from mttq_extract.read.source import ReadFailure

if TYPE_CHECKING:
    from mttq_extract.types import Record


_COUNTED = re.compile(r"\d{1,5}")


class DistinctIds:
    """Gives every article of a run an id of its own, the same one whenever the same paths are given.

    A second file of the same name takes its parent folders into its id ("2023/bai"). A record that brings its
    own id is a failure when the id is taken: the id is the sender's promise, and no other can be guessed. Only bare
    numbers, by which every list counts its rows, take the name of the second file before them ("2024:17").
    """

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def claim(self, record: Record, name: str) -> Record | ReadFailure:
        """The record with an id nobody else has; `name` is the name of the file that it was read from."""
        path = record.path or name
        if record.id not in self._taken:
            self._taken[record.id] = path
            return record
        stem = plain_id(name)
        counted = f"{stem}:{record.id}"
        if _COUNTED.fullmatch(record.id) and self._taken[record.id] != path and counted not in self._taken:
            self._taken[counted] = path
            return replace(record, id=counted)
        if record.id != stem and not re.fullmatch(rf"{re.escape(stem)}:\d+", record.id):
            return ReadFailure(path, f"mã «{record.id}» đã có ở {self._taken[record.id]} (duplicate id)")
        folders = PurePath(path).parent.parts
        for depth in range(1, len(folders) + 1):
            longer = "/".join((*(part.strip("/\\") for part in folders[-depth:]), record.id))
            if longer not in self._taken:
                self._taken[longer] = path
                return replace(record, id=longer)
        other = self._taken[record.id]
        return ReadFailure(path, f"mã «{record.id}» đã có ở {other}; hãy đổi tên file (duplicate id)")
