from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_extract.store.fold import all_words, fold, phrase, tokens

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
PLAIN = "a" * 18 + "e" * 12 + "i" * 6 + "o" * 18 + "u" * 12 + "y" * 6 + "d"


def test_every_vietnamese_letter_loses_its_marks_and_case() -> None:
    assert fold(VIETNAMESE) == fold(VIETNAMESE.upper()) == PLAIN


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(min_size=1))
def test_expressions_never_break_the_full_text_syntax(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
    for expression in (phrase(text), all_words(text)):
        if expression is not None:
            connection.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()
    connection.close()


@pytest.mark.parametrize("text", ["", " ", '""', "“”", "…–", "_"])
def test_no_word_gives_no_expression(text: str) -> None:
    assert phrase(text) is None
    assert all_words(text) is None


def test_numbers_are_looked_up_as_they_are_written() -> None:
    assert all_words('trao "Nhà mới" 1.670.400') == '"trao" "nha moi" "1 670 400"'
    assert tokens("Quỹ_Vì 5%") == ["quy", "vi", "5"]
