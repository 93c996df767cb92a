from __future__ import annotations

import pytest

from mttq_extract.errors import UsageError
from mttq_extract.store.indicator_table import find_indicators, nearest_indicators, read_indicators

TABLE = read_indicators()


def ids(words: str) -> list[str]:
    return [indicator.id for indicator in find_indicators(words, TABLE)]


def test_the_table_of_the_package_is_read_whole() -> None:
    assert len({indicator.id for indicator in TABLE}) == len(TABLE) > 50
    (houses,) = [indicator for indicator in TABLE if indicator.id == "nha_xay_moi"]
    assert (houses.group, houses.unit, houses.label_vi, houses.label_en) == (
        *("house", "item"),
        *("Nhà xây mới", "Houses built"),
    )


@pytest.mark.parametrize(
    "words", ["nha_xay_moi", "NHA_XAY_MOI", "nhà xây mới", "nha xay moi", "NHÀ XÂY MỚI", "houses built"]
)
def test_ids_and_labels_without_diacritics_and_case(words: str) -> None:
    assert ids(words) == ["nha_xay_moi"]


def test_words_may_stand_for_several() -> None:
    found = ids("người nghèo")
    assert {"quy_vi_nguoi_ngheo_thu", "quy_vi_nguoi_ngheo_chi"} <= set(found)
    assert all("ngheo" in id_ for id_ in found)


def test_every_indicator_is_found_by_its_id_and_labels() -> None:
    for indicator in TABLE:
        assert ids(indicator.id) == [indicator.id]
        assert indicator.id in ids(indicator.label_vi)
        assert indicator.id in ids(indicator.label_en)


@pytest.mark.parametrize("words", ["nhà xây mớii", "xyz", "", "%", "xay nha moiii"])
def test_unknown_words_offer_the_nearest_five(words: str) -> None:
    with pytest.raises(UsageError) as caught:
        ids(words)
    assert str(caught.value).count("(") == 5 + 1
    assert len(nearest_indicators(words, TABLE)) == 5


def test_the_nearest_are_near() -> None:
    assert "nha_xay_moi" in [i.id for i in nearest_indicators("nha xay moy", TABLE)]


def test_words_of_a_label_and_of_what_it_counts_go_together() -> None:
    assert ids("quỹ vì biển đảo") == ids("Quỹ Vì biển đảo Việt Nam") == ["quy_bien_dao_thu"]


@pytest.mark.parametrize(
    "words, without",
    [
        ("tổng số nhà xây mới", "nhà xây mới"),
        ("số nhà đại đoàn kết", "nhà đại đoàn kết"),
        ("tổng số nhà đại đoàn kết", "nhà đại đoàn kết"),
        ("so cuoc giam sat", "cuộc giám sát"),
        ("Bao nhiêu cuộc giám sát", "cuộc giám sát"),
        ("tổng số tiền vận động quỹ vì người nghèo", "vận động quỹ vì người nghèo"),
        ("tổng", "tổng"),
        ("số lượng covid", "covid"),
    ],
)
def test_words_that_only_ask_for_a_count_are_skipped(words: str, without: str) -> None:
    def asked(said: str) -> list[str] | str:
        try:
            return ids(said)
        except UsageError as error:
            return str(error)

    assert asked(words) == asked(without)


def test_what_is_near_is_near_without_words_that_ask_for_a_count() -> None:
    with pytest.raises(UsageError) as caught:
        ids("tổng số cuộc giám sáp")
    assert str(caught.value).partition("Gần nhất: ")[2].startswith("giam_sat (Cuộc giám sát)")
