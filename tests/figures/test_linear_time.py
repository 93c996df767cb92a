"""The time of the figure pass grows with the length of the text and no faster, whatever the text."""

from __future__ import annotations

import random
import time

import pytest

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.view import View

LEXICON = Lexicon.load()
PIECES = [
    "1.234,",
    "mỗi ",
    "năm ",
    "hai mươi ",
    "3/4 ",
    "17-10 ",
    "từ ",
    "đến ",
    "tỷ ",
    "đồng ",
    "(",
    "“",
    "\n",
    "0912 ",
    "1 ",
    "tuổi ",
    "lần lượt ",
    "trong đó ",
    "%",
    ", ",
    "và ",
    "hàng ",
    "nghìn ",
    "xxx.",
    "số ",
    "ĐT: 08 ",
]
SHAPES = {
    "digits": "1" * 60,
    "thousands": "1.234.567.890,",
    "spaced": "1 000 000 000 ",
    "list": "1, 2, 3, 4, 5 và 6 tỷ; ",
    "words": "hai mươi ba triệu bốn trăm năm mươi nghìn ",
    "each": "mỗi hộ được nhận và cùng với ",
    "dates": "17/10/2022 đến 18-11, ",
    "brackets": "((((((“““3 ",
    "phones": "0912.345.678 08 3929 0417 xxx ",
    "one line": "đạt 63,58% với 7/8 phường ",
    "letters": "ađêôơư",
    "spaces": " " * 50,
    "decimal lists": "1,5,",
    "years": "năm ",
    "number words": "hai mươi ba bốn ",
    "dots": "...... ",
    "single numbers": "1, 2, ",
    "single numbers and places": "thôn 2, 8 và 12, ",
}


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        read_figures(View.of(text), LEXICON)
        best = min(best, time.process_time() - begin)
    return best


def assert_linear(piece: str) -> None:
    """Doubling the input may take at most 2.3 times as long; two more tries where the machine was busy."""
    size = max(1, 60_000 // len(piece))
    measured = []
    for _ in range(3):
        measured.append((seconds(piece * size), seconds(piece * size * 2)))
        if measured[-1][1] <= 2.3 * measured[-1][0] + 0.005:
            return
    pytest.fail(f"{piece[:30]!r}: seconds, and for twice the length: {measured}")


@pytest.mark.parametrize("name", SHAPES)
def test_repeated_shapes(name: str) -> None:
    assert_linear(SHAPES[name])


@pytest.mark.parametrize("seed", range(6))
def test_random_mixtures(seed: int) -> None:
    chance = random.Random(seed)
    assert_linear("".join(chance.choice(PIECES) for _ in range(400)))
