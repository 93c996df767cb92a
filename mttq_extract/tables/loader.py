"""Reading and checking the linguistic tables; patterns are compiled from them, longest form first."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from mttq_extract.errors import TableError

Row = dict[str, Any]
_MANY = 40  # forms from which a tree is faster than a list
_FEW = 6  # first letters up to which it is quicker to look for these


def read_text(name: str) -> str:
    """Give the text of a table file of the package; raises `TableError` when there is none."""
    return read_bytes(name).decode("utf-8")


def read_bytes(name: str) -> bytes:
    """Give a table file of the package as it is stored; raises `TableError` when there is none."""
    source = files("mttq_extract.tables") / name
    if not source.is_file():
        raise TableError(f"table {name!r} is missing from the package; reinstall mttq-extract")
    return source.read_bytes()


def read_toml(name: str) -> dict[str, Any]:
    """Read one TOML table; raises `TableError` naming the file and line when it is malformed."""
    try:
        return tomllib.loads(read_text(name))
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"table {name}: {error}; correct the file") from error


def rows(table: dict[str, Any], name: str, key: str, required: Iterable[str] = ("forms",)) -> list[Row]:
    """Give the rows of one kind, each checked for its required fields and for repeated forms in the row."""
    out: list[Row] = table.get(key, [])
    if not isinstance(out, list):
        raise TableError(f"table {name}: [[{key}]] must be a list of rows")
    for number, row in enumerate(out, 1):
        for wanted in required:
            if wanted not in row:
                raise TableError(f"table {name}: [[{key}]] row {number} lacks {wanted!r}; add it")
        forms = row.get("forms", [])
        repeated = {form for form in forms if forms.count(form) > 1}
        if repeated:
            raise TableError(f"table {name}: [[{key}]] row {number} repeats {sorted(repeated)}; keep one")
    return out


def alternatives(forms: Iterable[str]) -> str:
    """Write forms as one regular expression, longest first, with any white space between words.

    >>> alternatives(["tỷ", "tỷ đồng"])
    'tỷ\\\\s+đồng|tỷ'
    """
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return _tree(ordered) if len(ordered) >= _MANY else "|".join(map(_written, ordered))


def worded(forms: Iterable[str]) -> str:
    """Write forms as one regular expression that begins where a word does; what may follow is the caller's.

    Where all begin with a few letters they are looked for first: `re` then passes over the rest of a text in a
    fraction of the time that it takes to try the border of a word at every character.

    >>> worded(["tỷ", "tỷ đồng"])
    't(?<!\\\\w.)(?:(?<=t)(?:ỷ\\\\s+đồng|ỷ))'
    """
    known = sorted(set(forms))
    rests: dict[str, list[str]] = {}
    for form in known:
        rests.setdefault(form[:1], []).append(form[1:])
    if not rests or len(rests) > _FEW or not all(map(str.isalnum, rests)):
        return rf"(?<!\w)(?:{alternatives(known)})"
    branches = "|".join(f"(?<={letter})(?:{alternatives(rest)})" for letter, rest in rests.items())
    first = next(iter(rests)) if len(rests) == 1 else f"[{''.join(rests)}]"
    return rf"{first}(?<!\w.)(?:{branches})"


def _tree(forms: list[str]) -> str:
    """The forms as a tree of their letters, so that a match looks at one branch and not at hundreds of forms."""
    rests: dict[str, list[str]] = {}
    for form in forms:
        rests.setdefault(form[:1], []).append(form[1:])
    branches = [
        _written(letter) + (_written(after[0]) if len(after) == 1 else f"(?:{_tree(after)})")
        for letter, after in rests.items()
        if letter
    ]
    return "|".join([*branches, ""] if "" in rests else branches)  # a form that ends here comes after the longer ones


def _written(form: str) -> str:
    return re.escape(form).replace(r"\ ", r"\s+")


def tables_hash() -> str:
    """SHA-256 over all table files: two extractors with the same hash read with the same knowledge."""
    digest = hashlib.sha256()
    for entry in sorted(files("mttq_extract.tables").iterdir(), key=lambda e: e.name):
        if entry.name.endswith((".toml", ".tsv", ".tsv.gz")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes() + b"\0")
    return digest.hexdigest()
