"""What people give by mistake: a clear message in Vietnamese, the right exit code, never a traceback."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Call = Callable[..., Result]

GOOD = "MTTQ Hoa Đào trao 3 căn nhà.\n"


def make(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / "bai.txt"
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "binary":
        path.write_bytes(bytes(range(256)) * 100)
    elif kind == "invalid":
        path.write_bytes("Mặt trận ".encode() + "Tổ quốc".encode("utf-16-le").replace(b"\0", b"\xff"))
    elif kind == "folder":
        path = tmp_path / "rong"
        path.mkdir()
    elif kind == "format":
        path = tmp_path / "bai.exe"
        path.write_bytes(b"x")
    return path


@pytest.mark.parametrize(
    "kind, words",
    [
        ("empty", "rỗng"),
        ("binary", "nhị phân"),
        ("invalid", "không phải UTF-8: byte 0x"),
        ("folder", "không có bài nào"),
        ("format", "chưa đọc được định dạng này"),
    ],
)
@pytest.mark.parametrize("command", ["extract", "run"])
def test_unreadable_inputs(mttq: Call, tmp_path: Path, kind: str, words: str, command: str) -> None:
    path = make(tmp_path, kind)
    good = tmp_path / "lanh.txt"
    good.write_text(GOOD, encoding="utf-8")
    options = ["--db", str(tmp_path / "a.db")] if command == "run" else []
    result = mttq(command, path, good, *options)
    assert result.exit_code == 3
    message = result.stdout if command == "run" else result.stderr
    (line,) = [line for line in message.splitlines() if words in line]
    assert str(path) in line
    # The good one went through all the same.
    assert ("lưu 1" if command == "run" else '"3 căn nhà"') in result.stdout


@pytest.mark.parametrize("command", ["extract", "run"])
def test_no_permission(mttq: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    path = tmp_path / "bai.txt"
    path.write_text(GOOD, encoding="utf-8")
    path.chmod(0)
    if os.geteuid() == 0:  # a root user may read everything

        def refuse(file: object, *_: object) -> None:
            raise PermissionError(13, "Permission denied", file)

        monkeypatch.setattr("mttq_extract.read.source.open", refuse, raising=False)
    options = ["--db", str(tmp_path / "a.db")] if command == "run" else []
    result = mttq(command, path, *options)
    assert result.exit_code == 3
    assert f"{path}: không có quyền đọc (permission denied)" in result.output


@pytest.mark.parametrize("command", ["extract", "run"])
@pytest.mark.parametrize("name", ["khong/co.txt", "khong*.txt"])
def test_missing_paths(mttq: Call, tmp_path: Path, command: str, name: str) -> None:
    db = tmp_path / "a.db"
    result = mttq(command, tmp_path / name, *(["--db", db] if command == "run" else []))
    assert result.exit_code == 2
    assert result.stderr.startswith("Lỗi: Không")
    assert str(tmp_path / name) in result.stderr
    assert not db.exists()


@pytest.mark.parametrize("command", ["extract", "run"])
def test_no_path_at_all(mttq: Call, tmp_path: Path, command: str) -> None:
    assert mttq(command, *(["--db", tmp_path / "a.db"] if command == "run" else [])).exit_code == 2


@pytest.mark.parametrize("command", ["extract", "run"])
def test_fifty_megabytes_on_one_line(mttq: Call, tmp_path: Path, command: str) -> None:
    """No article is as long: the file is named with the reason, and the articles beside it are read."""
    (tmp_path / "bai").mkdir()
    path = tmp_path / "bai" / "dai.txt"
    path.write_text(GOOD.strip() + " không có gì thêm ở đây" * (50_000_000 // 30), encoding="utf-8")
    assert path.stat().st_size > 49_000_000
    (tmp_path / "bai" / "ngan.txt").write_text(GOOD, encoding="utf-8")
    result = mttq(command, tmp_path / "bai", *(["--db", tmp_path / "a.db"] if command == "run" else []))
    assert result.exit_code == 3
    assert "dai.txt" in result.output
    assert "too long for one article" in " ".join(result.output.split())
    if command == "run":
        assert "1 số liệu mới" in result.stdout


@pytest.mark.parametrize("command", ["run", "query", "explain"])
@pytest.mark.parametrize(
    "kind, code, words",
    [
        ("no folder", 2, "Không có thư mục"),
        ("a folder", 2, "là thư mục"),
        ("text", 1, "không phải cơ sở dữ liệu SQLite"),
        ("other", 1, "không phải của mttq"),
    ],
)
def test_databases_that_are_none(
    mttq: Call, folder: Path, tmp_path: Path, command: str, kind: str, code: int, words: str
) -> None:
    db = tmp_path / "x.db"
    if kind == "no folder":
        db = tmp_path / "khong" / "x.db"
    elif kind == "a folder":
        db.mkdir()
    elif kind == "text":
        db.write_text("đây là văn bản", encoding="utf-8")
    else:
        connection = sqlite3.connect(db)
        connection.execute("CREATE TABLE x (a)")
        connection.close()
    arguments: dict[str, list[str]] = {"run": [str(folder)], "query": [], "explain": ["1"]}
    result = mttq(command, *arguments[command], "--db", db)
    assert result.exit_code == code
    assert words in result.stderr
    assert str(db) in result.stderr


@pytest.mark.parametrize("command", ["query", "explain"])
def test_a_database_that_is_not_there(mttq: Call, tmp_path: Path, command: str) -> None:
    result = mttq(command, "--db", tmp_path / "x.db", *(["1"] if command == "explain" else []))
    assert result.exit_code == 2
    assert "mttq run" in result.stderr
    assert not (tmp_path / "x.db").exists()
