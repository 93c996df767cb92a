"""Every word that pages and their code ask for is in the table, in both languages, and none is there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mttq_extract import extract, wording
from mttq_extract.context import period_model, subjects
from mttq_extract.store.explanation import SLOTS
from mttq_extract.store.indicator_table import read_indicators
from mttq_extract.types import ENTITY_TYPES
from mttq_extract.web import series
from mttq_extract.web.pages.figures import GROUPS, SORTS
from mttq_extract.web.pages.quality import SCORES, released_floors
from mttq_extract.web.words import read_words

WEB = Path(series.__file__).parent
_ASKED = re.compile(r"""\b(?:asked\.)?t\(\s*["']([\w-]+)["'](\s*~)?""")


def _asked_for() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in [*WEB.rglob("*.py"), *WEB.rglob("*.html")]]
    plain = {key for text in texts for key, joined in _ASKED.findall(text) if not joined}
    menu = set(re.findall(r'"(menu_\w+)"', (WEB / "templates" / "base.html").read_text(encoding="utf-8")))
    made = {f"group_{one.group}" for one in read_indicators()} | {f"kind_{one}" for one in ENTITY_TYPES}
    made |= {f"sort_{one}" for one in SORTS} | set(SLOTS) | set(GROUPS)
    made |= {f"score_{name}" for name, _ in SCORES} | {"by_year", "by_place", "by_subject", "name_place"}
    made |= {
        "too_slow",
        "failed_hint",
        "name_subject",
        "scale_billion",
        "scale_million",
        "names_LOC",
        "names_ORG",
        "names_FUND",
    }
    return plain | menu | made


def test_no_word_is_missing_and_none_is_idle() -> None:
    words = read_words()
    there = {key for key in words["vi"].table if not key.startswith("unit_")}
    asked = _asked_for()
    assert asked - set(words["vi"].table) == set()
    assert there - asked == set()


@pytest.mark.parametrize(
    ("slot", "why", "said"),
    [
        ("concept", "noun after", "danh từ sau số"),
        ("role", "of:trong đó", "phần của số trước:trong đó"),
        ("role", "list:of model", "từ mở đầu danh sách:of model"),
        ("indicator", "model: left1:sửa, model; rules: x (model)", "mô hình: left1:sửa, model; rules: x (model)"),
        ("period", "sentence.year: năm 2022", "trong câu.năm: năm 2022"),
        ("subject", "model 0.99: the opening “the opening”", "mô hình 0.99: đầu bài “the opening”"),
        ("place", "no such words", "no such words"),
        ("period", "sentence.year of the plan: 2025", "trong câu.năm của kế hoạch: 2025"),
        ("period", "whole.deadline: trước 30/9", "của số tổng.thời hạn: trước 30/9"),
        ("role", "lines of:total", "các dòng cộng lại thành:total"),
        ("subject", "table: the heading above the row", "bảng: đề mục trên hàng"),
        ("score", "role 0.96, period by rule", "vai trò 0.96, kỳ theo luật"),
        ("layout", "caption", "chú thích ảnh"),
        ("low", "rate", "rate"),
    ],
)
def test_evidence_is_said_in_vietnamese(slot: str, why: str, said: str) -> None:
    words = read_words()
    assert words["vi"].evidence(slot, why) == said
    assert words["en"].evidence(slot, why) == why


def test_all_that_models_of_periods_and_subjects_say_is_known() -> None:
    reasons = read_words()["vi"].reasons
    assert set(period_model._RELATIONS.values()) - set(reasons["period"]) == set()
    assert set(subjects._RELATIONS.values()) - set(reasons["subject"]) == set()


def test_the_evidence_of_an_article_is_known() -> None:
    text = "Năm 2022, MTTQ xã Tân Lập tặng hơn 30 suất quà, trong đó 12 suất cho hộ nghèo."
    words, figures = read_words()["vi"], extract(text).figures
    assert len(figures) == 2
    for figure in figures:
        for slot in ("concept", "role", "period", "subject", "place", "modifier"):
            why = figure.evidence.get(slot, "")
            assert not why or words.evidence(slot, why) != why, (slot, why)


def test_both_languages_fill_in_the_same_things() -> None:
    words = read_words()
    assert set(words) == set(wording.LANGUAGES)
    for key, vietnamese in words["vi"].table.items():
        english = words["en"].table[key]
        assert set(re.findall(r"\{(\w+)", vietnamese)) == set(re.findall(r"\{(\w+)", english)), key
        assert vietnamese.strip()
        assert english.strip()


def test_the_released_floors_are_found() -> None:
    floors = released_floors()
    assert 0 < floors["detection_f1"] <= 1
