"""A run that is killed, at any moment, loses nothing and doubles nothing."""

from __future__ import annotations

import os
import random
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
import mttq_extract.store.writer
mttq_extract.store.writer.TOGETHER = 10
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
    return count(db, "documents")


def runs(db: Path) -> int:
    return count(db, "runs")


def count(db: Path, table: str) -> int:
    try:
        connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=5)
        try:
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0


def articles(folder: Path, *, first: int = 0, count: int = COUNT, slow_every: int = 0) -> Path:
    """A folder of articles; of so many, one takes a while to read."""
    folder.mkdir()
    for number in range(first, first + count):
        text = f"Tin {number}\nNăm nay, năm 2022 MTTQ Hoa Đào trao {number} căn nhà tại xã Đông.\n" * 20
        slow = "CHẬM" if slow_every and number % slow_every == 0 else ""
        (folder / f"{number:03}.txt").write_text(text + slow, encoding="utf-8")
    return folder


def wait_for_work(process: subprocess.Popen[bytes], db: Path) -> None:
    """Wait until the process has opened the database, or has ended."""
    before = runs(db)
    deadline = time.monotonic() + 60
    while process.poll() is None and runs(db) == before and time.monotonic() < deadline:
        time.sleep(0.005)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return articles(tmp_path / "bai")


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


def finish(folder: Path, script: Path, db: Path) -> None:
    process = start(folder, script, db, 1)
    assert process.wait(timeout=120) == 0


@pytest.mark.slow
def test_killed_at_twenty_random_moments(tmp_path: Path, databases: Any) -> None:
    """Nothing stored is lost, no document is stored in part, and what comes out is what an untouched run makes."""
    folder = articles(tmp_path / "bai", slow_every=8)
    db, script = tmp_path / "a.db", tmp_path / "chay.py"
    rng = random.Random(20)
    before, grown, during = 0, 0, 0
    for kill in range(20):
        process = start(folder, script, db, 2 if kill % 4 == 3 else 1)
        wait_for_work(process, db)
        time.sleep(rng.uniform(0, 0.35))
        during += process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        is_whole(db)
        after = stored(db)
        assert after >= before
        grown += after > before
        before = after
    assert during >= 15
    assert grown >= 5
    finish(folder, script, db)
    is_whole(db)
    assert stored(db) == COUNT
    fresh = tmp_path / "b.db"
    finish(folder, script, fresh)
    assert databases.content(str(db)) == databases.content(str(fresh))


@pytest.mark.slow
def test_killed_while_it_starts(tmp_path: Path, folder: Path) -> None:
    db, script = tmp_path / "a.db", tmp_path / "chay.py"
    for wait in (0.0, 0.2, 0.4):
        process = start(folder, script, db, 1)
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    finish(folder, script, db)
    is_whole(db)
    assert stored(db) == COUNT


@pytest.mark.slow
def test_two_runs_at_once_on_one_database(tmp_path: Path, folder: Path, databases: Any) -> None:
    """On the same articles, and on others: both end well, and the database is that of one run after the other."""
    other = articles(tmp_path / "khac", first=COUNT, count=60)
    db = tmp_path / "a.db"
    processes = [
        start(inputs, tmp_path / f"chay{number}.py", db, workers)
        for number, (inputs, workers) in enumerate([(folder, 1), (folder, 2), (other, 1)])
    ]
    assert [process.wait(timeout=120) for process in processes] == [0, 0, 0]
    is_whole(db)
    assert stored(db) == COUNT + 60
    connection = sqlite3.connect(db)
    assert connection.execute("SELECT count(*) FROM runs WHERE finished IS NOT NULL").fetchone() == (3,)
    assert connection.execute("SELECT fresh FROM totals_state").fetchone() == (1,)
    connection.close()
    fresh = tmp_path / "b.db"
    for inputs in (folder, other):
        finish(inputs, tmp_path / "chay.py", fresh)
    mixed, ordered = databases.by_text(str(db)), databases.by_text(str(fresh))
    assert mixed == ordered


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
