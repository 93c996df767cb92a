from __future__ import annotations

import pytest

from mttq_extract.context.planning import SectionReader
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import View

READER = SectionReader.of(read_toml("roles.toml")["section"])


def planned(text: str, words: str) -> str:
    view = View.of(text)
    return READER.find(view).at(view.lower.index(words))


def test_a_section_lasts_to_the_next_heading_of_its_rank() -> None:
    text = "Hội nghị xã\nI. Kết quả\nmở lớp\nII. Phương hướng\n1. Về tổ chức\n\nsửa nhà\n\nIII. Khen thưởng\ntặng quà"
    assert planned(text, "mở lớp") == ""
    assert planned(text, "sửa nhà") == "phương hướng"
    assert planned(text, "tặng quà") == ""


def test_a_chapter_line_lends_its_rank_to_the_line_below() -> None:
    text = "Báo cáo\nPhần thứ hai\nNHIỆM VỤ NĂM 2031\nI. Tuyên truyền\nmở lớp\nPhần thứ ba\nKẾT LUẬN\nxin cảm ơn"
    assert planned(text, "mở lớp") == "nhiệm vụ"
    assert planned(text, "xin cảm ơn") == ""


def test_a_plan_is_one_as_a_whole_but_for_what_it_tells_of_the_past() -> None:
    text = "KẾ HOẠCH\nSố: 12/KH-MTTQ\nI. THỰC TRẠNG\ncòn nhà tạm\nII. NỘI DUNG\nsửa nhà"
    assert planned(text, "sửa nhà") == "kế họach"  # tones folded
    assert planned(text, "còn nhà tạm") == ""
    assert planned("Kế hoạch của một gia đình\nsửa nhà", "sửa nhà") == ""


@pytest.mark.parametrize(("below", "words"), [("- sửa nhà", "lịch"), ("sửa nhà", "")])
def test_a_heading_without_a_number_holds_over_a_list(below: str, words: str) -> None:
    assert planned(f"Tin xã Tân An\nLịch quý II\n{below}", "sửa nhà") == words


def test_a_heading_that_tells_of_something_done_plans_nothing() -> None:
    assert planned("Tin\nII. Nhiệm vụ đã làm\nsửa nhà", "sửa nhà") == ""


@pytest.mark.parametrize(("line", "words"), [("Nơi nhận: ...", ""), ("PHỤ LỤC", ""), ("phụ lục chi tiết", "")])
def test_whom_a_report_goes_to_and_its_annex_end_all_sections(line: str, words: str) -> None:
    text = f"Báo cáo\nB. NHIỆM VỤ\nI. Tuyên truyền\nmở lớp\n{line}\nsửa nhà"
    assert planned(text, "mở lớp") == "nhiệm vụ"
    assert planned(text, "sửa nhà") == words


def test_the_annex_of_a_plan_belongs_to_the_plan() -> None:
    text = "KẾ HOẠCH\nSố: 12/KH-MTTQ\nI. THỰC TRẠNG\ncòn nhà tạm\nPhụ lục\nsửa nhà"
    assert planned(text, "sửa nhà") == "kế họach"
