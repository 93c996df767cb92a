"""`mttq extract`: read articles and print what is in them."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mttq_extract.cli.lazy import SOME_FAILED
from mttq_extract.cli.options import format_of
from mttq_extract.cli.show import Column, printable, show_table
from mttq_extract.cli.whole_file import whole_file
from mttq_extract.errors import UsageError
from mttq_extract.types import plain
from mttq_extract.wording import period_name, role_name, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mttq_extract.read.source import ReadFailure
    from mttq_extract.types import Document, Record

FORMATS = ("jsonl", "table", "html")

EXAMPLES = """\b
Ví dụ (examples):
  mttq extract bai.txt --format table
  mttq extract bai.docx -o bai.html
  mttq extract thu_muc_bai/ "luu_tru/*.jsonl.gz" > so_lieu.jsonl
  cat bai.txt | mttq extract - --format html > bai.html
"""


@click.command("extract", epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="jsonl (mặc định): một dòng JSON một bài; table: bảng để đọc; html: trang có tô màu.",
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help="Ghi ra file: .jsonl, .html, .txt (write a file)."
)
@click.option("--db", hidden=True, help="Chỉ để mách dùng mttq run (points to mttq run).")
@click.option("--text-column", metavar="COL", help="Cột chứa bài trong file .csv; không ghi thì tự tìm.")
@click.pass_context
def extract(
    context: click.Context,
    paths: tuple[str, ...],
    format_: str | None,
    output: str | None,
    db: str | None,
    text_column: str | None,
) -> None:
    """Đọc file, thư mục, mẫu tên hoặc «-» (stdin), in số liệu và tên riêng tìm được.

    Đọc .txt, .md, .html, .pdf, .docx, .xlsx, .csv, .jsonl(.gz) và .zip; có đầu vào không đọc được thì mã thoát là 3.
    Muốn tra cứu về sau thì dùng mttq run.

    Reads .txt, .md, .html, .pdf, .docx, .xlsx, .csv, .jsonl(.gz) and .zip of these; prints the results and touches no
    database. Exit code 3 when some inputs could not be read.
    """
    _refuse_a_database(db, None if format_ else output)
    from mttq_extract.cli.notes import tell_notes
    from mttq_extract.read.paths import find_sources, read_sources
    from mttq_extract.read.reading import Reading

    sources = find_sources(paths)  # a path that does not exist is told before the models are loaded
    documents = _Documents(tell_notes(read_sources(sources, Reading(text_column))))
    if output is None:
        _print(documents, format_ or FORMATS[0])
    else:
        table = Path(output).suffix.lower() == ".txt"
        with whole_file(output) as part, open(part, "w", encoding="utf-8", newline="\n") as file, redirect_stdout(file):
            _print(documents, format_ or ("table" if table else format_of(None, output, FORMATS)))
        click.echo(f"{output}: {documents.read} bài, {documents.figures} số liệu")
    if documents.failed:
        context.exit(SOME_FAILED)


def _refuse_a_database(db: str | None, output: str | None) -> None:
    """Say how a database or a sheet is had: `mttq extract` writes neither."""
    store = db or ("so_lieu.db" if Path(output or "").suffix.lower() in (".db", ".sqlite", ".sqlite3") else None)
    if store:
        raise UsageError(f"mttq extract không ghi cơ sở dữ liệu; hãy dùng: mttq run BÀI --db {store} (use mttq run)")
    if Path(output or "").suffix.lower() in (".xlsx", ".csv", ".parquet"):
        raise UsageError(
            f"mttq extract không ghi bảng tính; hãy dùng: mttq run BÀI --db so_lieu.db, rồi "
            f"mttq query --db so_lieu.db -o {output} (use mttq run and mttq query)"
        )


def _print(documents: _Documents, format_: str) -> None:
    if format_ == "html":
        from mttq_extract.cli.page import page

        for piece in page(documents):
            click.echo(piece)
        return
    from mttq_extract.store.indicator_table import read_indicators

    labels = {one.id: one.label_vi for one in read_indicators()}
    for document in documents:
        if format_ == "jsonl":
            click.echo(json.dumps(document.to_dict(), ensure_ascii=False))
        else:
            _table(document, labels)


class _Documents:
    """The documents of readable inputs; what cannot be read is told on stderr and counted."""

    def __init__(self, items: Iterator[Record | ReadFailure]) -> None:
        self.items = items
        self.failed = self.read = self.figures = 0

    def __iter__(self) -> Iterator[Document]:
        from mttq_extract import load
        from mttq_extract.read.source import ReadFailure
        from mttq_extract.worker_process import ExtractionFailure, extract_safely

        extractor = None
        for item in self.items:
            if isinstance(item, ReadFailure):
                self._fail(str(item))
                continue
            extractor = extractor or load()
            outcome = extract_safely(extractor, item)
            if isinstance(outcome, ExtractionFailure):
                self._fail(f"{item.path or item.id}: {outcome.reason}")
            else:
                self.read += 1
                self.figures += len(outcome.figures)
                yield outcome

    def _fail(self, message: str) -> None:
        self.failed += 1
        click.echo(f"Lỗi: {printable(message)}", err=True)


def _table(document: Document, labels: Mapping[str, str]) -> None:
    columns = [
        Column("Số liệu"),
        Column("Giá trị", right=True, whole=True),
        Column("Đếm gì"),
        Column("Chỉ số"),
        Column("Vai trò"),
        Column("Kỳ"),
        Column("Chủ thể"),
    ]
    rows = [
        (
            figure.surface,
            value(
                plain(figure.low),
                plain(figure.high),
                figure.unit,
                modifier=figure.modifier,
                of=None if figure.of is None else plain(figure.of),
                per=figure.per,
            ),
            figure.concept,
            labels.get(figure.indicator, figure.indicator),
            role_name(figure.role),
            period_name(None if figure.period is None else str(figure.period)),
            figure.subject,
        )
        for figure in document.figures
    ]
    title = printable(f"{document.id}: {document.title}" if document.title else document.id)
    if rows:
        show_table(columns, rows, title=title)
    else:
        click.echo(f"{title}\n  không có số liệu nào (no figures)\n")
