"""The examples of the docstrings of the pages are run."""

from __future__ import annotations

import doctest

import pytest

from mttq_extract.store import articles
from mttq_extract.web import guard, links, series, shown


@pytest.mark.parametrize("module", [articles, guard, links, series, shown], ids=lambda module: module.__name__)
def test_examples(module: object) -> None:
    failures, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert failures == 0
    assert tried > 0
