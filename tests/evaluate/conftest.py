"""Invented articles, and builders for rows that point into them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.evaluate.fields import FieldJudge
from mttq_extract.evaluate.gold import Gold, GoldDocument, group, read_gold
from mttq_extract.evaluate.interchange.bundle import Bundle, bundle_of
from mttq_extract.evaluate.predictions import Predictions
from mttq_extract.evaluate.rows import EntityRow, FigureRow
from mttq_extract.evaluate.subjects import SubjectForms
from mttq_extract.evaluate.texts import find_texts

if TYPE_CHECKING:
    from pathlib import Path

MakeFigure = Callable[..., FigureRow]
MakeEntity = Callable[..., EntityRow]


@pytest.fixture(scope="session")
def judge() -> FieldJudge:
    return FieldJudge(SubjectForms.load())


@pytest.fixture
def figure() -> MakeFigure:
    """A figure at `start` of document "a": `figure(10, "5 hộ", "5")`; further fields by name."""

    def make(start: int, surface: str, low: str = "1", high: str | None = None, **fields: Any) -> FigureRow:
        given: dict[str, Any] = {"doc": "a", "unit": "item", "modifier": "exact", "role": "actual"}
        given |= {"indicator": "other"} | fields
        end = given.pop("end", start + len(surface))
        return FigureRow(start=start, end=end, surface=surface, low=Decimal(low), high=Decimal(high or low), **given)

    return make


@pytest.fixture
def entity() -> MakeEntity:
    """An entity of document "a": `entity("ORG", 10, 20)`."""

    def make(type_: str, start: int, end: int, doc: str = "a") -> EntityRow:
        return EntityRow(doc=doc, start=start, end=end, surface="x" * (end - start), type=type_)

    return make


def gold_of(
    figures: Iterable[FigureRow] = (), entities: Iterable[EntityRow] = (), documents: Iterable[str] = ()
) -> Gold:
    figures, entities = list(figures), list(entities)
    ids = {row.doc for row in figures} | {row.doc for row in entities} | set(documents)
    return Gold(
        {id_: GoldDocument(id_) for id_ in sorted(ids)},
        group(ids, figures),
        group(ids, entities),
    )


def predictions_of(figures: Iterable[FigureRow] = (), entities: Iterable[EntityRow] = ()) -> Predictions:
    return Predictions(group((), figures), group((), entities))


@pytest.fixture
def make_gold() -> Callable[..., Gold]:
    return gold_of


@pytest.fixture
def make_predictions() -> Callable[..., Predictions]:
    return predictions_of


def write_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def jsonl() -> Callable[[Path, Iterable[dict[str, Any]]], Path]:
    return write_jsonl


@pytest.fixture
def bundle(gold_folder: Path) -> Bundle:
    gold = read_gold([gold_folder])
    return bundle_of(gold, find_texts(gold.documents, [gold_folder.parent / "corpus"]))


TEXT = "Sáng nay, MTTQ xã Bình An trao hơn 120 suất quà, mỗi suất 500.000 đồng.\nĐã có 7/8 thôn dự họp."


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    """A gold folder with one dev, one test and one empty document, and the corpus beside it."""
    from mttq_extract.evaluate.texts import text_hash

    texts = {"bai-1": TEXT, "bai-2": "Quỹ nhận 3 tỷ đồng trong tháng.", "bai-3": "Không có số nào."}
    splits = {"bai-1": "dev", "bai-2": "test", "bai-3": "dev"}
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in texts.items():
        (corpus / f"{name}.txt").write_text(text, "utf-8")
    folder = tmp_path / "gold"
    documents = [
        {"doc": n, "sha256": text_hash(t), "split": splits[n], "source": "corpus", "length": len(t)}
        for n, t in texts.items()
    ]

    def row(doc: str, surface: str, low: str, unit: str, **fields: str) -> dict[str, Any]:
        start = texts[doc].index(surface)
        common = {"of": "", "per": "", "concept": "", "role": "actual", "indicator": "other", "period": ""}
        common |= {"modifier": "exact", "subject": "", "high": low, "low": low, "unit": unit}
        return {"doc": doc, "start": start, "end": start + len(surface), "surface": surface} | common | fields

    figures = [
        row("bai-1", "120 suất quà", "120", "item", modifier="more_than", indicator="qua_tang"),
        row("bai-1", "500.000 đồng", "500000", "VND", per="suất", indicator="qua_tang_gia_tri"),
        row("bai-1", "7/8 thôn", "7", "ratio", of="8", concept="thôn"),
        row("bai-2", "3 tỷ đồng", "3000000000", "VND", subject="Quỹ"),
    ]
    start = TEXT.index("MTTQ xã Bình An")
    org = {"doc": "bai-1", "start": start, "end": start + 15, "surface": "MTTQ xã Bình An", "type": "ORG"}
    write_jsonl(folder / "documents.jsonl", documents)
    write_jsonl(folder / "figures.jsonl", figures)
    write_jsonl(folder / "entities.jsonl", [org | {"title": ""}])
    return folder
