"""The subjects of a document as a chain: every figure has one, and figures next to each other tend to share it.

A conditional random field whose only links are between equal subjects, so that a step costs no more than the number
of its candidates. Lafferty, McCallum, Pereira: Conditional Random Fields, ICML 2001.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_MOST = 8.0  # a link never weighs more
_LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Chain:
    """The scores of the candidates of every figure, what keeping the subject before adds, and where that one stood.

    `held` gives for a candidate its place among those of the figure before, or -1.
    """

    own: list[NDArray[Any]]
    keep: list[NDArray[Any]]
    held: list[NDArray[Any]]

    def marginals(self, allowed: Sequence[NDArray[Any]] | None = None) -> tuple[list[NDArray[Any]], list[NDArray[Any]]]:
        """The probability of each candidate, and that of each being kept from the figure before.

        `allowed` are masks of the candidates that come into question, at least one a figure.
        """
        import numpy as np

        weights = []
        for at, own in enumerate(self.own):
            weight = np.exp(own - own.max() if allowed is None else own - own[allowed[at]].max())
            weights.append(weight if allowed is None else weight * allowed[at])
        gain = [np.expm1(np.clip(keep, -_MOST, _MOST)) for keep in self.keep]
        forward = [weights[0] / weights[0].sum()]
        for at in range(1, len(weights)):
            before = np.where(self.held[at] >= 0, forward[-1][self.held[at]], 0.0)
            now = weights[at] * np.maximum(1 + before * gain[at], _LEAST)
            forward.append(now / now.sum())
        backward = [np.ones_like(weights[-1])]
        for at in range(len(weights) - 1, 0, -1):
            ahead = weights[at] * backward[-1]
            total = np.full(len(weights[at - 1]), ahead.sum())
            kept = self.held[at] >= 0
            np.add.at(total, self.held[at][kept], (ahead * gain[at])[kept])
            backward.append(total / total.max())
        backward.reverse()
        found, staying = [], [np.zeros_like(weights[0])]
        for at, (ahead, back) in enumerate(zip(forward, backward, strict=True)):
            product = ahead * back
            found.append(product / product.sum())
            if at:
                before = np.where(self.held[at] >= 0, forward[at - 1][self.held[at]], 0.0)
                share = before * (1 + gain[at]) / np.maximum(1 + before * gain[at], _LEAST)
                staying.append(found[-1] * share)
        return found, staying
