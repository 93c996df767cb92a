from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from mttq_extract.cli.show import Column, show_table
from mttq_extract.store.query import FIGURE_COLUMNS
from mttq_extract.wording import number, period_name, value

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Call = Callable[..., Result]


def records(mttq: Call, db: Path, *options: object) -> list[dict[str, Any]]:
    result = mttq("query", "--db", db, "--format", "json", *options)
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def surfaces(mttq: Call, db: Path, *options: object) -> list[str]:
    return [row["surface"] for row in records(mttq, db, *options)]


@pytest.mark.parametrize(
    "options, found",
    [
        (["--indicator", "nha_xay_moi"], ["29 căn nhà", "9 căn nhà", "40 căn nhà", "12 căn nhà"]),
        (["--indicator", "NHA XAY MOI", "--period", "2022"], ["29 căn nhà", "9 căn nhà"]),
        (["--indicator", "ho_ngheo", "--indicator", "nhà xây mới", "--max", "20"], ["9 căn nhà", "12 căn nhà"]),
        (["--place", "cam tu"], ["13 tỷ đồng", "63,58%"]),
        (["--subject", "BINH MINH"], ["40 căn nhà", "12 căn nhà"]),
        (["--period", "2023-H1"], []),
        (["--period", "2022..2023", "--role", "target"], ["40 căn nhà"]),
        (["--unit", "VND"], ["13 tỷ đồng"]),
        (["--min", "1e9"], ["13 tỷ đồng"]),
        (["--min", "1,5 tỷ"], ["13 tỷ đồng"]),
        (["--role", "chi tieu"], ["40 căn nhà"]),
        (["--role", "ke hoach"], ["40 căn nhà"]),
        (["--unit", "đồng"], ["13 tỷ đồng"]),
        (["--unit", "tỷ đồng"], ["13 tỷ đồng"]),
        (["--unit", "căn", "--period", "2022"], ["29 căn nhà", "9 căn nhà"]),
        (["--unit", "Ngôi nhà", "--period", "2022"], ["29 căn nhà", "9 căn nhà"]),
        (["--document", "b"], ["40 căn nhà", "12 căn nhà"]),
        (["--document", "a", "--document", "b", "--max", "20"], ["9 căn nhà", "12 căn nhà"]),
        (["--search", "dat ke hoach"], ["13 tỷ đồng", "63,58%"]),
        (["--sort", "low", "--limit", "2"], ["9 căn nhà", "12 căn nhà"]),
        (["--sort=-low", "--limit", "1"], ["13 tỷ đồng"]),
    ],
)
def test_filters(mttq: Call, db: Path, options: list[str], found: list[str]) -> None:
    assert surfaces(mttq, db, *options) == found


def test_an_article_asked_by_name_tells_what_an_earlier_version_told(mttq: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_text((folder / "b.txt").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    db = tmp_path / "c.db"
    assert mttq("run", folder, "--db", db).exit_code == 0
    assert surfaces(mttq, db, "--document", "c") == ["40 căn nhà", "12 căn nhà"]
    (group,) = records(mttq, db, "--document", "c", "--group-by", "document", "--role", "actual")
    assert (group["document"], group["sum"]) == ("c", "12")


@pytest.mark.parametrize(
    "options, words",
    [
        (["--indicator", "nha xay moiii"], "nha_xay_moi (Nhà xây mới)"),
        (["--document", "bài-7"], "Không có bài nào có mã «bài-7»"),
        (["--document", ""], "có: a, b"),
        (["--period", "hôm nào"], "Không hiểu kỳ «hôm nào»"),
        (["--min", "nhiều"], "--min «nhiều» không phải số"),
        (["--min", "10 trieu"], "--min «10 trieu» không phải số"),
        (["--min", "1 tỷỷ"], "--min «1 tỷỷ» không phải số"),
        (["--unit", "phan tam"], "percent (%)"),
        (["--unit", "xyz"], "Không có đơn vị «xyz»"),
        (["--inside"], "--place"),
        (["--role", "muc tieeu"], "target (chỉ tiêu)"),
        (["--max", "nan"], "không phải số"),
        (["--sort", "x"], "Không có cột «x»"),
        (["--group-by", "x"], "Không có cột «x»"),
        (["--search", "!"], "không có chữ"),
        (["--role", "x"], "actual"),
        (["--limit", "0"], "limit"),
        (["--format", "table", "-o", "x"], "-o"),
    ],
)
def test_wrong_usage(mttq: Call, db: Path, options: list[str], words: str) -> None:
    result = mttq("query", "--db", db, *options)
    assert result.exit_code == 2
    assert words in result.stderr


def test_formats_hold_the_same_rows(mttq: Call, db: Path, tmp_path: Path) -> None:
    rows = records(mttq, db)
    assert list(rows[0]) == list(FIGURE_COLUMNS)
    assert (rows[0]["low"], rows[0]["label_vi"]) == ("13000000000", "Vận động Quỹ “Vì người nghèo”")
    lines = mttq("query", "--db", db, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    sheet = list(csv.DictReader(io.StringIO(mttq("query", "--db", db, "--format", "csv").stdout)))
    assert sheet == [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]
    path = tmp_path / "ra.csv"
    assert mttq("query", "--db", db, "--format", "csv", "-o", path).stdout == ""
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")  # so that Excel reads Vietnamese
    assert list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))) == sheet


def test_an_excel_sheet_has_numbers_and_no_formulas(mttq: Call, folder: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (folder / "c.txt").write_text("=1+1\x0b, MTTQ Hoa Đào trao 7 căn nhà.", encoding="utf-8")
    db, path = tmp_path / "a.db", tmp_path / "ra.xlsx"
    mttq("run", folder, "--db", db)
    assert mttq("query", "--db", db, "--sort", "id", "--format", "xlsx", "-o", path).exit_code == 0
    head, *rows = openpyxl.load_workbook(path).active.iter_rows()
    names = [cell.value for cell in head]
    assert names == list(FIGURE_COLUMNS)
    assert rows[0][names.index("low")].value == 13_000_000_000
    sentence = rows[-1][names.index("sentence")]
    assert (sentence.data_type, sentence.value) == ("s", "=1+1 , MTTQ Hoa Đào trao 7 căn nhà.")


def test_a_parquet_file_has_types(mttq: Call, db: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "ra.parquet"
    assert mttq("query", "--db", db, "--format", "parquet", "-o", path).exit_code == 0
    table = parquet.read_table(path)
    assert table.column_names == list(FIGURE_COLUMNS)
    assert table["low"].to_pylist()[:2] == [13e9, 63.58]
    assert mttq("query", "--db", db, "--group-by", "year", "--format", "parquet", "-o", path).exit_code == 0
    assert parquet.read_table(path)["figures"].to_pylist() == [2, 2, 1, 1]


@pytest.mark.parametrize("format_, package", [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_a_missing_library_is_named(
    mttq: Call, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    result = mttq("query", "--db", db, "--format", format_, "-o", tmp_path / "x")
    assert result.exit_code == 2
    assert f"pip install {package}" in result.stderr
    assert not (tmp_path / "x").exists()


def test_a_file_that_cannot_be_written(mttq: Call, db: Path, tmp_path: Path) -> None:
    result = mttq("query", "--db", db, "--format", "csv", "-o", tmp_path / "khong" / "x.csv")
    assert result.exit_code == 2
    assert "chưa có thư mục này, hãy tạo trước (cannot write)" in result.stderr


def test_the_table_is_whole_when_it_is_no_terminal(mttq: Call, db: Path) -> None:
    result = mttq("query", "--db", db)
    (line,) = [line for line in result.stdout.splitlines() if "13.000.000.000" in line]
    for cell in ("Vận động Quỹ “Vì người nghèo”", "> 13.000.000.000 đồng", "thực hiện", "2022", "MTTQ Hoa Đào", " a"):
        assert cell in line
    assert "…" not in line
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


def test_a_table_that_is_cut_says_so(mttq: Call, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "đang hiện 2 dòng đầu" in mttq("query", "--db", db, "--limit", 2).stderr
    assert mttq("query", "--db", db, "--limit", 6).stderr == ""
    monkeypatch.setattr("mttq_extract.cli.query.SHOWN", 3)
    assert "đang hiện 3 dòng đầu" in mttq("query", "--db", db).stderr
    assert len(records(mttq, db)) == 6


def test_no_match_is_said_and_is_no_error(mttq: Call, db: Path) -> None:
    result = mttq("query", "--db", db, "--period", "1999")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Không có số liệu nào khớp" in result.stderr


def test_words_for_several_indicators_are_told(mttq: Call, db: Path) -> None:
    result = mttq("query", "--db", db, "--indicator", "người nghèo", "--format", "csv")
    assert "quy_vi_nguoi_ngheo_chi (Chi từ Quỹ “Vì người nghèo”)" in result.stderr
    assert len(result.stdout.splitlines()) == 2


def test_groups_are_added_up_and_the_rule_is_told(mttq: Call, db: Path) -> None:
    rows = records(mttq, db, "--group-by", "indicator", "--group-by", "year", "--sort", "year")
    assert [(r["indicator"], r["year"], r["unit"], r["figures"], r["sum"]) for r in rows] == [
        ("ho_ngheo", "2022", "percent", 1, None),
        ("nha_xay_moi", "2022", "item", 2, "29"),
        ("quy_vi_nguoi_ngheo_thu", "2022", "VND", 1, "13000000000"),
        ("nha_xay_moi", "2023", "item", 2, "12"),
    ]
    result = mttq("query", "--db", db, "--group-by", "indicator")
    assert "vai trò thực hiện" in result.stderr
    assert "số đếm" in result.stdout
    assert "item" not in result.stdout
    assert "Nhà xây mới" in result.stdout
    assert "41" in next(line for line in result.stdout.splitlines() if "Nhà xây mới" in line).split()
    assert "vai trò chỉ tiêu" in mttq("query", "--db", db, "--group-by", "year", "--role", "target").stderr


def test_columns_by_vietnamese_names_are_the_same_columns(mttq: Call, db: Path) -> None:
    named = records(mttq, db, "--group-by", "chi tieu", "--group-by", "Năm", "--sort=-tổng")
    assert named == records(mttq, db, "--group-by", "indicator", "--group-by", "year", "--sort=-sum")
    assert surfaces(mttq, db, "--sort=-giá trị", "--limit", "1") == ["13 tỷ đồng"]


def test_several_roles_are_compared_and_never_added_up(mttq: Call, db: Path) -> None:
    both = ("--indicator", "nha_xay_moi", "--role", "chỉ tiêu", "--role", "actual")
    every = ["29 căn nhà", "9 căn nhà", "40 căn nhà", "12 căn nhà"]
    assert sorted(surfaces(mttq, db, *both, "--sort", "id")) == sorted(s for s in every if s != "9 căn nhà")
    rows = records(mttq, db, *both, "--group-by", "year", "--sort", "year")
    assert [(row["year"], row["role"], row["sum"]) for row in rows] == [
        ("2022", "actual", "29"),
        ("2023", "actual", "12"),
        ("2023", "target", "40"),
    ]
    assert "vai trò từng loại" in mttq("query", "--db", db, *both, "--group-by", "year").stderr


def test_a_group_without_a_place_is_said_to_have_none(mttq: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_text("Đã trao 7 căn nhà.", encoding="utf-8")
    db = tmp_path / "b.db"
    mttq("run", folder, "--db", db)
    for column, none in (("nơi", "(không nêu nơi)"), ("tỉnh", "(không rõ tỉnh)"), ("năm", "(không nêu kỳ)")):
        asked = ("--indicator", "nha_xay_moi", "--group-by", column)
        assert none in mttq("query", "--db", db, *asked).stdout
        assert none not in mttq("query", "--db", db, *asked, "--format", "csv").stdout


@pytest.mark.parametrize(
    "digits, written",
    [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1.000"),
        ("-1234567.50", "-1.234.567,50"),
        ("0.05", "0,05"),
        ("-0.5", "-0,5"),
    ],
)
def test_numbers_as_they_are_written(digits: str, written: str) -> None:
    assert number(digits) == written


def test_values_and_periods_as_they_are_written() -> None:
    assert value("5", "10", "percent", modifier="less_than") == "< 5–10%"
    assert value("50000000", "50000000", "VND", per="căn") == "50.000.000 đồng/căn"
    assert value("1.5", "1.5", "ha") == "1,5 ha"
    assert period_name("2019-01-01/2024-12-31") == "2019–2024"
    assert period_name("2022-11-11/2022-11-11") == "2022-11-11"
    assert period_name("2022-04-01/") == "2022-04-01 …"


def test_a_file_has_the_format_of_its_ending(mttq: Call, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "ra.XLSX"
    assert mttq("query", "--db", db, "-o", path).exit_code == 0
    assert path.read_bytes().startswith(b"PK")
    assert mttq("query", "--db", db, "-o", tmp_path / "ra.json").exit_code == 0
    assert json.loads((tmp_path / "ra.json").read_text("utf-8")) == records(mttq, db)
    assert mttq("query", "--db", db, "--format", "csv", "-o", tmp_path / "ra.txt").exit_code == 0
    result = mttq("query", "--db", db, "-o", tmp_path / "khác.txt")
    assert result.exit_code == 2
    assert "đuôi file .csv, .json, .jsonl, .xlsx, .parquet" in result.stderr


def test_what_is_one_thing_among_others_of_its_indicator_is_told(mttq: Call, db: Path) -> None:
    told = mttq("query", "--db", db, "--indicator", "xe đạp").stderr
    assert "«xe đạp» nằm trong chỉ số hien_vat (Hiện vật), cùng những thứ khác (part of an indicator)" in told
    assert '--search "xe đạp"' in told
    for named in ("hiện vật", "hien_vat", "tổng số nhà xây mới"):
        assert "part of an indicator" not in mttq("query", "--db", db, "--indicator", named).stderr


def test_a_word_for_one_thing_that_asks_for_all_counts_is_told(mttq: Call, db: Path) -> None:
    assert "«căn» là mọi thứ đếm được" in mttq("query", "--db", db, "--unit", "căn").stderr
    for asked in (["--unit", "item"], ["--unit", "số đếm"], ["--unit", "căn", "--indicator", "nhà xây mới"]):
        assert "mọi thứ đếm được" not in mttq("query", "--db", db, *asked).stderr


def terminal(width: int) -> tuple[Console, io.StringIO]:
    """A terminal of so many columns, and what is shown on it."""
    shown = io.StringIO()
    return Console(file=shown, force_terminal=True, width=width), shown


def test_no_number_is_broken_in_a_narrow_terminal(mttq: Call, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen, shown = terminal(100)
    monkeypatch.setattr("mttq_extract.cli.show.console", lambda: screen)
    monkeypatch.setattr("mttq_extract.cli.query.is_narrow", lambda least: least > 100)
    mttq("query", "--db", db)
    assert "> 13.000.000.000 đồng" in shown.getvalue()
    mttq("query", "--db", db, "--group-by", "indicator")
    grouped = shown.getvalue().partition("Cao nhất")[2]
    assert "13 tỷ đồng" in grouped
    assert "13.000" not in grouped


def test_a_number_without_room_is_seen_to_be_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, shown = terminal(12)
    monkeypatch.setattr("mttq_extract.cli.show.console", lambda: screen)
    show_table([Column("Giá trị", right=True, whole=True)], [["13.000.000.000 đồng"]])
    assert "…" in shown.getvalue()
    assert "000 đồng" not in shown.getvalue()
