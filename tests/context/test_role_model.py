from __future__ import annotations

import time
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, cast

import pytest

from mttq_extract import load
from mttq_extract.context.role_features import RoleDescription, weight, words
from mttq_extract.context.role_model import RoleModel
from mttq_extract.indicators.features import feature_names
from mttq_extract.indicators.lookup import Lookup
from mttq_extract.indicators.model import LinearModel, ModelFile

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mttq_extract.context.scene import Scene
    from mttq_extract.types import Figure

TEXT = """Xã Bãi Sậy tổng kết phong trào
Năm 2021, Mặt trận xã vận động được 215 triệu đồng, trong đó thôn Thượng góp 62 triệu đồng.
Toàn xã có 140 hộ nghèo (cuối kỳ). Riêng thôn Hạ 30 hộ nghèo, giảm 12% so với năm 2020.
"""


class _Scenes(RoleModel):
    """Keeps the scenes that it is shown."""

    seen: ClassVar[list[Scene]] = []

    def weigh(self, scene: Scene, settled: Collection[int] = ()) -> Any:
        self.seen.append(scene)
        return super().weigh(scene, settled)


def _figures(model: RoleModel, text: str = TEXT) -> Sequence[Figure]:
    extractor = load()
    roles = replace(extractor.context.roles, model=model)
    return replace(extractor, context=replace(extractor.context, roles=roles)).extract(text).figures


def _made(classes: tuple[str, ...], weights: dict[str, list[float]]) -> RoleModel:
    """A model of a few features, as if read from a file."""
    import numpy as np

    lookup, rows = Lookup.of(list(weights)), np.array(list(weights.values()))
    linear = LinearModel(classes, lookup, rows, np.zeros(len(classes)), temperature=1.0)
    file = cast("ModelFile", SimpleNamespace(load=lambda: linear, sha256="made"))
    return RoleModel(file)


def test_without_a_model_the_rules_decide() -> None:
    assert [figure.role for figure in _figures(RoleModel(None))] == ["actual", "part", "actual", "actual", "change"]


def test_the_model_overrules_with_its_reasons_and_keeps_what_it_agrees_with() -> None:
    rules = _figures(RoleModel(None))
    weighed = _figures(_made(("actual", "part"), {"rule:part": [0, 1], "rule:change": [0.1, 1], "left:riêng": [0, 1]}))
    assert [figure.role for figure in weighed] == ["actual", "part", "actual", "part", "part"]
    assert [figure.evidence["role"] for figure in weighed[:3]] == [figure.evidence["role"] for figure in rules[:3]]
    assert weighed[3].evidence["role"] == "model: left:riêng; rules: actual (default)"
    assert weighed[4].evidence["role"].endswith("rules: change (near:giảm … so với)")


def test_a_figure_is_weighed_again_when_the_one_beside_it_gets_another_role() -> None:
    weights = {"left:sẽ": [0.0, 1.0], "rule before:same target": [0.0, 1.0], "rule before:same actual": [1.0, 0.0]}
    told = "Sẽ mở 3 lớp rồi tặng 9 suất quà."
    asked = "Từng mở 3 lớp rồi tặng 9 suất quà."
    model = _made(("actual", "target"), {**weights, "left1:tặng": [0.5, 0.0], "left1:mở": [0.0, 0.5]})
    assert [figure.role for figure in _figures(model, told)] == ["target", "target"]
    changed = _figures(model, asked)
    assert [figure.role for figure in changed] == ["target", "target"]
    assert changed[1].evidence["role"] == "model: rule before:same target; rules: actual (default)"


def test_a_part_that_the_model_finds_points_to_the_nearest_greater_like_figure() -> None:
    text = "Xã có 140 hộ nghèo. Thôn Hạ có 30 hộ nghèo, 2 con đường. Tổ 5 tặng 900 suất quà."
    model = _made(("actual", "part"), {"rule:actual": [0, 1]})
    assert [figure.part_of for figure in _figures(model, text)] == [None, 0, None, None]
    assert all(figure.part_of is None for figure in _figures(RoleModel(None), text))


def test_features_tell_of_words_neighbours_and_the_answer_of_the_rules() -> None:
    model = _Scenes(None)
    _figures(model)
    names = set(feature_names(RoleDescription(model.seen[-1]).own(1)))
    assert {"rule:part", "left:góp", "left1:góp", "kind:money", "rule before:same actual"} <= names
    assert {"before:same =unit<=noun", "before:between trong"} <= names
    assert {"sign left:trong đó", "form:greater before 0", "form:digits", "year:left last", "signs:plan 0"} <= names
    assert not any("\n" in name for name in names)


def test_the_size_of_a_figure_counts_its_digits_however_many() -> None:
    model = _Scenes(None)
    _figures(model, "Xã trao 9 suất quà, 10 căn nhà và " + "100 120 " * 100)
    described = RoleDescription(model.seen[-1])
    sizes = [described.own(i)["size"] for i in range(len(model.seen[-1].frames))]
    assert sizes == [("item1",), ("item1",), ("item599",)]


def test_a_figure_of_a_sentence_without_end_takes_no_longer() -> None:
    def seconds(figures: int) -> float:
        model = _Scenes(None)
        _figures(model, "hiện có 5 hộ, " * figures)
        described = RoleDescription(model.seen[-1])
        started = time.process_time()
        for i in range(figures):
            described.own(i)
        return (time.process_time() - started) / figures

    seconds(50)
    assert seconds(2000) < 3 * seconds(200)


@pytest.mark.parametrize(("feature", "expected"), [("left:đã", 0.7), ("rule:part", 1.0), ("left1:đã", 1.0)])
def test_far_words_weigh_less(feature: str, expected: float) -> None:
    assert weight(feature) == expected


def test_words_keep_marks_and_hide_numbers() -> None:
    assert words("tăng 1.250,5 tỷ (15%)") == ["tăng", "#", "tỷ", "(", "#", "%", ")"]


def test_the_shipped_model_gives_every_figure_a_known_role() -> None:
    roles = {"actual", "pledged", "target", "threshold", "baseline", "change", "part"}
    model = RoleModel.load()
    assert model.file is not None
    assert set(model.file.load().classes) == roles
    assert {figure.role for figure in _figures(model)} <= roles
