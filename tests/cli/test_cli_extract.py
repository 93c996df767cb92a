from __future__ import annotations

import json
import re
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING

import pytest

from mttq_extract.cli.page import page
from mttq_extract.types import Document, Entity, Figure, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Call = Callable[..., Result]


def test_jsonl_is_one_object_a_document(mttq: Call, folder: Path) -> None:
    result = mttq("extract", folder)
    assert result.exit_code == 0
    assert result.stderr == ""
    first, second = map(json.loads, result.stdout.splitlines())
    assert list(first) == ["id", "text", "title", "published", "outlet", "author", "figures", "entities"]
    assert (first["id"], second["id"]) == ("a", "b")
    assert first["text"] == (folder / "a.txt").read_text(encoding="utf-8")
    assert "Hoa Đào" in result.stdout
    for figure in first["figures"]:
        assert first["text"][figure["start"] : figure["end"]] == figure["surface"]
        assert figure["surface"] in figure["sentence"]
    assert [figure["low"] for figure in first["figures"]] == ["13000000000", "63.58", "29", "9"]


def test_the_standard_input_is_read(mttq: Call) -> None:
    result = mttq("extract", "-", input="MTTQ Hoa Đào trao 3 căn nhà.".encode())
    assert [f["surface"] for f in json.loads(result.stdout)["figures"]] == ["3 căn nhà"]


def test_the_table_shows_values_as_people_write_them(mttq: Call, folder: Path) -> None:
    result = mttq("extract", folder, "--format", "table")
    (line,) = [line for line in result.stdout.splitlines() if "13 tỷ đồng" in line]
    assert re.split(r"\s{2,}", line.strip()) == [
        *("13 tỷ đồng", "> 13.000.000.000 đồng", "đồng", "Vận động Quỹ “Vì người nghèo”"),
        *("thực hiện", "2022", "MTTQ Hoa Đào"),
    ]


def test_an_article_without_figures_says_so(mttq: Call) -> None:
    assert "không có số liệu" in mttq("extract", "-", "--format", "table", input=b"Tin").stdout


def test_what_cannot_be_read_is_told_on_stderr_and_by_the_exit_code(mttq: Call, folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"\xff\xff")
    (folder / "d.txt").write_text("Bài HỎNG", encoding="utf-8")
    result = mttq("extract", folder)
    assert result.exit_code == 3
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]
    bad, broken = result.stderr.splitlines()
    assert bad.startswith(f"Lỗi: {folder / 'c.txt'}: không phải UTF-8")
    assert "d.txt" in broken
    assert "fake failure" in broken


@pytest.mark.parametrize("format_", ["jsonl", "table", "html"])
def test_no_escape_sequence_of_an_article_reaches_a_table_or_page(mttq: Call, format_: str) -> None:
    text = "\x1b[31mTựa\x1b]0;x\x07\nMTTQ Hoa\x1b[2J Đào trao 3 căn nhà, [bold]9 hộ[/bold]."
    result = mttq("extract", "-", "--format", format_, input=text.encode())
    assert result.exit_code == 0
    if format_ == "html":
        assert "[bold]" in result.stdout
    else:
        assert "\x1b" not in result.stdout


def test_the_page_shows_the_whole_text_with_its_figures_marked(mttq: Call, folder: Path) -> None:
    html = mttq("extract", folder, "--format", "html").stdout
    texts = [
        unescape(re.sub(r"<[^>]*>", "", article)) for article in re.findall(r"<article>(.*?)</article>", html, re.S)
    ]
    assert texts == [(folder / name).read_text(encoding="utf-8") for name in ("a.txt", "b.txt")]
    assert len(re.findall("<mark", html)) == 6
    assert 'title="&gt; 13.000.000.000 đồng · đồng · quy_vi_nguoi_ngheo_thu · thực hiện · 2022 · MTTQ Hoa Đào"' in html
    assert "http" not in html


def test_the_page_escapes_and_leaves_out_names_over_figures() -> None:
    text = '<script>alert("1")</script> 5 & MTTQ 7 nhà'
    five, seven = text.index("5"), text.index("7")
    figures = tuple(
        Figure(at, at + 1, text[at], Decimal(1), Decimal(1), "item", "exact", "r", subject='"><b>')
        for at in (five, seven)
    )
    entities = (
        Entity(seven - 5, seven + 1, "MTTQ 7", "ORG", "r"),
        Entity(five + 4, five + 8, "MTTQ", "ORG", "r", normal="<i>"),
        Entity(0, 8, "<script>", "ORG", "r"),
    )
    document = Document("<x>", text, sentences=(Sentence(0, len(text)),), figures=figures, entities=entities)
    html = "".join(page([document]))
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert html.count("<mark") == 2
    assert html.count("<u ") == 2


@pytest.mark.parametrize(
    ("name", "begins"), [("bai.html", "<!doctype html>"), ("bai.jsonl", '{"id": "a"'), ("bai.txt", "a")]
)
def test_the_ending_of_the_file_gives_the_format(
    mttq: Call, folder: Path, tmp_path: Path, name: str, begins: str
) -> None:
    path = tmp_path / name
    result = mttq("extract", folder, "-o", path)
    assert result.exit_code == 0
    assert result.stdout == f"{path}: 2 bài, 6 số liệu\n"
    written = path.read_text(encoding="utf-8")
    assert written.lower().startswith(begins)
    assert "Hoa Đào" in written


def test_a_chosen_format_goes_before_the_ending(mttq: Call, folder: Path, tmp_path: Path) -> None:
    mttq("extract", folder, "-o", tmp_path / "bai.html", "--format", "jsonl")
    assert json.loads((tmp_path / "bai.html").read_text(encoding="utf-8").splitlines()[0])["id"] == "a"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--db", "a.db"), "mttq run BÀI --db a.db"),
        (("-o", "a.sqlite"), "mttq run BÀI --db so_lieu.db"),
        (("-o", "a.xlsx"), "mttq query --db so_lieu.db -o a.xlsx"),
    ],
)
def test_who_wants_a_database_or_a_sheet_is_shown_the_way(
    mttq: Call, folder: Path, more: tuple[str, ...], said: str
) -> None:
    result = mttq("extract", folder, *more)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_file_that_cannot_be_written_is_told_before_the_work(mttq: Call, folder: Path) -> None:
    result = mttq("extract", folder, "-o", folder / "khong_co" / "bai.html")
    assert result.exit_code == 2
    assert "chưa có thư mục này" in result.stderr
    assert not list(folder.glob("*.part"))
