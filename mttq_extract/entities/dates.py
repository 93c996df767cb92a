"""Date and period expressions: their spans as DATE entities and the intervals they mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import TableError
from mttq_extract.tables.loader import alternatives, read_toml, rows
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# Heavenly stems and earthly branches: the year 4 of our era is Giáp Tý.
_LUNAR_EPOCH = 4
_NEW_YEAR = 4
# Fields of a row that a mention carries on, and those that only guide the reading.
_MARKS = ("years", "days", "passed", "feast", "months")
_READING = ("edge", "half", "acronym", "name", "entity")
_ACRONYM = re.compile(r"(?<!\w)[A-ZĐ]{3,8} $")
_NAME = re.compile(r"(?<![\w.])[^\W\d_a-zà-ỹđ][^\W\d_]+[”\")]? $")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression with view offsets; `parts` holds what the expression itself says."""

    start: int
    end: int
    kind: str
    parts: dict[str, int]
    named: bool = True

    @property
    def says_year(self) -> bool:
        """Whether the expression names its year."""
        return "y1" in self.parts or "y2" in self.parts

    def period(self, year: int | None = None, published: date | None = None) -> Period | None:
        """The interval meant, with the reporting year and the publication date to complete it; None when open."""
        parts = self.parts
        if self.kind == "day":
            return _day(published + timedelta(days=parts["days"])) if published else None
        if self.kind == "past":
            if published is None or "n" not in parts:
                return None
            return Period(date(published.year - parts["n"], published.month, min(published.day, 28)), published)
        if self.kind in ("ago", "month"):
            return self._before(published)
        if self.kind == "open":
            return None
        if self.kind == "relative":
            base = published.year if published else year
            if base and published and parts.get("passed") and published.month <= _NEW_YEAR:
                base -= 1  # "năm qua" said early in a year is the year before
            return _years(base + parts["years"], base + parts["years"]) if base else None
        first = parts.get("y1", parts.get("y2", year))
        if first is None:
            return None
        if self.kind == "quarter":
            return _months(first, 3 * parts["q"] - 2, first, 3 * parts["q"])
        if self.kind == "months":
            n = min(parts["n"], 12)
            return _months(first, 1, first, n) if parts["first"] else _months(first, 13 - n, first, 12)
        if self.kind == "school_year":
            return _years(first, parts["y2"])  # as with a term, the years it names
        return self._span(first)

    def _before(self, published: date | None) -> Period | None:
        if published is None:
            return None
        if self.kind == "ago":
            year = published.year - self.parts.get("n", published.year)
            return _years(year, year) if year else None
        count = published.year * 12 + published.month - 1 + self.parts["months"]
        return _months(count // 12, count % 12 + 1, count // 12, count % 12 + 1)

    def _span(self, first: int) -> Period | None:
        parts = self.parts
        last = parts.get("y2", first)
        m1 = parts.get("m1", parts.get("m2"))
        m2 = parts.get("m2", m1)
        if m1 is None or m2 is None:
            return _years(first, last)
        if "y1" not in parts and m1 > m2 and "m1" in parts:
            first -= 1  # "tháng 10 đến tháng 9/2023" began the year before
        if "d1" not in parts and "d2" not in parts:
            return _months(first, m1, last, m2)
        try:
            start = date(first, m1, parts.get("d1", 1))
            end = date(last, m2, parts.get("d2", parts.get("d1", 1)))
        except ValueError:
            return None
        return Period(start, end) if start <= end else None


def _day(day: date) -> Period:
    return Period(day, day)


def _years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31))


def _months(y1: int, m1: int, y2: int, m2: int) -> Period | None:
    if (y1, m1) > (y2, m2):
        return None
    return Period(date(y1, m1, 1), date(y2, m2, calendar.monthrange(y2, m2)[1]))


_GROUP = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    pattern: re.Pattern[str]
    left: frozenset[str]
    not_left: frozenset[str]
    extra: dict[str, Any]


class _Forms(dict[str, re.Pattern[str]]):
    """One pattern of all forms that begin with a word, compiled when a text first has the word: there are many.

    It matches everywhere; its groups are what the forms match, in their order.
    """

    def __init__(self, forms: Mapping[str, Sequence[_Form]]) -> None:
        self._forms = forms

    def __missing__(self, key: str) -> re.Pattern[str]:
        plain = (_GROUP.sub("(?:", form.pattern.pattern) for form in self._forms[key])
        self[key] = re.compile("".join(f"(?:(?=({pattern}))|)" for pattern in plain))
        return self[key]


@dataclass(frozen=True, slots=True)
class DateReader:
    """Finds date expressions; build it once with `DateReader.load`."""

    anchor: re.Pattern[str]
    forms: dict[str, tuple[_Form, ...]]
    all_forms: dict[str, re.Pattern[str]]
    numbers: dict[str, int]
    stems: tuple[str, ...]
    branches: tuple[str, ...]
    leading: re.Pattern[str]
    taken: str
    trailing: re.Pattern[str]

    @classmethod
    def load(cls, written: Callable[[str], str] = fold_tones) -> DateReader:
        """Compile the table of dates as views write it, or as `written` does; raises `TableError` for a bad row."""
        table = read_toml("dates.toml")
        atoms: dict[str, str] = table["atoms"]
        forms: dict[str, list[_Form]] = {}
        for row in rows(table, "dates.toml", "form", ("kind", "starts", "pattern")):
            source = row["pattern"]
            for name, atom in atoms.items():
                source = source.replace("{" + name + "}", atom)
            try:
                pattern = re.compile(written(source).replace(" ?", "[ ]{0,2}") + r"(?!\w|[-/][a-zđ])")
            except re.error as error:
                raise TableError(f"table dates.toml: {row['pattern']!r}: {error}; correct the pattern") from error
            left = frozenset(map(written, row.get("left", [])))
            not_left = frozenset(map(written, row.get("not_left", [])))
            form = _Form(row["kind"], pattern, left, not_left, {k: row[k] for k in (*_MARKS, *_READING) if k in row})
            for start in row["starts"]:
                forms.setdefault(written(start), []).append(form)
        numerals = read_toml("numerals.toml")
        words = [word for word in forms if word != "digit"]
        lunar, outside = table["lunar"], table["outside"]
        return cls(
            anchor=re.compile(rf"(?<![\w/,])(?<![^)]-)(?<![^a-zđà-ỹ]\.)(?:(\d)|(?:({alternatives(words)})(?!\w)))"),
            forms={key: tuple(value) for key, value in forms.items()},
            # Most numbers are no date and no date has many forms: one pattern says at once which.
            all_forms=_Forms(forms),
            numbers={
                **{written(f): row["value"] for row in numerals["digit"] for f in row["forms"]},
                **{written(f): row["value"] for row in numerals["ten"] for f in row["forms"]},
            },
            stems=tuple(written(s) for s in lunar["stems"]),
            branches=tuple(written(s) for s in lunar["branches"]),
            leading=re.compile(rf"(?:{alternatives(outside['leading'])}) "),
            taken=fold_tones(outside["taken"]) + " ",
            trailing=re.compile(rf" (?:{alternatives(outside['trailing'])})$"),
        )

    def read(self, view: View) -> list[DateMention]:
        """Give the date expressions of a text in order, not overlapping, with view offsets.

        >>> view = View.of("Sáng 11/11, sơ kết 6 tháng đầu năm 2023")
        >>> [str(m.period(2022)) for m in DateReader.load().read(view)]
        ['2022-11-11/2022-11-11', '2023-01-01/2023-06-30']
        """
        out: list[DateMention] = []
        skip = 0
        for found in self.anchor.finditer(view.lower):
            if found.start() < skip:
                continue
            mention = self._match(view, found.start(), "digit" if found[1] else " ".join(found[2].split()))
            if mention:
                out.append(mention)
                skip = mention.end
        return out

    def entities(self, view: View, mention: DateMention) -> list[DateMention]:
        """Give the DATE entities of a mention: none, itself without words that stay outside, or each year it lists.

        >>> view = View.of("Đến hết tháng 9/2023; trong các năm 2013, 2014 và 2015")
        >>> reader = DateReader.load()
        >>> [view.text[slice(*view.span(e.start, e.end))] for m in reader.read(view) for e in reader.entities(view, m)]
        ['tháng 9/2023', '2013', '2014', '2015']
        """
        if not mention.named:
            return []
        start, end = mention.start, mention.end
        if found := self.leading.match(view.lower, start, end):
            if view.lower[found.end()].isdigit() or " " not in found[0].strip():
                start = found.end()
            if view.lower[start].isdigit():
                years = list(_YEAR.finditer(view.lower, start, end))
                if len(years) > 2 or (len(years) == 2 and "và" in view.lower[start:end]):
                    return [DateMention(*y.span(), "span", {"y1": int(y[0])}) for y in years]
        if mention.kind == "span" and view.lower.endswith(self.taken, 0, start):
            start -= len(self.taken)
        if mention.kind in ("span", "quarter") and (found := self.trailing.search(view.lower, start, end)):
            end = found.start()
        return [replace(mention, start=start, end=end)]

    def _match(self, view: View, at: int, key: str) -> DateMention | None:
        lower = view.lower
        seen = self.all_forms[key].match(lower, at)
        if seen is None or seen.lastindex is None:
            return None
        best: DateMention | None = None
        before = [word.strip('(“"') for word in lower[max(0, at - 12) : at].split()[-1:]]
        for number, form in enumerate(self.forms[key], 1):
            if seen.start(number) < 0:
                continue
            if (form.left and not form.left.intersection(before)) or form.not_left.intersection(before):
                continue
            if "acronym" in form.extra and not _ACRONYM.search(view.cased, max(0, at - 9), at):
                continue
            if "name" in form.extra and not _NAME.search(view.cased, max(0, at - 12), at):
                continue
            found = form.pattern.match(lower, at)
            if found and (best is None or found.end() > best.end):
                parts = self._parts(found, form)
                if parts is not None:
                    kind = form.kind if form.kind != "lunar" else "span"
                    best = DateMention(at, found.end(), kind, parts, "entity" not in form.extra)
        return best

    def _parts(self, found: re.Match[str], form: _Form) -> dict[str, int] | None:
        groups = {name: value for name, value in found.groupdict().items() if value is not None}
        parts: dict[str, int] = {}
        for name, value in groups.items():
            if name == "q":
                parts["q"] = _ROMAN.get(value) or int(value)
            elif name == "n":
                number = int(value) if value.isdigit() else self.numbers.get(value)
                if number is not None:
                    parts["n"] = number
            elif name in ("can", "chi"):
                continue
            else:
                parts[name] = int(value) if value.isdigit() else self.numbers[value]
        if form.kind == "lunar":
            year = self._lunar_year(groups["can"], groups["chi"])
            if year is None:
                return None
            parts["y1"] = year
        if form.kind == "months":
            if form.extra.get("half"):
                parts["n"] = 6
            if "n" not in parts:
                return None
            parts["first"] = int(form.extra["edge"] == "first")
        parts.update({key: form.extra[key] for key in _MARKS if key in form.extra})
        return parts

    def _lunar_year(self, stem: str, branch: str) -> int | None:
        wanted = (self.stems.index(stem), self.branches.index(branch))
        for year in range(1990, 2050):
            if ((year - _LUNAR_EPOCH) % 10, (year - _LUNAR_EPOCH) % 12) == wanted:
                return year
        return None
