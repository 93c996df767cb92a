"""The notebooks run from a clean checkout, and what is stored of them is small and sound."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "notebooks"
NAMES = ("indicators", "measuring", "quick_start", "training")
PLOTS = {"indicators": 2, "measuring": 7, "quick_start": 1, "training": 1}
LARGEST = 300_000
# A path of somebody's machine, or the address of an object, in an output.
_LOCAL = re.compile(r"(?<![\w.])/(?:tmp|home|root|work|var|Users)/|[A-Z]:\\|0x[0-9a-f]{8}")


def outputs_of(notebook: Any) -> list[dict[str, Any]]:
    """Every output of every code cell."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return [output for cell in cells for output in cell["outputs"]]


def plots_in(notebook: Any) -> int:
    """How many plots a notebook shows."""
    return sum("image/png" in output.get("data", {}) for output in outputs_of(notebook))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The folder notebooks/ of a copy that has, of the checkout, only what the notebooks read."""
    for name in ("corpus", "gold"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "notebooks").mkdir()
    for name in NAMES:
        shutil.copy(FOLDER / f"{name}.ipynb", tmp_path / "notebooks")
    return tmp_path / "notebooks"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # those of the Jupyter libraries
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_runs(name: str, checkout: Path) -> None:
    for library in ("nbclient", "nbformat", "ipykernel", "matplotlib"):
        pytest.importorskip(library, reason=f"notebooks need {library}: pip install -e '.[test]'")
    spec = importlib.util.spec_from_file_location("refresh", FOLDER / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    refresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(refresh)
    before = sorted(path.name for path in checkout.iterdir())
    notebook = refresh.run(checkout / f"{name}.ipynb", checkout)
    assert [output for output in outputs_of(notebook) if output["output_type"] == "error"] == []
    assert [output["text"] for output in outputs_of(notebook) if output.get("name") == "stderr"] == []
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert plots_in(notebook) == PLOTS[name]
    assert sorted(path.name for path in checkout.iterdir()) == before, "a notebook leaves files behind"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_is_whole_and_small(name: str) -> None:
    path = FOLDER / f"{name}.ipynb"
    assert path.stat().st_size < LARGEST
    notebook = json.loads(path.read_text("utf-8"))
    assert plots_in(notebook) == PLOTS[name]
    assert all(output["output_type"] != "error" for output in outputs_of(notebook))
    shown = ["".join(o.get("text") or o["data"].get("text/markdown", "")) for o in outputs_of(notebook)]
    assert not [text for text in shown if _LOCAL.search(text)]
