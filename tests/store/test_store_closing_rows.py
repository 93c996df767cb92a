from __future__ import annotations

from decimal import Decimal

import pytest

from mttq_extract.store.closing_rows import told_twice, totals_pattern
from mttq_extract.types import Document, Figure

TOTALS = totals_pattern(["tổng cộng", "tổng", "cộng"])


def document(lines: list[tuple[str, int, str]]) -> Document:
    """A text of lines "head: number căn", each with one figure of the role given."""
    text, figures = "", []
    for head, count, role in lines:
        start = len(text) + len(head) + 2
        text += f"{head}: {count} căn\n"
        figures.append(
            Figure(
                start=start,
                end=start + len(str(count)) + 4,
                surface=f"{count} căn",
                low=Decimal(count),
                high=Decimal(count),
                unit="item",
                modifier="exact",
                concept="căn",
                role=role,
                indicator="nha_xay_moi",
                rule="test",
                sentence=0,
            )
        )
    return Document(id="bang", text=text, figures=tuple(figures))


@pytest.mark.parametrize("head", ["Tổng", "3. Tổng cộng", "CỘNG"])
def test_a_total_is_not_added_to_its_rows(head: str) -> None:
    told = document([("1. Phú Lâm", 4, "actual"), ("2. Trà Cổ", 7, "actual"), (head, 11, "actual")])
    assert told_twice(told, TOTALS) == {2}


def test_when_some_rows_are_parts_the_total_stands() -> None:
    told = document([("Phú Lâm", 4, "part"), ("Trà Cổ", 7, "actual"), ("Tổng", 11, "actual")])
    assert told_twice(told, TOTALS) == {1}


def test_a_line_that_is_no_sum_counts() -> None:
    assert (
        told_twice(document([("Phú Lâm", 4, "actual"), ("Trà Cổ", 7, "actual"), ("Tổng", 12, "actual")]), TOTALS)
        == set()
    )
    assert told_twice(document([("Phú Lâm", 11, "actual"), ("Tổng", 11, "actual")]), TOTALS) == set()
    assert (
        told_twice(document([("Phú Lâm", 4, "actual"), ("Trà Cổ", 7, "actual"), ("Đình Cả", 11, "actual")]), TOTALS)
        == set()
    )


def test_each_total_closes_its_own_table() -> None:
    rows = [("A", 1, "actual"), ("B", 2, "actual"), ("Tổng", 3, "actual")]
    assert told_twice(document([*rows, ("C", 5, "actual"), ("D", 6, "actual"), ("Cộng", 11, "actual")]), TOTALS) == {
        2,
        5,
    }
