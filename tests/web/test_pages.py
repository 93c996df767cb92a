"""Every page answers, says what the database says, and leads from each number to its sentence."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.query import figures, groups
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Record
from tests.web.conftest import answering

if TYPE_CHECKING:
    from pathlib import Path


PATHS = [
    "/",
    "/chi-so/quy_vi_nguoi_ngheo_thu",
    "/chi-so/nha_xay_moi?place=thon+dong",
    "/so-lieu",
    "/so-lieu?group=place&group=year&indicator=nha_xay_moi",
    "/so-lieu?group=level&group=year",
    "/noi",
    "/noi?ten=hoa+dao",
    "/bai",
    "/bai/1",
    "/bai/3",
    "/tim",
    "/tim?q=giam+sat",
    "/chat-luong",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_has_title_language_and_landmarks(get: Any, path: str, lang: str) -> None:
    answer = get(path + ("&" if "?" in path else "?") + f"lang={lang}")
    text = answer.text
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in text
    assert re.search(r"<title>[^<]+ · [^<]+</title>", text)
    for part in ('<main id="noi-dung"', "<nav ", "<header", "<footer", 'role="search"', 'href="#noi-dung"'):
        assert part in text
    assert len(re.findall(r"<h1[ >]", text)) == 1
    assert text.count(' style="') == 0, "the policy of the pages forbids styles in line"
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text), "nothing is loaded from outside"
    ids = re.findall(r'\bid="([^"]*)"', text)
    assert len(ids) == len(set(ids))


def test_amounts_are_said_in_the_language_of_the_page_with_the_exact_value_behind(get: Any) -> None:
    vietnamese, english = get("/chi-so/quy_vi_nguoi_ngheo_thu").text, get("/chi-so/quy_vi_nguoi_ngheo_thu?lang=en").text
    assert '<data class="number" value="1500000000" title="1.500.000.000 đồng">1,5 tỷ đồng</data>' in vietnamese
    assert '<data class="number" value="1500000000" title="1,500,000,000 VND">1.5 billion VND</data>' in english


def test_the_chosen_language_is_kept(get: Any) -> None:
    cookie = get("/?lang=en").headers["set-cookie"]
    assert cookie.startswith("mttq_lang=en")
    assert '<html lang="en">' in get("/", cookie="mttq_lang=en").text
    assert '<html lang="vi">' in get("/?lang=vi", cookie="mttq_lang=en").text
    assert '<html lang="vi">' in get("/?lang=xx", cookie="mttq_lang=zz").text


def test_every_number_of_a_table_leads_to_its_sentence(get: Any) -> None:
    text = get("/so-lieu?indicator=nha_xay_moi").text
    anchors = re.findall(r'href="(/bai/\d+)#(so-\d+)" class="to-sentence"', text)
    assert len(anchors) == 6
    for path, anchor in anchors:
        article = get(path).text
        assert re.search(rf'<a class="figure[^"]*" id="{anchor}"', article)
    assert '<span class="sentence" id="cau-1">' in get("/bai/1").text


def test_an_article_is_shown_whole_and_unchanged(get: Any, database: Path) -> None:
    with closing(open_for_reading(str(database))) as connection:
        (stored,) = connection.execute("SELECT text FROM documents WHERE number = 1").fetchone()
    text = get("/bai/1").text
    body = text[text.index("<h1>") : text.index("</article>")]
    body = re.sub(r'<span class="card".*?</span></span>', "", body, flags=re.DOTALL)
    shown = re.sub(r"<p class=.*?</p>", "", body, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", "", shown).replace("&#34;", '"').split()
    assert words == stored.split()


def test_the_page_of_a_figure_says_what_decided(get: Any) -> None:
    text = get("/bai/1").text
    figure = re.search(r'href="(/so-lieu/\d+)"', text)
    assert figure is not None
    why = get(figure[1]).text
    assert "fake: đồng" in why
    assert "fake: năm 2022" in why
    assert "period.year" in why


def test_sums_are_those_of_mttq_query(get: Any, database: Path) -> None:
    with closing(open_for_reading(str(database))) as connection:
        wanted = FigureFilter(indicators=("nha_xay_moi",), unit="item")
        answer = groups(connection, wanted, ["year"])
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    text = get("/chi-so/nha_xay_moi").text
    years = text[text.index('id="year"') : text.index('id="place"')]
    for row in rows:
        if row["year"] and row["sum"] is not None:
            assert re.search(rf'<th scope="row">{row["year"]}</th><td class="right">.*?value="{row["sum"]}"', years)


def test_the_plot_says_the_same_as_its_table(get: Any) -> None:
    spec = get("/chi-so/nha_xay_moi/year.json").json()
    values = spec["data"]["values"]
    assert "vega-lite" in spec["$schema"]
    assert spec["encoding"]["x"]["scale"]["domain"] == ["2022", "2023"]
    table = get("/chi-so/nha_xay_moi").text
    for one in values:
        assert f">{one['said']}</data>" in table
        assert get(one["href"]).status_code == 200
    assert get("/chi-so/nha_xay_moi/place.json?lang=en").json()["data"]["values"]


def test_the_download_is_that_of_mttq_query_and_no_formula(get: Any, database: Path) -> None:
    answer = get("/so-lieu.csv?indicator=nha_xay_moi")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    with closing(open_for_reading(str(database))) as connection:
        found = figures(connection, FigureFilter(indicators=("nha_xay_moi",)))
        expected = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    assert [row["id"] for row in rows] == [str(row["id"]) for row in expected]
    assert [row["low"] for row in rows] == [row["low"] for row in expected]
    assert any(row["sentence"].startswith("'=HYPERLINK") for row in rows)
    grouped = list(csv.DictReader(io.StringIO(get("/so-lieu.csv?group=year").content.decode("utf-8-sig"))))
    assert grouped
    assert "sum" in grouped[0]


@pytest.mark.parametrize("words", ["giam sat", "GIÁM SÁT", "giám  sát", '"giam sat"', "sat giam"])
def test_search_forgives_diacritics(get: Any, words: str) -> None:
    text = get(f"/tim?q={words}").text
    assert "sau nhiều cuộc giám sát" in re.sub(r"<[^>]+>", "", text)
    assert 'href="/bai/1#cau-2"' in text
    assert 'href="/chi-so/giam_sat"' in text


def test_a_question_leads_to_its_figures(get: Any) -> None:
    text = get("/tim?q=nam 2023 hoa dao van dong quy vi nguoi ngheo bao nhieu").text
    link = re.search(r'href="(/so-lieu\?indicator=quy_vi_nguoi_ngheo_thu&amp;[^"]*period=2023)"', text)
    assert link is not None
    assert "1,5 tỷ đồng" in get(link[1].replace("&amp;", "&")).text
    assert "những câu có nhiều từ nhất" in text


def test_search_says_when_there_is_nothing(get: Any) -> None:
    assert "Không có câu nào" in get("/tim?q=khongcogi").text


def test_names_are_found_without_diacritics(get: Any) -> None:
    text = get("/noi?ten=thon dong").text
    assert "thôn Đông" in text
    assert 'class="to-sentence"' in text


def test_only_figures_that_are_sure_enough_are_listed(get: Any) -> None:
    def scores(path: str) -> list[float]:
        rows = csv.DictReader(io.StringIO(get(path).content.decode("utf-8-sig")))
        return [float(row["score"]) for row in rows]

    every = scores("/so-lieu.csv")
    least = sorted(every)[len(every) // 2]
    assert scores(f"/so-lieu.csv?score={least}") == [score for score in every if score >= least]
    assert "Độ chắc chắn «chắc» không phải số" in get("/so-lieu?score=chắc").text
    assert re.search(r"selected>từ 60\s*%", get("/so-lieu?score=0.6").text)


def test_errors_are_pages_that_help(get: Any) -> None:
    near = get("/chi-so/nha_xay")
    assert near.status_code == 404
    assert "/chi-so/nha_xay_moi" in near.text
    assert get("/khong-co").status_code == 404
    assert get("/bai/999").status_code == 404
    assert get("/bai/abc").status_code == 404
    assert get("/so-lieu/123").status_code == 404
    wrong = get("/so-lieu?period=khi%20nao")
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.text
    assert 'value="khi nao"' in wrong.text
    assert get("/bai?id=hoa-dao").headers["location"] == "/bai/1"
    assert get("/so-lieu/?place=thon+dong").headers["location"] == "/so-lieu?place=thon+dong"


def test_quality_shows_floors_or_the_scores_beside_the_database(get: Any, database: Path) -> None:
    assert "mức sàn" in get("/chat-luong").text
    scores = {"split": "dev", "documents": {"scored": 7}, "slots": {"role": {"accuracy": {"value": 0.8125, "n": 16}}}}
    beside = database.with_suffix(".eval.json")
    beside.write_text(json.dumps(scores), encoding="utf-8")
    try:
        text = get("/chat-luong").text
        assert "81,2%" in text
        assert beside.name in text
        beside.write_text("[]", encoding="utf-8")
        assert get("/chat-luong").status_code == 400
    finally:
        beside.unlink()


def test_pages_answer_while_a_run_is_writing(tmp_path: Path, extractor: Any) -> None:
    path = tmp_path / "dang chay.db"
    with Store(str(path)) as store:
        run = store.begin_run(ExtractorVersion("0", "tables-1", "models-1"))
        first = Record(id="mot", text="Trong năm 2023 MTTQ Xuân Lộc trao 3 căn nhà.", title="Bài thứ nhất")
        store.write(extractor.extract_record(first), first, run)
        with answering(path) as get:
            text = get("/").text
            assert "Đang có bài được đọc thêm" in text
            assert "Bài thứ hai" not in get("/bai").text
            second = Record(id="hai", text="Trong năm 2023 MTTQ Tân Phú trao 4 căn nhà.", title="Bài thứ hai")
            store.write(extractor.extract_record(second), second, run)
            store.end_run(run, Counts(2, 2), complete=True)
            assert "Bài thứ hai" in get("/bai").text
            assert 'value="7"' in get("/chi-so/nha_xay_moi").text
            assert "Đang có bài" not in get("/").text


@pytest.mark.parametrize(
    "lang, words", [("vi", "(?:cấp xã|khu dân cư|không rõ)"), ("en", "(?:commune|residential area|unknown)")]
)
def test_levels_are_named_in_the_language_of_the_page(get: Any, lang: str, words: str) -> None:
    text = get(f"/so-lieu?group=level&lang={lang}").text
    assert re.search(rf"<th scope=row>{words}</th>|<td>{words}</td>", text)
    assert "<td>commune</td>" not in text or lang == "en"


def test_what_does_not_add_up_is_ordered_by_its_latest_value(get: Any) -> None:
    text = get("/so-lieu?indicator=ho_ngheo&unit=percent&group=subject").text
    assert "63,58%" in text


def test_a_year_to_come_has_no_results_on_the_first_page(tmp_path: Path, extractor: Any) -> None:
    path = tmp_path / "nam toi.db"
    with Store(str(path)) as store:
        run = store.begin_run(ExtractorVersion("0", "tables-1", "models-1"))
        for year, houses in ((2023, 3), (2035, 4)):
            text = f"Trong năm {year} MTTQ Xuân Lộc trao {houses} căn nhà."
            record = Record(id=str(year), text=text, title="Bài", published=date(2024, 3, 1))
            store.write(extractor.extract_record(record), record, run)
        store.end_run(run, Counts(2, 2), complete=True)
    with answering(path) as get:
        text = get("/").text
    assert "2023" in text
    assert "2035" not in text.split('id="moi"')[0]


def test_articles_of_one_day_are_not_said_to_be_of_two(tmp_path: Path, extractor: Any) -> None:
    path = tmp_path / "a.db"
    for number, (day, said) in enumerate(((1, "Bài đăng ngày 1/3/2024."), (9, "Bài đăng từ 1/3/2024 đến 9/3/2024."))):
        with Store(str(path)) as store:
            run = store.begin_run(ExtractorVersion("0", "tables-1", "models-1"))
            text = f"Trong năm 2023 MTTQ Hoa Đào trao {day} căn nhà tại thôn Đông."
            record = Record(id=str(number), text=text, title="Bài", published=date(2024, 3, day))
            store.write(extractor.extract_record(record), record, run)
            store.end_run(run, Counts(1, 1), complete=True)
        with answering(path) as ask:
            assert said in ask("/").text
