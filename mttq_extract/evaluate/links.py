"""The body or place that a subject names, so that two writings of it count as one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mttq_extract.evaluate.subjects import plain_form

if TYPE_CHECKING:
    from mttq_extract.pipeline import Extractor
    from mttq_extract.types import Record

_NAMED = frozenset(("ORG", "LOC", "PER", "FUND"))


class SubjectLinks:
    """Gives the link of a name, the same way for gold and prediction; every article and every name is read once.

    A name that an article of `texts` has is linked as there ("Mặt trận tỉnh" is that of the article's province), unless
    the article means several by it; any other as if it stood alone, so that a commune's name that many districts have
    gives no link.
    """

    def __init__(self, extractor: Extractor, texts: Mapping[str, Record] | None = None) -> None:
        self._extractor = extractor
        self._texts = texts or {}
        self._known: dict[str, str | None] = {}
        self._named: dict[str, dict[str, str]] = {}

    def __call__(self, name: str, doc: str = "") -> str | None:
        """The id of the entity that the whole name is, None where it is none or it is not linked."""
        text = name.strip()
        there = self._of(doc).get(plain_form(text)) if doc in self._texts else None
        return there or self._alone(text)

    def _of(self, doc: str) -> dict[str, str]:
        """The links of the names of an article."""
        if doc not in self._named:
            meant: dict[str, set[str | None]] = {}
            for one in self._extractor.extract_record(self._texts[doc]).entities:
                if one.type in _NAMED:
                    meant.setdefault(plain_form(one.surface), set()).add(one.link)
            alone = {form: link for form, (link, *others) in meant.items() if not others}
            self._named[doc] = {form: link for form, link in alone.items() if link}
        return self._named[doc]

    def _alone(self, text: str) -> str | None:
        if text not in self._known:
            found = [e for e in self._extractor.extract(text).entities if (e.start, e.end) == (0, len(text))]
            self._known[text] = found[0].link if found else None
        return self._known[text]
