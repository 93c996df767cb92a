"""Documents: names of laws that name other laws, and texts that repeat themselves without end."""

from __future__ import annotations

import pytest

from mttq_extract.entities.reader import EntityReader
from mttq_extract.text.view import View

READER = EntityReader.load()


def documents(text: str) -> list[str]:
    return [entity.surface for entity in READER.read(View.of(text), ()) if entity.type == "DOC"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Theo Luật Đất đai năm 2013 (sửa đổi), xã lập sổ.", ["Luật Đất đai năm 2013 (sửa đổi)"]),
        ("Theo Luật Đất đai (2013) số 45/2013/QH13, xã lập sổ.", ["Luật Đất đai (2013) số 45/2013/QH13"]),
        (
            "Xã góp ý Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Dược.",
            ["Luật sửa đổi, bổ sung một số điều của Luật Giá và Luật Dược"],
        ),
        (
            "Xã góp ý Luật sửa đổi, bổ sung một số điều của Luật sửa đổi, bổ sung một số điều của Luật Giá.",
            ["Luật sửa đổi, bổ sung một số điều của Luật sửa đổi, bổ sung một số điều của Luật Giá"],
        ),
    ],
)
def test_a_law_is_read_with_its_edition_and_the_laws_it_changes(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


def test_laws_that_change_laws_without_end_are_read_to_a_fixed_depth() -> None:
    """The text once ended in a RecursionError."""
    assert documents("Luật sửa đổi, bổ sung một số điều của " * 2_000 + "Luật Giá.")[-1].endswith("Luật Giá")


def test_years_without_end_belong_to_one_edition() -> None:
    """The text once ended in a RecursionError."""
    text = "Luật Đất đai " + "năm 2013 " * 3_000
    assert documents("Theo " + text) == [text.strip()]
