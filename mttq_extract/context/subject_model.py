"""The model that weighs candidates for subjects: its file, read without scikit-learn or skops, and its scores."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.context.subject_chain import Chain
from mttq_extract.errors import ModelError
from mttq_extract.indicators.model import ModelFile, types_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mttq_extract.context.subject_rows import Row

NAME = "subjects.skops"
VERSION = 1  # of the features in subject_rows.py
TRUSTED = frozenset({"builtins.dict", "builtins.list", "builtins.str", "numpy.ndarray"})
ARRAYS = ("inner", "bias", "outer", "direct", "keep")
_FIX = "chạy `mttq train -o models/` hoặc cài lại gói (retrain or reinstall)"


@dataclass(slots=True)
class Step:
    """One figure: its features, its rows, the place of each row in the step before, and what speaks for going on.

    Every row and figure has features; the feature of index 0 stands for those that are not known.
    """

    figure: list[str]
    rows: list[Row]
    held: list[int]
    going_on: list[str]


@dataclass(frozen=True, slots=True)
class SubjectModel:
    """A network of one hidden layer over the features that a row has, and weights for keeping a subject.

    `inner` (features x units) and `bias` make the units, `outer` weighs them, `direct` the features themselves and
    `keep` the features of keeping. The first feature weighs nothing.
    """

    index: dict[str, int]
    inner: NDArray[Any]
    bias: NDArray[Any]
    outer: NDArray[Any]
    direct: NDArray[Any]
    keep: NDArray[Any]

    def chain(self, steps: Sequence[Step]) -> Chain:
        """Score the rows of a document."""
        import numpy as np

        get, inner, direct = self.index.get, self.inner, self.direct
        sums: dict[int, tuple[NDArray[Any], float]] = {}
        own, keep, held = [], [], []
        for step in steps:
            places = [get(name, 0) for name in step.figure]
            starts = [0]
            parts, plain = [], []
            for row in step.rows:
                if id(row.own) not in sums:
                    mine = [get(name, 0) for name in row.own]
                    sums[id(row.own)] = inner[mine].sum(axis=0), float(direct[mine].sum())
                part, weight = sums[id(row.own)]
                parts.append(part)
                plain.append(weight)
                starts.append(len(places))
                places += [get(name, 0) for name in row.features]
            units = np.add.reduceat(inner[places], starts, axis=0)
            units[1:] += np.array(parts) + units[0] + self.bias
            straight = np.add.reduceat(direct[places], starts)[1:] + np.array(plain)
            own.append(np.maximum(units[1:], 0) @ self.outer + straight)
            held.append(np.array(step.held))
            shared = sum(self.keep[get(name, 0)] for name in step.going_on)
            keep.append(np.array([self.keep[get(row.keeping, 0)] + (shared if row.key else 0.0) for row in step.rows]))
        return Chain(own, keep, held)


def load_model(file: ModelFile) -> SubjectModel:
    """Decode a checked file; raises `ModelError` when it is malformed or holds a type that is not trusted."""
    import numpy as np

    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as parts:
            schema = json.loads(parts.read("schema.json"))
            strange = sorted(types_in(schema) - TRUSTED)
            if strange:
                raise ModelError(f"{file.where}: kiểu dữ liệu lạ {strange}; {_FIX} (untrusted types)")
            fields = schema["content"]
            names = json.loads(fields["features"]["content"]).split("\n")
            arrays = {
                name: np.load(io.BytesIO(parts.read(fields[name]["file"])), allow_pickle=False) for name in ARRAYS
            }
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{file.where}: không đọc được mô hình ({error}); {_FIX} (malformed)") from error
    units = arrays["bias"].shape
    if arrays["inner"].shape != (len(names), *units) or arrays["outer"].shape != units:
        raise ModelError(
            f"{file.where}: {arrays['inner'].shape} trọng số cho {len(names)} đặc trưng; {_FIX} (malformed)"
        )
    return SubjectModel({name: place for place, name in enumerate(names)}, **arrays)
