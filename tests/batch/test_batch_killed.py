"""A run that is killed, at any moment, loses nothing and doubles nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from mttq_extract.batch import run_batch
from mttq_extract.store.writer import Store
from mttq_extract.types import Record

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
COUNT = 300

SCRIPT = """
import sys
sys.path[:0] = {path!r}
from fake_extractor import FakeExtractor
from mttq_extract.batch import run_batch
from mttq_extract.read import read_paths
from mttq_extract.store.writer import Store
if __name__ == "__main__":
    with Store(sys.argv[2]) as store:
        run_batch(read_paths([sys.argv[1]]), store, load=FakeExtractor, workers=int(sys.argv[3]))
"""


def start(folder: Path, script: Path, db: Path, workers: int) -> subprocess.Popen[bytes]:
    script.write_text(SCRIPT.format(path=[str(HERE), str(ROOT)]), encoding="utf-8")
    return subprocess.Popen([sys.executable, str(script), str(folder), str(db), str(workers)], start_new_session=True)


def stored(db: Path) -> int:
    try:
        connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=5)
        try:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bai"
    folder.mkdir()
    for number in range(COUNT):
        text = f"Tin {number}\nNăm nay, năm 2022 MTTQ Hoa Đào trao {number} căn nhà tại xã Đông.\n" * 20
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def is_whole(db: Path) -> None:
    """Every stored document has its rows, all of them, and each is in the index."""
    connection = sqlite3.connect(db)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    per_document = "SELECT count(*) FROM {0} GROUP BY document"
    documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    for table, count in (("sentences", 41), ("figures", 20)):
        assert connection.execute(per_document.format(table)).fetchall() == [(count,)] * documents
        index = f"SELECT count(*) FROM {table}_fts_docsize"
        assert connection.execute(index).fetchone() == (count * documents,)
    connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_again_and_again(tmp_path: Path, folder: Path, fake: Any, databases: Any, workers: int) -> None:
    db, script = tmp_path / "a.db", tmp_path / "chay.py"
    moments = 0
    # The first moment is before the database is there; the others are when so many more documents are stored.
    for wait in (0, 1, 2, 5, 17, 31, 40):
        before = stored(db) if db.exists() else 0
        process = start(folder, script, db, workers)
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if wait == 0 or stored(db) >= before + wait:
                break
            time.sleep(0.002)
        assert process.poll() is None, "the run ended before it was killed: too few articles for this test"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        moments += 1
        if db.exists() and stored(db):
            is_whole(db)
            assert stored(db) >= before + min(wait, 1)
    assert moments == 7
    assert 0 < stored(db) < COUNT
    process = start(folder, script, db, workers)
    assert process.wait(timeout=120) == 0
    is_whole(db)
    fresh = tmp_path / "b.db"
    process = start(folder, script, fresh, 1)
    assert process.wait(timeout=120) == 0
    assert databases.content(str(db)) == databases.content(str(fresh))
    assert stored(fresh) == COUNT


@pytest.mark.slow
def test_workers_end_with_the_process_that_is_killed(tmp_path: Path, folder: Path) -> None:
    db, script = tmp_path / "a.db", tmp_path / "chay.py"
    process = start(folder, script, db, 2)
    while stored(db) < 5:
        assert process.poll() is None
        time.sleep(0.01)
    children = children_of(process.pid)
    assert len(children) >= 2
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 30
    while any(map(is_running, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(filter(is_running, children)) == []


def is_running(pid: int) -> bool:
    """Whether a process is there and not only waiting to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def children_of(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        pytest.skip("this system does not tell the children of a process")
    return [int(task) for task in tasks]


def test_a_half_made_database_is_finished(tmp_path: Path, fake: Any) -> None:
    """Killed while the tables are made, a run leaves an empty file, which the next one fills."""
    db = tmp_path / "a.db"
    connection = sqlite3.connect(db)
    connection.execute("PRAGMA journal_mode=wal")
    connection.close()
    with Store(str(db)) as store:
        run_batch([Record("1", "MTTQ Hoa Đào trao 1 căn nhà.")], store, load=fake.FakeExtractor)
    assert stored(db) == 1
