from __future__ import annotations

import random

from mttq_extract.indicators.lookup import Lookup

GROUPS = ("left", "right", "left|money", "unit")
WORDS = [f"{first}{second}" for first in "abcdđeê" for second in ("", "n", "ng", "nh", " :", "|x")]


def test_rows_are_those_of_the_names() -> None:
    chance = random.Random(7)
    names = [f"{group}:{word}" for group in GROUPS for word in WORDS if chance.random() < 0.7]
    chance.shuffle(names)
    lookup = Lookup.of(names)
    figures = [
        {group: chance.choices(WORDS, k=chance.randint(0, 9)) for group in (*GROUPS, "unheard")} for _ in range(200)
    ]
    rows, ends = lookup.held(figures)
    assert len(ends) == len(figures) + 1
    for figure, start, end in zip(figures, ends, ends[1:], strict=False):
        held = {f"{group}:{value}" for group, values in figure.items() for value in values}
        assert rows[start:end].tolist() == [row for row, name in enumerate(names) if name in held]


def test_a_value_belongs_to_its_group() -> None:
    lookup = Lookup.of(["left:right", "left:left"])
    rows, ends = lookup.held([{"right": ["left"]}, {"left": ["right"]}, {"left:right": [""]}])
    assert (rows.tolist(), ends) == ([0], [0, 0, 1, 1])


def test_nothing_is_found_in_nothing() -> None:
    assert Lookup.of([]).held([{"left": ["a"]}])[1] == [0, 0]
    assert Lookup.of(["left:a"]).held([])[1] == [0]
