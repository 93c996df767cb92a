from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from mttq_extract.context.chain_model import Row
from mttq_extract.context.subjects import NAME, SubjectReader
from mttq_extract.evaluate.rows import FigureRow
from mttq_extract.indicators.model import card_name
from mttq_extract.pipeline import Extractor
from mttq_extract.train.chain import make_lessons, train_chain
from mttq_extract.train.chain_fit import features_of
from mttq_extract.train.examples import read_annotated
from mttq_extract.train.subjects import SUBJECTS, SameSubject
from tests.train.conftest import TEXTS, check_learned, spans, write_gold

if TYPE_CHECKING:
    from pathlib import Path


def _rows(doc: str) -> list[dict[str, object]]:
    """Gifts belong to the body that gives them, damage and time to nobody."""
    text = TEXTS[doc]
    start = text.index("Hội ")
    body = text[start : text.index(" xã", start) + len(" xã")]
    return [row | {"subject": body if row["indicator"] == "qua_tang" else ""} for row in spans(doc)]


def test_the_network_learns_what_gold_says(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "project", {doc: _rows(doc) for doc in TEXTS})
    annotated, _ = read_annotated([gold], None, [])
    lessons = make_lessons(SUBJECTS, Extractor.rules_alone(), annotated)
    assert len(lessons) == 5
    check_learned(lessons)


def test_the_same_gold_gives_the_same_model_and_closed_texts_change_nothing(tmp_path: Path) -> None:
    plain = {doc: _rows(doc) for doc in TEXTS}
    twisted = plain | {doc: spans(doc) for doc in ("closed", "bug")}
    made = []
    for name, rows in (("one", plain), ("two", twisted)):
        train_chain(SUBJECTS, [write_gold(tmp_path / name, rows)], [], tmp_path / f"{name}-models", check=False)
        made.append((tmp_path / f"{name}-models" / NAME).read_bytes())
    assert made[0] == made[1]


def test_a_trained_model_is_found_and_its_card_compares(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "project", {doc: _rows(doc) for doc in TEXTS})
    card = train_chain(SUBJECTS, [gold], [], tmp_path / "models").card
    written = json.loads((tmp_path / "models" / card_name(NAME)).read_text("utf-8"))
    reader = SubjectReader.load(tmp_path / "models")
    assert reader.hash == written["sha256"]
    assert reader.model is not None
    assert len(reader.model.index) == written["features"]["count"]
    assert card["data"]["figures"] == {"corpus": 15}
    assert written["cross_validation"]["accuracy"].keys() == {"rule", "model", "within reach"}
    assert written["cross_validation"]["accuracy"]["within reach"]["all"] == 1.0


def test_features_of_few_documents_are_left_out(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "project", {doc: _rows(doc) for doc in TEXTS})
    annotated, _ = read_annotated([gold], None, [])
    lessons = make_lessons(SUBJECTS, Extractor.rules_alone(), annotated)
    assert features_of(lessons, 6) == [""]
    assert "none" in features_of(lessons, 5)


def test_two_names_of_one_place_are_both_right() -> None:
    judge = SameSubject.of(Extractor.rules_alone(), {})
    gold = FigureRow(doc="a", start=0, end=1, surface="1", low=Decimal(1), high=Decimal(1), unit="item", modifier="",
                     subject="tỉnh An Giang")  # fmt: skip
    rows = {text: Row(judge.table.key(text), "", text, "S", None, (), []) for text in ("An Giang", "Kiên Giang", "")}
    assert {text: judge(gold, row) for text, row in rows.items()} == {"An Giang": True, "Kiên Giang": False, "": False}
    assert judge(replace(gold, subject=""), rows[""])
