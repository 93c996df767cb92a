"""The body or place that a subject names, so that two writings of it count as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mttq_extract.pipeline import Extractor


class SubjectLinks:
    """Gives the link of a name that stands alone; every name is read once.

    A name is linked without its article, the same way for gold and prediction, so a commune's name that many
    districts have gives no link.
    """

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._known: dict[str, str | None] = {}

    def __call__(self, name: str) -> str | None:
        """The id of the entity that the whole name is, None where it is none or it is not linked."""
        if name not in self._known:
            text = name.strip()
            found = [e for e in self._extractor.extract(text).entities if (e.start, e.end) == (0, len(text))]
            self._known[name] = found[0].link if found else None
        return self._known[name]
