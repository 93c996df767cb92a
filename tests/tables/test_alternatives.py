"""Many forms are matched as a tree of their letters; it must take what the plain list takes."""

from __future__ import annotations

import random
import re

from mttq_extract.tables.loader import alternatives, worded

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


def test_words_are_found_where_a_word_begins() -> None:
    chance = random.Random(5)
    for few in ("t", "tn", "ntmba"):
        known = [one for one in SYLLABLES if one[0] in few]
        forms = {" ".join(chance.choices(known, k=chance.randint(1, 3))) for _ in range(60)}
        quick = re.compile(rf"({worded(forms)})(?!\w)")
        plain = re.compile(rf"(?<!\w)({alternatives(forms)})(?!\w)")
        assert quick.pattern.startswith(("([", "(t"))
        for _ in range(500):
            text = "".join(chance.choices([*SYLLABLES, " ", "  ", "\n", "x"], k=chance.randint(1, 9)))
            assert [m.span(1) for m in quick.finditer(text)] == [m.span(1) for m in plain.finditer(text)], text
            assert bool(quick.match(text, 1)) == bool(plain.match(text, 1))


def test_forms_of_many_letters_and_of_none_are_words_too() -> None:
    assert worded("aăbcdđe").startswith(r"(?<!\w)")
    assert re.findall(worded(["%", "m2"]), "5 m2, 3% cm2") == ["m2"]  # "%" follows a digit
    assert re.findall(worded([]), "ab") == [""]
