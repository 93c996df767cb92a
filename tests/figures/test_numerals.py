"""Any number rendered in any written form is read back with its value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.view import View, stored
from mttq_extract.types import Quantity, Rejection

LEXICON = Lexicon.load()
DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def read(text: str) -> list[Quantity]:
    return read_figures(View.of(stored(text)), LEXICON)[0]


def only(text: str) -> Quantity:
    found = read(text)
    assert len(found) == 1, (text, [(q.surface, q.rule) for q in found])
    return found[0]


def below_thousand(n: int, full: bool) -> list[str]:
    """The words of 1..999; `full` writes the zero hundreds and tens inside a longer number."""
    hundreds, rest = divmod(n, 100)
    tens, units = divmod(rest, 10)
    words: list[str] = []
    if hundreds or full:
        words += [DIGITS[hundreds], "trăm"]
    if tens == 0 and units and words:
        words += ["linh", DIGITS[units]]
    elif tens == 1:
        words += ["mười", *(["lăm"] if units == 5 else [DIGITS[units]] if units else [])]
    elif tens > 1:
        last = {1: "mốt", 4: "tư", 5: "lăm"}.get(units, DIGITS[units])
        words += [DIGITS[tens], "mươi", *([last] if units else [])]
    elif units:
        words += [DIGITS[units]]
    return words


def in_words(n: int) -> str:
    words: list[str] = []
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (1000, "nghìn"), (1, "")):
        group = n // scale % 1000
        if group:
            words += [*below_thousand(group, bool(words)), *([name] if name else [])]
    return " ".join(words)


def thousands(n: int, mark: str) -> str:
    return f"{n:,}".replace(",", mark)


@given(st.integers(2, 10**12 - 1))
def test_number_words(n: int) -> None:
    assert only(f"chi {in_words(n)} đồng").low == n


@given(st.integers(1, 10**13))
def test_vietnamese_thousands(n: int) -> None:
    assert only(f"chi {thousands(n, '.')} đồng cho quỹ").low == n


@given(st.integers(10**6, 10**13))
def test_english_thousands(n: int) -> None:
    assert only(f"chi {thousands(n, ',')} đồng cho quỹ").low == n


@given(st.integers(0, 9999), st.integers(0, 99), st.sampled_from([",", "."]), st.sampled_from(["triệu", "tỷ", "tỉ"]))
def test_decimals_before_a_scale(whole: int, part: int, mark: str, scale: str) -> None:
    value = Decimal(f"{whole}.{part:02d}")
    factor = 10**6 if scale == "triệu" else 10**9
    found = only(f"vận động {whole}{mark}{part:02d} {scale} đồng")
    assert (found.low, found.unit) == (value * factor, "VND")


@given(st.integers(1, 999), st.integers(0, 999))
def test_comma_and_three_digits_before_a_scale_are_decimals(whole: int, part: int) -> None:
    assert only(f"vận động {whole},{part:03d} tỷ đồng").low == Decimal(f"{whole}.{part:03d}") * 10**9


@given(st.integers(1, 9), st.integers(1, 999))
def test_scales_are_added(billions: int, millions: int) -> None:
    assert only(f"thu {billions} tỷ {millions} triệu đồng").low == billions * 10**9 + millions * 10**6


@given(st.integers(1, 900), st.integers(1, 99))
def test_ranges(low: int, step: int) -> None:
    found = only(f"mỗi hộ từ {low} đến {low + step} triệu đồng")
    assert found.low == low * 10**6
    assert found.high == (low + step) * 10**6
    assert found.unit == "VND"


@given(st.integers(13, 900), st.integers(13, 900))
def test_ratios(k: int, n: int) -> None:
    found = only(f"có {k}/{n} hộ đạt")
    assert found.low == k
    assert found.of == n
    assert found.unit == "ratio"


@pytest.mark.parametrize("noise", ["\u00a0", "  ", " \u200b", "\n"])
def test_noise_between_the_words_changes_nothing(noise: str) -> None:
    plain = only("ủng hộ hơn 13 tỷ đồng cho quỹ")
    noisy = only("ủng hộ hơn 13 tỷ đồng cho quỹ".replace(" ", noise))
    assert (noisy.low, noisy.unit, noisy.modifier) == (plain.low, plain.unit, plain.modifier)


@given(st.text(alphabet=st.sampled_from("0123456789.,/-% đồngtỷhn\n(“năm"), max_size=60))
def test_any_text_is_read_without_error_and_offsets_hold(text: str) -> None:
    text = stored(text)
    quantities, rejections = read_figures(View.of(text), LEXICON)
    spans: list[Quantity | Rejection] = [*quantities, *rejections]
    for found in spans:
        assert text[found.start : found.end] == found.surface
    starts = [q.start for q in quantities]
    assert starts == sorted(starts)
    assert all(q.low <= q.high for q in quantities)
