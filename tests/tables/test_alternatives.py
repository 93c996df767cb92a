"""Many forms are matched as a tree of their letters; it must take what the plain list takes."""

from __future__ import annotations

import random
import re

from mttq_extract.tables.loader import alternatives

SYLLABLES = [
    "nhà",
    "nhà ở",
    "nhân",
    "nhân dân",
    "nh",
    "tổ",
    "tổ dân phố",
    "tổ dân",
    "a+b",
    "m2",
    "m",
    "%",
    "bộ",
    "bộ ba",
]


def test_a_tree_matches_what_the_list_matches() -> None:
    chance = random.Random(4)
    forms = {" ".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(200)}
    assert len(forms) > 100
    tree = re.compile(rf"(?:{alternatives(forms)})(?!\w)")
    listed = sorted(forms, key=lambda form: (-len(form), form))
    written = "|".join(re.escape(form).replace("\\ ", r"\s+") for form in listed)
    flat = re.compile(rf"(?:{written})(?!\w)")
    for _ in range(2000):
        text = "  ".join(chance.choices(SYLLABLES, k=chance.randint(1, 5)))
        expected, found = flat.match(text), tree.match(text)
        assert (found and found.group()) == (expected and expected.group()), text


def test_forms_that_end_inside_others_are_found() -> None:
    forms = [f"từ {number}" for number in range(60)] + ["từ", "từ 5x"]
    tree = re.compile(alternatives(forms))
    assert all(tree.fullmatch(form) for form in forms)
    assert tree.match("từ 5x")[0] == "từ 5x"  # type: ignore[index]
