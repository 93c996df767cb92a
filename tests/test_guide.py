"""The Vietnamese guide is walked: its article is stored, its commands are run in order, its Python too."""

from __future__ import annotations

import doctest
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mttq_extract.cli import main
from tests.guides import block, commands, walk

PATH = Path(__file__).parent.parent / "docs" / "huong-dan.md"
PAGE = PATH.read_text("utf-8")


COMMANDS = commands(PAGE)
ARTICLE = block(PAGE, "text")[0]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder after every command of the guide was run, and what each printed."""
    root = tmp_path_factory.mktemp("guide")
    (root / "bai").mkdir()
    (root / "bai" / "an-phu.txt").write_text(ARTICLE, "utf-8")
    outputs = {command: result.stdout for command, result in walk(root, COMMANDS).items()}
    return root, outputs


def test_every_command_answers(walked: tuple[Path, dict[str, str]]) -> None:
    assert len(COMMANDS) == 14
    silent = [command for command, output in walked[1].items() if not output.strip() and " -o " not in command]
    assert silent == []


def test_the_places_it_names_are_those_of_its_article(walked: tuple[Path, dict[str, str]]) -> None:
    named = {int(place) for place in re.findall(r"an-phu:(\d+)", PAGE)}
    assert named == {ARTICLE.index("1,2 tỷ đồng"), ARTICLE.index("300 triệu đồng")}
    explained = next(output for command, output in walked[1].items() if " explain " in command)
    assert "hơn [1,2 tỷ đồng], đạt 80%" in explained


def test_what_is_corrected_comes_out_of_the_export(walked: tuple[Path, dict[str, str]]) -> None:
    assert "1250000000" in (walked[0] / "tong.csv").read_text("utf-8-sig")
    assert (walked[0] / "so_lieu.xlsx").read_bytes().startswith(b"PK")
    assert "<html" in (walked[0] / "bao_cao.html").read_text("utf-8")
    rows = CliRunner().invoke(main, ["query", "--db", str(walked[0] / "so_lieu.db"), "--format", "json"])
    assert [row["surface"] for row in json.loads(rows.stdout) if row["corrected"]] == ["1,2 tỷ đồng"]


def test_its_python_does_what_it_says() -> None:
    failures, tried = doctest.testfile(str(PATH), module_relative=False)
    assert (failures, tried) == (0, 4)
