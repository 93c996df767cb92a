from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mttq_extract.errors import TableError
from mttq_extract.indicators.cues import CueTable, Words, words

TABLE = CueTable.of({"house": "nhà; nhà đại đoàn kết; mái ấm", "unity": "đại đoàn kết", "poor": "hộ nghèo"}, ["poor"])


def test_every_form_among_the_words_is_found_where_it_begins() -> None:
    said = words("hai căn nhà đại đòan kết cho hộ nghèo")
    assert TABLE.found(said) == [("house", 2), ("house", 2), ("unity", 3), ("poor", 7)]
    assert TABLE.names(said) == {"house", "unity", "poor"}


def test_a_form_is_matched_in_whole_words() -> None:
    assert TABLE.found(words("nhàn hộ nghèoo mái")) == []


def test_forms_are_read_with_the_tones_of_views() -> None:
    table = CueTable.of({"mediation": "hoà giải"})
    assert table.names(words("tổ hòa giải")) == {"mediation"}


def test_numbers_are_one_word() -> None:
    assert words("1.200 hộ, quý 2 và ba") == ["0", "0", "hộ", "quý", "0", "và", "ba"]


@given(st.text(alphabet="ab12đ ,.-/\n", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_words_of_a_part_are_those_of_the_part_read_alone(text: str, start: int, end: int) -> None:
    all_words = Words(text)
    assert all_words.said == words(text)
    for word, first, last in zip(all_words.said, all_words.starts, all_words.ends, strict=True):
        assert word in ("0", text[first:last])
    assert all_words.between(start, end) == words(text[start:end])


@pytest.mark.parametrize("cues, themes", [({"a": "x; y; x"}, []), ({"a": "x;; y"}, []), ({"a": "x"}, ["b"])])
def test_a_careless_table_is_refused(cues: dict[str, str], themes: list[str]) -> None:
    with pytest.raises(TableError, match=r"indicator_cues\.toml"):
        CueTable.of(cues, themes)


def test_an_action_must_be_a_cue() -> None:
    assert CueTable.of({"give": "tặng"}, actions=["give"]).actions == {"give"}
    with pytest.raises(TableError, match=r"actions \['spend'\]"):
        CueTable.of({"give": "tặng"}, actions=["spend"])


def test_the_table_of_the_package_is_sound() -> None:
    table = CueTable.load()
    assert len(table.themes) > 20
    assert table.actions >= {"raise", "spend", "give"}
    assert "fund_poor" in table.names(words("góp vào quỹ “vì người nghèo”"))
