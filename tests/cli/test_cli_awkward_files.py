"""Sixty-odd awkward files in one folder: each is named with its reason, the others are read, nothing is half stored."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from typing import TYPE_CHECKING

import pytest

from mttq_extract.read.decoding import stored_text
from tests.read.awkward import READ, build
from tests.read.files import PROSE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Call = Callable[..., Result]


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("khó") / "bai"
    return folder, build(folder)


def shown(name: str) -> str:
    return name.replace("\n", " ")


def test_extract_names_every_file_and_goes_on(mttq: Call, awkward: tuple[Path, dict[str, str]]) -> None:
    folder, expected = awkward
    result = mttq("extract", folder)
    assert result.exit_code == 3
    assert "discarding" not in result.stderr  # what libraries log
    told = [" ".join(line.split()) for line in result.stderr.splitlines() if line.startswith("Lỗi: ")]
    for name, words in expected.items():
        about = [line for line in told if f"/{shown(name)}:" in line or f"/{shown(name)}/" in line]
        assert all("xin báo lại" not in line for line in about), about
        if words == READ:
            assert about == [], name
        else:
            assert any(words in line for line in about), (name, words, about)
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    by_id = {document["id"]: document["text"] for document in documents}
    assert by_id["bài có dấu và cách"] == PROSE
    assert by_id[unicodedata.normalize("NFC", "tên tổ hợp")] == stored_text(PROSE)
    assert by_id["vni"] == PROSE
    assert "h1" in by_id
    assert any("TCVN3" in line for line in result.stderr.splitlines() if line.startswith("Chú ý: "))


def test_run_stores_what_can_be_read_and_the_reasons(
    mttq: Call, awkward: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    folder, expected = awkward
    db = tmp_path / "a.db"
    result = mttq("run", folder, "--db", db)
    assert result.exit_code == 3
    connection = sqlite3.connect(db)
    failed = dict(connection.execute("SELECT path, reason FROM failures"))
    for name, words in expected.items():
        about = [reason for path, reason in failed.items() if f"/{name}" in path]
        assert (about == []) == (words == READ), name
        assert words == READ or any(words in reason for reason in about), name
    stored = connection.execute("SELECT id, text FROM documents ORDER BY id").fetchall()
    assert all(text.strip() for _, text in stored)
    good = sum(1 for words in expected.values() if words == READ)
    assert len(stored) == good + 1  # and the good line of hong.jsonl
    assert not (folder.parent / "x.txt").exists()
    connection.close()
    # The same again: nothing is stored anew, and the reasons are the same.
    again = mttq("run", folder, "--db", db)
    assert again.exit_code == 3
    assert "lưu 0" in again.stdout
