from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

FAKES = Path(__file__).parent.parent / "batch"


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Module fake_extractor, importable by name here and in worker processes."""
    monkeypatch.syspath_prepend(str(FAKES))
    return import_module("fake_extractor")
