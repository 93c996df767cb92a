from __future__ import annotations

from pathlib import Path
from time import process_time

import openpyxl
import pytest

from mttq_extract.read.contents import format_of
from mttq_extract.read.paths import read_paths
from mttq_extract.types import Record


@pytest.mark.parametrize(
    "page",
    [
        "<!-- lưu -->\n<!-- hai -->\n<html>",
        '<?xml version="1.0"?>\n<!--a--><!DOCTYPE  html>',
        "<!--a-->\n" * 60 + "<html><p>x</p>",
        "<!--" + "x" * 500 + "--><html>",
    ],
)
def test_pages_begin_behind_comments(page: str) -> None:
    assert format_of(page.encode()) == ".html"


@pytest.mark.parametrize("text", ["<!-- <html> -->\n<p>x</p>", "<!-- <html>", "<p>x</p>"])
def test_a_comment_is_no_page(text: str) -> None:
    assert format_of(text.encode()) is None


@pytest.mark.parametrize("unit", ["<!--a-->\n", "<!---->", "<!--", "<?xml?> "])
def test_many_comments_take_no_time(unit: str) -> None:
    begin = process_time()
    assert format_of((unit * 22 + "<p>x</p>").encode()) is None
    assert format_of((unit * 200 + "<p>x</p>").encode()) is None
    assert process_time() - begin < 0.1


@pytest.mark.parametrize(("name", "told"), [("a.htm", 0), ("a.html", 0), ("a.txt", 1)])
def test_a_page_under_another_of_its_names_is_told_of_no_more(tmp_path: Path, name: str, told: int) -> None:
    path = tmp_path / name
    path.write_text("<html><head><title>Trao quà</title></head><body><p>Trao 5 suất quà.</p></body></html>")
    (record,) = read_paths([str(path)])
    assert isinstance(record, Record)
    assert len(record.notes) == told


def test_a_workbook_under_another_name_is_read_as_one(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Trao 12 căn nhà cho hộ nghèo"])
    for name in ("so-lieu.txt", "so-lieu.docx", "so-lieu.zip"):
        with open(tmp_path / name, "wb") as stream:
            workbook.save(stream)
        (record,) = read_paths([tmp_path / name])
        assert isinstance(record, Record)
        assert "Trao 12 căn nhà" in record.text
        assert ".xlsx" in record.notes[0]
