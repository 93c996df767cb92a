"""Known outlets, and where pages keep the parts of an article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from mttq_extract.tables.loader import alternatives, read_toml

PARTS = ("title", "lead", "author", "date", "body", "caption", "aside", "dropped")


@dataclass(frozen=True, slots=True)
class Outlet:
    """The name of an outlet and the selectors of its pages, its own first."""

    name: str | None
    selectors: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Outlets:
    """The table of outlets; load it once with `Outlets.load`."""

    by_domain: Mapping[str, Outlet]
    unknown: Outlet
    names: re.Pattern[str]
    outlet_names: re.Pattern[str]
    author_words: re.Pattern[str]
    no_author: frozenset[str]
    no_title: frozenset[str]

    @classmethod
    def load(cls) -> Outlets:
        """Read the table."""
        table = read_toml("outlets.toml")
        pages = table["pages"]
        by_domain = {}
        for row in table["outlet"]:
            own = {part: [*row.get(part, []), *pages[part]] for part in PARTS}
            for domain in row["domains"]:
                by_domain[domain] = Outlet(row["name"], own)
        names = [row["name"] for row in table["outlet"]] + [d for row in table["outlet"] for d in row["domains"]]
        words = alternatives(table["outlet_words"])
        return cls(
            by_domain,
            Outlet(None, {part: pages[part] for part in PARTS}),
            re.compile(
                rf"(?:báo\s+)?(?:{alternatives(names)})(?:\s.*)?|(?:{words})(?!\w).*|(?:www\.)?[\w-]+(?:\.[\w-]+)+",
                re.I,
            ),
            re.compile(rf"(?:báo\s+)?(?:{alternatives(names)})(?:\s+online)?", re.I),
            re.compile(
                rf"^(?:{alternatives(table['author_words'])})\s*:\s*|^(?:{alternatives(table['author_openers'])})\s+",
                re.I,
            ),
            frozenset(table["no_author"]),
            frozenset(table["no_title"]),
        )

    def of_url(self, url: str | None) -> Outlet:
        """The outlet of an address, by its domain or the one above it."""
        host = domain(url)
        while host:
            if host in self.by_domain:
                return self.by_domain[host]
            host = host.partition(".")[2]
        return self.unknown

    def shorter(self, title: str) -> list[str]:
        """A title without what stands behind its last bar, its last two, and so on.

        >>> Outlets.load().shorter("Trao nhà - Mặt trận - Xã hội")
        ['Trao nhà - Mặt trận', 'Trao nhà']
        """
        out = []
        while (parts := _last_bar(title))[1] and parts[0].strip():
            title = parts[0].strip()
            out.append(title)
        return out

    def says_nothing(self, title: str) -> bool:
        """Whether a page's title is that of every page of its site: the outlet's name, or "Chi tiết tin".

        >>> Outlets.load().says_nothing("Chi tiết tin"), Outlets.load().says_nothing("Báo Hoa Đào Online")
        (True, True)
        """
        return title.lower().strip(" .:-") in self.no_title or self.names.fullmatch(title) is not None

    def without_name(self, title: str, site: str | None) -> str:
        """A page's title without the outlet's name at its end or its beginning.

        >>> Outlets.load().without_name("Trao nhà - Xã Hoa Đào | Báo Hoa Đào điện tử", None)
        'Trao nhà - Xã Hoa Đào'
        >>> Outlets.load().without_name("VnExpress - Trao nhà - Trao nhà", None)
        'Trao nhà'
        """
        for _ in range(3):
            head, bar, tail = _last_bar(title)
            if not bar or not head.strip():
                return title.strip()
            same = site is not None and _bare(tail) in (_bare(site), _bare(f"báo {site}"))
            if not same and not self.names.fullmatch(tail.strip()):
                break
            title = head
        first, bar, rest = _first_bar(title)
        if bar and (self.outlet_names.fullmatch(first.strip()) or (site is not None and _bare(first) == _bare(site))):
            title = rest
            half = len(title) // 2  # "VnExpress - Trao nhà - Trao nhà"
            title = title[:half].rstrip(" -") if _bare(title[:half]) == _bare(title[half:]) else title
        return title.strip()


_BAR = re.compile(r"\s+[-–—|•»::]\s+|\s*\|\s*")


def _first_bar(title: str) -> tuple[str, str, str]:
    bar = _BAR.search(title)
    return (title[: bar.start()], bar.group(), title[bar.end() :]) if bar else (title, "", "")


def _last_bar(title: str) -> tuple[str, str, str]:
    bars = list(_BAR.finditer(title))
    return (title[: bars[-1].start()], bars[-1].group(), title[bars[-1].end() :]) if bars else (title, "", "")


def _bare(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


def domain(url: str | None) -> str:
    """The host of an address without "www." and "m.", or ""."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www|m|amp)\.", "", host.lower())
