"""The report as one HTML page that needs nothing but itself."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mttq_extract.report.plots import bars
from mttq_extract.report.wording import HEADS, RULES, TITLE
from mttq_extract.store.columns import column_words
from mttq_extract.wording import (
    day_words,
    number,
    period_name,
    period_words,
    role_name,
    short_value,
    unit_label,
    unit_name,
    value,
    years_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mttq_extract.report.content import Chapter, Report
    from mttq_extract.store.columns import ColumnWords

_STYLE = """
:root { --ink: #1d2327; --soft: #5b6570; --line: #d5d9dd; --bar: #b3261e; --ground: #fff; --band: #f5f6f7; }
* { box-sizing: border-box }
body { font: 16px/1.55 system-ui, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: var(--ground);
  max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem } h2 { margin: 2.6rem 0 .6rem; font-size: 1.25rem }
h3 { margin: 1.4rem 0 .3rem; font-size: 1rem } p { max-width: 46rem } small, .soft { color: var(--soft) }
a { color: #0b57a4 } nav ul { columns: 20rem 2; padding-left: 1.2rem }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .4rem 0 1rem }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top }
th { white-space: nowrap; background: var(--band) }
td:first-child { min-width: 11rem }
td.s { font-size: .8rem; min-width: 9rem; overflow-wrap: anywhere; color: var(--soft) }
td.n, th.n { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums } tr.flag td { background: #fff6e5 } blockquote { margin: .2rem 0 .2rem;
  padding-left: .8rem; border-left: 3px solid var(--line) } mark { background: #ffe08a; color: inherit }
svg { width: 100%; max-width: 46rem; height: auto; font: 13px system-ui, sans-serif } svg rect { fill: var(--bar) }
svg text { fill: var(--ink) }
@media print { body { max-width: none } h2 { break-after: avoid } tr, svg { break-inside: avoid } nav { display: none }
}
"""


def to_html(report: Report) -> str:
    """The whole page; every text of an article is escaped, and only addresses of the web become links."""
    parts = [_head(report), _contents(report), _overview(report)]
    parts += [_chapter(chapter) for chapter in report.chapters]
    parts += [_conflicts(report), _doubtful(report), _sources(report), _rules()]
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(TITLE)}</title><style>{_STYLE}</style></head>\n"
        f"<body>{chr(10).join(part for part in parts if part)}</body></html>\n"
    )


def _head(report: Report) -> str:
    asked = "; ".join(f"{name}: {said}" for name, said in report.asked) or "Toàn bộ cơ sở dữ liệu"
    first, last = report.published
    days = f", đăng từ {day_words(first)} đến {day_words(last)}" if first and last else ""
    run = f" Cập nhật {day_words(report.run)}." if report.run else ""
    return (
        f"<header><h1>{escape(TITLE)}</h1><p>{escape(asked)}.<br><small>{number(str(report.figures))} số liệu trong "
        f"{number(str(report.articles))} bài{escape(days)}; nguồn: {escape(report.database)}.{escape(run)}</small></p>"
        "</header>"
    )


def _contents(report: Report) -> str:
    items = [("tom-tat", "Tóm tắt"), *((f"c-{c.indicator}", c.label) for c in report.chapters)]
    items += [("trai-nhau", "Các bài nói khác nhau"), ("nghi-ngo", "Cần người xem lại"), ("nguon", "Nguồn")]
    items.append(("quy-tac", "Cách cộng"))
    return "<nav><ul>" + "".join(f'<li><a href="#{a}">{escape(t)}</a></li>' for a, t in items) + "</ul></nav>"


def _overview(report: Report) -> str:
    columns = ("label", "unit", "figures", "sum", "latest", "max", "conflicts", "source")
    rows = [{**row, "label": report.labels.get(row["indicator"], row["indicator"])} for row in report.overview]
    return f'<h2 id="tom-tat">Tóm tắt theo chỉ số (summary)</h2>{_table(columns, rows)}'


def _chapter(chapter: Chapter) -> str:
    said = "Tổng" if chapter.summed else "Giá trị mới nhất"
    unit = unit_name(chapter.unit).strip()
    said += f" ({unit})" if unit else ""
    parts = [f'<section><h2 id="c-{escape(chapter.indicator)}">{escape(chapter.label)}</h2>']
    for title, found in (("theo năm", chapter.by_year), ("theo nơi", chapter.by_place)):
        if found:
            parts.append(f"<h3>{escape(said)} {title}</h3>{bars(found, f'{chapter.label}: {said} {title}')}")
    columns = ("place", "year", "figures", "sum", "latest", "max", "conflicts", "source")
    parts.append(
        f"<details open><summary>Bảng theo nơi và kỳ (table)</summary>{_table(columns, chapter.rows)}</details>"
    )
    return "".join(parts) + "</section>"


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    numbers = {"figures", "sum", "latest", "max", "conflicts"}
    shown = [name for name in columns if any(row[name] for row in rows)]
    words = column_words()
    head = "".join(f'<th scope="col"{_right(name in numbers)}>{escape(HEADS[name])}</th>' for name in shown)
    body = []
    for row in rows:
        cells = "".join(
            f"<td{_SOURCE if name == 'source' else _right(name in numbers)}>{escape(_cell(name, row, words))}</td>"
            for name in shown
        )
        body.append(f"<tr{' class=flag' if row['conflicts'] else ''}>{cells}</tr>")
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'


_SOURCE = ' class="s"'


def _right(number_column: bool) -> str:
    return ' class="n"' if number_column else ""


def _cell(name: str, row: Mapping[str, Any], words: Mapping[str, ColumnWords]) -> str:
    item = row[name]
    if item is None or (name == "conflicts" and not item):
        return words[name].none if name in words else ""
    if name == "year":
        return years_words(item)
    if name in ("sum", "latest", "max"):
        said = short_value(item, item, row["unit"])
        period = period_words(row["latest_period"]) if name == "latest" else ""
        return f"{said} ({period})" if period else said
    if name == "unit":
        return unit_label(item)
    return number(str(item)) if name in ("figures", "conflicts") else str(item)


def _conflicts(report: Report) -> str:
    parts = ['<h2 id="trai-nhau">Các bài nói khác nhau về cùng một việc (conflicts)</h2>']
    if not report.conflicts:
        return "".join([*parts, "<p>Không có.</p>"])
    parts.append("<p>Cùng chỉ số, chủ thể và kỳ, nhưng bài khác nêu số khác. Tổng chỉ lấy số ở dòng đầu.</p>")
    for conflict in report.conflicts:
        label = report.labels.get(conflict.counted["indicator"], "")
        about = ", ".join(
            part for part in (label, conflict.counted["subject"], period_name(conflict.counted["period"])) if part
        )
        parts.append(f"<h3>{escape(about)}</h3>{_said(conflict.counted)}{_said(conflict.other)}")
    return "".join(parts)


def _doubtful(report: Report) -> str:
    parts = ['<h2 id="nghi-ngo">Cần người xem lại (low scores)</h2>']
    if not report.doubtful:
        return "".join([*parts, "<p>Không có.</p>"])
    parts.append(
        "<p>Số liệu được cộng mà điểm tin cậy thấp (dễ sai vai trò, chỉ số, kỳ, giá trị), từ thấp nhất; "
        "sửa: mttq correct.</p>"
    )
    for row in report.doubtful:
        label = f"{report.labels.get(row['indicator'], row['indicator'])} · điểm {row['score']:.2f}".replace(".", ",")
        parts.append(f"<h3>{escape(label)}</h3>{_said(row)}")
    return "".join(parts)


def _said(row: Mapping[str, Any]) -> str:
    """A figure in its sentence, with its value and its article."""
    said = value(row["low"], row["high"], row["unit"], modifier=row["modifier"], of=row["of"], per=row["per"])
    role = "" if row["role"] == "actual" else f" ({role_name(row['role'])})"
    text, start, end = row["sentence"], row["start"] - row["sentence_start"], row["end"] - row["sentence_start"]
    sentence = f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"
    return (
        f"<blockquote><strong>{escape(said)}</strong>{escape(role)} — {sentence}<br><small>{_article(row)} · "
        f"{escape(row['document'])}:{row['start']}</small></blockquote>"
    )


def _article(row: Mapping[str, Any]) -> str:
    words = escape(row["title"] or row["document"])
    origin = ", ".join(part for part in (row["outlet"], row["published"]) if part)
    return _link(row["url"], words) + (f" ({escape(origin)})" if origin else "")


def _link(url: str | None, words: str) -> str:
    if url is None or urlsplit(url).scheme not in ("http", "https"):
        return words
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{words}</a>'


def _sources(report: Report) -> str:
    return "".join(_source_lines(report))


def _source_lines(report: Report) -> Iterator[str]:
    yield '<h2 id="nguon">Nguồn (sources)</h2><div class="wide"><table><thead><tr><th scope="col">Bài</th>'
    yield '<th scope="col">Báo</th><th scope="col">Ngày đăng</th><th scope="col">Mã bài</th>'
    yield '<th scope="col" class="n">Số liệu</th></tr></thead><tbody>'
    for source in report.sources:
        title = _link(source.url, escape(source.title or source.id))
        cells: Iterable[str] = (escape(part or "") for part in (source.outlet, source.published, source.id))
        yield f"<tr><td>{title}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}"
        yield f'<td class="n">{source.figures}</td></tr>'
    yield "</tbody></table></div>"
    if len(report.sources) < report.articles:
        yield f"<p><small>{len(report.sources)} bài nhiều số liệu nhất trong {report.articles} bài.</small></p>"


def _rules() -> str:
    items = "".join(f"<li>{escape(rule)}</li>" for rule in RULES)
    return f'<h2 id="quy-tac">Cách cộng (rules)</h2><ol>{items}</ol>'
