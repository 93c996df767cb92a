from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from mttq_extract.errors import LockedError, StoreError, UsageError
from mttq_extract.store import connect
from mttq_extract.store.connect import open_for_reading, open_for_writing, store_errors
from mttq_extract.store.patience import Patience
from mttq_extract.store.schema import MIGRATION_NAMES, migrations
from mttq_extract.store.writer import ExtractorVersion, Store

VERSION = ExtractorVersion("0", "t", "m")


def make(path: Path) -> str:
    open_for_writing(str(path)).close()
    return str(path)


def test_a_new_database_has_every_table_and_the_settings(tmp_path: Path) -> None:
    db = Database(open_for_writing(str(tmp_path / "a.db")), execute_plugins=False)
    tables = {"documents", "sentences", "figures", "entities", "indicators", "runs", "rejections", "failures"}
    assert tables <= set(db.table_names())
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    db.close()


def test_the_names_of_the_migrations_are_those_of_the_set(tmp_path: Path) -> None:
    db = Database(open_for_writing(str(tmp_path / "a.db")), execute_plugins=False)
    assert tuple(step.name for step in migrations().applied(db)) == MIGRATION_NAMES
    assert migrations().pending(db) == []
    db.close()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db")
    before = Path(path).read_bytes()
    make(tmp_path / "a.db")
    assert Path(path).read_bytes() == before


def test_only_a_change_of_the_schema_loads_sqlite_utils(tmp_path: Path) -> None:
    program = (
        "import sys; from mttq_extract.store.connect import open_for_writing; open_for_writing(sys.argv[1]).close();"
        "assert ('sqlite_utils' in sys.modules) == (sys.argv[2] == 'new')"
    )
    for state in ("new", "old"):
        subprocess.run([sys.executable, "-c", program, str(tmp_path / "a.db"), state], check=True)


def test_reading_leaves_no_file_behind(tmp_path: Path) -> None:
    connection = open_for_reading(make(tmp_path / "a.db"))
    connection.execute("SELECT count(*) FROM figures").fetchone()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM runs")
    connection.close()
    assert os.listdir(tmp_path) == ["a.db"]


def test_names_with_odd_characters_are_no_uri(tmp_path: Path) -> None:
    path = make(tmp_path / "số liệu?mode=memory#1 %41.db")
    open_for_reading(path).close()
    assert os.listdir(tmp_path) == ["số liệu?mode=memory#1 %41.db"]


@pytest.mark.parametrize("opening", [open_for_reading, open_for_writing])
@pytest.mark.parametrize(
    "content, words",
    [(b"not a database, surely" * 100, "không phải cơ sở dữ liệu"), (b"x", "không phải")],
)
def test_a_file_that_is_no_database(tmp_path: Path, opening: object, content: bytes, words: str) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=words):
        opening(str(path))  # type: ignore[operator]
    assert path.read_bytes() == content


@pytest.mark.parametrize("opening", [open_for_reading, open_for_writing])
def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path, opening: object) -> None:
    path = tmp_path / "a.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE documents (a)")
    other.close()
    with pytest.raises(StoreError, match="không phải của mttq"):
        opening(str(path))  # type: ignore[operator]


@pytest.mark.parametrize("opening", [open_for_reading, open_for_writing])
def test_a_newer_schema_says_upgrade(tmp_path: Path, opening: object) -> None:
    path = make(tmp_path / "a.db")
    newer = sqlite3.connect(path)
    newer.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('mttq_extract', 'sau', '')")
    newer.commit()
    newer.close()
    with pytest.raises(StoreError, match=r"mới hơn.*sau.*upgrade"):
        opening(path)  # type: ignore[operator]


def test_an_older_schema_says_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "a.db")
    monkeypatch.setattr(connect, "MIGRATION_NAMES", (*MIGRATION_NAMES, "tương lai"))
    with pytest.raises(StoreError, match=r"cũ.*tương lai.*mttq run"):
        open_for_reading(path)


def test_a_missing_file_or_folder_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="mttq run"):
        open_for_reading(str(tmp_path / "a.db"))
    for opening in (open_for_reading, open_for_writing):
        with pytest.raises(UsageError, match="thư mục"):
            opening(str(tmp_path / "khong" / "a.db"))
        with pytest.raises(UsageError, match="thư mục"):
            opening(str(tmp_path))
    assert os.listdir(tmp_path) == []


def test_a_locked_database_is_waited_for_aloud_and_given_up(tmp_path: Path) -> None:
    path, told = make(tmp_path / "a.db"), list[float]()
    Store(path).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    with (
        Store(path, Patience(seconds=0.5, every=0.2, tell=told.append)) as store,
        pytest.raises(LockedError, match=f"{path}.*khóa"),
    ):
        store.begin_run(VERSION)
    assert 0.5 <= time.monotonic() - begun < 5
    assert len(told) >= 1
    assert told[0] >= 0.2
    other.rollback()
    other.close()


def test_what_waits_for_a_locked_database_goes_on_when_it_is_free(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db")
    Store(path).close()
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")

    def free(_: float) -> None:
        if other.in_transaction:
            other.rollback()

    with Store(path, Patience(seconds=20.0, every=0.1, tell=free)) as store:
        assert store.begin_run(VERSION) == 1
    other.close()


@pytest.mark.parametrize("opening", [open_for_reading, open_for_writing])
def test_a_database_that_nobody_else_may_open_is_waited_for(tmp_path: Path, opening: Any) -> None:
    path, told = make(tmp_path / "a.db"), list[float]()
    other = sqlite3.connect(path)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LockedError, match="khóa"):
        opening(path, patience=Patience(seconds=0.3, every=0.1, tell=told.append))
    assert told
    other.rollback()
    other.close()
    opening(path, patience=Patience(seconds=0.3, every=0.1)).close()


def test_a_read_only_database_says_so(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db")
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with pytest.raises(StoreError, match="chỉ được đọc"), store_errors(path):
        connection.execute("DELETE FROM runs")
    connection.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="a root user may write everywhere")
def test_a_database_in_a_read_only_folder_can_be_read(tmp_path: Path) -> None:
    path = make(tmp_path / "a.db")
    os.chmod(path, 0o444)
    os.chmod(tmp_path, 0o555)
    try:
        open_for_reading(path).close()
        with pytest.raises(StoreError):
            open_for_writing(path)
    finally:
        os.chmod(tmp_path, 0o755)


def test_damage_says_so(tmp_path: Path) -> None:
    path = Path(make(tmp_path / "a.db"))
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)
    connection = sqlite3.connect(path)
    with pytest.raises(StoreError, match="hỏng"), store_errors(str(path)):
        connection.execute("SELECT * FROM figures").fetchall()
    connection.close()
