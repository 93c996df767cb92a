from __future__ import annotations

import pytest

from mttq_extract.errors import OffsetError
from mttq_extract.text.words import align, underthesea_tokenizer, words_of


@pytest.fixture(scope="module")
def tokenize():  # type: ignore[no-untyped-def]
    return underthesea_tokenizer()


@pytest.mark.parametrize(
    "text",
    [
        "Uỷ ban MTTQ tỉnh Hoà Bình đã hỗ trợ 29 căn nhà tình nghĩa, đạt 61 % kế hoạch.",
        "  Ðại đoàn kết   toàn dân tộc “Vì người nghèo” (TP. Hà Nội)…",
        "1.670.400.000 đồng; 54, 5 tỉ; 17h00 ngày 24/9/2024",
    ],
)
def test_every_word_keeps_its_place(text: str, tokenize) -> None:  # type: ignore[no-untyped-def]
    tokens = words_of(text, 0, len(text), tokenize)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert "".join("".join(t.text.split()) for t in tokens) == "".join(text.split())


def test_words_stay_inside_their_sentence(tokenize) -> None:  # type: ignore[no-untyped-def]
    text = "Câu đầu. Hội nghị tổng kết công tác."
    tokens = words_of(text, 9, len(text), tokenize)
    assert tokens[0].start == 9
    assert "Hội nghị" in [t.text for t in tokens]


def test_a_word_that_is_not_there_is_an_error() -> None:
    with pytest.raises(OffsetError, match="Hòa"):
        align("Hoà Bình", 0, 8, ["Hòa Bình"])
