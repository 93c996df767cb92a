"""Score the linking of places on gold/places.jsonl: `python benchmarks/place_linking.py --texts FILE.jsonl.gz`.

A line of the gold is a place mention of a real article (`doc`, `start`, `end`, `surface`) with the `unit` it means:
an id of the gazetteer, "@" and the unit above it for a commune that the gazetteer lacks, "" for a place that is no
unit. A mention counts when the first LOC of the extractor that overlaps it bears that link. Dev was labelled before
the linking was written and used to improve it; heldout was labelled afterwards and only scored.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

from mttq_extract import load
from mttq_extract.text.view import stored
from mttq_extract.types import Document

GOLD = Path(__file__).parent.parent / "gold" / "places.jsonl"


def link_of(document: Document, start: int, end: int) -> str | None:
    """The link of the first place that overlaps a stretch of text; "nothing found" when none does."""
    for entity in document.entities:
        if entity.type == "LOC" and entity.start < end and entity.end > start:
            return entity.link
    return "nothing found"


def right(unit: str, link: str | None, above: set[str]) -> bool:
    """Whether a link is that of the gold unit; `above` has the ids of the units above it."""
    if unit == "":
        return link is None or link.startswith("loc:")
    if unit.startswith("@"):
        return link is not None and link.partition("@")[2] in {unit[1:], *above}
    return link == unit


def main() -> None:
    """Print the share of right links a split, and each wrong one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", required=True, type=Path, help="JSONL (.gz) with id and text")
    parser.add_argument("--split", default="all", choices=("dev", "heldout", "all"))
    options = parser.parse_args()
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    with gzip.open(options.texts, "rt", encoding="utf-8") as file:
        texts = {record["id"]: stored(record["text"]) for record in map(json.loads, file)}
    extractor = load()
    units = extractor.entities.units
    documents: dict[str, Document] = {}
    tried: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    linked: Counter[str] = Counter()
    for row in rows:
        if options.split not in ("all", row["split"]):
            continue
        document = documents.get(row["doc"])
        if document is None:
            document = documents[row["doc"]] = extractor.extract(texts[row["doc"]], id=row["doc"])
        link = link_of(document, row["start"], row["end"])
        unit = units.get(row["unit"].removeprefix("@"))
        above = {one.id for one in units.parents(unit)} if unit is not None else set()
        tried[row["split"]] += 1
        linked[row["split"]] += link is not None and link.startswith("vn:")
        if right(row["unit"], link, above):
            hit[row["split"]] += 1
        else:
            print(f"{row['split']}: {row['surface']!r} in {row['doc']}: {link}, should be {row['unit'] or 'no unit'}")
    for split, count in sorted(tried.items()):
        print(f"{split}: {hit[split]} of {count} right ({hit[split] / count:.3f}); {linked[split]} linked to a unit")


if __name__ == "__main__":
    main()
