"""The steps together, through the public door."""

from __future__ import annotations

import pickle
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest

from mttq_extract import Document, extract, load
from mttq_extract.errors import UsageError
from mttq_extract.pipeline import Extractor
from mttq_extract.types import Record

TEXT = (
    "Mặt trận huyện Kỳ Lạc tổng kết năm 2021\n"
    "05/01/2022 - 08:15\n"
    "Năm 2021, Ủy ban MTTQ Việt Nam huyện Kỳ Lạc vận động Quỹ “Vì người nghèo” được hơn 2,4 tỷ đồng. "
    "Huyện đã sửa chữa 31 căn nhà, trong đó xã Hòa Bình 4 căn.\n"
    "Tin đọc nhiều\n"
    "Lai Sơn: 100% khu dân cư tổ chức Ngày hội\n"
    "Xem thêm\n"
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load()


@pytest.fixture(scope="module")
def document(extractor: Extractor) -> Document:
    return extractor.extract(TEXT, id="ky-lac")


def test_an_extractor_may_be_sent_to_another_process(extractor: Extractor, document: Document) -> None:
    sent = pickle.loads(pickle.dumps(extractor))
    assert sent.extract(TEXT, id="ky-lac") == document


def test_the_slots_of_a_plain_report(document: Document) -> None:
    money, houses, *_ = document.figures
    assert (money.low, money.unit, money.modifier) == (Decimal(2_400_000_000), "VND", "more_than")
    assert money.indicator == "quy_vi_nguoi_ngheo_thu"
    assert str(money.period) == "2021-01-01/2021-12-31"
    assert (houses.low, houses.indicator, houses.role) == (Decimal(31), "nha_sua_chua", "actual")
    assert all(figure.evidence.keys() >= {"role", "indicator", "period", "subject"} for figure in document.figures)


def test_the_dateline_gives_the_publication_date(document: Document) -> None:
    assert document.published == date(2022, 1, 5)


def test_a_date_that_is_given_wins(extractor: Extractor) -> None:
    assert extractor.extract(TEXT, published=date(2022, 2, 1)).published == date(2022, 2, 1)


@pytest.mark.parametrize(
    "given", [date(2022, 2, 1), datetime(2022, 2, 1, 8, 15), "2022-02-01", "2022-02-01T08:15:00+07:00", "1/2/2022"]
)
def test_the_day_may_be_given_as_a_date_a_time_or_words(extractor: Extractor, given: date | str) -> None:
    assert extractor.extract(TEXT, published=given).published == date(2022, 2, 1)


@pytest.mark.parametrize("given", ["hôm qua", "31/02/2022", 2022])
def test_what_is_no_day_is_refused(extractor: Extractor, given: object) -> None:
    with pytest.raises(UsageError, match=r"published .+ is no day"):
        extractor.extract(TEXT, published=given)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [None, TEXT.encode(), 5])
def test_what_is_no_text_is_refused(extractor: Extractor, given: object) -> None:
    with pytest.raises(UsageError, match="text must be a str, not"):
        extractor.extract(given)  # type: ignore[arg-type]


def test_many_records_may_be_lines_of_json(extractor: Extractor) -> None:
    line = {"id": 7, "text": "Xây 5 căn nhà.", "published": "2022-02-01", "outlet": None, "tags": []}
    first, second = extractor.extract_many([line, {"text": "x"}])
    assert (first.id, first.published, len(first.figures), second.id) == ("7", date(2022, 2, 1), 1, "1")
    for wrong in ({"id": "a"}, ("a", "b"), None):
        with pytest.raises(UsageError, match="record 0 is no Record"):
            list(extractor.extract_many([wrong]))  # type: ignore[list-item]


def test_modifier_and_place_tell_what_they_stand_on(document: Document) -> None:
    money, houses, *_ = document.figures
    assert money.evidence["modifier"] == "before the number “hơn”"
    assert "modifier" not in houses.evidence
    assert (money.place, money.evidence["place"]) == ("huyện Kỳ Lạc", "in the name of the subject")


def test_evidence_is_spelled_as_people_spell(extractor: Extractor) -> None:
    (figure,) = extractor.extract("Thu ngân sách theo dự toán là 40 tỷ đồng.").figures
    assert "toán" in figure.evidence["role"]
    assert "tóan" not in " ".join(figure.evidence.values())


def test_other_headlines_are_marked_not_removed(document: Document) -> None:
    last = document.figures[-1]
    assert (last.surface, last.boilerplate) == ("100%", True)
    assert not document.figures[0].boilerplate


def test_the_stored_text_is_the_input_in_nfc(extractor: Extractor) -> None:
    raw = unicodedata.normalize("NFD", "Uỷ ban\u00a0xã có 3\u200b5 hộ") + "\r\n"
    stored = extractor.extract(raw).text
    assert stored == unicodedata.normalize("NFC", "Uỷ ban\u00a0xã có 3\u200b5 hộ") + "\n"
    assert extractor.extract(raw).figures[0].low == 35


def test_json_has_the_fields_of_the_interface(document: Document) -> None:
    data = document.to_dict()
    assert list(data) == ["id", "text", "title", "published", "outlet", "author", "figures", "entities"]
    assert {
        "start",
        "end",
        "surface",
        "low",
        "high",
        "unit",
        "of",
        "per",
        "modifier",
        "concept",
        "role",
        "indicator",
        "period",
        "subject",
        "place",
        "sentence",
        "rule",
        "score",
    } <= data["figures"][0].keys()
    assert {"start", "end", "surface", "type", "normal", "link", "title", "rule", "score"} == data["entities"][0].keys()
    assert data["figures"][0]["low"] == "2400000000"


@pytest.mark.parametrize("text", ["", " \n ", "Không có số.", "1", "%", "\u200b", "năm", "(" * 50])
def test_little_or_nothing_is_a_document_too(text: str) -> None:
    assert extract(text).text == text


def test_many_come_in_order_from_one_or_two_workers(extractor: Extractor) -> None:
    records = [Record(id=str(n), text=f"Xã {n} tặng {n + 2} suất quà.") for n in range(40)]
    one = [document.to_dict() for document in extractor.extract_many(iter(records))]
    two = [document.to_dict() for document in extractor.extract_many(iter(records), workers=2)]
    assert [d["id"] for d in one] == [str(n) for n in range(40)]
    assert one == two


def test_words_of_a_document_keep_their_places(extractor: Extractor, document: Document) -> None:
    words = list(extractor.words(document))
    assert len(words) == len(document.sentences)
    assert all(document.text[word.start : word.end] == word.text for sentence in words for word in sentence)
    assert "Ủy ban" in [word.text for word in words[2]]


def test_an_extractor_shows_itself_on_a_line(extractor: Extractor) -> None:
    shown = repr(extractor)
    assert "\n" not in shown
    assert len(shown) < 100
    assert extractor.tables_hash[:12] in shown
    assert extractor.models_hash[:12] in shown


def test_a_document_shows_itself_on_a_line(document: Document) -> None:
    shown = repr(document)
    assert shown.startswith(
        f"Document({document.id!r}, title='Mặt trận huyện Kỳ Lạc tổng kết năm 2021', published=2022-"
    )
    assert shown.endswith(f", {len(document.figures)} figures, {len(document.entities)} entities)")
    assert len(shown) < 200


def test_what_is_no_record_is_refused_with_what_one_is(extractor: Extractor) -> None:
    with pytest.raises(UsageError, match=r"record 0 .*; give the text alone or {'id'"):
        next(extractor.extract_many([("a", "Trao 5 căn nhà.")]))  # type: ignore[list-item]
