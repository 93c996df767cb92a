"""What a web page says about its article: title, time of publication, outlet, author, address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from mttq_extract.read.json_ld import articles, names
from mttq_extract.read.moments import VIETNAM, Moment, published_moment
from mttq_extract.read.outlets import Outlet, domain
from mttq_extract.read.printed_dates import date_of_url, printed_moment
from mttq_extract.types import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from mttq_extract.read.draft import Draft
    from mttq_extract.read.reading import Reading

_PUBLISHED = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "dc.created",
    "citation_publication_date",
    "date",
    "sailthru.date",
    "parsely-pub-date",
    "rnews:datepublished",
    "its_publication",
)
_BRACKET = re.compile(r"\s*\([^()]*\)$")
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator")
_FIRST_YEAR = 1990  # of web pages: 1970 is a clock that was never set
_MOST_TITLE = 300
_LEAST_TITLE = 25  # shorter headings are names of sites and sections
_MOST_AUTHOR = 80


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found; `heading` is the element that prints the title, where there is one."""

    title: str | None
    moment: Moment | None
    outlet: Outlet
    site: str | None
    author: str | None
    url: str | None
    heading: LexborNode | None


def page_facts(tree: LexborHTMLParser, reading: Reading) -> PageFacts:
    """Read the facts of a page; what it does not say is None."""
    page = _Page(tree, reading)
    title, heading = page.title()
    return PageFacts(title, page.moment(heading), page.outlet, page.site, page.author(), page.url, heading)


class _Page:
    """One page: its metas and its articles in JSON-LD, read once."""

    def __init__(self, tree: LexborHTMLParser, reading: Reading) -> None:
        self.tree, self.outlets, self.load_months = tree, reading.outlets, reading.load_months
        self.metas: dict[str, str] = {}
        for meta in tree.css("meta[content]"):
            attributes = meta.attributes
            content = " ".join(unescape(attributes.get("content") or "").split())
            for name in ("property", "name", "itemprop"):
                if content and (key := attributes.get(name)):
                    self.metas.setdefault(key.strip().lower(), content)
        self.linked = articles(node.text() for node in tree.css('script[type*="ld+json"]'))
        self.url = self._url()
        self.outlet = self.outlets.of_url(self.url)
        self.site = self._site()

    def _url(self) -> str | None:
        canonical = self.tree.css_first("link[rel=canonical]")
        linked = [node.get("url") or node.get("mainEntityOfPage") for node in self.linked]
        linked = [url.get("@id") if isinstance(url, dict) else url for url in linked]
        canonical_url = canonical.attributes.get("href") if canonical else None
        for url in (canonical_url, self.metas.get("og:url"), *linked, self._saved_from()):
            if isinstance(url, str) and url.strip().lower().startswith(("http://", "https://")) and domain(url):
                return url.strip()[:2000]
        return None

    def _saved_from(self) -> str | None:
        """The address that a browser notes in a page it saves."""
        found = _SAVED_FROM.search(self.tree.raw_html.decode("utf-8", "ignore")[:2_000])
        return found[1] if found else None

    def _site(self) -> str | None:
        """The outlet's name: as the table has it, else as the page says, else its domain."""
        publishers = [name for node in self.linked for name in names(node.get("publisher"))]
        said = [self.metas.get("og:site_name"), *publishers, self.metas.get("application-name")]
        short = (name for name in said if name and len(name) <= _MOST_AUTHOR)
        return self.outlet.name or next(short, None) or domain(self.url) or None

    def title(self) -> tuple[str | None, LexborNode | None]:
        """The title, and the heading that prints it."""
        element = self.tree.css_first("title")
        said = [
            self.metas.get("og:title"),
            *(node.get("headline") or node.get("name") for node in self.linked),
            self.metas.get("twitter:title"),
            element.text() if element else None,
            self.metas.get("title"),
        ]
        texts = [unescape(" ".join(title.split())) for title in said if isinstance(title, str) and title.strip()]
        titles = [title for text in texts if (title := self.outlets.without_name(text, self.site))]
        headings = self._headings()
        for text, node in headings:
            if any(_alike(text, title) for title in titles):
                return text, node
        for title in titles:
            if len(title) <= _MOST_TITLE and title.lower() not in (self.site or "").lower():
                for shown in (title, *self.outlets.shorter(title)):  # a section may stand behind it
                    if (printing := self._printing(shown)) is not None:
                        return shown, printing
                if headings and self.outlets.says_nothing(title):
                    continue
                if len(texts) == 1 and element and len(headings) == 1 and len(headings[0][0]) >= _LEAST_TITLE:
                    return headings[0]  # the page is called after the site, and its one heading is the article's
                return title, None
        return headings[0] if headings else (None, None)

    def _headings(self) -> list[tuple[str, LexborNode]]:
        found: list[tuple[str, LexborNode]] = []
        for selector in self.outlet.selectors["title"]:
            for node in self.tree.css(selector)[:5]:
                text = " ".join(node.text(separator=" ").split())
                if 0 < len(text) <= _MOST_TITLE and all(text != other for other, _ in found):
                    found.append((text, node))
        return found

    def _printing(self, title: str) -> LexborNode | None:
        """The element that prints a title without being a heading."""
        if self.tree.body is None:
            return None
        for node in self.tree.body.traverse(include_text=True):
            parent = node.parent
            if node.is_text_node and parent is not None and parent.tag not in ("script", "style", "a"):
                text = node.text() or ""
                if len(text) <= 2 * _MOST_TITLE and _bare(text) == _bare(title):
                    return parent
        return None

    def moment(self, heading: LexborNode | None) -> Moment | None:
        """The time of publication: as the page tells machines, set right by what it prints for people."""
        told = [node.get("datePublished") for node in self.linked]
        told += [self.metas.get(name) for name in _PUBLISHED]
        moments = self._moments(told)
        if not moments:
            node = self.tree.css_first("[itemprop=datePublished][content], [itemprop=datePublished][datetime]")
            value = (node.attributes.get("content") or node.attributes.get("datetime")) if node else None
            moments = self._moments([value])
        printed = printed_moment(self.tree, self.outlet, heading, self.load_months)
        if not moments:
            return printed or date_of_url(self.url)
        best = next((m for m in moments if m.at is not None and m.day == moments[0].day), moments[0])
        return printed if printed is not None and _corrects(printed, best) else best

    def _moments(self, told: Iterable[object]) -> list[Moment]:
        """The moments in what a page tells, without those from before there were pages."""
        moments = (published_moment(value, self.load_months) for value in told)
        return [moment for moment in moments if moment and moment.day.year >= _FIRST_YEAR]

    def author(self) -> str | None:
        """The author in JSON-LD, in a meta or where pages print him; the outlet itself is none."""
        for said in self._authors():
            name = self.outlets.author_words.sub("", " ".join(unescape(said).split())).strip(" -–|,.")
            name = name.partition("|")[0].strip()  # "Minh An | 24/9/2024 - 17:05"
            name = _BRACKET.sub("", name)  # "Minh An (tổng hợp)"
            name, bar, outlet = name.rpartition("/")
            if not bar or not self.outlets.names.fullmatch(outlet.strip()):  # "Minh An/VOV"
                name += bar + outlet
            same = bool(self.site) and _bare(name) in (_bare(self.site or ""), _bare(f"báo {self.site}"))
            if (
                not name
                or len(name) > _MOST_AUTHOR
                or same
                or "://" in name
                or domain(f"http://{name}") == domain(self.url)
            ):
                continue
            if name.lower() in self.outlets.no_author or any(char.isdigit() for char in name):
                continue
            if self.outlets.names.fullmatch(name):
                continue
            return name
        return None

    def _authors(self) -> list[str]:
        said = [", ".join(names(node.get("author"))) for node in self.linked]
        said += [self.metas[key] for key in _AUTHORS if key in self.metas]
        for selector in self.outlet.selectors["author"]:
            said += [node.text(separator=" ") for node in self.tree.css(selector)[:2]]
        return said


def signature(draft: Draft) -> str | None:
    """The name that ends an article on a line of its own, which is then marked as no part of it."""
    beside = [(mark.start, mark.end) for mark in draft.marks if mark.kind == "aside"]
    end = draft.length
    for line in reversed(draft.lines[3:]):
        start = end - len(line)
        # Lists of other stories, and what stands above them ("Các tin khác:").
        if not line.endswith(":") and not any(first <= start < last for first, last in beside):
            if not _is_name(line):
                return None
            draft.marks.append(Mark(start, end, "aside"))
            return line
        end = start - 1
    return None


def _is_name(line: str) -> bool:
    words = re.split(r"\s*[-–,]\s*|\s+", line.rstrip("."))
    capital = all(word[:1].isupper() and word.isalpha() for word in words)
    return 2 <= len(words) <= 8 and len(line) <= 40 and capital and not line.isupper()


def _corrects(printed: Moment, told: Moment) -> bool:
    """Whether the printed time is to be believed more than the one told to machines."""
    if printed.at is None:
        return False
    if told.at is None:
        return printed.day == told.day
    if told.universal and (told.at - VIETNAM.utcoffset(None)).strftime("%H:%M") == printed.at.strftime("%H:%M"):
        return True  # a local time that was marked as Greenwich's
    swapped = (told.day.year, told.day.day, told.day.month) == (printed.day.year, printed.day.month, printed.day.day)
    return swapped and told.day != printed.day


def _alike(heading: str, title: str) -> bool:
    """Whether a heading prints a title, perhaps without its end or with other marks."""
    one, other = _bare(heading), _bare(title)
    if not one or not other:
        return False
    shorter = min(len(one), len(other))
    return (
        one == other
        or (
            shorter >= 20
            # "Báo Hoa Đào - Trao nhà cho hộ nghèo" begins with the outlet
            and (one.startswith(other[:shorter]) or other.startswith(one[:shorter]) or other.endswith(one))
        )
    )


def _bare(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
