"""The report as an Excel workbook whose charts are Excel's own, so that they can be edited."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any

from mttq_extract.report.wording import HEADS, RULES, TITLE
from mttq_extract.wording import period_name, role_name, unit_label, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from mttq_extract.report.content import Bar, Chapter, Report

_ILLEGAL = re.compile(r"[\000-\010\013\014\016-\037]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_WIDTHS = {"label": 34, "place": 30, "sentence": 90, "title": 60}
_CHART_WIDTH, _CHART_ROW = 22.0, 0.62  # centimetres


def write_workbook(report: Report, stream: IO[bytes]) -> None:
    """Write a workbook: summary, a sheet with two charts for each indicator, conflicts, doubts, sources, rules."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tóm tắt"
    _overview(sheet, report)
    for chapter in report.chapters:
        _chapter(book, chapter)
    said = ("indicator", "value", "unit", "role", "period", "subject", "score", "sentence", "title", "source")
    heads = ("Chỉ số", "Giá trị", "Đơn vị", "Vai trò", "Kỳ", "Chủ thể", "Điểm", "Câu", "Bài", "Nguồn")
    pairs = [_said(report, row) for conflict in report.conflicts for row in (conflict.counted, conflict.other)]
    _sheet(book, "Trái nhau", said, heads, pairs)
    _sheet(book, "Cần xem lại", said, heads, [_said(report, row) for row in report.doubtful])
    sources = [(s.title or s.id, s.outlet, s.published, s.url, s.id, s.figures) for s in report.sources]
    names = ("title", "outlet", "published", "url", "id", "figures")
    _sheet(book, "Nguồn", names, ("Bài", "Báo", "Ngày đăng", "Địa chỉ", "Mã bài", "Số liệu"), sources)
    _sheet(book, "Cách cộng", ("sentence",), ("Quy tắc",), [(rule,) for rule in RULES])
    book.save(stream)


def _overview(sheet: Worksheet, report: Report) -> None:
    asked = "; ".join(f"{name}: {said}" for name, said in report.asked) or "Toàn bộ cơ sở dữ liệu"
    _append(sheet, [TITLE])
    _append(sheet, [f"{asked}; {report.figures} số liệu trong {report.articles} bài; nguồn: {report.database}"])
    _append(sheet, [])
    columns = ("label", "unit", "figures", "sum", "latest", "latest_period", "max", "conflicts", "source")
    rows = [{**row, "label": report.labels.get(row["indicator"], row["indicator"])} for row in report.overview]
    _head(sheet, columns, [HEADS[name] for name in columns])
    for row in rows:
        _append(sheet, [_cell(name, row) for name in columns])
    sheet.freeze_panes = "A5"


def _chapter(book: Workbook, chapter: Chapter) -> None:
    sheet = book.create_sheet(_name(book, chapter.label))
    columns = ("place", "year", "unit", "figures", "sum", "latest", "max", "conflicts", "source")
    _head(sheet, columns, [HEADS[name] for name in columns])
    for row in chapter.rows:
        _append(sheet, [_cell(name, row) for name in columns])
    sheet.freeze_panes = "A2"
    said = "Tổng" if chapter.summed else "Mới nhất"
    unit = unit_name(chapter.unit).strip()
    said += f" ({unit})" if unit else ""
    at = 1
    for title, found, across in (("theo năm", chapter.by_year, False), ("theo nơi", chapter.by_place, True)):
        if found:
            at = _chart(sheet, found, f"{said} {title}", said, at, across=across)


def _chart(sheet: Worksheet, found: Sequence[Bar], title: str, head: str, at: int, *, across: bool) -> int:
    """Put the numbers of a chart right of the table, the chart beside them, and give the row below both."""
    from openpyxl.chart import BarChart, Reference

    names, values = 11, 12
    _put(sheet, at, names, title)
    _put(sheet, at, values, head)
    for row, bar in enumerate(found, start=at + 1):
        _put(sheet, row, names, bar.name)
        _put(sheet, row, values, bar.value)
        sheet.cell(row, values).number_format = "#,##0.##" if bar.value % 1 else "#,##0"
    chart = BarChart()
    chart.type = "bar" if across else "col"
    chart.title, chart.legend, chart.style = title, None, 10
    chart.add_data(Reference(sheet, min_col=values, min_row=at, max_row=at + len(found)), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=names, min_row=at + 1, max_row=at + len(found)))
    chart.width, chart.height = _CHART_WIDTH, max(7.0, _CHART_ROW * len(found) + 3) if across else 8.0
    chart.x_axis.delete = chart.y_axis.delete = False  # hidden by default in what openpyxl writes
    if across:
        chart.x_axis.scaling.orientation = "maxMin"  # the greatest on top, as in the table
    sheet.add_chart(chart, f"N{at}")
    return int(at + max(len(found) + 2, chart.height / 0.5 + 2))


def _said(report: Report, row: dict[str, Any]) -> tuple[Any, ...]:
    value = float(row["low"]) if row["low"] == row["high"] else f"{row['low']}–{row['high']}"
    return (
        report.labels.get(row["indicator"], row["indicator"]),
        *(value, unit_label(row["unit"]), role_name(row["role"]), period_name(row["period"]), row["subject"]),
        *(row["score"], row["sentence"], row["title"], f"{row['document']}:{row['start']}"),
    )


def _cell(name: str, row: dict[str, Any]) -> Any:
    item = row[name]
    if name in ("sum", "latest", "max"):
        return None if item is None else float(item)
    if name == "latest_period":
        return period_name(item)
    if name == "unit":
        return unit_label(item)
    return None if name == "conflicts" and not item else item


def _sheet(
    book: Workbook, title: str, columns: Sequence[str], heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    sheet = book.create_sheet(_name(book, title))
    _head(sheet, columns, heads)
    for row in rows:
        _append(sheet, row)
    sheet.freeze_panes = "A2"


def _head(sheet: Worksheet, columns: Sequence[str], heads: Sequence[str]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    _append(sheet, heads)
    for number, name in enumerate(columns, start=1):
        sheet.cell(sheet.max_row, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 18)


def _append(sheet: Worksheet, row: Sequence[Any]) -> None:
    at = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    if not row:
        _put(sheet, at, 1, " ")
    for column, item in enumerate(row, start=1):
        _put(sheet, at, column, item)


def _put(sheet: Worksheet, row: int, column: int, item: Any) -> None:
    """Write a cell; text that begins with "=" stays text, numbers are grouped."""
    cell = sheet.cell(row, column)
    if isinstance(item, str):
        cell.value = _ILLEGAL.sub(" ", item)
        cell.data_type = "s"
    else:
        cell.value = item
        if isinstance(item, float):
            cell.number_format = "#,##0.##" if item % 1 else "#,##0"


def _name(book: Workbook, title: str) -> str:
    """A name for a sheet: short, without the characters Excel forbids, and not yet taken."""
    plain = _NOT_IN_NAMES.sub(" ", title).strip() or "Trang"
    name = plain[:_LONGEST_NAME].strip()
    number = 2
    while name in book.sheetnames:
        name = f"{plain[: _LONGEST_NAME - 3].strip()} {number}"
        number += 1
    return name
