from __future__ import annotations

import os
from pathlib import Path

import pytest

from mttq_extract.errors import ReadError
from mttq_extract.read import ReadFailure, read_paths
from mttq_extract.read.paths import find_sources
from mttq_extract.types import Record


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Bài ở {name}", encoding="utf-8")


def ids(*paths: Path | str) -> list[str]:
    items = list(read_paths([str(p) for p in paths]))
    assert all(isinstance(item, Record) for item in items), items
    return [item.id for item in items if isinstance(item, Record)]


def test_folders_are_read_with_what_is_under_them_sorted(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.txt", "a/c/y.md", "a-b/x.txt", "a/.ẩn.txt", ".git/w.txt", "a/anh.png", "a/đ.TXT")
    assert ids(tmp_path) == ["y", "z", "đ", "x", "b"]


def test_folders_of_saved_pages_hold_no_articles(tmp_path: Path) -> None:
    put(tmp_path, "bai.html", "bai_files/khung.html", "bai_files/a.txt", "tin_files/b.txt")
    assert ids(tmp_path) == ["bai", "b"]


def test_globs_and_literal_names_with_brackets(tmp_path: Path) -> None:
    put(tmp_path, "2023/b.txt", "2023/a.txt", "2024/c.txt", "[1].txt")
    assert ids(f"{tmp_path}/2023/*.txt") == ["a", "b"]
    assert ids(f"{tmp_path}/20*") == ["a", "b", "c"]
    assert ids(f"{tmp_path}/**/*.txt") == ["a", "b", "c", "[1]"]
    assert ids(f"{tmp_path}/[1].txt") == ["[1]"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt")
    assert ids(tmp_path / "b.txt", tmp_path, f"{tmp_path}/./a.txt") == ["b", "a"]


def test_files_of_one_name_get_ids_of_their_own(tmp_path: Path) -> None:
    put(tmp_path, "x/1/bai.txt", "x/2/bai.txt", "y/2/bai.txt")
    once = ids(tmp_path / "x", tmp_path / "y")
    assert once == ["bai", "2/bai", "y/2/bai"]
    assert ids(tmp_path / "x", tmp_path / "y") == once


def test_text_and_markdown_of_one_name_in_one_folder(tmp_path: Path) -> None:
    put(tmp_path, "bai.md", "bai.txt")
    assert ids(tmp_path) == ["bai", f"{tmp_path.name}/bai"]


@pytest.mark.parametrize("path", ["khong/co.txt", "khong/*.txt", ""])
def test_missing_paths_are_wrong_usage_before_anything_is_read(tmp_path: Path, path: str) -> None:
    put(tmp_path, "a.txt")
    with pytest.raises(ReadError, match="Không"):
        read_paths([str(tmp_path / "a.txt"), path])


def test_a_folder_without_articles_is_a_failure_that_says_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "anh.png").write_bytes(b"x")
    (item,) = read_paths([str(tmp_path)])
    assert isinstance(item, ReadFailure)
    assert "không có bài nào" in item.reason
    assert ".jsonl.gz" in item.reason


def test_a_file_of_unknown_format_is_a_failure(tmp_path: Path) -> None:
    put(tmp_path, "a.exe")
    (item,) = read_paths([str(tmp_path / "a.exe")])
    assert isinstance(item, ReadFailure)
    assert ".txt" in item.reason


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "c.txt")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "d.txt").symlink_to(tmp_path / "mất")
    kinds = [type(item) for item in read_paths([str(tmp_path)])]
    assert kinds == [Record, ReadFailure, Record, ReadFailure]


def test_no_permission_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", "b.txt")
    sources = find_sources([str(tmp_path)])

    def refuse(path: str, mode: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    # A root user may read everything, so the refusal is the open function's.
    monkeypatch.setattr("builtins.open", refuse)
    from mttq_extract.read.paths import read_sources

    items = list(read_sources(sources))
    monkeypatch.undo()
    assert [getattr(item, "reason", "") for item in items] == ["không có quyền đọc (permission denied)"] * 2


def test_pipes_in_a_folder_are_left_alone(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    os.symlink("b.txt", tmp_path / "c.txt")
    assert ids(tmp_path) == ["a"]


def test_file_names_that_are_not_utf8_can_be_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"b\xe0i.txt")).write_text("Bài", encoding="utf-8")
    (item,) = read_paths([str(tmp_path)])
    assert isinstance(item, Record)
    assert item.id == "b\\xe0i"
    assert item.path is not None
    item.path.encode("utf-8")


def test_a_link_to_another_folder_is_named_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "thật/a.txt", "hộp/b.txt")
    (tmp_path / "hộp" / "liên kết").symlink_to(tmp_path / "thật", target_is_directory=True)
    article, link = read_paths([str(tmp_path / "hộp")])
    assert isinstance(article, Record)
    assert article.id == "b"
    assert isinstance(link, ReadFailure)
    assert "linked folder" in link.reason


@pytest.mark.parametrize("name", ["báo cáo.doc", "biểu.xls"])
def test_a_page_under_the_name_of_an_old_document_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("<!DOCTYPE html><html><body><p>Xã Đông trao 12 căn nhà.</p></body></html>", encoding="utf-8")
    (found,) = read_paths([str(path)])
    assert isinstance(found, Record)
    assert "trao 12 căn nhà" in found.text
    assert "read by its contents" in found.notes[0]
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")
    (refused,) = read_paths([str(path)])
    assert isinstance(refused, ReadFailure)
    assert "hãy lưu lại" in refused.reason
