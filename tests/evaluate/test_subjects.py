from __future__ import annotations

import csv
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_extract.evaluate.fields import FieldJudge
from mttq_extract.evaluate.subjects import SubjectForms, plain_form

FORMS = SubjectForms.load()
LETTERS = "aàáảãạăâbcdđeèéẻẽẹêghiìíỉĩịklmnoòóỏõọôơpqrstuùúủũụưvxyỳýỷỹỵ AĐƠ“”\"'-.;()"


def examples() -> list[tuple[str, str]]:
    table = files("mttq_extract.evaluate").joinpath("subject_forms.tsv").read_text("utf-8")
    pairs = [row["example"].split(" = ") for row in csv.DictReader(table.splitlines(), delimiter="\t")]
    return [(left, right) for left, right in pairs]


@pytest.mark.parametrize("left, right", examples())
def test_every_row_of_the_table_does_what_its_example_says(left: str, right: str) -> None:
    assert FORMS.normal(left) == FORMS.normal(right)


@pytest.mark.parametrize(
    "left, right",
    [
        ("MTTQ phường Hòa Bình", "Mặt trận  Tổ quốc phường Hoà Bình"),
        ("Uỷ ban MTTQ huyện", "ỦY BAN MTTQ HUYỆN"),
        ("Ủy ban Mặt trận Tổ quốc (MTTQ) Việt Nam xã", "UBMTTQVN xã"),
        ("TP.Bình An", "thành phố Bình An"),
        ("Quỹ “Vì người nghèo”", 'Quỹ "Vì người nghèo"'),
        ("Quỹ 'Vì trẻ em'", "Quỹ «Vì trẻ em»"),
        ("liên minh Thuý – Loè", "liên minh Thúy - Lòe"),
        ("thôn An", "thôn An."),
        (unicodedata.normalize("NFD", "Hội Nông dân"), "Hội Nông dân"),
        ("xã A; xã B", "xã B;  Xã A"),
        ("xã A; xã A", "xã A"),
    ],
)
def test_same_subject(judge: FieldJudge, left: str, right: str) -> None:
    assert judge.same_subject(left, right)


@pytest.mark.parametrize(
    "left, right",
    [
        ("xã Hòa An", "xã Hóa An"),
        ("xã A; xã B", "xã A"),
        ("xã A", ""),
        ("MTTQ xã", "MTTQ tỉnh"),
        ("Ủy ban MTTQ xã (cũ)", "Ủy ban MTTQ xã"),
        ("Tây Hồ", "Tây Hô"),
        ("tổ 12", "tổ 2"),
    ],
)
def test_different_subject(judge: FieldJudge, left: str, right: str) -> None:
    assert not judge.same_subject(left, right)


def test_the_same_linked_body_is_the_same_subject() -> None:
    ids = {"Ủy ban MTTQ xã An": "org/1", "MTTQ xã An": "org/1", "Hội Phụ nữ xã An": "org/2"}
    judge = FieldJudge(FORMS, lambda name, doc: ids.get(name))
    assert judge.same_subject("Ủy ban MTTQ xã An", "MTTQ xã An")
    assert judge.same_subject("Ủy ban MTTQ xã An; thôn 3", "Thôn 3; MTTQ xã An")
    assert not judge.same_subject("Ủy ban MTTQ xã An", "Hội Phụ nữ xã An")
    assert not judge.same_subject("thôn 3", "thôn 4")
    assert not FieldJudge(FORMS).same_subject("Ủy ban MTTQ xã An", "MTTQ xã An")


@given(st.text(LETTERS, max_size=30))
def test_the_normal_form_is_stable(text: str) -> None:
    assert plain_form(plain_form(text)) == plain_form(text)


@given(st.text(LETTERS, max_size=30))
def test_encoding_and_case_never_matter(text: str) -> None:
    assert FORMS.normal(unicodedata.normalize("NFD", text)) == FORMS.normal(text)
    assert FORMS.normal(text.upper()) == FORMS.normal(text.lower())
