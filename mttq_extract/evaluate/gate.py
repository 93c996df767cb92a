"""Floors under the scores: a baseline file that a later run may not fall below."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.rows import parse_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mttq_extract.evaluate.scores import Scores

DEFAULT_FLOORS = (
    "detection_f1",
    "value_f1",
    "quantity_f1",
    "full_f1",
    "role_accuracy",
    "indicator_accuracy",
    "period_accuracy",
    "subject_accuracy",
    "concept_f1",
    "entities_strict_f1",
    "entities_strict_macro_f1",
    "entities_overlap_f1",
)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The floors by score name, with the split and the hash of the gold they were measured on."""

    gold_hash: str
    floors: Mapping[str, float]
    split: str = ""


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file.

    Raises:
        GoldError: the file is missing or malformed.
    """
    try:
        data = parse_json(path.read_text("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: không phải UTF-8 ({error.reason}); lưu lại ở UTF-8 (save as UTF-8)") from error
    except OSError as error:
        raise GoldError(f"{path}: không đọc được; tạo bằng --update-gate (no baseline: {error.strerror})") from error
    floors, gold_hash, split = data.get("floors"), data.get("gold_hash"), data.get("split", "")
    if not isinstance(floors, dict) or not isinstance(gold_hash, str) or not isinstance(split, str):
        raise GoldError(f'{path}: cần {{"gold_hash": "…", "floors": {{"quantity_f1": 0.9}}}} (malformed baseline)')
    for name, floor in floors.items():
        if isinstance(floor, bool) or not isinstance(floor, (int, Decimal)) or not 0 <= floor <= 1:
            raise GoldError(f"{path}: sàn {name} là {floor!r}; cần số từ 0 đến 1 (a floor is a share)")
    return Baseline(gold_hash, {name: float(floor) for name, floor in floors.items()}, split)


def breaches(scores: Scores, baseline: Baseline) -> list[str]:
    """Why these scores do not pass: another gold, documents left out, or a score below its floor."""
    found: list[str] = []
    if scores.gold_hash != baseline.gold_hash:
        found.append(
            f"bộ chuẩn đã đổi: {scores.gold_hash[:12]} khác {baseline.gold_hash[:12]}; đo lại với "
            f"--update-gate (the gold has changed)"
        )
    if baseline.split and scores.split != baseline.split:
        found.append(f"sàn đo trên phần {baseline.split}, lần này là {scores.split} (another split)")
    found += [f"văn bản không được chấm (not scored): {problem}" for problem in scores.left_out]
    for name, floor in baseline.floors.items():
        value = scores.value(name)
        if value is None:
            found.append(f"{name}: không có điểm, sàn là {floor:.4f} (no such score)")
        elif value < floor - 1e-9:
            found.append(f"{name}: {value:.4f} thấp hơn sàn {floor:.4f} (below its floor)")
    return found


def updated(scores: Scores, old: Baseline | None, *, allow_lower: bool = False) -> Baseline:
    """The baseline that these scores set, cut to four decimals.

    Raises:
        GoldError: a floor would sink or vanish and `allow_lower` is not given, or documents were left out.
    """
    if scores.left_out:
        raise GoldError(f"{len(scores.left_out)} văn bản không được chấm; sửa trước khi đặt sàn (some were not scored)")
    kept = old.floors if old is not None else {}
    floors: dict[str, float] = {}
    for name in dict.fromkeys((*DEFAULT_FLOORS, *kept)):
        value = scores.value(name)
        if value is not None:
            floors[name] = math.floor(value * 10_000 + 1e-6) / 10_000
    lowered = [name for name, floor in kept.items() if floors.get(name, -1.0) < floor]
    if lowered and not allow_lower:
        changes = ", ".join(f"{name} {kept[name]:.4f} → {floors.get(name, 0):.4f}" for name in lowered)
        raise GoldError(f"Không hạ sàn: {changes}; thêm --allow-lower nếu cố ý (refusing to lower a floor)")
    return Baseline(scores.gold_hash, floors, scores.split)


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline file, in one step so that a broken run leaves the old one."""
    data = {"gold_hash": baseline.gold_hash, "split": baseline.split, "floors": dict(baseline.floors)}
    draft = path.with_name(path.name + ".tmp")
    draft.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")
    draft.replace(path)
