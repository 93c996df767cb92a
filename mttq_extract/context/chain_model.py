"""A model that weighs candidates for a slot: its file, read without scikit-learn or skops, and its scores."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, repeat
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, cast

from mttq_extract.context.chain import Chain, split
from mttq_extract.indicators.model import NO_MODEL, ModelFile, blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from mttq_extract.context.frame import Frame
    from mttq_extract.context.mention import Mention

TRUSTED = frozenset({"builtins.dict", "builtins.list", "builtins.str", "numpy.ndarray"})
ARRAYS = ("inner", "bias", "outer", "direct", "keep")
_UNKNOWN = ("",)
_REMEMBERED = 5000  # arguments of a function that names features
_P = ParamSpec("_P")


def named_once(names: Callable[_P, tuple[str, ...]]) -> Callable[_P, tuple[str, ...]]:
    """Decorate a function that names features, so that the same arguments give the same strings.

    Strings of the model itself are found in its dictionary without being compared, many times in every article.
    """

    @lru_cache(maxsize=_REMEMBERED)
    def kept(*args: _P.args, **kwargs: _P.kwargs) -> tuple[str, ...]:
        return tuple(map(sys.intern, names(*args, **kwargs)))

    return cast("Callable[_P, tuple[str, ...]]", kept)


@dataclass(slots=True)
class Row:
    """One candidate for a slot of a figure: its key (empty: none), text, relation and features.

    `base` is shared by keys of one name. `own` are the features of its mention, the same tuple for all rows of a
    mention; `keeping` is that of being the candidate chosen for the figure before, too.
    """

    key: str
    base: str
    text: str
    relation: str
    mention: Mention | None
    own: tuple[str, ...]
    features: list[str]
    keeping: str = ""


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
class ChainModel:
    """A network of one hidden layer over the features that a row has, and weights for keeping a candidate.

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
        own: list[NDArray[Any]] = []
        keep: list[NDArray[Any]] = []
        for block in blocks(steps):
            rows = [row for step in block for row in step.rows]
            sizes = [len(step.rows) for step in block]
            ends = list(accumulate(sizes, initial=0))
            own += split(self._own(block, rows, sizes), ends)
            keep += split(self._keep(block, rows, sizes), ends)
        import numpy as np

        return Chain(own, keep, [np.array(step.held) for step in steps])

    def _own(self, block: Sequence[Step], rows: Sequence[Row], sizes: Sequence[int]) -> NDArray[Any]:
        """The score of each row: what a mention and a figure have of their own is summed once for all their rows."""
        import numpy as np

        mentions = {id(row.own): row.own for row in rows}
        order = dict(zip(mentions, range(len(mentions)), strict=True))
        mine = [order[id(row.own)] for row in rows]
        figure = np.repeat(np.arange(len(order), len(order) + len(block)), sizes)
        first = len(order) + len(block)
        lists = [*mentions.values(), *(step.figure for step in block), *(row.features for row in rows)]
        places, starts = self._places(lists)
        units = np.add.reduceat(self.inner.take(places, axis=0), starts, axis=0)
        units = units[first:] + (units[mine] + units[figure] + self.bias)
        straight = np.add.reduceat(self.direct.take(places), starts)
        scores: NDArray[Any] = np.maximum(units, 0) @ self.outer + (straight[first:] + straight[mine])
        return scores

    def _keep(self, block: Sequence[Step], rows: Sequence[Row], sizes: Sequence[int]) -> NDArray[Any]:
        """What speaks for each row being that of the figure before, too."""
        import numpy as np

        places, starts = self._places([step.going_on for step in block])
        shared = np.repeat(np.add.reduceat(self.keep[places], starts), sizes)
        single, _ = self._places([[row.keeping for row in rows]])
        named = np.array([bool(row.key) for row in rows])
        weights: NDArray[Any] = self.keep[single] + shared * named
        return weights

    def _places(self, lists: Sequence[Sequence[str]]) -> tuple[NDArray[Any], NDArray[Any]]:
        """The places of all features of the lists, and where each list begins; an empty one has the unknown feature."""
        import numpy as np

        filled = [names or _UNKNOWN for names in lists]
        places = list(map(self.index.get, chain.from_iterable(filled), repeat(0)))
        starts = list(accumulate(map(len, filled[:-1]), initial=0))
        return np.array(places, np.intp), np.array(starts, np.intp)  # from lists twice as fast as from iterators


def load_model(file: ModelFile) -> ChainModel:
    """Decode a checked file; raises `ModelError` when it is malformed or holds a type that is not trusted."""
    names, arrays = file.unpack(TRUSTED, ARRAYS)
    units = arrays["bias"].shape
    if arrays["inner"].shape != (len(names), *units) or arrays["outer"].shape != units:
        raise file.misfit(arrays["inner"], names)
    return ChainModel({sys.intern(name): place for place, name in enumerate(names)}, **arrays)


@dataclass(frozen=True)
class Chooser:
    """What chooses among candidates by the model of a file, or by rules alone where there is none."""

    file: ModelFile | None

    @property
    def hash(self) -> str:
        """The sha256 of the model, or "none"."""
        return self.file.sha256 if self.file is not None else NO_MODEL

    @cached_property
    def model(self) -> ChainModel | None:
        """The model, decoded when it is first asked for."""
        return load_model(self.file) if self.file is not None else None


class Offers(Protocol):
    """Gathers the candidates of the figures of a document."""

    def of(self, frame: Frame) -> tuple[list[str], list[Row]]:
        """The features of a figure, and its rows."""

    def link(self, frame: Frame) -> str:
        """How a figure follows the one before."""


def steps_of(offers: Offers, frames: Sequence[Frame], shared: tuple[str, ...]) -> list[Step]:
    """The candidates of all figures of a document with their features, in text order.

    `shared` begin the features of a figure that say whether it goes on with the choice of the one before.
    """
    steps: list[Step] = []
    last: dict[str, int] = {}
    for frame in frames:
        figure, found = offers.of(frame)
        link = offers.link(frame)
        for row in found:
            (row.keeping,) = _keeping(link, row.relation if row.key else "")
        going_on = [f"same.{link}", *(f"same.{link}.{name}" for name in figure if name.startswith(shared))]
        keys = [row.key for row in found]
        steps.append(Step([*figure, f"link.{link}"], found, list(map(last.get, keys, repeat(-1))), going_on))
        last = dict(zip(keys, range(len(keys)), strict=True))
    return steps


@named_once
def _keeping(link: str, relation: str) -> tuple[str, ...]:
    """What speaks for keeping a candidate, or none, over a link."""
    return (f"same.{link}.{relation}" if relation else f"nsame.{link}",)
