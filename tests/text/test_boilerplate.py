from __future__ import annotations

import time

import pytest

from mttq_extract.tables.loader import read_toml
from mttq_extract.text.boilerplate import BoilerplateReader
from mttq_extract.text.sentences import SentenceSplitter
from mttq_extract.text.view import View

READER = BoilerplateReader.load()
SPLITTER = SentenceSplitter.load()
TABLE = read_toml("boilerplate.toml")
ARTICLE = "Phường Hoa Đào trao nhà\nSáng nay, phường trao 12 căn nhà. Kinh phí 1,2 tỷ đồng.\n"


def marked(text: str) -> tuple[list[str], list[str]]:
    """The sentences that are boilerplate, and those of captions."""
    sentences = READER.mark(View.of(text), SPLITTER.split(text))
    assert [(s.start, s.end) for s in sentences] == [(s.start, s.end) for s in SPLITTER.split(text)]
    aside = [text[s.start : s.end] for s in sentences if s.boilerplate]
    return aside, [text[s.start : s.end] for s in sentences if s.caption]


@pytest.mark.parametrize("line", TABLE["examples"])
def test_lines_of_the_page(line: str) -> None:
    assert marked(ARTICLE + line + "\nHết bài ở đây.")[0] == [line]


@pytest.mark.parametrize("line", TABLE["not_examples"])
def test_lines_of_the_article(line: str) -> None:
    assert marked(ARTICLE + line + "\nHết bài ở đây.") == ([], [])


@pytest.mark.parametrize("line", TABLE["captions"])
def test_captions(line: str) -> None:
    aside, captions = marked(ARTICLE + line + "\nHết bài ở đây.")
    assert aside == []
    assert " ".join(captions) == line


@pytest.mark.parametrize("line", TABLE["not_captions"])
def test_no_captions(line: str) -> None:
    assert marked(ARTICLE + line + "\nHết bài ở đây.") == ([], [])


@pytest.mark.parametrize("heading", ["Tin đọc nhiều", "Các tin khác:", "TIN LIÊN QUAN", "Xem thêm", "Đừng bỏ lỡ"])
def test_everything_under_a_heading_of_other_stories(heading: str) -> None:
    others = [heading, "Quận bên trao 300 suất quà", "Giá vàng tăng 2 triệu đồng"]
    assert marked(ARTICLE + "\n".join(others))[0] == others


def test_a_heading_at_the_top_ends_no_article() -> None:
    aside, _ = marked("Tin nổi bật\n" + ARTICLE * 3)
    assert "Sáng nay, phường trao 12 căn nhà." not in aside


def test_headlines_with_dates_are_a_list_from_two_on() -> None:
    one = "Quận bên trao 300 suất quà cho hộ nghèo (24/9/2024)"
    two = "Huyện Kỳ Lạc vận động 2 tỷ đồng ủng hộ vùng lũ (23/09/2024 08:30)"
    assert marked(ARTICLE + one + "\n" + two)[0] == [one, two]
    assert marked(ARTICLE + one + "\nHết bài.")[0] == []


def test_long_lines_take_linear_time() -> None:
    text = ARTICLE + "Trao 3 căn nhà ( 1/2 Ảnh: an. " * 30_000
    begun = time.process_time()
    marked(text)
    assert time.process_time() - begun < 10
