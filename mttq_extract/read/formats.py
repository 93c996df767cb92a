"""Which reader takes which file, by the end of its name, or by its contents: a new format is one row here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from mttq_extract.read.archive import archive_reader
from mttq_extract.read.contents import REFUSED, by_contents, refusing
from mttq_extract.read.delimited import read_csv
from mttq_extract.read.docx import read_docx
from mttq_extract.read.html import read_html
from mttq_extract.read.jsonl import read_jsonl, read_jsonl_gz
from mttq_extract.read.mhtml import read_mhtml
from mttq_extract.read.pdf import read_pdf
from mttq_extract.read.plain import read_plain
from mttq_extract.read.xlsx import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mttq_extract.read.source import Reader


def reader_of(name: str) -> Reader | None:
    """The reader for a file name, or None when its format is not read.

    >>> reader_of("bai.TXT") is READERS[".txt"], reader_of("bai.exe")
    (True, None)
    """
    lower = name.lower()
    fitting = [suffix for suffix in READERS if lower.endswith(suffix) and len(lower) > len(suffix)]
    return READERS[max(fitting, key=len)] if fitting else None


_BY_NAME: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_plain,
        ".md": read_plain,
        ".html": read_html,
        ".htm": read_html,
        ".xhtml": read_html,
        ".mhtml": read_mhtml,
        ".mht": read_mhtml,
        ".pdf": read_pdf,
        ".docx": read_docx,
        ".docm": read_docx,
        ".xlsx": read_xlsx,
        ".xlsm": read_xlsx,
        ".csv": read_csv,
        ".tsv": read_csv,
        ".jsonl": read_jsonl,
        ".ndjson": read_jsonl,
        ".json": read_jsonl,
        ".jsonl.gz": read_jsonl_gz,
        ".zip": archive_reader(reader_of),
        ".gz": read_jsonl_gz,  # by contents only: no name of these ends in it alone
        **{suffix: refusing(suffix) for suffix in (".doc", ".xls")},  # systems export pages under these names
    }
)
_ONE_ARTICLE = frozenset((".html", ".mhtml", ".pdf", ".docx", ".xlsx", ".doc", ".rtf"))
_INSTEAD: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys((".txt", ".md", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".pdf"), _ONE_ARTICLE | {".zip"}),
        **dict.fromkeys((".docx", ".docm"), frozenset((".html", ".mhtml", ".pdf", ".rtf", ".xlsx"))),
        **dict.fromkeys((".xlsx", ".xlsm"), frozenset((".html", ".mhtml", ".pdf", ".rtf"))),
        **dict.fromkeys((".doc", ".xls"), frozenset((".html", ".mhtml", ".pdf", ".docx", ".xlsx", ".rtf"))),
        **dict.fromkeys((".jsonl", ".ndjson", ".json"), frozenset((".gz",))),
        ".jsonl.gz": frozenset((".jsonl",)),
        ".zip": frozenset((".docx", ".xlsx", ".pdf", ".html")),
    }
)
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        suffix: by_contents(suffix, _BY_NAME, _INSTEAD[suffix]) if suffix in _INSTEAD else reader
        for suffix, reader in _BY_NAME.items()
        if suffix != ".gz"
    }
)
"""Reader of each suffix; the longest suffix that fits is taken, without regard to case."""


def suffixes() -> str:
    """The formats that are read, for messages."""
    return ", ".join(suffix for suffix in READERS if suffix not in REFUSED)
