from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Module fake_extractor, importable by name here and in worker processes."""
    monkeypatch.syspath_prepend(str(HERE))
    return import_module("fake_extractor")


@pytest.fixture
def databases(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Module database_dump: what a database holds, to be compared."""
    monkeypatch.syspath_prepend(str(HERE))
    return import_module("database_dump")
