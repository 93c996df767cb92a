from __future__ import annotations

import codecs
import gzip
import io
import json
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from mttq_extract.read import ReadFailure, read_paths
from mttq_extract.read.metadata import published_date
from mttq_extract.types import Record


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)


FIRST = lines({"id": "đầu", "text": "a"})


def read(path: Path) -> list[Record | ReadFailure]:
    return list(read_paths([str(path)]))


def test_a_record_brings_its_id_and_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        lines(
            {
                "id": "bao/1",
                "text": "Một\r\nhai",
                "title": " Tựa ",
                "published": "2022-11-11T08:00:00+07:00",
                "outlet": "Báo X",
                "url": "https://example.org/1",
                "author": "",
                "tags": ["bỏ qua"],
            },
            {"id": 7, "text": "hai"},
        )
    )
    assert read(path) == [
        Record(
            id="bao/1",
            text="Một\nhai",
            title="Tựa",
            published=date(2022, 11, 11),
            outlet="Báo X",
            url="https://example.org/1",
            path=str(path),
            published_at=datetime(2022, 11, 11, 8, tzinfo=timezone(timedelta(hours=7))),
        ),
        Record(id="7", text="hai", path=str(path)),
    ]


def test_gzip_is_read_as_it_is_written(tmp_path: Path) -> None:
    content = lines({"id": "1", "text": "một"}, {"id": "2", "text": "hai"})
    plain, packed = tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"
    plain.write_bytes(content)
    packed.write_bytes(gzip.compress(content))
    assert [r.id for r in read(packed) if isinstance(r, Record)] == ["1", "2"]
    assert len(read(plain)) == 2


def test_a_cut_gzip_file_gives_its_good_lines_and_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress(b"".join(lines({"id": str(n), "text": str(n) * 50}) for n in range(5000)))
    path.write_bytes(whole[: len(whole) // 2])
    *good, last = read(path)
    assert len(good) > 100
    assert all(isinstance(r, Record) for r in good)
    assert isinstance(last, ReadFailure)
    assert "nén hỏng" in last.reason


@pytest.mark.parametrize(
    "line, word",
    [
        (b'{"id": "1", "text": ', "JSON"),
        (b'["1"]', "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"text": "a"}', "id"),
        (b'{"id": "", "text": "a"}', "id"),
        (b'{"id": true, "text": "a"}', "id"),
        (b'{"id": "1"}', "text"),
        (b'{"id": "1", "text": 5}', "text"),
        (b'{"id": "1", "text": " \\n"}', "rỗng"),
        (b'{"id": "1", "text": "a\\ud800b"}', "surrogate"),
        (b'{"id": "1", "text": "a\\u0000b"}', "NUL"),
        (b'{"id": "1", "text": "a", "title": "\\udfff"}', "surrogate"),
        (b'{"id": "1", "text": "\xe1\xe0"}', f"byte 0xE1 ở vị trí {len(FIRST) + 21} "),
        (b'{"id": ' + b"9" * 5000 + b', "text": "a"}', "JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: bytes, word: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(FIRST + line + b"\n\n" + lines({"id": "cuối", "text": "b"}))
    first, bad, last = read(path)
    assert isinstance(bad, ReadFailure)
    assert bad.place == f"{path}:2"
    assert word in bad.reason
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert (first.id, last.id) == ("đầu", "cuối")


def test_a_second_record_of_the_same_id_is_a_failure_that_names_the_first(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_bytes(lines({"id": "bai-1", "text": "a"}))
    second.write_bytes(lines({"id": "bai-1", "text": "b"}))
    one, two = read_paths([str(first), str(second)])
    assert isinstance(one, Record)
    assert isinstance(two, ReadFailure)
    assert str(first) in two.reason


def test_numbers_that_two_files_count_their_records_by_take_the_name_of_the_second(tmp_path: Path) -> None:
    for name in ("2023", "2024"):
        (tmp_path / f"{name}.jsonl").write_bytes(lines({"id": 1, "text": name}, {"id": "2", "text": name}))
    found = list(read_paths([str(tmp_path)]))
    assert [r.id for r in found if isinstance(r, Record)] == ["1", "2", "2024:1", "2024:2"]
    (tmp_path / "2025.jsonl").write_bytes(lines({"id": "3", "text": "a"}, {"id": "3", "text": "b"}))
    twice = list(read_paths([str(tmp_path / "2025.jsonl")]))
    assert isinstance(twice[1], ReadFailure)


@pytest.mark.parametrize("mark, encoding", [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF8, "utf-8")])
def test_byte_order_marks(tmp_path: Path, mark: bytes, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(mark + lines({"id": "1", "text": "đỏ"}, {"id": "2", "text": "b"}).decode().encode(encoding))
    assert [r.text for r in read(path) if isinstance(r, Record)] == ["đỏ", "b"]


@pytest.mark.parametrize("content, word", [(b"", "rỗng"), (b"\n\n", "rỗng"), (b"\0\1\2" * 1000, "nhị phân")])
def test_files_without_records(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    (item,) = read(path)
    assert isinstance(item, ReadFailure)
    assert item.line is None
    assert word in item.reason


@pytest.mark.parametrize(
    "value, day",
    [
        ("2022-11-11", date(2022, 11, 11)),
        ("2022-1-5 08:00", date(2022, 1, 5)),
        ("11/12/2022", date(2022, 12, 11)),
        ("5-7-2022", date(2022, 7, 5)),
        ("Thứ sáu, 11/11/2022 - 08:30", date(2022, 11, 11)),
        ("31/02/2022", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("hôm qua", None),
        ("", None),
        (20221111, None),
        (None, None),
        ("11/12-2022", None),
        ("1/2/20221", None),
    ],
)
def test_publication_dates(value: object, day: date | None) -> None:
    assert published_date(value) == day


def test_a_date_that_is_none_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"id": "1", "text": "a", "published": "hôm qua"}))
    (item,) = read(path)
    assert isinstance(item, Record)
    assert item.published is None
    assert "hôm qua" in item.notes[0]


class Stdin:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BufferedReader(io.BytesIO(content))


@pytest.mark.parametrize(
    "content, ids",
    [
        (lines({"id": "x", "text": "a" * 100_000}, {"id": "y", "text": "b"}), ["x", "y"]),
        ("Trao nhà\n{không phải JSON}".encode(), ["stdin"]),
        (codecs.BOM_UTF8 + lines({"id": "x", "text": "a"}), ["x"]),
    ],
)
def test_the_standard_input_tells_its_format(monkeypatch: pytest.MonkeyPatch, content: bytes, ids: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(content))
    items = list(read_paths(["-"]))
    assert [r.id for r in items if isinstance(r, Record)] == ids
    assert len(items) == len(ids)


def test_a_damaged_end_costs_what_it_holds_and_no_more(tmp_path: Path) -> None:
    packed = gzip.compress(lines({"id": "a", "text": "Trao 3 căn nhà"}, {"id": "b", "text": "Trao 4 căn nhà"}))
    path = tmp_path / "a.jsonl.gz"
    for content in (packed[:-8], packed[:-3], packed + b"rest"):
        path.write_bytes(content)
        found = list(read_paths([str(path)]))
        assert [item.id for item in found if isinstance(item, Record)] == ["a", "b"]
        assert isinstance(found[-1], ReadFailure)
        assert "damaged gzip" in found[-1].reason


def test_one_list_of_records(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps([{"id": "a", "text": "x"}, 5, {"id": "b", "text": "y"}], indent=1), encoding="utf-8")
    one, two, three = read_paths([str(path)])
    assert isinstance(one, Record)
    assert isinstance(three, Record)
    assert isinstance(two, ReadFailure)
    assert (one.id, two.line, three.id) == ("a", 2, "b")
    path.write_text('[\n{"id": "a", "text": "x"},\n', encoding="utf-8")
    (broken,) = read_paths([str(path)])
    assert isinstance(broken, ReadFailure)
    assert "dòng 3" in broken.reason


@pytest.mark.parametrize("content", [b"[]", b" [ ]\n", codecs.BOM_UTF16_LE + "[]".encode("utf-16-le")])
def test_an_empty_list_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    (item,) = read(path)
    assert isinstance(item, ReadFailure)
    assert "file rỗng" in item.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_list_in_any_unicode(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('[\n  {"id": "1", "text": "Trao 3 căn nhà"},\n  {"id": "2", "text": "hai"}\n]\n'.encode(encoding))
    assert [item.id for item in read(path) if isinstance(item, Record)] == ["1", "2"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.ndjson"])
def test_objects_over_several_lines(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    objects = [{"id": "a", "text": "x\n}\n{"}, {"id": "b"}, {"id": "c", "text": "z"}]
    path.write_text("\n".join(json.dumps(one, indent=2) for one in objects), encoding="utf-8")
    one, two, three = read_paths([str(path)])
    assert isinstance(one, Record)
    assert isinstance(three, Record)
    assert isinstance(two, ReadFailure)
    assert (one.text, two.line, three.id) == ("x\n}\n{", 2, "c")
    path.write_bytes(lines({"id": "d", "text": "x"}, {"id": "e", "text": "y"}))
    assert [item.id for item in read_paths([str(path)]) if isinstance(item, Record)] == ["d", "e"]


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"ID": "1", "noi_dung": "x"}, "thiếu trường «id»; bản ghi có: ID, noi_dung"),
        ({"id": "1", "content": "x"}, "bản ghi '1': thiếu «text»; bản ghi có: id, content"),
        ({"id": "1", "text": ["x"]}, "bản ghi '1': «text» không phải chuỗi; bản ghi có: id, text"),
        ({"id": 3.5, "text": "x"}, "«id» phải là chuỗi hoặc số nguyên, đang là '3.5'; bản ghi có: id, text"),
        ({}, "thiếu trường «id»; bản ghi trống"),
        ({f"k{number}" * 50: 1 for number in range(99)}, "k7k7k7, …"),
    ],
)
def test_a_record_of_other_fields_is_told_which_it_has(tmp_path: Path, fields: dict[str, object], words: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(fields))
    (item,) = read_paths([str(path)])
    assert isinstance(item, ReadFailure)
    assert words in item.reason
    assert len(item.reason) < 500


@pytest.mark.parametrize("value", [1728691200, 1728691200000, "1728691200"])
def test_seconds_since_1970_as_data_frames_write_days(tmp_path: Path, value: object) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"id": "1", "text": "x", "published": value}))
    (item,) = read_paths([str(path)])
    assert isinstance(item, Record)
    assert item.published == date(2024, 10, 12)
