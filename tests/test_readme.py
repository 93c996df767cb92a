"""What README says is run: its Python, its table of hard cases, its commands."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.view import View, stored
from mttq_extract.types import plain
from mttq_extract.wording import modifier_name, unit_label

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LEXICON = Lexicon.load()


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_python_example(page: str) -> None:
    failures, tried = doctest.testfile(str(ROOT / page), module_relative=False)
    assert tried >= 3
    assert failures == 0


def test_the_vietnamese_cases_are_the_same() -> None:
    vietnamese = (ROOT / "README.vi.md").read_text(encoding="utf-8").partition("| trong bài |")[2]
    rows = [line.strip("|").split("|")[:4] for line in vietnamese.partition("\n\n")[0].splitlines()[2:]]
    said = [[text, value, unit_label(unit), modifier_name(modifier)] for text, value, unit, modifier, _ in _cases()]
    assert [[cell.strip() for cell in row] for row in rows] == said


def _cases() -> list[list[str]]:
    table = README.partition("| text | value | unit |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_there_are_eight_hard_cases() -> None:
    assert len(_cases()) == 8


@pytest.mark.parametrize("text, value, unit, modifier, more", _cases())
def test_hard_case(text: str, value: str, unit: str, modifier: str, more: str) -> None:
    quantities, _ = read_figures(View.of(stored(text)), LEXICON)
    assert len(quantities) == 1
    found = quantities[0]
    shown = plain(found.low.normalize()) if found.low == found.high else f"{plain(found.low)}..{plain(found.high)}"
    extra = f"of {plain(found.of)}" if found.of is not None else f"per {found.per}" if found.per else ""
    assert (shown, found.unit, found.modifier, extra) == (value, unit, modifier, more)


def test_both_readmes_give_the_same_two_commands() -> None:
    command = re.compile(r"^python3 -m venv .*$", re.M)
    vietnamese = (ROOT / "README.vi.md").read_text(encoding="utf-8")
    assert len(command.findall(README)) == 2
    assert command.findall(README) == command.findall(vietnamese)
