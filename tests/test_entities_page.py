"""docs/entities.md and the docstrings of what it describes are run."""

from __future__ import annotations

import doctest
from pathlib import Path

import mttq_extract.spacy
from mttq_extract.entities import admin_units, admin_words, linking

PAGE = Path(__file__).parent.parent / "docs" / "entities.md"


def test_the_page_runs() -> None:
    failures, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert tried >= 8
    assert failures == 0


def test_the_docstrings_run() -> None:
    for module in (admin_units, admin_words, linking, mttq_extract.spacy):
        failures, tried = doctest.testmod(module)
        assert tried >= 1, module
        assert failures == 0, module
