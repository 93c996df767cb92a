"""Titles under letterheads whose two columns come out line by line, or interleaved."""

from __future__ import annotations

import pytest

from mttq_extract.read.letterheads import Letterheads

NUMBER_AND_DATE = "Số: 31/BC-MTTQ Kim Bảng, ngày 9 tháng 12 năm 2021"
HEADS = [
    (
        [
            "ỦY BAN MTTQ VIỆT NAM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "TỈNH HÀ NAM Độc lập - Tự do - Hạnh phúc",
            NUMBER_AND_DATE,
            "BÁO CÁO KẾT QUẢ NĂM 2021",
            "Trong năm, các cấp đã vận động.",
        ],
        "BÁO CÁO KẾT QUẢ NĂM 2021",
    ),
    (
        ["HỘI NGƯỜI CAO TUỔI", "XÃ HOA ĐÀO", "Hoa Đào, ngày 4 tháng 2 năm 2020", "Kết quả chăm lo Tết", "Đã trao quà."],
        "Kết quả chăm lo Tết",
    ),
    (
        ["HUYỆN ĐOÀN KIM BẢNG", "Số: .../KH-ĐTN", "Kim Bảng, ngày … tháng … năm 2022", "Tháng Thanh niên năm 2022"],
        "Tháng Thanh niên năm 2022",
    ),
    (["ĐẢNG ỦY XÃ HOA ĐÀO", "ĐẢNG CỘNG SẢN VIỆT NAM", "KẾ HOẠCH", "Gặp mặt đầu xuân"], "KẾ HOẠCH Gặp mặt đầu xuân"),
    (["Bàn giao nhà ở Hoa Đào", "Hôm nay trao ba căn.", "Hoa Đào, ngày 4 tháng 2 năm 2020"], "Bàn giao nhà ở Hoa Đào"),
    (["Quà Tết cho hộ nghèo", "Hoa Đào, ngày 4 tháng 2 năm 2020"], "Quà Tết cho hộ nghèo"),
    (["Quà Tết sớm", "Hoa Đào, ngày 4 tháng 2 năm 2020", "Hôm nay xã trao quà"], "Quà Tết sớm"),
    (["QUÀ TẾT SỚM", "Hoa Đào, ngày 4 tháng 2 năm 2020", "Hôm nay xã trao quà."], "QUÀ TẾT SỚM"),
]


@pytest.mark.parametrize(("lines", "title"), HEADS)
def test_the_title_stands_under_the_letterhead(lines: list[str], title: str) -> None:
    assert Letterheads.load().title(lines) == title
