"""Numbers as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mttq_extract import wording
from mttq_extract.types import ROLES


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        ("13500000000", "13500000000", "VND", "13,5 tỷ đồng"),
        ("500000", "500000", "VND", "500.000 đồng"),
        ("200000", "1000000", "VND", "200.000–1.000.000 đồng"),
        ("950000000", "1200000000", "VND", "950–1.200 triệu đồng"),
        ("999999999.999", "999999999.999", "VND", "1.000 triệu đồng"),
        ("63.58", "63.58", "percent", "63,58%"),
        ("0", "0", "item", "0"),
        ("98765432", "98765432", "item", "98,77 triệu"),
        ("1" + "0" * 60, "1" + "0" * 60, "VND", "1" + ".000" * 17 + " tỷ đồng"),
    ],
)
def test_amounts_are_said_as_the_press_says_them(low: str, high: str, unit: str, said: str) -> None:
    assert wording.short_value(low, high, unit) == said


def test_every_role_has_a_name_in_both_languages() -> None:
    for role in ROLES:
        assert wording.role_name(role) != role or role == "actual"
        assert wording.role_name(role, "en") != wording.role_name(role, "vi")


def test_a_said_amount_is_near_the_exact_one() -> None:
    for exact in ("70776974761", "1670400000", "164860000", "29004000000"):
        said = wording.short_value(exact, exact, "VND", lang="en")
        amount, scale, _ = said.split()
        scaled = Decimal(amount.replace(",", "")) * {"billion": 10**9, "million": 10**6}[scale]
        assert abs(scaled - Decimal(exact)) <= Decimal(exact) * Decimal("0.005")
