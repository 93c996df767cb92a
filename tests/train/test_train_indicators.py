from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from mttq_extract.cli import main
from mttq_extract.errors import GoldError, ModelError
from mttq_extract.indicators.model import CARD, NAME, ModelFile
from mttq_extract.indicators.reader import IndicatorReader
from mttq_extract.pipeline import Extractor
from mttq_extract.train.examples import data_hash, make_examples, read_annotated
from mttq_extract.train.fit import MIN_DOCUMENTS, RARITY, STEP, columns, fit, matrix
from mttq_extract.train.indicators import train_indicators
from tests.train.conftest import SPLITS, TEXTS, spans, write_gold

if TYPE_CHECKING:
    from pathlib import Path


def test_a_trained_model_is_found_and_used(gold: Path, tmp_path: Path) -> None:
    training = train_indicators([gold], None, [], tmp_path / "models")
    reader = IndicatorReader.load(tmp_path / "models")
    assert reader.file is not None
    assert reader.hash == json.loads((tmp_path / "models" / CARD).read_text(encoding="utf-8"))["sha256"]
    assert reader.file.load().classes == ("qua_tang", "thiet_hai", "thoi_luong")
    assert training.card["data"]["documents"] == {"corpus": 5}
    assert training.card["data"]["figures"] == {"corpus": 15}
    accuracy = training.card["cross_validation"]["accuracy"]
    assert accuracy["both"]["all"] == accuracy["model"]["all"] == 1.0
    assert accuracy.keys() == {"rules", "model", "both"}


def test_the_same_gold_gives_the_same_bytes_in_any_process(gold: Path, tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / f"models{seed}"
        code = (
            "import sys; from pathlib import Path; from mttq_extract.train.indicators import train_indicators; "
            "train_indicators([Path(sys.argv[1])], None, [], Path(sys.argv[2]))"
        )
        subprocess.run(
            [sys.executable, "-c", code, gold, folder], check=True, env=os.environ | {"PYTHONHASHSEED": seed}
        )
        made.append(((folder / NAME).read_bytes(), (folder / CARD).read_bytes()))
    assert made[0] == made[1]


def test_test_and_regressions_are_never_learned_from(tmp_path: Path) -> None:
    rows = {doc: spans(doc) for doc in TEXTS}
    for doc in SPLITS:
        for row in rows[doc]:
            row["indicator"] = "other"
    models = []
    for name, given in (("plain", {doc: spans(doc) for doc in TEXTS}), ("twisted", rows)):
        folder = tmp_path / f"{name}-models"
        train_indicators([write_gold(tmp_path / name, given)], None, [], folder, check=False)
        models.append((folder / NAME).read_bytes())
    assert models[0] == models[1]


def test_a_closed_text_stays_closed_when_other_gold_names_it(gold: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    (more / "texts").mkdir(parents=True)
    for doc in ("closed", "a"):
        (more / "texts" / f"again-{doc}.txt").write_text(TEXTS[doc], encoding="utf-8")
    rows = [row | {"doc": f"again-{doc}"} for doc in ("closed", "a") for row in spans(doc)]
    (more / "figures.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    annotated, _ = read_annotated([gold, more], None, [])
    assert sorted(one.record.id for one in annotated) == ["a", "b", "c", "d", "e"]
    alone, _ = read_annotated([more], None, [])
    assert sorted(one.record.id for one in alone) == ["again-a", "again-closed"]


def test_examples_carry_the_gold_and_the_answer_of_the_rules(gold: Path) -> None:
    annotated, notes = read_annotated([gold], None, [])
    assert notes == []
    examples = make_examples(Extractor.rules_alone(), annotated)
    assert [example.label for example in examples] == ["qua_tang", "thiet_hai", "thoi_luong"] * 5
    assert [example.rule for example in examples] == ["qua_tang", "thiet_hai", "thoi_luong"] * 5
    assert all(f"rule:{example.rule}" in example.features for example in examples)
    assert len({example.document for example in examples}) == 5


def test_features_of_few_documents_are_left_out(gold: Path) -> None:
    examples = make_examples(Extractor.rules_alone(), read_annotated([gold], None, [])[0])
    features = columns(examples)
    for name in features:
        assert len({e.document for e in examples if name in e.features}) >= MIN_DOCUMENTS
    assert any(name not in features for example in examples for name in example.features)
    assert matrix(examples, features).shape == (15, len(features))


def test_weights_are_rounded_so_that_sums_are_exact(gold: Path) -> None:
    examples = make_examples(Extractor.rules_alone(), read_annotated([gold], None, [])[0])
    fitted = fit(examples, columns(examples), rarity=RARITY)
    steps = fitted.estimator.coef_ * STEP
    assert (steps == steps.round()).all()
    assert (fitted.squares * STEP == (fitted.squares * STEP).round()).all()
    assert len(fitted.features) == len(fitted.squares) == fitted.estimator.n_features_in_


def test_the_weights_of_the_fitted_model_are_for_figures_of_length_one(gold: Path) -> None:
    examples = make_examples(Extractor.rules_alone(), read_annotated([gold], None, [])[0])
    fitted = fit(examples, columns(examples), rarity=RARITY)
    held = matrix(examples, fitted.features)
    lengths = (held @ fitted.squares) ** 0.5
    scores = (held @ fitted.estimator.coef_.T) / lengths[:, None] + fitted.estimator.intercept_
    right = sum(fitted.estimator.classes_[scores.argmax(axis=1)] == [example.label for example in examples])
    assert right >= 0.9 * len(examples)  # it has seen them
    assert lengths.min() > 0


def test_a_rare_feature_weighs_more(gold: Path) -> None:
    examples = make_examples(Extractor.rules_alone(), read_annotated([gold], None, [])[0])
    fitted = fit(examples, columns(examples), rarity=RARITY)
    often = {name: sum(name in example.features for example in examples) for name in fitted.features}
    same = [(often[name], square) for name, square in zip(fitted.features, fitted.squares, strict=True)
            if name.startswith("text:")]  # fmt: skip
    rarest, commonest = min(same), max(same)
    assert rarest[0] < commonest[0]
    assert rarest[1] > commonest[1]


def test_labels_are_learned_from_when_their_texts_are_given(gold: Path, tmp_path: Path) -> None:
    text = TEXTS["a"].replace("Mai", "Hồng")
    labels, texts = tmp_path / "labels.jsonl", tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"id": "news/1", "text": text}), encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    rows: list[dict[str, object]] = [{"doc": "news/1", "sha256": digest}, {"doc": "news/2", "sha256": "0"}]
    for row in spans("a"):
        start, end = int(str(row["start"])) + 1, int(str(row["end"])) + 1  # the name of the place is a letter longer
        rows.append({"doc": "news/1", "start": start, "end": end, "surface": row["surface"], "indicator": "other"})
    labels.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    annotated, notes = read_annotated([gold], labels, [texts])
    assert {one.record.id: one.source for one in annotated}["news/1"] == "labels"
    assert notes == ["labels.jsonl: thiếu văn bản của 1/2 bài (texts not given)"]
    examples = make_examples(Extractor.rules_alone(), annotated)
    assert [example.label for example in examples if example.source == "labels"] == ["other"] * 3
    without, _ = read_annotated([gold], None, [])
    assert data_hash(annotated) != data_hash(without) == data_hash(reversed(without))


@pytest.mark.parametrize("row", [{"indicator": "gift"}, {"start": "1"}, {"end": None}])
def test_a_malformed_label_is_named(gold: Path, tmp_path: Path, row: dict[str, object]) -> None:
    labels = tmp_path / "labels.jsonl"
    whole = {"doc": "x", "start": 1, "end": 2, "surface": "3", "indicator": "other"} | row
    labels.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(GoldError, match=r"labels\.jsonl:1: .*malformed label"):
        read_annotated([gold], labels, [])


def test_missing_texts_are_counted_and_too_few_are_refused(gold: Path, tmp_path: Path) -> None:
    for doc in ("a", "b", "c"):
        (gold.parent / "corpus" / f"{doc}.txt").unlink()
    _, notes = read_annotated([gold], None, [])
    assert len(notes) == 1
    assert notes[0].startswith("bỏ 3/5 văn bản")
    with pytest.raises(GoldError, match="too little"):
        train_indicators([gold], None, [], tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_the_command_writes_a_model_and_tells_its_scores(gold: Path, tmp_path: Path) -> None:
    arguments = ["train", "--gold", str(gold), "-o", str(tmp_path / "models")]
    result = CliRunner().invoke(main, [*arguments, "--labels", os.devnull])
    assert result.exit_code == 0, result.output
    assert "đã học 15 số liệu của 5 bài" in result.output
    assert "both   all 1.000, corpus 1.000" in result.output
    written = sorted(path.name for path in (tmp_path / "models").iterdir())
    names = ("certainty", "indicators", "periods", "roles", "subjects")
    assert written == [f"{name}.{kind}" for name in names for kind in ("card.json", "skops")]


def test_the_command_names_a_gold_that_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["train", "--gold", str(tmp_path / "none"), "-o", str(tmp_path)])
    assert result.exit_code != 0
    assert "no such path" in result.output


def test_training_does_not_ask_for_the_model_it_replaces(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outdated model is refused with the advice to train: training must then work."""

    def find(folder: Path | None, version: int, name: str = NAME) -> None:
        if name == NAME:
            raise ModelError("outdated")

    monkeypatch.setattr(ModelFile, "find", staticmethod(find))
    with pytest.raises(ModelError, match="outdated"):
        Extractor.load()
    train_indicators([gold], None, [], tmp_path, check=False)
    assert (tmp_path / NAME).is_file()
