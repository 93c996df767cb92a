from __future__ import annotations

import gc
import weakref

import pytest

from mttq_extract import load
from mttq_extract.garbage import MOST_NEW, rare_collections


class Node:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.me = self


def test_settings_are_back_afterwards_whatever_happens() -> None:
    before = gc.get_threshold()

    def fail() -> None:
        with rare_collections():
            inside.append((gc.get_threshold(), gc.get_freeze_count() > 0))
            raise ValueError("inside")

    inside: list[object] = []
    with pytest.raises(ValueError, match="inside"):
        fail()
    assert inside == [((MOST_NEW, *before[1:]), True)]
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


def test_new_garbage_is_still_collected() -> None:
    with rare_collections():
        gone = weakref.ref(Node())
        kept: list[list[int]] = [[] for _ in range(MOST_NEW + 1_000)]
    assert gone() is None
    assert len(kept) > MOST_NEW


LISTED = """Mặt trận Hoa Đào trao quà

Ủy ban MTTQ tỉnh Hoa Đào, Hội Nông dân và Đoàn Thanh niên tỉnh trao 120 suất quà tại các xã Bình Mỹ, Bình Chương và
Công ty Cường Thịnh - Bệnh viện Nhi, Nguyễn Văn An, Trần Thị Bình ngày 12/3/2023. Kinh phí 1,5 tỷ đồng, trong đó Quỹ
“Vì người nghèo” 300 triệu đồng.
"""


def test_an_article_is_freed_without_the_collector() -> None:
    extractor = load()
    extractor.extract(LISTED)  # models and tables that are read when they are first asked
    gc.collect()
    gc.disable()
    try:
        assert extractor.extract(LISTED).figures
        assert gc.collect() == 0, "objects of an article hold each other"
    finally:
        gc.enable()
