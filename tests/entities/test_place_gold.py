"""gold/places.jsonl: every row names a unit of the gazetteer, and where the articles are at hand, links are right."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from mttq_extract import load
from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.text.view import stored
from tests.shared import shared_folder

GOLD = Path(__file__).parents[2] / "gold" / "places.jsonl"
FLOOR = 0.93
SAMPLE = 4  # every fourth article is read here; benchmarks/place_linking.py reads all


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def test_every_row_names_a_unit_and_none_is_there_twice() -> None:
    units = AdminUnits.load()
    found = rows()
    assert sum(row["unit"].startswith("vn:") for row in found) >= 200
    assert len({(row["doc"], row["start"]) for row in found}) == len(found)
    for row in found:
        assert row["split"] in ("dev", "heldout"), row
        assert row["end"] - row["start"] == len(row["surface"]), row
        assert row["unit"] == "" or units.get(row["unit"].removeprefix("@")) is not None, row


def test_no_row_is_of_an_article_whose_errors_are_not_looked_at() -> None:
    documents = [json.loads(line) for line in (GOLD.parent / "documents.jsonl").read_text("utf-8").splitlines()]
    kept = {document["doc"] for document in documents if document["split"] == "test"}
    assert not kept & {row["doc"] for row in rows()}


def test_places_of_real_articles_are_linked_to_the_right_unit() -> None:
    news = shared_folder("news", "mttq_dev.jsonl.gz")
    wanted = sorted({row["doc"] for row in rows()})[::SAMPLE]
    with gzip.open(news, "rt", encoding="utf-8") as file:
        texts = {record["id"]: stored(record["text"]) for record in map(json.loads, file)}
    extractor = load()
    right = tried = 0
    for doc in wanted:
        places = [entity for entity in extractor.extract(texts[doc]).entities if entity.type == "LOC"]
        for row in rows():
            if row["doc"] == doc and row["unit"].startswith("vn:"):
                links = [e.link for e in places if e.start < row["end"] and e.end > row["start"]]
                tried += 1
                right += links[:1] == [row["unit"]]
    assert tried >= 40
    assert right / tried >= FLOOR
