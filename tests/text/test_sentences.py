from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_extract.text.sentences import SentenceSplitter

SPLITTER = SentenceSplitter.load()


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in SPLITTER.split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ông làm việc ở TP. Hồ Chí Minh từ sớm.",
        "PGS.TS. Lê An trình bày.",
        "Quỹ nhận 3.5 tỷ đồng theo Nghị định số 45/NĐ-CP.",
        "Bà H. Lan trao quà.",
        "1. Phát huy vai trò giám sát",
        "Giá xăng... tăng thêm một chút.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert split(text) == [text]


def test_full_stops_quotes_and_lines_split() -> None:
    text = "Xã đã xong. Bà nói: “Tốt lắm.” Rồi về!\nDòng mới\n\nHết"
    assert split(text) == ["Xã đã xong.", "Bà nói: “Tốt lắm.”", "Rồi về!", "Dòng mới", "Hết"]


@given(st.text(alphabet=st.sampled_from("aBĐ1. !?\n”“\t…"), max_size=80))
def test_sentences_are_ordered_trimmed_and_lose_only_white_space(text: str) -> None:
    sentences = SPLITTER.split(text)
    rest = list(text)
    last = 0
    for sentence in sentences:
        assert last <= sentence.start < sentence.end <= len(text)
        surface = text[sentence.start : sentence.end]
        assert surface == surface.strip()
        rest[sentence.start : sentence.end] = " " * len(surface)
        last = sentence.end
    assert "".join(rest).strip() == ""
