from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from mttq_extract.read import ReadFailure
from mttq_extract.types import Record
from tests.read.files import PROSE, in_encoding, items, reason

HEAD = "id;Tiêu đề;Nội dung;Ngày đăng;Nguồn"


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def records(path: Path, text_column: str | None = None) -> list[Record]:
    found = items(path, text_column)
    assert all(isinstance(item, Record) for item in found), found
    return [item for item in found if isinstance(item, Record)]


def test_columns_are_known_by_their_names(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", HEAD, '7;Tựa bài;"Trao 10 căn nhà; vui\nvẻ";24/9/2024 17:05;Báo X')
    (found,) = records(path)
    assert (found.id, found.title, found.text, found.outlet) == ("7", "Tựa bài", "Trao 10 căn nhà; vui\nvẻ", "Báo X")
    assert str(found.published_at) == "2024-09-24 17:05:00+07:00"
    assert found.path == str(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = write(tmp_path / "a.csv", delimiter.join(["text", "url"]), delimiter.join(['"a, b; c | d"', "x"]))
    assert [(r.text, r.url) for r in records(path)] == [("a, b; c | d", "x")]


def test_rows_without_ids_are_numbered(tmp_path: Path) -> None:
    path = write(tmp_path / "bai.csv", "text", "một", "", "hai")
    assert [(r.id, r.text) for r in records(path)] == [("bai:1", "một"), ("bai:2", "hai")]
    (tmp_path / "x").mkdir()
    write(tmp_path / "x" / "bai.csv", "text", "ba")
    assert [r.id for r in records(tmp_path)] == ["bai:1", "bai:2", "x/bai:1"]


def test_the_longest_column_is_taken_when_no_name_tells(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "c1,c2,c3", f'1,ngắn,"{PROSE}"', f'2,ngắn,"{PROSE}"')
    assert [r.text for r in records(path)] == [PROSE, PROSE]


def test_the_text_column_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "text,Tóm_tắt", "dài,ngắn")
    assert [r.text for r in records(path, "tóm tắt")] == ["ngắn"]
    (failure,) = items(path, "thân bài")
    assert isinstance(failure, ReadFailure)
    assert "không có cột «thân bài»" in failure.reason
    assert "Tóm_tắt" in failure.reason


def test_no_text_column_lists_the_columns_and_the_fix(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "năm,số", "2022,12", "2023,15")
    assert "các cột: năm, số" in reason(path)
    assert "--text-column" in reason(path)


def test_a_bad_row_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,text", "1,một", "2,", "3,ba")
    first, second, third = items(path)
    assert isinstance(second, ReadFailure)
    assert second.place == f"{path}:2"
    assert "rỗng" in second.reason
    assert isinstance(first, Record)
    assert isinstance(third, Record)


@pytest.mark.parametrize(
    "content, note",
    [
        (codecs.BOM_UTF8 + f"text\n{PROSE}\n".encode(), ""),
        (codecs.BOM_UTF16_LE + f"text\n{PROSE}\n".encode("utf-16-le"), ""),
        (b"text\n" + in_encoding(PROSE, "vni") + b"\n", "VNI"),
        (b"text\n" + in_encoding(PROSE, "cp1258") + b"\n", "windows-1258"),
    ],
)
def test_encodings(tmp_path: Path, content: bytes, note: str) -> None:
    path = tmp_path / "a.csv"
    # One column, so commas of the text must not cut it.
    path.write_bytes(content.replace(b", ", b" - ").replace(b",\x00 \x00", b"-\x00 \x00"))
    (found,) = records(path)
    assert "Ủy ban MTTQ Việt Nam phường Hoa Đào" in found.text
    assert note in "".join(found.notes)


def test_huge_fields(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,text", f'1,"{"Trao 3 căn nhà. " * 50_000}"', "2,hai")
    first, second = records(path)
    assert len(first.text) == 16 * 50_000
    assert second.text == "hai"


@pytest.mark.parametrize("content, words", [(b"", "rỗng"), (b"\0\1\2" * 9, "nhị phân"), (b"text\n", "chỉ có dòng")])
def test_files_without_rows(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert words in reason(path)


def test_one_comma_too_many_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "id,text", "1,một,thừa", "2,hai")
    assert [r.text for r in records(path)] == ["một", "hai"]


def test_a_file_without_heads_loses_no_row(tmp_path: Path) -> None:
    found = records(write(tmp_path / "a.csv", f'1,"{PROSE}"', f'2,"{PROSE} Hết."'))
    assert [(r.id, r.text) for r in found] == [("a:1", PROSE), ("a:2", f"{PROSE} Hết.")]
    assert "không có dòng tên cột" in found[0].notes[0]


def test_the_line_that_tells_excel_the_delimiter_is_no_row(tmp_path: Path) -> None:
    (found,) = records(write(tmp_path / "a.csv", "sep=;", "id;text", '7;"a, b; c"'))
    assert (found.id, found.text) == ("7", "a, b; c")


def test_heads_on_two_lines(tmp_path: Path) -> None:
    (found,) = records(write(tmp_path / "a.csv", '"Ngày\nđăng","Nội dung"', f'24/9/2024,"{PROSE}"'))
    assert found.text == PROSE


def test_quotation_marks_of_the_text_between_tabs(tmp_path: Path) -> None:
    said, open_ = '"Vì người nghèo" vận động 2,4 tỷ đồng', '"mở mà không đóng'
    path = write(tmp_path / "a.tsv", "id\ttext", f"1\t{said}", f"2\t{open_}", "3\tTặng 15 bò")
    assert [(r.id, r.text) for r in records(path)] == [("1", said), ("2", open_), ("3", "Tặng 15 bò")]
    path = write(tmp_path / "b.tsv", "id\ttext", "1\tmột", f"2\t{open_}", "3\tba")
    assert [r.text for r in records(path)] == ["một", open_, "ba"]
    quoted = '"Dòng một\n""Quỹ""\tdòng hai"'
    path = write(tmp_path / "c.tsv", "id\ttext", f"1\t{quoted}", '2\t"hai"', '3\t""')
    assert [item.text for item in items(path) if isinstance(item, Record)] == ['Dòng một\n"Quỹ"\tdòng hai', "hai"]
    long = "\n".join(["dòng"] * 700)
    path = write(tmp_path / "d.tsv", "id\ttext", f'1\t"{long}"', "2\thai")
    assert [r.text for r in records(path)] == [long, "hai"]
