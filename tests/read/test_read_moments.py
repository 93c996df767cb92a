from __future__ import annotations

import pytest

from mttq_extract.read.moments import published_moment
from mttq_extract.read.reading import Reading
from mttq_extract.tables.loader import read_toml

EVENING = "2024-09-24 17:05:00+07:00"


@pytest.mark.parametrize(
    "value, at",
    [
        ("Thứ ba, 24/9/2024, 17:05 (GMT+7)", EVENING),
        ("2024-09-24T17:05:00+07:00", EVENING),
        ("2024-09-24T10:05:00Z", EVENING),
        ("2024-09-24T10:05:00+00:00", EVENING),
        ("2024-09-24T17:05:00.000+0700", EVENING),
        ("2024-09-24T17:05+07:00", EVENING),
        ("2024-09-24 17:05:00", EVENING),
        ("2024/09/24 17:05", EVENING),
        ("24/09/2024 17:05 GMT+7", EVENING),
        ("24/09/2024 17:05:00 +07:00", EVENING),
        ("17:05, 24/9/2024", EVENING),
        ("17:05 | 24-09-2024", EVENING),
        ("17h05 ngày 24/9/2024", EVENING),
        ("24.09.2024 - 17:05", EVENING),
        ("17 giờ 05 phút, ngày 24/9/2024", EVENING),
        ("24 Sep 2024, 17:05", EVENING),
        ("24/09/2024 05:05 PM", EVENING),
        ("24/09/2024 05:05 CH", EVENING),
        ("9/24/2024 5:05:00 PM", EVENING),
        ("Thứ Ba, ngày 24 tháng 9 năm 2024 - 17:05", EVENING),
        ("Tue, 24 Sep 2024 17:05:00 +0700", EVENING),
        ("2024-09-24T23:30:00Z", "2024-09-25 06:30:00+07:00"),
        ("Tue Sep 24 2024 17:05:00 GMT+0700 (Indochina Time)", EVENING),
        ("September 24, 2024 5:05 PM", EVENING),
        ("1727172300", EVENING),
        ("24/9/2024 - 0:05", "2024-09-24 00:05:00+07:00"),
    ],
)
def test_times_are_those_of_vietnam(value: str, at: str) -> None:
    found = published_moment(value)
    assert found is not None
    assert str(found.at) == at
    assert str(found.day) == at[:10]


@pytest.mark.parametrize("value", ["24/9/2024", "2024-09-24", "Thứ Ba 24 tháng 9, 2024", "24/9/2024 25:99", "20240924"])
def test_a_day_alone_has_no_time(value: str) -> None:
    found = published_moment(value)
    assert found is not None
    assert str(found.day) == "2024-09-24"
    assert found.at is None


@pytest.mark.parametrize(
    "value", ["", "hôm qua", "31/02/2022", "17:05", "24/9", "1/2/20221", 5, None, "99999999", "Feb 31, 2024"]
)
def test_no_day(value: object) -> None:
    assert published_moment(value) is None


@pytest.mark.parametrize("example", read_toml("months.toml")["examples"])
def test_months_in_words(example: str) -> None:
    value, _, day = example.partition(" => ")
    found = published_moment(value)
    assert found is not None
    assert str(found.day) == day


@pytest.mark.parametrize(
    "value, day",
    [
        ("31 tháng Hai năm 2020; 12 October 2020", "2020-10-12"),
        ("30 Feb 2020, 31 Feb 2020, 1 March 2020", "2020-03-01"),
        ("12 October 2020, sửa 5 tháng Giêng 2021", "2020-10-12"),
        ("Oct 12, 2020 (in lại 13 tháng 10 năm 2020)", "2020-10-12"),
        ("31 tháng 2 năm 2020; 12 tháng 10 năm 2020", "2020-10-12"),
    ],
)
def test_the_first_possible_day_counts(value: str, day: str) -> None:
    found = published_moment(value)
    assert found is not None
    assert str(found.day) == day


def test_one_run_reads_the_table_of_months_once() -> None:
    reading = Reading()
    assert reading.load_months() is reading.load_months()
    assert Reading().load_months() is not reading.load_months()
    moment = published_moment("12 tháng Mười năm 2020", reading.load_months)
    assert moment == published_moment("12/10/2020", lambda: pytest.fail("a day in numbers needs no table"))


@pytest.mark.parametrize("value", read_toml("months.toml")["not_examples"])
def test_words_that_are_no_months(value: str) -> None:
    assert published_moment(value) is None


def test_the_clock_beside_a_month_in_words() -> None:
    found = published_moment("Thứ Hai, ngày 12 tháng Mười năm 2020 | 08:15 GMT+7")
    assert found is not None
    assert str(found.at) == "2020-10-12 08:15:00+07:00"
