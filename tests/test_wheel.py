"""The built wheel works from any folder with no checkout beside it: tables and models travel inside."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_wheel_extracts_an_article_in_a_fresh_environment(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    wheel = next(tmp_path.glob("*.whl"))
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    # Reading an article needs these alone, which shows that nothing heavy is loaded for it.
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--no-deps", wheel], check=True, capture_output=True, cwd=tmp_path
    )
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt", "click", "regex", "numpy"],
        check=True,
        capture_output=True,
        cwd=tmp_path,
    )
    article = tmp_path / "bai.txt"
    article.write_text("Năm 2023, tỉnh vận động được 29,004 tỷ đồng.", encoding="utf-8")
    done = subprocess.run(
        [tmp_path / "env" / "bin" / "mttq", "extract", article, "--format", "jsonl"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert json.loads(done.stdout)["figures"][0]["low"] == "29004000000"
    listed = subprocess.run([python, "-m", "zipfile", "-l", wheel], check=True, capture_output=True, text=True).stdout
    assert "mttq_extract/models/" in listed
    assert "mttq_extract/tables/numerals.toml" in listed
    assert "mttq_extract/web/templates/base.html" in listed
    assert "mttq_extract/web/static/vega.min.js" in listed
    assert "mttq_extract/web/static/LICENSES.txt" in listed
    assert "mttq_extract/web/words.toml" in listed
    assert "mttq_extract/web/evidence.toml" in listed
    assert "mttq_extract/web/baseline.json" in listed
    assert "corpus/" not in listed
