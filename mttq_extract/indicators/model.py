"""The linear model that names indicators: its file, read without scikit-learn, and its scores."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from mttq_extract.errors import ModelError
from mttq_extract.indicators.lookup import Groups, Lookup

if TYPE_CHECKING:
    from numpy.typing import NDArray

_T = TypeVar("_T")

NAME = "indicators.skops"
CARD = "indicators.card.json"
NO_MODEL = "none"  # the hash where there is no model
# All that the file may hold; a file is data, so nothing in it is ever imported or called.
TRUSTED = frozenset(
    {"builtins.dict", "builtins.list", "builtins.str", "numpy.ndarray", "sklearn.svm._classes.LinearSVC"}
)
_TOGETHER = 64
_FIX = "chạy `mttq train -o models/` hoặc cài lại gói (retrain or reinstall)"


def card_name(name: str) -> str:
    """The name of the card of a model file.

    >>> card_name("indicators.skops")
    'indicators.card.json'
    """
    return name.removesuffix(".skops") + ".card.json"


def blocks(figures: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """The figures of a document, as many at a time as are weighed together: few enough for a long document.

    >>> [len(block) for block in blocks(range(100))]
    [64, 36]
    """
    for first in range(0, len(figures), _TOGETHER):
        yield figures[first : first + _TOGETHER]


def models_folder() -> Path | None:
    """The folder of the trained models: inside the installed package, else beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "models", package.parent / "models"):
        if folder.is_dir():
            return folder
    return None


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of features for every indicator: a row for each feature of `lookup`, by `classes`. With `unit` a figure
    is a vector of length 1: behind the weights of a feature stands its squared length.

    `temperature` turns scores into probabilities.
    """

    classes: tuple[str, ...]
    lookup: Lookup
    rows: NDArray[Any]
    intercept: NDArray[Any]
    temperature: float
    unit: bool = False

    def weigh(self, figures: Sequence[Groups]) -> Weighed:
        """Look up the weights of the features of figures, and sum each: all together, to be quick."""
        import numpy as np

        known, ends = self.lookup.held(figures)
        rows = self.rows.take(known, axis=0)
        sums = np.empty((len(figures), rows.shape[1]), rows.dtype)
        for place, (start, end) in enumerate(pairwise(ends)):
            np.add.reduce(rows[start:end], axis=0, out=sums[place])
        return Weighed(known, rows, ends, sums)

    def scores(self, totals: NDArray[Any]) -> NDArray[Any]:
        """The scores of all classes from the sums of the weights of all features of a figure, or of some figures."""
        import numpy as np

        weights = totals[..., :-1] / np.sqrt(np.maximum(totals[..., -1:], 1e-9)) if self.unit else totals
        scores: NDArray[Any] = weights + self.intercept
        return scores

    def probabilities(self, scores: NDArray[Any], best: NDArray[Any]) -> list[float]:
        """The probability, between 0 and 1, of the class of each figure that has the score of `best`."""
        import numpy as np

        shares = 1 / np.exp(self.temperature * (scores - best[:, np.newaxis])).sum(axis=1)
        return [float(share) for share in shares]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The known features of some figures, with their weights and sums: those of figure i from `ends[i]` on."""

    known: NDArray[Any]
    rows: NDArray[Any]
    ends: list[int]
    sums: NDArray[Any]

    def strongest(self, names: Sequence[str], place: int, chosen: int, against: int | None, most: int = 3) -> str:
        """The names of the features of a figure that speak most for a class against another, as people read them."""
        start, end = self.ends[place : place + 2]
        favour = self.rows[start:end, chosen]
        if against is not None:
            favour = favour - self.rows[start:end, against]
        order = favour.argsort(kind="stable")[::-1][:most]
        return ", ".join([names[self.known[start + at]] for at in order if favour[at] > 0]) or "context"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file that its card vouches for: the bytes and what the card says of them."""

    data: bytes
    sha256: str
    temperature: float
    where: str

    @classmethod
    def find(cls, folder: Path | None, version: int, name: str = NAME) -> ModelFile | None:
        """Give the checked model file of a folder, or None when there is none; `version` is that of the features.

        Raises:
            ModelError: the file is not the one its card describes, or was made for other features.
        """
        path = folder / name if folder is not None else None
        if path is None or not path.is_file():
            return None
        card_path = path.with_name(card_name(name))
        try:
            data, card = path.read_bytes(), json.loads(card_path.read_text(encoding="utf-8"))
            recorded, made_for = card["sha256"], card["features"]["version"]
            temperature = float(card["temperature"])
        except FileNotFoundError as error:
            raise ModelError(f"{card_path}: không có phiếu của mô hình; {_FIX} (no model card)") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{card_path}: phiếu mô hình hỏng ({error}); {_FIX} (broken card)") from error
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 != recorded:
            raise ModelError(f"{path}: nội dung không khớp với phiếu mô hình; {_FIX} (altered file)")
        if made_for != version:
            raise ModelError(
                f"{path}: mô hình cho bộ đặc trưng {made_for}, chương trình dùng {version}; {_FIX} (other version)"
            )
        return cls(data, sha256, temperature, str(path))

    def unpack(
        self, trusted: frozenset[str], needed: Iterable[str], perhaps: Iterable[str] = ()
    ) -> tuple[list[str], dict[str, NDArray[Any]]]:
        """The names of the features and the arrays of these names, after all types were found among those `trusted`.

        Raises:
            ModelError: the file is malformed, lacks an array that is `needed`, or holds a type that is not trusted.
        """
        import numpy as np

        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as parts:
                schema = json.loads(parts.read("schema.json"))
                strange = sorted(types_in(schema) - trusted)
                if strange:
                    raise ModelError(f"{self.where}: kiểu dữ liệu lạ {strange}; {_FIX} (untrusted types)")
                fields = schema["content"]
                if "estimator" in fields:
                    fields = fields["estimator"]["content"]["content"] | fields
                arrays = {
                    name: np.load(io.BytesIO(parts.read(fields[name]["file"])), allow_pickle=False)
                    for name in (*needed, *(name for name in perhaps if name in fields))
                }
                names = json.loads(fields["features"]["content"]).split("\n")
        except (zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{self.where}: không đọc được mô hình ({error}); {_FIX} (malformed)") from error
        return names, arrays

    def misfit(self, weights: NDArray[Any], names: Sequence[str]) -> ModelError:
        """The error that says that the weights are not those of the features."""
        shape = f"{weights.shape} trọng số cho {len(names)} đặc trưng"
        return ModelError(f"{self.where}: {shape}; {_FIX} (malformed)")

    def load(self) -> LinearModel:
        """Decode the file; raises `ModelError` when it is malformed or holds a type that is not trusted."""
        import numpy as np

        names, arrays = self.unpack(TRUSTED, ("coef_", "intercept_", "classes_"), ("squares",))
        weights, squares = arrays["coef_"].T, arrays.get("squares")
        classes = tuple(str(name) for name in arrays["classes_"])
        fits = arrays["intercept_"].shape == (len(classes),) and (squares is None or squares.shape == (len(names),))
        if weights.shape != (len(names), len(classes)) or not fits:
            raise self.misfit(weights, names)
        rows = np.ascontiguousarray(weights if squares is None else np.hstack([weights, squares[:, np.newaxis]]))
        return LinearModel(classes, Lookup.of(names), rows, arrays["intercept_"], self.temperature, squares is not None)


def types_in(node: Any) -> set[str]:
    """The types that a node of a skops schema would make, with all below it."""
    found: set[str] = set()
    nodes = [node]
    while nodes:
        part = nodes.pop()
        if isinstance(part, dict):
            if "__class__" in part:
                found.add(f"{part.get('__module__')}.{part['__class__']}")
            nodes += part.values()
        elif isinstance(part, list):
            nodes += part
    return found
