"""`mttq serve`: what it says before the first page, and how it stops."""

from __future__ import annotations

import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.cli import database
from mttq_extract.cli.serve import _open
from mttq_extract.store.connect import open_for_writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

PROGRAM = "from mttq_extract.cli import main; main()"


def test_help_loads_no_server() -> None:
    code = "import sys; from mttq_extract.cli import main; main(['serve', '--help'], standalone_mode=False)\n"
    code += "print([m for m in ('datasette', 'uvicorn', 'altair', 'jinja2', 'sqlite_utils') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "--port" in done.stdout
    assert done.stdout.strip().endswith("[]")


def test_a_missing_database_is_told_of(mttq: Callable[..., Result], tmp_path: Path) -> None:
    result = mttq("serve", "--db", tmp_path / "khong.db")
    assert result.exit_code == 2
    assert "mttq run" in result.output


def test_a_database_without_articles_is_told_of(mttq: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "rong.db"
    open_for_writing(str(path)).close()
    result = mttq("serve", "--db", path)
    assert result.exit_code == 2
    assert "chưa có bài" in result.output
    assert "mttq run" in result.output


def test_a_locked_database_is_waited_for_aloud(
    mttq: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    monkeypatch.setattr(database, "PATIENCE", replace(database.PATIENCE, seconds=0.4, every=0.1))
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        result = mttq("serve", "--db", path)
    assert result.exit_code == 1
    assert "đang bị một tiến trình khác khóa" in result.stderr.splitlines()[0]
    assert f"Cơ sở dữ liệu {path}: đã đợi" in result.stderr.splitlines()[-1]


def test_another_file_is_told_of(mttq: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "thu.txt"
    path.write_text("không phải cơ sở dữ liệu", encoding="utf-8")
    result = mttq("serve", "--db", path)
    assert result.exit_code == 1
    assert "not a database" in result.output


def test_scores_that_are_none_are_told_of(mttq: Callable[..., Result], db: Path, tmp_path: Path) -> None:
    (tmp_path / "diem.json").write_text("{}", encoding="utf-8")
    for name in ("diem.json", "khong.json"):
        result = mttq("serve", "--db", db, "--eval", tmp_path / name)
        assert result.exit_code == 2
        assert name in result.output


def test_a_taken_port_is_told_of_with_a_free_one(mttq: Callable[..., Result], db: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = mttq("serve", "--db", db, "--port", port)
    assert result.exit_code == 2
    assert str(port) in result.output
    free = re.search(r"--port (\d+)", result.output)
    assert free is not None
    assert int(free[1]) not in (0, port)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_stopped_and_leaves_nothing(db: Path, stop: signal.Signals) -> None:
    before = sorted(path.name for path in db.parent.iterdir())
    arguments = [sys.executable, "-c", PROGRAM, "serve", "--db", str(db), "--port", "0", "--lang", "en"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address: Any = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
            with urllib.request.urlopen(address[0], timeout=30) as answer:
                assert '<html lang="en">' in answer.read().decode()
            server.send_signal(stop)
            out, errors = server.communicate(timeout=30)
        finally:
            server.kill()
    assert server.returncode == 0
    assert errors == ""
    assert "Traceback" not in out
    assert sorted(path.name for path in db.parent.iterdir()) == before


def test_requests_that_are_none_do_not_end_it(db: Path) -> None:
    close = b"Host: 127.0.0.1\r\nConnection: close\r\n\r\n"
    requests = {
        b"GET /\xff\xfe HTTP/1.1\r\n" + close: b"400",
        b"GET http://evil.example/ HTTP/1.1\r\n" + close: b"400",
        b"GET //evil.example/ HTTP/1.1\r\n" + close: b"404",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n": b"421",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + close: b"414",
        b"POST / HTTP/1.1\r\nContent-Length: 3\r\n" + close + b"abc": b"405",
        b"\x16\x03\x01\r\n\r\n": b"400",
        b"GET / HTTP/1.1\r\nCookie: \xff=;;[]\r\n" + close: b"200",
        b"GET /tim?q=%ff%fe HTTP/1.1\r\n" + close: b"200",
    }
    arguments = [sys.executable, "-c", PROGRAM, "serve", "--db", str(db), "--port", "0"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            address = re.search(r":(\d+)/", server.stdout.readline())
            assert address is not None
            for request, status in requests.items():
                with socket.create_connection(("127.0.0.1", int(address[1])), timeout=30) as connection:
                    connection.sendall(request)
                    answer = b"".join(iter(lambda: connection.recv(65536), b""))
                assert answer.split()[1] == status, request[:60]
                assert b"evil.example" not in answer
        finally:
            server.terminate()
            server.wait(timeout=30)


def test_without_a_screen_no_browser_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    _open("http://127.0.0.1:1/")
    assert opened == []
    monkeypatch.setenv("DISPLAY", ":0")
    _open("http://127.0.0.1:1/")
    assert opened == ["http://127.0.0.1:1/"]
