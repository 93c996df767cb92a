from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.gold import check_texts, read_gold
from mttq_extract.evaluate.rows import decimal_of, figure_row
from mttq_extract.evaluate.texts import find_texts, read_lines, text_hash
from mttq_extract.types import Record

WriteJsonl = Callable[[Path, Iterable[dict[str, Any]]], Path]

FIGURE: dict[str, Any] = {
    "doc": "a",
    "start": 3,
    "end": 8,
    "surface": "10 hộ",
    "low": "10",
    "high": "10",
    "unit": "item",
    "modifier": "exact",
}
ENTITY: dict[str, Any] = {"doc": "a", "start": 0, "end": 2, "surface": "Xã", "type": "LOC"}


@pytest.mark.parametrize("missing", ["", None])
def test_missing_values_may_be_empty_or_null(missing: str | None) -> None:
    row = figure_row(FIGURE | {"of": missing, "per": missing, "period": missing, "subject": missing}, "f:1")
    assert (row.of, row.per, row.period, row.subject) == (None, "", "", "")


def test_a_row_written_out_reads_back_the_same() -> None:
    row = figure_row(FIGURE | {"of": "12", "low": "63.50", "place": "xã A", "concept": "hộ"}, "f:1")
    written = json.loads(json.dumps(row.to_dict()))
    assert figure_row(written, "g:9") == row
    assert written["low"] == "63.50"


@pytest.mark.parametrize("value, expected", [("13000000000", "13000000000"), (5, "5"), ("0.10", "0.10"), ("-3", "-3")])
def test_decimals(value: object, expected: str) -> None:
    assert str(decimal_of({"low": value}, "low", "f:1")) == expected


def test_a_json_number_stays_exact(tmp_path: Path) -> None:
    file = tmp_path / "figures.jsonl"
    line = json.dumps(FIGURE).replace('"low": "10"', '"low": 0.1000000000000000055')
    file.write_text(line, "utf-8")
    assert read_gold([file]).figures["a"][0].low == Decimal("0.1000000000000000055")


@pytest.mark.parametrize("value", ["mười", "1e999", "NaN", "Infinity", "1_000", "１２", " 5", True, [5], "1,5"])
def test_what_is_no_plain_decimal_is_refused(value: object) -> None:
    with pytest.raises(GoldError, match=r"^f:7: low là"):
        decimal_of({"low": value}, "low", "f:7")


@pytest.mark.parametrize(
    "change, said",
    [
        ({"low": None}, "thiếu low hoặc high"),
        ({"high": ""}, "thiếu low hoặc high"),
        ({"doc": ""}, "thiếu tên văn bản"),
        ({"start": "3"}, "phải là số nguyên"),
        ({"end": True}, "phải là số nguyên"),
        ({"start": 8}, "rỗng hoặc âm"),
        ({"start": -1}, "rỗng hoặc âm"),
        ({"unit": 5}, "unit phải là chuỗi"),
    ],
)
def test_a_bad_row_names_its_line(tmp_path: Path, jsonl: WriteJsonl, change: dict[str, Any], said: str) -> None:
    file = jsonl(tmp_path / "figures.jsonl", [FIGURE, FIGURE | change])
    with pytest.raises(GoldError, match=rf"figures\.jsonl:2: .*{said}"):
        read_gold([file])


@pytest.mark.parametrize(
    "line, said", [("{", "không phải JSON"), ("[1]", "cần đối tượng JSON"), ('{"x": 1}', "không nhận ra")]
)
def test_a_line_that_is_no_row_is_refused(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "figures.jsonl"
    file.write_text(json.dumps(FIGURE) + "\n\n" + line + "\n", "utf-8")
    with pytest.raises(GoldError, match=rf"figures\.jsonl:3: {said}"):
        read_gold([file])


def test_a_folder(gold_folder: Path) -> None:
    gold = read_gold([gold_folder])
    assert list(gold.documents) == ["bai-1", "bai-2", "bai-3"]
    assert [row.surface for row in gold.figures["bai-1"]] == ["120 suất quà", "500.000 đồng", "7/8 thôn"]
    assert gold.figures["bai-3"] == ()
    assert gold.entities["bai-1"][0].type == "ORG"
    assert gold.folders == (gold_folder,)


def test_splits(gold_folder: Path) -> None:
    gold = read_gold([gold_folder])
    assert list(gold.select("dev").documents) == ["bai-1", "bai-3"]
    assert list(gold.select("test").figures) == ["bai-2"]
    assert list(gold.select("all").documents) == ["bai-1", "bai-2", "bai-3"]
    assert gold.select("all").hash == gold.hash
    assert gold.default_split == "dev"
    with pytest.raises(GoldError, match=r"'regressions'.*dev, test"):
        gold.select("regressions")


def test_other_fields_of_a_document_are_kept_and_do_not_change_the_hash(gold_folder: Path) -> None:
    before = read_gold([gold_folder]).hash
    file = gold_folder / "documents.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    rows[0] |= {"genre": "tổng kết"}
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    gold = read_gold([gold_folder])
    assert gold.hash == before
    assert gold.documents["bai-1"].to_dict() == rows[0]
    rows[0] |= {"published": "2022-11-11"}
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert read_gold([gold_folder]).hash != before


def test_sources(gold_folder: Path) -> None:
    file = gold_folder / "documents.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    rows[2]["source"] = "external"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    gold = read_gold([gold_folder])
    assert list(gold.select("all", "corpus").documents) == ["bai-1", "bai-2"]
    assert list(gold.select("dev", "external").documents) == ["bai-3"]
    with pytest.raises(GoldError, match="no document from this source"):
        gold.select("test", "external")


def test_explicit_files_without_documents_are_split_all(tmp_path: Path, jsonl: WriteJsonl) -> None:
    figures = jsonl(tmp_path / "x.jsonl", [FIGURE, FIGURE | {"doc": "vinews/12"}])
    entities = jsonl(tmp_path / "y.jsonl", [ENTITY | {"doc": "b"}])
    gold = read_gold([figures, entities])
    assert {id_: d.split for id_, d in gold.documents.items()} == {"a": "all", "b": "all", "vinews/12": "all"}
    assert gold.default_split == "all"
    assert (gold.has_figures, gold.has_entities) == (True, True)
    assert not read_gold([figures]).has_entities
    assert not read_gold([entities]).has_figures


def test_prefixed_names_in_a_folder_are_found(tmp_path: Path, jsonl: WriteJsonl) -> None:
    jsonl(tmp_path / "mau.figures.jsonl", [FIGURE])
    jsonl(tmp_path / "mau.entities.jsonl", [ENTITY])
    jsonl(tmp_path / "other.jsonl", [{"x": 1}])
    gold = read_gold([tmp_path])
    assert len(gold.figures["a"]) == len(gold.entities["a"]) == 1


def test_an_empty_figures_file_means_no_figures_not_no_annotation(gold_folder: Path) -> None:
    (gold_folder / "figures.jsonl").write_text("", "utf-8")
    gold = read_gold([gold_folder])
    assert gold.has_figures
    (gold_folder / "figures.jsonl").unlink()
    assert not read_gold([gold_folder]).has_figures


def test_a_row_of_an_unlisted_document_is_refused(gold_folder: Path) -> None:
    with (gold_folder / "figures.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(FIGURE | {"doc": "lạ"}, ensure_ascii=False))
    with pytest.raises(GoldError, match=r"figures\.jsonl:5: văn bản 'lạ'"):
        read_gold([gold_folder])


def test_a_document_listed_twice_is_refused(gold_folder: Path) -> None:
    file = gold_folder / "documents.jsonl"
    file.write_text(file.read_text("utf-8") * 2, "utf-8")
    with pytest.raises(GoldError, match=r"documents\.jsonl:4: .*documents\.jsonl:1"):
        read_gold([gold_folder])


def test_missing_paths_and_empty_folders(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such path"):
        read_gold([tmp_path / "nowhere"])
    with pytest.raises(GoldError, match="no gold files"):
        read_gold([tmp_path])
    (tmp_path / "figures.jsonl").write_text("\n", "utf-8")
    with pytest.raises(GoldError, match="gold is empty"):
        read_gold([tmp_path])


def test_the_hash_ignores_order_and_sees_every_field(tmp_path: Path, jsonl: WriteJsonl) -> None:
    rows = [FIGURE, FIGURE | {"start": 20, "end": 25}]
    first = read_gold([jsonl(tmp_path / "1.jsonl", rows)]).hash
    assert read_gold([jsonl(tmp_path / "2.jsonl", rows[::-1])]).hash == first
    for name, value in (("subject", "xã A"), ("low", "9"), ("end", 9), ("place", "xã A")):
        assert read_gold([jsonl(tmp_path / "3.jsonl", [FIGURE | {name: value}, rows[1]])]).hash != first


def test_compressed_gold(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "figures.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(FIGURE))
    assert len(read_gold([tmp_path]).figures["a"]) == 1


def test_a_broken_archive_and_a_foreign_encoding_are_told(tmp_path: Path) -> None:
    broken = tmp_path / "figures.jsonl.gz"
    packed = gzip.compress(json.dumps(FIGURE).encode())
    for damaged in (packed[:-9], packed[:20] + b"\0\0\0\0" + packed[24:], b"no archive"):
        broken.write_bytes(damaged)
        with pytest.raises(GoldError, match="không đọc được"):
            list(read_lines(broken))
    foreign = tmp_path / "figures.jsonl"
    foreign.write_bytes("Hộ nghèo".encode("utf-16"))
    with pytest.raises(GoldError, match="không phải UTF-8"):
        list(read_lines(foreign))


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_bytes('{"id": "a", "text": "một\u2028hai\rba"}\n'.encode())
    assert [line for line, _ in read_lines(file)] == ['{"id": "a", "text": "một\u2028hai\rba"}\n']


def test_texts_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    (tmp_path / "2023" / "bai.txt").write_bytes("Đạt 5%\r\nHết".encode())
    (tmp_path / "a.b.txt").write_text("A", "utf-8")
    found = find_texts(["2023/bai", "bai", "a.b", "none", "../etc/passwd"], [tmp_path])
    assert {id_: record.text for id_, record in found.items()} == {
        "2023/bai": "Đạt 5%\nHết",
        "bai": "Đạt 5%\nHết",
        "a.b": "A",
    }


def test_two_files_of_one_name_answer_to_no_bare_id(tmp_path: Path) -> None:
    for year in ("2022", "2023"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "bai.txt").write_text(year, "utf-8")
    assert set(find_texts(["bai", "2022/bai"], [tmp_path])) == {"2022/bai"}


def test_texts_in_jsonl_keep_what_the_extractor_needs(tmp_path: Path, jsonl: WriteJsonl) -> None:
    decomposed = "Đa\u0323t 5%"
    rows = [
        {"id": "khac", "text": "x"},
        {
            "id": "vinews/12",
            "text": decomposed,
            "published": "2022-11-11T08:00:00",
            "title": "Tin",
            "outlet": "Báo",
        },
    ]
    plain = jsonl(tmp_path / "t.jsonl", rows)
    packed = tmp_path / "t.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    for source in (plain, packed, tmp_path):
        record = find_texts(["vinews/12"], [source])["vinews/12"]
        assert record.text == "Đạt 5%"
        assert (str(record.published), record.title, record.outlet) == ("2022-11-11", "Tin", "Báo")


def test_the_first_source_wins(tmp_path: Path, jsonl: WriteJsonl) -> None:
    one = jsonl(tmp_path / "1.jsonl", [{"id": "a", "text": "một"}])
    two = jsonl(tmp_path / "2.jsonl", [{"id": "a", "text": "hai"}, {"id": "b", "text": "ba"}])
    found = find_texts(["a", "b"], [one, two])
    assert (found["a"].text, found["b"].text) == ("một", "ba")


def test_a_source_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such path"):
        find_texts(["a"], [tmp_path / "nowhere"])


def test_texts_are_checked_by_hash(gold_folder: Path) -> None:
    gold = read_gold([gold_folder])
    texts = find_texts(gold.documents, [gold_folder.parent / "corpus"])
    assert check_texts(gold, texts) == {}
    changed = texts | {"bai-3": Record("bai-3", "Không có số nào!")}
    del changed["bai-2"]
    problems = check_texts(gold, changed)
    assert set(problems) == {"bai-2", "bai-3"}
    assert problems["bai-2"].startswith("bai-2: không tìm thấy")
    assert problems["bai-3"].startswith("bai-3: văn bản không còn")


def test_without_a_hash_the_rows_vouch_for_the_text(tmp_path: Path, jsonl: WriteJsonl) -> None:
    gold = read_gold([jsonl(tmp_path / "f.jsonl", [FIGURE, FIGURE | {"doc": "b"}])])
    texts = {"a": Record("a", "Có 10 hộ."), "b": Record("b", "Có  10 hộ.")}
    assert set(check_texts(gold, texts)) == {"b"}


def test_the_hash_of_a_text_is_sha256_of_its_utf8() -> None:
    # printf 'Đạt 5%%' | sha256sum
    assert text_hash("Đạt 5%") == "2210012276f77ebdae8f30477ff70b43c0a6f9d38543cdef1ff9b1a9c4596323"


def test_a_file_that_is_named_twice_is_read_once(gold_folder: Path) -> None:
    figures = gold_folder / "figures.jsonl"
    once = read_gold([gold_folder])
    twice = read_gold([gold_folder, figures, gold_folder.parent / "gold" / ".." / "gold"])
    assert twice.figures == once.figures
    assert sum(map(len, read_gold([figures, figures]).figures.values())) == 4
