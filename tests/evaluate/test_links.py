from __future__ import annotations

from mttq_extract.evaluate.fields import FieldJudge
from mttq_extract.evaluate.links import SubjectLinks
from mttq_extract.evaluate.subjects import SubjectForms
from mttq_extract.pipeline import Extractor

LINKS = SubjectLinks(Extractor.load())
JUDGE = FieldJudge(SubjectForms.load(), LINKS)


def test_two_writings_of_one_body_are_the_same_subject() -> None:
    assert LINKS("MTTQ thành phố Hải Phòng") is not None
    assert JUDGE.same_subject("Ủy ban MTTQ Việt Nam thành phố Hải Phòng", "MTTQ TP Hải Phòng")


def test_a_body_is_not_its_place() -> None:
    assert not JUDGE.same_subject("MTTQ TP Hải Phòng", "TP Hải Phòng")
    assert not JUDGE.same_subject("MTTQ TP Hải Phòng", "MTTQ TP Hà Nội")


def test_common_words_have_no_link() -> None:
    assert LINKS("bà con trong xóm") is None
    assert not JUDGE.same_subject("bà con trong xóm", "các hộ dân")
