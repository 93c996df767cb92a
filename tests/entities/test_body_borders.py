"""Where bodies of the general press end: at verbs, lands and fields of work; and offices behind lands and works."""

from __future__ import annotations

import pytest

from tests.entities.test_entity_reader import surfaces


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        # a country's name takes no syllable of a verb behind it, but keeps those of its own words
        ("Các công ty phân bón Mỹ đền tiền; các trường đại học Anh ngay tại Huế.", ["trường đại học Anh"]),
        ("Hãng hàng không VN phát triển lành mạnh.", ["Hãng hàng không VN"]),
        ("Các công ty Nhật đầu tư vào Lào.", []),
        ("Học ở Trung tâm Anh ngữ Kessel.", ["Trung tâm Anh ngữ Kessel"]),
        ("Cảnh sát Đài Loan truy tìm lao động; khách về Hội An học nghề.", []),
        # what a body does is no field of it …
        ("Giao Bộ Xây dựng nghiên cứu sửa đổi giá.", ["Bộ Xây dựng"]),
        ("Sở Tài chính thống kê tài sản ở Huế.", ["Sở Tài chính"]),
        ("Giao Bộ Tài chính xây dựng phương án.", ["Bộ Tài chính"]),
        ("Bộ Y tế nghiên cứu vắc xin. Sở Y tế quản lý chặt.", ["Bộ Y tế", "Sở Y tế"]),
        ("Trường đại học Nông Lâm nghiên cứu cây lúa.", ["Trường đại học Nông Lâm"]),
        # … but a firm deals in it, and a field joined or closing the name stays
        ("Công ty Đầu tư xây dựng Tràng Hà thắng thầu.", ["Công ty Đầu tư xây dựng Tràng Hà"]),
        ("Viện Khoa học và nghiên cứu thị trường họp.", ["Viện Khoa học và nghiên cứu thị trường"]),
        ("Sở Kế hoạch đầu tư Tràng Hà họp.", ["Sở Kế hoạch đầu tư"]),
        # fields of two kinds go on in lower case
        ("Trình Cục An toàn vệ sinh thực phẩm hôm qua.", ["Cục An toàn vệ sinh thực phẩm"]),
        ("Cục Đầu tư nước ngoài cấp phép.", ["Cục Đầu tư nước ngoài"]),
        ("Công ty Xăng dầu khu vực I mở quầy.", ["Công ty Xăng dầu khu vực I"]),
        ("Công ty Thiết kế giao thông vận tải phía Nam thi công.", ["Công ty Thiết kế giao thông vận tải phía Nam"]),
        ("Ủy ban Chứng khoán nhà nước cấp phép.", ["Ủy ban Chứng khoán nhà nước"]),
        ("Công ty Tư vấn du học Kessel tuyển sinh.", ["Công ty Tư vấn du học Kessel"]),
        ("Học ở Đại học Công lập Tràng Hà; ở một trường công lập Lào.", ["Đại học Công lập Tràng Hà"]),
        ("Trung tâm Tin học, ĐH Sư phạm Kỹ thuật mở lớp.", ["Trung tâm Tin học", "ĐH Sư phạm Kỹ thuật"]),
        # numbered schools, levels side by side, cells of hamlets, customs
        ("Học ở Trường Tiểu học số 2 Nam Phước.", ["Trường Tiểu học số 2 Nam Phước"]),
        ("Thi vào Trường THPT số 1 Bảo Yên.", ["Trường THPT số 1 Bảo Yên"]),
        ("Yêu cầu UBND các tỉnh, thành phố báo cáo.", ["UBND các tỉnh, thành phố"]),
        ("UBND các tỉnh, thành lập sở.", ["UBND các tỉnh"]),
        ("Bí thư Chi bộ thôn 4 và Chi bộ ấp Lam Sơn.", ["Chi bộ thôn 4", "Chi bộ ấp Lam Sơn"]),
        ("Ủy ban An toàn giao thông (ATGT) quốc gia họp.", ["Ủy ban An toàn giao thông (ATGT) quốc gia"]),
        ("Hiệp hội các nhà sản xuất ô tô Việt Nam kiến nghị.", ["Hiệp hội các nhà sản xuất ô tô Việt Nam"]),
        # numbers, schools in lower case, governments and border guards
        ("Ban Chỉ đạo 389 quốc gia họp với Ban chỉ đạo 20 người.", ["Ban Chỉ đạo 389 quốc gia"]),
        ("Thi vào Đại học kinh tế hay trường đại học kinh tế.", ["Đại học kinh tế"]),
        ("Học bổng của chính phủ Lào; tổ chức phi chính phủ Mỹ; chính phủ họp.", ["chính phủ Lào"]),
        ("Tàu của bộ đội biên phòng và tòa án quận 3.", ["bộ đội biên phòng", "tòa án quận 3"]),
        ("Họp tại Khách sạn Tràng Hà. Khách sạn Tràng Hà tặng quà.", ["Khách sạn Tràng Hà"]),
        ("Viện Sông Ngòi (gọi tắt là VSN) họp. Theo VSN, nước lên.", ["Viện Sông Ngòi", "VSN", "VSN"]),
        ("Giả sử công ty A lãi 5%; nằm ở Bệnh viện K chờ mổ.", ["Bệnh viện K"]),
        ("Giám đốc Công ty Việt Nam Motors nói.", ["Công ty Việt Nam Motors"]),
        ("Chủ tịch Ngân hàng Nhà nước Lào Ada Kilbride nói.", ["Ngân hàng Nhà nước Lào"]),
        ("Cục phó Cục Thú y Lê Thị Ngà nói.", ["Cục Thú y"]),
    ],
)
def test_borders_of_bodies(text: str, bodies: list[str]) -> None:
    assert surfaces(text, "ORG") == bodies


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Thượng nghị sĩ Mỹ Kilbride phản đối.", ["Kilbride"]),
        ("Ada Kilbride, một nhà kinh tế, phản đối.", ["Ada Kilbride"]),
        ("Phát ngôn viên của Nhà Trắng, Ned Kilbride cho biết giá giảm.", ["Ned Kilbride"]),
        ("Tổng thống tái đắc cử Ned Kilbride phản đối.", ["Ned Kilbride"]),
        ("Hãng Kessel Motors, một số hãng và KILBRIDE USA cho biết, Kessel Tower mở cửa.", []),
        ("Đại diện Quỹ Kilbride phát biểu.", []),
        ("Ông Lâm, trưởng Ga Vinh, nói. Tàu đến Ga Vinh muộn.", ["Lâm"]),
    ],
)
def test_persons_beside_lands_and_works(text: str, persons: list[str]) -> None:
    assert surfaces(text, "PER") == persons
