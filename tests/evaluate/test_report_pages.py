from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from mttq_extract.evaluate.cases import ErrorCase, choose, count_kinds, find_cases, sentence_span
from mttq_extract.evaluate.compare import compare
from mttq_extract.evaluate.gold import Gold, read_gold
from mttq_extract.evaluate.page import to_html
from mttq_extract.evaluate.predictions import Predictions
from mttq_extract.evaluate.report import Report, renderables, to_dict
from mttq_extract.evaluate.rows import EntityRow, FigureRow
from mttq_extract.evaluate.scores import evaluate
from mttq_extract.evaluate.texts import find_texts
from mttq_extract.types import Record

if TYPE_CHECKING:
    from pathlib import Path

    from mttq_extract.evaluate.fields import FieldJudge

MakeFigure = Callable[..., FigureRow]
MakeEntity = Callable[..., EntityRow]
MakeGold = Callable[..., Gold]
MakePredictions = Callable[..., Predictions]

EVIL = '<script>alert("1")</script> [bold]& 5 hộ'


class Page(HTMLParser):
    """Collects tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href") or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def kinds(cases: list[ErrorCase]) -> list[str]:
    return [case.label for case in cases]


@pytest.mark.parametrize(
    "change, kind, wrong",
    [
        ({"unit": "VND"}, "figures.unit", ("unit",)),
        ({"low": "4"}, "figures.value", ("low",)),
        ({"modifier": "about", "role": "part"}, "figures.modifier", ("modifier", "role")),
        ({"role": "part"}, "figures.role", ("role",)),
        ({"indicator": "don_vi"}, "figures.indicator", ("indicator",)),
        ({"period": "/2022-01-01"}, "figures.period", ("period",)),
        ({"subject": "xã B"}, "figures.subject", ("subject",)),
        ({"concept": "hộ nghèo"}, "figures.concept", ("concept",)),
    ],
)
def test_kinds_of_wrong_figures(
    figure: MakeFigure,
    make_gold: MakeGold,
    make_predictions: MakePredictions,
    judge: FieldJudge,
    change: dict[str, str],
    kind: str,
    wrong: tuple[str, ...],
) -> None:
    fields = {"low": "5", "high": "5", "concept": "hộ", "subject": "xã A"}
    gold, predicted = figure(0, "5 hộ", **fields), figure(0, "5 hộ", **(fields | change))
    cases = find_cases(make_gold([gold]), make_predictions([predicted]), judge, {})
    assert [(case.label, case.wrong) for case in cases] == [(kind, wrong)]
    assert (cases[0].gold, cases[0].predicted) == (gold, predicted)


def test_what_the_scorer_forgives_is_no_error(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    gold = figure(0, "5 hộ", "5.0", subject="MTTQ xã A", concept="Hộ", period="")
    predicted = figure(0, "5 hộ nghèo", "5", subject="Mặt trận Tổ quốc xã A", concept="hộ", period="/")
    assert find_cases(make_gold([gold]), make_predictions([predicted]), judge, {}) == []


def test_missed_and_spurious_come_in_text_order(
    figure: MakeFigure,
    entity: MakeEntity,
    make_gold: MakeGold,
    make_predictions: MakePredictions,
    judge: FieldJudge,
) -> None:
    gold = make_gold([figure(30, "5 hộ")], [entity("ORG", 0, 9), entity("LOC", 12, 15), entity("PER", 40, 45)])
    answer = make_predictions(
        [figure(20, "7 xã")], [entity("ORG", 0, 8), entity("ORG", 12, 15), entity("DATE", 50, 55)]
    )
    cases = find_cases(gold, answer, judge, {})
    assert kinds(cases) == [
        "entities.span",
        "entities.type",
        "figures.spurious",
        "figures.missed",
        "entities.missed",
        "entities.spurious",
    ]
    assert count_kinds([*cases, cases[0]])["entities.span"] == 2


def test_kinds_take_turns(figure: MakeFigure) -> None:
    missed = [ErrorCase("a", "figures", "missed", (), figure(i, "5 hộ"), None) for i in range(5)]
    spurious = ErrorCase("a", "figures", "spurious", (), None, figure(50, "5 hộ"))
    assert choose([*missed, spurious], 3) == [missed[0], spurious, missed[1]]
    assert choose([*missed, spurious], 0) == []


@pytest.mark.parametrize(
    "text, word, expected",
    [
        ("Một câu. Trao 5 quà. Hết.", "5 quà", "Trao 5 quà."),
        ("Dòng đầu\nTrao 5 quà\nDòng cuối", "5 quà", "Trao 5 quà"),
        ("Nói: “Có 5 quà.” Rồi về.", "5 quà", "Nói: “Có 5 quà.”"),
        ("5 quà", "5 quà", "5 quà"),
        ("Hết! 5 quà? Vâng.", "5 quà", "5 quà?"),
    ],
)
def test_the_sentence_around_a_span(text: str, word: str, expected: str) -> None:
    start = text.index(word)
    left, right = sentence_span(text, start, start + len(word))
    assert text[left:right] == expected


def test_a_sentence_without_an_end_is_cut() -> None:
    text = "chữ " * 1000
    left, right = sentence_span(text, 2000, 2003)
    assert left <= 2000 < 2003 <= right
    assert right - left < 1000


def test_errors_of_the_test_split_stay_closed(gold_folder: Path, judge: FieldJudge) -> None:
    gold = read_gold([gold_folder])
    texts = find_texts(gold.documents, [gold_folder.parent / "corpus"])
    nothing = Predictions({}, {})
    closed = find_cases(gold, nothing, judge, texts)
    assert {case.doc for case in closed} == {"bai-1"}
    assert {case.doc for case in find_cases(gold, nothing, judge, texts, allow_test=True)} == {
        "bai-1",
        "bai-2",
    }
    assert closed[0].sentence.startswith("Sáng nay")


@pytest.fixture
def evil(figure: MakeFigure, make_gold: MakeGold, judge: FieldJudge) -> Report:
    """A report on rows that would be markup where they are not escaped."""
    start = EVIL.index("5 hộ")
    row = figure(start, "5 hộ", "5", concept=EVIL, subject=EVIL, role=EVIL)
    org = EntityRow(doc="a", start=0, end=8, surface=EVIL[:8], type="<ORG>")
    gold = make_gold([row], [org])
    answer = Predictions({"a": (replace(row, role="<b>part</b>", subject="</td>"),)}, {"a": ()})
    texts = {"a": Record("a", EVIL)}
    scores = evaluate(gold, answer, judge, problems=["<i>văn bản</i>"])
    cases = find_cases(gold, answer, judge, texts)
    return Report(scores, tuple(cases), 10, tuple(compare(gold, answer, answer, judge)), hidden=2)


def test_the_page_escapes_everything_and_needs_nothing_else(evil: Report) -> None:
    page = Page(to_html(evil))
    assert not {"script", "b", "i", "link", "img", "iframe"} & set(page.tags)
    assert page.links == []
    assert "url(" not in to_html(evil)
    for text in (EVIL, "<b>part</b>", "</td>", "<ORG>", "<i>văn bản</i>"):
        assert text in page.text
    assert page.tags.count("article") == len(evil.cases) == 2


def test_the_page_marks_gold_and_predicted_spans(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    text = "Có hơn 15 hộ nghèo."
    gold, predicted = figure(7, "15 hộ", "15"), figure(3, "hơn 15", "15", modifier="more_than")
    answer = make_predictions([predicted])
    cases = find_cases(make_gold([gold]), answer, judge, {"a": Record("a", text)})
    html = to_html(Report(evaluate(make_gold([gold]), answer, judge), tuple(cases), 5))
    predicted_part, both, gold_part = "hơn ", "15", " hộ"
    assert (
        f'Có <mark class="predicted">{predicted_part}</mark><mark class="both">{both}</mark>'
        f'<mark class="gold">{gold_part}</mark> nghèo.'
    ) in html


def rendered(report: Report) -> str:
    stream = StringIO()
    Console(file=stream, width=200, highlight=False, markup=False).print(*renderables(report), sep="\n")
    return stream.getvalue()


def test_the_table_shows_texts_as_they_are(evil: Report) -> None:
    text = rendered(evil)
    assert EVIL in text
    assert "✗ role" in text
    assert "errors of split test are hidden" in text
    assert "So sánh từng cặp" in text


def test_errors_are_left_out_unless_asked_for(evil: Report) -> None:
    silent = replace(evil, limit=0)
    assert "errors" not in to_dict(silent)
    assert "Lỗi (errors)" not in rendered(silent)
    assert "<article>" not in to_html(silent)
    shown = to_dict(replace(evil, limit=1))["errors"]
    assert len(shown["cases"]) == 1
    assert shown["counts"] == {"entities.missed": 1, "figures.role": 1}
    assert shown["hidden_test_documents"] == 2


def test_numbers_of_the_table(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    rows = [figure(i * 10, "5 hộ") for i in range(3)]
    text = rendered(Report(evaluate(make_gold(rows), make_predictions(rows[:1]), judge)))
    line = next(line for line in text.splitlines() if "Đại lượng (quantity)" in line)
    cells = [cell.strip() for cell in line.strip("│").split("│")]
    assert cells == ["Đại lượng (quantity)", "100,0", "33,3", "50,0", "", "3", "1"]
