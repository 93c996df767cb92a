"""Every row of the quantity tables carries examples; all of them are run."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import View, stored
from mttq_extract.types import Quantity, plain
from mttq_extract.wording import reason

LEXICON = Lexicon.load()
TABLES = ("numerals.toml", "modifiers.toml", "units.toml", "rejections.toml")


def _rows() -> list[tuple[str, str, str]]:
    """(table, kind, text) of every example; kind is "figure" or "none"."""
    out = []
    for name in TABLES:
        for rows in read_toml(name).values():
            if not isinstance(rows, list):
                continue
            for row in rows:
                if isinstance(row, dict):
                    for text in [*row.get("examples", []), *row.get("not_examples", [])]:
                        out.append((name, "figure" if "=>" in text else "none", text))
    return out


@pytest.mark.parametrize("table, kind, text", _rows())
def test_example(table: str, kind: str, text: str) -> None:
    phrase, _, expected = (part.strip() for part in text.partition("=>"))
    quantities, _ = read_figures(View.of(stored(phrase)), LEXICON)
    if kind == "none":
        assert [(q.surface, q.rule) for q in quantities] == []
        return
    assert len(quantities) == 1, [(q.surface, q.rule) for q in quantities]
    value, unit, modifier = (*expected.split(), "exact")[:3]
    found = quantities[0]
    low, _, high = value.partition("..")
    k, _, n = low.partition("/")
    assert (found.low, found.unit, found.modifier) == (Decimal(k), unit, modifier), found
    assert found.high == Decimal(high or k)
    assert found.of == (Decimal(n) if n else None)


JOINTS = [
    (name, text)
    for name, row in read_toml("joints.toml").items()
    for text in [*row.get("examples", []), *row.get("not_examples", [])]
]


@pytest.mark.parametrize("name, text", JOINTS)
def test_joint(name: str, text: str) -> None:
    phrase, _, expected = (part.strip() for part in text.partition("=>"))
    quantities, _ = read_figures(View.of(stored(phrase)), LEXICON)
    found = [f"{plain(q.low)}{'' if q.low == q.high else '..' + plain(q.high)}{_of(q)} {q.unit}" for q in quantities]
    assert found == [" ".join(item.split()[:2]) for item in expected.split(", ") if item]
    bounds = [item.split()[2] if item.count(" ") == 2 else "exact" for item in expected.split(", ") if item]
    assert [quantity.modifier for quantity in quantities] == bounds


def _of(quantity: Quantity) -> str:
    return "" if quantity.of is None else f"/{plain(quantity.of)}"


def test_every_row_has_examples() -> None:
    lacking = []
    for name in (*TABLES, "joints.toml"):
        for key, rows in read_toml(name).items():
            for row in [rows] if isinstance(rows, dict) else rows if isinstance(rows, list) else []:
                if not isinstance(row, dict) or key in ("words", "labels") or row.get("letters_glued"):
                    continue
                if not row.get("examples") and not row.get("not_examples"):
                    lacking.append((name, key, row.get("id") or row.get("rule") or row.get("forms")))
    assert lacking == []


def test_every_rejection_has_a_reason_for_people() -> None:
    table = read_toml("rejections.toml")
    rules = {row["rule"] for key in ("left", "right", "shape") for row in table[key]}
    assert [rule for rule in sorted(rules) if not reason(rule)] == []
