"""Writing a trained model: a skops file that comes out the same every time, and its card."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import zipfile
from pathlib import Path
from typing import Any

from mttq_extract.errors import ModelError
from mttq_extract.indicators.model import NAME, TRUSTED, card_name, types_in
from mttq_extract.train.fit import Fitted

_DAY_ZERO = (1980, 1, 1, 0, 0, 0)


def model_bytes(fitted: Fitted) -> bytes:
    """The model as a skops file; the same model gives the same bytes.

    Raises:
        ModelError: the file would hold a type that is not trusted on loading.
    """
    import skops.io

    stored = {"estimator": fitted.estimator, "features": "\n".join(fitted.features)}
    if fitted.squares is not None:
        stored["squares"] = fitted.squares
    return settled(skops.io.dumps(stored), TRUSTED)


def settled(data: bytes, trusted: frozenset[str]) -> bytes:
    """Without the memory addresses and times of writing that skops leaves in a file.

    Raises:
        ModelError: the file holds a type that is not trusted.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        schema = json.loads(parts.read("schema.json"))
        arrays = {name: parts.read(name) for name in parts.namelist() if name != "schema.json"}
    strange = sorted(types_in(schema) - trusted)
    if strange:
        raise ModelError(f"mô hình chứa kiểu {strange} mà chương trình không nhận khi nạp (untrusted types)")
    numbers: dict[int, int] = {}
    renamed: dict[str, str] = {}
    _renumber(schema, numbers, renamed)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as parts:
        for name in sorted(arrays, key=lambda old: renamed[old]):
            parts.writestr(zipfile.ZipInfo(renamed[name], _DAY_ZERO), arrays[name], zipfile.ZIP_DEFLATED)
        text = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
        parts.writestr(zipfile.ZipInfo("schema.json", _DAY_ZERO), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _renumber(node: Any, numbers: dict[int, int], renamed: dict[str, str]) -> None:
    if isinstance(node, dict):
        if isinstance(node.get("__id__"), int):
            node["__id__"] = numbers.setdefault(node["__id__"], len(numbers) + 1)
        if "file" in node:
            name = renamed.setdefault(node["file"], f"{len(renamed) + 1}.npy")
            node["file"] = name
        for part in node.values():
            _renumber(part, numbers, renamed)
    elif isinstance(node, list):
        for part in node:
            _renumber(part, numbers, renamed)


def write_model(folder: Path, data: bytes, card: dict[str, Any], name: str = NAME) -> None:
    """Write the model and its card; the hash and size of the model are put into the card.

    Raises:
        ModelError: the folder cannot be written.
    """
    full = {"model": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), **card}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        (folder / card_name(name)).write_text(json.dumps(full, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise ModelError(f"{folder}: không ghi được mô hình ({error.strerror}) (cannot write)") from error


def versions() -> dict[str, str]:
    """The versions that a model was made with."""
    from importlib.metadata import version

    import mttq_extract

    out = {"mttq-extract": mttq_extract.__version__, "python": platform.python_version()}
    return out | {name: version(name) for name in ("scikit-learn", "skops", "numpy", "scipy")}
