"""The texts that gold offsets point into, read as the extractor stores them."""

from __future__ import annotations

import gzip
import hashlib
import io
import unicodedata
import zlib
from typing import TYPE_CHECKING

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.rows import parse_json
from mttq_extract.read.decoding import stored_text
from mttq_extract.read.metadata import published_date, title_of
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

JSONL_SUFFIXES = (".jsonl", ".jsonl.gz")


def text_hash(text: str) -> str:
    """The sha256 of a stored text, in hexadecimal: what `gold/documents.jsonl` records.

    >>> text_hash("Đạt 5%")[:8]
    '22100122'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each non-empty line of a UTF-8 file, plain or gzip, with "file:line".

    Raises:
        GoldError: the file cannot be read as UTF-8 text.
    """
    try:
        opened = gzip.open(path) if path.name.endswith(".gz") else path.open("rb")  # noqa: SIM115
        # Only "\n" ends a line: U+2028 or a lone "\r" inside a text must not cut a record in two.
        with io.TextIOWrapper(opened, "utf-8-sig", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield line, f"{path}:{number}"
    except FileNotFoundError as error:
        raise GoldError(f"Không tìm thấy file: {path} (no such file)") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: không phải UTF-8 ({error.reason}); lưu lại ở UTF-8 (save as UTF-8)") from error
    except (OSError, EOFError, zlib.error) as error:
        raise GoldError(f"{path}: không đọc được file ({error}) (cannot be read)") from error


def find_texts(
    ids: Collection[str], sources: Iterable[Path], hashes: Mapping[str, str] | None = None
) -> dict[str, Record]:
    """Find the texts of `ids` in folders of .txt and .jsonl(.gz) files, JSONL files or single .txt files.

    The first source that holds an id gives its text; where `hashes` has that of the text that is meant, the first that
    holds this very text, and another text only where none does. In a folder the id is the path of the .txt file inside
    the folder without its suffix, or its file name alone where only one file is so named. Ids found nowhere
    are left out of the result.

    Raises:
        GoldError: a source does not exist or cannot be read.
    """
    found: dict[str, Record] = {}
    others: dict[str, Record] = {}
    for source in sources:
        wanted = {id_ for id_ in ids if id_ not in found}
        if not wanted:
            break
        for id_, record in _from_source(wanted, source).items():
            meant = hashes.get(id_) if hashes else None
            if meant and text_hash(record.text) != meant:
                others.setdefault(id_, record)
            else:
                found[id_] = record
    return others | found


def _from_source(wanted: set[str], source: Path) -> dict[str, Record]:
    if source.is_dir():
        return _from_folder(wanted, source)
    if source.name.endswith(JSONL_SUFFIXES):
        return _from_jsonl(wanted, source)
    if source.is_file():
        return {id_: _from_txt(id_, source) for id_ in wanted if id_ == source.stem}
    raise GoldError(f"Không tìm thấy đường dẫn: {source} (no such path)")


def _from_folder(wanted: set[str], folder: Path) -> dict[str, Record]:
    paths: dict[str, Path] = {}
    names: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.txt")):
        paths[unicodedata.normalize("NFC", path.relative_to(folder).with_suffix("").as_posix())] = path
        names.setdefault(unicodedata.normalize("NFC", path.stem), []).append(path)
    found: dict[str, Record] = {}
    for id_ in wanted:
        same_name = names.get(id_, [])
        path_found = paths.get(id_) or (same_name[0] if len(same_name) == 1 else None)
        if path_found is not None:
            found[id_] = _from_txt(id_, path_found)
    for path in sorted(p for suffix in JSONL_SUFFIXES for p in folder.rglob(f"*{suffix}")):
        missing = wanted - set(found)
        if not missing:
            break
        found |= _from_jsonl(missing, path)
    return found


def _from_txt(id_: str, path: Path) -> Record:
    try:
        text = stored_text(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: không phải UTF-8 ({error.reason}); lưu lại ở UTF-8 (save as UTF-8)") from error
    return Record(id_, text, title=title_of(text), path=str(path))


def _from_jsonl(wanted: set[str], path: Path) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for line, where in read_lines(path):
        data = parse_json(line, where)
        id_, text = data.get("id"), data.get("text")
        if isinstance(id_, str) and isinstance(text, str) and id_ in wanted and id_ not in found:
            found[id_] = Record(
                id_,
                stored_text(text),
                title=_optional(data.get("title")),
                published=published_date(data.get("published")),
                outlet=_optional(data.get("outlet")),
                url=_optional(data.get("url")),
                path=str(path),
            )
            if len(found) == len(wanted):
                break
    return found


def _optional(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
