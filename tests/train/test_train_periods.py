from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from mttq_extract.context.period_model import INHERITED, NAME, PeriodChooser
from mttq_extract.indicators.model import card_name
from mttq_extract.pipeline import Extractor
from mttq_extract.train.chain import make_lessons, train_chain
from mttq_extract.train.examples import read_annotated
from mttq_extract.train.periods import PERIODS
from tests.train.conftest import TEXTS, check_learned, spans, write_gold

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2023-05-04"
PUBLISHED = date(2023, 5, 4)


def _rows(doc: str) -> list[dict[str, object]]:
    """The damage is of the day of publication, plans have no time."""
    return [row | {"period": f"{DAY}/{DAY}" if row["indicator"] == "thiet_hai" else ""} for row in spans(doc)]


def _gold(root: Path) -> Path:
    gold = write_gold(root, {doc: _rows(doc) for doc in TEXTS})
    documents = [json.loads(line) for line in (gold / "documents.jsonl").read_text("utf-8").splitlines()]
    lines = [json.dumps(document | {"published": DAY}, ensure_ascii=False) for document in documents]
    (gold / "documents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return gold


def test_the_network_learns_what_gold_says(tmp_path: Path) -> None:
    annotated, _ = read_annotated([_gold(tmp_path / "project")], None, [])
    assert all(str(one.record.published) == DAY for one in annotated)
    lessons = make_lessons(PERIODS, Extractor.rules_alone(), annotated)
    check_learned(lessons)


def test_the_same_gold_gives_the_same_model_which_decides_what_is_inherited(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        train_chain(PERIODS, [_gold(tmp_path / name)], [], tmp_path / f"{name}-models", check=name == "one")
        made.append((tmp_path / f"{name}-models" / NAME).read_bytes())
    assert made[0] == made[1]
    card = json.loads((tmp_path / "one-models" / card_name(NAME)).read_text("utf-8"))
    assert card["cross_validation"]["accuracy"].keys() == {"rule", "model", "both", "within reach"}
    chooser = PeriodChooser.load(tmp_path / "one-models")
    assert chooser.hash == card["sha256"]
    extractor = Extractor.load()
    taught = replace(extractor, context=replace(extractor.context, periods=chooser))
    assert taught.context.models_hash != extractor.context.models_hash
    for figure in taught.extract(TEXTS["closed"], published=PUBLISHED).figures:
        decided = figure.evidence["period"]
        assert decided.startswith(("model ", *INHERITED)) or not figure.period
