"""The model of roles: it weighs the answer of the rules with the words and figures around."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mttq_extract.context.role_features import BESIDE, VERSION, RoleDescription
from mttq_extract.context.scene import Decision, Scene
from mttq_extract.indicators.model import NO_MODEL, LinearModel, ModelFile, blocks, models_folder

NAME = "roles.skops"
_LOOK_BACK, _SENTENCES = 12, 3  # how far back the whole of a part may stand


@dataclass(frozen=True, slots=True)
class RoleModel:
    """The trained model, or none; build it once with `RoleModel.load`."""

    file: ModelFile | None
    _decoded: list[LinearModel] = field(default_factory=list)

    @classmethod
    def load(cls, models: Path | None = None) -> RoleModel:
        """Find the model, in `models` or where the package keeps it.

        Raises:
            ModelError: the model is not the one its card describes.
        """
        return cls(ModelFile.find(models or models_folder(), VERSION, NAME))

    @property
    def hash(self) -> str:
        """The sha256 of the model file, or "none" where rules decide alone."""
        return self.file.sha256 if self.file else NO_MODEL

    def weigh(self, scene: Scene, settled: Collection[int] = ()) -> list[Decision]:
        """Give the role of every figure; those that the rules decided alike, and `settled` ones, keep their reasons."""
        if self.file is None or not scene.decided:
            return scene.decided
        if not self._decoded:
            self._decoded.append(self.file.load())
        model, description = self._decoded[0], RoleDescription(scene)
        out = list(scene.decided)
        asked = [i for i in range(len(out)) if i not in settled]
        self._ask(out, asked, model, description, scene)
        changed = {i for i in asked if out[i].role != scene.decided[i].role}
        for i in changed:
            description.tell(i, out[i].role)
        # Those beside a figure whose role is no longer what the rules said are asked once more.
        self._ask(out, [i for i in asked if changed & {i + step for step in BESIDE}], model, description, scene)
        return out

    def _ask(
        self, out: list[Decision], asked: Sequence[int], model: LinearModel, description: RoleDescription, scene: Scene
    ) -> None:
        for block in blocks(asked):
            for i, decision in zip(block, _weighed(model, description, scene, block), strict=True):
                out[i] = decision


def _weighed(model: LinearModel, description: RoleDescription, scene: Scene, block: Sequence[int]) -> list[Decision]:
    """The best role of each figure; its reasons are the features that speak most for it against that of the rules."""
    weighed = model.weigh([description.own(i) for i in block])
    scores = model.scores(weighed.sums)
    sure = model.probabilities(scores, scores.max(axis=1))
    out = []
    for place, (i, best) in enumerate(zip(block, scores.argmax(axis=1).tolist(), strict=True)):
        role, ruled = model.classes[best], scene.decided[i]
        if role == ruled.role:
            out.append(ruled._replace(sure=sure[place]))
            continue
        against = model.classes.index(ruled.role) if ruled.role in model.classes else None
        reasons = weighed.strongest(model.lookup.names, place, best, against)
        why = f"model: {reasons}; rules: {ruled.role} ({ruled.why})"
        out.append(Decision(role, why, _whole(scene, i) if role == "part" else None, sure[place]))
    return out


def _whole(scene: Scene, i: int) -> int | None:
    """The nearest figure before that figure `i` can be a part of: the same unit and thing, and greater."""
    part = scene.frames[i].quantity
    for k in range(i - 1, max(-1, i - _LOOK_BACK - 1), -1):
        if scene.frames[i].sentence - scene.frames[k].sentence > _SENTENCES:
            return None
        whole = scene.frames[k].quantity
        if whole.unit == part.unit and whole.noun == part.noun and not whole.per and whole.low > part.high:
            return k
    return None
