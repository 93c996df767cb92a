"""How well figures are read: the scores of the last `mttq eval`, else the floors of this release."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import UsageError
from mttq_extract.web.page import Page

if TYPE_CHECKING:
    import sqlite3

    from mttq_extract.web.asked import Asked
    from mttq_extract.web.page import Answer

SCORES = (
    ("detection", ("figures", "detection", "f1")),
    ("value", ("figures", "value", "f1")),
    ("quantity", ("figures", "quantity", "f1")),
    ("role", ("slots", "role", "accuracy")),
    ("indicator", ("slots", "indicator", "accuracy")),
    ("period", ("slots", "period", "accuracy")),
    ("subject", ("slots", "subject", "accuracy")),
    ("concept", ("slots", "concept", "f1")),
    ("full", ("figures", "full", "f1")),
    ("entities", ("entities", "strict", "micro", "f1")),
)
"""The scores shown, with their place in the JSON of `mttq eval`."""

_FLOORS = {name: f"{name}_{path[-1]}" for name, path in SCORES} | {"entities": "entities_strict_f1"}
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Score:
    """A score from 0 to 1 with its 95% interval and the number of cases, as far as they are known."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    n: int | None = None


def quality(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The page of the scores."""
    path = evaluation_file(asked.database, asked.options.evaluation)
    context: dict[str, Any] = {"path": None, "day_of": None, "split": None, "documents": None}
    if path is not None:
        result = read_evaluation(path)
        scores = list(_scores(result))
        context |= {
            "path": path.name,
            "day_of": datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat(),
            "split": result.get("split"),
            "documents": (result.get("documents") or {}).get("scored"),
            "gold": str(result.get("gold_hash") or "")[:12],
        }
    else:
        floors = released_floors()
        scores = [Score(name, floors[key]) for name, key in _FLOORS.items() if key in floors]
    context |= {
        "scores": scores,
        "suggested": f"{Path(asked.database).stem}.eval.json",
        "records": _records(connection),
    }
    return Page("quality.html", asked.t("quality_title"), context)


def evaluation_file(database: str, given: Path | None) -> Path | None:
    """The file of `mttq eval --format json`: the one given, else the one beside the database, or None."""
    if given is not None:
        return given
    beside = Path(database).with_suffix(".eval.json")
    return beside if beside.is_file() else None


def read_evaluation(path: Path) -> dict[str, Any]:
    """Read the JSON of `mttq eval`.

    Raises UsageError when the file cannot be read, or is no such JSON.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        result = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"Không đọc được {path} (cannot read scores): {error}") from error
    if not isinstance(result, dict) or not list(_scores(result)):
        raise UsageError(f"{path} không phải kết quả của: mttq eval --format json -o {path} (not an evaluation)")
    return result


def released_floors() -> dict[str, float]:
    """The floors that this release was held to; none when the package does not bring them."""
    package = files("mttq_extract")
    for place in (package / "web" / "baseline.json", package / ".." / "gold" / "baseline.json"):
        if place.is_file():
            floors = json.loads(place.read_text(encoding="utf-8"))["floors"]
            return {str(name): float(value) for name, value in floors.items()}
    return {}


def _scores(result: dict[str, Any]) -> Any:
    for name, path in SCORES:
        place: Any = result
        for step in path:
            place = place.get(step) if isinstance(place, dict) else None
        if isinstance(place, dict) and isinstance(place.get("value"), int | float):
            yield Score(name, float(place["value"]), place.get("low"), place.get("high"), place.get("n"))


def _records(connection: sqlite3.Connection) -> dict[str, Any]:
    """What the database says of its own making: version of the last run, and inputs that failed."""
    run = connection.execute("SELECT package_version, started FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    failures = connection.execute("SELECT path, item, reason FROM failures ORDER BY path, item LIMIT 100").fetchall()
    return {"version": run and run[0], "failures": failures}
