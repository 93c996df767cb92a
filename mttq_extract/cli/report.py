"""`mttq report`: a database, or a part of it, as one file to read and to send."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from mttq_extract.cli import options
from mttq_extract.cli.database import reading
from mttq_extract.cli.show import printable
from mttq_extract.cli.whole_file import whole_file
from mttq_extract.errors import UsageError

if TYPE_CHECKING:
    from mttq_extract.report.content import Report

KINDS = (".html", ".xlsx")

EXAMPLES = """\b
Ví dụ (examples):
  mttq report --db so_lieu.db -o bao_cao.html
  mttq report --db so_lieu.db -o bao_cao.xlsx --period 2022
  mttq report --db so_lieu.db -o quy.html --indicator "quỹ vì người nghèo" --place "Hà Nội" --inside
"""


@click.command("report", epilog=EXAMPLES)
@options.database
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="File .html hoặc .xlsx.")
@options.indicators
@click.option("--place", help="Nơi của số liệu, tên cũ hay mới.")
@options.inside
@click.option("--period", help='2022, 2022-Q1, 2022-H1, 2019..2024; hoặc bằng lời: "quý III/2024".')
def report(
    db: str, output: str, indicators: tuple[str, ...], place: str | None, inside: bool, period: str | None
) -> None:
    """Báo cáo một file: tóm tắt theo chỉ số và nơi, biểu đồ, nguồn, những số cần người xem lại.

    Trang HTML mở được khi không có mạng, hoặc bảng tính Excel có biểu đồ: tóm tắt theo chỉ số và nơi, chỗ các bài nói
    khác nhau, số liệu điểm thấp, nguồn và cách cộng.

    One self-contained HTML page, or a workbook with charts: summary by indicator and place, plots, conflicts,
    figures with low scores, sources and the rules that sums follow.
    """
    kind = os.path.splitext(output)[1].lower()
    if kind not in KINDS:
        raise UsageError(f"«{output}»: tên file phải kết thúc bằng .html hoặc .xlsx (unknown kind of report)")
    from mttq_extract.report.content import compose
    from mttq_extract.store.asking import ask

    with reading(db) as connection:
        asked = ask(connection, indicators=indicators, place=place, inside=inside, period=period)
        for note in asked.notes:
            click.echo(printable(note), err=True)
        said = [("chỉ số", words) for words in indicators]
        said += [("nơi", place)] if place else []
        said += [("kỳ", period)] if period else []
        found = compose(connection, asked.filter, database=os.path.basename(db), asked=said)
    if not found.figures:
        raise UsageError("Không có số liệu nào khớp (no figures match); thử bỏ bớt --indicator, --place hoặc --period")
    _write(found, output, kind)
    click.echo(
        f"{output}: {len(found.overview)} dòng tóm tắt, {len(found.chapters)} chỉ số có biểu đồ, "
        f"{len(found.conflicts)} chỗ trái nhau, {len(found.doubtful)} số cần xem lại, {len(found.sources)} nguồn"
    )


def _write(found: Report, output: str, kind: str) -> None:
    with whole_file(output) as part:
        if kind == ".html":
            from mttq_extract.report.page import to_html

            with open(part, "w", encoding="utf-8", newline="\n") as page:
                page.write(to_html(found))
        else:
            from mttq_extract.report.workbook import write_workbook

            with open(part, "wb") as book:
                write_workbook(found, book)
