"""The slots of a document's figures as a chain: figures next to each other tend to share subject or period.

A conditional random field whose only links are between equal candidates, so that a step costs no more than the number
of its candidates. Lafferty, McCallum, Pereira: Conditional Random Fields, ICML 2001.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_MOST = 8.0  # a link never weighs more
_LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Chain:
    """The scores of the candidates of every figure, what keeping the one before adds, and where that one stood.

    `held` gives for a candidate its place among those of the figure before, or -1.
    """

    own: list[NDArray[Any]]
    keep: list[NDArray[Any]]
    held: list[NDArray[Any]]

    def marginals(self, allowed: Sequence[NDArray[Any]] | None = None) -> list[NDArray[Any]]:
        """The probability of each candidate; `allowed` are masks of those in question, at least one a figure."""
        return self._passes(allowed).found

    def links(self, allowed: Sequence[NDArray[Any]] | None = None) -> tuple[list[NDArray[Any]], list[NDArray[Any]]]:
        """The probability of each candidate, and that of each being kept from the figure before."""
        import numpy as np

        passes = self._passes(allowed)
        staying = [np.zeros_like(passes.found[0])]
        for found, before, gain in zip(passes.found[1:], passes.before[1:], passes.gain[1:], strict=True):
            staying.append(found * (before * (1 + gain) / np.maximum(1 + before * gain, _LEAST)))
        return passes.found, staying

    def _passes(self, allowed: Sequence[NDArray[Any]] | None) -> _Passes:
        """Lead the weights of the candidates forward and backward along the chain."""
        import numpy as np

        ends = [0, *accumulate(map(len, self.own))]
        own, keep, held = (np.concatenate(each) for each in (self.own, self.keep, self.held))
        asked = np.concatenate(allowed) if allowed is not None else None
        top = np.maximum.reduceat(own if asked is None else np.where(asked, own, -np.inf), ends[:-1])
        weight = np.exp(own - np.repeat(top, np.diff(ends)))
        weights = split(weight if asked is None else weight * asked, ends)
        gain = split(np.expm1(np.minimum(np.maximum(keep, -_MOST), _MOST)), ends)
        came = split(held >= 0, ends)
        total = np.add.reduce
        forward = [weights[0] / total(weights[0])]
        before = [np.zeros_like(weights[0])]
        for at in range(1, len(weights)):
            before.append(forward[-1][self.held[at]] * came[at])
            now = weights[at] * np.maximum(1 + before[at] * gain[at], _LEAST)
            forward.append(now / total(now))
        back = np.ones_like(weights[-1])
        found = [forward[-1]]
        for at in range(len(weights) - 1, 0, -1):
            ahead = weights[at] * back
            back = np.full_like(weights[at - 1], total(ahead))
            kept = came[at]
            back[self.held[at][kept]] += (ahead * gain[at])[kept]  # a candidate is kept by one at most
            back /= np.maximum.reduce(back)
            product = forward[at - 1] * back
            found.append(product / total(product))
        found.reverse()
        return _Passes(found, before, gain)


def split(values: NDArray[Any], ends: Sequence[int]) -> list[NDArray[Any]]:
    """Cut an array at `ends`, of which the first is 0 and the last its length."""
    return [values[start:end] for start, end in pairwise(ends)]


@dataclass(frozen=True, slots=True)
class _Passes:
    """The probability of each candidate, that of its place in the figure before, and the gain of keeping it."""

    found: list[NDArray[Any]]
    before: list[NDArray[Any]]
    gain: list[NDArray[Any]]
