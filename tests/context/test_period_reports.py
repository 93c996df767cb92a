"""What articles without a date of print report on; the state today, school years and what is ahead."""

from __future__ import annotations

from datetime import date

import pytest

from mttq_extract.context.period_words import PeriodWords
from tests.context.ruled_periods import periods

_HARVEST = "\nXã Tân Lập có 3 sân khấu cho khách xem hát.\nCác đội thuyền chở 700 lượt khách qua sông."


@pytest.mark.parametrize(
    "headline, wanted",
    [
        ("Hội mùa Tân Lập năm 2015 có nhiều nét mới", ""),
        ("Kết quả hội mùa Tân Lập năm 2015", "2015-01-01/2015-12-31"),
    ],
)
def test_a_headline_without_a_date_of_print_must_say_that_it_reports(headline: str, wanted: str) -> None:
    assert periods(headline + _HARVEST)["700 lượt khách"] == wanted


def test_a_dated_headline_may_only_name_the_year() -> None:
    found = periods("Hội mùa Tân Lập năm 2015 có nhiều nét mới" + _HARVEST, date(2015, 12, 20))
    assert found["700 lượt khách"] == "2015-01-01/2015-12-31"


_REPORT = "Báo cáo kết quả công tác năm 2015 của huyện Tân Lập\nMặt trận huyện đã trao 300 suất quà.\n"


def test_what_is_so_today_is_not_of_the_report_where_no_date_is_printed() -> None:
    assert periods(_REPORT + "Toàn huyện hiện có 12.800 hộ.")["12.800 hộ"] == ""
    assert periods(_REPORT + "Toàn huyện phát hiện 28 hộ sai.")["28 hộ"] == "2015-01-01/2015-12-31"
    assert periods(_REPORT + "Toàn huyện hiện có 12.800 hộ.", date(2015, 12, 20))["12.800 hộ"] != ""


@pytest.mark.parametrize("text", ["hiện còn 5 hộ", "xã hiện 5 hộ nghèo", "hiện nay có 5 hộ"])
def test_words_of_the_present(text: str) -> None:
    assert PeriodWords.load().present.search(text)


@pytest.mark.parametrize(
    "text", ["phát hiện 5 vụ", "thực hiện 5 mô hình", "tiền và hiện vật trị giá 5 tỷ", "hiện trường"]
)
def test_longer_words_are_not_of_the_present(text: str) -> None:
    assert PeriodWords.load().present.search(text) is None


@pytest.mark.parametrize(
    "text, published, wanted",
    [
        ("Từ nay đến năm 2030, xã phấn đấu trồng 900 cây.", None, "/2030-12-31"),
        ("Từ nay đến năm 2030, xã phấn đấu trồng 900 cây.", date(2026, 3, 5), "2026-03-05/2030-12-31"),
        ("Đến năm 2030, xã phấn đấu trồng 900 cây.", None, "2030-01-01/2030-12-31"),
        ("Năm học 2021-2022 xã trồng 900 cây.", None, "2021-01-01/2022-12-31"),
    ],
)
def test_what_is_ahead_and_school_years(text: str, published: date | None, wanted: str) -> None:
    assert periods(text, published)["900 cây"] == wanted


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Đến năm 2016 xã còn 380 hộ nghèo.", "2016-01-01/2016-12-31"),
        ("Đến cuối năm 2016 xã còn 380 hộ nghèo.", "2016-01-01/2016-12-31"),
        ("Tính đến cuối năm 2016 xã có 380 hộ nghèo.", "/2016-12-31"),
        ("Đến hết năm 2016 xã có 380 hộ nghèo.", "/2016-12-31"),
        ("Đến ngày 31/12/2016 xã có 380 hộ nghèo.", "/2016-12-31"),
        ("Đến cuối tháng 6/2016 xã có 380 hộ nghèo.", "/2016-06-30"),
    ],
)
def test_the_state_by_a_year_is_of_that_year_and_sums_are_open(text: str, wanted: str) -> None:
    assert periods(text) == {"380 hộ nghèo": wanted}


def test_a_long_headline_is_one_phrase() -> None:
    title = 'Báo cáo kết quả thực hiện Cuộc vận động "Toàn dân giữ làng bản sạch đẹp, an toàn, văn minh" năm 2031'
    assert periods(title + "\n1. Kết quả\n- Xã vận động 30 triệu đồng.") == {"30 triệu đồng": "2031-01-01/2031-12-31"}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Lũy kế đến cuối năm 2032, toàn tỉnh vận động 35 tỷ đồng.", "/2032-12-31"),
        ("Từ khi phát động đến cuối năm 2032, tỉnh giúp 500 hộ.", "/2032-12-31"),
        ("Đến cuối năm 2032, Mặt trận các cấp đã xây dựng 1.250 căn nhà.", "/2032-12-31"),
        ("Đến đầu năm 2032, quỹ thu 35 tỷ đồng.", "/2032-01-31"),
        ("Đến giữa năm 2032, quỹ thu 35 tỷ đồng.", "/2032-06-30"),
        ("Tính đến giữa năm 2032, xã có 380 hộ.", "/2032-06-30"),
        ("Giai đoạn 2026 đến cuối năm 2030, xã giúp 500 hộ.", "/2030-12-31"),
        ("Đến cuối năm 2032, xã đã có 380 hộ.", "2032-01-01/2032-12-31"),
        ("Từ khi có đường mới, đến cuối năm 2032 xã có 380 hộ.", "2032-01-01/2032-12-31"),
        ("Từ khi có đường mới đến cuối năm 2032 xã còn 380 hộ nghèo.", "2032-01-01/2032-12-31"),
        ("Lũy kế đến cuối năm 2032 còn 380 hộ nghèo.", "2032-01-01/2032-12-31"),
        ("Xã phấn đấu đến giữa năm 2032 có 380 hộ khá.", "2032-01-01/2032-12-31"),
        ("Đến cuối năm 2032, tỷ lệ hộ nghèo còn 2,3%.", "2032-01-01/2032-12-31"),
        ("Đến năm 2032, xã có 380 hộ.", "2032-01-01/2032-12-31"),
    ],
)
def test_until_a_year_is_a_state_of_it_or_the_end_of_a_sum(text: str, period: str) -> None:
    assert list(periods(text).values()) == [period]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("Các thôn hiện đã dựng xong 28 căn nhà.", "2015-01-01/2015-12-31"),
        ("Hiện nay, các thôn đã dựng xong 28 căn nhà.", "2015-01-01/2015-12-31"),
        ("Các thôn hiện đã có 28 căn nhà.", ""),
        ("Các thôn hiện còn 28 căn nhà tạm.", ""),
        ("Là hiện thân của lòng tốt, cụ Mùi tặng 28 suất quà.", "2015-01-01/2015-12-31"),
    ],
)
def test_what_was_done_until_now_is_of_the_report(told: str, wanted: str) -> None:
    assert list(periods(_REPORT + told).values())[-1] == wanted


def test_a_change_is_of_the_report_beside_the_state_today() -> None:
    found = periods(_REPORT + "Hiện huyện có 12.800 hộ nghèo, giảm 300 hộ so với năm 2014.")
    assert (found["12.800 hộ nghèo"], found["300 hộ"]) == ("", "2015-01-01/2015-12-31")


@pytest.mark.parametrize(
    ("headline", "wanted"),
    [
        ("Năm 2015: Hội Tân Lập tặng 90 con bò", "2015-01-01/2015-12-31"),
        ("6 tháng đầu năm 2015, Hội Tân Lập tặng 90 con bò", "2015-01-01/2015-06-30"),
        ("Hội Tân Lập: Năm 2015 tặng hơn 90 con bò", "2015-01-01/2015-12-31"),
        ("Hội Tân Lập tặng 90 con bò trong năm 2015", "2015-01-01/2015-12-31"),
        ("Năm 2015, Hội Tân Lập ra mắt", ""),
        ("Năm 2015, tặng 90 con bò ở Tân Lập?", ""),
        ("Hội thi Tân Lập năm 2015 trao 90 giải", ""),
        ("Kỷ niệm 70 năm ngày lập hội ở Tân Lập trong năm 2015", ""),
        ("Năm 2015, phấn đấu tặng 90 con bò", ""),
    ],
)
def test_a_headline_that_tells_its_time_and_a_figure_reports(headline: str, wanted: str) -> None:
    assert periods(headline + _HARVEST)["700 lượt khách"] == wanted


def test_the_day_of_an_event_stands_over_a_headline_that_tells_a_figure() -> None:
    found = periods("Năm 2015: Hội Tân Lập tặng 90 con bò\nSáng 8/6/2015, hội trao bò cho dân." + _HARVEST)
    assert found["700 lượt khách"] == "2015-06-08/2015-06-08"
