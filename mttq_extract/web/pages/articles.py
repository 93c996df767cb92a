"""Articles: the list, and one with its figures and names marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mttq_extract.store.articles import article_number, list_articles, read_article
from mttq_extract.web import links
from mttq_extract.web.marks import paragraphs
from mttq_extract.web.page import Page, Redirect

if TYPE_CHECKING:
    import sqlite3

    from mttq_extract.store.articles import Article
    from mttq_extract.web.asked import Asked
    from mttq_extract.web.page import Answer

PAGE = 50


def articles(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """The list of articles; with an id, the article of that id, at the figure that starts at `so`."""
    id_ = asked.word("id")
    if id_:
        number = article_number(connection, id_)
        if number is None:
            return _no_article(asked, id_)
        start = asked.word("so")
        return Redirect(links.article_path(number) + (f"#so-{int(start)}" if start.isdecimal() else ""))
    found = list_articles(connection, PAGE + 1, (asked.page - 1) * PAGE)
    context = {"articles": found[:PAGE], "more": len(found) > PAGE, "page": asked.page}
    return Page("articles.html", asked.t("articles_title"), context)


def article(connection: sqlite3.Connection, asked: Asked) -> Answer:
    """One article."""
    text = asked.variable("number")
    found = read_article(connection, int(text)) if text.isascii() and text.isdigit() and len(text) < 12 else None
    if found is None:
        return _no_article(asked, text)
    title = found.origin.title or found.origin.id
    lines = paragraphs(found)
    # The title is the first line of most texts, and its figures are marked there.
    heads = bool(lines) and "".join(p.text for passage in lines[0] for p in passage.pieces).strip() == title.strip()
    url = found.url or ""
    original = url if url.startswith(("http://", "https://")) else ""
    context = {
        "article": found,
        "original": original,
        "title": title,
        "lines": lines,
        "heads": heads,
        "groups": _by_indicator(found),
    }
    return Page("article.html", title, context)


def _by_indicator(found: Article) -> list[dict[str, Any]]:
    """The indicators of an article, those of most figures first, each with the first of its figures."""
    groups: dict[str, dict[str, Any]] = {}
    for row in found.figures:
        if row["indicator"] != "other":
            groups.setdefault(row["indicator"], {**row, "n": 0})["n"] += 1
    return sorted(groups.values(), key=lambda row: -row["n"])


def _no_article(asked: Asked, wanted: str) -> Page:
    message = asked.t("no_article", wanted=wanted[:80])
    return Page("message.html", asked.t("not_found"), {"message": message}, status=404)
