"""What a page says about its article in JSON-LD (schema.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_MOST_DEPTH = 6
_MOST_NODES = 2_000
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*;?\s*$")
_TRAILING = re.compile(r",\s*([}\]])")


def articles(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """The objects of a type that ends with "Article" (or a posting, a report) in the scripts of a page.

    They may stand alone, in lists, under "@graph" or inside a page's object; broken scripts are left out.

    >>> articles(['{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": "x"}]}'])
    [{'@type': ['NewsArticle'], 'headline': 'x'}]
    """
    found = []
    for script in scripts:
        text = _COMMENT.sub("", script).strip()
        for attempt in (text, _TRAILING.sub(r"\1", text)):
            try:
                data = json.loads(attempt, strict=False)
            except (ValueError, RecursionError):
                continue
            found += [node for node in _nodes(data, 0, [_MOST_NODES]) if _is_article(node)]
            break
    return found


def _nodes(data: Any, depth: int, left: list[int]) -> Iterator[dict[str, Any]]:
    left[0] -= 1
    if depth > _MOST_DEPTH or left[0] < 0:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1, left)
    elif isinstance(data, dict):
        yield data
        for key, value in data.items():
            if isinstance(value, (dict, list)) and key not in ("author", "publisher", "image", "isPartOf", "comment"):
                yield from _nodes(value, depth + 1, left)


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    types = types if isinstance(types, list) else [types]
    return any(isinstance(t, str) and t.endswith(("Article", "Posting", "Report")) for t in types)


def names(value: Any) -> list[str]:
    """The names in an author or publisher: a string, an object, or a list of either."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, dict):
        return names(value.get("name"))
    if isinstance(value, list):
        return [name for item in value[:20] if not isinstance(item, list) for name in names(item)]
    return []
