from __future__ import annotations

from pathlib import Path

import pytest

from mttq_extract import load
from mttq_extract.read.pdf_lines import PageLine, Part, body_lines, paragraphs
from tests.read.files import reason, record
from tests.read.printed import HEAD, PAGE, drawn, printed

LONG = (
    "Năm 2023, Mặt trận các cấp trong huyện đã vận động được hơn 12 tỷ đồng cho Quỹ Vì người nghèo, trao 120 căn nhà "
    "đại đoàn kết cho hộ nghèo trên địa bàn, tổ chức 45 cuộc giám sát và thăm hỏi 2.300 gia đình chính sách."
)
TABLE = [["STT", "Xã", "Số nhà (căn)", "Kinh phí"], ["1", "Phú Lạc", "12", "720"], ["2", "Hồng Hà", "7", "1.420,5"]]


def test_lines_become_paragraphs_and_tables_lines(tmp_path: Path) -> None:
    path = printed(
        tmp_path / "bc.pdf",
        "MTTQ HUYỆN CẨM TÚ",
        "BÁO CÁO",
        "Kết quả năm 2023",
        LONG,
        "1. Công tác an sinh",
        LONG,
        "Đơn vị tính: triệu đồng",
        TABLE,
        LONG,
    )
    found = record(path)
    assert found.text.split("\n") == [
        HEAD,  # on a single page nothing tells it from the text
        "MTTQ HUYỆN CẨM TÚ",
        "BÁO CÁO",
        "Kết quả năm 2023",
        LONG,
        "1. Công tác an sinh",
        LONG,
        "Đơn vị tính: triệu đồng",
        "1. Phú Lạc: Số nhà: 12 căn; Kinh phí: 720 triệu đồng",
        "2. Hồng Hà: Số nhà: 7 căn; Kinh phí: 1.420,5 triệu đồng",
        LONG,
    ]
    assert found.title == "BÁO CÁO Kết quả năm 2023"
    cells = [f for f in load().extract_record(found).figures if f.evidence["concept"] == "table heads"]
    assert [(f.surface, f.concept, f.subject) for f in cells] == [
        ("12 căn", "số nhà", "Phú Lạc"),
        ("720 triệu đồng", "kinh phí", "Phú Lạc"),
        ("7 căn", "số nhà", "Hồng Hà"),
        ("1.420,5 triệu đồng", "kinh phí", "Hồng Hà"),
    ]


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", LONG, PAGE, LONG, PAGE, LONG)
    assert HEAD not in record(path).text
    assert "Trang" not in record(path).text
    assert record(path).text.split("\n") == [LONG] * 3


def test_paragraphs_go_on_over_pages(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", *[LONG] * 24)
    assert record(path).text.split("\n") == [LONG] * 24


def test_tables_go_on_over_pages(tmp_path: Path) -> None:
    rows = [["Xã", "Số nhà (căn)"], *([f"Xã Số {n}", str(n)] for n in range(1, 61))]
    lines = record(printed(tmp_path / "a.pdf", "Phụ lục", rows)).text.split("\n")
    assert lines == ["Phụ lục", *(f"Xã Số {n}: Số nhà: {n} căn" for n in range(1, 61))]


def test_pages_without_text_are_noted(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", LONG)
    assert record(path).notes == ()
    assert "không có lớp chữ" in reason(drawn(tmp_path / "scan.pdf"))


def test_a_password_is_told(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", LONG, password="mật")
    assert "có mật khẩu" in reason(path)


def test_broken_files(tmp_path: Path) -> None:
    good = printed(tmp_path / "good.pdf", LONG).read_bytes()
    path = tmp_path / "a.pdf"
    for content, words in [
        (b"", "rỗng"),
        (b"MZ no pdf", "không phải file PDF"),
        (b"%PDF-1.4\n%%EOF", "hỏng"),
        (good[:300], "hỏng"),
    ]:
        path.write_bytes(content)
        assert words in reason(path)


def line(text: str, left: float, right: float, top: float) -> PageLine:
    return PageLine(text, left, right, top, top + 10, 800)


@pytest.mark.parametrize(
    "page, expected",
    [
        ([line("giai đoạn 2019-", 50, 500, 100), line("2024 đã xong", 50, 300, 114)], ["giai đoạn 2019-2024 đã xong"]),
        ([line("Dòng một đầy", 50, 500, 100), line("dòng hai", 50, 200, 114)], ["Dòng một đầy dòng hai"]),
        ([line("Một đoạn.", 50, 200, 100), line("Hai đoạn.", 50, 500, 114)], ["Một đoạn.", "Hai đoạn."]),
        ([line("Một đầy", 50, 500, 100), line("Thụt vào", 70, 500, 114)], ["Một đầy", "Thụt vào"]),
        ([line("Một đầy", 50, 500, 100), line("Cách xa", 50, 500, 150)], ["Một đầy", "Cách xa"]),
        ([line("Một đầy", 50, 500, 100), line("- gạch đầu", 50, 500, 114)], ["Một đầy", "- gạch đầu"]),
        (
            [line("cột trái đầy", 50, 270, 100), line("đi tiếp", 50, 270, 114), line("cột phải", 300, 520, 100)],
            ["cột trái đầy đi tiếp cột phải"],
        ),
    ],
)
def test_where_paragraphs_end(page: list[Part], expected: list[str]) -> None:
    assert list(paragraphs(body_lines([page]))) == expected
