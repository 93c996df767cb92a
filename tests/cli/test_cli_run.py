from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Call = Callable[..., Result]

ROOT = Path(__file__).parent.parent.parent


def count(db: Path, table: str) -> int:
    connection = sqlite3.connect(db)
    found: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return found


def test_it_stores_and_shows_what_there_is(mttq: Call, folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    result = mttq("run", folder, "--db", db)
    assert result.exit_code == 0
    assert result.stderr == ""
    houses = next(line.split() for line in result.stdout.splitlines() if "Nhà xây mới" in line)
    assert houses == ["Nhà", "xây", "mới", "4", "41", "tổng"]
    rate = next(line for line in result.stdout.splitlines() if "63,58%" in line)
    assert "mới nhất (2022)" in rate
    assert "Đọc 2 bài: lưu 2, giữ nguyên 0; 6 số liệu mới; lỗi 0." in result.stdout
    assert f"mttq query --db {db}" in result.stdout
    assert count(db, "figures") == 6


def test_it_says_how_many_indicators_it_does_not_show(
    mttq: Call, folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nhiều nhất trong" not in mttq("run", folder, "--db", db).stdout
    monkeypatch.setattr("mttq_extract.cli.run.SHOWN_INDICATORS", 1)
    assert ", 1 nhiều nhất trong 3" in " ".join(mttq("run", folder, "--db", db).stdout.split())


def test_again_it_keeps_everything(mttq: Call, folder: Path, db: Path) -> None:
    result = mttq("run", folder, "--db", db)
    assert "lưu 0, giữ nguyên 2" in result.stdout
    assert "Nhà xây mới" in result.stdout
    assert count(db, "documents") == 2


def test_two_workers(mttq: Call, folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    result = mttq("run", folder, "--db", db, "--workers", 2, "--engine", "local")
    assert result.exit_code == 0
    assert count(db, "figures") == 6


def test_failures_are_listed_last_and_make_exit_code_3(mttq: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.txt").write_text("HỎNG", encoding="utf-8")
    db = tmp_path / "a.db"
    for _ in range(2):
        result = mttq("run", folder, "--db", db)
        assert result.exit_code == 3
        *_, head, empty, broken = result.stdout.splitlines()
        assert head.startswith("2 đầu vào không thành bài")
        assert empty == f"  {folder / 'c.txt'}: file rỗng, không có chữ nào (empty file)"
        assert "d.txt [d]: " in broken
        assert count(db, "failures") == 2
    (folder / "c.txt").unlink()
    (folder / "d.txt").write_text(" lành", encoding="utf-8")
    assert mttq("run", folder, "--db", db).exit_code == 0


def test_a_replaced_text_from_another_path_is_told(mttq: Call, db: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac" / "a.txt"
    other.parent.mkdir()
    other.write_text("MTTQ Hoa Đào trao 1 căn nhà.", encoding="utf-8")
    result = mttq("run", other, "--db", db)
    assert result.exit_code == 0
    assert "same id, other path" in result.stdout
    assert f"→ {other}" in result.stdout


@pytest.mark.parametrize(
    "options, word",
    [([], "--db"), (["--workers", "0"], "workers"), (["--engine", "x"], "engine")],
)
def test_wrong_options_are_wrong_usage(mttq: Call, folder: Path, tmp_path: Path, options: list[str], word: str) -> None:
    database = [] if not options else ["--db", str(tmp_path / "a.db")]
    result = mttq("run", folder, *database, *options)
    assert result.exit_code == 2
    assert word in result.stderr


def test_ctrl_c_keeps_what_is_stored_and_says_how_to_go_on(
    mttq: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake: Any
) -> None:
    extract = fake.FakeExtractor.extract_record

    def interrupted(self: Any, record: Any) -> Any:
        if record.id == "b":
            raise KeyboardInterrupt
        return extract(self, record)

    monkeypatch.setattr(fake.FakeExtractor, "extract_record", interrupted)
    db = tmp_path / "a.db"
    result = mttq("run", folder, "--db", db)
    assert result.exit_code == 130
    assert "Đã dừng" in result.stderr
    assert "1 bài" in result.stderr
    assert "chạy lại" in result.stderr
    assert count(db, "documents") == 1


SCRIPT = """
import sys
sys.path[:0] = {path!r}
import fake_extractor, mttq_extract
mttq_extract.load = fake_extractor.FakeExtractor
from mttq_extract.cli import main
if __name__ == "__main__":
    main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_in_a_terminal_reaches_every_process_and_ends_them_quietly(tmp_path: Path, workers: int) -> None:
    folder, db, script = tmp_path / "bai", tmp_path / "a.db", tmp_path / "chay.py"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(f"CHẬM, MTTQ Hoa Đào trao {number} căn nhà.", encoding="utf-8")
    script.write_text(SCRIPT.format(path=[str(Path(__file__).parent.parent / "batch"), str(ROOT)]), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), "run", str(folder), "--db", str(db), "--workers", str(workers)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # As a terminal starts it: what runs in the background of a script is born deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if count(db, "documents") >= 10:
                break
        except sqlite3.OperationalError:
            pass
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    # The workers hold the pipes too: this returns when the last of them is gone.
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors.decode()
    assert "Đã dừng" in errors.decode()
    assert "Traceback" not in errors.decode()
    assert 10 <= count(db, "documents") < 200


def test_a_large_input_gets_more_processes(
    mttq: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mttq_extract.workers import extraction as original

    asked: list[int] = []

    def extraction(load: Any, workers: int, **options: Any) -> Any:
        asked.append(workers)
        return original(load, 1)

    monkeypatch.setattr("mttq_extract.store.row_extractor.extraction", extraction)
    monkeypatch.setattr(os, "cpu_count", lambda: 16)
    mttq("run", folder, "--db", tmp_path / "a.db")
    monkeypatch.setattr("mttq_extract.cli.run.WORTH_WORKERS", 100)
    mttq("run", folder, "--db", tmp_path / "a.db")
    mttq("run", folder, "--db", tmp_path / "a.db", "--workers", 3)
    assert asked == [1, 4, 3]


def test_a_locked_database_is_waited_for_aloud(
    mttq: Call, folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mttq_extract.cli import database

    monkeypatch.setattr(database, "PATIENCE", replace(database.PATIENCE, seconds=0.4, every=0.1))
    (folder / "c.txt").write_text("Năm 2023 MTTQ Hoa Đào trao 7 căn nhà.", encoding="utf-8")
    other = sqlite3.connect(db)
    other.execute("BEGIN IMMEDIATE")
    result = mttq("run", folder, "--db", db)
    assert result.exit_code not in (0, 3)
    assert "đang bị một tiến trình khác khóa" in result.stderr.splitlines()[0]
    assert f"Cơ sở dữ liệu {db}: đã đợi" in result.stderr.splitlines()[-1]
    assert mttq("query", "--db", db).exit_code == 0  # who only asks does not wait
    other.rollback()
    other.close()
    assert "lưu 1, giữ nguyên 2" in mttq("run", folder, "--db", db).stdout
