"""Pages of many systems and years: title, time, author, lead, paragraphs and captions are read, and nothing beside."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mttq_extract.text.boilerplate import BoilerplateReader
from mttq_extract.text.sentences import SentenceSplitter
from mttq_extract.text.view import View
from mttq_extract.types import Record
from tests.read.current_pages import CURRENT
from tests.read.files import record
from tests.read.older_pages import NOISE, OLDER, WITHOUT_CLOCK
from tests.read.pages import STORIES, VISIT

PAGES = OLDER | CURRENT
CASES = [(name, number) for name in PAGES for number in range(len(STORIES))]
BOILERPLATE, SENTENCES = BoilerplateReader.load(), SentenceSplitter.load()
CAPTION = "Bà con nhận 25 suất quà"


def beside(found: Record) -> str:
    """What of a page is marked as no part of the article."""
    marked = [found.text[mark.start : mark.end] for mark in found.marks if mark.kind == "aside"]
    sentences = BOILERPLATE.mark(View.of(found.text), SENTENCES.split(found.text))
    return "\n".join(marked + [found.text[s.start : s.end] for s in sentences if s.boilerplate])


@pytest.mark.parametrize("name, number", CASES)
def test_pages_of_many_systems(tmp_path: Path, name: str, number: int) -> None:
    story, page = STORIES[number], PAGES[name](STORIES[number])
    (tmp_path / "bai.html").write_text(page, encoding="utf-8")
    found = record(tmp_path / "bai.html")
    assert (found.title, found.published, found.author) == (story.title, story.at.date(), story.author)
    if name not in WITHOUT_CLOCK:
        assert found.published_at is not None
        assert found.published_at.replace(second=0, tzinfo=None) == story.at
    lines = found.text.split("\n")
    assert [lines.count(text) for text in story.paragraphs] == [1] * len(story.paragraphs)
    assert sum(story.lead in line for line in lines) == 1
    aside = beside(found)
    assert [said for said in (*NOISE, VISIT, "Hotline") if said in found.text and said not in aside] == []
    captions = [line for line in lines if line.startswith(CAPTION)]
    assert len(captions) == page.count(f">{CAPTION}")
    assert [line for line in captions if line in aside] == []


def test_the_day_of_another_story_above_the_title_is_not_taken(tmp_path: Path) -> None:
    story = STORIES[0]
    ticker = "<div class='hot'><span class='date'>20/11/2026 09:00</span> " + "Tin nóng trong ngày. " * 60 + "</div>"
    body = "".join(f"<p>{text}</p>" for text in story.paragraphs)
    page = (
        f"<title>{story.title}</title>{ticker}<h1>{story.title}</h1><div><i>{story.day} {story.clock}</i></div>{body}"
    )
    (tmp_path / "bai.html").write_text(page, encoding="utf-8")
    assert record(tmp_path / "bai.html").published == story.at.date()


def test_a_page_of_dates_takes_time_in_line_with_its_length(tmp_path: Path) -> None:
    page = f"{'<span class=date>20/11/2026</span>' * 30_000}<h1>Tựa bài</h1><p>{' '.join(STORIES[0].paragraphs)}</p>"
    (tmp_path / "bai.html").write_text(page, encoding="utf-8")
    begun = time.process_time()
    record(tmp_path / "bai.html")
    assert time.process_time() - begun < 15
