from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner

from mttq_extract import load
from mttq_extract.cli import main
from mttq_extract.errors import ModelError
from mttq_extract.indicators.features import VERSION, Description, feature_names, weight
from mttq_extract.indicators.lookup import Lookup
from mttq_extract.indicators.model import CARD, NAME, NO_MODEL, LinearModel, ModelFile, models_folder
from mttq_extract.indicators.reader import IndicatorReader

if TYPE_CHECKING:
    from pathlib import Path

    from mttq_extract.indicators.features import Case
    from mttq_extract.text.view import View

TEXT = """Xã Bãi Sậy tổng kết phong trào
Năm 2021, Mặt trận xã vận động Quỹ “Vì người nghèo” được 215 triệu đồng, trong đó thôn Thượng góp 62 triệu đồng.
Từ quỹ, xã xây 7 căn nhà, tặng 140 suất quà Tết, mỗi suất 300.000 đồng; 96,5% hộ dự Ngày hội Đại đoàn kết.
Trận lốc tháng 5 làm 3 người bị thương, 28 ngôi nhà tốc mái. Có 12 trường hợp phải di dời trong 10 ngày.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the models of the project."""
    models = models_folder()
    assert models is not None
    for name in (NAME, CARD):
        shutil.copy(models / name, tmp_path)
    return tmp_path


def _change_card(folder: Path, **changes: Any) -> None:
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    (folder / CARD).write_text(json.dumps(card | changes), encoding="utf-8")


def _vouch(folder: Path, data: bytes) -> None:
    """Put a file in place that the card vouches for."""
    (folder / NAME).write_bytes(data)
    _change_card(folder, sha256=hashlib.sha256(data).hexdigest())


class _Cases:
    """The cases and views that a reader is asked about."""

    def __init__(self, reader: IndicatorReader) -> None:
        self.reader, self.asked = reader, list[tuple["View", list["Case"]]]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.reader, name)

    def read(self, view: View, cases: list[Case]) -> Any:
        self.asked.append((view, cases))
        return self.reader.read(view, cases)


def _cases(text: str) -> tuple[View, list[Case]]:
    extractor = load()
    cases = _Cases(extractor.context.indicators)
    context = replace(extractor.context, indicators=cases)  # type: ignore[arg-type]
    replace(extractor, context=context).extract(text)
    return cases.asked[0]


def test_scores_are_those_of_scikit_learn(folder: Path) -> None:
    import skops.io
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    stored = skops.io.load(folder / NAME, trusted=[])
    estimator, features, squares = stored["estimator"], stored["features"].split("\n"), stored["squares"]
    file = ModelFile.find(folder, VERSION)
    assert file is not None
    model = file.load()
    index = {name: column for column, name in enumerate(features)}
    view, cases = _cases(TEXT)
    description = Description(view, IndicatorReader.load().cues)
    assert len(cases) >= 10
    for case in cases:
        whole = cases[case.whole] if case.whole is not None else None
        groups = [description.document(case.clues.kind), description.sentence(case), description.own(case, whole)]
        names = {name for group in groups for name in feature_names(group)}
        held = sorted(index[name] for name in names if name in index)
        assert len(held) > 30
        value = 1 / sum(squares[held]) ** 0.5
        row = csr_matrix(([value] * len(held), ([0] * len(held), held)), shape=(1, len(features)))
        ours = model.scores(model.weigh(groups).sums.sum(axis=0))
        theirs = estimator.decision_function(row)[0]
        assert abs(ours - theirs).max() < 1e-5  # theirs are of single precision
        assert model.classes[ours.argmax()] == estimator.predict(row)[0]


def test_the_reader_answers_with_the_best_class_of_the_model() -> None:
    view, cases = _cases(TEXT)
    reader = IndicatorReader.load()
    assert reader.file is not None
    model, description = reader.file.load(), Description(view, reader.cues)
    named = reader.read(view, cases)
    for case, naming in zip(cases, named, strict=True):
        whole = cases[case.whole] if case.whole is not None else None
        groups = [description.document(case.clues.kind), description.sentence(case), description.own(case, whole)]
        scores = model.scores(model.weigh(groups).sums.sum(axis=0))
        assert naming.indicator == model.classes[scores.argmax()]
        assert naming.why.startswith("model: ")
        assert f"rules: {case.rule}" in naming.why
        assert 0 < naming.score <= 1


def test_the_last_action_before_a_figure_is_joined_with_what_the_part_is_about() -> None:
    view, cases = _cases(
        "Xã Bãi Sậy nói về Quỹ “Vì người nghèo”\nXã đã vận động được 215 triệu đồng. Từ quỹ, xã chi 90 triệu đồng."
    )
    description = Description(view, IndicatorReader.load().cues)
    came, went = (set(description.own(case)["flow|money"]) for case in cases)
    assert {"raise", "raise+fund_poor"} <= came
    assert {"spend", "spend+fund_poor"} <= went
    assert not came & went


def test_many_words_do_not_make_a_figure_surer() -> None:
    rows = np.array([[3.0, 0.0, 9.0], [0.0, 4.0, 16.0]])
    model = LinearModel(("a", "b"), Lookup.of(["w:x", "w:y"]), rows, np.zeros(2), 1.0, unit=True)
    assert model.scores(model.weigh([{"w": ["x"]}, {"w": ["x", "y"]}]).sums).tolist() == [[1.0, 0.0], [0.6, 0.8]]
    assert model.scores(np.zeros(3)).tolist() == [0.0, 0.0]  # nothing known of it: no class is favoured


def test_a_clear_article_is_named() -> None:
    named = {f.surface: f.indicator for f in load().extract(TEXT).figures}
    assert named["215 triệu đồng"] == "quy_vi_nguoi_ngheo_thu"
    assert named["140 suất quà"] == "qua_tang"
    assert named["3 người bị thương"] == "thiet_hai"


def test_without_a_model_the_rules_decide(tmp_path: Path) -> None:
    reader = IndicatorReader.load(tmp_path)
    assert reader.hash == NO_MODEL
    view, cases = _cases(TEXT)
    assert [naming.indicator for naming in reader.read(view, cases)] == [case.rule for case in cases]


def test_the_doctor_notes_a_missing_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = "không có mô hình chỉ số"
    assert note not in CliRunner().invoke(main, ["doctor"]).output
    monkeypatch.setattr("mttq_extract.indicators.model.models_folder", lambda: tmp_path)
    result = CliRunner().invoke(main, ["doctor"])
    assert f"· {note}" in result.output
    assert "· không có mô hình vai trò" in result.output
    assert result.exit_code == 0


def test_the_hash_of_an_extractor_tells_of_all_its_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = load().models_hash
    monkeypatch.setattr("mttq_extract.indicators.reader.models_folder", lambda: tmp_path)
    without_one = load().models_hash
    monkeypatch.setattr("mttq_extract.context.role_model.models_folder", lambda: tmp_path)
    monkeypatch.setattr("mttq_extract.context.subjects.models_folder", lambda: tmp_path)
    monkeypatch.setattr("mttq_extract.context.period_model.models_folder", lambda: tmp_path)
    monkeypatch.setattr("mttq_extract.context.certainty.models_folder", lambda: tmp_path)
    assert len({whole, without_one, NO_MODEL}) == 3
    assert load().models_hash == NO_MODEL


def test_an_altered_model_is_refused(folder: Path) -> None:
    data = bytearray((folder / NAME).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / NAME).write_bytes(bytes(data))
    with pytest.raises(ModelError, match="altered file"):
        IndicatorReader.load(folder)


@pytest.mark.parametrize("card", ["", "[]", "{}", '{"sha256": 1}', "\x00"])
def test_a_broken_card_is_refused(folder: Path, card: str) -> None:
    (folder / CARD).write_text(card, encoding="utf-8")
    with pytest.raises(ModelError, match="broken card"):
        IndicatorReader.load(folder)


def test_a_model_without_its_card_is_refused(folder: Path) -> None:
    (folder / CARD).unlink()
    with pytest.raises(ModelError, match="no model card"):
        IndicatorReader.load(folder)


def test_a_model_for_other_features_is_refused(folder: Path) -> None:
    _change_card(folder, features={"version": VERSION + 1})
    with pytest.raises(ModelError, match="other version"):
        IndicatorReader.load(folder)


def test_a_type_that_is_not_trusted_is_refused(folder: Path) -> None:
    import skops.io
    from sklearn.linear_model import LogisticRegression

    _vouch(folder, skops.io.dumps({"estimator": LogisticRegression(), "features": "a"}))
    file = ModelFile.find(folder, VERSION)
    assert file is not None
    with pytest.raises(ModelError, match="LogisticRegression"):
        file.load()


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_malformed_model_is_refused(folder: Path, data: bytes) -> None:
    _vouch(folder, data)
    file = ModelFile.find(folder, VERSION)
    assert file is not None
    with pytest.raises(ModelError, match="malformed"):
        file.load()


def test_extracting_loads_neither_scikit_learn_nor_skops() -> None:
    code = (
        "import sys; from mttq_extract import extract; "
        "figure = extract('Xã xây 7 căn nhà cho hộ nghèo.').figures[0]; "
        "assert figure.evidence['indicator'].startswith('model'), figure; "
        "print([m for m in ('sklearn', 'skops', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_model_is_small() -> None:
    models = models_folder()
    assert models is not None
    assert (models / NAME).stat().st_size < 3_000_000


def test_weights_go_by_group_whatever_the_kind_of_unit() -> None:
    assert weight("text:xã") == weight("text:năm: 2") < 1
    assert weight("sentence|money:help") == weight("sentence:help") < 1
    assert weight("left:trao") == 1


def test_features_of_sentence_and_document_are_shared() -> None:
    view, cases = _cases(TEXT)
    description = Description(view, IndicatorReader.load().cues)
    money = [case for case in cases if case.clues.kind == "money"]
    assert description.sentence(money[0]) == description.sentence(money[1])
    assert set(feature_names(description.own(money[0]))) != set(feature_names(description.own(money[1])))
    part = next(case for case in cases if case.whole is not None)
    with_whole = set(feature_names(description.own(part, cases[part.whole or 0])))
    assert with_whole > set(feature_names(description.own(part)))
