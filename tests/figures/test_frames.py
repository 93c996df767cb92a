"""Any number in any sentence frame is found with its value, and noise in the text changes nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.view import View, stored
from tests.figures.test_numerals import in_words, thousands

LEXICON = Lexicon.load()
CORPUS = sorted((Path(__file__).parent.parent.parent / "corpus").glob("*.txt"))
MONEY_FRAMES = [
    "Đến nay, toàn huyện đã vận động được {} đồng.",
    "Trị giá mỗi suất quà là {} đồng",
    "(tổng kinh phí {} đồng)",
    "Cụ Lành góp {} đồng; con cháu cụ góp công.",
    "\nTổng cộng:{} đồng\n",
    "Số tiền {} đồng được chuyển ngay trong đêm",
    "“Nhà tôi được giúp {} đồng”, bà kể.",
]
COUNT_FRAMES = [
    "Mặt trận xã trao {} suất quà cho bà con.",
    "{} hộ dân đã ký cam kết",
    "Trong đó, {} người tham dự.",
    "Kết quả: {} căn nhà được bàn giao;",
    "Năm qua có {} cuộc giám sát, nhiều hơn trước",
]
FORMS: dict[str, Callable[[int], str]] = {
    "dots": lambda n: thousands(n, "."),
    "words": in_words,
    "spaced": lambda n: thousands(n, " "),
    "padded": lambda n: f"{n:02d}" if n < 10 else thousands(n, "."),
}
NOISE: dict[str, Callable[[str], str]] = {
    "decomposed": lambda t: unicodedata.normalize("NFD", t),
    "no-break spaces": lambda t: t.replace(" ", "\u00a0"),
    "double spaces": lambda t: t.replace(" ", "  "),
    "Eth": lambda t: t.replace("Đ", "\u00d0"),
    "zero width": lambda t: t.replace(" ", " \u200b"),
    "carriage returns": lambda t: t.replace("\n", "\r\n"),
    "old tone marks": lambda t: t.replace("òa", "oà").replace("ủy", "uỷ").replace("óa", "oá"),
    "new tone marks": lambda t: t.replace("oà", "òa").replace("uỷ", "ủy").replace("oá", "óa"),
    "en dashes": lambda t: t.replace(" - ", " – "),
}

Read = tuple[Decimal, Decimal, str, str, Decimal | None, str | None]


def read(text: str) -> list[Read]:
    quantities, _ = read_figures(View.of(stored(text)), LEXICON)
    return [(q.low, q.high, q.unit, q.modifier, q.of, q.per) for q in quantities]


@given(st.sampled_from(MONEY_FRAMES), st.sampled_from(["dots", "words", "spaced"]), st.integers(2000, 10**11))
def test_money_in_any_frame(frame: str, form: str, n: int) -> None:
    found = read(frame.format(FORMS[form](n)))
    assert [(low, unit) for low, _, unit, *_ in found] == [(Decimal(n), "VND")]


@given(st.sampled_from(COUNT_FRAMES), st.sampled_from(["dots", "words", "padded"]), st.integers(2, 99_999))
def test_counts_in_any_frame(frame: str, form: str, n: int) -> None:
    found = read(frame.format(FORMS[form](n)))
    assert [(low, unit) for low, _, unit, *_ in found] == [(Decimal(n), "item")]


SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9, "nghìn tỷ": 10**12}


@given(
    st.sampled_from(MONEY_FRAMES),
    st.integers(0, 999),
    st.integers(1, 99),
    st.sampled_from([",", "."]),
    st.sampled_from([*SCALES]),
)
def test_decimals_with_a_scale_in_any_frame(frame: str, whole: int, part: int, mark: str, scale: str) -> None:
    found = read(frame.format(f"{whole}{mark}{part:02d} {scale}"))
    assert [(low, unit) for low, _, unit, *_ in found] == [(Decimal(f"{whole}.{part:02d}") * SCALES[scale], "VND")]


@given(
    st.sampled_from(MONEY_FRAMES),
    st.integers(1, 400),
    st.integers(1, 400),
    st.sampled_from(["{}-{}", "{} - {}", "từ {} đến {}", "{}–{}"]),
)
def test_ranges_of_money_in_any_frame(frame: str, low: int, step: int, form: str) -> None:
    found = read(frame.format(form.format(low, low + step) + " triệu"))
    assert [(a, b, unit) for a, b, unit, *_ in found] == [(Decimal(low * 10**6), Decimal((low + step) * 10**6), "VND")]


@given(st.sampled_from(COUNT_FRAMES), st.integers(13, 2000), st.integers(13, 2000))
def test_ratios_in_any_frame(frame: str, k: int, n: int) -> None:
    found = read(frame.format(f"{k}/{n}"))
    assert [(low, unit, of) for low, _, unit, _, of, _ in found] == [(Decimal(k), "ratio", Decimal(n))]


@given(
    st.sampled_from(["Có {} hộ ký cam kết.", "tỷ lệ đạt {}", "(chiếm {} tổng số hộ)", "Năm qua tăng {};"]),
    st.integers(0, 99),
    st.integers(0, 99),
    st.sampled_from(["{},{:02d}%", "{}.{:02d}%", "{},{:02d} %", "{},{:02d} phần trăm"]),
)
def test_percentages_in_any_frame(frame: str, whole: int, part: int, form: str) -> None:
    found = read(frame.format(form.format(whole, part)))
    assert [(low, unit) for low, _, unit, *_ in found] == [(Decimal(f"{whole}.{part:02d}"), "percent")]


@given(
    st.sampled_from(["hơn", "gần", "khoảng", "ít nhất", "không quá", "trên", "dưới", "ước đạt", "chưa đầy"]),
    st.sampled_from(["Xã vận động {} đồng.", "Tổng trị giá {} đồng", "(thu {} đồng)"]),
    st.integers(10_000, 10**11),
)
def test_modifiers_in_any_frame(word: str, frame: str, n: int) -> None:
    expected = {
        "hơn": "more_than",
        "trên": "more_than",
        "gần": "less_than",
        "dưới": "less_than",
        "chưa đầy": "less_than",
        "khoảng": "about",
        "ước đạt": "about",
        "ít nhất": "at_least",
        "không quá": "at_most",
    }
    found = read(frame.format(f"{word} {thousands(n, '.')}"))
    assert [(low, modifier) for low, _, _, modifier, *_ in found] == [(Decimal(n), expected[word])]


def test_the_corpus_is_there() -> None:
    assert len(CORPUS) > 40


@pytest.mark.parametrize("noise", NOISE)
def test_noise_changes_nothing(noise: str) -> None:
    changed = []
    for path in CORPUS:
        text = path.read_text(encoding="utf-8")
        if read(NOISE[noise](text)) != read(text):
            changed.append(path.name)
    assert changed == []
