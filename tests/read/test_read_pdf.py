from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from mttq_extract import load
from mttq_extract.read.pdf_lines import PageLine, Part, body_lines, paragraphs
from tests.read.files import reason, record
from tests.read.printed import HEAD, PAGE, drawn, placed, printed

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
    cells = [f for f in load().extract_record(found).figures if f.subject in ("Phú Lạc", "Hồng Hà")]
    assert [(f.surface, f.concept, f.subject) for f in cells] == [
        ("12 căn", "số nhà", "Phú Lạc"),
        ("720 triệu đồng", None, "Phú Lạc"),  # "kinh phí" says what a sum is, not what it is for
        ("7 căn", "số nhà", "Hồng Hà"),
        ("1.420,5 triệu đồng", None, "Hồng Hà"),
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


@pytest.mark.parametrize("page", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_text_is_read_whichever_way_it_is_turned(tmp_path: Path, turned: int, page: int) -> None:
    lines = [(120, 200 + 15 * n, text) for n, text in enumerate(textwrap.wrap(LONG, 60))]
    path = placed(tmp_path / "a.pdf", *lines, (120, 300, "Hết."), turned=turned, page=page)
    assert record(path).text.split("\n") == [LONG, "Hết."]


def test_columns_of_prose_come_one_behind_the_other(tmp_path: Path) -> None:
    other = LONG.replace("Năm 2023", "Trong kỳ này")
    left, right = textwrap.wrap(LONG, 38), textwrap.wrap(other, 38)
    rows = [
        place
        for number in range(max(len(left), len(right)))
        for place in (
            (50, 100 + 15 * number, left[number : number + 1]),
            (320, 100 + 15 * number, right[number : number + 1]),
        )
    ]
    lines = [(x, y, text) for x, y, found in rows for text in found]
    head = "Bản tin Mặt trận huyện Cẩm Tú số tháng 10, chuyên đề an sinh xã hội"
    path = placed(tmp_path / "a.pdf", (50, 70, head), *lines)
    assert record(path).text.split("\n") == [head, LONG, other]


def test_rows_without_rules_are_not_columns(tmp_path: Path) -> None:
    rows = [(f"Xã Số {number} trên địa bàn huyện", f"{number} căn") for number in range(1, 9)]
    lines = [(x, 100 + 15 * at, text) for at, row in enumerate(rows) for x, text in zip((50, 330), row, strict=True)]
    text = record(placed(tmp_path / "a.pdf", *lines)).text
    assert all(" ".join(row) in text for row in rows)


def test_a_hyphen_at_the_end_of_a_line_stays(tmp_path: Path) -> None:
    lines = ["Ủy ban MTTQ cụm xã Tân Bình-", "An Phú trao 15 căn nhà trong hai năm 2019-", "2020."]
    path = placed(tmp_path / "a.pdf", *[(60, 100 + 15 * n, text) for n, text in enumerate(lines)])
    assert "Tân Bình-An Phú" in record(path).text
    assert "2019-2020" in record(path).text


def test_the_running_head_of_a_single_page_is_no_title(tmp_path: Path) -> None:
    title = "Kết quả công tác Mặt trận huyện Cẩm Tú"
    body = [(60, 130 + 15 * n, text) for n, text in enumerate(textwrap.wrap(LONG, 75))]
    path = placed(tmp_path / "a.pdf", (60, 30, "Báo cáo nhanh số 12, tháng 10"), (150, 100, title), *body)
    assert record(path).title == title


def test_raised_marks_of_notes_are_no_digits_of_the_number_before_them(tmp_path: Path) -> None:
    text = (
        "Năm 2024, toàn huyện xây mới 125<super>1</super> căn nhà, sửa chữa 48<super>(2)</super> căn, kinh phí 3,6 tỷ "
        "đồng.<super>3, 4</super> Nhà rộng 45 m<super>2</super>, trao từ 7h<super>30</super>."
    )
    assert record(printed(tmp_path / "a.pdf", text)).text.split("\n")[-1] == (
        "Năm 2024, toàn huyện xây mới 125 căn nhà, sửa chữa 48 căn, kinh phí 3,6 tỷ đồng. Nhà rộng 45 m2, trao từ 7h30."
    )
