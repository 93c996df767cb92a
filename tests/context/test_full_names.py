"""What short names and common nouns stand for."""

from __future__ import annotations

import pytest

from mttq_extract.context.candidates import Mentions
from mttq_extract.context.frame import build_frames
from mttq_extract.context.mention import Mention
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


def full(text: str, short: str) -> str | None:
    """The full name of what is last written like `short`."""
    found = mentions(text)
    last = [one for one in found.all if one.text == short][-1]
    same = [one for one in found.all if (one.start, one.end) == (last.start, last.end)]
    return next((meant.text for one in same if (meant := found.full.of(one))), None)


@pytest.mark.parametrize(
    ("text", "short", "wanted"),
    [
        ("Ông Trần Văn Hiệp ở xã Tân An. Năm ngoái ông Hiệp góp 3 triệu đồng.", "Hiệp", "Trần Văn Hiệp"),
        (
            "Ông Trần Văn Hiệp góp 5 triệu đồng. Ông Lê Hiệp góp 4 triệu đồng, ông Hiệp còn tặng 2 con bò.",
            "Hiệp",
            "Lê Hiệp",
        ),
        ("Ông Hiệp góp 3 triệu đồng. Ông Trần Văn Hiệp là thương binh.", "Hiệp", "Trần Văn Hiệp"),
        ("Bà Trần Thị Hoa ở xã Tân An. Ông Hiệp góp 3 triệu đồng.", "Hiệp", None),
        (
            "Ông Lê Văn Hiệp dự họp. Bà Trần Thị Hiệp nhận 1 căn nhà. Ông Hiệp góp 3 triệu đồng.",
            "Hiệp",
            "Lê Văn Hiệp",
        ),
        (
            "Bà Trần Thị Hiệp nhận 1 căn nhà. Ông Hiệp góp 3 triệu đồng. Sau ông Lê Văn Hiệp góp 4 triệu đồng.",
            "Hiệp",
            "Lê Văn Hiệp",
        ),
        (
            "Ông Lê Văn Hiệp góp 5 triệu đồng. Ông Trần Hiệp tới dự. Ông Hiệp góp 3 triệu đồng.",
            "Hiệp",
            "Trần Hiệp",
        ),
        ("Ông Lê Văn Hiệp góp 5 triệu đồng. Chú Hiệp còn tặng 2 con bò.", "Hiệp", "Lê Văn Hiệp"),
        ("UBND tỉnh An Bình họp sáng nay. UBND tỉnh đã chi 5 tỷ đồng.", "UBND tỉnh", "UBND tỉnh An Bình"),
        ("UBND tỉnh An Bình họp sáng nay. UBND huyện đã chi 5 tỷ đồng.", "UBND huyện", None),
        # a known place without its level, not the place named most
        ("An Giang mưa, An Giang ngập. Đoàn đến Bến Tre. Toàn tỉnh có 300 hộ nghèo.", "Toàn tỉnh", "Bến Tre"),
        # the main place where the last names are of something else
        ("Huyện Cát Lâm mở hội. " + "Có chị Lê Hạ. " * 70 + "Toàn huyện có 300 hộ.", "Toàn huyện", "Huyện Cát Lâm"),
        # common nouns name nobody
        (
            "Trường Tiểu học Tân An mở hội. Trường nghèo có 12 người. Toàn trường có 300 học sinh.",
            "Toàn trường",
            "Trường Tiểu học Tân An",
        ),
        ("Huyện Cát Lâm có 12 xã. Đến nay, toàn huyện có 300 hộ nghèo.", "toàn huyện", "Huyện Cát Lâm"),
        ("MTTQ huyện Cát Lâm họp. Huyện đoàn dự. Toàn huyện có 300 hộ nghèo.", "Toàn huyện", "huyện Cát Lâm"),
        (
            "UBND tỉnh Vân Hà họp. Khách có UBND tỉnh An Bình. UBND tỉnh Vân Hà tiếp. UBND tỉnh đã chi 5 tỷ đồng.",
            "UBND tỉnh",
            "UBND tỉnh Vân Hà",
        ),
    ],
)
def test_what_a_short_name_stands_for(text: str, short: str, wanted: str | None) -> None:
    assert full(text, short) == wanted


def test_a_full_name_stands_for_nothing_else() -> None:
    assert full("Ông Trần Văn Hiệp và ông Lê Hiệp góp 3 triệu đồng.", "Trần Văn Hiệp") is None


def test_each_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = mentions("Huyện Cát Lâm có 12 xã. Đến nay, toàn huyện có 300 hộ nghèo.")
    whole = next(one for one in found.all if one.type == "WHOLE")
    first = found.full.of(whole)

    def refuse(_: object, __: Mention) -> None:
        raise AssertionError("looked up again")

    monkeypatch.setattr(type(found.full), "_of", refuse)
    assert found.full.of(whole) is first is not None


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("Hội Làm vườn tỉnh có 300 hội viên.", "Hội Làm vườn tỉnh"),
        ("Ủy ban MTTQ Việt Nam tỉnh khóa IX trao 300 suất quà.", "Ủy ban MTTQ Việt Nam tỉnh"),
        ("Ủy ban MTTQ Việt Nam tỉnh khóa IX trao 300 suất quà.", "Ủy ban MTTQ Việt Nam tỉnh khóa IX"),
    ],
)
def test_a_body_is_named_with_and_without_its_level_and_term(text: str, also: str) -> None:
    assert also in {one.text for one in mentions(text).all}


def test_the_level_before_a_name_is_that_names() -> None:
    assert "Hội Làm vườn huyện" not in {one.text for one in mentions("Hội Làm vườn huyện Cát Lâm có 300 hội viên.").all}
