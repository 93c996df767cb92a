"""How far a date holds: brackets, parts set apart, deadlines, lists, sections and plans."""

from __future__ import annotations

from datetime import date

import pytest

from tests.context.ruled_periods import periods


@pytest.mark.parametrize(
    "text, wanted",
    [
        (
            "Năm 2016 xã mở 14 lớp cho 900 cán bộ (năm 2015 mới được 9 lớp), cấp 300 cuốn sổ.",
            {
                "14 lớp": "2016-01-01/2016-12-31",
                "900 cán bộ": "2016-01-01/2016-12-31",
                "9 lớp": "2015-01-01/2015-12-31",
                "300 cuốn sổ": "2016-01-01/2016-12-31",
            },
        ),
        (
            "Tin từ xã Tân An\nHội họp ở 40 thôn, tỷ lệ hộ dự tăng từ 62% năm 2015 lên 75,5% năm 2018.",
            {"40 thôn": "", "62%": "2015-01-01/2015-12-31", "75,5%": "2018-01-01/2018-12-31"},
        ),
        (
            "Quý II/2019 xã thu 52 triệu đồng, gấp 1,3 lần quý II/2018, bằng 40% kế hoạch năm (130 triệu đồng).",
            {
                "52 triệu đồng": "2019-04-01/2019-06-30",
                "1,3 lần": "2019-04-01/2019-06-30",
                "40%": "2019-04-01/2019-06-30",
                "130 triệu đồng": "2019-01-01/2019-12-31",
            },
        ),
        ("Đề nghị huyện trả dứt điểm 3,5 tỷ đồng trước ngày 30/9/2019.", {"3,5 tỷ đồng": "/2019-09-30"}),
        ("Các xã giám sát lại 4 công trình, báo cáo trước ngày 15/8/2019.", {"4 công trình": "/2019-08-15"}),
        ("Trước ngày 31/3/2020, huyện phải làm xong 25 cầu.", {"25 cầu": "/2020-03-31"}),
        ("Trước ngày 31/3/2020 là 25 cầu.", {"25 cầu": ""}),
        ("Tới năm 2006 thì đã có 380 khu.", {"380 khu": "2006-01-01/2006-12-31"}),
        (
            "6 tháng đầu năm 2021 xã hòa giải 45 vụ (cùng kỳ 51 vụ).",
            {"45 vụ": "2021-01-01/2021-06-30", "51 vụ": "2020-01-01/2020-06-30"},
        ),
    ],
)
def test_a_date_holds_for_its_own_part(text: str, wanted: dict[str, str]) -> None:
    assert periods(text) == wanted


def test_what_is_set_apart_does_not_hold_behind_it() -> None:
    found = periods(
        "Báo cáo kết quả công tác Mặt trận nhiệm kỳ 2014 - 2019\n"
        "Toàn huyện vận động 12 tỷ đồng, riêng năm 2018 là 3,1 tỷ đồng. Đã chi 11 tỷ đồng."
    )
    assert found["3,1 tỷ đồng"] == "2018-01-01/2018-12-31"
    assert found["12 tỷ đồng"] == found["11 tỷ đồng"] == "2014-01-01/2019-12-31"


def test_the_months_of_this_year_in_words() -> None:
    assert periods("Chín tháng năm nay xã sửa 17 căn nhà.", date(2021, 10, 6))["17 căn nhà"] == "2021-01-01/2021-09-30"


def test_headings_of_every_rank_hold_down_to_the_next_of_theirs() -> None:
    found = periods(
        "Dự thảo báo cáo trình Đại hội Mặt trận phường\n"
        "PHẦN I. KẾT QUẢ NHIỆM KỲ 2019 - 2024\n"
        "1. Tuyên truyền\n"
        "Đã mở 214 hội nghị cho 9.300 lượt người.\n"
        "2. Kết quả theo khu phố (tỷ lệ hộ nghèo năm 2023)\n"
        "Khu phố 1: 2,5%\n"
        "Khu phố 2: 1,7%\n"
        "3. Giám sát\n"
        "Chủ trì 31 cuộc giám sát.\n"
        "PHẦN II. PHƯƠNG HƯỚNG NHIỆM KỲ 2024 - 2029\n"
        "1. Chỉ tiêu\n"
        "Phấn đấu vận động 8 tỷ đồng.\n"
    )
    assert found["214 hội nghị"] == found["9.300 lượt người"] == found["31 cuộc giám sát"] == "2019-01-01/2024-12-31"
    assert found["2,5%"] == found["1,7%"] == "2023-01-01/2023-12-31"
    assert found["8 tỷ đồng"] == "2024-01-01/2029-12-31"


def test_the_head_of_a_list_holds_for_its_lines() -> None:
    found = periods(
        "Tính đến ngày 25/9/2023, theo rà soát của các xã, toàn huyện còn:\n"
        "- Hộ nghèo khó khăn về nhà: 312 hộ.\n"
        "- Hộ cận nghèo: 205 hộ, gồm:\n"
        "+ Xây mới 90 nhà.\n"
        "Huyện có 16 xã."
    )
    assert found["312 hộ"] == found["205 hộ"] == found["90 nhà"] == "/2023-09-25"
    assert found["16 xã"] == ""


def test_a_plan_has_the_time_of_its_survey_and_its_deadline() -> None:
    found = periods(
        "KẾ HOẠCH\n"
        "Xóa nhà tạm trên địa bàn huyện\n"
        "I. Thực trạng\n"
        "Theo rà soát, chốt ngày 15/9/2023, huyện còn 512 hộ ở nhà tạm. Xã Tân An có 64 hộ.\n"
        "II. Mục tiêu\n"
        "Làm mới 300 nhà, hoàn thành trước ngày 30/6/2024.\n"
        "III. Kinh phí\n"
        "Ngân sách huyện cấp 12 tỷ đồng.\n"
    )
    assert found["512 hộ"] == found["64 hộ"] == "/2023-09-15"
    assert found["300 nhà"] == found["12 tỷ đồng"] == "/2024-06-30"


def test_what_is_done_at_the_conference_has_its_day_in_a_report_too() -> None:
    found = periods(
        "Sơ kết công tác Mặt trận 6 tháng đầu năm 2019\n"
        "Sáng 5/7/2019, Ủy ban MTTQ huyện An Phong tổ chức hội nghị.\n"
        "Các xã đã tặng 512 suất quà.\n"
        "Dịp này, huyện khen thưởng 14 tập thể.\n"
    )
    assert found["512 suất quà"] == "2019-01-01/2019-06-30"
    assert found["14 tập thể"] == "2019-07-05/2019-07-05"


def test_a_delegation_found_it_on_its_days() -> None:
    found = periods(
        "Báo cáo kết quả giám sát việc thu quỹ tại các trường (giai đoạn 2016 - 2018)\n"
        "Từ ngày 4/3 đến 22/3/2019, Đoàn làm việc với 12 trường.\n"
        "Toàn huyện có 96 trường tiểu học.\n"
        "Hỏi 240 phụ huynh thì 180 người biết mức thu.\n"
    )
    assert found["96 trường"] == "2016-01-01/2018-12-31"
    assert found["240 phụ huynh"] == found["180 người"] == "2019-03-04/2019-03-22"


def test_this_term_and_the_next() -> None:
    found = periods(
        "Báo cáo kết quả công tác Mặt trận nhiệm kỳ 2014 - 2019\n"
        "Nhiệm kỳ trước, 2009-2014, huyện có 12 cuộc giám sát. Nhiệm kỳ này 31 cuộc.\n"
        "Chỉ tiêu của nhiệm kỳ mới là 40 cuộc (Đại hội nhiệm kỳ 2019 - 2024).\n"
    )
    assert found["12 cuộc giám sát"] == "2009-01-01/2014-12-31"
    assert found["31 cuộc"] == "2014-01-01/2019-12-31"
    assert found["40 cuộc"] == "2019-01-01/2024-12-31"


def test_the_state_today_beside_an_aim() -> None:
    found = periods("Xã phấn đấu đến hết năm 2030 có 80% hộ phân loại rác, hiện mới đạt 62%.", date(2026, 5, 3))
    assert found == {"80%": "2030-01-01/2030-12-31", "62%": "/2026-05-03"}


def test_a_bracket_behind_a_compared_year_is_of_that_year() -> None:
    found = periods("Năm 2016 xã thu 21 triệu đồng, bằng 150% của năm 2015 (14 triệu đồng).")
    assert found["150%"] == "2016-01-01/2016-12-31"
    assert found["14 triệu đồng"] == "2015-01-01/2015-12-31"


def test_a_year_in_the_name_of_the_event_is_not_reported_on() -> None:
    found = periods(
        'Tỉnh phát động Tháng cao điểm "Vì người nghèo" năm 2018\n'
        "Tối 17/10/2018, tại nhà hát, Ủy ban MTTQ tỉnh tổ chức lễ phát động.\n"
        "62 đơn vị đã ủng hộ 5 tỷ đồng.\n"
    )
    assert found["5 tỷ đồng"] == "2018-10-17/2018-10-17"
