"""The commands with the extractor of the package, from files to questions."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mttq_extract.cli import main
from mttq_extract.read import read_paths
from mttq_extract.types import Record

ARTICLES = {
    "xa-huong": "Xã Hương Giang chăm lo hộ nghèo\n"
    "Năm 2022, Ủy ban MTTQ Việt Nam xã Hương Giang vận động Quỹ “Vì người nghèo” được hơn 2,5 tỷ đồng. "
    "Từ nguồn quỹ này, xã đã xây mới 29 căn nhà đại đoàn kết.",
    "phuong-ban": "Phường Ban Mai giám sát\n"
    "Quý I/2023, MTTQ phường Ban Mai tổ chức 14 cuộc giám sát, đạt 63,58% kế hoạch.",
}


def mttq(*arguments: object) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bai"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_from_files_to_questions(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    mttq("run", folder, "--db", db)
    rows = json.loads(mttq("query", "--db", db, "--format", "json").stdout)
    numbers = {(row["low"], row["unit"]) for row in rows}
    assert {("2500000000", "VND"), ("29", "item"), ("14", "item"), ("63.58", "percent")} <= numbers
    assert json.loads(mttq("query", "--db", db, "--search", "nha dai doan ket", "--format", "json").stdout)
    for row in rows:
        shown = mttq("explain", "--db", db, row["id"]).stdout
        assert f"[{row['surface']}]" in shown
    mttq("doctor", "--db", db)


def test_jsonl_and_database_agree(folder: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    mttq("run", folder, "--db", db)
    connection = sqlite3.connect(db)
    for line in mttq("extract", folder).stdout.splitlines():
        document = json.loads(line)
        stored = connection.execute(
            'SELECT f.start, f."end", f.surface, f.low, f.high, f.unit, f."of", f.per, f.modifier, f.concept, f.role,'
            " f.indicator, f.period, f.subject, f.place, s.text, f.rule, f.score FROM figures AS f"
            " JOIN sentences AS s ON s.id = f.sentence WHERE f.document = ? ORDER BY f.start",
            (document["id"],),
        ).fetchall()
        names = (
            *("start", "end", "surface", "low", "high", "unit", "of", "per", "modifier", "concept", "role"),
            *("indicator", "period", "subject", "place", "sentence", "rule", "score"),
        )
        place = names.index("place")
        for row, figure in zip(stored, document["figures"], strict=True):
            # the database puts a figure whose text says no place where its subject is (docs/queries.md)
            said = row if figure["place"] is not None else (*row[:place], None, *row[place + 1 :])
            assert said == tuple(figure[name] for name in names)
    connection.close()


@pytest.mark.slow
def test_one_and_two_workers_store_the_same(folder: Path, tmp_path: Path) -> None:
    shared = Path(os.environ.get("MTTQ_SHARED") or Path(__file__).parents[2].parent / "shared") / "news"
    if shared.is_dir():
        records = [r for r in read_paths([str(shared / "mttq_dev.jsonl.gz")]) if isinstance(r, Record)]
        for number, record in enumerate(records[:60]):
            (folder / f"tin-{number}.txt").write_text(record.text, encoding="utf-8")
    first = tmp_path / "a.db"
    mttq("run", folder, "--db", first, "--workers", 1)
    with closing(sqlite3.connect(first)) as connection:
        some = [
            row[0] for row in connection.execute("SELECT id FROM figures WHERE role = 'actual' ORDER BY id LIMIT 3")
        ]
    for figure in some:
        mttq("correct", "--db", first, figure, "--set", "role=pledged")
    mttq("corrections", "--db", first, "--export", tmp_path / "c.jsonl")
    dumps = []
    for workers in (1, 2):
        db = tmp_path / f"{workers}.db"
        mttq("run", next(folder.iterdir()), "--db", db, "--workers", 1)
        mttq("corrections", "--db", db, "--import", tmp_path / "c.jsonl")  # those of texts to come wait for them
        mttq("run", folder, "--db", db, "--workers", workers)
        connection = sqlite3.connect(db)
        dumps.append(
            [line for line in connection.iterdump() if not line.startswith(('INSERT INTO "runs"', 'INSERT INTO "_'))]
        )
        connection.close()
    assert dumps[0] == dumps[1]
    assert len(dumps[0]) > 50
    assert sum("'pledged'" in line for line in dumps[0] if line.startswith('INSERT INTO "figures"')) >= len(some) > 0
