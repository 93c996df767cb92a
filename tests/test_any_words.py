"""Any words of the field in any order, over any lines: nothing hangs, and what is found is what stands there."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from mttq_extract import load
from mttq_extract.time_limit import time_limit

SAID = (
    "xã huyện tỉnh Mặt trận ông bà Hiệp đoạn từ đến - – , . ( ) : ; % 5 12 1.200 13,5 12/15 2/3 1/4 của năm 2019 tháng "
    "quý I ngày hằng một hai vài chục hàng trăm nghìn triệu tỷ rưỡi hơn gần khoảng đồng USD m2 hộ nhà căn mỗi lần lượt "
    "là trong đó gồm tổng tăng giảm so với cùng kỳ kế hoạch đạt phấn đấu hiện nay luật Luật ban chỉ đạo Ban UBND Ủy "
    "MTTQ khóa IX toàn Tổng thống phường Q.1 STT | “ ” of Bank USD euro BHXH tàu SAR ăn làm dệt loại kỷ niệm công văn "
    "7h - 17h/ngày 1-800- 30/4 ٣ ५ 𝟏 12/2024 trước sau qua nay khách lượt lương xuất nhập 0 -3"
)
LINES = ("\n", "\n- ", "\n1. ", "\na) ", "\nTổng: ", "\t")
DAYS = (None, date(2024, 2, 29), date(2019, 12, 31), date(2025, 1, 1))
HANGS = 10  # seconds; a text of this length takes a few milliseconds
EXTRACTOR = load()


@given(st.lists(st.sampled_from([*SAID.split(), *LINES]), min_size=1, max_size=60).map(" ".join), st.sampled_from(DAYS))
@settings(max_examples=300, deadline=None)
def test_figures_and_entities_stand_where_they_say(text: str, published: date | None) -> None:
    with time_limit(HANGS):
        document = EXTRACTOR.extract(text, published=published)
    for figure in document.figures:
        assert document.text[figure.start : figure.end] == figure.surface == figure.surface.strip() != ""
        assert figure.low <= figure.high
        if figure.period is not None and figure.period.start and figure.period.end:
            assert figure.period.start <= figure.period.end, figure
    for entity in document.entities:
        assert document.text[entity.start : entity.end] == entity.surface == entity.surface.strip() != ""
