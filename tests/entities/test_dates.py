"""Date expressions: every row of the table on its own examples, spans, and the intervals meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_extract.entities.dates import DateMention, DateReader
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import View, stored

READER = DateReader.load()


def mentions(text: str) -> tuple[View, list[DateMention]]:
    view = View.of(stored(text))
    return view, READER.read(view)


def spans(text: str) -> list[str]:
    view, found = mentions(text)
    return [view.text[slice(*view.span(m.start, m.end))] for m in found]


def rows(kind: str) -> list[str]:
    return [text for row in read_toml("dates.toml")["form"] for text in row.get(kind, [])]


@pytest.mark.parametrize("claim", rows("examples"))
def test_example(claim: str) -> None:
    text, _, wanted = claim.partition(" => ")
    view, found = mentions(text)
    assert found, text
    assert found[-1].end == len(view.lower) or text.endswith((")", "là năm")), spans(text)
    if wanted:
        days = [part if "/" in part else f"{part}/{part}" for part in wanted.split(" | ")]
        assert [str(m.period()) for m in found] == days


@pytest.mark.parametrize("text", rows("not_examples"))
def test_not_example(text: str) -> None:
    assert spans(text) == []


def test_every_row_has_an_example() -> None:
    assert [r["pattern"] for r in read_toml("dates.toml")["form"] if not r.get("examples")] == []


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Từ ngày 17/10/2022 đến 18/11/2022, xã vận động", ["ngày 17/10/2022 đến 18/11/2022"]),
        ("tính đến hết tháng 9/2023, huyện có", ["hết tháng 9/2023"]),
        ("Lúc 16h ngày 29/10, đoàn đến", ["16h ngày 29/10"]),
        ("Cập nhật: 24/08/2021 - 08:53 PM", ["24/08/2021 - 08:53 PM"]),
        ("đăng lúc 5/3/2019\n7h30 khởi hành", ["5/3/2019", "7h30"]),
        ("Nghị quyết số 12 ngày 5/3/2020/NQ-TU nêu", []),
        ("giảm 1/3 số hộ; hạng 4/4; lô 25, đường 30", []),
        ("ở quận 6 năm trước được 71%", ["năm trước"]),
        ("Hai năm 2012 và 2013, đảo trồng cây", ["Hai năm 2012 và 2013"]),
        ("nhiều năm trước đây, những năm qua", ["những năm qua"]),
        ("hơn 30 năm qua, gần ba năm nay", ["hơn 30 năm qua", "gần ba năm nay"]),
        ("họp trong ba ngày 4, 5 và 6/7/2017", ["ba ngày 4, 5 và 6/7/2017"]),
        ("Khoảng 12h45 trưa cùng ngày và sáng mai 18-7", ["12h45 trưa cùng ngày", "sáng mai 18-7"]),
        ("mùa thu năm 1945, đầu thế kỷ XX", ["mùa thu năm 1945", "đầu thế kỷ XX"]),
        ("nhà bà Tư, số 2 Trần Phú, xây từ 2003 mà chưa xong", ["2003"]),
    ],
)
def test_spans(text: str, wanted: list[str]) -> None:
    assert spans(text) == wanted


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("nộp hồ sơ đến hết ngày 5/3; chợ mở hết tháng 9/2021", ["ngày 5/3", "tháng 9/2021"]),
        ("trụ sở xong hết năm, so với cùng kỳ tăng", []),
        ("tăng so với cùng kỳ năm 2018, cùng kỳ năm trước", ["cùng kỳ năm 2018", "cùng kỳ năm trước"]),
        ("tháng 7 tới, ngày 26-12 vừa qua, cuối tháng 4 này", ["tháng 7", "ngày 26-12", "cuối tháng 4"]),
        ("tháng tới, 5 năm tới, năm vừa qua", ["tháng tới", "5 năm tới", "năm vừa qua"]),
        ("trong các năm 2011, 2013 và 2014", ["2011", "2013", "2014"]),
        ("trong hai năm 2016 và 2017; các ngày 3 và 4-2", ["hai năm 2016 và 2017", "3 và 4-2"]),
        ("các năm 2011-2014", ["2011-2014"]),
        ("mở cửa lúc 7h30 rồi đóng", []),
        ("năm 2008, 2011 và 2013 đều có lũ", ["năm 2008", "2011", "2013"]),
        ("kế hoạch 2018; tầm nhìn 2030; cuối 2019; hội thi Sen Hồng 2015", ["2018", "2030", "cuối 2019", "2015"]),
        ("căn phòng 2015, hơn 2018 suất, điện thoại 3821 2016.", []),
        ("kỳ họp giữa năm bàn việc cuối năm", ["cuối năm"]),
        ("gió cấp 6-7, lớp 9-11, tầng 4-5.", []),
        ("đợi 4 tháng sau khi nộp; 3 tháng trước ngày cưới; trong 3 tháng tới bãi sẽ xong", ["3 tháng tới"]),
        ("mỗi tháng hai lần, đầu tháng tư, tháng năm ngoái", ["đầu tháng tư", "năm ngoái"]),
        ("từ đầu nhiệm kỳ tới nay; nửa nhiệm kỳ còn lại", ["đầu nhiệm kỳ", "nửa nhiệm kỳ còn lại"]),
        ("sơ kết 3 năm, 16 năm hình thành, 16 năm đi buôn", ["3 năm", "16 năm"]),
        (
            "Tết Nguyên đán vừa qua, hơn hai tháng qua, ngày hôm qua",
            ["Tết Nguyên đán", "hơn hai tháng qua", "ngày hôm qua"],
        ),
        ("các ngày 14, 15 và 16-4; những năm từ 2001 đến 2005", ["14, 15 và 16-4", "2001 đến 2005"]),
        ("(giai đoạn tháng 3/2013 đến tháng 8/2016)", ["giai đoạn tháng 3/2013 đến tháng 8/2016"]),
        ("trong tháng 4 và tháng 5-2011; tháng 7 và 8/2012", ["tháng 4", "tháng 5-2011", "tháng 7 và 8/2012"]),
        ("tàu Phú Quý 2; những tháng còn lại; thế hệ hôm nay", ["những tháng còn lại"]),
        ("thứ hai tới, sáng thứ bảy tuần này", ["thứ hai tới", "sáng thứ bảy tuần này"]),
        ("phí thu bắt đầu năm 2020; chúc năm mới vui vẻ", ["năm 2020"]),
        ("(TB)-Ngày 8-4, xã họp; ngày mai nghỉ", ["Ngày 8-4", "ngày mai"]),
    ],
)
def test_what_of_a_mention_is_an_entity(text: str, wanted: list[str]) -> None:
    view, found = mentions(text)
    named = [entity for mention in found for entity in READER.entities(view, mention)]
    assert [view.text[slice(*view.span(entity.start, entity.end))] for entity in named] == wanted


@pytest.mark.parametrize(
    "text, year, today, wanted",
    [
        ("sáng 11/11", 2022, None, "2022-11-11/2022-11-11"),
        ("sáng 11/11", None, None, None),
        ("sáng nay", None, date(2020, 5, 6), "2020-05-06/2020-05-06"),
        ("chiều qua", None, date(2020, 5, 1), "2020-04-30/2020-04-30"),
        ("năm ngoái", None, date(2020, 5, 1), "2019-01-01/2019-12-31"),
        ("năm qua", None, date(2020, 1, 9), "2019-01-01/2019-12-31"),
        ("năm qua", None, date(2020, 12, 9), "2020-01-01/2020-12-31"),
        ("3 năm qua", None, date(2020, 2, 29), "2017-02-28/2020-02-29"),
        ("ba năm trước", None, date(2020, 2, 1), "2017-01-01/2017-12-31"),
        ("tháng trước", None, date(2020, 1, 31), "2019-12-01/2019-12-31"),
        ("quý IV", 2018, None, "2018-10-01/2018-12-31"),
        ("9 tháng đầu năm", 2018, None, "2018-01-01/2018-09-30"),
        ("Tết Quý Mão", None, None, "2023-01-01/2023-12-31"),
        ("31/2/2020", None, None, None),
        ("5 năm tới", 2020, date(2020, 1, 1), None),
    ],
)
def test_intervals(text: str, year: int | None, today: date | None, wanted: str | None) -> None:
    _, found = mentions(text)
    assert len(found) == 1
    period = found[0].period(year, today)
    assert (str(period) if period else None) == wanted


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{d}.{m}.{y}"]),
)
def test_every_full_date_is_read_back(day: date, form: str) -> None:
    text = "Ngày " + form.format(d=day.day, m=day.month, y=day.year) + ", xã họp"
    view, found = mentions(text)
    assert [str(m.period()) for m in found] == [f"{day}/{day}"]
    assert view.text[slice(*view.span(found[0].start, found[0].end))] == text.partition(",")[0]


@given(st.text(alphabet="0123456789/-.,:h năngàytừđếđ\n()", max_size=60))
def test_spans_are_ordered_and_inside(text: str) -> None:
    view, found = mentions(text)
    ends = [0, *(m.end for m in found)]
    assert all(end <= m.start < m.end <= len(view.lower) for end, m in zip(ends, found, strict=False))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Họp vào 14/10 năm nay.", ["14/10 năm nay"]),
        ("Từ 15/7 năm ngoái đến nay.", ["15/7 năm ngoái"]),
        ("Mở từ ngày 25-27/10 năm nay.", ["ngày 25-27/10 năm nay"]),
        ("Công bố vào 28 tháng này.", ["28 tháng này"]),
        ("Đi lúc 17h30, chiều thứ 6 ngày 26/8.", ["17h30, chiều thứ 6 ngày 26/8"]),
        ("Kéo dài 3-5 năm tới.", ["năm tới"]),
    ],
)
def test_a_day_and_what_tells_its_year_are_one_date(text: str, dates: list[str]) -> None:
    assert spans(text) == dates
