from __future__ import annotations

import sqlite3
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Call = Callable[..., Result]


def test_all_is_well(mttq: Call, db: Path) -> None:
    result = mttq("doctor", "--db", db)
    assert result.exit_code == 0, result.stdout
    assert f"✓ {db}: 2 bài, 6 số liệu" in result.stdout
    assert "bảng tables-1, mô hình models-1" in result.stdout
    assert "Mọi thứ sẵn sàng" in result.stdout
    assert "✗" not in result.stdout


def test_a_missing_library_says_what_to_install(mttq: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: str) -> str:
        if name in ("skops", "pyarrow"):
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("importlib.metadata.version", without)
    result = mttq("doctor")
    assert result.exit_code == 1
    assert "✗ thiếu skops: pip install skops" in result.stdout
    assert "· không có pyarrow" in result.stdout
    assert "1 việc cần sửa" in result.stdout


@pytest.mark.parametrize("error", ["ModelError", "ImportError"])
def test_an_extractor_that_does_not_load(mttq: Call, monkeypatch: pytest.MonkeyPatch, fake: Any, error: str) -> None:
    def broken() -> None:
        raise ImportError("no such module")

    monkeypatch.setattr("mttq_extract.load", fake.broken if error == "ModelError" else broken)
    result = mttq("doctor")
    assert result.exit_code == 1
    assert "fake model is damaged" in result.stdout or "ImportError: no such module" in result.stdout


def test_a_database_in_need(mttq: Call, db: Path, folder: Path) -> None:
    (folder / "c.txt").write_bytes(b"")
    mttq("run", folder, "--db", db)
    connection = sqlite3.connect(db)
    connection.execute("INSERT INTO runs (started, package_version, tables_hash, models_hash) VALUES ('', '', '', '')")
    connection.commit()
    connection.close()
    result = mttq("doctor", "--db", db)
    assert result.exit_code == 0
    assert "chưa xong" in result.stdout
    assert "phiên bản khác" not in result.stdout
    assert "1 đầu vào không đọc được" in result.stdout


def test_a_database_that_another_version_has_read(mttq: Call, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "phiên bản khác" not in mttq("doctor", "--db", db).stdout
    monkeypatch.setattr("mttq_extract.__version__", "9.9")
    result = mttq("doctor", "--db", db)
    assert result.exit_code == 0
    assert "· 2 bài do phiên bản khác đọc: chạy lại mttq run" in result.stdout


def test_a_file_that_is_no_database(mttq: Call, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("x" * 5000, encoding="utf-8")
    result = mttq("doctor", "--db", tmp_path / "x.db")
    assert result.exit_code == 1
    assert "✗" in result.stdout
    assert "không phải cơ sở dữ liệu" in result.stdout
