"""What real articles do with numbers, one case in our own words for each phenomenon.

The numbers are those of the list of phenomena that the project started from. A reading is
"low[..high][/of] unit [modifier] [per=noun]"; several are separated by "; ", none is "-".
"""

from __future__ import annotations

import pytest

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.view import View, stored
from mttq_extract.types import Quantity, plain

LEXICON = Lexicon.load()
CASES = [
    (1, "Xã gom được chưa đầy 90 triệu đồng", "90000000 VND less_than"),
    (1, "có ngót 300 hộ dự lễ", "300 item less_than"),
    (2, "ghi sổ vàng những ai góp từ 200 ngàn đồng trở lên", "200000 VND at_least"),
    (3, "bà con góp hơn 7,5 tỉ đồng", "7500000000 VND more_than"),
    (4, "mức hỗ trợ 60 triệu/căn", "60000000 VND per=căn"),
    (5, "phát gần 45 ngàn cuốn vở", "45000 item less_than"),
    (6, "huy động trên 2 nghìn tỷ đồng", "2000000000000 VND more_than"),
    (7, "quỹ còn 2.340 triệu đồng", "2340000000 VND"),
    (8, "đạt 3.412,75 tỷ đồng", "3412750000000 VND"),
    (9, "Tỷ lệ hộ nghèo 4.75%; thu 3,2 tỷ đồng", "4.75 percent; 3200000000 VND"),
    (10, "vận động 18, 6 tỉ đồng", "18600000000 VND"),
    (11, "tổng thu 12.345.678.900 đồng", "12345678900 VND"),
    (12, "cả xóm góp 48.500.000đ", "48500000 VND"),
    (13, "bàn giao 06 căn nhà", "6 item"),
    (14, "có 77,4 % hộ ký cam kết", "77.4 percent"),
    (15, "xây nhà với mức 70 triệu đồng/nhà", "70000000 VND per=nhà"),
    (16, "hỗ trợ 3 triệu đồng/1 người bị thương", "3000000 VND per=người bị thương"),
    (17, "lượng gạo bình quân 480kg/người/năm", "480 kg per=người/năm"),
    (18, "bình quân mỗi hộ được vay 40 triệu đồng", "40000000 VND per=hộ"),
    (19, "xã Đông và xã Đoài mỗi xã được cấp 2 tỷ đồng", "2000000000 VND per=xã"),
    (20, "sửa 31 căn nhà (620 triệu đồng)", "31 item; 620000000 VND"),
    (21, "(cấp tỉnh 12 cuộc; cấp xã 1.045 cuộc)", "12 item; 1045 item"),
    (22, "Hòa Sơn (12 căn), TX. Ba Ngòi (9 căn)", "12 item; 9 item"),
    (23, "trong đó, gần 4,8 tỷ đồng tiền mặt", "4800000000 VND less_than"),
    (25, "thu các năm lần lượt là 310 tỷ đồng và 275 tỷ đồng", "310000000000 VND; 275000000000 VND"),
    (25, "lần lượt góp 3,5 và 4,1 tỷ đồng", "3500000000 VND; 4100000000 VND"),
    (26, "cộng cả ba đợt được hơn 52 tỷ đồng", "3 item; 52000000000 VND more_than"),
    (27, "600 tập vở tổng trị giá 9 triệu đồng", "600 item; 9000000 VND"),
    (28, "Hòa Sơn 3 tỷ đồng; Ba Ngòi 1 tỷ đồng", "3000000000 VND; 1000000000 VND"),
    (29, "1,7 tỷ đồng của huyện Lâm Sơn", "1700000000 VND"),
    (30, "14/19 xã về đích", "14/19 ratio"),
    (31, "xây 84/60 căn nhà", "84/60 ratio"),
    (32, "28/31 hộ ký cam kết, chiếm hơn 90%", "28/31 ratio; 90 percent more_than"),
    (33, "(bằng 64,2% số tiền đã nhận)", "64.2 percent"),
    (34, "9 hộ, chiếm 12%", "9 item; 12 percent"),
    (35, "mỗi căn được giúp 40-60 triệu đồng", "40000000..60000000 VND per=căn"),
    (36, "góp từ 50.000 đồng đến 2 triệu đồng", "50000..2000000 VND"),
    (37, "các năm đều đạt từ 93% đến 97%", "93..97 percent"),
    (38, "tăng 12,4 tỷ đồng so với năm 2018", "12400000000 VND"),
    (39, "bằng 108% kế hoạch", "108 percent"),
    (40, "giảm từ 96 xuống còn 71 cuộc", "96 item; 71 item"),
    (41, "gấp 3 lần so với đầu nhiệm kỳ", "3 times"),
    (42, "kéo tỷ lệ hộ nghèo còn 2.15%", "2.15 percent"),
    (43, "xã vẫn còn 18 hộ ở nhà tạm", "18 item"),
    (44, "phấn đấu đạt, vượt 650 triệu đồng", "650000000 VND at_least"),
    (45, "Phấn đấu quyên góp 15 tỷ đồng", "15000000000 VND"),
    (46, "dự kiến xây mới 12 nhà", "12 item"),
    (47, "số đã đăng ký là trên 230 tỷ đồng", "230000000000 VND more_than"),
    (48, "thu hơn 9 tỉ đồng, chi hơn 7 tỉ đồng", "9000000000 VND more_than; 7000000000 VND more_than"),
    (49, "có hai mươi bảy hộ thoát nghèo", "27 item"),
    (49, "Trong bảy tháng đầu năm", "-"),
    (50, "năm căn nhà xây trong năm nay", "5 item"),
    (51, "ít nhất một mô hình", "1 item at_least"),
    (51, "một người dân cho biết", "-"),
    (52, "hàng trăm suất quà", "100..999 item about"),
    (52, "hàng chục nghìn lượt người", "10000..99000 item about"),
    (53, "hơn 2,3 triệu người dân", "2300000 item more_than"),
    (54, "Tính đến 16h30 ngày 12/10/2024, thu 5 tỷ đồng", "5000000000 VND"),
    (56, "Quý II và 6 tháng năm 2018", "-"),
    (57, "Giai đoạn 2016 - 2020", "-"),
    (59, "Gần 3 năm qua", "-"),
    (60, "công tác Mặt trận 09 tháng đầu năm 2021", "-"),
    (61, "(nhằm 15 tháng Giêng)", "-"),
    (62, "từ ngày 7 - 19.11 và 12-10", "-"),
    (63, "bão số 5 làm 2 người bị thương", "2 item"),
    (64, "Chỉ thị số 11 ngày 5/6/2023-CT/TU", "-"),
    (65, "phong trào “5 không”", "-"),
    (66, "nhắn tin tới tổng đài 1408", "-"),
    (67, "mỗi cán bộ góp 2 ngày lương", "2 day per=cán bộ"),
    (68, "6.120 CHF, 900 EUR và 250 USD", "6120 CHF; 900 EUR; 250 USD"),
    (69, "210 thùng nước, 3,5 tấn gạo", "210 item; 3.5 tonne"),
    (70, "95 triệu đồng, 2 tấn gạo và 8.000 chiếc khẩu trang", "95000000 VND; 2 tonne; 8000 item"),
    (71, "4.020 căn nhà, tương đương 201,5 tỷ đồng", "4020 item; 201500000000 VND about"),
    (72, "17 ngôi nhà Đại đoàn kết", "17 item"),
    (73, "xây mới, sửa chữa 96 căn", "96 item"),
    (74, "sửa chữa 3 nhà và xây mới 11 Nhà", "3 item; 11 item"),
    (75, "9 cuộc giám sát về 5 chuyên đề", "9 item; 5 item"),
    (76, "cấp xã tổ chức 8.210 cuộc", "8210 item"),
    (77, "1.380 lượt người tham dự", "1380 item"),
    (78, "Hơn 6 tỷ đồng là số tiền bà con góp", "6000000000 VND more_than"),
    (79, "Hơn 300 tỷ đồng dựng hàng nghìn căn nhà", "300000000000 VND more_than; 1000..9999 item about"),
    (81, "Số tiền còn lại do gia đình lo", "-"),
    (86, "Ðã xây 12 căn nhà Ðại đoàn kết", "12 item"),
    (87, "tổng số tiề 300 triệu đồng", "300000000 VND"),
    (88, "góp được trên trên 80 triệu đồng", "80000000 VND more_than"),
    (89, "Bình Sơn:98% khu dân cư", "98 percent"),
]


def reading(quantity: Quantity) -> str:
    value = plain(quantity.low) + ("" if quantity.low == quantity.high else f"..{plain(quantity.high)}")
    value += "" if quantity.of is None else f"/{plain(quantity.of)}"
    words = [value, quantity.unit, "" if quantity.modifier == "exact" else quantity.modifier]
    return " ".join(word for word in [*words, f"per={quantity.per}" if quantity.per else ""] if word)


@pytest.mark.parametrize("number, text, expected", CASES)
def test_phenomenon(number: int, text: str, expected: str) -> None:
    quantities, _ = read_figures(View.of(stored(text)), LEXICON)
    assert ("; ".join(map(reading, quantities)) or "-") == expected, f"phenomenon {number}"
