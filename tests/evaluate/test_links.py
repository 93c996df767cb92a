from __future__ import annotations

from mttq_extract.evaluate.fields import FieldJudge
from mttq_extract.evaluate.links import SubjectLinks
from mttq_extract.evaluate.subjects import SubjectForms
from mttq_extract.pipeline import Extractor
from mttq_extract.types import Record

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


ARTICLE = (
    "Ủy ban MTTQ Việt Nam tỉnh Bắc Kạn vừa tổng kết năm 2018.\n"
    "Trong năm, Mặt trận tỉnh trao 214 căn nhà; UBND huyện Ba Bể góp 30 căn, UBND huyện Na Rì 25 căn.\n"
    "Ở Ba Bể, UBND huyện còn nợ 4 căn. Ở Na Rì, UBND huyện đã xong."
)


def test_a_short_name_is_that_of_its_article() -> None:
    judge = FieldJudge(SubjectForms.load(), SubjectLinks(Extractor.load(), {"a": Record("a", ARTICLE)}))
    full, short = "Ủy ban MTTQ Việt Nam tỉnh Bắc Kạn", "Mặt trận tỉnh"
    assert judge.same_subject(full, short, "a")
    assert not judge.same_subject(full, short)
    assert not judge.same_subject("tỉnh Bắc Kạn", short, "a")


def test_a_name_that_means_several_in_its_article_is_none_of_them() -> None:
    judge = FieldJudge(SubjectForms.load(), SubjectLinks(Extractor.load(), {"a": Record("a", ARTICLE)}))
    assert not judge.same_subject("UBND huyện Ba Bể", "UBND huyện", "a")
    assert not judge.same_subject("UBND huyện Na Rì", "UBND huyện", "a")
