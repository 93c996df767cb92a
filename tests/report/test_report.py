from __future__ import annotations

import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from mttq_extract.report.content import compose
from mttq_extract.report.page import to_html
from mttq_extract.report.plots import bars
from mttq_extract.report.workbook import write_workbook
from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Document, Figure, Period, Record, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mttq_extract.report.content import Report

HOSTILE = "<script>alert(1)</script>"


def article(
    id_: str, number: str, *, title: str, url: str | None = None, score: float = 0.9
) -> tuple[Document, Record]:
    from decimal import Decimal

    text = f"{title}\nNăm 2022, phường Hoa Đào cần 1{number} căn nhà, đã xây {number} căn nhà."
    start = text.index(f" {number} căn") + 1
    figure = Figure(
        start,
        start + len(number) + 8,
        f"{number} căn nhà",
        Decimal(number),
        Decimal(number),
        "item",
        "exact",
        "r",
        concept="căn nhà",
        indicator="nha_xay_moi",
        period=Period.parse("2022-01-01/2022-12-31"),
        subject="phường Hoa Đào",
        sentence=1,
        score=score,
    )
    lines = text.split("\n")
    sentences = (Sentence(0, len(lines[0])), Sentence(len(lines[0]) + 1, len(text)))
    document = Document(id_, text, title=title, sentences=sentences, figures=(figure,), url=url)
    return document, Record(id_, text, title=title, url=url)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = str(tmp_path / "a.db")
    with Store(path) as store:
        run = store.begin_run(ExtractorVersion("0", "t", "m"))
        articles = (
            article("mot", "40", title=f"Bài {HOSTILE}", url="https://vi.du/bai?a=1&b=2"),
            article(
                "hai", "25", title="=1+1 là tên một bài khác hẳn về chuyện khác", url="javascript:alert(1)", score=0.2
            ),
        )
        for document, record in articles:
            store.write(document, record, run)
        store.end_run(run, Counts(documents_stored=2), complete=True)
    connection = open_for_reading(path)
    yield connection
    connection.close()


@pytest.fixture
def report(connection: sqlite3.Connection) -> Report:
    return compose(connection, FigureFilter(), database="a.db", asked=[("kỳ", "2022")])


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.ids: set[str] = set()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.loaded += [str(values[name]) for name in ("src", "data", "poster") if name in values]
        if values.get("id"):
            self.ids.add(str(values["id"]))
        if tag == "a":
            self.targets.append(str(values["href"]))


def test_a_report_counts_once_and_names_what_contradicts(report: Report) -> None:
    (row,) = report.overview
    assert (row["indicator"], row["figures"], row["sum"], row["conflicts"]) == ("nha_xay_moi", 2, "40", 1)
    (conflict,) = report.conflicts
    assert (conflict.counted["low"], conflict.other["low"]) == ("40", "25")
    assert report.doubtful == []  # the doubtful one does not count
    assert [source.id for source in report.sources] == ["hai", "mot"]
    (chapter,) = report.chapters
    assert [(bar.name, bar.value) for bar in chapter.by_year] == [("2022", 40.0)]
    assert [(bar.name, bar.value) for bar in chapter.by_place] == [("phường Hoa Đào", 40.0)]


def test_the_page_stands_alone_and_its_links_lead_somewhere(report: Report) -> None:
    page = to_html(report)
    found = Links()
    found.feed(page)
    assert found.loaded == []
    assert not {"script", "link", "iframe", "img", "object"} & set(found.tags)
    assert not re.search(r"url\(|@import|javascript:alert\(1\)\"", page)
    inner = [target[1:] for target in found.targets if target.startswith("#")]
    assert inner != []
    assert set(inner) <= found.ids
    assert [target for target in found.targets if not target.startswith("#")] == ["https://vi.du/bai?a=1&b=2"] * 2
    assert "svg" in found.tags
    assert HOSTILE not in page
    assert "40" in page
    assert "kỳ: 2022" in page
    assert "<td>số đếm</td>" in page


def test_the_figure_is_marked_where_it_stands(report: Report) -> None:
    page = to_html(report)
    assert "cần 140 căn nhà, đã xây <mark>40 căn nhà</mark>." in page
    assert "cần 125 căn nhà, đã xây <mark>25 căn nhà</mark>." in page


def test_bars_are_as_long_as_their_values() -> None:
    from mttq_extract.report.content import Bar

    drawn = bars([Bar("a", 40.0, "item"), Bar("b" * 50, 10.0, "item"), Bar("c", -3.0, "item")], "x")
    wide, narrow, none = (float(w) for w in re.findall(r'<rect [^>]*width="([\d.]+)"', drawn))
    assert wide == pytest.approx(4 * narrow)
    assert none == 1
    assert "b" * 50 not in drawn


def test_a_workbook_has_charts_numbers_and_no_formulas(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as stream:
        write_workbook(report, stream)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Tóm tắt", "Nhà xây mới", "Trái nhau", "Cần xem lại", "Nguồn", "Cách cộng"]
    assert len(book["Nhà xây mới"]._charts) == 2
    head, row = list(book["Tóm tắt"].iter_rows(min_row=4, values_only=True))[:2]
    first = dict(zip(head, row, strict=True))
    assert (first["Tổng"], first["Đơn vị"]) == (40, "số đếm")
    cells: list[Any] = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []


@pytest.mark.parametrize("name", ["ra.html", "RA.XLSX"])
def test_the_command_writes_either_kind(connection: sqlite3.Connection, tmp_path: Path, name: str) -> None:
    from click.testing import CliRunner

    from mttq_extract.cli import main

    arguments = ["report", "--db", str(tmp_path / "a.db"), "-o", str(tmp_path / name), "--period", "2022"]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 chỗ trái nhau" in result.stdout
    assert (tmp_path / name).stat().st_size > 4000
    assert sorted(path.name for path in tmp_path.iterdir() if path.stem != "a") == [name]


@pytest.mark.parametrize(
    "options, words",
    [
        (["-o", "x.pdf"], ".html"),
        (["-o", "x.html", "--period", "1999"], "Không có số liệu nào khớp"),
        (["-o", "x.html", "--indicator", "nha xay moiii"], "nha_xay_moi"),
        (["-o", "khong/co/x.html"], "Không ghi được"),
    ],
)
def test_what_cannot_be_done_leaves_no_file(
    connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], words: str
) -> None:
    from click.testing import CliRunner

    from mttq_extract.cli import main

    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["report", "--db", "a.db", *options])
    assert result.exit_code == 2
    assert words in result.stderr
    assert {path.stem for path in tmp_path.iterdir()} == {"a"}


def test_a_latest_value_is_said_with_its_whole_period(tmp_path: Path) -> None:
    from dataclasses import replace

    path = str(tmp_path / "b.db")
    document, record = article("ba", "7", title="Sơ kết")
    half = replace(document.figures[0], period=Period.parse("2024-01-01/2024-06-30"))
    with Store(path) as store:
        run = store.begin_run(ExtractorVersion("0", "t", "m"))
        store.write(replace(document, figures=(half,)), record, run)
        store.end_run(run, Counts(documents_stored=1), complete=True)
    connection = open_for_reading(path)
    page = to_html(compose(connection, FigureFilter(), database="b.db", asked=[]))
    connection.close()
    assert "7 (6 tháng đầu năm 2024)" in page
    assert "7 (2024)" not in page
