from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mttq_extract.text.view import View, fold_tones, stored

MESSY = st.text(alphabet=st.sampled_from("٣𝟏५😀aàoòóuỷyđĐÐ \u00a0\u200b\u00ad.,0123456789–—\nİHhòaOÀ"), max_size=60)


def test_stored_text_is_nfc_and_nothing_else() -> None:
    nfd = unicodedata.normalize("NFD", "Uỷ ban\u00a0Mặt trận")
    assert stored(nfd + "\r\n") == "Uỷ ban\u00a0Mặt trận\n"


def test_both_tone_placements_look_alike() -> None:
    assert fold_tones("hoà giải, uỷ ban, đoàn") == fold_tones("hòa giải, ủy ban, đòan")


def test_eth_nbsp_and_dashes_are_folded_without_moving() -> None:
    view = View.of("Ðại\u00a0hội 10–15")
    assert view.kept is None
    assert view.cased == "Đại hội 10-15"


def test_the_decimal_digits_of_every_script_are_folded_in_place() -> None:
    digits = "".join(char for char in map(chr, range(sys.maxunicode + 1)) if char.isdecimal())
    view = View.of(digits)
    assert view.lower == view.cased == "".join(str(unicodedata.decimal(char)) for char in digits)
    assert view.kept is None


def test_what_is_no_decimal_digit_stays() -> None:
    others = "m² ½ Ⅳ ① 一 😀 𝐀"
    assert View.of(others).cased == others


def test_invisible_characters_are_skipped_and_remembered() -> None:
    text = "hơn 1\u200b3 tỷ"
    view = View.of(text)
    start = view.lower.index("13")
    assert text[slice(*view.span(start, start + 2))] == "1\u200b3"


@given(MESSY)
def test_lengths_and_spans_stay_true(raw: str) -> None:
    text = stored(raw)
    view = View.of(text)
    assert len(view.cased) == len(view.lower)
    for at in range(len(view.cased)):
        start, end = view.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert view.from_text(start) == at
    if view.kept is None:
        assert len(view.cased) == len(text)
