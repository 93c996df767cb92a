"""Rarer things that whole articles do with numbers, one case in our own words for each.

A reading is "low[..high][/of] unit [modifier]"; several are separated by "; ", none is "-".
"""

from __future__ import annotations

import pytest

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.view import View, stored
from mttq_extract.types import Quantity, plain

LEXICON = Lexicon.load()
CASES = [
    # numbers spelled out in capitals are numbers where they count, names elsewhere
    ("ký nhận (bằng chữ: Hai Trăm Triệu Đồng chẵn), trong đó Một Tỷ Hai là của xã", "200000000 VND; 1200000000 VND"),
    ("LỄ TRAO BA MƯƠI CĂN NHÀ CHO BA TRĂM SÁU MƯƠI MỐT NGƯỜI", "30 item; 361 item"),
    ("XÃ NHẬN HAI TRĂM TRIỆU CHO QUỸ; HUYỆN NĂM CĂN, NGÃ BẢY, XÃ BA VÌ", "200000000 VND"),
    ("thờ Mười Hai Bà Mụ, vở Mười Hai Con Giáp, ông Hai Mươi ở đường Ba Mươi Tháng Tư, quán Ba Mươi Sáu", "-"),
    ("Xã A 100 120 120\nXã B 80 72 90\n", "100 item; 120 item; 120 item; 80 item; 72 item; 90 item"),
    ("Thu 1 670 400 000\nChi 1 200 300 000\n", "1670400000 item; 1200300000 item"),
    (
        "các tiêu chí: 2, 3, 10; các phường 1, 2, 3, 4 quận 3; chợ họp 28, 29 Tết; lúc 3 giờ kém 5; từ 7-9h hằng ngày",
        "-",
    ),
    ("các phường 1, 2 và 3 xã khác đã xong; cơ khí giao thông: 120", "3 item; 120 item"),
    # members of a counted kind by their numbers, slogans, rates of exchange
    ("còn 3 tiêu chí (10, 11, 17) chưa đạt; đạt 5 tiêu chí: 2, 3, 10, 13 và 18", "3 item; 5 item"),
    (
        "có 3 tiêu chí: 2 tiêu chí đạt; ba xã gồm 12, 15 và 20 thôn; 2 lớp: 30, 32 em",
        "3 item; 2 item; 3 item; 12 item; 15 item; 20 item; 2 item; 30 item; 32 item",
    ),
    ("phong trào 3 nhất; mục 2.1; 1 euro ăn 1,31 USD; 7,1 NDT=1 USD; góp 1 USD", "1.31 USD; 7.1 CNY; 1 USD"),
    (
        "đạt 8,5/10 điểm, làm xong 12,5/15 km đường, tỉ lệ chọi 1/7; 62,5 tạ/ha",
        "8.5/10 ratio; 12.5/15 ratio; 1/7 ratio; 62.5 quintal",
    ),
    ("nuôi trong 3 tháng 10 ngày, từ tháng 10 ngày công tăng; đợi một tiếng rưỡi", "3 month; 10 day; 1.5 hour"),
    # lists of codes, of terms, with semicolons; halves at the upper end
    (
        "hết quota ở các Cat 338/339 và 359/659-S; những Cat này gồm 200, 341/641, 351/651-C, 447; giao 12/15 xã",
        "12/15 ratio",
    ),
    (
        "gửi kỳ hạn 12, 24 và 36 tháng; tăng lần lượt 4,5; 3; và 2,1%",
        "12 month; 24 month; 36 month; 4.5 percent; 3 percent; 2.1 percent",
    ),
    ("từ một tháng đến dưới một tháng rưỡi; từ 2 đến 3 năm rưỡi", "1..1.5 month; 2..3.5 year"),
    (
        "con trai lên 10, mẹ ngấp nghé tuổi 60; ít nhất tòa nhà phải cao 7 tầng; chưa bằng 1/3 số hộ",
        "10 year; 60 year less_than; 7 item at_least; 1/3 ratio less_than",
    ),
    ("mấy năm trước khi về hưu; hai tháng trước khi cưới", "2 month"),
    (
        "hai biên lai thu phí, cùng với một biên lai thu thuế; vượt mức cho phép hàng chục lần",
        "2 item; 1 item; 10..99 times about",
    ),
    ("được cấp 2 bằng cao đẳng; học sinh cấp 2; lập chứng từ 15 km đường", "2 item; 15 km"),
    # ages without their word, or with that of another
    (
        "bà Lan 72 tuổi, con trai út 34, sống ở tổ 5; hai cụ đều ngoài 80; tuổi ngoài bảy mươi, trẻ em dưới 16",
        "72 year; 34 year; 2 item; 80 year more_than; 70 year more_than; 16 year less_than",
    ),
    ("chị (35 tuổi) và anh Sơn (37) có hai con 6, 9 tuổi", "35 year; 37 year; 2 item; 6 year; 9 year"),
    ("nam từ 60, nữ từ 55 tuổi trở lên; ở tổ 5, 60 tuổi", "60 year at_least; 55 year at_least; 60 year"),
    ("đoạt 2 huy chương vàng, 3 bạc và 5 đồng; bệnh nhân 1342", "2 item; 3 item; 5 item"),
    ("2 - 3 lần một tháng\n1 - Tiếp dân", "2..3 item"),
    ("nhà có một con trai, hai con gái; lật xe khiến một cháu bé tử vong", "1 item; 2 item; 1 item"),
    ("sau ba mươi tháng tư; 3 tháng tư vấn; sinh viên năm hai đại học; một nắng hai sương; ba lần bảy lượt", "3 month"),
    # what is counted from a plan, and what names, covers and stages have numbers for
    (
        "ít nhất sẽ dựng thêm 4 lớp; trễ hơn kế hoạch 2-3 năm; dao động trong khoảng 61 đến 74 %; bé năm tháng tuổi",
        "4 item at_least; 2..3 year; 61..74 percent; 5 month",
    ),
    (
        "ra mắt câu lạc bộ tuổi 30; ở trang bìa 1 báo xuân; hạn ngạch cat. 447/448; hết giai đoạn 1 người mua nộp đủ",
        "-",
    ),
    (
        "sau 30 năm kết thúc chiến tranh; 12 năm trước diễn ra lũ lớn; từ hai bàn tay trắng; trao đổi hai chiều",
        "-",
    ),
    (
        "vượt 30 km đường rừng; vượt quá 12 km; họp sớm một ngày so với dự kiến; nhặt được 3 đồng xu",
        "30 km; 12 km more_than; 1 day; 3 item",
    ),
    (
        "ở tuổi 30 anh về quê; cụ bà một trăm linh hai tuổi; từ hai năm rưỡi đến ba năm",
        "30 year; 102 year; 2.5..3 year",
    ),
    ("sau 6-6 sẽ thu hồi; từ 1-8 giá nước tăng; đợt vận động 10-12/2021; từ 3-5 triệu đồng", "3000000..5000000 VND"),
    ("cầu hai nhịp và cầu một nhịp; gặp một người quen", "2 item; 1 item"),
    ("học phí cao gấp\n6 lần trường công; đắp đê một ngày đêm", "6 times; 1 day"),
    ("miễn tiền thuê chỗ trong 3 tháng đầu. Trong 3 tháng đầu, xã đã thu đủ; cả vạn lại ra khơi", "3 month"),
    (
        "Dự báo tốc độ tăng của tỉnh:\n2003\n2004\nĐồng bằng\n3,9\n4,6\nMiền núi\n4,1\n5,0",
        "3.9 percent; 4.6 percent; 4.1 percent; 5.0 percent",
    ),
    (
        "thuê đất từ 3.000 đồng/m2/năm đến 45.000 đồng/m2/năm; mang tối đa 7.000 USD (ngoại tệ) hoặc 15 triệu VND",
        "3000..45000 VND; 7000 USD at_most; 15000000 VND at_most",
    ),
    (
        "trên 12 km này có 7 cầu; tối thiểu qua 3 vòng đấu; thưởng tròm trèm nửa tỷ",
        "12 km; 7 item; 3 item at_least; 500000000 VND less_than",
    ),
    ("đường 32 đoạn Mai Lâm - Cầu Đông; mở rộng quốc lộ 2,3; tòa lầu 6 tầng, phòng ở lầu 6", "6 item"),
    ("giá tăng kỷ lục trong 15 năm; thuốc có cách đây... 4-5 năm rồi; kế hoạch hằng năm và 5 năm", "-"),
    ("bình quân 1 tháng gần 3,1 tỷ đồng; nghỉ 1 tháng", "3100000000 VND less_than; 1 month"),
    (
        "xe có sức chở đến 12 người; người lái phải đủ 18 tuổi; ít nhất sẽ có thêm 4 lớp; học ít nhất là một năm",
        "12 item at_most; 18 year at_least; 4 item at_least; 1 year at_least",
    ),
    (
        "khám bình quân 0,78 lần/năm; rất nhiều người đi cai 3-4 lần; cao hơn trợ cấp cũ 2 lần; chỉ khoảng năm lần",
        "0.78 item; 3..4 item; 2 times; 5 item about",
    ),
    (
        "góp 1/4 vốn; khách có thể lên tới vài nghìn. Cao học864 USD/kỳ; mỗi xe chở một khúc gỗ; (khó) Hai anh lo",
        "1/4 ratio; 3000..9000 item about; 864 USD; 1 item; 2 item",
    ),
    (
        "lãi cao 4.000-5.000% vốn; xét NĐ (NĐ) 181; độ tương phản 1200:1, góc rộng; xây khoảng 1272-1275.",
        "4000..5000 percent",
    ),
    (
        "người cao nhất là 66 tuổi; mất mùa 3 năm liên tiếp, nay được mùa; Dưới 1 tuần tuổi:\n3.000",
        "66 year; 3 year; 1 week less_than; 3000 item",
    ),
    # what only looks like a bound, an only, an estimate, a part of a name
    ("trình cấp trên mấy lần; ước ao đội 52 xe; chỉ định một nhà thầu", "3..9 item about; 52 item"),
    ("chia thành bảy hạng ba cụm; giải ba", "7 item; 3 item"),
    ("ở tổ 24 phường 15 quận Đông; góp ý dự thảo 3 Luật Đất đai", "-"),
    ("cá rớt chưa tới 25 nghìn một ký; vốn 400 tỷ USD Singapore", "25000 VND less_than; 400000000000 SGD"),
    # lists without blanks, blanks that are lost
    ("xem các điều 21,22,23 và 24 của quy chế; tàu Hòn Mun 2 và Bến Nghé 1, anh Mai", "-"),
    ("tăng từ147 tỷ đồng; cấp đại học1.388 USD/học kỳ; dịch F0, lô B12", "147000000000 VND; 1388 USD"),
    ("ống 21, 27, 34 mm", "21 mm; 27 mm; 34 mm"),
    ("5 - 10 triệu/hộ tùy nhà", "5000000..10000000 VND"),
    # names and slogans
    ("ở 15L Nguyễn Trãi; lầu 3, 4, 5 lô A; Trung đoàn 66 tỉnh Gia Lai; phương án 1 đoạn qua xã", "-"),
    ("chương trình mỗi xã một sản phẩm; ba chìm bảy nổi; tổ tự quản 11 thôn Đông", "-"),
    ("huyện đã điều 4 xe; điều 4 của luật", "4 item"),
    # durations and bounds
    (
        "mỗi năm một tháng lương; làm thêm tối đa 20h; hai ca cách nhau 12h; giảm thuế cho 2 năm tiếp theo",
        "1 month; 20 hour at_most; 2 item; 12 hour; 2 year",
    ),
    (
        "vé rẻ nhất cũng là 7 USD; nằm trong khoảng 61,5% đến 74,2%; theo mức 06 lần mức lương",
        "7 USD at_least; 61.5..74.2 percent; 6 times",
    ),
    (
        "khi nam 62, nữ 60 tuổi; cơ cấu: người trẻ 41, dưới 35 tuổi 8",
        "62 year; 60 year; 41 item; 35 year less_than; 8 item",
    ),
    (
        "đầu tư bạc triệu đô la; năm bảy chục triệu; 2.000 đô la New Zealand; 300.000 franc Pháp",
        "1000000..9999999 USD about; 50000000..70000000 VND about; 2000 NZD; 300000 FRF",
    ),
    ("2 chị em cùng một người cậu; cùng một câu hỏi", "2 item; 1 item"),
    # ranges in two units, with the noun twice, without their dash
    ("mất từ 8 tháng đến 1 năm; dài từ 500 m đến 2 km", "8..12 month; 500..2000 m"),
    (
        "giá từ 5,2 triệu đồng/m2 đến 840.000 đồng/m2; từ 5 triệu đồng/m2 đến 7 triệu đồng/m2",
        "840000..5200000 VND; 5000000..7000000 VND",
    ),
    ("nuôi từ vài con đến vài trăm con; từ 3 xã đến 5 xã", "3..900 item about; 3..5 item"),
    ("học bổng 30 50% học phí; phí từ 4000 6000USD; năm 2004 3000 USD", "30..50 percent; 4000..6000 USD; 3000 USD"),
    # bounds
    (
        "tối đa không quá gấp đôi mức cũ; thu vượt 17,2% kế hoạch; thu vượt 110% dự toán",
        "2 times at_most; 17.2 percent; 110 percent more_than",
    ),
    ("trả 35.000 đồng/con từ bốn tháng tuổi trở lên", "35000 VND; 4 month at_least"),
    (
        "khẩu độ 130m; biên độ 0,25%; xe lưu thông trên 24 quận; giải cao nhất là 1 xe đạp; tối thiểu từ 3-5 km",
        "130 m; 0.25 percent; 24 item; 1 item; 3..5 km at_least",
    ),
    # words
    (
        "mươi con tép; lãi mươi nghìn đồng; bỏ cả triệu bạc; được 2 vàng, 3 bạc",
        "10 item about; 10000 VND about; 1000000 VND about; 2 item; 3 item",
    ),
    ("xong sau năm tháng thi công; những năm tháng ấy", "5 month"),
    ("từ hai tháng rưỡi đến dưới bốn tháng tuổi", "2.5..4 month"),
    # addresses
    ("ở 318 Đại lộ Nguyễn Huệ; tu bổ nhà 21, 23 Nguyễn Du; chăm 1 Bà mẹ Việt Nam Anh hùng", "1 item"),
    ("- Tuổi: từ 15-17", "15..17 year"),
    # sums to the last đồng
    ("ba tỷ, hai trăm triệu, năm trăm nghìn, hai trăm đồng", "3200500200 VND"),
    ("tặng năm nghìn, hai xe", "5000 VND; 2 item"),
    ("công bố vào 28 tháng này; làm trong 3 tháng này", "3 month"),
    # what a table is counted in
    ("ĐVT: 1.000 đồng\nThu: 120; đơn vị tính (1.000 người)", "120000 VND"),
    # clocks and durations
    ("tàu rút từ 52 giờ năm 1989 còn 48 giờ cuối năm 1990; 42 giờ năm 1991", "52 hour; 48 hour; 42 hour"),
    ("từ 9 giờ năm nay mới mở cửa", "-"),
    ("đi hai đêm ba ngày, hoặc 2 đêm 3 ngày", "2 night; 3 day; 2 night; 3 day"),
    ("đêm 5, rạng sáng 6/7", "-"),
    ("dịp 30/4 và 1/5 nghỉ; lễ 20/11, 22/12 vui; cụ Lam (1885 - 1950) sinh 19/5/1885", "-"),
    ("đến hơn 14g thì mưa; mãi gần 9h họ mới tới; thi từ 18.30-20.30 thứ tư", "-"),
    (
        "chưa đầy 14 giờ hôm qua bão đã tan; hai chuyến cách nhau chừng 2h; nghỉ trước ngày bầu cử 24h",
        "14 hour less_than; 2 item; 2 hour about; 24 hour",
    ),
    ("sau 2 năm thực hiện; sau 16 năm thực hiện; sau 20 năm đổi mới", "2 year"),
    ("được hưởng tiếp 2 tháng sau đó; dành 3 ngày đầu tiên để bàn; trợ cấp trong 6 tháng", "2 month; 3 day; 6 month"),
    ("ngày Quốc khánh 2.9, ngày Quốc tế Lao động 1.5", "-"),
    ("gửi chậm nhất là 25 ngày trước khai mạc kỳ họp", "25 day at_least"),
    # names, addresses, stages
    ("gửi về P.O. Box 420 771; xe biển 34; ở trạm bơm 3; xem đoạn video 2; đoàn xe Gaz 53 chở quân", "-"),
    ("tái định cư vào chung cư 52 đường Trần Phú; ở 9 Lê Lợi và 71 Nguyễn Du; nhà 4 Bát Sứ", "-"),
    ("giai đoạn 2 dự án nước sạch; bước 1 giai đoạn 2; đợt 3 phần còn lại; xe máy 2 bánh", "-"),
    ("Điều 8 và 9 chương II; tàu SAR41, SAR 412 ra khơi; (Cienco 8)", "-"),
    (
        "đầu tư của Nhật Bản 13 doanh nghiệp; trong khu vực 12 nước; trong số 5-7 đoàn; nghỉ qua đêm 3 người",
        "13 item; 12 item; 5..7 item; 3 item",
    ),
    ("tổng số là 1.284.590.", "1284590 item"),
    # bounds said otherwise
    ("giá cao nhất là 820 triệu đồng; mức thấp nhất là 140.000 đồng", "820000000 VND at_most; 140000 VND at_least"),
    ("mức hỗ trợ tối đa với một hộ ngừng nuôi là 3 triệu đồng", "3000000 VND at_most"),
    ("mức lương tối thiểu vào tháng 10 sẽ là 620.000 đồng", "620000 VND"),
    (
        "SIM có 6 chữ số cuối như nhau, chẳng hạn 8222222, 8444444; tổng số 1500000; kinh phí: 1234567",
        "6 item; 1500000 item; 1234567 item",
    ),
    ("Đã gần 3 năm, người dân vẫn chờ. Cách đó 3 năm, xã có 2 hộ khá; cách đó 3 km có chợ", "2 item; 3 km"),
    ("Anh chờ đã 3 năm, rồi thôi", "3 year"),
    ("gửi từ 45 triệu đồng hoặc 3.500 USD", "45000000 VND at_least; 3500 USD at_least"),
    (
        "từ 200 triệu đồng trở lên (tiền mặt) hoặc 500 triệu đồng (tiền gửi)",
        "200000000 VND at_least; 500000000 VND at_least",
    ),
    ("tâm bão ở khoảng 9,5 độ vĩ Bắc; 108,2 độ kinh Đông", "9.5 degree about; 108.2 degree about"),
    ("điểm thi 7,0+; tử vong trước 5 tuổi; giá quanh mức 60 USD", "7.0 item at_least; 5 year less_than; 60 USD about"),
    (
        "dịch xuất hiện trên 24 xã; hội viên ở trên 4 lục địa; vận động trên 3 tỷ đồng",
        "24 item; 4 item; 3000000000 VND more_than",
    ),
    ("lãi cao nhất cũng chỉ khoảng 24 triệu đồng", "24000000 VND at_most"),
    # one that counts
    ("chỉ vỏn vẹn một chiếc xe; chỉ đăng ký một thuê bao; vụ nổ làm một người chết", "1 item; 1 item; 1 item"),
    ("chỉ như một bức tường; chỉ đạo một xí nghiệp; không chỉ là một danh hiệu", "-"),
    # vague numbers, fractions, measures
    (
        "hàng trăm, hàng nghìn người; tốn hàng chục, thậm chí hàng trăm tỷ đồng",
        "100..9999 item about; 10000000000..999000000000 VND about",
    ),
    (
        "góp 1/4 tổng vốn; cấp cho 3/5 trong tổng số dân; mới lo được 1/4 đến 1/5 số ghế",
        "1/4 ratio; 3/5 ratio; 1/4 ratio; 1/5 ratio",
    ),
    ("thu hồi 94/104 ha; sân rộng 1,250 m2; sụt trên mấy cây số vuông", "94/104 ratio; 1250 m2; 3..9 km2 more_than"),
    (
        "lượng khách quốc tế chưa đến 3 triệu, ít hơn trước; vài nghìn đầu sách",
        "3000000 item less_than; 3000..9000 item about",
    ),
    (
        "những năm tới khoảng 300 tỷ; vượt tới 240 lần; phát loa gần 8.500 lần",
        "300000000000 VND about; 240 times; 8500 item less_than",
    ),
    ("trích 200.000 France Thuỵ Sĩ; học bổng A $ 5,000", "200000 CHF; 5000 AUD"),
    # what begins like a saying and is none
    ("xã trao 24/700 suất quà", "24/700 ratio"),
    ("mỗi đêm diễn có 50-500 người dự", "50..500 item"),
    ("thôn trực 24/7, chia việc 50-50", "-"),
    # units of the general press
    ("thay toàn bộ đèn trên 100W bằng đèn 18 W", "100 W more_than; 18 W"),
    ("hạ thủy tàu 22.500 DWT", "22500 DWT"),
    ("tổ máy 1,2 GW hòa lưới", "1.2 GW"),
    ("tiếng ồn vượt 70 dBA", "70 dB more_than"),
    ("tiền điện mỗi tháng mất 2-3 triệu tiền điện", "2000000..3000000 VND"),
    ("học bổng S$ 900 mỗi kỳ", "900 SGD"),
    ("có cả 2 khối A và B dự thi", "2 item"),
    # the unit said once
    ("hai mức 150.000 và 210.000 đồng", "2 item; 150000 VND; 210000 VND"),
    ("thùng đầy những tờ 20.000, 50.000 đồng", "20000 VND; 50000 VND"),
    ("toàn tờ 10, 20 nghìn đồng", "10000 VND; 20000 VND"),
    ("hệ số 8,2 và 7,6, lệch chưa tới 2 triệu đồng", "8.2 times; 7.6 times; 2000000 VND less_than"),
    ("lần lượt xuyên các mốc 30, 35, 40 và 45 USD/thùng", "30 USD; 35 USD; 40 USD; 45 USD"),
    ("giữa cái nắng 36, 37 độ", "36..37 degree"),
    ("bán ra 3,8 tỷ USD năm nay", "3800000000 USD"),
    ("tụt từ 41/98 năm 2003 xuống 55/99 năm 2004", "41/98 ratio; 55/99 ratio"),
    ("đền bù 330.000đ/m 2, thấp hơn giá chợ", "330000 VND"),
    # reports: sums against plans, lists of ratios, headings
    ("cấp huyện 21 buổi/2.310 lượt người dự", "21 item; 2310 item"),
    ("đạt 8,4 tỷ đồng/6 tỷ đồng kế hoạch", "8400000000 VND; 6000000000 VND"),
    ("giải ngân 7.120.000.000 đ/9.000.000.000 đ", "7120000000 VND; 9000000000 VND"),
    ("BHXH tự nguyện: 930 người/900 người", "930 item; 900 item"),
    ("tử vong 2 người/10.000 xe; giữ xe 15.000 đồng/120 phút", "2 item; 15000 VND"),
    ("(1) huyện Đông: 7/7 xã (100%); (2) huyện Đoài 10/10", "7/7 ratio; 100 percent; 10/10 ratio"),
    ("nhận 8 ý kiến, trả lời ngay 8/8", "8 item; 8/8 ratio"),
    ("nhân ngày 10/10, Thủ đô treo cờ", "-"),
    ("cử 03 đ/c, mời 12 đ/c ủy viên; thu 15.000 đ/kg", "3 item; 12 item; 15000 VND"),
    ("chi 1.250 trđ, 350 tr.đồng, 75 tr.đ, 900 ngđ", "1250000000 VND; 350000000 VND; 75000000 VND; 900000 VND"),
    (
        "≥ 95% hộ, >90% thôn, <5% hộ nghèo, ~ 30 hộ",
        "95 percent at_least; 90 percent more_than; 5 percent less_than; 30 item about",
    ),
    ("phương châm 4 tại chỗ, thông điệp 5K, gia đình 5 không, 3 sạch, QĐ 213", "-"),
    ("Chỉ tiêu 4: Phấn đấu 95% trở lên khu dân cư", "95 percent at_least"),
    ("Đoàn sẽ làm việc một tuần, từ thứ hai", "1 week"),
    ("trích 150 tỷ dự phòng; gần 3 triệu thuê bao", "150000000000 VND; 3000000 item less_than"),
    ("Bố chị dù tuổi đã 80 vẫn làm", "80 year"),
    ("hai tấm 40x30 mm", "2 item; 40 mm; 30 mm"),
    ("không mấy nhà đầu tư tin; có đến mấy loại trà", "3..9 item about"),
    ("chiến lược 10 năm và kế hoạch 5 năm", "-"),
    ("thu trong 8 tháng bằng 90% dự toán", "90 percent"),
    # vague numbers
    ("mỗi năm chi vài chục đến hơn 200 USD", "20..200 USD about"),
    ("thiệt hại hàng chục đến hàng trăm triệu đồng", "10000000..999000000 VND about"),
    (
        "sai phạm trăm tỷ ở dự án nghìn tỷ",
        "100000000000..999000000000 VND about; 1000000000000..9999000000000 VND about",
    ),
    ("với con số hàng trăm nghìn lượt khách", "100000..999000 item about"),
    ("gửi đến một vài ý kiến", "3..9 item about"),
    ("Họ không hiểu mấy chuyện đó", "-"),
    ("dù đắt đến mấy cũng mua", "-"),
    # durations, periods, clock
    ("xong việc trong vòng sáu tháng", "6 month"),
    ("mỗi tháng hai lần họp tổ", "2 item"),
    ("hy vọng sau 30 tháng thi công cầu sẽ thông xe", "30 month"),
    ("gửi kế hoạch 10 ngày trước ngày giám sát", "10 day"),
    ("gửi chậm nhất là 10 ngày trước khi họp", "10 day at_least"),
    ("hồi âm chậm nhất là 12 ngày từ khi nhận đơn", "12 day at_most"),
    ("trong 6 tháng hoạt động, trạm chữa cho 12 người", "6 month; 12 item"),
    ("Hai năm rưỡi qua, xã không có án", "-"),
    ("chặng đường hơn 45 năm", "-"),
    ("trong nửa nhiệm kỳ còn lại", "-"),
    ("Đã hơn 3 tháng trôi qua mà chưa ai trả lời", "-"),
    ("Đến nay đã nửa năm", "-"),
    ("Đây là mùa khô nhất trong 20 năm trở lại", "-"),
    ("làm đến gần 12g trưa", "-"),
    ("đông nhất lúc 7-8g sáng", "-"),
    ("hẹn chiều mai 9.4 trao nhà", "-"),
    ("Đại hội (11.5-14.5) bế mạc", "-"),
    ("phong trào thập niên 60", "-"),
    ("chợ nghỉ từ 29 đến mùng 4 Tết", "-"),
    ("chậm so với kế hoạch 4-5 năm", "4..5 year"),
    ("ngày lễ lương tăng gấp ba.", "3 times"),
    ("kỳ hạn 6 tháng tăng thêm 0,1%", "6 month; 0.1 percent"),
    ("thuế chỉ còn 0-5%", "0..5 percent"),
    ("bé mới ba tuổi rưỡi", "3.5 year"),
    ("ngoài 70 tuổi bà vẫn bơi", "70 year more_than"),
    ("trao Huy hiệu 30, 40, 50 năm tuổi Đảng", "-"),
    ("nhất trí với tỷ lệ 13/13", "13/13 ratio"),
    ("trúng cử: dân tộc thiểu số 47, nữ 26", "47 item; 26 item"),
    ("góp ý bằng thư 17 dự thảo", "17 item"),
    ("7 giờ kém 10, cô vào lớp. 14 giờ, cô dạy tiếp đến 20 giờ 30 - 21 giờ", "-"),
    ("mấy năm về trước giá còn rẻ", "-"),
    ("tăng dự trữ thêm 2-2,5 lần", "2..2.5 times"),
    # names, ordinals, lists, addresses
    ("Nghị quyết Trung ương 7 khóa XII", "-"),
    ("Hội nghị 6 Ban Chấp hành Trung ương", "-"),
    ("tại phiên họp 28 UBTVQH", "-"),
    ("đón vị khách thứ 3 triệu trong năm", "-"),
    ("đạt cấp độ 4 đủ điều kiện thi", "-"),
    ("sinh viên năm 3 khoa Sử", "-"),
    ("tập trung ở ngã 5 Chuồng Chó", "-"),
    ("thu hồi nhà 35 Hồ Tùng Mậu, 12 Trường Chinh", "-"),
    ("ở số nhà 18 ngõ 102", "-"),
    ("Triển lãm Expo 2015 Hội chợ mùa thu", "-"),
    ("linh kiện thuộc mã 8534", "-"),
    ("khoản 2, 3, 4, 5 điều 7 của quy chế", "-"),
    ("các quận ngập gồm: 3, 7, 10, 11, Bình Tân", "-"),
    ("trên quốc lộ 1A, 22 thuộc huyện", "-"),
    ("học kỳ 1 chương trình cử nhân", "-"),
    ("tăng hai chữ số", "-"),
    ("ngang mức lương tối thiểu 480.000 đồng/tháng", "480000 VND"),
    ("là đòn bẩy kinh tế", "-"),
    ("ghi hình hai nghi can", "2 item"),
    ("đã xếp hạng 180 lượt doanh nghiệp", "180 item"),
    ("giải quyết dứt điểm theo “1 giấy’’ như đã hứa", "-"),
    ("kỹ thuật giao thông: 90, cơ khí: 60. Cao đẳng: 120", "90 item; 60 item; 120 item"),
    ("các nhà 366/5, 366/7 và 366/11 chưa được cấp giấy", "-"),
    ("ban hành hai chỉ thị; làm việc với hai đối tác", "2 item; 2 item"),
    ("xét tuyển lớp 10 Học sinh ôn tập", "-"),
    ("gần hết tháng 6 Công ty mới trả lời", "-"),
    ("lễ trao giải 2005 chiều 10/10", "-"),
    ("1\nTrường A\n12 Lê Lợi\n2\nTrường B\n9 Bà Triệu\n3\nTrường C\n", "-"),
    ("gọi (08).8232862 hoặc 08 - 823 2862", "-"),
    ("mít tinh ở quảng trường 2-9; lễ 30 tháng tư này", "-"),
    ("6 rưỡi sáng, chị đã ra chợ", "-"),
    ("người ở ngách 44/55, phố cũ", "-"),
    ("quản lý 24/24 bởi dân quân", "-"),
    ("trong tháng 7 phường sẽ gắn biển", "-"),
    ("trường lâu đời nhất (1869)", "-"),
    ("địa chỉ ở đường 30.4, phường Xuân", "-"),
    ("Bệnh nhân 91 đã khỏi; mua vàng 9999", "-"),
    ("tiêm mũi 1, 30% tiêm đủ 2 mũi", "30 percent; 2 item"),
    ("Khu quản lý đường bộ 3 kiểm đếm; xe công thức 1 có mạch", "-"),
    ("khách dùng mạng 095 sẽ được rút thăm", "-"),
    # number words
    ("ba mẹ con chị Hoa", "3 item"),
    ("ba mẹ chị Hoa", "-"),
    ("kẽ đá to hơn một bàn tay", "-"),
    ("mỗi giờ 900 xe trên một làn", "900 item"),
    ("Hai Chủ tịch Quốc hội trao đổi", "2 item"),
    ("quan hệ giữa hai Quốc hội", "2 item"),
    ("bất cứ một công trình nào; không chỉ một đại lý; chỉ được một ít", "-"),
    ("giá hai ba trăm một món", "200..300 item"),
    ("Nhà có ba đứa, cả ba đều học giỏi; vợ chồng cả hai đều làm", "3 item; 3 item; 2 item"),
    ("lương chỉ nhỉnh hơn 20 USD", "20 USD"),
    ("chừa lại năm lối đi cho dân", "5 item"),
    ("Những bữa cơm sẻ nửa\nKhoa Nhi đông bệnh nhân", "-"),
    ("Có hai Nghị định mới, hiệp định giữa hai Chính phủ, ba Nghị quyết", "2 item; 2 item; 3 item"),
    # "năm" is five
    ("Giá gấp năm lần; chờ năm phút; mất năm giờ", "5 times; 5 minute; 5 hour"),
    ("Đoàn làm việc năm ngày; kéo dài hơn năm năm", "5 day; 5 year more_than"),
    ("Quanh năm ngày tháng; những năm tháng; mỗi năm lần lượt; thứ năm ngày 8-9", "-"),
    ("hằng năm ngày 18-11; trong năm năm tới; giai đoạn năm năm 2006-2010", "-"),
    ("yêu cầu IELTS 6.0 (TWE 4.5), TOEFL 560, chữ màu #800000", "6.0 item; 4.5 item; 560 item"),
    ("công văn 1318 ngày 15/3; Quyết định 20 ngày 3-4-2005; Đồn biên phòng 593 đóng tại xã", "-"),
    ("hai lỗ, năm thợ hàn nghỉ việc", "2 item; 5 item"),
    # bounds
    ("theo lộ trình khoảng 8 đến 12 năm", "8..12 year about"),
    ("ở 12 độ 40 phút vĩ bắc", "12 degree; 40 minute"),
    ("4.000 lao động trên tổng số 80.000 người", "4000 item; 80000 item"),
    ("khi có từ 10% cử tri yêu cầu", "10 percent at_least"),
    ("Học phí nay cao gần gấp 3 lãi suất cũ; đơn thư tăng hơn gấp đôi", "3 times less_than; 2 times more_than"),
    ("vượt gấp rưỡi chỉ tiêu", "1.5 times"),
    ("căn cứ trên 2 văn bản; phía trên 3 cửa cống; trên 40 hộ", "2 item; 3 item; 40 item more_than"),
    ("điểm trung bình tối thiểu là 7/10. Nộp chậm nhất là 7/10.", "7/10 ratio at_least"),
    # what stands behind has a name of its own
    ("sơ kết bước 1 giai đoạn II; họ ở tổ 31 phường Hòa Bắc, phòng 804 nhà 12B", "-"),
    ("lập tổ 7 phường viên; dự kiến tháng 11 giá gạo tăng; khai giảng tháng 9 hằng năm", "7 item"),
    ("trong tháng 10 suất quà đã trao; mỗi tháng 3 chỉ tiêu", "10 item; 3 item"),
    ("Văn phòng: 57 Tô Vĩnh Diện, số lẻ 217", "-"),
    ("thi ngày 14-15.3.2007, màn hình có độ tương phản 900:1", "-"),
    ("đứng thứ 9/58 tỉnh; đứng thứ 8 trong số 24 xã", "24 item"),
    ("chạy dọc vành đai 3,5 và quốc lộ 6", "-"),
    ("qua đời lúc 9 giờ 5 phút sáng mùng 2", "-"),
    ("tuyển vào lớp 10 công lập; chỉ tiêu quí 1; Công ty TNHH Xây dựng thương mại 53", "-"),
    ("em ghi 4 nguyện vọng; có 3 đại học; lấy mức sàn 15 điểm", "4 item; 3 item; 15 item"),
    ("cơ khí: 45, quản lý xây dựng: 120, kỹ thuật điện: 75", "45 item; 120 item; 75 item"),
    ("mỗi năm lỗ xấp xỉ… 35 tỷ đồng; phải chờ hơn... 4 tháng", "35000000000 VND about; 4 month more_than"),
    ("thu nhập gấp 3 mức cũ; xây gấp 2 phòng học; vài trăm nghìn lương", "3 times; 2 item; 300000..900000 VND about"),
    ("nơi này đã có 3 quận (2, 5 và 8) xong; mở vào các ngày 12,13 và 20 tháng giêng", "3 item"),
    ("quyết định 51 và 709 ra đời; Ban chỉ đạo 98 đã họp; gọi 113 để báo; xe 7113 bỏ bến", "-"),
    ("cung cấp 1 số tư liệu; trường ở 45 Hai Bà Trưng; năm thì mười họa; chỉ một loáng đã xong", "-"),
    ("hai ý: 1/Lùi thời hạn; 2/Làm từng bước; thuộc diện ưu tiên 2", "2 item"),
    (
        "hơn 2 phần 3 hội viên, mất 1 nửa, sáu, bảy trăm tỉ đồng",
        "2/3 ratio more_than; 1/2 ratio; 600000000000..700000000000 VND",
    ),
    ("mỗi ngày phục vụ 4 tour; đạt TOEFL 560 điểm; bé lên 9, học giỏi", "4 item; 560 item; 9 year"),
    ("trung bình 3 tháng trước và 3 tháng sau khi sửa", "3 month; 3 month"),
    (
        "bà nuôi được 2 đứa cháu, một gái một trai; mất 4 người thân (một người còn nhỏ)",
        "2 item; 1 item; 1 item; 4 item; 1 item",
    ),
    ("có 3 người, một cán bộ cho biết", "3 item"),
    (
        "tương đương với 20.000 USD; học bổng tối đa tới 50%; cao nhất cũng chỉ 10%",
        "20000 USD about; 50 percent at_most; 10 percent at_most",
    ),
    (
        "tại huyện không quá 5 ngày; ít nhất phải bằng 30%; tối đa trong vòng 3 tháng",
        "5 day at_most; 30 percent at_least; 3 month at_most",
    ),
    (
        "tỷ lệ đã gần đạt 100%; đơn vượt con số 1.500; công trình hơn 30 tỉ đồng",
        "100 percent less_than; 1500 item more_than; 30000000000 VND more_than",
    ),
    ("vượt khoảng 7.000 người so với dự báo; vượt 900 người so với dự báo", "7000 item about; 900 item"),
    ("về hưu khi đủ 52 đối với nữ, 57 tuổi đối với nam; trẻ trong độ tuổi từ 0 đến 12", "52 year; 57 year; 0..12 year"),
    ("nhà có đến năm người ốm; chờ đến năm học sau; ai cũng có một tuổi thơ", "5 item"),
    ("báo cáo kinh tế - xã hội 9 tháng của huyện; nếu sau 24 giờ không trả lời; xong sau 14 giờ", "24 hour"),
    (
        "học bổng 300 đôla Australia; công ty có 3 đồng sở hữu; diễu hành có 28 khối thuộc các ngành",
        "300 AUD; 3 item; 28 item",
    ),
    ("cước 80.000 đồng/tháng, thuê bao 60.000 cho máy đầu, 25.000 cho máy sau", "80000 VND; 60000 VND; 25000 VND"),
    ("6 kho: 2 ở quận 5; 1 ở quận 1; 1 ở quận 8", "6 item; 2 item; 1 item; 1 item"),
    ("càng vui hơn Voice 888 - Miễn phí; do Cienco 4 thi công; món ba khía rang muối", "-"),
    ("lấy con dê với giá 2,3 triệu tận nơi", "2300000 VND"),
    ("anh phải hát và ghi âm hai lần; rét tới âm 5 độ C; tăng trưởng âm 2,5%", "2 item; -5 celsius; -2.5 percent"),
    ("mỗi năm trên 1 triệu người; ngôi nhà số 37/15 đường Cô Bắc", "1000000 item more_than"),
    ("trận rét đậm nhất trong 9 năm; xây trong 9 năm", "9 year"),
    ("nhiễm mặn từ 3-8 lần so với ngưỡng an toàn; nhắc 3 lần", "3..8 times; 3 item"),
    ("tổ chức đại hội 25 chi hội; tập huấn 3 lần 120 người; in tập 25 bài hát", "25 item; 3 item; 120 item; 25 item"),
    ("góp theo văn bản 1.200 ngày công; mở cửa đến 16-17g là đóng; nhà ở 10 Yên Thái", "1200 item"),
    ("hồ sơ mất từ 6-7 giờ mới xong; mở cửa từ 6-7 giờ", "6..7 hour"),
    ("mỗi ca máy từ 5 đến 6 tiếng; họp từ 5 đến 6 giờ", "5..6 hour"),
    ("nhóm A là 20,125-41 triệu đồng; quyết định số 3945 ký ngày 2/3/2009", "20125000..41000000 VND"),
    ("tiền học 24.500/ 6 kỳ; nhà ở 9 Tạ Hiền; cỏ mọc rải rác trên 5 xã", "24500 item; 6 item; 5 item"),
    ("nuôi cá tra, ba sa; xuồng ba lá mong manh", "-"),
    # units
    ("bơm 1,2 triệu m 3 nước; đào 40.000m 3 đất", "1200000 m3; 40000 m3"),
    ("chia thành 3 khối theo ngành; đổ 12 khối bê tông", "3 item; 12 m3"),
    ("màn hình 21 inche", "21 inch"),
    ("ban hành hai bảng lương; nặng 2 bảng", "2 item; 2 GBP"),
    ("tỷ giá giữa hai đồng tiền; cưới hết 30 đồng bạc; 300.000 đồng tiền điện", "2 item; 30 item; 300000 VND"),
    ("rừng tăng từ 61.200ha lên 74.350, rồi 75.010 ha", "61200 ha; 74350 ha; 75010 ha"),
    ("tỷ lệ giảm từ 8,5% xuống 6,2.", "8.5 percent; 6.2 percent"),
    ("một euro ăn 1,31 USD, nay còn 1,297 USD", "1.31 USD; 1.297 USD"),
    ("cây cao hai - ba chục mét, có bốn - năm trăm hộ", "20..30 m; 400..500 item"),
    # one of many, each one, one only
    ("một trong hơn 25 mô hình; hơn 40 trong số gần 60 hộ", "1/25 ratio; 40 item more_than; 60 item less_than"),
    ("mỗi một thôn đều có tổ; chỉ có mỗi một con trâu; vỏn vẹn một quả trứng", "1 item; 1 item"),
    ("có 9 phiên dịch tiếng Anh và 4 tiếng Nhật; họp 4 tiếng", "9 item; 4 item; 4 hour"),
    ("mở cửa từ 8 giờ-11 giờ 30; phụ cấp hệ số 0,6", "0.6 times"),
    ("triển lãm 40 năm xây dựng và trưởng thành; xây cầu mất 2 năm", "2 year"),
    # a measured share, a bound in other words, numbered cases
    ("mới đo 88/120 ha; chốt trực 16/24 giờ", "88/120 ratio; 16/24 ratio"),
    ("mỗi lô không nhỏ hơn 60 m2; ở kịch bản 2 cần 3 xe", "60 m2 at_least; 3 item"),
    ("phun thuốc mỗi ngày một lần", "1 item"),
    # months of a year as a period of a report
    ("Chín tháng, quỹ thu 2 tỷ đồng. 9 tháng năm nay đạt 80%", "2000000000 VND; 80 percent"),
    ("thời hạn: 6 tháng", "6 month"),
    # amounts spelled out as on receipts, and lists whose currency is said once
    ("(Hai tỷ, ba trăm mười triệu, năm trăm nghìn đồng)", "2310500000 VND"),
    ("xây một, hai triệu căn; góp hai tỷ, ba tỷ đồng", "1000000..2000000 item; 2000000000 VND; 3000000000 VND"),
    ("Xã Đông 342 triệu, xã Đoài 318.500.000 và xã Nam 96.000.000.", "342000000 VND; 318500000 VND; 96000000 VND"),
    ("tuổi bình quân 61,3", "61.3 year"),
    # what lasted so long, a currency glued to its scale, millions before a time
    ("rét đậm kéo dài 40 ngày đầu năm; kéo dài gần 6 năm (1932 - 1938)", "40 day; 6 year less_than"),
    ("việc này kéo dài 2 năm nay", "-"),
    ("mỗi khẩu 12 kg/tháng, trong 2 tháng.", "12 kg; 2 month"),
    ("thu 6 tỷ 250 triệuđồng, chi 45 triệuđồng", "6250000000 VND; 45000000 VND"),
    ("mới nhận 30 triệu đồng (15 triệu hồi cuối năm, 15 triệu giáp Tết)", "30000000 VND; 15000000 VND; 15000000 VND"),
    ("(Số báo 315, thứ Hai); mỗi người một ngày lương", "1 day"),
    # still to last
    ("mất thêm 1-2 tháng nữa; ít nhất 3 ngày nữa; chỉ còn 6 phút nữa", "1..2 month; 3 day at_least; 6 minute"),
    ("vài tuần nữa mới đến Tết; biết mấy phút nữa xe đến", "-"),
    ("mất 9 tháng tới 1 năm; trong 3 năm tới; hai tháng đã trôi qua", "9..12 month"),
    ("Trung bình mỗi tháng, một thợ làm được 30 áo", "30 item"),
    (
        "chi 12 triệu đôla Singapore, thu 15 triệu; giá 32 USD/thùng, thu thêm 200 tỉ",
        "12000000 SGD; 15000000 SGD; 32 USD; 200000000000 VND",
    ),
    ("một bảng giữ ở mức 8,4 NDT ăn 1 USD; ngoài 1/4 của tuyến", "8.4 CNY; 1/4 ratio"),
    (
        "chi 3 triệu mỗi nhà, lương 9 triệu mỗi tháng; học 8h/ngày, đủ 140 tín chỉ",
        "3000000 VND; 9000000 VND; 8 hour; 140 item",
    ),
    ("học trong khoảng 6 tháng, rồi thi; trong 6 tháng, xã làm 2 km", "6 month about; 2 km"),
    ("làm nhà cho gần\nnghìn hộ; chi gần \n tỷ đồng", "1000 item less_than; 1000000000 VND"),
    ("sân không được nhỏ hơn 60 m2, cột không được cao hơn 9 m", "60 m2 at_least; 9 m at_most"),
    ("lớp này không nhỏ hơn lớp kia 5 em; nhà được cao hơn 2 tầng", "5 item; 2 item"),
    (
        "Xong. Ước tính, cả vùng mất tới 7 tỷ đồng, trong đó 2 tỷ đồng là tiền giống",
        "7000000000 VND about; 2000000000 VND",
    ),
    ("Ước tính của 4 xã là đúng; ông ước tính, theo sổ, chi 7 tỷ đồng", "4 item; 7000000000 VND"),
    ("đạt 17 điểm trên thang điểm 20; đạt 17 điểm trên sân nhà; chấm theo thang điểm 20", "17/20 ratio; 17 item"),
    ("giảm đuợc18% số hộ; xe hiệu mazda18 đi trước; tiêm astra2 mũi", "18 percent"),
    (
        "Tổ 9 tổ chức dọn vệ sinh, Sư đoàn 4 tổ chức hội thao; khối có 9 tổ chức thành viên, 4 tổ chức bạn",
        "9 item; 4 item",
    ),
    ("chợ mới mở bắt đầu từ 2-8, đông khách; bắt đầu từ 2-8 hộ; trẻ lên từ 2-8, đông", "2..8 item; 2..8 item"),
    (
        "cần từ 3/5 tổng số hộ trở lên; từ 3/5 số phiếu trở lên; từ 3/5 trở đi; từ 3/5 số xe tăng",
        "3/5 ratio at_least; 3/5 ratio at_least",
    ),
    ("được 7,5 trên thang điểm 10, cao 7,5 trên 10 m", "7.5/10 ratio; 7.5 item; 10 m more_than"),
    (
        "nộp không muộn hơn 6 ngày, nợ chưa vượt 4%, lớp không để dưới 9 em",
        "6 day at_most; 4 percent at_most; 9 item at_least",
    ),
    (
        "muộn hơn 6 ngày; Trường Mầm non 4 đón 90 cháu, Mầm non 4 phòng; non 40 em",
        "6 day; 90 item; 4 item; 40 item less_than",
    ),
    ("Số tiền: 5.000.000. Số tiền là 7.500.000 (bảy triệu rưỡi)", "5000000 VND; 7500000 VND; 7500000 VND"),
    (
        "Số dân: 5.000.000. Số dân là 7.500.000; số hộ: 12.500; dày 4÷6 cm",
        "5000000 item; 7500000 item; 12500 item; 4..6 cm",
    ),
    ("hằng năm độ ẩm cao nhất vào tháng 3; giá tối đa là 45 triệu chứ không hơn", "45000000 VND at_most"),
    ("bánh làm từ 12 kg bột; tiền mặt khoảng 250.000, có hoa; gọi 1-800-7-NHAVUI", "12 kg; 250000 VND about"),
    (
        "ca khúc 2/9 của nhạc sĩ; công văn 3/8 của sở; buổi họp 1/6 của xã; đề án 2/9 của trường; xong 2/5 của tuyến",
        "2/5 ratio",
    ),
    (
        "thợ làm từ 15 năm được thưởng; mỗi ngày làm từ 8 tiếng; lương làm từ 8 triệu đồng; gỗ ép từ 2 triệu đồng/m3",
        "15 year at_least; 8 hour at_least; 8000000 VND at_least; 2000000 VND at_least",
    ),
    (
        "đơn vị ép từ 10 tấn mía/ngày; dầu ép từ 10 tấn lạc; lò nấu từ 5 tấn mỗi mẻ; xôi nấu từ 5 kg nếp",
        "10 tonne at_least; 10 tonne; 5 tonne at_least; 5 kg",
    ),
    # digits of other scripts
    ("12٣ hộ; đạt 5٣%; ٣٤ em; ५ triệu đồng; 𝟏𝟐 nhà", "123 item; 53 percent; 34 item; 5000000 VND; 12 item"),
    ("hấp dẫn hàng trăm “ông chủ” nhỏ và ba “cây” nông dân; của bà Tám “lò” bánh", "100..999 item about; 3 item"),
]


def written(quantity: Quantity) -> str:
    low, high = plain(quantity.low), plain(quantity.high)
    value = low if low == high else f"{low}..{high}"
    if quantity.of is not None:
        value += f"/{plain(quantity.of)}"
    return " ".join(part for part in (value, quantity.unit, quantity.modifier) if part != "exact")


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_read_as_a_person_would(text: str, expected: str) -> None:
    found = "; ".join(written(q) for q in read_figures(View.of(stored(text)), LEXICON)[0])
    assert (found or "-") == expected


@pytest.mark.parametrize(
    ("text", "per"), [("giá 15 triệu đồng/m2", "m2"), ("phí 500 đồng/m3", "m3"), ("mật độ 300 người/km2", "km2")]
)
def test_a_rate_keeps_its_square(text: str, per: str) -> None:
    assert [q.per for q in read_figures(View.of(stored(text)), LEXICON)[0]] == [per]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what was planned is no "each", nor what a sum is paid for when that is counted
        ("Xây 45 nhà/KH 40 nhà.", [("45 nhà", None), ("40 nhà", None)]),
        ("Thu đạt 112,5%/KH.", [("112,5%", None)]),
        ("Trao 3,5 tỷ/70 hộ.", [("3,5 tỷ", None), ("70 hộ", None)]),
        ("Chi 10 triệu đồng/kế hoạch; 50 triệu/hộ.", [("10 triệu đồng/kế hoạch", "kế hoạch"), ("50 triệu/hộ", "hộ")]),
    ],
)
def test_behind_a_slash(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(q.surface, q.per) for q in read_figures(View.of(stored(text)), LEXICON)[0]] == expected


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("đã chi khoảng \n tỷ đồng", ["tỷ đồng"]),
        ("gần\nnghìn hộ", ["nghìn hộ"]),
        ("hơn \n\n chục em", ["chục em"]),
        ("cả \n triệu người", ["triệu người"]),
        ("thêm 5\u200b٣ hộ mới", ["5\u200b٣ hộ"]),
    ],
)
def test_a_figure_begins_and_ends_with_what_is_seen(text: str, surfaces: list[str]) -> None:
    found = read_figures(View.of(text), LEXICON)[0]
    assert [quantity.surface for quantity in found] == surfaces
    assert [text[quantity.start : quantity.end] for quantity in found] == surfaces
