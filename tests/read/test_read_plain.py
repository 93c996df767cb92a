from __future__ import annotations

import codecs
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_extract.read import ReadFailure, read_paths
from mttq_extract.read.decoding import stored_text
from mttq_extract.types import Record

TEXT = "Trao mười căn nhà\n\nSáng nay, phường Hoa Đào trao 10 căn nhà.\n"


def one(path: Path) -> Record | ReadFailure:
    (item,) = read_paths([str(path)])
    return item


def record(path: Path) -> Record:
    item = one(path)
    assert isinstance(item, Record), item
    return item


def failure(path: Path) -> ReadFailure:
    item = one(path)
    assert isinstance(item, ReadFailure), item
    return item


@pytest.mark.parametrize("name", ["bai.txt", "bai.md", "bai.TXT", "bai"])
def test_a_text_file_is_one_record_named_after_the_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8")
    assert record(path) == Record(id="bai", text=TEXT, title="Trao mười căn nhà", path=str(path))


def test_only_the_last_suffix_is_taken_off_the_id(tmp_path: Path) -> None:
    path = tmp_path / "so 1.v2.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert record(path).id == "so 1.v2"


def test_text_is_stored_in_nfc_with_line_feeds_and_otherwise_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    raw = unicodedata.normalize("NFD", "  Đợt\u00a0quyên góp \r\n\r\n\tlẻ\rxuống dòng\u200b  \n\n")
    path.write_bytes(raw.encode("utf-8"))
    assert record(path).text == "  Đợt\u00a0quyên góp \n\n\tlẻ\rxuống dòng\u200b  \n\n"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_stored_text_is_stable_and_keeps_everything_but_carriage_returns(text: str) -> None:
    once = stored_text(text)
    assert "\r\n" not in once or "\r\r\n" in text
    assert unicodedata.is_normalized("NFC", once)
    assert unicodedata.normalize("NFC", text).replace("\r\n", "\n") == once


def test_ids_of_decomposed_file_names_are_composed(tmp_path: Path) -> None:
    path = tmp_path / unicodedata.normalize("NFD", "bài ủng hộ.txt")
    path.write_text(TEXT, encoding="utf-8")
    assert record(path).id == "bài ủng hộ"


@pytest.mark.parametrize(
    "mark, encoding",
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_marks_are_understood_and_removed(tmp_path: Path, mark: bytes, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(mark + TEXT.encode(encoding))
    assert record(path).text == TEXT


def test_invalid_utf8_names_file_offset_byte_and_fix(tmp_path: Path) -> None:
    path = tmp_path / "cu.txt"
    path.write_bytes("Ủy ban".encode() + b"\xe1\xe0 phuong")
    found = failure(path)
    assert found.path == str(path)
    assert f"byte 0xE1 ở vị trí {len('Ủy ban'.encode())} " in found.reason
    assert "iconv" in found.reason


def test_the_offset_of_a_bad_byte_counts_the_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "cu.txt"
    path.write_bytes(codecs.BOM_UTF8 + b"ab\xff")
    assert "byte 0xFF ở vị trí 5 " in failure(path).reason


def test_binary_files_are_told_from_text(tmp_path: Path) -> None:
    path = tmp_path / "anh.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert "nhị phân" in failure(path).reason


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", codecs.BOM_UTF8])
def test_empty_files_are_failures(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert "rỗng" in failure(path).reason


def test_a_long_first_line_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("chữ " * 51 + "\nngắn", encoding="utf-8")
    assert record(path).title is None


def test_ten_megabytes_on_one_line_are_read_in_linear_time(tmp_path: Path) -> None:
    path = tmp_path / "dai.txt"
    words = "Trao 10 căn nhà cho hộ nghèo. "
    path.write_text(words * (10_000_000 // len(words.encode())), encoding="utf-8")
    begun = time.process_time()
    assert len(record(path).text) > 7_000_000
    assert time.process_time() - begun < 10


PIPES = """Vận động Quỹ năm 2023

Đơn vị tính: triệu đồng
| TT | Xã | Kế hoạch | Thực hiện |
|---:|:---|---|:---------:|
| 1 | Xã Đông | 120 | 135,5 |
| | **Cộng** | 200 | 199,5 |

Còn 3 \\| 4 việc. Ghi: a | b
"""


def test_tables_of_pipes_are_read_row_by_row(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PIPES, encoding="utf-8")
    found = record(tmp_path / "a.md")
    assert found.text.split("\n")[2:] == [
        "1. Xã Đông: Kế hoạch là 120 triệu đồng; Thực hiện là 135,5 triệu đồng",
        "Cộng: Kế hoạch là 200 triệu đồng; Thực hiện là 199,5 triệu đồng",
        "Còn 3 \\| 4 việc. Ghi: a | b",
    ]
    cells = [found.text[mark.start : mark.end] for mark in found.marks if mark.kind == "cell"]
    assert cells == ["120 triệu đồng", "135,5 triệu đồng", "200 triệu đồng", "199,5 triệu đồng"]
    plain = PIPES.replace("|---:|:---|---|:---------:|", "| a | b | c | d |")
    (tmp_path / "b.md").write_text(plain, encoding="utf-8")
    assert record(tmp_path / "b.md").text == plain  # no rule: left as it is
    (tmp_path / "c.txt").write_text(PIPES, encoding="utf-8")
    assert record(tmp_path / "c.txt").text == PIPES  # plain text is never changed


@pytest.mark.parametrize("piece", [" ", "-", "|", "| ", "--|", "| -- ", ":--"])
def test_lines_that_look_like_rules_take_linear_time(tmp_path: Path, piece: str) -> None:
    seconds = []
    for times in (100_000, 200_000):
        path = tmp_path / f"{times}.md"
        path.write_text(f"a{piece * times}\n{piece * times}x\n", encoding="utf-8")
        begin = time.perf_counter()
        record(path)
        seconds.append(time.perf_counter() - begin)
    assert seconds[1] < max(0.5, seconds[0] * 4)
