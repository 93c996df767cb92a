from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from mttq_extract.cli import main
from mttq_extract.errors import ModelError
from mttq_extract.indicators.model import NO_MODEL, card_name
from mttq_extract.pipeline import Extractor
from mttq_extract.train.certainty import train_certainty
from mttq_extract.train.chain import train_chain
from mttq_extract.train.indicators import train_indicators
from mttq_extract.train.periods import PERIODS
from mttq_extract.train.roles import train_roles
from mttq_extract.train.subjects import SUBJECTS
from tests.train.conftest import TEXTS, spans, write_gold

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MODELS = ("indicators.skops", "roles.skops", "periods.skops", "subjects.skops", "certainty.skops")


def test_one_command_trains_every_model_as_it_is_trained_alone(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "project", {doc: spans(doc) for doc in TEXTS})
    result = CliRunner().invoke(main, ["train", "--gold", str(gold), "-o", str(tmp_path / "models"), "--no-check"])
    assert result.exit_code == 0, result.output
    assert [line.partition(" (")[0] for line in result.output.splitlines() if "đã học" in line] == [
        "chỉ số", "vai trò", "kỳ số liệu", "chủ thể", "điểm tin cậy",
    ]  # fmt: skip
    assert {path.name for path in (tmp_path / "models").iterdir()} == {*MODELS, *map(card_name, MODELS)}
    train_indicators([gold], None, [], tmp_path / "alone", check=False)
    assert (tmp_path / "alone" / MODELS[0]).read_bytes() == (tmp_path / "models" / MODELS[0]).read_bytes()


def test_gold_that_is_too_little_ends_it_with_a_message(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "project", {doc: spans(doc) if doc == "a" else [] for doc in TEXTS})
    result = CliRunner().invoke(main, ["train", "--gold", str(gold), "-o", str(tmp_path / "models"), "--no-check"])
    assert result.exit_code != 0
    assert "too little to learn from" in result.output
    assert "Traceback" not in result.output


def test_it_needs_no_model_that_was_stored_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise ModelError("models/roles.skops: made for other features")

    monkeypatch.setattr(Extractor, "load", refuse)
    gold = write_gold(tmp_path / "project", {doc: spans(doc) for doc in TEXTS})
    folder = tmp_path / "models"
    trained = [
        train_indicators([gold], None, [], folder, check=False),
        train_roles([gold], [], folder, check=False),
        train_chain(PERIODS, [gold], [], folder, check=False),
        train_chain(SUBJECTS, [gold], [], folder, check=False),
        train_certainty([gold], None, [], folder),
    ]
    assert all(one.card["bytes"] for one in trained)
    assert {path.name for path in folder.iterdir()} == {*MODELS, *map(card_name, MODELS)}


def test_the_rules_that_training_runs_on_use_no_model_at_all() -> None:
    assert Extractor.rules_alone().context.models_hash == NO_MODEL
    assert Extractor.load().context.models_hash != NO_MODEL
