"""What is read does not depend on the salt of hashes, which differs from process to process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).parent.parent / "corpus"
_SCRIPT = """
import sys
from pathlib import Path
from mttq_extract import load
extractor = load()
for path in sys.argv[1:]:
    document = extractor.extract(Path(path).read_text(encoding="utf-8"), id=path)
    print([repr(figure) for figure in document.figures], [repr(entity) for entity in document.entities])
"""


def _read(seed: int) -> str:
    paths = sorted(CORPUS.glob("g*.txt"))
    assert paths
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *map(str, paths)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"},
    )
    return hashlib.sha256(done.stdout).hexdigest()


def test_all_salts_of_hashes_read_the_same() -> None:
    assert len({_read(seed) for seed in (1, 3)}) == 1
