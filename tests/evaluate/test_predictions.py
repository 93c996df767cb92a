from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mttq_extract.errors import GoldError, OffsetError
from mttq_extract.evaluate.gold import read_gold
from mttq_extract.evaluate.predictions import Predictions, predict, read_predictions
from mttq_extract.evaluate.prepare import prepare_predictions, prepare_texts, text_sources
from mttq_extract.evaluate.rows import FigureRow
from mttq_extract.evaluate.texts import find_texts
from mttq_extract.types import Document, Entity, Figure, Period, Record, Sentence

WriteJsonl = Callable[[Path, Iterable[dict[str, Any]]], Path]
MakeFigure = Callable[..., FigureRow]

TEXT = "Xã nhận 5 tỷ đồng."
FIGURE = Figure(
    8,
    17,
    "5 tỷ đồng",
    Decimal(5_000_000_000),
    Decimal(5_000_000_000),
    "VND",
    "exact",
    "test",
    period=Period.parse("2022-01-01/2022-12-31"),
    subject="Xã",
)
DOCUMENT = Document(
    "vinews/1",
    TEXT,
    sentences=(Sentence(0, 18),),
    figures=(FIGURE,),
    entities=(Entity(0, 2, "Xã", "LOC", "test"),),
)


class Fixed:
    """An extractor that finds one figure, and stumbles over one text."""

    def extract_record(self, record: Record) -> Document:
        if "lỗi" in record.text:
            raise OffsetError("cố ý")
        return replace(DOCUMENT, id=record.id)


def test_the_output_of_extract(tmp_path: Path, jsonl: WriteJsonl) -> None:
    empty = {"id": "b", "text": "Không.", "figures": [], "entities": []}
    found = read_predictions(jsonl(tmp_path / "p.jsonl", [DOCUMENT.to_dict(), empty]))
    row = found.figures["vinews/1"][0]
    assert (row.low, row.of, row.period, row.subject) == (
        Decimal(5_000_000_000),
        None,
        "2022-01-01/2022-12-31",
        "Xã",
    )
    assert found.entities["vinews/1"][0].type == "LOC"
    assert found.documents == frozenset({"vinews/1", "b"})
    assert found.texts["vinews/1"].text == TEXT
    assert (found.has_figures, found.has_entities) == (True, True)


def test_flat_rows(tmp_path: Path, jsonl: WriteJsonl) -> None:
    rows = [dict(item, doc="vinews/1") for item in DOCUMENT.to_dict()["figures"]]
    found = read_predictions(jsonl(tmp_path / "p.jsonl", rows))
    assert found.figures["vinews/1"][0].unit == "VND"
    assert (found.has_figures, found.has_entities) == (True, False)
    assert found.documents is None
    assert found.missing(["other"]) == []


def test_an_empty_file_predicted_nothing(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text("", "utf-8")
    found = read_predictions(tmp_path / "p.jsonl")
    assert (found.has_figures, found.has_entities, found.missing(["a"])) == (True, True, ["a"])


@pytest.mark.parametrize(
    "line, said",
    [
        ({"figures": []}, "không có id"),
        ({"id": "a", "figures": {}}, "figures phải là danh sách"),
        ({"id": "a", "figures": [{"start": 0, "end": 1}]}, r"figures\[0\]: thiếu low"),
        ({"id": "a", "text": "x"}, "not a prediction"),
    ],
)
def test_what_is_no_prediction_is_refused(tmp_path: Path, jsonl: WriteJsonl, line: dict[str, Any], said: str) -> None:
    with pytest.raises(GoldError, match=rf"p\.jsonl:1.*{said}"):
        read_predictions(jsonl(tmp_path / "p.jsonl", [line]))


def test_a_document_predicted_twice_is_refused(tmp_path: Path, jsonl: WriteJsonl) -> None:
    with pytest.raises(GoldError, match=r"p\.jsonl:2: .*p\.jsonl:1"):
        read_predictions(jsonl(tmp_path / "p.jsonl", [DOCUMENT.to_dict()] * 2))


def test_running_the_extractor(tmp_path: Path) -> None:
    found = predict(Fixed(), [Record("a", TEXT), Record("b", "lỗi")])
    assert [row.surface for row in found.figures["a"]] == ["5 tỷ đồng"]
    assert found.figures["b"] == ()
    assert found.documents == frozenset({"a", "b"})
    assert found.failures == {"b": "b: cố ý"}


def test_texts_missing_or_changed_are_reported_and_the_rest_is_kept(gold_folder: Path) -> None:
    corpus = gold_folder.parent / "corpus"
    (corpus / "bai-2.txt").write_text("Văn bản khác.", "utf-8")
    (corpus / "bai-3.txt").unlink()
    gold = read_gold([gold_folder])
    assert text_sources(gold, []) == [corpus.resolve()]
    prepared = prepare_texts(gold, find_texts(gold.documents, [corpus]))
    assert list(prepared.gold.documents) == ["bai-1"]
    assert prepared.left_out == ("bai-2", "bai-3")
    assert [problem.partition(":")[0] for problem in prepared.problems] == ["bai-2", "bai-3"]
    assert prepared.gold_hash == gold.hash
    with pytest.raises(GoldError, match="--texts"):
        prepare_texts(gold, {})


def test_the_extractor_is_told_the_day_that_the_gold_records(gold_folder: Path) -> None:
    gold = read_gold([gold_folder])
    documents = dict(gold.documents)
    documents["bai-1"] = replace(documents["bai-1"], published="2022-11-11")
    texts = find_texts(gold.documents, [gold_folder.parent / "corpus"])
    texts["bai-2"] = replace(texts["bai-2"], published=date(2020, 1, 1))
    prepared = prepare_texts(replace(gold, documents=documents), texts)
    days = {id_: record.published for id_, record in prepared.texts.items()}
    assert days == {"bai-1": date(2022, 11, 11), "bai-2": date(2020, 1, 1), "bai-3": None}


def test_predictions_are_scored_without_a_text_but_not_against_a_changed_one(gold_folder: Path) -> None:
    gold = read_gold([gold_folder])
    answer = Predictions(gold.figures, gold.entities)
    texts = find_texts(gold.documents, [gold_folder.parent / "corpus"])
    del texts["bai-3"]
    texts["bai-2"] = Record("bai-2", "Văn bản khác.")
    prepared = prepare_predictions(gold, texts, answer)
    assert list(prepared.gold.documents) == ["bai-1", "bai-3"]
    assert prepared.left_out == ("bai-2",)
    assert prepared.problems[0].startswith("bai-2: văn bản không còn")
    assert "bai-3 (no text, still scored)" in prepared.problems[1]


def test_the_text_that_predictions_carry_serves_where_it_is_the_right_one(gold_folder: Path) -> None:
    gold = read_gold([gold_folder])
    texts = find_texts(gold.documents, [gold_folder.parent / "corpus"])
    right = Predictions(gold.figures, gold.entities, texts=texts)
    prepared = prepare_predictions(gold, {"bai-2": Record("bai-2", "Văn bản khác.")}, right)
    assert prepared.left_out == ()
    assert prepared.problems == ()
    assert prepared.texts == texts
    wrong = replace(right, texts={"bai-2": Record("bai-2", "Cũng khác.")})
    assert prepare_predictions(gold, {}, wrong).left_out == ("bai-2",)


def test_what_was_not_predicted_and_what_is_not_gold_is_told(gold_folder: Path) -> None:
    gold = read_gold([gold_folder])
    texts = find_texts(gold.documents, [gold_folder.parent / "corpus"])
    figures = {"bai-1": gold.figures["bai-1"], "lạ": gold.figures["bai-1"]}
    answer = Predictions(figures, {}, documents=frozenset(figures))
    problems = prepare_predictions(gold, texts, answer).problems
    assert problems == (
        "2 văn bản không được dự đoán: bai-2, bai-3; tính là bỏ sót hết, muốn chấm riêng các bài có dự đoán thì đưa bộ "
        "chuẩn của riêng chúng bằng --gold (not predicted: all missed)",
        "1 văn bản dự đoán ngoài bộ chuẩn: lạ (not in the gold: ignored)",
    )
    assert len(prepare_predictions(gold, texts, answer, ["lạ"]).problems) == 1


def test_no_document_in_common_is_an_error(gold_folder: Path, figure: MakeFigure) -> None:
    gold = read_gold([gold_folder])
    for documents in (None, frozenset({"bai_1"})):
        answer = Predictions({"bai_1": (figure(0, "5 hộ"),)}, {}, documents=documents)
        with pytest.raises(GoldError, match=r"bai_1; chuẩn: bai-1, bai-2, bai-3"):
            prepare_predictions(gold, {}, answer)


def test_predictions_on_other_offsets_are_told_and_scored_as_they_stand(gold_folder: Path) -> None:
    gold = read_gold([gold_folder])
    texts = find_texts(gold.documents, [gold_folder.parent / "corpus"])
    moved = tuple(replace(row, start=row.start + 1, end=row.end + 1) for row in gold.figures["bai-1"])
    prepared = prepare_predictions(gold, texts, Predictions({"bai-1": moved}, gold.entities))
    assert prepared.problems == ("bai-1: 3/4 dự đoán lệch vị trí so với văn bản (misplaced predictions)",)
    assert "bai-1" in prepared.gold.documents


def test_a_layer_that_was_not_predicted_is_told(gold_folder: Path) -> None:
    gold = read_gold([gold_folder])
    texts = find_texts(gold.documents, [gold_folder.parent / "corpus"])
    answer = Predictions(gold.figures, {}, has_entities=False)
    assert "entities are not scored" in prepare_predictions(gold, texts, answer).problems[0]


def test_published_reaches_the_extractor(tmp_path: Path) -> None:
    seen: list[Record] = []

    class Watching:
        def extract_record(self, record: Record) -> Document:
            seen.append(record)
            return Document(record.id, record.text, sentences=(Sentence(0, len(record.text)),))

    line = {"id": "a", "text": "Đến nay đạt 5%.", "published": "2022-11-11"}
    (tmp_path / "t.jsonl").write_text(json.dumps(line), "utf-8")
    predict(Watching(), find_texts(["a"], [tmp_path / "t.jsonl"]).values())
    assert str(seen[0].published) == "2022-11-11"


def test_a_layer_that_no_document_has_was_not_tried(tmp_path: Path, jsonl: WriteJsonl) -> None:
    only_figures = read_predictions(jsonl(tmp_path / "a.jsonl", [{"id": "a", "text": TEXT, "figures": []}]))
    assert (only_figures.has_figures, only_figures.has_entities) == (True, False)
    both = read_predictions(jsonl(tmp_path / "b.jsonl", [{"id": "a", "figures": [], "entities": []}]))
    assert (both.has_figures, both.has_entities) == (True, True)
    nothing = read_predictions(jsonl(tmp_path / "c.jsonl", []))
    assert (nothing.has_figures, nothing.has_entities) == (True, True)


def test_rows_without_a_surface_are_not_called_misplaced(gold_folder: Path, jsonl: WriteJsonl) -> None:
    gold = read_gold([gold_folder])
    rows = [row.to_dict() for rows in gold.figures.values() for row in rows]
    silent = [{name: value for name, value in row.items() if name != "surface"} for row in rows]
    predictions = read_predictions(jsonl(gold_folder / "p.jsonl", silent))
    texts = find_texts(gold.documents, text_sources(gold, ()))
    assert not any("misplaced" in problem for problem in prepare_predictions(gold, texts, predictions).problems)
