"""Each test plants one fault in sound gold and looks for its line."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.check import Checked, check_gold
from mttq_extract.evaluate.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

VOCABULARY = Vocabulary.load()


def check(folder: Path) -> Checked:
    return check_gold([folder], [folder.parent / "corpus"], VOCABULARY)


def edit(folder: Path, file: str, line: int, **fields: Any) -> None:
    path = folder / f"{file}.jsonl"
    rows = [json.loads(row) for row in path.read_text("utf-8").splitlines()]
    rows[line - 1] |= fields
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def append(folder: Path, file: str, line: str) -> None:
    with (folder / f"{file}.jsonl").open("a", encoding="utf-8") as out:
        out.write(line + "\n")


def the_problem(checked: Checked) -> tuple[str, str]:
    """File and line of the only problem, and its message."""
    (problem,) = checked.problems
    assert problem.error
    return Path(problem.where).name, problem.message


def test_sound_gold_has_no_problems(gold_folder: Path) -> None:
    checked = check(gold_folder)
    assert checked.problems == ()
    assert (checked.documents, checked.figures, checked.entities, checked.errors) == (3, 4, 1, 0)


@pytest.mark.parametrize(
    "line, fields, said",
    [
        (1, {"unit": "VNĐ"}, "(unknown unit)"),
        (1, {"modifier": "morethan"}, "có phải more_than? (unknown modifier)"),
        (1, {"role": "done"}, "(unknown role)"),
        (1, {"role": ""}, "(unknown role)"),
        (1, {"indicator": "qua_tag"}, "có phải qua_tang"),
        (2, {"high": "500"}, "low 500000 > high 500"),
        (1, {"low": "130", "high": "130"}, "low 130 không thể đọc từ '120 suất quà'"),
        (2, {"low": "50000", "high": "50000"}, "low 50000 không thể đọc"),
        (2, {"low": "500", "high": "5000000"}, "high 5000000 không thể đọc"),
        (3, {"of": ""}, "unit ratio thiếu of"),
        (3, {"of": "9"}, "of 9 không thể đọc"),
        (3, {"high": "8"}, "unit ratio cần low = high"),
        (1, {"of": "12"}, "of 12 chỉ dành cho unit ratio"),
        (1, {"period": "2022"}, "(bad period)"),
        (1, {"period": "2022-02-30/2022-12-31"}, "(bad period)"),
        (1, {"period": "2022-01-01 / 2022-12-31"}, "(bad period)"),
        (1, {"period": "2022-12-31/2022-01-01"}, "(period runs backwards)"),
        (1, {"period": "/"}, "(empty period)"),
        (1, {"low": "abc"}, "(not a plain decimal)"),
        (1, {"start": "36"}, "(not integers)"),
    ],
)
def test_faults_of_a_figure(gold_folder: Path, line: int, fields: dict[str, Any], said: str) -> None:
    edit(gold_folder, "figures", line, **fields)
    where, message = the_problem(check(gold_folder))
    assert where == f"figures.jsonl:{line}"
    assert said in message


@pytest.mark.parametrize("period", ["2022-01-01/", "/2022-12-31", "2022-05-05/2022-05-05", ""])
def test_good_periods(gold_folder: Path, period: str) -> None:
    edit(gold_folder, "figures", 1, period=period)
    assert check(gold_folder).problems == ()


@pytest.mark.parametrize(
    "fields, said",
    [({"type": "PERSON"}, "(unknown type)"), ({"title": "Chủ tịch"}, "(title of a non-person)")],
)
def test_faults_of_an_entity(gold_folder: Path, fields: dict[str, str], said: str) -> None:
    edit(gold_folder, "entities", 1, **fields)
    where, message = the_problem(check(gold_folder))
    assert where == "entities.jsonl:1"
    assert said in message


def test_a_shifted_span_says_where_the_surface_is(gold_folder: Path) -> None:
    row = json.loads((gold_folder / "figures.jsonl").read_text("utf-8").splitlines()[0])
    edit(gold_folder, "figures", 1, start=row["start"] + 3, end=row["end"] + 3)
    where, message = the_problem(check(gold_folder))
    assert where == "figures.jsonl:1"
    assert f"chỗ gần nhất là {row['start']}-{row['end']}" in message


def test_a_surface_that_is_nowhere_in_the_text(gold_folder: Path) -> None:
    edit(gold_folder, "figures", 1, surface="120 phần quà")
    assert "surface này không có trong văn bản" in the_problem(check(gold_folder))[1]


def test_a_span_longer_than_its_surface(gold_folder: Path) -> None:
    row = json.loads((gold_folder / "figures.jsonl").read_text("utf-8").splitlines()[0])
    edit(gold_folder, "figures", 1, end=row["end"] + 1)
    messages = [problem.message for problem in check(gold_folder).problems]
    assert any("length of span and surface differ" in message for message in messages)


def test_untrimmed_and_decomposed_surfaces(gold_folder: Path) -> None:
    row = json.loads((gold_folder / "figures.jsonl").read_text("utf-8").splitlines()[0])
    edit(gold_folder, "figures", 1, start=row["start"] - 1, surface=" " + row["surface"])
    assert "(untrimmed span)" in the_problem(check(gold_folder))[1]
    edit(gold_folder, "figures", 1, start=row["start"], surface="120 suâ\u0301t quà")
    assert any("(surface is not NFC)" in problem.message for problem in check(gold_folder).problems)


def test_a_span_without_a_number(gold_folder: Path) -> None:
    text = (gold_folder.parent / "corpus" / "bai-1.txt").read_text("utf-8")
    start = text.index("suất quà")
    edit(gold_folder, "figures", 1, start=start, end=start + 8, surface="suất quà")
    assert "(no number in the span)" in the_problem(check(gold_folder))[1]


def test_a_duplicate_names_the_other_line(gold_folder: Path) -> None:
    lines = (gold_folder / "figures.jsonl").read_text("utf-8").splitlines()
    append(gold_folder, "figures", lines[0])
    where, message = the_problem(check(gold_folder))
    assert where == "figures.jsonl:5"
    assert "figures.jsonl:1; bỏ một dòng (duplicate)" in message


def test_an_overlap_is_found_behind_a_third_span(gold_folder: Path) -> None:
    row = json.loads((gold_folder / "figures.jsonl").read_text("utf-8").splitlines()[0])
    text = (gold_folder.parent / "corpus" / "bai-1.txt").read_text("utf-8")
    long = row | {"start": row["start"] - 4, "end": 70, "surface": text[row["start"] - 4 : 70]}
    append(gold_folder, "figures", json.dumps(long, ensure_ascii=False))
    wheres = [Path(p.where).name for p in check(gold_folder).problems if "overlapping" in p.message]
    assert wheres == ["figures.jsonl:1", "figures.jsonl:2"]


def test_a_figure_inside_an_entity_is_no_overlap(gold_folder: Path) -> None:
    start = (gold_folder.parent / "corpus" / "bai-1.txt").read_text("utf-8").index("7/8 thôn")
    row = {
        "doc": "bai-1",
        "start": start,
        "end": start + 8,
        "surface": "7/8 thôn",
        "type": "LOC",
        "title": "",
    }
    append(gold_folder, "entities", json.dumps(row, ensure_ascii=False))
    assert check(gold_folder).problems == ()


def test_an_unknown_document(gold_folder: Path) -> None:
    edit(gold_folder, "figures", 4, doc="bai-9")
    where, message = the_problem(check(gold_folder))
    assert where == "figures.jsonl:4"
    assert "(unknown document)" in message


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"split": ""}, "(split is missing)"),
        ({"split": "train"}, "(unknown split)"),
        ({"source": "web"}, "(unknown source)"),
        ({"sha256": "0" * 64}, "(text has changed)"),
        ({"sha256": "abc"}, "(malformed sha256)"),
        ({"sha256": ""}, "(sha256 is missing)"),
        ({"length": 3}, "length 3, văn bản dài"),
        ({"length": None}, "(length is missing)"),
        ({"published": "11/11/2022"}, "(not a date)"),
        ({"length": -1}, "phải là số nguyên không âm"),
    ],
)
def test_faults_of_a_document(gold_folder: Path, fields: dict[str, Any], said: str) -> None:
    edit(gold_folder, "documents", 3, **fields)
    where, message = the_problem(check(gold_folder))
    assert where == "documents.jsonl:3"
    assert said in message


def test_the_missing_hash_is_given(gold_folder: Path) -> None:
    documents = (gold_folder / "documents.jsonl").read_text("utf-8").splitlines()
    hash_ = json.loads(documents[2])["sha256"]
    edit(gold_folder, "documents", 3, sha256="")
    assert hash_ in the_problem(check(gold_folder))[1]


def test_a_missing_text_is_an_error_of_ours_and_a_note_on_others(gold_folder: Path) -> None:
    (gold_folder.parent / "corpus" / "bai-3.txt").unlink()
    assert the_problem(check(gold_folder))[0] == "documents.jsonl:3"
    edit(gold_folder, "documents", 3, source="external")
    checked = check(gold_folder)
    assert [problem.error for problem in checked.problems] == [False]
    assert checked.errors == 0


def test_a_document_listed_twice(gold_folder: Path) -> None:
    append(gold_folder, "documents", (gold_folder / "documents.jsonl").read_text("utf-8").splitlines()[0])
    where, message = the_problem(check(gold_folder))
    assert where == "documents.jsonl:4"
    assert "documents.jsonl:1" in message


def test_entities_beyond_the_annotated_part(gold_folder: Path) -> None:
    edit(gold_folder, "documents", 1, entities_until=5)
    assert "(beyond entities_until)" in the_problem(check(gold_folder))[1]


def test_all_faults_are_told_in_line_order(gold_folder: Path) -> None:
    append(gold_folder, "figures", "{broken")
    edit_lines = {1: {"role": "done"}, 2: {"unit": "dong"}, 4: {"indicator": "quy"}}
    broken = (gold_folder / "figures.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) | edit_lines.get(i, {}) for i, line in enumerate(broken[:4], 1)]
    text = "\n".join([*(json.dumps(row, ensure_ascii=False) for row in rows), broken[4]])
    (gold_folder / "figures.jsonl").write_text(text, "utf-8")
    found = [Path(problem.where).name for problem in check(gold_folder).problems]
    assert found == [f"figures.jsonl:{line}" for line in (1, 2, 4, 5)]


def test_lines_are_ordered_as_numbers(gold_folder: Path) -> None:
    for _ in range(8):
        append(gold_folder, "figures", "{broken")
    lines = [int(problem.where.rpartition(":")[2]) for problem in check(gold_folder).problems]
    assert lines == list(range(5, 13))


def test_files_without_documents_are_checked_as_far_as_they_go(
    tmp_path: Path, jsonl: Callable[[Path, Iterable[dict[str, Any]]], Path], gold_folder: Path
) -> None:
    file = gold_folder / "figures.jsonl"
    assert check_gold([file], [gold_folder.parent / "corpus"], VOCABULARY).problems == ()
    without = check_gold([file], [], VOCABULARY)
    assert [problem.error for problem in without.problems] == [False, False]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such path"):
        check(tmp_path / "none")


@pytest.mark.parametrize(
    "surface, value",
    [
        ("13 tỷ đồng", "13000000000"),
        ("2,5 tỉ đồng", "2500000000"),
        ("1.670.400.000 đồng", "1670400000"),
        ("1.175,249 tỷ đồng", "1175249000000"),
        ("63,58%", "63.58"),
        ("3.06%", "3.06"),
        ("5.736 lượt người", "5736"),
        ("08 căn nhà", "8"),
        ("54, 5 tỷ đồng", "54500000000"),
        ("hàng chục tỷ đồng", "99000000000"),
        ("vài chục hộ", "90"),
        ("13 nghìn tỷ đồng", "13000000000000"),
        ("1 tỷ 50 triệu đồng", "1050000000"),
        ("1 tỷ rưỡi", "1500000000"),
        ("hai căn nhà", "2"),
        ("200.000 - 1 triệu đồng", "1000000"),
        ("5tr đồng", "5000000"),
        ("0 đồng", "0"),
        ("8,8", "8800000000"),
        ("¼ số hộ", "4"),
    ],
)
def test_values_that_can_come_from_a_surface(surface: str, value: str) -> None:
    assert VOCABULARY.can_be(surface, Decimal(value))
    assert VOCABULARY.has_number(surface)


def test_a_duration_of_several_numbers_is_believed() -> None:
    assert VOCABULARY.can_be("1 giờ 54 phút", Decimal(114), "minute")
    assert not VOCABULARY.can_be("1 giờ 54 phút", Decimal(114), "item")


@pytest.mark.parametrize(
    "surface, value",
    [
        ("13 tỷ đồng", "1300000000"),
        ("13 tỷ đồng", "13000000"),
        ("13 tỷ đồng", "31000000000"),
        ("29 căn nhà", "28"),
        ("29 căn nhà", "290"),
        ("500.000 đồng", "50000"),
        ("63,58%", "6.358"),
        ("1.250 hộ", "1260"),
    ],
)
def test_values_that_cannot(surface: str, value: str) -> None:
    assert not VOCABULARY.can_be(surface, Decimal(value))
