"""Which mentions are weighed for a figure, and what is known of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mttq_extract.context.chain_model import Row, Step
from mttq_extract.pipeline import Extractor
from mttq_extract.train.subjects import StepRecorder

EXTRACTOR = Extractor.load()


def steps(text: str) -> list[Step]:
    recorder = StepRecorder(None, EXTRACTOR.context.subjects.table)
    context = replace(EXTRACTOR.context, subjects=recorder)
    replace(EXTRACTOR, context=context).extract(text)
    return recorder.seen


def named(step: Step) -> dict[str, Row]:
    return {row.text: row for row in step.rows}


def test_a_short_name_brings_the_full_one() -> None:
    _, last = steps("Ông Trần Văn Hiệp góp 2 triệu đồng.\nTrời nắng đẹp.\nMới đây ông Hiệp lại tặng 3 con bò.")
    assert named(last)["Trần Văn Hiệp"].relation == "W"
    assert named(last)["Hiệp"].relation == "S"


def test_common_nouns_are_weighed_for_the_figures_of_their_sentence_alone() -> None:
    text = "Các hộ dân trong thôn góp 20 triệu đồng.\nXã Tân An xây 3 cây cầu.\nĐường dài 2 km."
    first, second, third = steps(text)
    assert any(row.text.startswith("Các hộ dân") for row in first.rows)
    assert not any(row.text.startswith("Các hộ dân") for row in (*second.rows, *third.rows))
    assert "Xã Tân An" in named(third)


def test_the_noun_that_stands_for_a_place_gives_way_to_it() -> None:
    last = steps("Huyện Cát Lâm có 12 xã. Năm 2031 huyện đã xây 40 căn nhà.")[-1]
    assert "huyện" not in named(last)
    assert "Huyện Cát Lâm" in named(last)


def test_a_list_further_up_in_the_paragraph_is_one_candidate() -> None:
    text = "Hội Nông dân và Hội Phụ nữ họp bàn. Sau đó mọi người đi thăm thôn xóm. Tổng cộng có 30 suất quà."
    assert "Hội Nông dân; Hội Phụ nữ" in named(steps(text)[-1])


def test_what_a_name_is_goes_together_with_what_is_said_of_the_figure() -> None:
    (step,) = steps("Hội Nông dân xã Tân An đã trao 20 suất quà.")
    assert {"io.ORG.actual", "in.ORG.suất", "il.ORG.trao"} <= set(named(step)["Hội Nông dân xã Tân An"].features)
    assert {"io.place.actual", "in.place.suất", "il.place.trao"} <= set(named(step)["xã Tân An"].features)


def test_how_long_ago_and_how_often_a_name_was_met() -> None:
    text = "Hội Nông dân xã Tân An họp.\n" + "Trời nắng đẹp. " * 30 + "\nCó 30 suất quà."
    row = named(steps(text)[-1])["Hội Nông dân xã Tân An"]
    assert {"last3", "past1", "ahead0"} <= set(row.features)
    assert {"acts1", "opens1"} <= set(row.own)


def test_whether_another_began_to_act_since_the_last_figure() -> None:
    text = "Công ty Minh Long ủng hộ 20 triệu đồng, Hội Nông dân trao 30 suất quà, gồm 5 suất lớn. Có 7 hộ nhận."
    _, other, same, later = steps(text)
    assert "link.clause.acts" in other.figure
    assert "link.clause" in same.figure
    assert "link.sentence" in later.figure


def test_all_that_is_written_of_a_whole_place_is_one_kind() -> None:
    first, _ = steps("Trong 6 tháng đầu năm 2031, toàn huyện vận động 10 tỷ đồng, xây 50 căn nhà.")
    assert [row.mention.type for row in first.rows if row.mention] == ["WHOLE"]


def test_laws_feasts_and_currencies_are_nobody() -> None:
    text = "Dịp Tết Nguyên đán Giáp Thìn 2024, theo Luật Đất đai và nhờ 500 USD của bạn, huyện trao 20 suất quà."
    assert {row.text for row in steps(text)[-1].rows} <= {"huyện", "bạn", ""}


def test_the_end_of_a_number_counts_nobody() -> None:
    last = steps("Có 24.560 hộ đăng ký, 23.110 hộ (94,1%) đạt.")[-1]
    assert "110 hộ" not in named(last)
    assert "12 hộ" in named(steps("Năm nay 12 hộ được 3 con bò.")[-1])


@pytest.mark.parametrize("source", ["Theo báo cáo của Ủy ban MTTQ tỉnh", "Theo Ủy ban MTTQ tỉnh"])
def test_a_body_that_only_reports_is_no_part_of_a_pair(source: str) -> None:
    (step,) = steps(f"{source}, Hội Nông dân huyện đã trao 850 suất quà.")
    assert "Hội Nông dân huyện" in named(step)
    assert not any(";" in key for key in named(step))
    (pair,) = steps("Ủy ban MTTQ tỉnh, Hội Nông dân huyện đã trao 850 suất quà.")
    assert any(";" in key for key in named(pair))


@pytest.mark.parametrize("phrase", ["các tổ chức tôn giáo", "các xã miền núi"])
def test_a_common_phrase_goes_on_with_what_tells_its_kind(phrase: str) -> None:
    (step,) = steps(f"Trong đợt này, {phrase} ủng hộ 850 triệu đồng.")
    assert phrase in named(step)
