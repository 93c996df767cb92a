"""The job on Spark: every article once, the same rows as the local run, loaded into SQLite and asked by DuckDB."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from mttq_extract.batch import run_batch
from mttq_extract.batch.parquet import (
    NESTED,
    NUMBERS,
    WHOLE_NUMBERS,
    document_columns,
    duckdb_views,
    load_parquet,
    nested_columns,
    read_rows,
)
from mttq_extract.errors import ReadError, UsageError
from mttq_extract.read.paths import read_paths
from mttq_extract.store.writer import Store

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
COUNT = 40

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install '.[spark]'")
pytest.importorskip("pandas", reason="pandas is not installed: pip install '.[spark]'")
pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install '.[spark]'")
needs_java = pytest.mark.skipif(
    not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="Spark needs Java, which is not there"
)

SCRIPT = """
import sys
from fake_extractor import FakeExtractor
from mttq_extract.batch.spark import SparkOptions, extract_to_parquet, session
options = SparkOptions(sys.argv[3], int(sys.argv[4]))
spark = session(options)
extract_to_parquet(spark, [sys.argv[1]], sys.argv[2], load=FakeExtractor, options=options)
spark.stop()
"""


def write_articles(path: Path, count: int, more: str = "") -> None:
    lines = []
    for number in range(count):
        text = f"Tin {number}\nNăm nay, năm 2022 MTTQ Hoa Đào trao {number} căn nhà tại xã Đông.{more}"
        month = f"2022-{1 + number % 3:02}-05" if number % 4 else None
        lines.append(json.dumps({"id": f"r{number:03}", "text": text, "title": f"Tin {number}", "published": month}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def start(source: Path, target: Path, master: str, partitions: int, script: Path) -> subprocess.Popen[bytes]:
    script.write_text(SCRIPT, encoding="utf-8")
    known = {"PYTHONPATH": f"{HERE}{os.pathsep}{ROOT}", "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    command = [sys.executable, str(script), str(source), str(target), master, str(partitions)]
    with script.with_suffix(".log").open("wb") as log:
        return subprocess.Popen(command, env=os.environ | known, stdout=log, stderr=log, start_new_session=True)


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Articles, some of them bad, and the folder that a job on local[2] made of them."""
    folder = tmp_path_factory.mktemp("spark")
    source, target = folder / "bai.jsonl", folder / "ket qua's"
    write_articles(source, COUNT)
    with source.open("a", encoding="utf-8") as stream:
        stream.write(
            '{"id": "hong", "text": "HỎNG"}\n{"text": "không có mã"}\n{"id": "rong", "text": " "}\nkhông phải\n'
        )
    process = start(source, target, "local[2]", 3, folder / "viec.py")
    assert process.wait(timeout=400) == 0, (folder / "viec.log").read_text(encoding="utf-8")[-3000:]
    return source, target


@needs_java
def test_every_article_is_there_once_by_month(job: tuple[Path, Path]) -> None:
    rows = list(read_rows(str(job[1])))
    good = [row["id"] for row in rows if row["failure"] is None]
    assert sorted(good) == [f"r{number:03}" for number in range(COUNT)]
    failures = {row["id"]: row["failure"] for row in rows if row["failure"] is not None}
    assert len(failures) == 3  # two of the four have no id
    assert "fake failure" in failures["hong"]
    assert "empty text" in failures["rong"]
    assert {entry.name for entry in job[1].iterdir() if entry.is_dir()} == {
        *("month=2022-01", "month=2022-02", "month=2022-03", "month=unknown"),
    }


@needs_java
def test_loaded_it_is_the_database_of_the_local_run(
    job: tuple[Path, Path], tmp_path: Path, fake: Any, databases: Any
) -> None:
    source, target = job
    loaded, local = str(tmp_path / "a.db"), str(tmp_path / "b.db")
    with Store(loaded) as store:
        counts, failures = load_parquet(str(target), store)
    assert (counts.documents_stored, counts.failed, len(failures)) == (COUNT, 4, 4)
    with Store(local) as store:
        run_batch(read_paths([str(source)]), store, load=fake.FakeExtractor)
    assert databases.by_text(loaded) == databases.by_text(local)
    with Store(loaded) as store:
        counts, _ = load_parquet(str(target), store)
    assert (counts.documents_stored, counts.documents_unchanged) == (0, COUNT)


@needs_java
def test_duckdb_asks_the_files_in_place_by_the_same_columns(job: tuple[Path, Path], tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: pip install '.[spark]'")
    with Store(str(tmp_path / "a.db")) as store:
        load_parquet(str(job[1]), store)
    ours = sqlite3.connect(tmp_path / "a.db")
    theirs = duckdb.connect()
    theirs.execute(duckdb_views(str(job[1])))
    queries = [
        "SELECT count(*) FROM documents",
        "SELECT count(*) FROM sentences",
        "SELECT document, surface, low, low_num, unit, role, subject, place FROM figures ORDER BY document, start",
        "SELECT indicator, unit, sum(low_num) FROM figures WHERE role = 'actual' GROUP BY 1, 2 ORDER BY 1, 2",
        "SELECT id, title, published FROM documents WHERE published >= '2022-02' ORDER BY id",
        "SELECT count(*) FROM entities",
        "SELECT count(*) FROM rejections",
    ]
    for query in queries:
        assert theirs.execute(query).fetchall() == ours.execute(query).fetchall()
    assert theirs.execute("SELECT count(*) FROM failures").fetchone() == (4,)
    ours.close()
    theirs.close()


@needs_java
@pytest.mark.slow
def test_an_executor_that_is_killed_loses_no_article(tmp_path: Path) -> None:
    """On two executors of their own, as on a cluster; one is killed while both work."""
    source, target = tmp_path / "bai.jsonl", tmp_path / "ket_qua"
    write_articles(source, 600, " CHẬM")
    process = start(source, target, "local-cluster[2,1,1024]", 12, tmp_path / "viec.py")
    killed: list[int] = []

    def kill() -> None:
        deadline = time.monotonic() + 300
        while process.poll() is None and time.monotonic() < deadline:
            temporary = list(target.glob("_temporary/0/_temporary/*/*/*.parquet"))
            executors = processes_with("CoarseGrainedExecutorBackend")
            if temporary and len(executors) == 2:
                os.kill(executors[0], signal.SIGKILL)
                killed.append(executors[0])
                return
            time.sleep(0.1)

    thread = threading.Thread(target=kill)
    thread.start()
    assert process.wait(timeout=500) == 0, (tmp_path / "viec.log").read_text(encoding="utf-8")[-3000:]
    thread.join()
    assert killed
    assert sorted(row["id"] for row in read_rows(str(target))) == [f"r{number:03}" for number in range(600)]


def processes_with(word: str) -> list[int]:
    """The processes below this one whose command line holds a word."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().decode(errors="replace")
                if word in command and entry.stat().st_uid == os.getuid() and "java" in command.split("\0")[0]:
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def test_columns_are_those_of_the_database(tmp_path: Path) -> None:
    with Store(str(tmp_path / "a.db")):
        pass
    connection = sqlite3.connect(tmp_path / "a.db")
    for table in NESTED:
        declared = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
        for name in nested_columns(table):
            kind = "INTEGER" if name in WHOLE_NUMBERS else "REAL" if name in NUMBERS else "TEXT"
            assert declared[name] == kind, (table, name)
    known = {row[1] for row in connection.execute("PRAGMA table_info(documents)")}
    assert set(document_columns()) - known == {"failure", "package_version", "tables_hash", "models_hash", "month"}
    connection.close()


def test_what_is_no_result_of_a_job_is_said(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    with pytest.raises(ReadError, match="no such folder"):
        list(read_rows(str(tmp_path / "x")))
    with pytest.raises(ReadError, match="no Parquet files"):
        list(read_rows(str(tmp_path)))
    parquet.write_table(pyarrow.table({"id": ["1"]}), tmp_path / "a.parquet")
    with pytest.raises(ReadError, match="not made by mttq"):
        list(read_rows(str(tmp_path)))
    (tmp_path / "a.parquet").write_bytes(b"PAR1 hong PAR1")
    with pytest.raises(ReadError, match="damaged"):
        list(read_rows(str(tmp_path)))


def test_other_kinds_of_input_are_refused() -> None:
    from mttq_extract.batch.spark import _articles

    for sources in (["a.txt"], ["a.jsonl", "b.parquet"], ["khong-co/"]):
        with pytest.raises(UsageError, match="one kind at a time"):
            _articles(None, sources)
