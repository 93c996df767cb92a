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
    (
        ["XÃ HOA ĐÀO", "Số: 4/BC-MTTQ", "BÁO CÁO", "Kết quả Tháng cao điểm", "6 tháng đầu năm 2021", "Đã trao quà."],
        "BÁO CÁO Kết quả Tháng cao điểm 6 tháng đầu năm 2021",
    ),
    (
        [
            "XÃ HOA ĐÀO",
            "Số: 4/KH-MTTQ",
            "KẾ HOẠCH",
            "Giám sát nhà ở",
            "cho hộ nghèo",
            "(Kèm Công văn số 3/CV-MT)",
            "Nhằm",
        ],
        "KẾ HOẠCH Giám sát nhà ở cho hộ nghèo",
    ),
    (
        [
            "Số: 4/BC-MTTQ",
            "BÁO CÁO TỔNG KẾT CÔNG TÁC MẶT TRẬN",
            "VÀ PHONG TRÀO THI ĐUA",
            "NĂM 2021",
            "I. KẾT QUẢ",
            "Xã đã",
        ],
        "BÁO CÁO TỔNG KẾT CÔNG TÁC MẶT TRẬN VÀ PHONG TRÀO THI ĐUA NĂM 2021",
    ),
    (
        [
            "Số: 4/MTTQ-BTT",
            "V/v báo cáo quà Tết",
            "cho hộ nghèo",
            "Độc lập - Tự do",
            "Kính gửi: Ban Thường trực huyện",
            "Xã",
        ],
        "V/v báo cáo quà Tết cho hộ nghèo",
    ),
    (
        ["TM. BAN THƯỜNG TRỰC", "Phụ lục 1", "KẾT QUẢ NĂM 2021", "(Kèm Báo cáo số 2/BC-MTTQ)"],
        "Phụ lục 1 KẾT QUẢ NĂM 2021",
    ),
    (
        ["Biểu số 2", "ỦY BAN MTTQ XÃ HOA ĐÀO", "Số hộ được tặng quà", "(Kèm Báo cáo số 2/BC-MTTQ)"],
        "Số hộ được tặng quà",
    ),
    (
        ["Ủy ban MTTQ xã Hoa Đào trao 3 căn nhà", "Sáng nay, xã Hoa Đào trao nhà."],
        "Ủy ban MTTQ xã Hoa Đào trao 3 căn nhà",
    ),
    (["ỦY BAN MTTQ XÃ HOA ĐÀO TẶNG QUÀ", "Sáng nay, xã Hoa Đào tặng quà."], "ỦY BAN MTTQ XÃ HOA ĐÀO TẶNG QUÀ"),
    (["Ủy ban MTTQ Việt Nam xã Hoa Đào", "Kết quả chăm lo Tết", "Đã trao quà."], "Kết quả chăm lo Tết"),
    (["XÃ HOA ĐÀO", "Số: 4/BC-MTTQ", "BÁO CÁO", "Rất " * 60 + "dài", "Đã trao."], "BÁO CÁO"),
    (["Triển khai Kết luận số 9-KL/TW ở Hoa Đào", "Hội nghị mở sáng nay"], "Triển khai Kết luận số 9-KL/TW ở Hoa Đào"),
    (
        ["ỦY BAN MTTQ VIỆT NAM", "Biểu số 01", "XÃ HOA ĐÀO", "TỔNG HỢP QUÀ TẾT", "(Từ ngày 1/1 đến 9/2)"],
        "TỔNG HỢP QUÀ TẾT",
    ),
    (
        ["Số: 7/BC-MTTQ", "BÁO CÁO", "Kết quả giám sát năm 2021;", "nhiệm vụ năm 2022", "-----", "Năm 2021"],
        "BÁO CÁO Kết quả giám sát năm 2021; nhiệm vụ năm 2022",
    ),
    (
        ["Số: 4/MTTQ-BTT", "V/v ủng hộ", "Quỹ Cứu trợ", "Độc lập - Tự do", "Kính gửi: Các thôn", "Xã"],
        "V/v ủng hộ Quỹ Cứu trợ",
    ),
]


@pytest.mark.parametrize(("lines", "title"), HEADS)
def test_the_title_stands_under_the_letterhead(lines: list[str], title: str) -> None:
    assert Letterheads.load().title(lines) == title
