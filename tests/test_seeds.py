"""The five articles the user gave: every figure right, none of the traps read. Skipped where they are missing."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.view import View, stored
from mttq_extract.types import Quantity, Rejection
from tests.shared import shared_folder

LEXICON = Lexicon.load()
Seeds = dict[str, tuple[str, list[Quantity], list[Rejection]]]


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    out = {}
    for path in sorted(shared_folder("seeds").glob("*.txt")):
        text = stored(path.read_bytes().decode("utf-8"))
        out[path.stem] = (text, *read_figures(View.of(text), LEXICON))
    return out


def test_every_figure_has_its_value_unit_and_modifier(seeds: Seeds) -> None:
    gold = [json.loads(line) for line in shared_folder("spec", "seeds.figures.jsonl").read_text("utf-8").splitlines()]
    assert len(gold) > 60
    wrong = []
    for row in gold:
        hits = [q for q in seeds[row["doc"]][1] if q.start < row["end"] and row["start"] < q.end]
        wanted = (Decimal(row["low"]), Decimal(row["high"]), row["unit"], row["modifier"], row["of"])
        if not any((q.low, q.high, q.unit, q.modifier, "" if q.of is None else str(q.of)) == wanted for q in hits):
            wrong.append((row["surface"], hits))
    assert wrong == []
    assert sum(len(quantities) for _, quantities, _ in seeds.values()) == len(gold)


@pytest.mark.parametrize("trap", ["97/2019", "124-QĐ", "1/500", "Games 31", "thị 0 đồng", "COVID-19"])
def test_traps_are_no_figures(trap: str, seeds: Seeds) -> None:
    met = 0
    for text, quantities, _ in seeds.values():
        at = text.find(trap)
        while at >= 0:
            met += 1
            assert not any(q.start < at + len(trap) and at < q.end for q in quantities)
            at = text.find(trap, at + 1)
    assert met > 0
