from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mttq_extract.context.cues import CueTable
from mttq_extract.context.frame import build_frames
from mttq_extract.context.role_model import RoleModel
from mttq_extract.context.roles import RoleReader
from mttq_extract.context.scene import Decision, ending_pattern, last_match, leaves_bracket
from mttq_extract.context.sums import Nouns, alike, share_of
from mttq_extract.errors import OffsetError
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.pipeline import Extractor
from mttq_extract.store.parties import Parties
from mttq_extract.store.rows import figure_rows
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.patterns import words_pattern
from mttq_extract.text.sentences import SentenceSplitter
from mttq_extract.text.view import View, stored
from mttq_extract.types import ROLES, Document, Figure, Quantity

TRAINED = Extractor.load()
LEXICON = Lexicon.load()
ROLE_READER = RoleReader.load(RoleModel(None))
EXTRACTOR = replace(TRAINED, context=replace(TRAINED.context, roles=ROLE_READER))  # the rules alone
SPLITTER = SentenceSplitter.load()


def read(text: str) -> Document:
    return EXTRACTOR.extract(text)


def roles(text: str) -> list[str]:
    return [figure.role for figure in read(text).figures]


def whole(document: Document, figure: Figure) -> str | None:
    return None if figure.part_of is None else document.figures[figure.part_of].surface


def _examples() -> Iterator[str]:
    def rows(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value.get("examples", ())
            for key, inner in value.items():
                if key != "examples":
                    yield from rows(inner)
        elif isinstance(value, list):
            for inner in value:
                if isinstance(inner, dict):
                    yield from rows(inner)

    yield from rows(read_toml("roles.toml"))


@pytest.mark.parametrize("example", list(_examples()))
def test_every_example_of_the_table_reads_as_it_says(example: str) -> None:
    text, _, expected = example.rpartition("=>")
    found = read(text.strip())
    assert [figure.role for figure in found.figures] == expected.split(), [
        (figure.surface, figure.role, figure.evidence["role"]) for figure in found.figures
    ]


def test_every_kind_of_rule_in_the_table_has_examples() -> None:
    table = read_toml("roles.toml")
    lacking = [row["id"] for row in (*table["cue"], *table["near"]) if not row.get("examples")]
    lacking += [name for name in ("heading", "far", "bracket", "threshold", "part", "behind", "carry", "range")
                if not table[name].get("examples")]  # fmt: skip
    assert lacking == []


@pytest.mark.parametrize(
    "text, expected",
    [
        # a plan reaches over commas and semicolons of its list, and no further than its sentence
        ("Năm 2031 phấn đấu: quỹ đạt 2 tỷ đồng; sửa 40 căn nhà, mở 3 lớp. Có 12 thôn.", "target target target actual"),
        # a share of a plan, and a plan that was reached, are no plans
        ("Quỹ thu 6 tỷ đồng, đạt 120% kế hoạch và trao 300 suất quà.", "actual actual actual"),
        # what is done undoes the plan before it, but not in one phrase with it
        ("Xã dự kiến trao 50 suất quà nhưng đến nay đã trao 62 suất.", "target actual"),
        # a cue in a bracket that is closed reaches nothing behind it
        ("Lớp học (dự kiến mở lại) hiện có 25 học sinh.", "actual"),
        # pledges
        ("Công ty Cát Sơn đăng ký 20 tỷ đồng, đã nộp 8 tỷ đồng.", "pledged actual"),
        ("Hai công ty lần lượt đăng ký 5 tỷ, 4 tỷ và 3 tỷ đồng.", "actual pledged pledged pledged"),
        # a bracket is no joint, and what it says is done is done
        ("Xã cất mới 31 căn nhà (kế hoạch 60 căn), sửa 12 căn.", "actual target actual"),
        ("Cả năm phấn đấu xây 31 căn nhà (đã xong 9 căn).", "target actual"),
        # the criterion inside a plan keeps its role
        ("Tỉnh sẽ tặng quà các cụ trên 90 tuổi.", "threshold"),
        ("Xe có giá trị từ 850 triệu đồng trở lên sẽ chịu phí 2 triệu đồng.", "threshold target"),
        # comparisons
        ("Số vụ là 40, cao hơn mức 31 vụ của năm 2019 và 28 vụ của năm 2018.", "actual baseline baseline"),
        ("Hộ nghèo giảm 3,1% và 4,2%.", "change change"),
        ("Hợp tác xã bán nhiều hơn năm 2016 gần 12%.", "change"),
        ("Cả huyện có 39 vụ, tăng 14 vụ (+56%).", "actual change change"),
        ("Mức mới là 900.000 đồng, so với khóa trước (800.000 đồng).", "actual baseline"),
        # a range behind "giảm từ" is the change itself, not the earlier figure
        ("Số hộ nghèo mỗi năm giảm từ 3% đến 4%.", "change"),
        # percentages restate what they stand beside
        ("Đại hội có 198 đại biểu, trong đó có 71 nữ (35,86%).", "actual part part"),
        ("Đã giải ngân 3.905 triệu đồng (bằng 94,8%).", "actual actual"),
        # parts
        ("Huyện làm 47 cuộc giám sát: xã Đông 20 cuộc, xã Tây 27 cuộc.", "actual part part"),
        ("Toàn huyện thu 3 tỷ đồng. Trong đó, tiền mặt 2 tỷ đồng.", "actual part"),
        ("Tổ trưởng Lê Văn Mười (54 tuổi) quản 12 hộ.", "actual actual"),
        # what is asked for is a plan, what is proposed is a count
        ("Xã đề nghị tỉnh và huyện hỗ trợ 30 tấn gạo; thêm 2 chiếc xuồng.", "target target"),
        ("Hội mở 318 cuộc họp và kiến nghị 12 nội dung.", "actual actual"),
        # a share of a total before it; how many times another count is no change
        ("Trong số 690 ứng cử viên, nữ chiếm 32%.", "actual part"),
        ("Có 96 ứng cử viên, gấp 1,6 lần số được bầu.", "actual actual"),
        ("Thu quỹ gấp 1,6 lần năm 2019.", "change"),
    ],
)  # fmt: skip
def test_roles_of_phrasings(text: str, expected: str) -> None:
    found = read(text).figures
    assert [figure.role for figure in found] == expected.split(), [(f.surface, f.evidence["role"]) for f in found]


def test_a_headline_takes_the_plan_that_the_text_tells_of_the_same_quantity() -> None:
    text = "Bình Lâm lo 320 căn nhà cho người nghèo\nTrong năm tới tỉnh phấn đấu xây 320 căn nhà.\n"
    assert roles(text) == ["target", "target"]
    assert roles(text.replace("xây 320", "xây 150")) == ["actual", "target"]


def test_a_table_has_parts_above_its_row_of_totals() -> None:
    table = "Đơn vị Thu Nhà xây Nhà sửa\nXã Đông 120,5 12 4\nXã Tây 80,5 3 10\n"
    assert roles(table + "Cộng 201,0 15 14\n") == ["part"] * 6 + ["actual"] * 3
    assert "part" not in roles(table.replace("80,5 3 10", "80,5 3 11"))


def test_parts_know_their_whole() -> None:
    document = read("Quỹ thu 40 tỷ đồng, trong đó 32 tỷ đồng là tiền mặt. Có 64 nữ trong tổng số 171 người ứng cử.")
    found = {figure.surface: whole(document, figure) for figure in document.figures}
    assert found == {"40 tỷ đồng": None, "32 tỷ đồng": "40 tỷ đồng", "64 nữ": "171 người", "171 người": None}


def test_only_parts_name_a_whole_and_never_themselves() -> None:
    document = read("Cả tỉnh sẽ có 87 cuộc (cấp tỉnh 12 cuộc; cấp xã 75 cuộc), giảm 3 cuộc. Xã có 12 tổ, gồm 8 tổ nữ.")
    for index, figure in enumerate(document.figures):
        assert figure.part_of is None or (figure.role == "part" and figure.part_of != index)


_PART_OF = 26  # the column of table figures


def test_the_database_points_from_a_part_to_its_whole() -> None:
    document = read("Quỹ thu 40 tỷ đồng, trong đó 32 tỷ đồng là tiền mặt.")
    parties = Parties.load()
    rows = figure_rows(document, 7, parties, None)
    wholes = [row[_PART_OF] for row in rows]
    assert wholes == [None, rows[0][0]]
    stray = replace(document, figures=(replace(document.figures[0], part_of=9),))
    with pytest.raises(OffsetError, match="part of figure 9"):
        figure_rows(stray, 7, parties, None)


def test_evidence_names_the_rule_and_the_words() -> None:
    figures = read("Xã phấn đấu sửa 40 căn nhà. Nay có 12 tổ, tăng 3 tổ.").figures
    assert [figure.evidence["role"] for figure in figures] == ["list:phấn đấu", "default", "near:tăng"]


def quantity(value: str, unit: str = "item", noun: str | None = None, per: str | None = None) -> Quantity:
    number = Decimal(value)
    return Quantity(0, 1, "x", number, number, unit, "exact", "test", noun=noun, per=per)


def test_quantities_are_alike_by_unit_and_noun() -> None:
    nouns = Nouns(frozenset({"người", "vị"}), frozenset({"cái"}))
    assert alike(quantity("9", noun="người"), quantity("3", noun="vị"), nouns)
    assert alike(quantity("9", noun="ngôi"), quantity("3", noun="cái"), nouns)
    assert not alike(quantity("9", noun="người"), quantity("3", noun="xe"), nouns)
    assert not alike(quantity("9", "VND"), quantity("3", "VND", per="hộ"), nouns)
    assert not alike(quantity("90", "percent"), quantity("30", "percent"), nouns)


@pytest.mark.parametrize(
    "share, expected", [("43", 0), ("42.9", 0), ("42.86", 0), ("42", None), ("42.7", None), ("44", None)]
)
def test_a_share_is_found_within_its_rounding(share: str, expected: int | None) -> None:
    text = stored("Có 210 vụ, xong 90 vụ")  # 42.857 %
    view, quantities = View.of(text), read_figures(View.of(text), LEXICON)[0]
    frames = build_frames(view, SPLITTER.split(text), quantities)
    found = share_of(frames, 1, quantity(share, "percent"), Nouns(frozenset(), frozenset()))
    assert found == expected


def test_cues_skip_names_and_shares_and_prefer_the_longest() -> None:
    table = CueTable.of([
        {"id": "target", "reach": "list", "forms": ["cần", "chỉ tiêu"]},
        {"id": "none", "forms": ["đạt chỉ tiêu"]},
        {"id": "target", "at": "start", "forms": ["đề án"]},
    ])  # fmt: skip
    view = View.of("Ở Cần Đa cần gạo. Đạt chỉ tiêu, bằng 9% chỉ tiêu. Đề án nêu đề án.")
    found = table.scan(view, 0, len(view.lower))
    expected = [("cần", "target"), ("đạt chỉ tiêu", "none"), ("đề án", "target")]
    assert [(cue.words, cue.kind) for cue in found] == expected


def test_patterns_end_with_filler_and_brackets_are_counted() -> None:
    pattern = ending_pattern(["tăng", "tăng thêm"], ["gần", "được"])
    found = pattern.search("thu quỹ tăng được gần ")
    assert found is not None
    assert found[1] == "tăng"
    assert pattern.search("tăng cường gần ") is None
    last = last_match(words_pattern(["gồm"]), "gồm xã, gồm thôn")
    assert last is not None
    assert last.start() == 8
    assert leaves_bracket("12 cuộc) và (")
    assert not leaves_bracket("(12) và 3")


PIECES = (
    "1.200 căn nhà", "35%", "(", ")", ";", ", ", ". ", "\n", "trong đó ", "sẽ ", "đã ", "tăng ", "so với ",
    "gồm ", "từ ", "xuống còn ",    "800 triệu đồng", "dưới 35 tuổi", "Tổng số ", "chiếm ", "trở lên", "- ",
    "Cộng 3 4 5", "7/8 phường", "còn lại ", "Theo đề án, ",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_every_figure_gets_one_known_role_and_a_whole_in_reach(pieces: list[str]) -> None:
    document = read(" ".join(pieces))
    for index, figure in enumerate(document.figures):
        assert figure.role in ROLES
        assert figure.evidence["role"]
        if figure.part_of is not None:
            assert figure.role == "part"
            assert 0 <= figure.part_of < len(document.figures)
            assert figure.part_of != index


def _seconds(text: str) -> float:
    view = View.of(stored(text))
    quantities = read_figures(view, LEXICON)[0]
    frames = build_frames(view, SPLITTER.split(view.text), quantities)
    kinds = ["item"] * len(frames)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        decided = ROLE_READER.read(view, frames, kinds)
        best = min(best, time.process_time() - start)
    assert len(decided) == len(frames) > 0
    assert all(isinstance(decision, Decision) for decision in decided)
    return best


@pytest.mark.parametrize("piece", ["xã sẽ có 25 hộ, trong đó 12 hộ; ", "thu 9 tỷ đồng (nay 5 tỷ đồng) ", "12 45 78\n"])
def test_time_grows_with_the_text_even_without_full_stops(piece: str) -> None:
    small, large = _seconds(piece * 400), _seconds(piece * 3200)
    assert large < 8 * 3 * max(small, 0.002)
