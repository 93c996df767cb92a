from __future__ import annotations

import pytest

from mttq_extract.context import subject_names as names
from mttq_extract.context.chain_model import named_once
from mttq_extract.context.subjects import SubjectReader


def test_the_same_arguments_give_the_same_strings() -> None:
    @named_once
    def both(relation: str, rank: int) -> tuple[str, ...]:
        return f"{relation}.rank{rank}", f"{relation}.any"

    assert both("S", 1) == ("S.rank1", "S.any")
    assert all(one is other for one, other in zip(both("S", 1), both("".join(["", "S"]), 1), strict=True))


def test_names_are_the_strings_of_the_model() -> None:
    model = SubjectReader.load().model
    if model is None:
        pytest.skip("no model is here")
    of_model = {name: name for name in model.index}
    told = names.related("S", "ORG", "^", "has") + names.away("U", 2, 6) + names.behind(0, 0, 0, 0, 2)
    known = [name for name in told if name in of_model]
    assert known
    assert all(of_model[name] is name for name in known)
