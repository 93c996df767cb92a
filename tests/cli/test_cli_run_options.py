"""Options of `mttq run` that choose inputs, and what it tells while it runs."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.cli.progress import count_inputs, progress, progress_line
from mttq_extract.read.paths import find_sources
from mttq_extract.store.writer import Counts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Call = Callable[..., Result]


def documents(db: Path) -> list[str]:
    connection = sqlite3.connect(db)
    found = [row[0] for row in connection.execute("SELECT id FROM documents ORDER BY id")]
    connection.close()
    return found


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Six records, of 2019 to 2024, in a file of lines."""
    path = tmp_path / "luu.jsonl"
    records = [
        {"id": f"r{year}", "text": f"MTTQ Hoa Đào trao {year - 2000} căn nhà.", "published": f"{year}-06-01"}
        for year in range(2019, 2025)
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_limit(mttq: Call, lines: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    result = mttq("run", lines, "--db", db, "--limit", 4)
    assert result.exit_code == 0
    assert "Còn bài chưa làm" in result.stdout
    assert documents(db) == ["r2019", "r2020", "r2021", "r2022"]
    result = mttq("run", lines, "--db", db, "--limit", 4)
    assert "Còn bài chưa làm" not in result.stdout
    assert len(documents(db)) == 6


@pytest.mark.parametrize("day, left", [("2023", 2), ("2023-06-01", 2), ("2023-06-02", 1), ("2023-07", 1)])
def test_since(mttq: Call, lines: Path, tmp_path: Path, day: str, left: int) -> None:
    db = tmp_path / "a.db"
    result = mttq("run", lines, "--db", db, "--since", day)
    assert result.exit_code == 0
    assert f"Bỏ qua {6 - left} bài đăng trước --since" in result.stdout
    assert len(documents(db)) == left


def test_since_what_is_no_day(mttq: Call, lines: Path, tmp_path: Path) -> None:
    result = mttq("run", lines, "--db", tmp_path / "a.db", "--since", "hôm qua")
    assert result.exit_code == 2
    assert "hôm qua" in result.stderr
    month = mttq("run", lines, "--db", tmp_path / "a.db", "--since", "2024-13")
    assert "--since «2024-13»: viết 2024, 2024-05 hoặc 2024-05-31" in month.stderr


def test_retry_failed_without_paths(mttq: Call, folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.txt").write_text("HỎNG", encoding="utf-8")
    result = mttq("run", folder, "--db", db)
    assert result.exit_code == 3
    assert "--retry-failed" in result.stdout
    (folder / "c.txt").write_text("MTTQ Hoa Đào trao 3 căn nhà.", encoding="utf-8")
    (folder / "e.txt").write_text("Bài mới, chưa từng lỗi.", encoding="utf-8")
    result = mttq("run", "--retry-failed", "--db", db)
    assert result.exit_code == 3
    assert "Đọc 2 bài: lưu 1, giữ nguyên 0" in result.stdout
    assert documents(db) == ["a", "b", "c"]
    (folder / "d.txt").unlink()
    result = mttq("run", "--retry-failed", "--db", db)
    assert result.exit_code == 3
    assert "không còn file này" in result.stdout
    (folder / "d.txt").write_text("Lành rồi.", encoding="utf-8")
    assert mttq("run", "--retry-failed", "--db", db).exit_code == 0
    result = mttq("run", "--retry-failed", "--db", db)
    assert result.exit_code == 0
    assert "nothing failed" in result.stdout
    assert documents(db) == ["a", "b", "c", "d"]


def test_no_path_is_wrong_usage(mttq: Call, tmp_path: Path) -> None:
    result = mttq("run", "--db", tmp_path / "a.db")
    assert result.exit_code == 2
    assert "PATH" in result.stderr
    assert not (tmp_path / "a.db").exists()


def test_timeout(mttq: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_text("TREO", encoding="utf-8")
    result = mttq("run", folder, "--db", tmp_path / "a.db", "--timeout", "0.3")
    assert result.exit_code == 3
    assert "quá 0.3 giây" in result.stdout
    assert documents(tmp_path / "a.db") == ["a", "b"]


def test_inputs_are_counted(tmp_path: Path, lines: Path) -> None:
    with gzip.open(tmp_path / "b.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write("{}\n{}\n{}")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("1.txt", "một")
    (tmp_path / "d.txt").write_text("bốn", encoding="utf-8")
    names = ("luu.jsonl", "b.jsonl.gz", "c.zip", "d.txt")
    sources = find_sources([tmp_path / name for name in names])
    assert [count_inputs([source]) for source in sources] == [6, 3, 1, 1]
    assert count_inputs(sources) == 11
    (tmp_path / "b.jsonl.gz").write_bytes(b"\x1f\x8b hong")
    assert count_inputs(sources) is None
    assert count_inputs(find_sources(["-"])) is None


def test_how_far_it_is_without_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("mttq_extract.cli.progress.EVERY", 0.0)
    with progress(10) as show:
        show(Counts(4, 3, 1, 1, 20))
    line = capsys.readouterr().err
    assert line.startswith("5/10 bài, ")
    assert "còn 0 giây; 20 số liệu, 1 bài có sẵn, 1 lỗi" in line
    assert (
        progress_line(Counts(7200), 100_000, 100.0).split("; ")[0]
        == "7.200/100.000 bài, 72,0 bài/giây, còn 21 phút 29 giây"
    )
    assert progress_line(Counts(10), None, 100.0).split("; ")[0] == "10 bài, 0,1 bài/giây"
    assert "còn 27 giờ 45 phút" in progress_line(Counts(10), 100_000 // 10, 100.0)


def test_how_far_it_is_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from rich.console import Console

    screen = Console(file=io.StringIO(), force_terminal=True, width=120)
    monkeypatch.setattr("mttq_extract.cli.progress.console", lambda stderr: screen)
    with progress(10) as show:
        show(Counts(4, 3, 1, 1, 20))
    shown = screen.file.getvalue()  # type: ignore[attr-defined]
    assert "5/10" in shown
    assert "20 số liệu, 1 bài có sẵn, 1 lỗi" in shown


@pytest.mark.parametrize("workers", [1, 2])
def test_a_damaged_model_is_said_before_anything_is_written(
    mttq: Call, folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch, fake: Any, workers: int
) -> None:
    monkeypatch.setattr("mttq_extract.load", fake.broken)
    (folder / "c.txt").write_text("MTTQ Hoa Đào trao 3 căn nhà.", encoding="utf-8")
    before = documents(db)
    result = mttq("run", folder, "--db", db, "--workers", workers)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["Lỗi: fake model is damaged"]
    assert documents(db) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="a root user may write everywhere")
def test_a_read_only_database_is_said(mttq: Call, folder: Path, db: Path) -> None:
    db.chmod(0o444)
    db.parent.chmod(0o555)
    try:
        result = mttq("run", folder, "--db", db)
    finally:
        db.parent.chmod(0o755)
    assert result.exit_code == 1
    assert "read-only" in result.stderr


def test_retry_failed_needs_a_database(mttq: Call, tmp_path: Path) -> None:
    result = mttq("run", "--retry-failed", "--db", tmp_path / "khong_co.db")
    assert result.exit_code == 2
    assert "no such file" in result.stderr
    assert not (tmp_path / "khong_co.db").exists()
