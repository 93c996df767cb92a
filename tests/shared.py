"""Where the sample articles that are not part of the project lie, if they do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_folder(*parts: str) -> Path:
    """The path under $MTTQ_SHARED or ../shared; skips the test when it is not there."""
    root = Path(os.environ.get("MTTQ_SHARED", Path(__file__).parent.parent.parent / "shared"))
    path = root.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"sample articles are not beside the project: {path.name} (set MTTQ_SHARED)")
    return path
