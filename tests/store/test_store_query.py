from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mttq_extract.errors import UsageError
from mttq_extract.store import facts
from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.measures import decimal_text
from mttq_extract.store.periods import parse_period
from mttq_extract.store.query import FIGURE_COLUMNS, GROUP_COLUMNS, Answer, figures, groups
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import ROLES, Document, Figure, Period, Record, Sentence


def table(answer: Answer) -> list[dict[str, Any]]:
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def surfaces(connection: sqlite3.Connection, wanted: FigureFilter, **options: Any) -> list[str]:
    return [row["surface"] for row in table(figures(connection, wanted, **options))]


HOUSES = FigureFilter(indicators=("nha_xay_moi",))


def test_a_row_says_all_of_a_figure(connection: sqlite3.Connection) -> None:
    row = table(figures(connection, FigureFilter()))[0]
    assert row["surface"] == "13 tỷ đồng"
    assert row["sentence"].startswith("Năm 2022 đã qua")
    assert row["sentence"].endswith("kế hoạch.")
    assert (row["document"], row["title"], row["outlet"]) == ("hoa-dao", "Bài hoa-dao", "Báo Ví Dụ")
    assert (row["label_vi"], row["low"], row["unit"]) == ("Vận động Quỹ “Vì người nghèo”", "13000000000", "VND")
    assert (row["modifier"], row["role"], row["period"]) == ("more_than", "actual", "2022-01-01/2022-12-31")
    assert (row["subject"], row["place"]) == ("MTTQ Hoa Đào", "quận Cẩm Tú")


@pytest.mark.parametrize(
    "wanted, found",
    [
        (HOUSES, ["29 căn nhà", "9 căn nhà", "40 căn nhà", "12 căn nhà", "5 căn nhà"]),
        (FigureFilter(indicators=("nha_xay_moi",), period=parse_period("2022")), ["29 căn nhà", "9 căn nhà"]),
        (FigureFilter(unit="%"), ["63,58%"]),
        (FigureFilter(unit="vnd", low=Decimal(10**10)), ["13 tỷ đồng", "13 tỷ đồng"]),
        (FigureFilter(low=Decimal("12"), high=Decimal("40")), ["29 căn nhà", "40 căn nhà", "12 căn nhà"]),
        (FigureFilter(role="target"), ["40 căn nhà"]),
        (FigureFilter(subject="binh minh", indicators=("nha_xay_moi",)), ["40 căn nhà", "12 căn nhà", "5 căn nhà"]),
        (FigureFilter(place="CAM TU"), ["13 tỷ đồng", "63,58%"]),
        # No place is said with "40 căn nhà": its subject stands in.
        (FigureFilter(place="Bình Minh"), ["40 căn nhà", "12 căn nhà", "5 căn nhà"]),
        (FigureFilter(place="Minh Bình"), []),
        (FigureFilter(search="thôn ĐÔNG"), ["29 căn nhà", "9 căn nhà"]),
        (FigureFilter(search='"đông thôn"'), []),
        (FigureFilter(search="29 nha dong"), ["29 căn nhà", "9 căn nhà"]),
        (FigureFilter(search="không-có"), []),
    ],
)
@pytest.mark.parametrize("few", [0, 1, 20_000])
def test_filters(
    connection: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
    wanted: FigureFilter,
    found: list[str],
    few: int,
) -> None:
    monkeypatch.setattr(facts, "FEW", few)
    assert surfaces(connection, wanted) == found


@pytest.mark.parametrize("wanted", [FigureFilter(search="?!"), FigureFilter(place=""), FigureFilter(subject="…")])
def test_words_without_a_letter_are_wrong_usage(connection: sqlite3.Connection, wanted: FigureFilter) -> None:
    with pytest.raises(UsageError, match="không có chữ"):
        figures(connection, wanted)


def test_words_are_never_sql_or_full_text_syntax(connection: sqlite3.Connection) -> None:
    for words in ("'; DROP TABLE figures; --", 'x" OR "nha', "nha* NOT (hoa)", "subject : hoa", "NEAR(a b)"):
        for wanted in (FigureFilter(search=words), FigureFilter(place=words), FigureFilter(subject=words)):
            figures(connection, wanted)
    assert len(surfaces(connection, FigureFilter())) == 9
    assert len(surfaces(connection, FigureFilter(boilerplate=True))) == 10


def test_sorting_and_limit(connection: sqlite3.Connection) -> None:
    assert surfaces(connection, HOUSES, sort="low") == [f"{n} căn nhà" for n in (5, 9, 12, 29, 40)]
    assert surfaces(connection, HOUSES, sort="-low", limit=2) == ["40 căn nhà", "29 căn nhà"]
    assert surfaces(connection, FigureFilter(), limit=1) == ["13 tỷ đồng"]
    # No period comes last, whichever way.
    assert surfaces(connection, HOUSES, sort="period")[-1] == "5 căn nhà"
    assert surfaces(connection, HOUSES, sort="-period")[-1] == "5 căn nhà"


@pytest.mark.parametrize("column", FIGURE_COLUMNS)
def test_every_column_sorts_both_ways(connection: sqlite3.Connection, column: str) -> None:
    up, down = (table(figures(connection, HOUSES, sort=sort)) for sort in (column, f"-{column}"))
    assert len(up) == len(down) == 5
    assert sorted(row["id"] for row in up) == sorted(row["id"] for row in down)


@pytest.mark.parametrize("sort", ["khong_co", "", "--low", "low; DROP TABLE runs"])
def test_an_unknown_column_names_the_known_ones(connection: sqlite3.Connection, sort: str) -> None:
    with pytest.raises(UsageError, match="indicator"):
        figures(connection, FigureFilter(), sort=sort)
    with pytest.raises(UsageError, match="unit"):
        groups(connection, FigureFilter(), ["unit"], sort=sort)
    with pytest.raises(UsageError, match="indicator"):
        groups(connection, FigureFilter(), [sort])


def test_sums_take_actual_figures_once_and_leave_rates_and_percentages_out(connection: sqlite3.Connection) -> None:
    rows = table(groups(connection, FigureFilter(), ["indicator"]))
    assert rows == [
        {
            "indicator": "nha_xay_moi",
            "unit": "item",
            "figures": 5,
            "sum": "46",
            "latest": "12",
            "latest_period": "2023-01-01/2023-12-31",
            "min": "5",
            "max": "29",
            "conflicts": 0,
            "source": "hoa-dao:169",
        },
        {
            "indicator": "quy_vi_nguoi_ngheo_thu",
            "unit": "VND",
            "figures": 3,
            "sum": "13000000000",
            "latest": "13000000000",
            "latest_period": "2022-01-01/2022-12-31",
            "min": "13000000000",
            "max": "13000000000",
            "conflicts": 0,
            "source": "hoa-dao:87",
        },
        {
            "indicator": "ho_ngheo",
            "unit": "percent",
            "figures": 1,
            "sum": None,
            "latest": "63.58",
            "latest_period": "2022-01-01/2022-12-31",
            "min": "63.58",
            "max": "63.58",
            "conflicts": 0,
            "source": "hoa-dao:119",
        },
    ]


def test_a_role_that_is_asked_for_is_the_one_added_up(connection: sqlite3.Connection) -> None:
    (row,) = table(groups(connection, FigureFilter(role="target"), ["role"]))
    assert (row["sum"], row["figures"]) == ("40", 1)


def test_another_mention_stands_in_when_the_filter_leaves_out_the_counted_one(
    connection: sqlite3.Connection,
) -> None:
    # "13 tỷ đồng" is said first at Cẩm Tú and again without a place, which is looked up under its subject.
    (row,) = [r for r in table(groups(connection, FigureFilter(place="Hoa Đào"), ["unit"])) if r["unit"] == "VND"]
    assert (row["figures"], row["sum"]) == (2, "13000000000")
    both = table(groups(connection, FigureFilter(search="MTTQ Hoa Đào vận động 13 tỷ"), ["unit"]))
    assert [r["sum"] for r in both if r["unit"] == "VND"] == ["13000000000"]


def test_groups_sort_and_stop(connection: sqlite3.Connection) -> None:
    rows = table(groups(connection, FigureFilter(), ["subject"], sort="-sum", limit=2))
    assert [(row["subject"], row["unit"], row["sum"]) for row in rows] == [
        ("MTTQ Hoa Đào", "VND", "13000000000"),
        ("MTTQ Hoa Đào", "item", "29"),
    ]


@pytest.mark.parametrize("column", GROUP_COLUMNS)
@pytest.mark.parametrize("wanted", [FigureFilter(), HOUSES, FigureFilter(place="Bình Minh")])
def test_groups_by_any_column_hold_every_figure_once(
    connection: sqlite3.Connection, column: str, wanted: FigureFilter
) -> None:
    rows = table(groups(connection, wanted, [column]))
    assert sum(row["figures"] for row in rows) == len(surfaces(connection, wanted))
    assert len({(row[column], row["unit"]) for row in rows}) == len(rows)


def test_plain_decimals_of_sums() -> None:
    assert decimal_text(0.1 + 0.2) == "0.3"
    assert decimal_text(1e22) == "10000000000000000000000"
    assert decimal_text(-1.50) == "-1.5"
    assert decimal_text(None) is None


# Random figures, answered by the database and by plain Python.

PLACES = [None, "xã Hoa Ban", "xã Hoa Lan"]
SUBJECTS = [None, "MTTQ xã Hoa Ban", "Hội Lan"]
PERIODS = [
    None,
    "2022-01-01/2022-12-31",
    "2022-04-01/2022-06-30",
    "/2022-03-01",
    "2023-05-01/",
    "2021-06-01/2022-06-01",
]


@st.composite
def random_figures(draw: st.DrawFn) -> Figure:
    low = Decimal(draw(st.integers(1, 3)))
    period = draw(st.sampled_from(PERIODS))
    return Figure(
        0,
        1,
        "1",
        low,
        low + draw(st.integers(0, 1)),
        draw(st.sampled_from(["item", "VND", "percent"])),
        "exact",
        "r",
        per=draw(st.sampled_from([None, None, "hộ"])),
        role=draw(st.sampled_from(ROLES[:3])),
        indicator=draw(st.sampled_from(["nha_xay_moi", "qua_tang"])),
        period=Period.parse(period) if period else None,
        subject=draw(st.sampled_from(SUBJECTS)),
        place=draw(st.sampled_from(PLACES)),
        boilerplate=draw(st.booleans()) and draw(st.booleans()),
    )


@st.composite
def filters(draw: st.DrawFn) -> FigureFilter:
    period = draw(st.sampled_from([None, None, "2022", "2022-Q1", "2022..", "..2022"]))
    return FigureFilter(
        indicators=draw(st.sampled_from([(), ("nha_xay_moi",), ("nha_xay_moi", "qua_tang")])),
        place=draw(st.sampled_from([None, None, "hoa ban", "Hoa"])),
        subject=draw(st.sampled_from([None, None, "lan", "MTTQ xã"])),
        period=parse_period(period) if period else None,
        role=draw(st.sampled_from([None, None, "actual", "pledged"])),
        unit=draw(st.sampled_from([None, None, "item"])),
        low=draw(st.sampled_from([None, None, Decimal(2)])),
        high=draw(st.sampled_from([None, None, Decimal(3)])),
    )


def meets(figure: Figure, wanted: FigureFilter) -> bool:
    def says(text: str | None, words: str | None) -> bool:
        return words is None or words.lower() in (text or "").lower()

    known = [day for day in (figure.period.start, figure.period.end) if day] if figure.period else []
    inside = wanted.period is None or (
        bool(known)
        and all((wanted.period.start or date.min) <= day <= (wanted.period.end or date.max) for day in known)
    )
    return (
        (not wanted.indicators or figure.indicator in wanted.indicators)
        and says(figure.place or figure.subject, wanted.place)
        and says(figure.subject, wanted.subject)
        and inside
        and wanted.role in (None, figure.role)
        and wanted.unit in (None, figure.unit)
        and (wanted.low is None or figure.low >= wanted.low)
        and (wanted.high is None or figure.high <= wanted.high)
        and not figure.boilerplate
    )


def expected_sum(documents: list[list[Figure]], wanted: FigureFilter, unit: str, by: str) -> int | None:
    """The rules of docs/queries.md, said again in the plainest way."""
    told: dict[Any, dict[int, list[int]]] = {}
    seen: dict[Any, set[Any]] = {}
    for number, document in enumerate(documents):
        facts = {
            (f.indicator, f.low, f.high, f.subject or f"?{number}", str(f.period) if f.period else f"?{number}")
            for f in document
            if f.unit == unit != "percent"
            and f.role == (wanted.role or "actual")
            and f.per is None
            and not f.boilerplate
            and meets(f, wanted)
        }
        for indicator, low, high, subject, period in facts:
            if "?" in subject + period:  # nothing to compare it with: it counts for itself
                subject = f"?{number}"
            source = number
            if subject == "Hội Lan":  # no place: its figures add up, equal ones once
                source = 0
                if (low, high) in seen.setdefault((indicator, period), set()):
                    continue
                seen[indicator, period].add((low, high))
            told.setdefault((indicator, subject, period), {}).setdefault(source, []).append(int(low))
    best = {key: max(sum(values) for values in of.values()) for key, of in told.items() if "?" not in key[1]}
    loose = sum(sum(sum(values) for values in of.values()) for key, of in told.items() if "?" in key[1])

    def span(text: str) -> tuple[str, str]:
        start, _, end = text.partition("/")
        return start or "0", end or "9"

    def within(key: Any, other: Any) -> bool:
        (start, end), (first, last) = span(key[2]), span(other[2])
        longer = key[:2] == other[:2] and key != other and first <= start and end <= last and best[other] >= best[key]
        return longer and (by != "year" or start[:4] == end[:4] == first[:4] == last[:4])

    counted = [value for key, value in best.items() if not any(within(key, other) for other in best)]
    return sum(counted) + loose if told else None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    documents=st.lists(st.lists(random_figures(), max_size=8), min_size=1, max_size=3),
    wanted=st.lists(filters(), min_size=4, max_size=8),
    few=st.sampled_from([0, 20_000]),
    by=st.sampled_from(["unit", "year", "subject"]),
)
def test_answers_are_those_of_plain_python(
    tmp_path_factory: pytest.TempPathFactory,
    documents: list[list[Figure]],
    wanted: list[FigureFilter],
    few: int,
    by: str,
) -> None:
    from dataclasses import replace

    path = str(tmp_path_factory.mktemp("random") / "a.db")
    with Store(path) as store:
        run = store.begin_run(ExtractorVersion("0", "t", "m"))
        for number, found in enumerate(documents):
            text = f"{'1' * len(found)} {number}"  # articles of the same words would be one
            placed = tuple(replace(f, start=at, end=at + 1) for at, f in enumerate(found))
            document = Document(str(number), text, sentences=(Sentence(0, len(text)),), figures=placed)
            store.write(document, Record(str(number), text), run)
        store.end_run(run, Counts(documents_stored=1), complete=True)
    connection = open_for_reading(path)
    before, facts.FEW = facts.FEW, few
    try:
        for one in wanted:
            right = [(str(n), at) for n, d in enumerate(documents) for at, f in enumerate(d) if meets(f, one)]
            rows = table(figures(connection, one))
            assert [(row["document"], row["start"]) for row in rows] == right
            grouped = table(groups(connection, one, [by]))
            assert sum(row["figures"] for row in grouped) == len(right)
            for unit in ("item", "VND", "percent"):
                sums = [Decimal(row["sum"]) for row in grouped if row["unit"] == unit and row["sum"] is not None]
                if one.place is None and one.low is None and one.high is None:  # those may split what belongs together
                    assert (sum(sums) if sums else None) == expected_sum(documents, one, unit, by)
    finally:
        facts.FEW = before
        connection.close()


@pytest.mark.parametrize("by", [["indicator"], ["group"], ["year"], ["role", "year"], ["unit"]])
@pytest.mark.parametrize("wanted", [FigureFilter(), HOUSES, FigureFilter(role="target"), FigureFilter(unit="VND")])
@pytest.mark.parametrize("sort", ["-figures", "sum"])
def test_totals_say_what_the_figures_say(stored: str, by: list[str], wanted: FigureFilter, sort: str) -> None:
    answers = []
    for fresh in (1, 0):
        writer = sqlite3.connect(stored)
        writer.execute("UPDATE totals_state SET fresh = ?", (fresh,))
        writer.commit()
        writer.close()
        connection = open_for_reading(stored)
        answers.append(table(groups(connection, wanted, by, sort=sort)))
        connection.close()
    assert answers[0] == answers[1] != []


@pytest.mark.parametrize("by", [["indicator"], ["indicator", "year"], ["role"]])
@pytest.mark.parametrize("period", ["2022", "2019..2023", "2020..", "..2022", "2019..2023-06"])
def test_totals_know_whole_years(stored: str, by: list[str], period: str) -> None:
    test_totals_say_what_the_figures_say(stored, by, FigureFilter(period=parse_period(period)), "-figures")


@pytest.mark.parametrize(
    "by", [["indicator", "place"], ["subject", "indicator", "role"], ["indicator", "place", "year"]]
)
@pytest.mark.parametrize(
    "wanted",
    [
        *(FigureFilter(), HOUSES, FigureFilter(role="target"), FigureFilter(unit="VND", low=Decimal(10**9))),
        *(FigureFilter(period=parse_period("2022")), FigureFilter(period=parse_period("2019..2024"))),
    ],
)
@pytest.mark.parametrize("sort", ["-figures", "-sum", "sum"])
def test_the_first_groups_are_those_of_all_groups(stored: str, by: list[str], wanted: FigureFilter, sort: str) -> None:
    for fresh in (1, 0):
        writer = sqlite3.connect(stored)
        writer.execute("UPDATE totals_state SET fresh = ?", (fresh,))
        writer.commit()
        writer.close()
        connection = open_for_reading(stored)
        every = table(groups(connection, wanted, by, sort=sort))
        for limit in (1, 3, 1000):
            assert table(groups(connection, wanted, by, sort=sort, limit=limit)) == every[:limit]
        connection.close()
        assert every


def test_totals_that_no_longer_hold_are_not_asked(stored: str) -> None:
    writer = sqlite3.connect(stored)
    writer.execute("UPDATE totals SET mentions = 1000")
    writer.execute("UPDATE totals_state SET fresh = 0")
    writer.commit()
    assert {row["figures"] for row in table(groups(writer, FigureFilter(), ["indicator"]))} == {5, 3, 1}
    writer.close()
