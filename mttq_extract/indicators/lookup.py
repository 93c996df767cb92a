"""Finding the features of a document in a model: thousands of names at once, by their hashes.

Each name looked up in a dictionary is several far places of memory to wait for, one after the other; arrays are asked
for all names together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

Groups = Mapping[str, Collection[str]]
"""The values that hold, by group; a group whose name ends in "|" and a kind of unit is for that kind alone."""

_SALT = 0x9E3779B97F4A7C15  # odd, so that no group undoes another
_WHOLE = (1 << 64) - 1
_ROOM = 2  # places a name
_NOWHERE = 1  # the salt of a group that has no names
_FIGURE = 32  # bits from which the number of a figure stands before a row
_ROW = (1 << _FIGURE) - 1


@dataclass(frozen=True, slots=True)
class Lookup:
    """The rows of features named "group:value", by 64 bits of hash; build it with `Lookup.of`.

    Names are taken for the same when their hashes are, which Python salts anew in every process: with 3,000 names an
    article and 20,000 in the model that goes wrong once in some 10 ** 11 articles. `hashes` are in order; those that
    begin with the same bits, `most` at most, stand from `first` on.
    """

    names: Sequence[str]
    salts: dict[str, int]
    hashes: NDArray[Any]
    rows: NDArray[Any]
    first: NDArray[Any]
    shift: int
    most: int

    @classmethod
    def of(cls, names: Sequence[str]) -> Lookup:
        """Index the names of the rows of a model."""
        import numpy as np

        salts: dict[str, int] = {}
        keys = []
        for name in names:
            group, _, value = name.partition(":")
            if group not in salts:
                salts[group] = hash(group) * _SALT & _WHOLE
            keys.append(hash(value) + salts[group] & _WHOLE)
        hashes = np.array(keys, np.uint64)
        rows = hashes.argsort(kind="stable")
        bits = max(1, (_ROOM * len(names)).bit_length())
        begins = (hashes >> np.uint64(64 - bits)).astype(np.intp)
        sizes = np.bincount(begins, minlength=1 << bits)
        most = int(sizes.max())
        return cls(
            names,
            salts,
            np.pad(hashes[rows], (0, most)),  # a search may look behind the last
            np.pad(rows, (0, most)),
            np.cumsum(sizes) - sizes,
            64 - bits,
            most,
        )

    def held(self, figures: Sequence[Groups]) -> tuple[NDArray[Any], list[int]]:
        """The rows of the known features of figures, each once and in order; those of figure i begin at the i-th end.

        >>> rows, ends = Lookup.of(["unit:VND", "left:trao", "left:xây"]).held([{"left": ["trao", "bay"]}, {}])
        >>> rows.tolist(), ends
        ([1], [0, 1, 1])
        """
        import numpy as np

        values: list[str] = []
        salts: list[int] = []
        sizes: list[int] = []
        counts: list[int] = []
        for groups in figures:
            before = len(values)
            values += chain.from_iterable(groups.values())
            salts += map(self.salts.get, groups, repeat(_NOWHERE))
            sizes += map(len, groups.values())
            counts.append(len(values) - before)
        hashes = np.array(list(map(hash, values)), np.int64).view(np.uint64)
        found = self._find(hashes + np.array(salts, np.uint64).repeat(sizes))
        each = np.arange(len(figures)).repeat(counts) << _FIGURE | found
        each = each[found >= 0]
        each.sort()
        new = np.ones(len(each), bool)
        np.not_equal(each[1:], each[:-1], out=new[1:])
        each = each[new]
        ends = each.searchsorted(np.arange(len(figures) + 1) << _FIGURE)
        return each & _ROW, ends.tolist()

    def _find(self, keys: NDArray[Any]) -> NDArray[Any]:
        """The row of each key, -1 for those that no name has."""
        import numpy as np

        at = self.first.take((keys >> np.uint64(self.shift)).astype(np.intp))
        found = np.full(len(keys), -1)
        for _ in range(self.most):
            np.copyto(found, at, where=self.hashes.take(at) == keys)
            at += 1
        known = found >= 0
        found[known] = self.rows.take(found[known])
        return found
