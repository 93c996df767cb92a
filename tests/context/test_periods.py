"""The period of figures: what governs in the sentence, what is carried over, and what the article reports on."""

from __future__ import annotations

import time
from datetime import date

import pytest

from mttq_extract.context.published import dateline
from mttq_extract.entities.dates import DateReader
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import View, stored
from tests.context.ruled_periods import EXTRACTOR, periods

DATES = DateReader.load()


@pytest.mark.parametrize(
    "text, wanted",
    [
        (
            "Năm 2019, xã Hòa Lộc xây 12 căn nhà; năm 2020 xây 15 căn nhà.",
            {"12 căn nhà": "2019-01-01/2019-12-31", "15 căn nhà": "2020-01-01/2020-12-31"},
        ),
        (
            "Quỹ xã thu 52 triệu đồng năm 2017 và 58 triệu đồng năm 2018.",
            {"52 triệu đồng": "2017-01-01/2017-12-31", "58 triệu đồng": "2018-01-01/2018-12-31"},
        ),
        (
            "Năm 2019 huyện xóa 318 nhà tạm, tăng 20 nhà so với năm 2018.",
            {"318 nhà": "2019-01-01/2019-12-31", "20 nhà": "2019-01-01/2019-12-31"},
        ),
        ("Trong quý I và quý II/2024, xã trao 35 suất quà.", {"35 suất quà": "2024-01-01/2024-06-30"}),
        ("Tháng 7/2024 và tháng 8/2024 xã trao 35 suất quà.", {"35 suất quà": "2024-07-01/2024-08-31"}),
        ("Năm 2023 và 8 tháng đầu năm 2024, xã trao 35 suất quà.", {"35 suất quà": "2023-01-01/2024-08-31"}),
        ("Nhiệm kỳ 2019-2023 và 7 tháng năm 2024, xã trao 35 suất quà.", {"35 suất quà": "2024-01-01/2024-07-31"}),
        ("Tháng 3 và tháng 9/2024 xã trao 35 suất quà.", {"35 suất quà": "2024-09-01/2024-09-30"}),
        ("Huyện phấn đấu đến năm 2030 có 80% thôn đạt chuẩn.", {"80%": "2030-01-01/2030-12-31"}),
        ("Huyện phấn đấu đến hết năm 2030 có 90% thôn đạt chuẩn.", {"90%": "2030-01-01/2030-12-31"}),
        ("Đến nay toàn xã có 7 thôn văn hóa.", {"7 thôn": ""}),
        ("Tính đến ngày 15/8/2019, huyện có 9 xã đạt chuẩn.", {"9 xã": "/2019-08-15"}),
        ("Từ năm 2018 đến nay, xã tiếp nhận 25 đơn.", {"25 đơn": "2018-01-01/"}),
        ("Thành lập tháng 4/2011, đến nay quỹ đã giúp 310 hộ.", {"310 hộ": "2011-04-01/"}),
        ("Từ ngày 1/3/2020 đến ngày 30/4/2020, chốt phát 900 suất cơm.", {"900 suất cơm": "2020-03-01/2020-04-30"}),
        ("Năm 2022 và 2023, quận theo dõi 84 việc.", {"84 việc": "2022-01-01/2023-12-31"}),
        ("Xã trao 12 suất quà theo Nghị quyết số 7 ngày 5/3/2020 của HĐND.", {"12 suất quà": ""}),
        ("Bà Năm (sinh năm 1950) được tặng 5 triệu đồng.", {"5 triệu đồng": ""}),
        ("Sáng 11/11, xã trao 12 suất quà.", {"12 suất quà": ""}),
        ("Nhiều năm qua, dân góp 12 tấn gạo.", {"12 tấn": ""}),
    ],
)
def test_in_the_sentence(text: str, wanted: dict[str, str]) -> None:
    assert periods(text) == wanted


def test_the_date_that_opens_a_sentence_holds_over_the_next_ones() -> None:
    text = (
        "Mặt trận huyện Bình Sa\n"
        "Năm 2018, toàn huyện vận động 3,2 tỷ đồng. Từ nguồn này đã sửa 41 căn nhà.\n"
        "Trong đó, xã Tân Lộc sửa 7 căn nhà.\n"
        "Xã Hưng Yên Nam có 9 thôn."
    )
    found = periods(text)
    assert found["41 căn nhà"] == found["7 căn nhà"] == "2018-01-01/2018-12-31"
    assert found["9 thôn"] == ""


def test_a_report_dates_its_figures() -> None:
    text = (
        "Hội nghị tổng kết công tác Mặt trận năm 2021\n"
        "Toàn tỉnh đã tổ chức 417 cuộc giám sát. Các cấp trao 5.200 suất quà.\n"
        "Phương hướng năm 2022\n"
        "Phấn đấu vận động 20 tỷ đồng."
    )
    found = periods(text)
    assert found["417 cuộc giám sát"] == found["5.200 suất quà"] == "2021-01-01/2021-12-31"
    assert found["20 tỷ đồng"] == "2022-01-01/2022-12-31"


def test_the_event_day_takes_its_year_from_the_report() -> None:
    text = (
        "Khối thi đua họp cuối năm\n"
        "Sáng 17/11, khối thi đua tổ chức hội nghị tổng kết năm 2022, bàn nhiệm vụ năm 2023. "
        "Tham dự hội nghị có 120 đại biểu.\n"
        "Cả khối hỗ trợ 63 căn nhà. Đến nay quỹ thu 7 tỷ đồng."
    )
    found = periods(text)
    assert found["120 đại biểu"] == "2022-11-17/2022-11-17"
    assert found["63 căn nhà"] == "2022-01-01/2022-12-31"
    assert found["7 tỷ đồng"] == "2022-01-01/2022-11-17"


def test_the_event_day_dates_the_figures_of_the_event() -> None:
    text = (
        "Trao quà vùng biên\n"
        "Sáng 8/6/2014, huyện Hạ Sơn trao dê giống cho dân.\n"
        "Có 44 hộ nhận dê. Tổng giá trị 530 triệu đồng."
    )
    assert set(periods(text).values()) == {"2014-06-08/2014-06-08"}


def test_an_uncertain_year_leaves_the_period_empty() -> None:
    text = "Xã mở hội\nSáng 13/4, xã Tân Hòa họp dân. Dự họp có 120 người. Năm 2013 và năm 2015 xã từng họp như thế."
    assert periods(text)["120 người"] == ""


@pytest.mark.parametrize(
    "told",
    [
        "Đường mới dự kiến xong trong năm 2019.",  # a plan may be of the year before or behind
        "Năm 2018 xã cũng mở hội.",
    ],
)
def test_one_year_told_does_not_date_a_day(told: str) -> None:
    assert periods(f"Xã mở hội\nSáng 13/4, xã Tân Hòa họp dân. Dự họp có 120 người. {told}")["120 người"] == ""


def test_a_month_told_with_its_year_dates_a_day_of_that_month() -> None:
    text = "Xã mở hội\nSáng 13/4, xã Tân Hòa họp dân. Dự họp có 120 người. Hội mở trong tháng 4/2019."
    assert periods(text)["120 người"] == "2019-04-13/2019-04-13"


def test_the_same_day_is_the_day_told_last() -> None:
    text = (
        "Giúp dân sau bão\nSáng 6/10, xã Tân Hòa nhận 12 tấn gạo. Chiều 5/10, xã Cát nhận 3 tấn ngô. "
        "Tối cùng ngày, hai xã trao 700 suất quà."
    )
    assert periods(text, date(2009, 10, 9))["700 suất quà"] == "2009-10-05/2009-10-05"
    assert periods("Cùng ngày, xã trao 12 suất quà.", date(2009, 10, 9))["12 suất quà"] == "2009-10-09/2009-10-09"
    assert periods("Cùng ngày, xã trao 12 suất quà.")["12 suất quà"] == ""


def test_the_day_of_print_alone_is_no_period() -> None:
    text = "Hội xã Tân Hòa\nHội đã sửa 4 căn nhà. Hội sẽ trồng 900 cây."
    found = periods(text, date(2020, 1, 3))
    assert (found["4 căn nhà"], found["900 cây"]) == ("", "")


def test_ages_and_criteria_are_not_of_the_day_that_the_article_tells_of() -> None:
    text = (
        "Sáng 12/3/2020, huyện Tân Hòa trao 12 suất quà. Người nhận cao tuổi nhất là cụ Mùi, 91 tuổi. "
        "Mỗi hộ phải có từ 3 con nhỏ trở lên."
    )
    assert periods(text) == {"12 suất quà": "2020-03-12/2020-03-12", "91 tuổi": "", "3 con nhỏ": ""}


def test_the_publication_date_completes_days_and_now() -> None:
    text = "Chiều 28/12, huyện trao 12 suất quà. Từ đầu năm đến nay, huyện trao 700 suất quà."
    found = periods(text, date(2020, 1, 3))
    assert found["12 suất quà"] == "2019-12-28/2019-12-28"
    assert found["700 suất quà"] == "2020-01-01/2020-01-03"


def test_an_election_takes_its_polling_day_else_its_term() -> None:
    lead = "Bầu cử ở Đồng Xuân\nTỉnh có 83 ứng viên ứng cử đại biểu HĐND nhiệm kỳ 2016-2021, số trúng cử là 46 người.\n"
    more = "Cấp xã trúng cử 4.210 người.\n"
    assert periods(lead + more)["4.210 người"] == "2016-01-01/2021-12-31"
    polled = lead + more + "Ngày bầu cử 22/5/2016, trời mưa.\n"
    assert periods(polled)["4.210 người"] == "2016-05-22/2016-05-22"


def test_history_told_is_not_what_an_article_reports_on() -> None:
    told = "Trong năm {}, dân làng Bàng đắp đê ngăn lũ.\nTượng đài cao 6 m vừa được khánh thành ở đình làng."
    assert periods(told.format(1912)) == {"6 m": ""}
    assert periods(told.format(2012), date(2012, 12, 20)) == {"6 m": "2012-01-01/2012-12-31"}


def test_a_yearly_survey_dates_its_figures() -> None:
    text = "Công bố chỉ số hài lòng\nKết quả khảo sát ABCD 2015 dựa trên 9 thủ tục. Có 31% số người phải đi lại."
    assert set(periods(text).values()) == {"2015-01-01/2015-12-31"}


def test_the_headline_takes_the_period_of_the_figure_it_repeats() -> None:
    text = (
        "Hơn 612 tỉ đồng cho nhà tình thương\n"
        "Chiều 14-4, Mặt trận tỉnh gặp báo giới. Khách mời đến từ nhiều nơi.\n"
        "Từ 3-9-2001 đến 8-4-2005, quỹ của tỉnh nhận hơn 612 tỉ đồng."
    )
    found = EXTRACTOR.extract(text).figures
    assert [str(f.period) for f in found] == ["2001-09-03/2005-04-08"] * 2
    assert found[0].evidence["period"].startswith("repeated")


def test_a_plan_in_an_undated_article_is_not_of_the_event_day() -> None:
    text = "Họp báo ở Đông Hải\nSáng 5/3/2018, sở họp báo về phí đỗ xe. Phí dự kiến sẽ là 10.000 đồng."
    assert periods(text)["10.000 đồng"] == ""


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Nhà mới\n24/08/2021 - 08:53 PM\nBà con vui.", date(2021, 8, 24)),
        ("Nhà mới\nThứ Hai, 19/10/2015, 02:07 (GMT+7)\nBà con vui.", date(2015, 10, 19)),
        ("Nhà mới\nABC - 07/04/2020 - Hàng ghế kê cách nhau.", date(2020, 4, 7)),
        ("Số: 12/BC-MTTQ-BTT\tThành phố Hồ Chí Minh, ngày 3 tháng 2 năm 2031\nXã đã xây nhà.", date(2031, 2, 3)),
        ("Nhà mới\nBáo Đông Hà, thứ Bảy 16/9/2017\n15h00 ngày 14/9. Loa gọi.", date(2017, 9, 16)),
        ("Nhà mới\nBà con vui.\nLê Hạ tổng hợp, 29/12/2023", date(2023, 12, 29)),
        ("Thư cảm ơn\nBà con vui.\nĐông Hà, ngày 19 tháng 4 năm 2024\nCHỦ TỊCH\nLê Hạ", date(2024, 4, 19)),
        ("Nhà mới\nSáng 5/3/2020, xã trao nhà cho bà con thôn Hạ và thôn Thượng.", None),
        ("Nhà mới\nBà con vui.\nXã trao nhà(5/3/2020)\nXã mở hội(6/3/2020)", None),
        ("Nhà mới\nBà con vui.", None),
        ("BÁO CÁO\n(Tính đến ngày 15/7/2024)\nXã có 9 thôn.", None),
        ("BÁO CÁO\nXã có 9 thôn.\nGhi chú: số liệu đến hết 30/6/2024", None),
    ],
)
def test_dateline(text: str, wanted: date | None) -> None:
    view = View.of(stored(text))
    assert dateline(view, DATES.read(view)) == wanted


def test_every_decision_says_why() -> None:
    text = "Năm 2019, xã xây 12 căn nhà. Xã có 9 thôn.\nHuyện có 20 xã."
    whys = [f.evidence["period"] for f in EXTRACTOR.extract(text).figures]
    assert whys == ["sentence.year: năm 2019", "before.year: năm 2019", "article.none"]


def test_the_words_are_spelled_as_views_carry_them() -> None:
    table = read_toml("periods.toml")
    for section in table.values():
        for forms in section.values():
            assert forms
            assert all(form == form.lower().strip() for form in forms)


def test_time_is_linear_on_one_line() -> None:
    piece = "Ngày 5/3/2020, xã trao 12 suất quà (năm 2019 là 10 suất), từ năm 2018 đến nay sửa 3 căn nhà, "

    def seconds(times: int) -> float:
        started = time.process_time()
        EXTRACTOR.extract(piece * times)
        return time.process_time() - started

    seconds(20)
    assert seconds(400) < 10 * max(seconds(100), 0.02)


def test_in_the_year_is_no_fact_of_the_day_of_the_meeting() -> None:
    text = (
        "Ngày 10/11, quận Lạc Hồng tổ chức hội nghị tổng kết năm 2022. Trong năm, quận đã vận động được 4,25 tỷ đồng."
    )
    (figure,) = EXTRACTOR.extract(text, published=date(2022, 11, 11)).figures
    assert str(figure.period) == "2022-01-01/2022-12-31"


def test_a_heading_with_its_days_dates_what_is_below() -> None:
    text = (
        "BÁO CÁO tiếp nhận hàng cứu trợ năm 2031\n\nI. TIẾP NHẬN (từ 03/8/2031 đến hết ngày 15/12/2031)\n\n"
        "Quỹ nhận được 141 triệu đồng."
    )
    assert periods(text) == {"141 triệu đồng": "2031-08-03/2031-12-15"}


def test_the_time_of_the_data_stands_over_the_year_of_the_title() -> None:
    text = (
        "BÁO CÁO hoạt động năm 2031\n\nMặt trận xã báo cáo như sau (số liệu lấy từ 01/12/2030 đến 30/11/2031).\n\n"
        "I. TỔ CHỨC\n\nXã mở 3 lớp tập huấn."
    )
    assert periods(text) == {"3 lớp tập huấn": "2030-12-01/2031-11-30"}


def test_items_of_a_total_are_of_its_time() -> None:
    text = (
        "BÁO CÁO phân bổ năm 2031\n\nĐến ngày 15/11/2031 đã phân bổ 97 triệu đồng.\n\n"
        "1. Hỗ trợ khẩn cấp 40 triệu đồng.\n\n2. Làm nhà: 57 triệu đồng."
    )
    assert set(periods(text).values()) == {"/2031-11-15"}


def test_what_was_done_in_the_year_is_not_of_the_day_of_the_event() -> None:
    text = (
        "Phiên chợ ở Tân An\n\nNgày 29/12/2031, Mặt trận huyện Tân An khai mạc phiên chợ hàng Việt.\n\n"
        "42 gian hàng bán trong hai ngày.\n\nTrong năm, huyện kiểm tra 118 vụ."
    )
    assert periods(text)["118 vụ"] == "2031-01-01/2031-12-31"


def test_days_told_one_by_one_are_from_the_first_to_the_last() -> None:
    text = "Trong các ngày 5, 6 và 7/3/2031, đoàn khám bệnh cho 300 người."
    assert periods(text) == {"300 người": "2031-03-05/2031-03-07"}
