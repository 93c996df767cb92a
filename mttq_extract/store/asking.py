"""Questions as people write them, made into a filter: words for indicators, roles and units, names of places."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from mttq_extract.errors import UsageError
from mttq_extract.store.columns import find_column
from mttq_extract.store.filters import UNIT_ALIASES, FigureFilter
from mttq_extract.store.fold import fold, tokens
from mttq_extract.store.indicator_table import find_indicators, is_named, stored_indicators
from mttq_extract.store.measures import GROUP_COLUMNS
from mttq_extract.store.periods import parse_period
from mttq_extract.store.place_names import Forms, forms_of_place
from mttq_extract.types import ROLES
from mttq_extract.wording import role_name, unit_label, unit_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_MORE_UNITS = {**UNIT_ALIASES, "phần trăm": "percent", "đô la": "USD", "cái": "item"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its filter, and what the words in it were taken for, to be told to who asked."""

    filter: FigureFilter
    notes: tuple[str, ...] = ()


def ask(
    connection: sqlite3.Connection,
    *,
    indicators: Sequence[str] = (),
    place: str | None = None,
    inside: bool = False,
    subject: str | None = None,
    period: str | None = None,
    roles: Sequence[str] = (),
    unit: str | None = None,
    low: str | None = None,
    high: str | None = None,
    search: str | None = None,
    score: float | None = None,
    duplicates: bool = False,
    boilerplate: bool = False,
    documents: Sequence[str] = (),
) -> Asked:
    """Read the options of a question; `inside` asks for the units inside a place as well.

    Raises UsageError, with what comes nearest, for words that stand for nothing.
    """
    notes: list[str] = []
    places = Forms()
    if place is not None:
        places = forms_of_place(place, inside=inside)
        notes += places.notes
    elif inside:
        raise UsageError("--inside cần --place NƠI (needs --place)")
    counted = None if unit is None else find_unit(connection, unit)
    if counted == "item" and not indicators and fold(unit or "") not in ("item", fold(unit_label("item"))):
        notes.append(
            f"«{unit}» là mọi thứ đếm được (unit item: whatever is counted); chỉ một thứ: thêm --indicator hay --search"
        )
    asked_roles = tuple(dict.fromkeys(map(find_role, roles)))
    return Asked(
        FigureFilter(
            indicators=_indicators(connection, indicators, notes),
            documents=_documents(connection, documents),
            place=place,
            also_places=places.names,
            not_units=places.not_units,
            subject=subject,
            also_subjects=() if subject is None else _forms_of_subject(subject),
            period=None if period is None else parse_period(period, notes),
            role=asked_roles[0] if asked_roles else None,
            also_roles=asked_roles[1:],
            unit=counted,
            low=None if low is None else amount(low, "--min"),
            high=None if high is None else amount(high, "--max"),
            search=search,
            score=score,
            duplicates=duplicates or bool(documents),  # what is asked by name is wanted though another told it first
            boilerplate=boilerplate,
        ),
        tuple(notes),
    )


def _documents(connection: sqlite3.Connection, asked: Sequence[str]) -> tuple[str, ...]:
    for id_ in asked:
        if connection.execute("SELECT 1 FROM documents WHERE id = ?", (id_,)).fetchone() is None:
            like = connection.execute("SELECT id FROM documents WHERE instr(id, ?) ORDER BY id LIMIT 5", (id_,))
            near = ", ".join(row[0] for row in like)
            advice = f"; có: {near}" if near else "; mã bài ở cột Bài của mttq query"
            raise UsageError(f"Không có bài nào có mã «{id_}» (no such document){advice}")
    return tuple(dict.fromkeys(asked))


def _indicators(connection: sqlite3.Connection, asked: Sequence[str], notes: list[str]) -> tuple[str, ...]:
    if not asked:
        return ()
    known = stored_indicators(connection)
    found: dict[str, None] = {}
    for words in asked:
        matching = find_indicators(words, known)
        if len(matching) > 1:
            listed = ", ".join(f"{one.id} ({one.label_vi})" for one in matching)
            notes.append(f"«{words}» là {len(matching)} chỉ số (several indicators): {listed}")
        elif not is_named(matching[0], words):
            one = matching[0]
            notes.append(
                f"«{words}» nằm trong chỉ số {one.id} ({one.label_vi}), cùng những thứ khác (part of an indicator); "
                f'chỉ lấy câu có từ này: mttq query --search "{words}"'
            )
        found.update(dict.fromkeys(one.id for one in matching))
    return tuple(found)


def _forms_of_subject(words: str) -> tuple[str, ...]:
    from mttq_extract.store.parties import Parties

    name = Parties.load().subject(words)
    return (name,) if name and fold(name) != fold(words) else ()


def find_role(words: str) -> str:
    """The role that an id or a Vietnamese name stands for; raises UsageError naming all of them.

    >>> find_role("target"), find_role("cam ket"), find_role("đăng ký")
    ('target', 'pledged', 'pledged')
    """
    wanted = tokens(words)
    for role in ROLES:
        if wanted and wanted in (tokens(role), tokens(role_name(role))):
            return role
    from mttq_extract.tables.loader import read_toml

    for role, others in read_toml("questions.toml")["role"].items():
        if wanted in map(tokens, others):
            return str(role)
    known = ", ".join(f"{role} ({role_name(role)})" for role in ROLES)
    raise UsageError(f"Không có vai trò «{words}» (no such role). Các vai trò: {known}")


def find_unit(connection: sqlite3.Connection, words: str) -> str:
    """The unit of the database that an id or a Vietnamese name stands for; raises UsageError with the nearest."""
    wanted = words.strip().lower()
    known: list[str] = [unit for (unit,) in connection.execute("SELECT DISTINCT unit FROM totals ORDER BY unit")]
    if wanted in _MORE_UNITS:
        return _MORE_UNITS[wanted]
    for unit in known:
        if wanted == unit.lower() or fold(wanted) == fold(unit_name(unit).strip()) != "":
            return unit
    standing = ("VND", "USD", "item", "percent", "ratio")
    if same := next((unit for unit in standing if unit.lower() == wanted), None):
        return same
    if said := _said_unit(words):
        return said
    units = nearest(words, {unit: f"{unit} {unit_label(unit)}" for unit in dict.fromkeys([*known, *standing])})
    near = "; ".join(f"{unit} ({unit_label(unit)})" for unit in units)
    raise UsageError(f"Không có đơn vị «{words}» (no such unit). Gần nhất: {near}")


def _said_unit(words: str) -> str | None:
    """The unit of a number before these words: that of things counted for "căn", of money for "tỷ đồng"."""
    from mttq_extract.figures.lexicon import Lexicon
    from mttq_extract.figures.reader import read_figures
    from mttq_extract.text.view import View, stored

    lexicon, noun = Lexicon.load(), " ".join(words.lower().split())
    text = stored(f"20 {noun}")
    whole = [one for one in read_figures(View.of(text), lexicon)[0] if (one.start, one.end) == (0, len(text))]
    counted = lexicon.count_nouns.fullmatch(f" {noun}") or noun.partition(" ")[0] in lexicon.classifiers
    # A number counts whatever stands behind it: only a word that is known for it is taken.
    return whole[0].unit if len(whole) == 1 and (whole[0].unit != "item" or counted) else None


def nearest(words: str, known: dict[str, str], most: int = 5) -> list[str]:
    """The keys whose texts look most like the words, best first."""
    from difflib import SequenceMatcher

    wanted = " ".join(tokens(words))

    def likeness(key: str) -> float:
        return SequenceMatcher(None, wanted, " ".join(tokens(known[key]))).ratio()

    return sorted(known, key=likeness, reverse=True)[:most]


def amount(text: str, option: str) -> Decimal:
    """A number as on a keyboard or as in a newspaper: "1000000000", "63.58", "1,5 tỷ".

    Raises UsageError for anything else.
    """
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = _spoken(text)
    if not found.is_finite():
        raise UsageError(f'{option} «{text}» không phải số (not a number); viết 1000000000, 63.58 hoặc "1,5 tỷ"')
    return found


def _spoken(text: str) -> Decimal:
    from mttq_extract.figures.lexicon import Lexicon
    from mttq_extract.figures.reader import read_figures
    from mttq_extract.text.view import View, stored

    money = text if "đ" in text.lower() else f"{text} đồng"
    quantities, _ = read_figures(View.of(stored(money)), Lexicon.load())
    # "1 ty" and "10 trieu" would be one thing of a kind called "ty": a wrong bound is worse than none.
    spoken = [q for q in quantities if q.unit in ("VND", "percent") and q.low == q.high and not q.per]
    whole = [q for q in spoken if q.end - q.start >= len(text.strip())]
    return whole[0].low if len(whole) == 1 else Decimal("NaN")


def separated(by: Iterable[str], wanted: FigureFilter) -> tuple[str, ...]:
    """The columns to group by so that unlike indicators are never added up: the indicator, unless one is asked for.

    Columns may be named in Vietnamese; raises UsageError for one that is not known.

    >>> separated(["place"], FigureFilter(indicators=("nha_xay_moi",))), separated(["place"], FigureFilter())
    (('place',), ('indicator', 'place'))
    """
    names = tuple(dict.fromkeys(find_column(name, GROUP_COLUMNS) for name in by))
    return names if len(wanted.indicators) == 1 or "indicator" in names else ("indicator", *names)
