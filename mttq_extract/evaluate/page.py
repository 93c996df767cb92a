"""The report as one HTML page that needs nothing but itself."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from mttq_extract.evaluate.layout import case_rows, case_title, hidden_note, summary
from mttq_extract.evaluate.report import blocks

if TYPE_CHECKING:
    from mttq_extract.evaluate.cases import ErrorCase
    from mttq_extract.evaluate.layout import Block
    from mttq_extract.evaluate.report import Report

_STYLE = """
:root { color-scheme: light dark; --line: #8886;
  --gold: #f4c43080; --predicted: #4a90d980; --wrong: #d9534f40; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { border: 1px solid var(--line); padding: .2rem .6rem; text-align: right; vertical-align: top; }
th:first-child, td:first-child, .case td, .case th { text-align: left; }
article { border-top: 1px solid var(--line); padding-top: .5rem; }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: 3px solid var(--line); white-space: pre-wrap; }
.gold { background: var(--gold); }
.predicted { background: var(--predicted); }
.wrong { background: var(--wrong); }
.both { background: linear-gradient(var(--gold) 50%, var(--predicted) 50%); }
.wide { overflow-x: auto; }
"""


def to_html(report: Report) -> str:
    """The whole page; every text of the gold and of the predictions is escaped."""
    parts = [f"<p>{escape(summary(report.scores))}</p>"]
    if report.scores.problems:
        items = "".join(f"<li>{escape(problem)}</li>" for problem in report.scores.problems)
        parts.append(f"<h2>Cần xem lại (problems)</h2><ul>{items}</ul>")
    parts += [_table(block) for block in blocks(report)]
    parts += [_case(number, case) for number, case in enumerate(report.chosen, 1)]
    if report.limit and report.hidden:
        parts.append(f"<p>{escape(hidden_note(report.hidden))}</p>")
    parts.append(f"<footer><small>gold {escape(report.scores.gold_hash)}</small></footer>")
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Chấm điểm (evaluation)</title><style>{_STYLE}</style></head>\n"
        f"<body><h1>Chấm điểm (evaluation)</h1>\n{chr(10).join(parts)}\n</body></html>\n"
    )


def _table(block: Block) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in block.header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
    caption = f"<caption>{escape(block.title)}</caption>"
    return f'<div class="wide"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _case(number: int, case: ErrorCase) -> str:
    rows = ""
    for name, gold, predicted, wrong in case_rows(case):
        cells = "".join(f"<td>{escape(text)}</td>" for text in (gold, predicted))
        mark = ' class="wrong"' if wrong else ""
        rows += f'<tr{mark}><th scope="row">{escape(name)}</th>{cells}</tr>'
    head = '<tr><th></th><th class="gold">chuẩn (gold)</th><th class="predicted">máy (predicted)</th></tr>'
    return (
        f"<article><h3>{number}. {escape(case_title(case))}</h3><blockquote>{_sentence(case)}</blockquote>"
        f'<table class="case"><thead>{head}</thead><tbody>{rows}</tbody></table></article>'
    )


def _sentence(case: ErrorCase) -> str:
    """The sentence with the gold and the predicted span coloured, cut where either begins or ends."""
    spans = {
        name: (max(0, row.start - case.offset), row.end - case.offset)
        for name, row in (("gold", case.gold), ("predicted", case.predicted))
        if row is not None
    }
    length = len(case.sentence)
    cuts = sorted({0, length, *(min(edge, length) for span in spans.values() for edge in span)})
    pieces: list[str] = []
    for left, right in pairwise(cuts):
        inside = [name for name, (start, end) in spans.items() if start <= left and right <= end]
        text = escape(case.sentence[left:right])
        kind = "both" if len(inside) == 2 else "".join(inside)
        pieces.append(f'<mark class="{kind}">{text}</mark>' if inside else text)
    return "".join(pieces)
