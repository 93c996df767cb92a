"""Any words of the field in any order, over any lines: nothing hangs, and what is found is what stands there."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mttq_extract import load

SAID = (
    "xã huyện tỉnh Mặt trận ông bà Hiệp đoạn từ đến - – , . ( ) : ; % 5 12 1.200 13,5 12/15 2/3 1/4 của năm 2019 tháng "
    "quý I ngày hằng một hai vài chục hàng trăm nghìn triệu tỷ rưỡi hơn gần khoảng đồng USD m2 hộ nhà căn mỗi lần lượt "
    "là trong đó gồm tổng tăng giảm so với cùng kỳ kế hoạch đạt phấn đấu hiện nay luật Luật ban chỉ đạo Ban UBND Ủy "
    "MTTQ khóa IX toàn Tổng thống phường Q.1 STT | “ ”"
)
LINES = ("\n", "\n- ", "\n1. ", "\na) ", "\nTổng: ", "\t")
EXTRACTOR = load()


@given(st.lists(st.sampled_from([*SAID.split(), *LINES]), min_size=1, max_size=60).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_figures_and_entities_stand_where_they_say(text: str) -> None:
    document = EXTRACTOR.extract(text)
    for figure in document.figures:
        assert document.text[figure.start : figure.end] == figure.surface == figure.surface.strip()
    for entity in document.entities:
        assert document.text[entity.start : entity.end].strip()
