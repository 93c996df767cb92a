"""Long texts of one repeated trap take time in proportion to their length."""

from __future__ import annotations

import time

import pytest

from mttq_extract.entities.reader import EntityReader
from mttq_extract.text.view import View

READER = EntityReader.load()
TRAPS = [
    "Ban Thường trực ", "Nguyễn ", "Sở Y tế và ", "Chủ tịch, ", "Quỹ “", "xã An, ", "các xã An Phú, ", "ông Lê An, ",
    "quận 1, ", "A-", "TP. ", "Đại hội lần thứ 1 ", "Luật Đất đai và ", "Công ty An và ", "Viện Y tế (VYT), ", "( ",
    "Ban Chỉ đạo Ban Quản lý ", "UBND xã, xã, ", "Hà Nội, ", "ảnh: ",
    "University of Kessel Bank of Tras Group and ", "rồi đến Đông Minh, ", "and ",
    "Luật sửa đổi, bổ sung một số điều của ", "Luật Đất đai năm 2013 ",
]  # fmt: skip


def seconds(text: str) -> float:
    view = View.of(text)
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        READER.read(view, ())
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("trap", TRAPS)
def test_four_times_the_text_takes_no_more_than_ten_times_as_long(trap: str) -> None:
    """Squared it would be sixteen times; other work on the machine makes the ratio rise."""
    short = trap * (10_000 // len(trap))
    assert seconds(short * 4) < 10 * seconds(short) + 0.05
