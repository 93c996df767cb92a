from __future__ import annotations

from time import process_time

import pytest

from mttq_extract.read.contents import format_of


@pytest.mark.parametrize(
    "page",
    [
        "<!-- lưu -->\n<!-- hai -->\n<html>",
        '<?xml version="1.0"?>\n<!--a--><!DOCTYPE  html>',
        "<!--a-->\n" * 60 + "<html><p>x</p>",
        "<!--" + "x" * 500 + "--><html>",
    ],
)
def test_pages_begin_behind_comments(page: str) -> None:
    assert format_of(page.encode()) == ".html"


@pytest.mark.parametrize("text", ["<!-- <html> -->\n<p>x</p>", "<!-- <html>", "<p>x</p>"])
def test_a_comment_is_no_page(text: str) -> None:
    assert format_of(text.encode()) is None


@pytest.mark.parametrize("unit", ["<!--a-->\n", "<!---->", "<!--", "<?xml?> "])
def test_many_comments_take_no_time(unit: str) -> None:
    begin = process_time()
    assert format_of((unit * 22 + "<p>x</p>").encode()) is None
    assert format_of((unit * 200 + "<p>x</p>").encode()) is None
    assert process_time() - begin < 0.1
