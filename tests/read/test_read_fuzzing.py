from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mttq_extract.read.formats import READERS
from mttq_extract.read.reading import Reading
from tests.read.fuzzing import Edit, check, damaged, edits, inflated, seeds

SEEDS = seeds()
READING = Reading()
QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def test_every_format_has_seeds() -> None:
    assert set(READERS) == set(SEEDS)


@pytest.mark.parametrize("suffix", sorted(SEEDS))
def test_damaged_files(suffix: str) -> None:
    @QUICK
    @given(st.integers(0, len(SEEDS[suffix]) - 1), edits)
    @example(0, [("cut", 238, 1, b"\x00"), ("cut", 239, 1, b"\x00")])  # a page tree that pdfplumber cannot close
    def run(number: int, done: list[Edit]) -> None:
        check(suffix, damaged(SEEDS[suffix][number], done), READING)

    run()


@pytest.mark.parametrize("suffix", sorted(SEEDS))
def test_any_bytes(suffix: str) -> None:
    @QUICK
    @given(st.binary(max_size=400))
    def run(data: bytes) -> None:
        check(suffix, data, READING)

    run()


@QUICK
@given(st.binary(max_size=60), st.sampled_from(["word/document.xml", "word/styles.xml", "[Content_Types].xml"]))
def test_damaged_parts_of_word_files(noise: bytes, member: str) -> None:
    check(".docx", inflated(SEEDS[".docx"][0], member, b"<w:document>" + noise), READING)


@QUICK
@given(st.text(max_size=200))
def test_any_text_in_a_page(text: str) -> None:
    data = f"<html><title>{text}</title><p class=sapo>{text}</p><table><tr><td>{text}<td>5</table>".encode(
        "utf-8", "surrogatepass"
    )
    check(".html", data, READING)
