from __future__ import annotations

import pytest

from mttq_extract.context.candidates import Mentions
from mttq_extract.context.frame import build_frames
from mttq_extract.context.owners import Owners
from mttq_extract.context.subject_table import SubjectTable
from mttq_extract.figures.reader import read_figures
from mttq_extract.pipeline import Extractor
from mttq_extract.text.view import View

EXTRACTOR = Extractor.load()
TABLE = SubjectTable.load()


def mentions(text: str) -> Mentions:
    view = View.of(text)
    quantities, _ = read_figures(view, EXTRACTOR.lexicon)
    frames = build_frames(view, EXTRACTOR.sentences.split(text), quantities)
    return Mentions(view, TABLE, EXTRACTOR.extract(text).entities, frames)


def owners(text: str) -> Owners:
    return mentions(text).owners


@pytest.mark.parametrize(
    ("text", "body", "place", "kind"),
    [
        (
            "BÁO CÁO kết quả công tác năm 2031\n\nỦY BAN MTTQ VIỆT NAM\nHUYỆN CÁT LÂM\nBAN THƯỜNG TRỰC\n\nMở 12 lớp.",
            "ỦY BAN MTTQ VIỆT NAM HUYỆN CÁT LÂM",
            "HUYỆN CÁT LÂM",
            "report",
        ),
        (
            "Đại hội đại biểu Ủy ban MTTQ Việt Nam xã Tân An lần thứ III họp sáng nay.\nToàn xã có 12 thôn.",
            "Ủy ban MTTQ Việt Nam xã Tân An",
            "xã Tân An",
            "",
        ),
        ("Hội chợ hàng Việt mở tại huyện Cát Lâm, bán 12 tấn gạo.", None, "huyện Cát Lâm", ""),
    ],
)
def test_whose_document_it_is(text: str, body: str | None, place: str, kind: str) -> None:
    found = owners(text)
    assert (found.body and found.body.text, found.place and found.place.text, found.kind) == (body, place, kind)


def test_short_names_stand_for_the_body_of_their_level() -> None:
    found = owners("Báo cáo\nỦy ban MTTQ Việt Nam huyện Cát Lâm họp. Mặt trận mở 12 lớp; MTTQ tỉnh mở 3 lớp.")
    assert found.body is not None
    assert found.short("mặt trận", TABLE) is found.body
    assert found.short("mttq huyện", TABLE) is found.body
    assert found.short("mttq tỉnh", TABLE) is None
    assert found.short("hội nông dân", TABLE) is None


def test_what_a_name_is_to_the_document() -> None:
    found = owners("Ủy ban MTTQ Việt Nam huyện Cát Lâm họp. Huyện Cát Lâm có 12 xã; Cát Lâm thu 3 tỷ đồng.")
    assert found.role("mttq huyện cát lâm", "mttq huyện cát lâm") == "body"
    assert found.role("huyện cát lâm", "cát lâm") == "place"
    assert found.role("cát lâm", "cát lâm") == "alike"
    assert found.role("xã tân an", "tân an") == ""


def test_names_that_go_on_and_capitals_that_name_nobody() -> None:
    names = {one.text for one in mentions('PV: Thưa ông, Quỹ "Vì người nghèo" các cấp thu 3 tỷ đồng?').all}
    assert 'Quỹ "Vì người nghèo" các cấp' in names
    assert "PV" not in names
