"""Every command of docs/queries.md is run, in order, on the project's own articles."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from mttq_extract.cli import main
from mttq_extract.report.wording import RULES

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "queries.md").read_text("utf-8")


def test_every_question_of_the_page_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```bash\n(.*?)^```$", PAGE, re.M | re.S)
    commands = [line for block in blocks for line in block.splitlines() if line]
    assert len(commands) == 16
    silent = []
    for command in commands:
        result = CliRunner().invoke(main, shlex.split(command)[1:], catch_exceptions=False)
        assert result.exit_code == 0, f"{command}\n{result.output}"
        if not result.stdout.strip():
            silent.append(command)
    assert silent == []


def test_the_rules_of_the_page_are_those_of_the_report() -> None:
    numbered = re.findall(r"^- \*\*(Q\d)\.", PAGE, re.M)
    assert numbered == [rule[:2] for rule in RULES]
