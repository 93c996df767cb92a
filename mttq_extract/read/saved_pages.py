"""Folders that browsers save beside a page, with its pictures and frames: nothing in them is an article."""

from __future__ import annotations

from collections.abc import Iterable

_PAGES = (".html", ".htm", ".xhtml")
_PARTS = ("_files", ".files", "_tệp", "_tệp tin")


def parts_of_pages(names: Iterable[str]) -> frozenset[str]:
    """The folders that may stand beside pages, by the names or paths of files.

    >>> sorted(parts_of_pages(["a/bai.htm", "b.txt"]))[0]
    'a/bai.files'
    """
    stems = (name.rpartition(".")[0] for name in names if name.lower().endswith(_PAGES))
    return frozenset(stem + part for stem in stems for part in _PARTS)
