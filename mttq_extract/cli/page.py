"""Articles as one self-contained page with their figures and names marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mttq_extract.types import Entity, plain
from mttq_extract.wording import period_name, role_name, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mttq_extract.types import Document, Figure

_HEAD = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Số liệu trong bài</title><style>
body { font: 17px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b1b1b; background: #fff }
article { white-space: pre-wrap; overflow-wrap: anywhere; margin-bottom: 3rem }
h2 { white-space: normal; line-height: 1.3 }
mark { background: #ffe08a; color: inherit; border-radius: .2em; padding: 0 .1em }
mark.aside { background: #e4e4e4 }
u { text-decoration: underline dotted #5b7fb5; text-underline-offset: .2em }
</style></head><body>"""
_TAIL = "</body></html>"


def page(documents: Iterable[Document]) -> Iterator[str]:
    """The page in pieces, an article at a time; what is known of a mark shows when it is pointed at."""
    yield _HEAD
    for document in documents:
        yield f"<h2>{escape(document.title or document.id)}</h2>\n<article>{_marked(document)}</article>"
    yield _TAIL


def _marked(document: Document) -> str:
    """The text with its figures as marks; a name that overlaps a figure or another name is left plain."""
    pieces: list[str] = []
    at = 0
    spans: list[Figure | Entity] = [*document.figures, *_clear_of_figures(document)]
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if span.start < at:
            continue
        pieces.append(escape(document.text[at : span.start], quote=False))
        pieces.append(_mark(span))
        at = span.end
    pieces.append(escape(document.text[at:], quote=False))
    return "".join(pieces)


def _clear_of_figures(document: Document) -> Iterator[Entity]:
    taken = sorted((figure.start, figure.end) for figure in document.figures)
    at = 0
    for entity in sorted(document.entities, key=lambda entity: entity.start):
        while at < len(taken) and taken[at][1] <= entity.start:
            at += 1
        if at == len(taken) or entity.end <= taken[at][0]:
            yield entity


def _mark(span: Figure | Entity) -> str:
    text = escape(span.surface, quote=False)
    if isinstance(span, Entity):
        hint = escape(" · ".join(part for part in (span.type, span.title, span.normal) if part))
        return f'<u title="{hint}">{text}</u>'
    shown = value(
        plain(span.low),
        plain(span.high),
        span.unit,
        modifier=span.modifier,
        of=None if span.of is None else plain(span.of),
        per=span.per,
    )
    period = period_name(None if span.period is None else str(span.period))
    parts = (shown, span.concept, span.indicator, role_name(span.role), period, span.subject)
    hint = escape(" · ".join(part for part in parts if part))
    kind = ' class="aside"' if span.boilerplate else ""
    return f'<mark{kind} title="{hint}">{text}</mark>'
